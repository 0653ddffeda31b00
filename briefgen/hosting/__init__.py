"""The built folder as a commit on the branch that a host serves."""
