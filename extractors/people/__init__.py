"""People and parties: names, lists, signatures, who submits, who was there."""
