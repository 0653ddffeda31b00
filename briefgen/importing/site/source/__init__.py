"""The folder of another program: its configuration, its documents, and what each of them says of itself."""
