"""Whether two languages say the same, block by block: structure, numbers by value, facts, sources, names."""
