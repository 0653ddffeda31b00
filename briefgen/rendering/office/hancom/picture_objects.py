"""Pictures in an HWPX document."""

from __future__ import annotations

from briefgen.rendering.office.hancom.xml import Element, el, said
from briefgen.rendering.office.handoff import HandoffPicture

_PIXEL = 75
"""Of the screen, in hundredths of a point."""
_TALLEST = 56_700
"""20 cm."""


def picture_of(picture: HandoffPicture, ident: str, number: int, most: int) -> Element:
    """A picture in the line, no wider than the text, with its description."""
    wide, high = picture.fitted(_PIXEL, most, _TALLEST)
    whole = {"width": wide, "height": high}
    matrix = {"e1": 1, "e2": 0, "e3": 0, "e4": 0, "e5": 1, "e6": 0}
    corners = ((0, 0), (wide, 0), (wide, high), (0, high))
    return el(
        "pic",
        el("offset", x=0, y=0),
        el("orgSz", **whole),
        el("curSz", **whole),
        el("flip", horizontal=0, vertical=0),
        el("rotationInfo", angle=0, centerX=wide // 2, centerY=high // 2, rotateimage=1),
        el("renderingInfo", *(el(f"hc:{name}", **matrix) for name in ("transMatrix", "scaMatrix", "rotMatrix"))),
        el("imgRect", *(el(f"hc:pt{at}", x=x, y=y) for at, (x, y) in enumerate(corners))),
        el("imgClip", left=0, right=wide, top=0, bottom=high),
        el("inMargin", left=0, right=0, top=0, bottom=0),
        el("imgDim", dimwidth=wide, dimheight=high),
        el("hc:img", binaryItemIDRef=ident, bright=0, contrast=0, effect="REAL_PIC", alpha=0),
        el("effects"),
        *frame(wide, high, in_line=True),
        said("shapeComment", picture.alt),
        id=number,
        zOrder=number,
        numberingType="PICTURE",
        textWrap="TOP_AND_BOTTOM",
        textFlow="BOTH_SIDES",
        lock=0,
        dropcapstyle="None",
        href="",
        groupLevel=0,
        instid=number,
        reverse=0,
    )


def frame(wide: int, high: int, *, in_line: bool) -> tuple[Element, ...]:
    """Return where an object stands and how large it is; one that is not in the line may go on on the next page."""
    return (
        el("sz", width=wide, widthRelTo="ABSOLUTE", height=high, heightRelTo="ABSOLUTE", protect=0),
        el(
            "pos",
            treatAsChar=int(in_line),
            affectLSpacing=0,
            flowWithText=1,
            allowOverlap=0,
            holdAnchorAndSO=0,
            vertRelTo="PARA",
            horzRelTo="COLUMN",
            vertAlign="TOP",
            horzAlign="LEFT",
            vertOffset=0,
            horzOffset=0,
        ),
        el("outMargin", left=0, right=0, top=0, bottom=0),
    )
