"""What a pack has beside its briefs, read back."""
