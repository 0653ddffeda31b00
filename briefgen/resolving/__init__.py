"""Floor 3: what it means: every fact, term, citation and link settled for one language."""
