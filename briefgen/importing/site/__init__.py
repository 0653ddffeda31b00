"""Folders of Markdown that were written for another program."""
