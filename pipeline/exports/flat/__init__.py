"""Records and dossiers as flat tables, from one declaration (`tables.toml`), in every form."""
