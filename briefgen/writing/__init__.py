"""Floor 5: a finished tree becomes a folder, in one step."""
