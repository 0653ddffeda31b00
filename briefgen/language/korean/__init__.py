"""Korean: particles, and how a word before them is read."""
