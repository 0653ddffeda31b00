"""What was built, read back and compared: web against paper, one language against the other."""
