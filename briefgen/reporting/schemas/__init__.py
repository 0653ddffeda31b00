"""JSON Schemas of the files that an author writes and of the report."""
