"""What holds for the whole site before any text is settled."""
