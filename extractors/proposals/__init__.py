"""What proposals and decisions have of their own."""
