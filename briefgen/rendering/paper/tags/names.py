"""What the box of an HTML element is called in a PDF."""

from __future__ import annotations

from briefgen.rendering.paper.tags.tree import Box, Tag

_NAMES = {
    "div": "Div",
    "span": "Span",
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "figure": "Sect",
    "blockquote": "BlockQuote",
    **dict.fromkeys(("p", "pre"), "P"),
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    **dict.fromkeys(("ul", "ol", "dl"), "L"),
    "li::marker": "Lbl",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    **{name: name.upper() for name in ("tr", "th", "td")},
    **dict.fromkeys(("img", "{http://www.w3.org/2000/svg}svg"), "Figure"),
    **dict.fromkeys(("caption", "figcaption"), "Caption"),
}


def is_element(box: Box) -> bool:
    """Whether the box is an element's own and not one of its ``::before``, ``::marker`` …"""
    return box.element is not None and "::" not in (box.element_tag or "")


def name_of(box: Box, parent: Tag) -> str:
    """The name of the tag for ``box`` in ``parent``; what PDF has no name for is ``NonStruct``."""
    if box.element is None:
        return "NonStruct"
    tag, _, pseudo = (box.element_tag or "").partition("::")
    if pseudo == "footnote-call":
        return "Reference"
    # The number of a paragraph is its label: whoever hears the text can cite it too.
    if pseudo == "footnote-marker" or (pseudo == "before" and box.element.get("data-number")):
        return "Lbl"
    if tag == "a":
        return "Span" if any(it.name == "Link" for it in parent.above()) else "Link"
    if tag in ("li", "dt", "dd") and not pseudo:
        return _in_list(tag, parent)
    if tag == "div" and not pseudo and parent.name == "L":
        return "LI"
    return _NAMES.get(box.element_tag or "", "NonStruct")


def _in_list(tag: str, parent: Tag) -> str:
    """The row of a list of terms has a term as its label and the description as its body."""
    if parent.name == "LI" and parent.source[1] == "div":
        return "Lbl" if tag == "dt" and all(it.name != "Lbl" for it in parent.tags()) else "LBody"
    return "NonStruct" if parent.name in ("LI", "LBody") else "LI"
