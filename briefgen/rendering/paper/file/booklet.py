"""A booklet: the pages of a PDF two by two on sheets that are folded in the middle and stitched there.

The first sheet has the last page and the first on its front, the second and the last but one on its back, and so on
inwards. The pages become forms on the sheets, in the same file: tags still follow the text from page to page, links and
bookmarks lead to where their pages now lie, and what travels inside the PDF stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from briefgen.model.core.diagnostics import Outcome, error
from briefgen.model.output.assets import Asset
from briefgen.rendering.paper.file.plates import PAGES_A_SHEET, POINTS_A_MILLIMETRE
from briefgen.rendering.paper.laid import Laid

Side = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class BookletJob:
    """A PDF to be imposed: what it will be called, and how many millimetres its pages bleed."""

    name: str
    title: str
    pages: Asset
    bleed: Decimal = Decimal(0)


def impose(job: BookletJob) -> Outcome[Laid | None]:
    """The sheets of a booklet as a PDF, front, back, front …; same job, same bytes."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(job.pages.content)) as pdf:
            places = _impose(pdf, float(job.bleed) * POINTS_A_MILLIMETRE)
            _move_tags(pdf, places)
            _move_destinations(pdf, places)
            _describe(pdf, job.title)
            output, count = BytesIO(), len(pdf.pages)
            pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except pikepdf.PdfError as problem:
        return Outcome(None, (error("pdf-is-clean", f"{job.name} could not be imposed: {problem}"),))
    return Outcome(Laid(output.getvalue(), count, {}))


def sides(pages: int) -> Iterator[Side]:
    """The pages (from 0) on the left and right of each side of each sheet; None is not a page."""
    places = -(-pages // PAGES_A_SHEET) * PAGES_A_SHEET
    shown = [number if number < pages else None for number in range(places)]
    for sheet in range(places // PAGES_A_SHEET):
        first, last = 2 * sheet, places - 1 - 2 * sheet
        yield shown[last], shown[first]
        yield shown[first + 1], shown[last - 1]


@dataclass(frozen=True, slots=True)
class _SheetPlace:
    """Where a page has gone: the sheet, the form on it that shows the page, and how far everything has moved."""

    sheet: Any
    form: Any
    right: float
    up: float


_Places = Mapping[tuple[int, int], _SheetPlace]
"""By the number and generation of the page's object."""


def _impose(pdf: Any, bleed: float) -> _Places:
    """Each half of a side shows one trimmed page; colour runs over the trim on the three outer edges alone."""
    pages = [page.obj for page in pdf.pages]
    # As read, with boxes that a page has from its parent.
    boxes = [[float(edge) for edge in page.trimbox] for page in pdf.pages]
    forms = [_form(pdf, page) for page in pdf.pages]
    left, bottom, right, top = boxes[0]
    width, height = right - left, top - bottom
    places: dict[tuple[int, int], _SheetPlace] = {}
    for side in sides(len(pages)):
        sheet = _add_sheet(pdf, width, height, bleed)
        content = list[str]()
        for half, number in enumerate(side):
            if number is None:
                continue
            box, form = boxes[number], forms[number]
            _clip(form, box, bleed, half)
            place = _SheetPlace(sheet, form, half * width - box[0], -box[1])
            sheet.Resources.XObject[f"/P{number + 1}"] = form
            content.append(f"q 1 0 0 1 {place.right:.4f} {place.up:.4f} cm /P{number + 1} Do Q")
            _move_links(pdf, pages[number], place)
            places[pages[number].objgen] = place
        sheet.Contents = pdf.make_stream("\n".join(content).encode())
    del pdf.pages[: len(pages)]
    return places


def _form(pdf: Any, page: Any) -> Any:
    """A page as a form, with the way back from its marked content to the tags."""
    form = pdf.make_indirect(page.as_form_xobject())
    if "/StructParents" in page.obj:
        form.StructParents = page.obj.StructParents
    return form


def _add_sheet(pdf: Any, width: float, height: float, bleed: float) -> Any:
    import pikepdf

    pdf.add_blank_page(page_size=(2 * width, height))
    sheet = pdf.pages[-1].obj
    sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary())
    sheet.MediaBox = pikepdf.Array([round(it, 4) for it in (-bleed, -bleed, 2 * width + bleed, height + bleed)])
    sheet.BleedBox = sheet.MediaBox
    sheet.TrimBox = pikepdf.Array([round(it, 4) for it in (0, 0, 2 * width, height)])
    # What an office prints and a viewer shows; a press takes the bleed too.
    sheet.CropBox = sheet.TrimBox
    return sheet


def _clip(form: Any, box: list[float], bleed: float, half: int) -> None:
    import pikepdf

    outer_left, outer_right = (bleed, 0.0) if half == 0 else (0.0, bleed)
    clip = [box[0] - outer_left, box[1] - bleed, box[2] + outer_right, box[3] + bleed]
    form.BBox = pikepdf.Array([round(edge, 4) for edge in clip])


def _move_links(pdf: Any, page: Any, place: _SheetPlace) -> None:
    import pikepdf

    for link in page.get("/Annots", []):
        x1, y1, x2, y2 = (float(edge) for edge in link.Rect)
        moved = (x1 + place.right, y1 + place.up, x2 + place.right, y2 + place.up)
        link.Rect = pikepdf.Array([round(edge, 4) for edge in moved])
        if "/P" in link:
            link.P = place.sheet
        if "/Annots" not in place.sheet:
            place.sheet.Annots, place.sheet.Tabs = pikepdf.Array(), pikepdf.Name.S
        place.sheet.Annots.append(link)


def _move_tags(pdf: Any, places: _Places) -> None:
    """Marked content is found in the form that now has it; a link on the sheet where it now lies."""
    import pikepdf

    waiting = [pdf.Root.StructTreeRoot] if "/StructTreeRoot" in pdf.Root else []
    while waiting:
        element = waiting.pop()
        place = _place_of(element, places)
        if "/K" not in element:
            continue
        kids = list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]
        moved = [_moved_kid(kid, place, places) for kid in kids]
        element.K = pikepdf.Array(moved) if isinstance(element.K, pikepdf.Array) else moved[0]
        if place is not None:
            element.Pg = place.sheet
        waiting += [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _moved_kid(kid: Any, place: _SheetPlace | None, places: _Places) -> Any:
    import pikepdf

    if isinstance(kid, int):
        if place is None:
            return kid
        return pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=place.sheet, Stm=place.form, MCID=kid)
    own = _place_of(kid, places) or place
    if kid.get("/Type") in ("/MCR", "/OBJR") and own is not None:
        kid.Pg = own.sheet
        if kid.Type == "/MCR":
            kid.Stm = own.form
    return kid


