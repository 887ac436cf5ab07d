"""What a page image is like, and what is done to it."""
