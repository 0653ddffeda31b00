"""Facts, terms and names in words."""
