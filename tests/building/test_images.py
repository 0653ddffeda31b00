"""Images are looked at when the project is checked: what readers would miss is said at the text that shows them."""

from __future__ import annotations

import re
import sys
import unicodedata
import warnings
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pikepdf
import pytest
from PIL import Image
from support.command import laid_out
from support.paper import text_of
from support.project import Built, Project, picture

from briefgen.building.build import BuildOptions, build
from briefgen.model.core.diagnostics import Severity
from briefgen.reading.images.svg.allowed import SVG
from briefgen.reading.world import DiskWorld
from briefgen.running.executors import executor
from briefgen.running.pool.inline import Inline
from briefgen.running.store import NullStore

PHOTO = "content/briefs/first/photo.png"
DRAWING = "content/briefs/first/plan.svg"
BELOW = "content/briefs/first/"
SHOWN_AT = "content/briefs/first/ko.md:"
SAFE = f'<svg xmlns="{SVG}" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
ACTIVE = (
    f'<svg xmlns="{SVG}" viewBox="0 0 9 9" onload="alert(1)">\n<script>alert(2)</script>\n'
    '<a href="javascript:alert(3)"><rect width="9" height="9"/></a>\n</svg>'
)


def drawn(project: Project, svg: str | bytes) -> Project:
    """The project with a drawing in the place of its photograph."""
    for lang in ("ko", "en"):
        project = project.with_change(f"content/briefs/first/{lang}.md", "photo.png", "plan.svg")
    return project.without(PHOTO).with_file(DRAWING, svg)


def published(built: Built) -> bytes:
    (path,) = [path for path in built.tree if re.fullmatch(r"assets/images/(photo|plan)\.\w+\.\w+", path)]
    return built.tree[path]


def test_a_drawing_is_published_and_printed_as_a_copy_that_only_draws(project: Project) -> None:
    built = drawn(project, ACTIVE).build(pdfs=["en/briefs/first.pdf"])
    assert re.search(rb"script|onload|alert", published(built)) is None
    assert b"<rect" in published(built)
    for path in built.tree:
        assert b"alert(" not in built.tree[path], path
    found = built.found("drawing-is-safe")
    assert found.severity is Severity.WARNING and str(found.span).startswith(SHOWN_AT)
    assert "plan.svg" in found.message
    assert [f"{span} {words}" for span, words in found.related] == [
        f"{DRAWING}:1:1 onload=",
        f"{DRAWING}:2:1 <script>",
        f"{DRAWING}:3:1 a link to javascript:",
    ]


def test_of_a_drawing_that_only_draws_nothing_is_said(project: Project) -> None:
    built = drawn(project, SAFE).build()
    assert built.problems == []
    assert published(built) == SAFE.encode()


_TILE = "<path d='M0 0h1v1z'/>" * 999
COSTLY = (
    f'<svg xmlns="{SVG}" viewBox="0 0 640 400"><pattern id="p" width="9" height="9">{_TILE}</pattern>'
    f'<g fill="url(#p)">{"<rect/>" * 2_000}</g></svg>'.replace("<rect/>", '<rect width="9" height="9"/>')
)
"""Two thousand shapes, each of which is painted with a thousand others: minutes for a PDF."""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what a process has used")
def test_a_drawing_that_takes_too_long_costs_its_pdf_alone_which_is_said_at_its_text(project: Project) -> None:
    limited = project.with_change("content/site.yaml", "languages:", "limits: {pdf: {seconds: 5}}\nlanguages:")
    pdfs = frozenset({"en/briefs/first.pdf", "en/briefs/second.pdf"})
    with executor("processes:2") as workers:
        built = build(drawn(limited, COSTLY).world(), BuildOptions(only_pdfs=pdfs), executor=workers, store=NullStore())
    (found,) = built.diagnostics
    assert found.code == "work-fits-limits" and str(found.span).startswith(f"{BELOW}en.md:")
    assert "more than 5 seconds" in found.message
    assert pdfs.intersection(built.value.files) == {"en/briefs/second.pdf"}


def test_a_drawing_that_no_text_shows_is_cleaned_too(project: Project) -> None:
    built = project.with_file("content/briefs/second/spare.svg", ACTIVE).build()
    assert "content/briefs/second/spare.svg:1:1 drawing-is-safe" in built.problems
    assert not any(b"alert(" in content for content in built.tree.files.values())


