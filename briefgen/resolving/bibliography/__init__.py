"""Sources as references in the style of a language."""
