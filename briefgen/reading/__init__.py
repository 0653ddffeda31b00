"""What the author wrote, with the place of every word of it."""
