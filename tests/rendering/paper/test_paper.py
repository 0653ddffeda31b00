"""What a reader of any PDF of the site can rely on, whatever reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pytest
import yaml
from support.exemplar import IN_EVERY_FORM
from support.forms import LEFT_BEHIND, PRINT, form_of, is_for_reading, page_of, stem_of
from support.paper import Word, bookmarks, pages_of, pages_of_calls, text_of, tool, words_in
from support.project import ROOT, Exemplar, words_of

WORD_JOINER = "\u2060"
FORMS = {
    "briefs/two-sessions-at-a-glance": ("leave-behind",),
    f"packs/{IN_EVERY_FORM}": ("booklet", "large-print", "leave-behind", "print"),
}
"""What asks for more than the form that is read on a screen."""
MARGIN = 72.0
"""Points at the head and foot of a sheet that hold no text of their own: 25.4 mm."""


@pytest.fixture
def pdfs(exemplar: Exemplar) -> list[Path]:
    """Those of one language, as they are now; ``test_facing`` is about those of two."""
    found = [exemplar.folder / path for lang in ("en", "ko") for path in exemplar.paths(f"{lang}/**/*.pdf")]
    assert found
    return [pdf for pdf in found if is_for_reading(pdf) and pdf.parent.name in ("briefs", "packs")]


@pytest.fixture
def whole(pdfs: list[Path]) -> list[Path]:
    """The PDFs that have all of a text; a single sheet has the gist."""
    return [pdf for pdf in pdfs if form_of(pdf) != LEFT_BEHIND]


@contextmanager
def opened(path: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(path) as pdf:
        yield pdf


def language(path: Path, exemplar: Exemplar) -> str:
    return path.relative_to(exemplar.folder).parts[0]


def is_pack(path: Path) -> bool:
    return path.parent.name == "packs"


def test_every_brief_and_every_pack_has_a_pdf_in_each_language(exemplar: Exemplar) -> None:
    briefs = [path.parent.name for path in (ROOT / "content/briefs").glob("*/brief.yaml")]
    packs = [path.stem for path in (ROOT / "content/packs").glob("*.yaml")]
    wanted = [f"{lang}/briefs/{slug}.pdf" for lang in ("en", "ko") for slug in briefs]
    wanted += [f"{lang}/packs/{name}.pdf" for lang in ("en", "ko") for name in packs]
    wanted += [f"{lang}/{name}-{form}.pdf" for lang in ("en", "ko") for name, forms in FORMS.items() for form in forms]
    assert exemplar.paths("*/*/*.pdf") == sorted(wanted)


def test_the_structure_of_the_file_is_sound(pdfs: list[Path]) -> None:
    for pdf in pdfs:
        assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", pdf)


def test_every_font_is_in_the_file_and_is_one_of_the_theme(pdfs: list[Path]) -> None:
    faces = yaml.safe_load((ROOT / "templates/fonts/manifest.yaml").read_text())["faces"]
    families = tuple({face["family"].replace(" ", "-") for face in faces})
    for pdf in pdfs:
        fonts = tool("pdffonts", pdf).splitlines()[2:]
        assert fonts, pdf
        for font in fonts:
            name, *_, embedded, subset, unicode, _, _ = font.split()
            assert name.partition("+")[2].startswith(families), f"{pdf}: {font}"
            assert (embedded, subset, unicode) == ("yes", "yes", "yes"), f"{pdf}: {font}"


def test_the_language_and_the_title_are_those_of_the_page_on_the_web(pdfs: list[Path], exemplar: Exemplar) -> None:
    for path in pdfs:
        heading = re.search(r"<h1\b.*?</h1>", page_of(path).read_text(), re.DOTALL)
        assert heading
        with opened(path) as pdf:
            assert str(pdf.Root.Lang) == language(path, exemplar)
            assert str(pdf.docinfo.Title) == words_of(heading[0])
            assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_no_joiner_is_left_in_what_is_copied_searched_or_shown(pdfs: list[Path]) -> None:
    for path in pdfs:
        with opened(path) as pdf:
            shown = [title for title, _ in bookmarks(pdf)] + [str(value) for value in pdf.docinfo.values()]
        assert WORD_JOINER not in text_of(path) + "".join(shown), path


def test_every_section_of_the_text_is_a_bookmark_in_the_order_of_the_pages(whole: list[Path]) -> None:
    for path in whole:
        with opened(path) as pdf:
            marks = bookmarks(pdf)
        pages = [page for _, page in marks]
        assert pages == sorted(pages), path
        titles = {title for title, _ in marks}
        wanted = sections(path)
        assert wanted
        assert [title for title in wanted if title not in titles] == [], path


def sections(path: Path) -> list[str]:
    """The headings of the text itself; for a pack those of its briefs."""
    if is_pack(path):
        slugs = yaml.safe_load((ROOT / f"content/packs/{stem_of(path)}.yaml").read_text())["briefs"]
        return [title for slug in slugs for title in sections(path.parent.parent / "briefs" / f"{slug}.pdf")]
    lang = path.parent.parent.name
    source = (ROOT / f"content/briefs/{stem_of(path)}/{lang}.md").read_text()
    html = page_of(path).read_text()
    ids = re.findall(r"^#{2,3} .*\{#([\w-]+)", source, re.MULTILINE)
    found = [re.search(rf'<h[23]\b[^>]*\bid="{ident}"[^>]*>.*?</h[23]>', html, re.DOTALL) for ident in ids]
    return [words_of(heading[0]) for heading in found if heading]


def test_the_pages_are_numbered(pdfs: list[Path]) -> None:
    for path in pdfs:
        with opened(path) as pdf:
            sizes = {number: float(page.mediabox[3]) for number, page in enumerate(pdf.pages, 1)}
        covers = {1, len(sizes)} if is_pack(path) else set()
        shown = {word.page for word in words_in(path) if word.text == str(word.page) and in_margin(word, sizes)}
        filled = {word.page for word in words_in(path) if not in_margin(word, sizes)}
        blank = set(sizes) - filled if form_of(path) == PRINT else set()  # they make the sheets of a booklet whole
        assert set(sizes) - covers - blank - shown == set(), path


def test_the_tables_at_the_back_of_a_pack_have_a_running_head_from_their_first_page_on(pdfs: list[Path]) -> None:
    for path in (it for it in pdfs if is_pack(it) and form_of(it) != LEFT_BEHIND):
        with opened(path) as pdf:
            marks, title = dict(bookmarks(pdf)), str(pdf.docinfo.Title)
        first = next(marks[name] for name in ("위험 요인과 대응", "Risks and responses") if name in marks)
        head = [word.text for word in words_in(path) if word.page == first and word.bottom < MARGIN]
        assert " ".join(head).startswith(title), path


def in_margin(word: Word, sizes: dict[int, float]) -> bool:
    return word.top < MARGIN or word.bottom > sizes[word.page] - MARGIN


def test_a_note_stands_on_the_page_that_calls_it(pdfs: list[Path]) -> None:
    seen = 0
    for path in pdfs:
        with opened(path) as pdf:
            calls, notes = pages_of_calls(pdf), pages_of(pdf, "/Note")
        assert calls == notes, path
        seen += len(notes)
    assert seen, "no PDF has a note: nothing was checked"


def test_a_brief_has_on_paper_all_the_notes_that_it_has_on_the_web(whole: list[Path]) -> None:
    for path in whole:
        if not is_pack(path):
            html = page_of(path).read_text()
            with opened(path) as pdf:
                assert len(pages_of(pdf, "/Note")) == html.count('role="doc-backlink"'), path
