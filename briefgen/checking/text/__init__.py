"""Characters, headings and marks of a text."""
