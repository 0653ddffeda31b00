"""The numbering of lists, and tables of contents."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from briefgen.rendering.paper.tags.tree import Box, Kid, Tag, is_inline

_NUMBERING = {
    "decimal": "/Decimal",
    "lower-alpha": "/LowerAlpha",
    "lower-latin": "/LowerAlpha",
    "upper-alpha": "/UpperAlpha",
    "upper-latin": "/UpperAlpha",
    "lower-roman": "/LowerRoman",
    "upper-roman": "/UpperRoman",
    "disc": "/Disc",
    "circle": "/Circle",
    "square": "/Square",
}
_BY_TAG = {"ol": "/Decimal", "ul": "/Disc"}
_IN_CONTENTS = {"L": "TOC", "LI": "TOCI", "LBody": "NonStruct", "NonStruct": "NonStruct"}


def numbering(box: Box) -> dict[str, Any]:
    """A list with marks says of what kind they are."""
    import pydyf

    marks = box.style["list_style_type"]
    if marks == "none" or box.element_tag not in _BY_TAG:
        return {}
    kind = _NUMBERING.get(marks if isinstance(marks, str) else "", _BY_TAG[box.element_tag])
    return {"A": pydyf.Dictionary({"O": "/List", "ListNumbering": kind})}


def as_contents(tag: Tag) -> None:
    """The list of ``class="contents"`` is a table of contents, so that its entries are announced as such.

    An entry refers to a page; what stands beside the reference is a paragraph.
    """
    if tag.name not in _IN_CONTENTS:
        return
    tag.name = _IN_CONTENTS[tag.name]
    tag.more.pop("A", None)
    kids, tag.kids = tag.kids, []
    for name, run in groupby(kids, _around):
        home = tag
        for kid in run:
            if name and (home is tag or name == "Reference"):
                home = Tag(name, tag.page)
                tag.take(home)
            home.take(kid)
            if isinstance(kid, Tag):
                as_contents(kid)


def _around(kid: Kid) -> str:
    """What an entry puts around ``kid``, if anything."""
    if isinstance(kid, Tag) and kid.name == "Link":
        return "Reference"
    return "P" if is_inline(kid) else ""
