"""What was built, read back and compared: web with paper, one language with the other."""
