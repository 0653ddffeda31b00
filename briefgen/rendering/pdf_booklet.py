"""A booklet: the pages of a PDF two by two on sheets that are folded in the middle and stitched there.

The first sheet has the last page and the first on its front, the second and the last but one on its back, and so on
inwards. What is made is for a printer: it has no tags, links or bookmarks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from briefgen.model.diagnostics import Outcome, error
from briefgen.rendering.pdf_job import Asset, Laid
from briefgen.rendering.pdf_press import PAGES_A_SHEET, POINTS_A_MILLIMETRE

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
        with pikepdf.open(BytesIO(job.pages.content)) as source, pikepdf.new() as made:
            _impose(source, made, float(job.bleed) * POINTS_A_MILLIMETRE)
            _describe(source, made, job.title)
            output, count = BytesIO(), len(made.pages)
            made.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except pikepdf.PdfError as problem:
        return Outcome(None, (error("pdf-is-clean", f"{job.name} could not be imposed: {problem}"),))
    return Outcome(Laid(output.getvalue(), count, {}))


def sides(pages: int) -> Iterator[Side]:
    """The pages (from 0) on the left and right of each side of each sheet; None is no page."""
    places = -(-pages // PAGES_A_SHEET) * PAGES_A_SHEET
    shown = [number if number < pages else None for number in range(places)]
    for sheet in range(places // PAGES_A_SHEET):
        first, last = 2 * sheet, places - 1 - 2 * sheet
        yield shown[last], shown[first]
        yield shown[first + 1], shown[last - 1]


def _impose(source: Any, made: Any, bleed: float) -> None:
    """Each half of a side shows one trimmed page; colour runs over the trim on the three outer edges alone."""
    import pikepdf

    left, bottom, right, top = (float(edge) for edge in source.pages[0].trimbox)
    width, height = right - left, top - bottom
    # Forms are taken over once, in the order of the pages: what they share is shared in the booklet too.
    forms = [made.copy_foreign(source.make_indirect(page.as_form_xobject())) for page in source.pages]
    for side in sides(len(forms)):
        names, content = pikepdf.Dictionary(), list[str]()
        for place, number in enumerate(side):
            if number is None:
                continue
            box = [float(edge) for edge in source.pages[number].trimbox]
            outer_left, outer_right = (bleed, 0.0) if place == 0 else (0.0, bleed)
            clip = [box[0] - outer_left, box[1] - bleed, box[2] + outer_right, box[3] + bleed]
            forms[number].BBox = pikepdf.Array([round(edge, 4) for edge in clip])
            names[f"/P{number + 1}"] = forms[number]
            content.append(f"q 1 0 0 1 {place * width - box[0]:.4f} {-box[1]:.4f} cm /P{number + 1} Do Q")
        made.add_blank_page(page_size=(2 * width, height))
        page = made.pages[-1]
        page.Contents = made.make_stream("\n".join(content).encode())
        page.Resources = pikepdf.Dictionary(XObject=names)
        page.MediaBox = pikepdf.Array([round(it, 4) for it in (-bleed, -bleed, 2 * width + bleed, height + bleed)])
        page.BleedBox = page.MediaBox
        page.TrimBox = pikepdf.Array([round(it, 4) for it in (0, 0, 2 * width, height)])


def _describe(source: Any, made: Any, title: str) -> None:
    """Title, authors and dates, and how a printer is to turn the sheets."""
    import pikepdf

    for key in ("/Author", "/CreationDate", "/ModDate"):
        if key in source.docinfo:
            made.docinfo[key] = str(source.docinfo[key])
    made.docinfo["/Title"] = title
    with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        about.load_from_docinfo(made.docinfo)
    if "/Lang" in source.Root:
        made.Root.Lang = str(source.Root.Lang)
    made.Root.ViewerPreferences = pikepdf.Dictionary(
        Duplex=pikepdf.Name.DuplexFlipShortEdge, PrintScaling=pikepdf.Name("/None"), DisplayDocTitle=True
    )
