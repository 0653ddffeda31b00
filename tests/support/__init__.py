"""What many tests use: a small project, commands run on it, and stand-ins for what is slow or far away."""
