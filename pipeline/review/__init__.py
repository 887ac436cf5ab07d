"""Pages on which people check records against their source, and what they marked."""
