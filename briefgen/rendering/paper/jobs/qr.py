"""A QR code as a drawing for paper: dark on white, with its quiet zone, described in words."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

SIDE = 20.1
"""Millimetres of the dark square: an address of any length is read from paper at arm's length."""
QUIET_ZONE = 4
"""Modules of white on each side, as the standard (ISO/IEC 18004) asks."""


@lru_cache(maxsize=256)
def qr_svg(address: str, title: str) -> Markup:
    """``address`` as a QR code of error correction M or better: 15 % of it may be lost to folds and stains.

    Drawn once: an address stands on many papers, and on the same ones after every change of a text.
    """
    import segno

    code = segno.make_qr(address, error="m")
    drawn = code.svg_inline(
        border=QUIET_ZONE, dark="#000", light="#fff", title=title, omitsize=True, svgclass="qr", lineclass=None
    )
    modules, _ = code.symbol_size(border=0)
    width = f"{SIDE * (modules + 2 * QUIET_ZONE) / modules:.2f}mm"
    return Markup(drawn.replace("<svg ", f'<svg role="img" width="{width}" height="{width}" ', 1))
