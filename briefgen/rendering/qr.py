"""A QR code as a drawing for paper: dark on white, with its quiet zone, described in words."""

from __future__ import annotations

from markupsafe import Markup

QUIET_ZONE = 4
"""Modules of white on each side, as the standard (ISO/IEC 18004) asks."""


def qr_svg(address: str, title: str) -> Markup:
    """``address`` as a QR code of error correction M or better: 15 % of it may be lost to folds and stains."""
    import segno

    code = segno.make_qr(address, error="m")
    drawn = code.svg_inline(
        border=QUIET_ZONE, dark="#000", light="#fff", title=title, omitsize=True, svgclass="qr", lineclass=None
    )
    return Markup(drawn.replace("<svg ", '<svg role="img" ', 1))
