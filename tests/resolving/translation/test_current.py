"""One sentence changed in the original: exactly that block of the translation is stale, wherever one looks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.project import Built, Project, words_of
from support.stamped import stamped, states

from briefgen.building.paper import presses
from briefgen.building.project import ProjectSources
from briefgen.model.core.diagnostics import Severity
from briefgen.model.output.site_manifest import MANIFEST
from briefgen.reading.files.theme import read_theme
from briefgen.reading.load import load
from briefgen.reading.world import DiskWorld, MemoryWorld
from briefgen.rendering.fonts.faces import Fonts
from briefgen.rendering.paper.jobs.documents import jobs_of
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.translation.standing import standings
from briefgen.verifying.paper.read import read_paper
from briefgen.verifying.verify import verify
from briefgen.writing.site.manifest import manifest_of

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"
BRIEF, CHART = "content/briefs/first/brief.yaml", "content/briefs/first/bars.chart.yaml"
STAMPS = "content/briefs/first/translation.yaml"
PAGE = "en/briefs/first.html"
MARK = "This part is older than the Korean original."
LOST = "A part of the Korean original is not translated here."
_ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def whole(project: Project) -> Project:
    """The small project with every block stamped."""
    return stamped(project)


def told(built: Built) -> list[str]:
    return [line for line in built.problems if line.endswith("translation-is-current")]


def marks(html: str) -> list[tuple[str, str]]:
    """The blocks that carry a mark, by their own words, and where each mark leads."""
    blocks = re.findall(r"<(p|li|td)\b[^>]*>(.*?)</\1>", html, re.DOTALL)
    marked = [block for _, block in blocks if 'class="behind"' in block]
    return [
        (words_of(block.partition('<span class="behind"')[0]), link)
        for block in marked
        for link in re.findall(r'class="behind".*?href="([^"]*)"', block, re.DOTALL)
    ]


def test_what_has_been_stamped_and_not_changed_is_clean(whole: Project) -> None:
    built = whole.build()
    assert built.problems == []
    assert "behind" not in built.page(PAGE)


def test_one_sentence_changed_makes_exactly_its_block_stale(whole: Project) -> None:
    changed = whole.with_change(KO, "을(를) 모았다.", "을(를) 모두 모았다.")
    built = changed.build()
    # In the report: at the line of the translation, with the place of the original.
    assert built.problems == [f"{EN}:12:1 translation-is-current"]
    found = built.found("translation-is-current")
    assert found.severity is Severity.WARNING
    assert [str(span) for span, _ in found.related] == [f"{KO}:12:1"]
    assert f"briefgen translate stamp {EN}:12" in found.hint
    # On the page: in that paragraph, leading to the paragraph of the original, and counted at the head.
    ((words, link),) = marks(built.page(PAGE))
    assert "We took every sample" in words
    assert link == "../../ko/briefs/first.html#p1"
    assert 'id="p1"' in built.page("ko/briefs/first.html")
    assert "1 part of this text is older than the Korean original." in built.words(PAGE)
    assert "behind" not in built.page("ko/briefs/first.html") + built.page("en/briefs/second.html")
    # Stamped, all of it is clean.
    clean = stamped(changed).build()
    assert clean.problems == []
    assert "behind" not in clean.page(PAGE)


def test_the_pdf_says_so_as_text_and_agrees_with_the_page(whole: Project) -> None:
    changed = whole.with_change(KO, "을(를) 모았다.", "을(를) 모두 모았다.").with_change(KO, "## 제안 {", "## 제안들 {")
    built = changed.build(pdfs=True)
    said = tagged_words(built.pdf("en/briefs/first.pdf"))
    assert said.count(MARK) == 2
    assert said.count("2 parts of this text are older than the Korean original.") == 1
    assert MARK not in tagged_words(built.pdf("en/briefs/second.pdf"))
    site = {path: built.tree[path] for path in built.tree} | {MANIFEST: manifest_of(built.tree)}
    assert verify(MemoryWorld(site, theme={}), "site") == ()


def tagged_words(content: bytes) -> str:
    """What a PDF says by its tags."""
    paper = read_paper(content)
    assert paper is not None
    blocks = (*paper.blocks, *paper.notes)
    pieces = (piece for block in blocks for piece in (block.said.text, *(link.label.text for link in block.said.links)))
    return " ".join(" ".join(piece.split()) for piece in pieces).replace(" .", ".")  # a word kept whole is read apart


def test_paper_is_given_the_mark_where_the_page_has_it(whole: Project) -> None:
    changed = whole.with_change(KO, "을(를) 모았다.", "을(를) 모두 모았다.")
    site = changed.shown()
    sources = ProjectSources(site, read_theme(changed.world()), Fonts((), {}))
    edition = resolve(site, sources.styles).value["en"]
    jobs = {
        job.name: job.html for job in (it.value for it in jobs_of(edition, presses({"en": edition}, sources, {})["en"]))
    }
    for name in ("en/briefs/first.pdf", "en/packs/all.pdf"):
        assert jobs[name].count('class="behind"') == 1, name
    assert 'class="behind"' not in jobs["en/briefs/second.pdf"]


def test_a_brief_that_was_never_stamped_is_left_alone(project: Project) -> None:
    changed = project.with_change(KO, "을(를) 모았다.", "을(를) 모두 모았다.")
    assert not told(changed.build())
    assert "behind" not in changed.build().page(PAGE)


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (KO, "title: 첫째 브리프", "title: 첫 브리프", "The first brief"),
        (KO, "## 배경 {", "## 바탕 {", "Background"),
        (KO, "- 표본은", "- 이 표본은", "There are {count-a}."),
        (KO, "| 표본 | {fact}`count-a`", "| 표본 | {fact}`money-a`", "Samples | {count-a}"),
        (KO, ":::{table} 표본의 수", ":::{table} 표본 수", "Number of samples"),
        (KO, '"회색 네모 그림"', '"회색 그림"', "A grey square, drawn"),
        (KO, "표본을 더 모은다.", "표본을 훨씬 더 모은다.", "Take more samples."),
        (KO, "손으로 세었다.", "손으로 다시 세었다.", "Counted by hand."),
        (CHART, "ko: 두 예산,", "ko: 예산 둘,", "Two budgets"),
    ],
)
def test_every_kind_of_block_is_known(whole: Project, path: str, old: str, new: str, words: str) -> None:
    (found,) = states(whole.with_change(path, old, new))
    state, said = found
    assert state == "stale"
    assert words in said


@pytest.mark.parametrize(
    ("old", "new", "carrier", "anchor"),
    [
        ("## 제안 {", "## 제안들 {", "Take more samples.", "#proposals"),
        ("| 표본 | ", "| 표본들 | ", "12 samples", "#tab-counts"),
        (":::{table} 표본의 수", ":::{table} 표본 수", "", "#tab-counts"),
        ("표본을 더 모은다.", "표본을 훨씬 더 모은다.", "Take more samples.", "#rec-r1"),
        ("손으로 세었다.", "손으로 다시 세었다.", "Counted by hand.", "#p1"),
    ],
)
def test_the_mark_stands_where_it_can(whole: Project, old: str, new: str, carrier: str, anchor: str) -> None:
    """A heading has its mark in what follows it, so that no table of contents has it; a row in its last cell."""
    built = whole.with_change(KO, old, new).build()
    ((words, link),) = marks(built.page(PAGE))
    assert carrier in words
    assert link == f"../../ko/briefs/first.html{anchor}"
    assert not [problem for problem in built.problems if "translation" not in problem]


def test_the_words_of_a_chart_are_marked_below_it(whole: Project) -> None:
    built = whole.with_change(CHART, "ko: 두 예산,", "ko: 예산 둘,").build()
    assert told(built) == [f"{CHART}:1:23 translation-is-current"]
    assert marks(built.page(PAGE)) == [("", "../../ko/briefs/first.html#fig-bars")]


def test_markup_and_white_space_are_no_change(whole: Project) -> None:
    changed = whole.with_change(KO, "예산은 {fact}`money-a`이다", "**예산은**\n{fact}`money-a`이다")
    changed = changed.with_change(KO, "- 표본은", "*   표본은").with_change(
        KO, "## 배경 {#background}", "## 배경 {#background .x}"
    )
    assert states(changed) == []


def test_what_reads_the_same_in_both_languages_needs_no_stamp(whole: Project) -> None:
    told, now = "text: {ko: 고쳤다., en: Mended.}", "now: {ko: 97, en: 97}"
    change = f"{{date: 2001-05-01, kind: update, {told}, was: {{ko: %s, en: %s}}, {now}}}"
    for korean, english, untold in (("64%", "64%", True), ("OECD", "OECD", True), ("64%", "64 per cent", False)):
        corrected = whole.with_file(BRIEF, f"{whole.text(BRIEF)}changes:\n  - {change % (korean, english)}\n")
        words = [words for state, words in states(corrected) if state == "unstamped"]
        assert words == ["Mended."] + ([] if untold else [english])


def test_a_sentence_left_as_in_the_original_is_no_translation(whole: Project) -> None:
    copied = "\n\nThis sentence was never translated.\n"
    both = whole.with_file(KO, whole.text(KO) + copied).with_file(EN, whole.text(EN) + copied)
    assert states(both) == [("unstamped", "This sentence was never translated.")]


def test_a_translation_that_is_improved_stays_current(whole: Project) -> None:
    assert states(whole.with_change(EN, "We took every", "We took each and every")) == []


def test_a_block_that_both_languages_changed_is_stale_until_it_is_stamped(whole: Project) -> None:
    changed = whole.with_change(KO, "을(를) 모았다.", "을(를) 모두 모았다.").with_change(EN, "We took", "We have taken")
    assert [state for state, _ in states(changed)] == ["stale"]
    assert states(stamped(changed)) == []


def test_what_is_put_before_a_block_makes_it_no_less_current(whole: Project) -> None:
    longer = whole.with_change(KO, "## 배경 {#background}\n", "## 배경 {#background}\n\n새 단락이다.\n").with_change(
        EN, "## Background {#background}\n", "## Background {#background}\n\nA new paragraph.\n"
    )
    assert states(longer) == [("unstamped", "A new paragraph.")]
    built = longer.build()
    assert told(built) == [f"{EN}:12:1 translation-is-current"]
    assert "behind" not in built.page(PAGE)


def test_a_section_that_has_moved_stays_current(whole: Project) -> None:
    text = whole.text(KO)
    section = text[text.index("## 제안") : text.index("[^how]:")]
    moved = whole.with_file(KO, text.replace(section, "").replace("## 배경", f"{section}## 배경"))
    assert states(moved) == []


def test_a_block_that_is_not_translated_is_missing_where_it_would_stand(whole: Project) -> None:
    longer = whole.with_change(KO, "보라.[^how]\n", "보라.[^how]\n\n새 단락이다.\n")
    assert states(longer) == [("missing", "새 단락이다.")]
    built = longer.build()
    found = built.found("translation-is-current")
    assert "새 단락이다." in found.message
    assert f"briefgen translate stamp {KO}:14" in found.hint
    assert [str(span) for span, _ in found.related] == [f"{KO}:14:1"]
    ((words, link),) = marks(built.page(PAGE))
    assert words.startswith("We took every")
    assert link == "../../ko/briefs/first.html#p2"
    assert LOST in built.words(PAGE)
    assert "1 part of the original is not translated." in built.words(PAGE)


def test_a_block_that_the_original_has_no_more_is_stale(whole: Project) -> None:
    shorter = whole.with_change(
        KO, "- 표본은 {fact}`count-a`이다.\n", "- 표본은 {fact}`count-a`이다.\n- 둘째.\n"
    ).with_change(EN, "- There are {fact}`count-a`.\n", "- There are {fact}`count-a`.\n- The second.\n")
    gone = stamped(shorter).with_change(KO, "- 둘째.\n", "")
    assert states(gone) == [("stale", "The second.")]
    found = gone.build().found("translation-is-current")
    assert "no longer has it" in found.message
    assert f"briefgen translate stamp {EN}:8" in found.hint
    assert states(stamped(gone)) == []


def test_a_text_written_anew_is_stale_as_a_whole(whole: Project) -> None:
    """Stamps to which no block answers any more still say that the translation was kept up to date once."""
    anew = whole.with_body(KO, "새 글이다.\n\n모두 새것이다.\n")
    assert {state for state, _ in states(anew)} == {"stale", "missing"}


def test_lines_of_both_sides_of_a_merge_do_no_harm(whole: Project) -> None:
    """Whoever merges keeps all lines: the stamps of the older text answer to no block and are passed over."""
    newer = stamped(whole.with_change(KO, "을(를) 모았다.", "을(를) 모두 모았다."))
    merged = newer.text(STAMPS) + "\n".join(whole.text(STAMPS).splitlines()[4:]) + "\n"
    assert states(newer.with_file(STAMPS, merged)) == []


def test_either_language_can_be_the_original(project: Project) -> None:
    english = stamped(project.with_change(BRIEF, "number: S-01", "number: S-01\noriginal: en"))
    assert "  ko:" in english.text(STAMPS)
    changed = english.with_change(EN, "We took every", "We took almost every")
    assert [state for state, _ in states(changed, lang="ko")] == ["stale"]
    built = changed.build()
    assert told(built) == [f"{KO}:12:1 translation-is-current"]
    assert "이 부분은 영어 원문보다 오래되었다." in built.words("ko/briefs/first.html")
    assert "behind" not in built.page(PAGE)


@pytest.mark.parametrize(
    ("original", "code"), [("fr", "language-is-known"), ("en", "language-has-file")], ids=["not of the site", "no text"]
)
def test_an_original_that_cannot_be_is_an_error(project: Project, original: str, code: str) -> None:
    brief = f"number: S-01\nlanguages: [ko]\noriginal: {original}"
    wrong = project.without(EN).with_change(BRIEF, "number: S-01", brief)
    assert wrong.site().diagnostics[0].code == code
    assert str(wrong.site().diagnostics[0].span) == f"{BRIEF}:3:11"


def test_a_line_that_is_no_stamp_is_told_at_its_place(whole: Project) -> None:
    broken = whole.with_file(STAMPS, "stamps:\n  en:\n  - 1234 text\n")
    found = broken.build().errors
    assert [(str(it.span), it.code) for it in found] == [(f"{STAMPS}:3:5", "value-has-type")]
    assert "briefgen translate stamp" in found[0].message + found[0].hint


def test_a_text_with_a_slip_that_may_hide_a_part_is_not_compared(whole: Project) -> None:
    assert not told(whole.with_change(KO, ":::\n\n## 제안", "## 제안").build())


def test_every_translation_of_the_exemplar_is_stamped_and_current() -> None:
    site = load(DiskWorld(_ROOT)).value
    found = [it for brief in site.briefs.values() for it in standings(brief, site.languages)]
    assert len(found) == len(site.briefs)
    assert [str(piece.shown.span) for it in found for piece in it.pieces if piece.state != "current"] == []
