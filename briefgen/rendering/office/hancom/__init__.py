"""Documents for Hancom Office (.hwpx)."""
