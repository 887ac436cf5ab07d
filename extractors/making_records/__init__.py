"""A part of a document made into its record: the kind's own fields, the general ones, the checks, the ledger."""
