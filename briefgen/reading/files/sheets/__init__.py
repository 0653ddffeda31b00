"""Spreadsheets: what each cell holds. Nothing is calculated, and no macro is run."""
