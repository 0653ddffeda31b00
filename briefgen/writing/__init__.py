"""How files are written: a site in one step, an author's file with its comments kept."""
