"""Records of a folder joined into dossiers: what became of each motion, amendment and proposal."""
