"""Documents of other programs as texts, sources and facts of a project."""
