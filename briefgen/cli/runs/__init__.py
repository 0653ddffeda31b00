"""A run of a command: what it may reuse, how far it is, what it left."""
