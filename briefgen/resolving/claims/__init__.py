"""What a fact-checker checks: every number, quotation and name of a brief or a pack, in all languages at once."""
