"""briefgen: one source, two languages, web and paper."""

__version__ = "0.1.0"
