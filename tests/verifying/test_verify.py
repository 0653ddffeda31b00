"""What a built site says on the web, on paper and in its other language is read back; every difference is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from sites import PACK, PAGE, Site, jobs, published
from support.project import Exemplar, Project

from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.model.output.site_manifest import MANIFEST
from briefgen.model.values.pdf_forms import Tier
from briefgen.reading.world import DiskWorld, MemoryWorld
from briefgen.verifying.compare import compare_brief
from briefgen.verifying.paper.read import read_paper
from briefgen.verifying.verify import verify
from briefgen.verifying.web.page import read_page

PDF = "en/briefs/first-checking.pdf"
"""It has every mark, so that a change of each can be seen."""
BLOCK, SAYS = "paper-has-every-block", "paper-says-the-same"
NUMBERS, LEADS = "paper-gives-the-same-numbers", "paper-leads-to-the-same-places"
PARTS, FACTS = "languages-have-the-same-parts", "languages-give-the-same-facts"
FIRST_PARAGRAPH = "paragraph “We took every sample (표본). The budget is 398.5 billion yuan…” (#p1)"
ROW = re.compile(r"<tr><td[^>]*>Samples</td>.*?</tr>", re.DOTALL)
PROPOSALS = '<h2 id="proposals" data-block="b13">Proposals</h2>'
CHART = '<figure data-block="b5" class="chart"'
RISK = "row “There may be too few samples. | Recommendation 01-1 Take mo…”"
FACING = "packs/all-facing.pdf"


def the_row(site: Site) -> str:
    return ROW.findall(site.jobs[PDF].html)[0]


CHANGES: dict[str, tuple[Callable[[Site], Site], str, str]] = {
    "a paragraph hidden on paper": (
        lambda site: site.with_css(PDF, "#background + p { display: none }"),
        BLOCK,
        f"{FIRST_PARAGRAPH} is missing in en/briefs/first-checking.pdf",
    ),
    "a digit on paper": (
        lambda site: site.with_paper(PDF, 'money-a-1" class="fact"><span class="nb">398.5', '"><span class="nb">398.6'),
        NUMBERS,
        f"{FIRST_PARAGRAPH} differs in en/briefs/first-checking.pdf, page 1: ",
    ),
    "a word on paper": (
        lambda site: site.with_paper(PDF, ">We took every", ">They took every"),
        SAYS,
        f"{FIRST_PARAGRAPH} differs in en/briefs/first-checking.pdf, page 1: the page has “We took every sample",
    ),
    "a word on the web": (
        lambda site: site.with_page(PAGE, "</a>We took every", "</a>They took every"),
        SAYS,
        "differs in en/briefs/first-checking.pdf, page 1: the page has “They took every sample",
    ),
    "a note lost on paper": (
        lambda site: site.with_paper(PDF, '<span class="footnote" id="note-1">Counted by hand.</span>', ""),
        BLOCK,
        "note “Counted by hand.” (#note-1) is missing in en/briefs/first-checking.pdf",
    ),
    "a note with another text": (
        lambda site: site.with_paper(PDF, ">Counted by hand.<", ">Counted by eye.<"),
        SAYS,
        "note “Counted by hand.” (#note-1) differs in en/briefs/first-checking.pdf, page 1: the page has "
        "“Counted by hand.”, the PDF “Counted by eye.”",
    ),
    "a note that only paper has": (
        lambda site: site.with_paper(PDF, ">Take more", '><span class="footnote">One more.</span>Take more'),
        BLOCK,
        "note “One more.” in en/briefs/first-checking.pdf, page 2 is not on the page",
    ),
    "a table at the edge of the paper": (
        lambda site: site.with_css(PDF, "#tab-counts { margin-left: 172mm; margin-right: -172mm }"),
        SAYS,
        "the edge of the paper cuts off ",
    ),
    "a row of a table": (
        lambda site: site.with_paper(PDF, the_row(site), ""),
        BLOCK,
        "row “Samples | 12 samples[1]” (#tab-counts) is missing in en/briefs/first-checking.pdf",
    ),
    "a cell of a table": (
        lambda site: site.with_paper(PDF, the_row(site), the_row(site).replace("Samples", "Sample")),
        SAYS,
        "row “Samples | 12 samples[1]” (#tab-counts) differs in en/briefs/first-checking.pdf",
    ),
    "the target of a link": (
        lambda site: site.with_paper(
            PDF, 'href="https://example.org/register', 'href="https://example.org/other'
        ).with_paper(PDF, ">example.org/register<", ">example.org/other<"),
        LEADS,
        f"{FIRST_PARAGRAPH} has a link “the register” that leads to https://example.org/other in "
        "en/briefs/first-checking.pdf, page 1, on the page to https://example.org/register",
    ),
    "a link that only the page has": (
        lambda site: site.with_page(PAGE, "</a>We took every", '</a><a href="//host.example/x">We</a> took every'),
        LEADS,
        "has a link “We” to //host.example/x that is not in en/",
    ),
    "the target of a reference": (
        lambda site: site.with_paper(PDF, 'xref-local" href="#fig-bars"', 'xref-local" href="#tab-counts"'),
        LEADS,
        f"{FIRST_PARAGRAPH} has a link “Figure 1” that leads to #tab-counts in en/briefs/first-checking.pdf, "
        "page 1, on the page to #fig-bars",
    ),
    "the page of a reference": (
        lambda site: site.with_css(PDF, 'a.xref-local::after { content: " (p. 9)" !important }'),
        NUMBERS,
        f"{FIRST_PARAGRAPH} has a link “Figure 1” that reads “Figure 1 (p. 9)” in en/briefs/first-checking.pdf, page 1",
    ),
    "the description of an image": (
        lambda site: site.with_paper(PDF, 'alt="A grey square"', 'alt="A blue square"'),
        SAYS,
        "figure “A grey square” (#figure-2) differs in en/briefs/first-checking.pdf, page 2",
    ),
    "the description of a chart": (
        lambda site: site.with_paper(PDF, ">Two bars side by side.", ">Three bars side by side."),
        SAYS,
        "(#fig-bars) differs in en/briefs/first-checking.pdf, page 1: the page has “Two budgets Two bars",
    ),
    "a heading set as a paragraph": (
        lambda site: site.with_paper(PDF, PROPOSALS, '<p id="proposals" data-block="b13">Proposals</p>'),
        SAYS,
        "heading “Proposals” (#proposals) is set as a paragraph in en/briefs/first-checking.pdf, page 2",
    ),
    "a block in another place": (
        lambda site: site.with_paper(PDF, PROPOSALS, "").with_paper(PDF, CHART, PROPOSALS + CHART),
        SAYS,
        "heading “Proposals” (#proposals) stands before row “Samples | 12 samples[1]” in en/briefs/first-checking.pdf, "
        "on the page after it",
    ),
    "a block that only paper has": (
        lambda site: site.with_paper(PDF, PROPOSALS, "<p>Only on paper.</p>" + PROPOSALS),
        BLOCK,
        "paragraph “Only on paper.” in en/briefs/first-checking.pdf, page 2 is not on the page",
    ),
    "the version": (
        lambda site: site.with_paper(PDF, "<dd>1.0</dd>", "<dd>1.1</dd>"),
        BLOCK,
        "particular “1.0” is missing at the head and the foot of en/briefs/first-checking.pdf",
    ),
    **{
        f"letters of {script} that are drawn as boxes": (
            lambda site, words=words: site.with_page("en/briefs/second.html", "We took", words).with_paper(
                "en/briefs/second.pdf", "We took", words
            ),
            SAYS,
            f"differs in en/briefs/second.pdf, page 1: the page has “{words} every",
        )
        for script, words in {"Ethiopic": "We ልማት", "Thai": "We ชาติ", "Hebrew": "We שלום", "India": "We नीति"}.items()
    },
    "the day in the masthead": (
        lambda site: site.with_page(
            "en/briefs/second.html",
            '"2002-01-05" data-key="top-day"><span class="nb">5 January',
            '"2002-01-05" data-key="top-day"><span class="nb">2 January',
        ),
        BLOCK,
        "masthead “2 January 2002” is missing at the head of en/briefs/second.pdf",
    ),
    "the number of a paragraph": (
        lambda site: site.with_paper(PDF, 'data-number="1"', 'data-number="2"'),
        NUMBERS,
        f"{FIRST_PARAGRAPH} has number 2 in en/briefs/first-checking.pdf, page 1, on the page 1",
    ),
    "a number of a paragraph that paper lacks": (
        lambda site: site.with_paper(PDF, ' data-number="1"', ""),
        NUMBERS,
        f"{FIRST_PARAGRAPH} has number none in en/briefs/first-checking.pdf, page 1, on the page 1",
    ),
    "the address after a link": (
        lambda site: site.with_paper(PDF, ">example.org/register<", ">example.org/resister<"),
        SAYS,
        f"{FIRST_PARAGRAPH} differs in en/briefs/first-checking.pdf, page 1: ",
    ),
    "a term of a list": (
        lambda site: site.with_paper(PDF, "<dt>Who</dt>", "<dt>When</dt>"),
        SAYS,
        "item “Who” (#rec-r1) differs in en/briefs/first-checking.pdf, page 2",
    ),
    "a term of a list lost": (
        lambda site: site.with_paper(PDF, "<dt>Who</dt>", ""),
        BLOCK,
        "item “Who” (#rec-r1) is missing in en/briefs/first-checking.pdf",
    ),
    "a caption": (
        lambda site: site.with_paper(PDF, ">Number of samples</span></figcaption>", ">Samples</span></figcaption>"),
        SAYS,
        "caption “Table 1 Number of samples” (#tab-counts) differs in en/briefs/first-checking.pdf",
    ),
    "a risk lost from a pack": (
        lambda site: site.with_paper(PACK, "There may be too few samples.", "Samples may be few."),
        SAYS,
        f"{RISK} differs in en/packs/all.pdf, page 7: it does not say “There may be too few samples.”",
    ),
    "an answer to a risk in a pack": (
        lambda site: site.with_css(PACK, ".risks p { display: none }"),
        SAYS,
        f"{RISK} differs in en/packs/all.pdf",
    ),
    "the target of an answer in a pack": (
        lambda site: site.with_paper(PACK, 'href="#first--rec-r1">Recommendation', 'href="#first--top">Recommendation'),
        LEADS,
        f"{RISK} has a link “Recommendation 01-1” that is not in en/packs/all.pdf",
    ),
    "a word in one language of a facing edition": (
        lambda site: site.with_page(PAGE, "</a>We took every", "</a>They took every"),
        SAYS,
        f"differs in {FACING}, page",
    ),
    "a digit in a pack": (
        lambda site: site.with_paper(
            PACK, 'first--use-money-a-1" class="fact"><span class="nb">398.5', '"><span class="nb">398.6'
        ),
        NUMBERS,
        f"{FIRST_PARAGRAPH} differs in en/packs/all.pdf, page",
    ),
    "a brief lost from a pack": (
        lambda site: site.with_css(PACK, "#second--top { display: none }"),
        BLOCK,
        "the brief “The second brief” is missing in en/packs/all.pdf",
    ),
    "the id of a heading in the other language": (
        lambda site: site.with_page("ko/briefs/first.html", '<h2 id="proposals"', '<h2 id="other"'),
        PARTS,
        "the heading #proposals is missing in site/ko/briefs/first.html",
    ),
    "a figure of the ledger in the other language": (
        lambda site: site.with_page(
            "ko/briefs/second.html", '<a id="use-count-a-1" class="fact" ', '<a id="use-count-a-1" class="fact" data-x '
        ).with_each("ko/briefs/second.html", 'data-fact="count-a"', 'data-fact="money-a"'),
        FACTS,
        "the figure count-a is not in site/ko/briefs/second.html",
    ),
}


TOGETHER = (
    (
        "a digit on paper",
        "a note that only paper has",
        "a row of a table",
        "the description of an image",
        "the description of a chart",
        "a heading set as a paragraph",
        "the version",
        "a term of a list lost",
        "a risk lost from a pack",
        "a digit in a pack",
    ),
    (
        "a word on paper",
        "a note with another text",
        "a cell of a table",
        "a term of a list",
        "a caption",
        "a block that only paper has",
        "an answer to a risk in a pack",
        "a brief lost from a pack",
    ),
    ("the target of a link", "a block in another place", "the target of an answer in a pack"),
    ("the target of a reference", "a number of a paragraph that paper lacks", "a table at the edge of the paper"),
    ("the address after a link", "the number of a paragraph"),
)
"""Changes of which none hides another: their PDFs are laid out once for all of them."""
Told = Callable[..., list[Diagnostic]]


@pytest.fixture(scope="module")
def told(site: Site) -> Told:
    """What is found in the site after changes, which are named."""

    @cache
    def found(*names: str) -> list[Diagnostic]:
        changed = site
        for name in names:
            changed = CHANGES[name][0](changed)
        return changed.problems()

    return found


@pytest.mark.smoke
def test_a_built_site_says_the_same_everywhere(site: Site) -> None:
    assert site.problems() == []


@pytest.mark.parametrize("name", CHANGES)
def test_a_difference_is_named(told: Told, name: str) -> None:
    _, code, words = CHANGES[name]
    found = told(*next((names for names in TOGETHER if name in names), (name,)))
    named = [problem for problem in found if problem.code == code and words in problem.message]
    assert named, [f"{problem.code} {problem.message}" for problem in found]


@pytest.mark.parametrize("name", ["a digit on paper", "a cell of a table", "a word on the web", "the version"])
def test_one_change_is_one_difference(told: Told, name: str) -> None:
    own = [problem for problem in told(name) if PDF in problem.message]
    assert len(own) == 1, [problem.message for problem in own]


def test_both_readings_are_shown_where_they_differ(told: Told) -> None:
    problem = next(found for found in told("a digit on paper") if PDF in found.message)
    web, paper = problem.message.split("the page has ")[1].split(", the PDF ")
    assert ("398.5 billion" in web, "398.6 billion" in paper) == (True, True), problem.message


def test_the_place_of_a_difference_is_the_line_of_the_page(site: Site, told: Told) -> None:
    found = told("a paragraph hidden on paper")
    problem = next(problem for problem in found if FIRST_PARAGRAPH in problem.message)
    assert problem.span is not None
    line = site.files[PAGE].decode().split("\n")[problem.span.line - 1]
    assert (problem.span.path, line[:10], "We took every" in line) == (f"site/{PAGE}", '<p id="p1"', True)


def test_a_section_that_one_language_lacks_is_named(linked: Project) -> None:
    half = linked.with_change("content/briefs/first/ko.md", "## 제안 {#proposals}", "제안은 다음과 같다.")
    found = verify(MemoryWorld(published(half.build().tree), theme={}), "site")
    said = [problem.message for problem in found if problem.code == PARTS]
    assert "the heading #proposals is missing in site/ko/briefs/first.html" in said


def test_sections_that_a_translation_lacks_are_one_warning_as_in_a_check(linked: Project) -> None:
    korean = linked.text("content/briefs/first/ko.md")
    shorter = linked.with_file("content/briefs/first/ko.md", re.sub(r"(?m)^## .*\n", "", korean))
    found = verify(MemoryWorld(published(shorter.build().tree), theme={}), "site")
    (said,) = (problem for problem in found if problem.code == PARTS and "heading" in problem.message)
    assert said.severity is Severity.WARNING
    assert re.fullmatch(r"the headings #\S+(, #\S+)* and #\S+ are missing in site/ko/briefs/first.html", said.message)


def test_who_reads_on_paper_finds_the_sources_that_the_marks_lead_to_and_no_others(project: Project) -> None:
    sources, facts, pack = "content/sources.yaml", "content/facts/counts.yaml", "content/packs/all.yaml"
    third = "- id: report-c\n  type: report\n  title: A third\n  language: en\n"
    more = project.with_file(sources, project.text(sources) + third)
    changed = more.with_change(facts, "also: report-b", "also: [report-b, report-c]")
    changed = changed.with_file(pack, changed.text(pack) + "leave_out: [evidence]\n")
    listed = changed.editions().value["en"].articles["first"].references
    assert {it.id for it in listed} == {"report-a", "report-b", "report-c"}
    made = jobs(changed)
    for pdf in ("en/briefs/first.pdf", PACK):
        named = set(re.findall(r'<(?:span class="entry"|li) id="ref-([^"]+)"', made[pdf].html))
        assert named == {"report-a", "report-b"} == set(re.findall(r'href="#ref-([^"]+)"', made[pdf].html)), pdf


def test_a_source_that_a_mark_leads_to_must_be_named_on_paper(site: Site) -> None:
    pdf = "en/briefs/first.pdf"
    entry = 'id="ref-report-a"><span class="number">[1]'
    (found,) = site.with_paper(pdf, entry, entry.replace("[1]", "[7]")).problems()
    assert found.code == BLOCK and found.message.endswith(f"is missing among the sources of {pdf}")


def test_parts_in_another_order_are_named(site: Site) -> None:
    page = site.files["ko/briefs/first.html"].decode()
    swapped = page.replace('id="background"', 'id="x"').replace('id="proposals"', 'id="background"')
    changed = Site({**site.files, "ko/briefs/first.html": swapped.replace('id="x"', 'id="proposals"').encode()})
    said = [problem.message for problem in changed.problems() if problem.code == PARTS]
    assert "the heading #background stands where site/ko/briefs/first.html has #proposals" in said


def test_a_sheet_may_leave_out_but_not_change(site: Site) -> None:
    page = read_page(site.files[PAGE], PAGE, Tier.CHECKING)
    assert page is not None

    def compared(changed: Site) -> list[str]:
        paper = read_paper(changed.files[PDF], page.base_url)
        assert paper is not None
        return [problem.message for problem in compare_brief(page, paper, PDF, "site/", excerpt=True)]

    assert compared(site.with_css(PDF, "#background + p, .colophon { display: none }")) == []
    (said,) = compared(CHANGES["a digit on paper"][0](site))
    assert said.startswith(f"{FIRST_PARAGRAPH} differs")


def test_without_a_site_it_says_what_to_do() -> None:
    (problem,) = verify(MemoryWorld({}, theme={}), "site")
    assert (problem.code, problem.message) == ("site-is-built", "there is no site in site")
    assert problem.hint == "run briefgen build first"


def test_without_the_list_of_its_files_it_says_that_this_is_missing() -> None:
    (problem,) = verify(MemoryWorld({"index.html": b"<p>home"}, theme={}), "site")
    lost = "site/briefgen-manifest.json is missing: nothing says which files of site the build made"
    assert (problem.code, problem.message, problem.hint) == ("site-is-built", lost, "run briefgen build again")


def test_without_a_pdf_it_says_which_and_what_to_do(site: Site) -> None:
    (problem,) = site.without(PDF).problems()
    assert (problem.code, str(problem.span)) == ("site-is-built", f"site/{PAGE}:1:1")
    assert problem.message == "there is no site/en/briefs/first-checking.pdf, which the page offers"
    assert problem.hint == "run briefgen build first"


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"no PDF", "is not a PDF"), (b"%PDF-1.7", "cannot be read as a PDF: "), (None, "has no tags: ")],
)
def test_a_pdf_that_cannot_be_read_back_is_named(site: Site, content: bytes | None, why: str) -> None:
    changed = Site({**site.files, PDF: untagged() if content is None else content})
    (problem,) = changed.problems()
    assert problem.code == "pdf-can-be-read"
    assert problem.message.startswith(f"site/{PDF} {why}")


ODD_PAGES: dict[str, bytes] = {
    "empty": b"",
    "blank": b" \n",
    "a remark": b"<!-- -->",
    "no text": bytes(range(256)) * 40,
    "deep": b"<div>" * 50_000,
    "links to nowhere": b'<html lang="en"><article class="brief"><a type="application/pdf">x</a>'
    b'<a type="application/pdf" href="http://[::1">x</a><div class="text"><p><a href="https://[x">y</a></p></div></article></html>',
}


@pytest.mark.parametrize("name", ODD_PAGES)
@pytest.mark.parametrize("path", [PAGE, "en/glossary.html", "en/facts.html"])
def test_a_page_that_somebody_has_spoilt_is_told_in_a_sentence(site: Site, name: str, path: str) -> None:
    read = {it: site.files[it] for it in (MANIFEST, PAGE, PDF, "en/glossary.html", "en/facts.html", "en/sources.html")}
    found = verify(MemoryWorld({**read, path: ODD_PAGES[name]}, theme={}), "site")
    assert all(problem.message and "\n" not in problem.message for problem in found)
    assert found or path != PAGE


def untagged() -> bytes:
    pdf, file = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.save(file)
    return file.getvalue()


def test_the_exemplar_says_the_same_everywhere(exemplar: Exemplar) -> None:
    found = verify(DiskWorld(exemplar.folder), "site")
    assert [f"{problem.span} {problem.message}" for problem in found] == []
