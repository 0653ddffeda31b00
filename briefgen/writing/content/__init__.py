"""Files that briefgen writes among the author's own, comments kept."""
