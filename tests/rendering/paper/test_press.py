"""What a printer gets: boxes, bleed and marks as asked for, room for the binding, black on one plate, whole sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from support.paper import tool
from support.pdfs import laid_out, made_of, opened, pages_said, pressed, small_job
from support.project import Project

from briefgen.model.output.assets import asset
from briefgen.model.values.pdf_forms import Profile
from briefgen.model.written.print_options import PressSheet
from briefgen.rendering.paper.file.booklet import BookletJob, impose, sides
from briefgen.rendering.paper.file.plates import press_css
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.laid import Laid

PACK = "content/packs/all.yaml"
POINTS = 72 / 25.4


def with_bleed(marks: bool) -> PressSheet:
    return PressSheet(bleed=Decimal(3), marks=marks)


WANTED = "profiles: [print, large-print]\nprint: {bleed: 3, marks: true, binding: 28, booklet: true}\n"


def project(wanted: str = WANTED) -> Project:
    plain = Project()
    return plain.with_file(PACK, plain.text(PACK) + wanted)


def jobs_of(project: Project) -> dict[str, PdfJob]:
    given = pressed(project)
    made = [made_of(given, "en", "all", profile) for profile in (Profile.SCREEN, Profile.PRINT, Profile.LARGE_PRINT)]
    made.append(made_of(given, "en", "first", Profile.PRINT))
    return {job.name: job for job in made}


@pytest.fixture(scope="module")
def laid() -> dict[str, Laid]:
    return {name: laid_out(job) for name, job in jobs_of(project()).items()}


@pytest.fixture(scope="module")
def booklet(laid: dict[str, Laid]) -> bytes:
    return imposed(laid["en/packs/all-print.pdf"])


def imposed(it: Laid) -> bytes:
    outcome = impose(BookletJob("en/packs/all-booklet.pdf", "All: booklet", asset(it.pdf), Decimal(3)))
    assert outcome.diagnostics == () and outcome.value is not None
    return outcome.value.pdf


def millimetres(box: Any) -> list[float]:
    return [round(float(edge) / POINTS, 1) for edge in box]


def left_edges(pdf: bytes) -> list[float]:
    """Where the text of each page begins, in millimetres from the trim."""
    found = []
    for page in opened(pdf).pages:
        places = [matrix[4] for matrix, operator, _ in _shown(page) if operator == "Tj" or operator == "TJ"]
        found.append(round(min(places) / POINTS, 1) if places else 0.0)
    return found


def sizes(pdf: bytes) -> set[float]:
    """Every size of type in points."""
    return {
        round(size * (abs(matrix[0] * matrix[3]) ** 0.5), 1)
        for page in opened(pdf).pages
        for matrix, _, size in _shown(page)
    }


def _times(one: tuple[float, ...], two: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _shown(page: pikepdf.Page) -> Iterator[tuple[tuple[float, ...], str, float]]:
    """Each piece of text on a page: where it stands, how it is shown, and the size of its font."""
    now: tuple[float, ...] = (1, 0, 0, 1, 0, 0)
    text, kept, size = now, list[Any](), 0.0
    for operands, operator in pikepdf.parse_content_stream(page):
        name, numbers = str(operator), [float(it) for it in operands if isinstance(it, int | float | Decimal)]
        if name == "q":
            kept.append(now)
        elif name == "Q":
            now = kept.pop()
        elif name == "cm":
            now = _times(tuple(numbers), now)
        elif name == "Tm":
            text = tuple(numbers)
        elif name == "Tf":
            size = numbers[0]
        elif name in ("Tj", "TJ"):
            yield _times(text, now), name, size


# Boxes


def test_the_boxes_are_those_that_were_asked_for(laid: dict[str, Laid]) -> None:
    for page in opened(laid["en/packs/all-print.pdf"].pdf).pages:
        assert millimetres(page.TrimBox) == [0, 0, 210, 297]
        assert millimetres(page.BleedBox) == [-3, -3, 213, 300]
        assert millimetres(page.MediaBox) == [-9, -9, 219, 306]  # crop marks stand outside the bleed


def test_without_a_wish_the_page_is_the_sheet(laid: dict[str, Laid]) -> None:
    for page in opened(laid["en/briefs/first-print.pdf"].pdf).pages:
        assert millimetres(page.MediaBox) == millimetres(page.TrimBox) == millimetres(page.BleedBox)


@pytest.mark.parametrize(("marks", "drawn"), [(True, True), (False, False)])
def test_crop_marks_are_drawn_on_demand_alone(marks: bool, drawn: bool) -> None:
    pdf = _sheet("<p>A</p>", "", with_bleed(marks))
    page = pdf.pages[0]
    lines = [[float(it) for it in operands] for operands, name in _drawn(page) if name in ("m", "l")]
    assert bool(lines) is drawn
    left, bottom, right, top = (float(it) for it in page.BleedBox)
    assert not any(left <= x <= right and bottom <= y <= top for x, y in lines)
    assert millimetres(page.BleedBox)[0] == -3


def test_colour_over_the_edge_ends_with_the_bleed() -> None:
    css = "@page { margin: 0 } html, body { margin: 0 } div { margin: -40mm; height: 90mm; background: #048 }"
    pdf = _sheet("<div>A</div>", css, with_bleed(True))
    page = pdf.pages[0]
    (_, first), (clip, rectangle), (_, clipped) = list(_drawn(page))[:3]
    assert (first, rectangle, clipped) == ("q", "re", "W")
    x, y, width, height = (float(it) for it in clip)
    assert [x, y, x + width, y + height] == pytest.approx([float(it) for it in page.BleedBox], abs=0.01)


def _sheet(body: str, css: str, press: PressSheet) -> pikepdf.Pdf:
    made = small_job(body, css, press=press)
    return opened(laid_out(replace(made, css=(("press", press_css(press)), *made.css))))


def _drawn(page: pikepdf.Page) -> Iterator[tuple[Any, str]]:
    for operands, operator in pikepdf.parse_content_stream(page):
        yield operands, str(operator)


# Margins


def test_the_inner_margin_is_the_one_for_the_binding(laid: dict[str, Laid]) -> None:
    pages = left_edges(laid["en/packs/all-print.pdf"].pdf)
    contents, summary = pages[1], pages[2]  # a left-hand and a right-hand page
    assert summary == pytest.approx(28, abs=0.5)
    assert contents == pytest.approx(11, abs=0.5)


@pytest.fixture(scope="module")
def standard() -> Laid:
    """With the binding margin that a project gets which does not ask for another."""
    return laid_out(jobs_of(project("profiles: [print]\nbriefs_open_on: next-page\n"))["en/packs/all-print.pdf"])


def test_lines_are_as_long_as_those_for_the_screen(laid: dict[str, Laid], standard: Laid) -> None:
    """Three key figures that stand in a row on one sheet stand in a row on the other."""
    printed, shown = left_edges(standard.pdf), left_edges(laid["en/packs/all.pdf"].pdf)
    assert printed[1] != pytest.approx(printed[2], abs=5)  # a left-hand and a right-hand page
    assert printed[1] + printed[2] == pytest.approx(shown[1] + shown[2], abs=0.5)


def test_pages_break_where_those_for_the_screen_break(laid: dict[str, Laid], standard: Laid) -> None:
    """But for the blank pages before briefs on right-hand pages, and the back cover."""
    printed, shown = dict(standard.anchors), dict(laid["en/packs/all.pdf"].anchors)
    assert printed.pop("back") > shown.pop("back")
    assert printed == shown


# Black


def test_text_stands_on_the_black_plate(laid: dict[str, Laid]) -> None:
    """Grey is printed in black alone; text in RGB would be printed in four inks."""
    pdf = opened(laid["en/briefs/first-print.pdf"].pdf)
    chosen, inks = "/DeviceRGB", set[str]()
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        chosen = str(operands[0]) if str(operator) == "cs" else chosen
        chosen = "/DeviceRGB" if str(operator) == "rg" else chosen
        inks.add(chosen)
    assert "/DeviceGray" in inks
    assert "/DeviceCMYK" not in inks


def test_the_words_of_charts_stand_on_the_black_plate_too() -> None:
    jobs = jobs_of(project())
    assert 'fill="device-cmyk(0 0 0 1)"' in jobs["en/packs/all-print.pdf"].html
    assert "device-cmyk" not in jobs["en/packs/all.pdf"].html + jobs["en/packs/all-large-print.pdf"].html


# Whole sheets


def test_a_booklet_has_whole_sheets_and_says_which_pages_are_blank(laid: dict[str, Laid]) -> None:
    pack = laid["en/packs/all-print.pdf"]
    assert pack.pages % 4 == 0
    assert pack.anchors["back"] == pack.pages
    pages = pages_said(pack.pdf)
    assert all(page for page in pages)
    assert [page for page in pages if "left blank" in page or "Your notes" in page]


def test_the_sides_of_a_booklet_run_from_the_outside_in() -> None:
    assert list(sides(8)) == [(7, 0), (1, 6), (5, 2), (3, 4)]
    assert list(sides(3)) == [(None, 0), (1, 2)]


def test_the_pages_of_the_booklet_lie_as_they_are_folded(laid: dict[str, Laid], booklet: bytes) -> None:
    pages = pages_said(laid["en/packs/all-print.pdf"].pdf)
    half = ("-x", "0", "-y", "0", "-W", "604", "-H", "900")
    left = pages_said(booklet, *half)
    right = pages_said(booklet, "-x", "604", *half[2:])
    for shown, beside, (one, other) in zip(left, right, sides(len(pages)), strict=True):
        assert one is not None and other is not None
        assert (shown, beside) == (pages[one], pages[other])


def test_the_booklet_is_a_sound_file_that_says_what_it_is(booklet: bytes, tmp_path: Path) -> None:
    pdf = opened(booklet)
    assert millimetres(pdf.pages[0].TrimBox) == [0, 0, 420, 297]
    assert millimetres(pdf.pages[0].MediaBox) == [-3, -3, 423, 300]
    assert str(pdf.docinfo["/Title"]) == "All: booklet"
    assert pdf.open_metadata()["dc:title"] == "All: booklet"
    assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
    (tmp_path / "booklet.pdf").write_bytes(booklet)
    tool("qpdf", "--check", tmp_path / "booklet.pdf")


def test_every_tag_of_the_booklet_finds_its_text_on_the_sheet(laid: dict[str, Laid], booklet: bytes) -> None:
    sheets, pages = opened(booklet), opened(laid["en/packs/all-print.pdf"].pdf)
    tagged = [kid for element in elements(sheets) for kid in kids(element) if kid.get("/Type") == "/MCR"]
    counted = sum(isinstance(kid, int) for element in elements(pages) for kid in element.get("/K", []))
    assert len(tagged) == counted > 100
    for kid in tagged:
        forms = kid.Pg.Resources.XObject
        assert kid.Stm.objgen in [form.objgen for _, form in forms.items()]
    for form in {kid.Stm.objgen: kid.Stm for kid in tagged}.values():
        own = {int(kid.MCID) for kid in tagged if kid.Stm.objgen == form.objgen}
        assert own <= marked(form)


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [kid for kid in kids(element) if "/S" in kid]


def kids(element: Any) -> list[Any]:
    found = element.get("/K", [])
    every = list(found) if isinstance(found, pikepdf.Array) else [found]
    return [kid for kid in every if isinstance(kid, pikepdf.Dictionary)]


def marked(form: Any) -> set[int]:
    """The numbers of the marked content in a form."""
    found = (operands for operands, name in pikepdf.parse_content_stream(form) if str(name) == "BDC")
    return {int(about.MCID) for _, about in found if isinstance(about, pikepdf.Dictionary) and "/MCID" in about}


def test_bookmarks_and_links_of_the_booklet_lie_on_the_half_that_shows_their_page(
    laid: dict[str, Laid], booklet: bytes
) -> None:
    sheets, pages = opened(booklet), opened(laid["en/packs/all-print.pdf"].pdf)
    where = {
        number: (sheet, half) for sheet, side in enumerate(sides(len(pages.pages))) for half, number in enumerate(side)
    }
    wanted = [(title, *where[page]) for title, page, _ in targets(pages)]
    assert [(title, sheet, int(left > 595)) for title, sheet, left in targets(sheets)] == wanted
    assert len(wanted) > 5
    links = [0, 0]
    for sheet in sheets.pages:
        for link in sheet.obj.get("/Annots", []):
            links[int(link.Rect[0] > 595)] += 1
    assert sum(links) == sum(len(page.obj.get("/Annots", [])) for page in pages.pages)
    assert min(links) > 0


def targets(pdf: pikepdf.Pdf) -> list[tuple[str, int, float]]:
    """Each bookmark with the page (from 0) that it leads to, and the place from the left in points."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    with pdf.open_outline() as outline:
        waiting, found = list(outline.root), []
        while waiting:
            item = waiting.pop(0)
            assert isinstance(item.destination, pikepdf.Array)
            found.append((item.title, numbers[item.destination[0].objgen], float(item.destination[2])))
            waiting[:0] = item.children
    return found


