"""What makes a language: a profile in YAML, no code."""
