"""Patches of figures in the tag tree of WeasyPrint 70.0: a drawing is described, a caption belongs to its figure."""

from __future__ import annotations

from briefgen.rendering.paper.tags.tree import Box, Element, Pdf, below, is_element, move

_SVG = "{http://www.w3.org/2000/svg}"


def mend_figures(box: Box, element: Element, pdf: Pdf) -> None:
    """Describe a drawing; group a figure with its caption."""
    if is_element(box):
        _drawing(box, element)
        if box.element.tag == "figure" and element.get("S") == "/NonStruct":
            _group(element, pdf)


def _drawing(box: Box, element: Element) -> None:
    """A drawing is described by its title and its description; upstream by the title alone."""
    import pydyf

    if box.element.tag != f"{_SVG}svg":
        return
    said = (box.element.findtext(f"{_SVG}{name}") or "" for name in ("title", "desc"))
    if words := " ".join(" ".join(said).split()):
        element["Alt"] = pydyf.String(words)


def _group(element: Element, pdf: Pdf) -> None:
    """``<figure>`` is a group, and the caption of a table the first thing in it.

    Upstream has no tag for ``<figure>`` (Kozea/WeasyPrint #2482): its caption would be one of the article. A caption
    stays beside a drawing and is not put into it, since what describes the drawing is read in place of all in it.
    """
    element["S"] = "/Sect"
    inside = list(below(element, pdf))
    captions = [it for it in inside if it.get("S") == "/Caption"]
    table = next((it for it in inside if it.get("S") == "/Table"), None)
    if captions and table is not None:
        move(captions[0], table, pdf, 0)
