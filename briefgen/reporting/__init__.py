"""How problems are reported: one file a format."""
