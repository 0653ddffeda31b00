"""Files of a folder: what there is, what may be read, what has changed."""
