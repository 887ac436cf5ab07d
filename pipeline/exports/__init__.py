"""Records handed on in other forms."""
