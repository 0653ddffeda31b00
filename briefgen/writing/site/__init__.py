"""A finished tree becomes a folder, in one step."""
