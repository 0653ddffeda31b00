"""What a pack has beside its briefs, and every form of it, is read back: differences are named."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest
from sites import PACK, PDF, Site, built, jobs
from support.project import Project

from briefgen.verifying.annexes.pack_parts import surplus_numbers
from briefgen.verifying.blocks import CELL, plain

BLOCK, SAYS, NUMBERS = "paper-has-every-block", "paper-says-the-same", "paper-gives-the-same-numbers"
ANY = ""
"""A block that is gone may be taken for another that is alike: it is named in any case."""
BOOKLET, PARTS, BUILT = "booklet-has-every-page", "languages-have-the-same-parts", "site-is-built"
SHEET, LARGE = "en/packs/forms-leave-behind.pdf", "en/packs/forms-large-print.pdf"
PRINT, SHEETS = "en/packs/forms-print.pdf", "en/packs/forms-booklet.pdf"


def said(site: Site, pdf: str) -> list[tuple[str, str]]:
    """What is reported of one PDF."""
    return [(found.code, found.message) for found in site.problems() if pdf in found.message]


def assert_named(found: list[tuple[str, str]], *expected: tuple[str, str]) -> None:
    """Every expected difference is among those that were found."""
    for code, words in expected:
        assert any(code in (ANY, its) and words in message for its, message in found), "\n".join(
            [words, *map(str, found)]
        )


def test_the_summary_the_contents_and_the_back_of_a_pack_are_compared(site: Site) -> None:
    changed = site.with_css(
        PACK,
        ".cover-message, .pack-summary .summary, .questions li, .back dl { display: none } "
        '.contents a::after { content: " 99" !important } #second--top h2 + p { display: none }',
    )
    assert_named(
        said(changed, PACK),
        (BLOCK, "paragraph “Both briefs in one.” is missing in en/packs/all.pdf"),
        (BLOCK, "item “Are there enough samples? S-01” (#questions) is missing in en/packs/all.pdf"),
        (BLOCK, "masthead “11 April 2001” is missing on the back of en/packs/all.pdf"),
        (NUMBERS, "“Summary” in the contents of en/packs/all.pdf, page 2, gives page 99, but is on page 3"),
        (BLOCK, "paragraph “We took every sample (표본) again. See S-01. [1]” (#p1) is missing in en/packs"),
    )


def test_parts_that_a_pack_is_made_without_are_not_missed_but_others_are(site: Site, linked: Project) -> None:
    path = "content/packs/all.yaml"
    short = linked.with_file(path, linked.text(path).rstrip() + "\nleave_out: [glossary, evidence]\n")
    job = jobs(short)[PACK]
    made = site.with_pdf(PACK, lambda _: job)
    assert [it for it in said(made, PACK) if it[0] != PARTS] == []
    assert_named(said(made.with_css(PACK, ".chronology li { display: none }"), PACK), (BLOCK, "Start"))


def test_the_annexes_of_a_pack_are_compared(site: Site) -> None:
    changed = site.with_changes(
        PACK,
        {
            "A part that stands for the whole.": "A part that stands for all.",
            '<p class="what">Start</p>': '<p class="what">Begin</p>',
        },
        ".recommendations tbody, table.evidence tbody tr:first-child { display: none }",
    )
    assert_named(
        said(changed, PACK),
        (BLOCK, "term “sample” (#term-sample) is not explained as in en/glossary.html in en/packs/all.pdf"),
        (SAYS, "paragraph “Start” (#timeline) differs in en/packs/all.pdf"),
        (BLOCK, "paragraph “Recommendation 01-1 S-01” is missing in the table of recommendations of"),
        (BLOCK, "row “Number of samples 12 samples"),
        (PARTS, "the part #proposal-first-r1 of ko/packs/all.pdf is missing in en/packs/all.pdf"),
    )


def test_the_evidence_of_what_a_pack_alone_tells_is_compared(site: Site) -> None:
    row = "Spare samples 38 samples"
    changed = site.with_each("en/packs/forms.html", "37 samples", "38 samples")
    found = [(it.code, it.message) for it in changed.problems()]
    assert any(code == NUMBERS and row in message for code, message in found), found


def test_every_kind_of_block_is_compared_in_large_print(site: Site) -> None:
    """A paragraph, an item, a caption, a note, a cell, a heading: all changed at once in one PDF."""
    changed = site.with_changes(
        LARGE,
        {
            ">Number of samples</span></figcaption>": ">Samples</span></figcaption>",
            ">Counted by hand.<": ">Counted by eye.<",
            ">Proposals</h2>": ">Proposal</h2>",
            ">Samples</td>": ">Sample</td>",
        },
        "p.summary, .at-a-glance li { display: none }",
    )
    assert_named(
        said(changed, LARGE),
        (BLOCK, "paragraph “What the first brief says.” is missing in"),
        (ANY, "item “There are 12 samples. [1]” "),
        (SAYS, "caption “Number of samples” (#tab-counts) differs in"),
        (SAYS, "note “Counted by hand.” (#note-1) differs in"),
        (SAYS, "heading “Proposals” (#proposals) differs in"),
        (SAYS, "row “Samples | 12 samples” (#tab-counts) differs in"),
    )


def test_a_sheet_has_the_answer_and_the_asks_of_its_pack(site: Site) -> None:
    changed = site.with_changes(
        SHEET,
        {"</span> Take ": "</span> Give ", "<p>Take ": "<p>Give ", "<dd>3.7</dd>": "<dd>3.8</dd>"},
        ".summary { display: none }",
    )
    assert_named(
        said(changed, SHEET),
        (BLOCK, "paragraph “One brief in all forms.” is missing in"),
        (BLOCK, "paragraph “Take more samples.” is missing in"),
        (BLOCK, "particular “3.7” is missing on the sheet of"),
        (BLOCK, "item “3.8” in en/packs/forms-leave-behind.pdf, page 2 is not on the web"),
    )


def test_a_sheet_names_sources_by_the_numbers_of_the_page_that_it_leads_to(linked: Project) -> None:
    first = "- id: report-0\n  type: report\n  title: Before all\n  language: en\n"
    html = jobs(linked.with_change("content/sources.yaml", "- id: report-a\n", f"{first}- id: report-a\n"))[SHEET].html
    assert set(re.findall(r'#ref-report-a">\[(\d)\]', html)) == {"1"}


def test_a_booklet_has_the_pages_of_the_pdf_it_was_imposed_from(site: Site) -> None:
    changed = site.with_paper(PRINT, "A part that stands for the whole.", "A part that stands for 5 of all.")
    found = said(changed, SHEETS)
    assert {code for code, _ in found} == {BOOKLET}
    (told,) = (message for _, message in found if "for 5 of all." in message)
    assert f"of {PRINT} has “" in told


def rearranged(site: Site, sides: list[int]) -> Site:
    """The booklet with its sides in another order."""
    with pikepdf.open(BytesIO(site.files[SHEETS])) as pdf:
        pages, file = [pdf.pages[side] for side in sides], BytesIO()
        pdf.pages.extend(pages)
        del pdf.pages[: len(pdf.pages) - len(pages)]
        pdf.save(file)
    return Site({**site.files, SHEETS: file.getvalue()}, site.jobs)


def moved(site: Site, old: bytes, new: bytes) -> Site:
    """The booklet with the drawing of its first side changed."""
    with pikepdf.open(BytesIO(site.files[SHEETS])) as pdf:
        drawn, file = pdf.pages[0].Contents.read_bytes(), BytesIO()
        assert old in drawn
        pdf.pages[0].Contents = pdf.make_stream(drawn.replace(old, new, 1))
        pdf.save(file)
    return Site({**site.files, SHEETS: file.getvalue()}, site.jobs)


def test_sides_in_another_order_are_named(site: Site) -> None:
    with pikepdf.open(BytesIO(site.files[SHEETS])) as pdf:
        count = len(pdf.pages)
    found = said(rearranged(site, [1, 0, *range(2, count)]), SHEETS)
    assert [code for code, _ in found] == [BOOKLET] * 4
    assert found[0][1].startswith(f"page 1 of {PRINT} has “")
    assert found[0][1].endswith(f"in {SHEETS}, sheet 1, front, right")


def test_a_missing_side_is_named(site: Site) -> None:
    with pikepdf.open(BytesIO(site.files[SHEETS])) as pdf:
        count = len(pdf.pages)
    ((code, message),) = said(rearranged(site, list(range(count - 1))), SHEETS)
    assert (code, message.startswith(f"{SHEETS} has {count - 1} sides for ")) == (BOOKLET, True)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [(b"/P1 Do", b"", "is missing in"), (b"1 0 0 1 ", b"1 0 0 1 9", "is not in its place in")],
)
def test_a_page_that_is_not_where_it_should_be_is_named(site: Site, old: bytes, new: bytes, told: str) -> None:
    ((code, message),) = said(moved(site, old, new), SHEETS)
    assert (code, told in message) == (BOOKLET, True), message


def test_a_pdf_that_no_page_offers_is_named_unless_it_is_the_very_one_at_an_old_address(site: Site) -> None:
    copied = {**site.files, "en/packs/before.pdf": site.files[PACK]}
    (problem,) = Site({**copied, "en/packs/old.pdf": site.files[PACK] + b"\n"}, site.jobs).problems()
    assert (problem.code, problem.message.startswith("no page offers site/en/packs/old.pdf")) == (BUILT, True)


RISK = ["Onerisk", "5", "3", "Noneproposed", "10"]


@pytest.mark.parametrize(
    ("row", "surplus"),
    [
        ("One risk|5%|3|None proposed. 10", []),
        ("One risk|5%|3|None proposed.", []),
        ("One risk|5%|3|None proposed. 10, 5%", ["5"]),
        ("One risk|5%, 3|None proposed. 10", []),
        ("One risk|5%|53|None proposed. 10", ["53"]),
        ("One risk|5%|3|None proposed. 110", ["110"]),
        ("One risk|5%|3|7 of 9", ["7", "9"]),
    ],
)
def test_numbers_in_neighbouring_cells_are_numbers_of_their_own(row: str, surplus: list[str]) -> None:
    assert surplus_numbers(plain(row.replace("|", CELL)), RISK) == surplus


def test_the_number_that_leads_a_row_is_compared_by_itself() -> None:
    assert surplus_numbers(plain(f"01-1{CELL}Cost: 5%{CELL}3"), ["Cost", "5", "3"], "011") == []


def test_a_sheet_with_fewer_proposals_than_the_pack_has_is_sound() -> None:
    """An author chooses what is on it; a sheet without any has lost them."""
    declared = "  r2: {owner: press}\n"
    project = Project().with_change("content/briefs/first/brief.yaml", "related:", f"{declared}related:")
    for lang, words in (("ko", "더 센다."), ("en", "Count again.")):
        path = f"content/briefs/first/{lang}.md"
        project = project.with_file(path, f"{project.text(path)}\n:::{{recommendation}} r2\n{words}\n:::\n")
    pack = "content/packs/all.yaml"
    project = project.with_file(pack, f"{project.text(pack)}proposals: [01-2]\nprofiles: [leave-behind]\n")
    sheet = "en/packs/all-leave-behind.pdf"
    made = built(project, pdfs={PACK, sheet})
    assert said(made, sheet) == []
    emptied = made.with_css(sheet, ".side-two .big-cards { display: none }")
    assert said(emptied, sheet) != []


def test_a_site_without_an_address_whose_briefs_lead_to_one_another_is_sound() -> None:
    """The PDF of a brief leads to no other page then; that of a pack leads to the other brief in it."""
    project = Project().with_change("content/site.yaml", "base_url: https://example.org/sample/\n", "")
    for lang, words in (("ko", "[둘째 글](brief:second)을 보라."), ("en", "See [the other text](brief:second).")):
        path = f"content/briefs/first/{lang}.md"
        project = project.with_file(path, f"{project.text(path)}\n{words}\n")
    made = built(project, pdfs={PDF, PACK})
    assert [(it.code, it.message) for it in made.problems()] == []


def test_a_term_that_has_no_definition_needs_none_on_paper() -> None:
    path = "content/glossary.yaml"
    project = Project()
    project = project.with_file(
        path, f"{project.text(path)}\nwb: {{names: {{ko: {{short: 세계은행}}, en: {{short: World Bank}}}}}}\n"
    )
    for lang, words in (("ko", "{term}`wb`이(가) 모였다."), ("en", "The {term}`wb` met.")):
        text = f"content/briefs/first/{lang}.md"
        project = project.with_file(text, f"{project.text(text)}\n{words}\n")
    made = built(project, pdfs={PDF, PACK})
    assert [(it.code, it.message) for it in made.problems()] == []
    hidden = made.with_css(PACK, "#glossary dt { display: none }")
    assert any("“World Bank”" in message for _, message in said(hidden, PACK)), said(hidden, PACK)