def _place_of(element: Any, places: _Places) -> _SheetPlace | None:
    page = element.get("/Pg")
    return None if page is None else places.get(page.objgen)


def _move_destinations(pdf: Any, places: _Places) -> None:
    """Names, bookmarks and links lead to the half of the sheet where the page now lies."""
    import pikepdf

    names = pdf.Root.get("/Names", {}).get("/Dests")
    if names is not None:
        for target in pikepdf.NameTree(names).values():
            _move_destination(target, places)
    waiting = [pdf.Root.Outlines.First] if "/First" in pdf.Root.get("/Outlines", {}) else []
    while waiting:
        item = waiting.pop()
        _move_destination(item.get("/Dest"), places)
        waiting += [item[key] for key in ("/First", "/Next") if key in item]
    for page in pdf.pages:
        for link in page.obj.get("/Annots", []):
            _move_destination(link.get("/Dest", link.get("/A", {}).get("/D")), places)


def _move_destination(target: Any, places: _Places) -> None:
    """``target`` is ``[page /XYZ left top zoom]``, a name, or nothing."""
    import pikepdf

    if not isinstance(target, pikepdf.Array) or not isinstance(target[0], pikepdf.Dictionary):
        return
    place = places.get(target[0].objgen)
    if place is None:
        return
    target[0] = place.sheet
    if target[1] == pikepdf.Name.XYZ and len(target) > 3:
        target[2] = round(float(target[2]) + place.right, 4)
        target[3] = round(float(target[3]) + place.up, 4)


def _describe(pdf: Any, title: str) -> None:
    """The title, and how a printer is to turn the sheets; the numbers of the pages are those printed on them."""
    import pikepdf

    pdf.docinfo["/Title"] = title
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        about["dc:title"] = title
    if "/PageLabels" in pdf.Root:
        del pdf.Root.PageLabels
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(
        Duplex=pikepdf.Name.DuplexFlipShortEdge, PrintScaling=pikepdf.Name("/None"), DisplayDocTitle=True
    )
