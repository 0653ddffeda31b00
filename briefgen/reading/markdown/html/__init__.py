"""Raw HTML within Markdown."""
