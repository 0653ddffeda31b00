"""The pipeline: a project folder becomes a whole site in memory."""
