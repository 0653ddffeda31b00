"""What authors may write, all of it, in every form of a PDF: nothing sound is called a difference, no slip passes.

The project in ``marks/`` has every directive and mark of the handbook.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock
from sites import Site, built
from support.command import Run
from support.project import Project, picture
from support.shared_cache import lend

from briefgen.model.core.diagnostics import Diagnostic
from briefgen.reading.world import DiskWorld
from briefgen.running.store import FileStore
from briefgen.verifying.paper.read import read_paper
from briefgen.verifying.verify import verify

HERE = Path(__file__).parent / "marks"
PACK, CHECKING, KOREAN_PACK = "en/packs/both.pdf", "en/packs/both-checking.pdf", "ko/packs/both.pdf"
NUMBERS, LEADS, BLOCK = "paper-gives-the-same-numbers", "paper-leads-to-the-same-places", "paper-has-every-block"
FORMS = ("", "-print", "-booklet", "-leave-behind", "-checking")
LAID = frozenset(
    {
        *(f"en/packs/both{form}.pdf" for form in (*FORMS, "-large-print")),
        *(f"ko/briefs/one{form}.pdf" for form in FORMS),
        *("en/briefs/one.pdf", "en/briefs/one-checking.pdf", "ko/briefs/three.pdf", "en/briefs/old.pdf"),
        *(KOREAN_PACK, "en/packs/with-korean.pdf"),
        *("packs/both-facing.pdf", "briefs/two-facing.pdf"),
    }
)
"""Every form of a pack in one language, every form of a brief in the other, and what else the slips are in."""
PARTS, SAYS = "languages-have-the-same-parts", "paper-says-the-same"


@pytest.fixture(scope="session")
def marks(shared_folder: Path) -> Site:
    files = {path.relative_to(HERE).as_posix(): path.read_bytes() for path in HERE.rglob("*") if path.is_file()}
    photos = {f"content/briefs/{slug}/photo.png": picture(300) for slug in ("one", "two")}
    project = Project({**files, **photos}, FileStore(shared_folder / "store"))
    with FileLock(shared_folder / "marks.lock"):  # the second process finds in the store what the first has made
        return built(project, pdfs=LAID)


def everywhere(path: str, old: str, new: str) -> Callable[[Site], Site]:
    """A PDF in which every ``old`` became ``new``: consistent, and wrong."""

    def changed(site: Site) -> Site:
        assert old in site.jobs[path].html
        return site.with_pdf(path, lambda job: replace(job, html=job.html.replace(old, new)))

    return changed


def once(path: str, old: str, new: str) -> Callable[[Site], Site]:
    """A PDF in which the last ``old`` became ``new``."""

    def changed(site: Site) -> Site:
        before, found, after = site.jobs[path].html.rpartition(old)
        assert found
        return site.with_pdf(path, lambda job: replace(job, html=before + new + after))

    return changed


def without_heading(site: Site) -> Site:
    path = "ko/briefs/one.html"
    page = re.sub(r'<h3 id="아이디-없는-제목".*?</h3>', "", site.given[path].decode())
    return replace(site, given={**site.given, path: page.encode()})


Wrong = dict[str, tuple[Callable[[Site], Site], str, str]]
ON_PAPER: Wrong = {
    "a figure of a pack that is not counted on, though caption and references agree": (
        everywhere(PACK, "Figure 4", "Figure 9"),
        NUMBERS,
        "caption “Figure 1 A shore” (#fig-shore) differs in en/packs/both.pdf",
    ),
    "a table of a pack with the number that it has in its brief": (
        everywhere(KOREAN_PACK, "표 3", "표 1"),
        NUMBERS,
        "caption “표 1 다시 센 수” (#tab-counts) differs in ko/packs/both.pdf",
    ),
    "a link of a recommendation in the table of a pack": (
        once(PACK, 'href="#two--what">its end', 'href="#two--top">its end'),
        LEADS,
        "has a link “its end” that is not in en/packs/both.pdf",
    ),
    "a link of an author to the glossary, among those of figures and terms": (
        once("en/briefs/one.pdf", 'glossary.html#term-sample">samples', 'glossary.html#term-office">samples'),
        LEADS,
        "has a link “samples” to en/glossary.html#term-sample that is not in en/briefs/one.pdf, page",
    ),
    "one of several references that stand in a row": (
        once(CHECKING, '#two--fig-lines"><span class="nb">Figure 5</span></a>, ', '#two--fig-shore">Figure 5</a>, '),
        LEADS,
        "has a link “Figure 2” that leads to #fig-shore in en/packs/both-checking.pdf",
    ),
    "what a pack is for, on its cover": (
        once(PACK, 'A <span class="nb">meeting</span></p>', "A meal</p>"),
        BLOCK,
        "item “A meeting” is missing on the front of en/packs/both.pdf",
    ),
    "that a risk has no answer, in the form for checking": (
        once("en/briefs/one-checking.pdf", "None proposed.", "Some proposed."),
        SAYS,
        "(#register) differs in en/briefs/one-checking.pdf",
    ),
}
ON_PAGES: Wrong = {
    "a heading without an id that one language lacks": (
        without_heading,
        PARTS,
        "the heading #and-one-of-level-4 is missing in site/ko/briefs/one.html",
    ),
    "another title on the cover of a facing edition": (
        lambda site: site.with_each("en/briefs/two.html", "The second brief", "A second brief"),
        BLOCK,
        "the title “A second brief” is missing on the cover of briefs/two-facing.pdf",
    ),
    "another date on the cover of a facing edition": (
        lambda site: site.with_each("en/briefs/two.html", "11 April 2001", "12 April 2001"),
        BLOCK,
        "item “11 April 2001” in briefs/two-facing.pdf, page 1 is not on the page",
    ),
}


def test_whatever_authors_may_write_is_the_same_everywhere(marks: Site) -> None:
    assert [f"{found.code} {found.span} {found.message}" for found in marks.problems()] == []


@pytest.fixture(scope="module")
def wrong(marks: Site) -> list[Diagnostic]:
    """What is found where all of it is wrong on paper at once: none hides another, and each PDF is laid out once."""
    for change, *_ in ON_PAPER.values():
        marks = change(marks)
    return marks.problems()


@pytest.mark.parametrize("name", ON_PAPER)
def test_what_is_wrong_on_paper_is_named_all_the_same(wrong: list[Diagnostic], name: str) -> None:
    _, code, words = ON_PAPER[name]
    assert any(it.code == code and words in it.message for it in wrong), [f"{it.code} {it.message}" for it in wrong]


@pytest.mark.parametrize("name", ON_PAGES)
def test_what_is_wrong_on_pages_is_named_all_the_same(marks: Site, name: str) -> None:
    change, code, words = ON_PAGES[name]
    found = change(marks).problems()
    assert any(it.code == code and words in it.message for it in found), [f"{it.code} {it.message}" for it in found]


@pytest.mark.parametrize(
    ("old", "page", "pack"),
    [
        ("why", "../briefs/one.html#background", "#one--background"),
        ("its end", "../briefs/two.html#what", "#two--what"),
    ],
)
def test_links_of_a_recommendation_are_links_wherever_it_stands_again(
    marks: Site, old: str, page: str, pack: str
) -> None:
    """In the table and in the register: twice on the page of the pack; in its PDF on the cover and in the brief too."""
    on_page = re.findall(rf'href="{re.escape(page)}"[^>]*>{old}<', marks.files["en/packs/both.html"].decode())
    on_paper = re.findall(rf'href="{re.escape(pack)}"[^>]*>{old}<', marks.jobs[PACK].html)
    assert (len(on_page), len(on_paper)) == (2, 4)


@pytest.mark.parametrize("path", ["en/briefs/one.html", "en/packs/both.html"])
def test_a_page_says_who_proposes_each_recommendation(marks: Site, path: str) -> None:
    makers = re.findall(r'<span class="by">([^<]*)</span>', marks.files[path].decode())
    assert makers == ["Committee 12", "The desk"]


@pytest.mark.parametrize("path", ["en/briefs/one.pdf", PACK, "en/briefs/one-leave-behind.pdf"])
def test_paper_says_who_proposes_each_recommendation(marks: Site, path: str) -> None:
    makers = set(re.findall(r'<span class="by">([^<]*)</span>', marks.jobs[path].html))
    assert makers == {"Committee 12", "The desk"}


def test_a_list_in_an_item_is_read_before_what_follows_it(marks: Site) -> None:
    paper = read_paper(marks.files["en/briefs/one.pdf"])
    assert paper is not None
    said = [block.said.whole for block in paper.blocks]
    assert said.index("nested again") + 1 == said.index("A paragraph in the item.")


def test_a_new_site_is_the_same_in_every_form(briefgen: Run, tmp_path: Path) -> None:
    site = tmp_path / "site"
    briefgen("new", "site", site)
    lend()
    briefgen("new", "brief", "second", "-C", site)
    briefgen("new", "pack", "mine", "-C", site)
    for file in (site / "content/briefs/first-brief/brief.yaml", site / "content/packs/mine.yaml"):
        press = "print: {bleed: 3, marks: true, booklet: true}\n"
        file.write_text(file.read_text("utf-8") + press, "utf-8")
    forms = [word for form in ("print", "large-print", "leave-behind", "facing") for word in ("--profile", form)]
    assert briefgen("build", "-C", site, "--draft", "--quiet", *forms).code == 0
    built = site / "draft"
    assert {path.name for path in built.rglob("*-booklet.pdf")} == {"first-brief-booklet.pdf", "mine-booklet.pdf"}
    assert [found.message for found in verify(DiskWorld(built), "draft")] == []
