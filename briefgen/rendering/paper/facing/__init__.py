"""Two languages on facing pages."""
