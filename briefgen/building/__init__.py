"""The pipeline: a project folder becomes the whole site in memory."""
