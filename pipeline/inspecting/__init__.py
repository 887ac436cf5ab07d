"""What people look at to check a reading."""
