"""What an extractor is given and gives back."""
