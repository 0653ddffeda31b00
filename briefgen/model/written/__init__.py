"""What an author writes in YAML."""
