"""The fonts of the theme: which faces there are, cut for the web, whole for paper."""