@pytest.mark.parametrize(
    ("svg", "why"),
    [
        ("", "the file is empty"),
        ("<svg><rect></svg>", "it is not well-formed XML"),
        (
            f'<svg xmlns="{SVG}">\n<g id="a"><use href="#a"/></g>\n</svg>',
            "refers to itself (line 2)",
        ),
        (picture(9), "it is not SVG but PNG"),
    ],
)
def test_a_drawing_that_cannot_be_shown_is_an_error_where_it_is_shown(
    project: Project, svg: str | bytes, why: str
) -> None:
    built = drawn(project, svg).build()
    found = built.found("image-can-be-read")
    assert found.severity is Severity.ERROR and str(found.span).startswith(SHOWN_AT)
    assert "plan.svg" in found.message and why in found.message
    assert published(built) == b""


@pytest.mark.parametrize("cut", [0, 9, 60], ids=["empty", "head", "cut short"])
def test_a_damaged_photograph_is_an_error_of_the_check_where_it_is_shown_and_once(project: Project, cut: int) -> None:
    built = project.with_file(PHOTO, picture(300)[:cut]).build()
    found = built.found("image-can-be-read")
    assert found.severity is Severity.ERROR and str(found.span).startswith(SHOWN_AT)
    assert "photo.png" in found.message and "pack.invalid" not in found.message and found.hint


def test_what_is_remembered_of_an_image_is_told_where_it_is_shown_now(project: Project) -> None:
    damaged = project.with_file(PHOTO, picture(300)[:60])
    lower = damaged.with_change("content/briefs/first/ko.md", "![회색", "한 줄 더.\n\n![회색")
    before, after = (it.build().found("image-can-be-read") for it in (damaged, lower))
    assert before.span is not None and after.span is not None
    assert after.span.line == before.span.line + 2
    assert after.message == before.message


NAMES = ["그림 하나.png", "표 & 값+1.png", "100% a.png", "c#1.png", "a%41.png", "it's (1).png", "é~1.png"]


def shows(project: Project, names: list[str]) -> Project:
    """The project with these images in its first brief, each named in its text as ``names`` has it."""
    images = "\n\n".join(f"![An image]({quote(name)})" for name in names)
    for lang in ("ko", "en"):
        project = project.with_change(f"{BELOW}{lang}.md", "[^how]:", f"{images}\n\n[^how]:")
    return project


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_image_of_any_name_is_shown_on_the_web_and_on_paper(project: Project, tmp_path: Path, form: str) -> None:
    names = [unicodedata.normalize(form, name) for name in NAMES]
    images = {f"{BELOW}{name}": picture(1100 + side, 99) for side, name in enumerate(names)}
    folder = laid_out(tmp_path, {**shows(project, names).files, **images})
    options = BuildOptions(only_pdfs=frozenset({"en/briefs/first.pdf", "en/packs/all.pdf"}))
    outcome = build(DiskWorld(folder), options, executor=Inline(), store=project.store)
    built = Built(outcome.value, outcome.diagnostics)
    assert built.errors == ()
    shown = re.findall(r'<img[^>]* src="../../([^"]+)" alt="An image"', built.page("en/briefs/first.html"))
    paths = [unquote(urlsplit(unescape(address)).path) for address in shown]
    assert [built.tree[path] for path in paths] == list(images.values())
    for path in ("en/briefs/first.pdf", "en/packs/all.pdf"):
        with pikepdf.open(BytesIO(built.pdf(path))) as pdf:
            sides = {it.Width for it in pdf.objects if isinstance(it, pikepdf.Stream) and "/Width" in it}
        assert sides >= {1100 + side for side in range(len(names))}, path


def test_an_image_that_is_coarse_on_paper_is_told_by_its_name(project: Project) -> None:
    name = "거친 그림 100%.png"
    built = (
        shows(project, [name])
        .with_file(f"{BELOW}{name}", picture(20))
        .build(pdfs=[f"{lang}/briefs/first.pdf" for lang in ("ko", "en")])
    )
    found = [it for it in built.diagnostics if it.code == "image-is-sharp"]
    assert {it.span.path for it in found if it.span} == {f"{BELOW}ko.md", f"{BELOW}en.md"}
    assert all(f"“{name}”" in it.message for it in found)


