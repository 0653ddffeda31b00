"""The search: an index of the finished pages that a browser can read from any server and from a folder."""
