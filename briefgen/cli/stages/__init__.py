"""Tells what a command is doing, and where its time went."""
