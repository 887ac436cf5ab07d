"""What a set of records holds, in figures and plots."""
