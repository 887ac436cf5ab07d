"""Where one document of a file ends and the next begins."""
