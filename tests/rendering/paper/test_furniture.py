"""What a pack has besides its briefs: registers, names, marks, notes, the back cover; and the sheet left behind."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from PIL import Image
from support.paper import tool
from support.pdfs import laid_out, made_of, opened, pages_said, pressed
from support.project import Built, Project

from briefgen.model.values.pdf_forms import Profile
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.jobs.digest import DIGEST_MARK
from briefgen.rendering.paper.jobs.qr import QUIET_ZONE, qr_svg
from briefgen.rendering.paper.laid import Laid
from briefgen.rendering.paper.layout.lay_out import lay_out

LANGUAGES = ("ko", "en")
SHEET = "en/briefs/first-leave-behind.pdf"
FIRST = "content/briefs/first/brief.yaml"
FACTS = "content/facts/counts.yaml"
PACK = "content/packs/all.yaml"
RISKS = """
risks:
  few:
    text: {ko: 표본이 모자랄 수 있다., en: There may be too few samples.}
    recommendations: r1
    basis: source
    source: report-b
  lost:
    text: {ko: 표본을 잃을 수 있다., en: Samples may be lost.}
"""
PRESS = """
press:
  kind: organisation
  names: {ko: {short: 출판부}, en: {short: the press}}
  scripts: {ko-Hani: 出版部, ko-Latn: Chulpanbu}
  definition: {ko: 책을 내는 곳., en: Where books are made.}
  confirmed: false
"""


def project(lines: str = "", terms: str = "") -> Project:
    given = Project()
    if terms:
        given = given.with_file(FIRST, re.sub(r"r1: \{.*\}", f"r1: {terms}", given.text(FIRST)))
    given = given.with_file(FIRST, given.text(FIRST).rstrip() + RISKS)
    given = given.with_file(PACK, given.text(PACK).rstrip() + f"\nnotes_pages: 1\n{lines}")
    given = given.with_change("content/timeline.yaml", "en: Start", "en: Start of the press")
    return given.with_file("content/glossary.yaml", given.text("content/glossary.yaml") + PRESS)


@cache
def job_of(
    lang: str,
    profile: Profile = Profile.SCREEN,
    lines: str = "",
    terms: str = "",
    base_url: str | None = None,
    revision: str = "",
) -> PdfJob:
    """The pack's PDF, ready to be laid out."""
    return made_of(pressed(project(lines, terms), base_url, revision=revision), lang, "all", profile)


@cache
def laid(lang: str, profile: Profile = Profile.SCREEN) -> Laid:
    return laid_out(job_of(lang, profile))


def rows(html: str, kind: str) -> list[list[str]]:
    """The words of the cells of a table of a class, its head first."""
    (table,) = re.findall(rf'<table class="{kind}"[^>]*>.*?</table>', html, re.DOTALL)
    cells = [
        re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
    ]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).replace("\u2060", "").split()) for cell in row] for row in cells]


# Registers


def test_a_recommendation_stands_with_who_when_and_on_whose_word() -> None:
    head, row = rows(job_of("en").html, "recommendations")
    assert head == ["No.", "Recommendation and source", "Who and when", "Brief"]
    assert re.fullmatch(r"Take more samples\. \[\d\]", row[1])
    assert (row[0], *row[2:]) == ("01-1", "The press *", "S-01")


