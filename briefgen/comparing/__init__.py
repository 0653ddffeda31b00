"""Compare the languages of one text, block by block: structure, figures by value, facts, sources, names."""
