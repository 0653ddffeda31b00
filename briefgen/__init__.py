"""briefgen: one source, two languages, web and paper."""

__version__ = "1.0.0"
