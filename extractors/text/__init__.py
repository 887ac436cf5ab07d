"""Reading as a person does: whole lines, labels with values, numbered points."""
