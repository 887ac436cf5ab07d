"""What budget reports have of their own."""
