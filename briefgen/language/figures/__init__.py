"""Figures read back out of a text: the counterpart of ``words``."""
