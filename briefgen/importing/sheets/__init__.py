"""Spreadsheets as proposed facts."""
