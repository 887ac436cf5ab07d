"""What a text says of a motion, an amendment or a proposal that has a paper of its own: which one, and its fate."""
