"""Briefs, pages and packs in one language."""
