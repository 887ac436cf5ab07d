"""Which kind of document a part is."""
