"""What this machine and a project lack."""
