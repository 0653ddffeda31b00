"""A text tree as HTML, and the last changes to a finished page."""
