"""Briefs and packs as PDFs: what is laid out, how, and what becomes of the file."""
