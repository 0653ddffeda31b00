"""Floor 2: what the author wrote, with the place of every word of it."""