def test_the_same_pages_give_the_same_booklet(laid: dict[str, Laid], booklet: bytes) -> None:
    assert imposed(laid["en/packs/all-print.pdf"]) == booklet


def test_the_booklet_is_built_and_offered_on_the_page(shared_folder: Path) -> None:
    from briefgen.running.store import FileStore

    small = project("languages: [en]\nprofiles: [print]\nprint: {booklet: true}\n")
    pdfs = {f"en/packs/all{form}.pdf" for form in ("", "-print", "-booklet")}
    built = Project(small.files, FileStore(shared_folder / "store")).build(pdfs=pdfs)
    assert built.problems == []
    assert len(opened(built.pdf("en/packs/all-booklet.pdf")).pages) * 2 == len(
        opened(built.pdf("en/packs/all-print.pdf")).pages
    )
    assert "all-booklet.pdf" in built.page("en/packs/all.html")
    assert "Booklet to fold and staple" in built.words("en/packs/all.html")


# Large print


def test_large_print_has_no_small_type(laid: dict[str, Laid]) -> None:
    found = sizes(laid["en/packs/all-large-print.pdf"].pdf)
    assert 18.0 in found
    assert min(found) >= 13.9  # running heads
    assert min(sizes(laid["en/packs/all.pdf"].pdf)) < 11


def test_large_print_is_set_anew_and_not_magnified(laid: dict[str, Laid]) -> None:
    large = opened(laid["en/packs/all-large-print.pdf"].pdf)
    assert {tuple(millimetres(page.MediaBox)) for page in large.pages} == {(0, 0, 210, 297)}
    assert laid["en/packs/all-large-print.pdf"].pages > laid["en/packs/all.pdf"].pages
