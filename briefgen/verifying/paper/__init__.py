"""A PDF, read back as blocks."""
