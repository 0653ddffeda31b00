"""What a thing is. Nothing here reads a file, words a number or draws a page."""
