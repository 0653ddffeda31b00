"""A page of the site, read back as blocks."""
