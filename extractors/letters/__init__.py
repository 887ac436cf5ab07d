"""What letters have of their own."""
