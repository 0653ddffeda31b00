"""Floor 5: problems put into words, one file a format."""
