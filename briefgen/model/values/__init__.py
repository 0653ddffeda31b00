"""Numbers, dates and texts as values."""
