"""Bibliographies of other programs."""