def test_a_risk_stands_with_its_answer_and_its_source() -> None:
    head, few, lost = rows(job_of("en").html, "risks")
    assert head == ["Risk", "Response", "Source of the risk", "Brief"], "nobody says how likely it is"
    assert few[:2] == ["There may be too few samples.", "Recommendation 01-1 Take more samples."]
    assert re.fullmatch(r"\[\d\]", few[2])
    assert lost == ["Samples may be lost.", "None proposed.", "our judgement", "S-01"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_is_named_stands_in_every_script_with_the_reading(lang: str) -> None:
    _, row = rows(job_of(lang).html, "names")
    wanted = {
        "ko": ["출판부 †", "the press", "出版部", "Chulpanbu", "책을 내는 곳."],
        "en": ["the press †", "출판부", "出版部", "Chulpanbu", "Where books are made."],
    }
    assert row == wanted[lang]


def test_a_name_is_not_told_twice() -> None:
    (glossary,) = re.findall(r'<dl class="glossary">.*?</dl>', job_of("en").html, re.DOTALL)
    assert "sample" in glossary and "press" not in glossary


def test_a_part_that_is_left_out_is_named_with_its_address_and_leaves_nothing_behind() -> None:
    whole = job_of("en").html
    lines = "leave_out: [timeline, who-is-who, glossary, evidence]\n"
    short = job_of("en", lines=lines, base_url="https://example.org/").html
    for part in ("timeline", "names", "glossary", "evidence"):
        assert f'id="{part}"' in whole and f'href="#{part}"' in whole
        assert f'id="{part}"' not in short and f'href="#{part}"' not in short
    kept = ("summary", "recommendations", "risks", "references")
    assert all(f'id="{part}"' in short for part in kept)
    (said,) = re.findall(r'<p class="left-out">(.*?)</p>', short)
    words = " ".join(re.sub(r"<[^>]+>|\u2060", "", said).split())
    assert words.startswith("Not in this pack but on the web: Timeline, Who is who, Glossary, Evidence. ")
    assert words.endswith(" example.org/en/packs/all.html")
    assert "left-out" not in whole


def test_what_only_the_timeline_names_goes_with_it() -> None:
    assert "Chulpanbu" in job_of("en").html
    assert "Chulpanbu" not in job_of("en", lines="leave_out: timeline\n").html


def openings(pack: Laid) -> list[int]:
    """The pages on which the briefs of a pack begin."""
    return [page for ident, page in pack.anchors.items() if ident.endswith("--top")]


def test_briefs_begin_on_right_hand_pages_in_print_unless_the_pack_says_otherwise() -> None:
    lines = "leave_out: timeline\nprofiles: [print]\n"
    recto = openings(laid("en", Profile.PRINT))
    following = openings(lay_out(job_of("en", Profile.PRINT, lines=f"{lines}briefs_open_on: next-page\n")).value)
    assert len(recto) == len(following) == 2
    assert all(page % 2 for page in recto)
    assert following == [4, 6], "after cover, contents and findings; the first brief has two pages"


def test_the_front_of_a_sheet_says_who_should_do_what_by_when() -> None:
    front, back = job_of("en", Profile.LEAVE_BEHIND).html.split('id="side-2"')
    (strip,) = re.findall(r'<section class="to-do">.*?</section>', front, re.DOTALL)
    words = " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"</?span[^>]*>", "", strip)).split())
    assert words == "What to do who and by when: our proposal 01-1 Take more samples. The press"
    assert '<ol class="big-cards">' in back


def test_a_card_on_a_sheet_gives_the_source_its_proposal_and_the_editors_who_and_when() -> None:
    html = job_of("en", Profile.LEAVE_BEHIND).html
    (cards,) = re.findall(r'<ol class="big-cards">.*?</ol>', html, re.DOTALL)
    words = " ".join(re.sub(r"<[^>]+>", " ", cards).split())
    found = re.search(r"Take more samples ?\. \[(\d)\] Who and when: our proposal Who The press", words)
    assert found, words
    assert f'<span class="number">[{found[1]}]</span>' in html, "the list below has the source that the card names"


def test_the_table_of_a_pack_marks_the_way_to_carry_out_a_proposal_of_a_source() -> None:
    terms = "{ask: {ko: 나누어, en: in turns}, owner: press, basis: source, source: report-a}"
    for profile in (Profile.SCREEN, Profile.LARGE_PRINT):
        html = job_of("en", profile, terms=terms).html
        said = " ".join(re.sub(r"<[^>]+>", " ", html.replace("\u2060", "")).split())
        assert "in turns * " in said and "Parliament *" not in said
        assert said.replace(" .", ".").count("* No source says this: it is our proposal.") == 1


@pytest.mark.parametrize("end", ["", ".", "?"])
def test_no_dot_follows_words_that_end_a_sentence(end: str) -> None:
    lines = f"audience: Those who count{end}\npurpose: Counting\n"
    html = job_of("en", lines=lines, terms="{owner: press, due: 2001-05-01, basis: editorial}").html
    said = " ".join(re.sub(r"<[^>]+>", " ", html.replace("\u2060", "").replace("\xa0", " ")).split())
    between = " " if end else " · "
    assert f"Those who count{end}{between}Counting" in said and "The press · 1 May 2001" in said


def test_a_cover_in_large_print_holds_its_words_on_one_page() -> None:
    words = "Members of the assembly who deal with samples, delegations of places that count, and the staff of both"
    facts = "[count-a, count-a, count-a, count-a]"
    lines = (
        "subtitle: Before a visit to the place of counting\n"
        f"occasion: {words}, {words}, {words}\naudience: {words}\npurpose: {words}\n"
        f"motif: {{kind: strokes, facts: {facts}, caption: Samples of four years as the report on counting has them}}\n"
    )
    large = lay_out(job_of("en", Profile.LARGE_PRINT, lines=lines)).value
    assert large.anchors["contents"] == 2


def test_no_page_for_the_screen_is_blank() -> None:
    assert all(it.words for it in laid("en").unfilled)


# Pages


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_parts_come_in_order_and_the_page_of_the_contents_says_which_text_it_is(lang: str) -> None:
    pack = laid(lang)
    parts = ("contents", "timeline", "summary", "recommendations", "first--top", "risks", "names", "glossary")
    found = [pack.anchors[part] for part in parts]
    assert found == sorted(found)
    assert pack.anchors["back"] == pack.anchors["contents"]
    assert pack.anchors["own-notes"] == pack.pages


@pytest.mark.parametrize("profile", [Profile.LARGE_PRINT, Profile.FACING])
def test_key_figures_that_have_no_room_on_the_cover_stand_above_the_heading_of_the_contents(profile: Profile) -> None:
    html = job_of("en", profile).html
    page = html[html.index('id="contents"') : html.index("</nav>")]
    assert page.count('class="key-figures') == 1
    assert page.index('class="key-figures') < page.index("<h1") < page.index('class="contents"')


def test_a_printed_pack_has_a_back_cover() -> None:
    printed = laid("en", Profile.PRINT)
    assert printed.anchors["back"] == printed.pages
    assert printed.pages % 2 == 0


def inked(laid: Laid, page: int, folder: Path) -> list[tuple[bool, bool]]:
    """Row by row down the page: whether something is printed in the left margin, and in the right one."""
    file, at = folder / "page.pdf", str(page)
    file.write_bytes(laid.pdf)
    tool("pdftocairo", "-png", "-gray", "-r", "50", "-f", at, "-l", at, "-singlefile", file, folder / at)
    image = Image.open(folder / f"{at}.png")
    edge = round(16 / 25.4 * 50)

    def dark(box: tuple[int, int, int, int]) -> bool:
        return image.crop(box).getextrema()[0] < 128  # type: ignore[operator]

    return [(dark((0, y, edge, y + 1)), dark((image.width - edge, y, image.width, y + 1))) for y in range(image.height)]


def test_marks_in_the_outer_margin_step_down_from_brief_to_brief(tmp_path: Path) -> None:
    pack = laid("en")
    tops = []
    for part in ("first--top", "second--top", "glossary"):
        page = pack.anchors[part]
        # What runs over both edges, such as a band, is not a mark.
        outer = [pair[page % 2] and not all(pair) for pair in inked(pack, page, tmp_path)]
        inner = [pair[1 - page % 2] and not all(pair) for pair in inked(pack, page, tmp_path)]
        assert any(outer) and not any(inner), f"page {page}"
        tops.append(outer.index(True))
    assert tops == sorted(set(tops))


def test_no_mark_stands_where_there_is_no_brief(tmp_path: Path) -> None:
    pack = laid("en")
    for part in ("cover", "contents", "summary", "own-notes"):
        # What runs over both edges, such as a bar, is not a mark.
        assert all(left == right for left, right in inked(pack, pack.anchors[part], tmp_path)), part


# What a back cover says: on the screen it stands below the contents


@pytest.mark.parametrize(("lang", "profile"), [("ko", Profile.SCREEN), ("en", Profile.SCREEN), ("en", Profile.PRINT)])
def test_the_colophon_says_where_the_live_version_is(lang: str, profile: Profile) -> None:
    pack = laid(lang, profile)
    back = pages_said(pack)[pack.anchors["back"] - 1]
    assert f"example.org/sample/{lang}/packs/all.html" in back
    contents = pages_said(pack)[pack.anchors["contents"] - 1]
    for slug in ("first", "second"):
        assert f"example.org/sample/{lang}/briefs/{slug}.html" in contents
    assert "https://" not in back + contents


def test_the_colophon_says_which_text_it_is() -> None:
    job, pack = job_of("en"), laid("en")
    assert re.fullmatch("[0-9a-f]{64}", job.digest)
    assert job.digest[:12] in pages_said(pack)[pack.anchors["back"] - 1]
    assert DIGEST_MARK not in job.html


def test_a_commit_is_printed_on_demand_and_leaves_the_digest_as_it_is() -> None:
    plain, named = job_of("en"), job_of("en", revision="0123456789ab")
    assert "0123456789ab" in named.html and "0123456789ab" not in plain.html
    assert named.digest == plain.digest


def test_a_site_without_an_address_has_no_code() -> None:
    assert 'class="qr"' in job_of("en").html
    assert 'class="qr"' not in job_of("en", base_url="").html


def test_a_code_has_its_quiet_zone_and_says_what_it_is() -> None:
    drawn = qr_svg("https://example.org/a?b=1&c=2", "QR code: <here>")
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', drawn)[1])  # type: ignore[index]
    assert (side - 2 * QUIET_ZONE - 17) % 4 == 0, "the side of a code is 17 modules and four for each version"
    assert "<title>QR code: &lt;here&gt;</title>" in drawn
    dark = re.search(r'stroke="#000" d="M(\d+) ([\d.]+)h', drawn)
    assert dark is not None and (int(dark[1]), float(dark[2])) == (QUIET_ZONE, QUIET_ZONE + 0.5)


def test_sources_stand_in_the_order_of_their_numbers_however_they_are_written() -> None:
    written = "basis: source\n    source: report-b"
    for listed in ("report-a, report-b", "report-b, report-a"):
        given = project().with_change(FIRST, written, f"basis: source\n    source: [{listed}]")
        row = rows(given.build().page("en/briefs/first.html"), "risks")[1]
        assert re.findall(r"\[\d+\]", " ".join(row)) == ["[1]", "[2]"]


# A sheet left behind


def alone(**files: str) -> Project:
    """The first brief by itself, as a leave-behind."""
    given = project().without(PACK)
    for name in ("brief.yaml", "ko.md", "en.md"):
        given = given.without(f"content/briefs/second/{name}")
    given = given.with_change(FIRST, "related: [second]", "profiles: leave-behind")
    for path, text in files.items():
        given = given.with_file(path, text)
    return given


def built(given: Project) -> Built:
    return given.build(pdfs={SHEET})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_sheet_has_the_answer_on_one_side_and_the_asks_on_the_other(lang: str) -> None:
    sheet = laid(lang, Profile.LEAVE_BEHIND)
    front, back = pages_said(sheet)
    first = {
        "ko": ("표본 묶음", "두 브리프를 묶었다.", "3,985억 위안"),
        "en": ("Sample pack", "Both briefs in one.", "398.5 billion yuan"),
    }
    second = {"ko": ("표본을 더 모은다.", "문서 확인번호"), "en": ("Take more samples.", "Document check code")}
    assert [words for words in first[lang] if words not in front] == []
    assert [words for words in (*second[lang], f"example.org/sample/{lang}/packs/all.html") if words not in back] == []


def test_a_sheet_has_the_sources_of_what_it_shows_in_full() -> None:
    made = built(alone())
    assert made.errors == ()
    pdf = opened(made.pdf(SHEET))
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    links = {str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A}
    assert "https://example.org/sample/en/briefs/first.html#ref-report-a" not in links
    assert len(pdf.pages) == 2


def test_a_sheet_of_a_brief_has_what_happened_since_and_what_may_go_wrong() -> None:
    since = "since:\n  as_of: 2026-03\n  facts:\n    - fact: later\n"
    source = "- {id: report-c, type: report, title: A third report, language: en, publisher: Press, issued: 2003}\n"
    fact = "later: {label: {ko: 나중 수, en: Later count}, value: 7 years, source: report-c, status: single-source}\n"
    given = alone()
    for path, more in ((FIRST, since), ("content/sources.yaml", source), (FACTS, fact)):
        given = given.with_file(path, given.text(path) + more)
    made = built(given)
    assert made.errors == ()
    front, back = pages_said(made.pdf(SHEET))
    assert "Since then" in front and "Since then" not in back
    assert "A third report" in back
    assert "Risks, and what is proposed in response" in back


def test_a_sheet_that_overflows_is_an_error_at_the_paragraph_that_no_longer_fits() -> None:
    given = alone()
    path = "content/briefs/first/en.md"
    names = [f"{one}{other}" for one in "abc" for other in "abcdefghijklmnopqrst"]  # numbers would differ from ko
    points = "\n".join(
        f"- Point number {name} says at some length what was found in the samples, and where." for name in names
    )
    made = built(given.with_change(path, "- There are {fact}`count-a`.", points))
    problem = made.found("leave-behind-fits")
    assert problem.span is not None and problem.span.path == path
    line = made_line(given.with_change(path, "- There are {fact}`count-a`.", points).text(path), problem.span.line)
    quoted = re.search("“(Point number [a-z]+)", problem.message)
    assert quoted is not None and f"- {quoted[1]} " in line
    assert quoted[1] != "Point number aa"
    assert "has two" in problem.message and problem.hint
    assert made.failed


def made_line(text: str, number: int) -> str:
    return text.splitlines()[number - 1]
