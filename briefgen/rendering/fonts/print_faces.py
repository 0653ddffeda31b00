"""Fonts for paper: whole static files, since cut ones and WOFF2 are slow to lay out with."""

from __future__ import annotations

from html import escape
from pathlib import Path

from briefgen.model.output.assets import Asset, inside
from briefgen.rendering.fonts.faces import Face, Fonts
from briefgen.rendering.fonts.subset import stacks_css

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def font_address(face: Face) -> str:
    """Return where a face stands while pages are laid out."""
    return inside(f"fonts/{face.file}")


def print_font_css(fonts: Fonts) -> str:
    """``@font-face`` rules for every face and the stacks of every language as ``--font-text``, ``--font-sans`` …."""
    rules = (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style}; '
        f'src: url("{font_address(face)}"); }}'
        for face in fonts.faces
    )
    return "\n".join([*rules, stacks_css(fonts, {face.family for face in fonts.faces})])


def print_assets(fonts: Fonts) -> dict[str, Asset]:
    """Address → font file, for a ``PdfJob``."""
    return {font_address(face): Asset(face.sha256, face.content) for face in fonts.faces}


def fontconfig_text(folder: Path, cache: Path) -> str:
    """A fontconfig configuration that knows the fonts of ``folder`` and no others; it keeps its cache in ``cache``."""
    return _CONFIGURATION.format(folder=escape(str(folder), quote=False), cache=escape(str(cache), quote=False))
