"""YAML as written models, with the place of every word."""
