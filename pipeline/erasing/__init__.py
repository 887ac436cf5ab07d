"""What leaves an output folder on purpose: what nothing needs any more, and documents that must be forgotten."""
