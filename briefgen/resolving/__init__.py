"""What it means: every fact, term, citation and link settled for one language."""
