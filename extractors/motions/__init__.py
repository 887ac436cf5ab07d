"""What motions and amendments have of their own."""
