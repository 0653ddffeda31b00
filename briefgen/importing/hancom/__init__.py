"""Documents of Hancom Office in its open format (.hwpx)."""
