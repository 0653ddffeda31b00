"""Floor 1: what a thing is. Nothing here reads a file, words a number or draws a page."""
