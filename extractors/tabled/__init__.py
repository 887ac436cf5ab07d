"""What is tabled at a meeting, a motion or an amendment: its head and its foot. Number, meeting, status, title, proposal, submitters."""
