"""What readers may not see yet, and what refers to it."""
