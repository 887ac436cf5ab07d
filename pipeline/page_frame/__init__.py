"""The frame of every page that is written."""
