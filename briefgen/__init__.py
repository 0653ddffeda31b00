"""briefgen: one source, two languages, web and paper."""

__version__ = "1.0.0"
REPOSITORY = ""
"""Where anybody gets briefgen, such as https://github.com/OWNER/briefgen; empty until there is a public address."""
COMMIT = ""
"""The commit of REPOSITORY that a wheel was built from, which tools/dist.py writes into it; empty in a checkout."""
