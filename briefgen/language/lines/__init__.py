"""Where a line of text may break, and where it must not."""
