"""What an author sees while writing."""