def test_where_a_photograph_was_taken_is_published_neither_on_the_web_nor_on_paper(project: Project) -> None:
    exif = Image.Exif()
    exif[0x013B] = "A. Photographer"
    exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 33.0, 59.0), 3: "E", 4: (126.0, 58.0, 40.0)})
    made = BytesIO()
    Image.new("RGB", (1100, 800), "grey").save(made, "JPEG", exif=exif)
    photo = made.getvalue()
    for lang in ("ko", "en"):
        path = f"{BELOW}{lang}.md"
        project = project.with_change(path, "photo.png", "photo.jpg").with_change(
            path, "[^how]:", "[The file](photo.jpg).\n\n[^how]:"
        )
    built = project.without(PHOTO).with_file(f"{BELOW}photo.jpg", photo).build(pdfs=["en/briefs/first.pdf"])
    assert built.errors == ()
    streams = dict(built.tree.files)
    for path in built.tree:
        if path.endswith(".pdf"):
            with pikepdf.open(BytesIO(built.pdf(path))) as pdf:
                raw = [it.read_raw_bytes() for it in pdf.objects if isinstance(it, pikepdf.Stream)]
            streams[path] = b"".join(raw)
    shown = [path for path, content in streams.items() if b"\xff\xd8\xff" in content]
    assert {path.rpartition(".")[2] for path in shown} == {"jpg", "pdf"} and "files" in "".join(shown)
    for path in shown:
        assert b"Exif" not in streams[path] and b"Photographer" not in streams[path], path


def test_the_image_with_which_all_have_too_many_pixels_is_an_error_at_its_line(project: Project) -> None:
    images = {f"{BELOW}{name}.png": picture(700) for name in ("a", "b", "c")}
    allowed = shows(project, ["a.png", "b.png", "c.png"])
    for path, content in {
        **images,
        "content/site.yaml": project.text("content/site.yaml") + "limits: {pixels: 2}\n",
    }.items():
        allowed = allowed.with_file(path, content)
    built = allowed.build()
    (found,) = built.errors
    assert found.code == "work-fits-limits" and str(found.span).startswith(SHOWN_AT)
    assert "photo.png" in found.message and "2 million pixels" in found.message and "{pixels: 4}" in found.hint


def test_a_pdf_has_the_smaller_copy_of_an_image_of_many_pixels(project: Project) -> None:
    built = project.with_file(PHOTO, picture(4_100, 4_000)).build(pdfs=["en/briefs/first.pdf"])
    assert built.errors == () and published(built) == picture(4_100, 4_000)
    with pikepdf.open(BytesIO(built.pdf("en/briefs/first.pdf"))) as pdf:
        sides = {it.Width for it in pdf.objects if isinstance(it, pikepdf.Stream) and "/Width" in it}
    assert 3_000 in sides and 4_100 not in sides


def test_damaged_metadata_bring_no_warning_of_a_library(project: Project) -> None:
    made = BytesIO()
    damaged = b"Exif\0\0II*\0\x08\0\0\0" + b"\x03\0" + b"\x0e\x01\x02\0\xff\0\0\0\xff\xff\0\0" * 2
    Image.new("RGB", (1100, 800), "grey").save(made, "JPEG", exif=damaged)
    with pytest.warns(UserWarning), Image.open(BytesIO(made.getvalue())) as image:
        image.getexif()
    for lang in ("ko", "en"):
        project = project.with_change(f"{BELOW}{lang}.md", "photo.png", "photo.jpg")
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        built = (
            project.without(PHOTO).with_file(f"{BELOW}photo.jpg", made.getvalue()).build(pdfs=["en/briefs/first.pdf"])
        )
    assert built.diagnostics == ()


def test_a_site_below_publication_shows_the_description_of_a_damaged_image(project: Project, tmp_path: Path) -> None:
    forgiving = project.with_file(PHOTO, picture(300)[:60]).with_change("content/site.yaml", "publication", "standard")
    built = forgiving.build(pdfs=["ko/briefs/first.pdf"])
    assert (built.found("image-can-be-read").severity, built.errors) == (Severity.WARNING, ())
    printed = tmp_path / "first.pdf"
    printed.write_bytes(built.pdf("ko/briefs/first.pdf"))
    assert "회색 네모" in text_of(printed)
