"""The line ledger: what became of each line of a document."""
