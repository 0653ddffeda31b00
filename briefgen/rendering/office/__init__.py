"""Briefs as documents for an office program, to be edited and taken back."""
