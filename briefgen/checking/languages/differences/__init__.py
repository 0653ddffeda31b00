"""What may differ between two blocks that should say the same."""
