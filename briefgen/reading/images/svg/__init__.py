"""Drawings of authors (SVG): what is published and printed is a copy that holds only what the allow-list has.

The copy is made element by element, so nothing gets into it that no rule has let in.
"""

from briefgen.reading.images.svg.clean import Cleaned, DrawingError, LeftOut, clean

__all__ = ["Cleaned", "DrawingError", "LeftOut", "clean"]
