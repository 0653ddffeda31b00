"""Texts go to translators and come back: each translation at its block, and nothing else changes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support.project import CONTENT, SMALL, Project, picture
from support.stamped import stamped, states

from briefgen.handouts.exchanging.translators.export import (
    Exported,
    ExportOrder,
    TranslatedProject,
    export,
    read_translated,
)
from briefgen.handouts.exchanging.translators.export import exported as made_of
from briefgen.handouts.exchanging.translators.formats import FORMATS as TABLE
from briefgen.handouts.exchanging.translators.pieces import Piece, PieceKind, said_by, signs, words
from briefgen.handouts.exchanging.translators.take import TakenTranslation, take, taken
from briefgen.handouts.exchanging.translators.units import (
    Direction,
    ExchangeBrief,
    ExchangeUnit,
    UnreadableExchangeError,
)
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.reading.world import DiskWorld, MemoryWorld
from briefgen.resolving.translation.standing import BlockState

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"
BRIEF = "content/briefs/first/brief.yaml"
STAMPS = "content/briefs/first/translation.yaml"
FORWARD, BACK = Direction("ko", "en"), Direction("en", "ko")
FORMATS = pytest.mark.parametrize("form", list(TABLE))
DIRECTIONS = pytest.mark.parametrize("direction", [FORWARD, BACK], ids=["ko-en", "en-ko"])
MORE = """\

- **하나:** [주소](https://example.org/a)와 `부호`, 10<sup>2</sup>
- 둘 \\* 별표

> 인용한
> 두 줄

| 가 \\| 나 | 다 |
|---|---|
| {fact}`count-a` | 라 |
"""
MORE_EN = """\

- **One:** [an address](https://example.org/b) and `code`, 10<sup>2</sup>
- Two \\* stars

> Quoted
> in two lines

| A \\| B | C |
|---|---|
| {fact}`count-a` | D |
"""


def project() -> Project:
    small = Project(SMALL)
    return stamped(small.with_file(KO, small.text(KO) + MORE).with_file(EN, small.text(EN) + MORE_EN))


@lru_cache(maxsize=8)
def _translated(files: tuple[tuple[str, str | bytes], ...]) -> TranslatedProject:
    found = read_translated(MemoryWorld(dict(files))).value
    assert found is not None
    return found


def translated(source: Project) -> TranslatedProject:
    """The project read; the same files are read once."""
    return _translated(tuple(sorted(source.files.items())))


def exported(source: Project, direction: Direction = FORWARD, form: str = "xliff", *briefs: str) -> Exported:
    outcome = made_of(translated(source), ExportOrder(briefs or ("first",), direction, form))
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value


def read(source: Project, direction: Direction = FORWARD, *briefs: str) -> tuple[ExchangeBrief, ...]:
    return TABLE["xliff"].read(exported(source, direction, "xliff", *briefs).content)


def edited(briefs: Sequence[ExchangeBrief], edit: Callable[[ExchangeUnit], ExchangeUnit]) -> tuple[ExchangeBrief, ...]:
    return tuple(replace(brief, units=tuple(map(edit, brief.units))) for brief in briefs)


def with_target(ident: str, *pieces: Piece) -> Callable[[ExchangeUnit], ExchangeUnit]:
    return lambda unit: replace(unit, target=pieces) if unit.id == ident else unit


def saying(source: Project, said: Mapping[str, str | tuple[Piece, ...]]) -> tuple[ExchangeBrief, ...]:
    """The file of a project with translations of the texts that say this, marks as ``{fact:id}``."""

    def edit(unit: ExchangeUnit) -> ExchangeUnit:
        now = said.get(plain(unit.source))
        return unit if now is None else replace(unit, target=(words(now),) if isinstance(now, str) else now)

    return edited(read(source), edit)


def plain(pieces: Sequence[Piece]) -> str:
    return "".join(it.said if it.kind is PieceKind.WORDS else f"{{{it.name}}}" for it in pieces)


def with_change_of_original() -> Project:
    return project().with_change(KO, "손으로 세었다.", "손으로 두 번 세었다.")


def brought_back(source: Project, briefs: Sequence[ExchangeBrief]) -> TakenTranslation:
    outcome = taken(translated(source), "a.xlf", briefs)
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value


def problems(source: Project, briefs: Sequence[ExchangeBrief]) -> tuple[Diagnostic, ...]:
    outcome = taken(translated(source), "a.xlf", briefs)
    assert outcome.value is None, "nothing may be written"
    return outcome.diagnostics


def after(source: Project, made: TakenTranslation) -> Project:
    for path, content in made.contents.items():
        source = source.with_file(path, content.decode())
    return source


def texts(briefs: Sequence[ExchangeBrief]) -> dict[str, str]:
    return {unit.id: said_by(unit.target) for brief in briefs for unit in brief.units}


# Round trip


@FORMATS
@DIRECTIONS
def test_what_nobody_has_touched_changes_nothing(form: str, direction: Direction) -> None:
    content = exported(project(), direction, form).content
    outcome = take(project().world(), "a", content, form)
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    assert (outcome.value.briefs, outcome.value.diff, outcome.value.contents) == ((), "", {})


@lru_cache(maxsize=1)
def exemplar() -> TranslatedProject:
    found = read_translated(DiskWorld(CONTENT.parent)).value
    assert found is not None
    return found


@FORMATS
@DIRECTIONS
def test_all_briefs_of_the_example_come_back_unchanged(form: str, direction: Direction) -> None:
    outcome = made_of(exemplar(), ExportOrder((), direction, form))
    assert outcome.diagnostics == () and outcome.value is not None
    briefs = TABLE[form].read(outcome.value.content)
    assert len(briefs) == 9 and sum(outcome.value.counts.values()) > 750
    assert outcome.value.counts[BlockState.CURRENT] == sum(outcome.value.counts.values())
    back = taken(exemplar(), "a", briefs)
    assert back.diagnostics == () and back.value is not None
    assert back.value.briefs == ()


@DIRECTIONS
def test_every_unit_of_the_example_can_be_changed(direction: Direction) -> None:
    outcome = made_of(exemplar(), ExportOrder((), direction))
    assert outcome.value is not None
    given = TABLE["xliff"].read(outcome.value.content)
    changed = edited(given, lambda it: replace(it, target=(*it.target, words(" [a] *b* | {c} 1. & <d> # “e”, f: g"))))
    back = taken(exemplar(), "a", changed)
    assert back.diagnostics == () and back.value is not None
    assert [len(it.changed) for it in back.value.briefs] == [len(it.units) for it in given]


@FORMATS
def test_the_same_texts_give_the_same_bytes(form: str) -> None:
    one, other = (export(project().world(), ExportOrder(("first",), FORWARD, form)).value for _ in range(2))
    assert one is not None and other is not None
    assert (one.content, one.glossary) == (other.content, other.glossary)


def test_the_head_of_a_po_file_has_every_field_that_gettext_asks_for() -> None:
    head = exported(project(), form="po").content.decode().partition("\n\n")[0]
    fields = dict(line.strip('"').removesuffix("\\n").split(": ", 1) for line in head.splitlines()[2:])
    asked = {"Project-Id-Version", "PO-Revision-Date", "Last-Translator", "Language-Team", "Language"}
    assert asked <= set(fields) and all(fields.values())
    if shutil.which("msgfmt"):
        checked = subprocess.run(["msgfmt", "-c", "-o", "-", "-"], input=f"{head}\n".encode(), capture_output=True)
        assert (checked.returncode, checked.stderr) == (0, b"")


@pytest.mark.parametrize("direction", [FORWARD, BACK])
def test_a_file_says_the_same_in_both_formats(direction: Direction) -> None:
    read_by = [TABLE[form].read(exported(project(), direction, form).content) for form in TABLE]
    plain = [[(it.id, signs(it.source), signs(it.target)) for it in brief.units] for (brief,) in read_by]
    assert plain[0] == plain[1]


# Units


def test_every_text_of_a_brief_is_a_unit() -> None:
    (brief,) = read(project())
    said = texts([brief])
    assert said["first#front/title"] == "The first brief"
    assert (
        said["first#b4"]
        == "We took every {term:sample}. The budget is {fact:money-a} {cites:report-a}. See {ref:fig-bars}.{note:how}"
    )
    assert said["first#b4/note-how"] == "Counted by hand."
    assert "A grey square" in said.values() and "A grey square, drawn" in said.values()
    assert "Number of samples" in said.values() and "Take more samples." in said.values()
    assert "Quoted in two lines" in said.values() and "A | B" in said.values() and "Two * stars" in said.values()
    assert any(ident.startswith("first#chart/bars/") for ident in said)
    owned = Project(SMALL).with_change("content/briefs/first/brief.yaml", "r1: {", "r1: {needs: {ko: 돈, en: money}, ")
    assert "money" in [words for ident, words in texts(read(owned)).items() if ident.startswith("first#brief/")]


def test_marks_show_what_readers_see_and_say_what_they_are() -> None:
    content = exported(project()).content.decode()
    assert '<x id="fact:money-a" ctype="x-fact" equiv-text="' in content
    assert '<g id="strong-1" ctype="bold">One:</g>' in content
    assert '<x id="note:how" ctype="x-note" equiv-text="[^how]"/>' in content
    assert "term:sample: 표본" in content


def test_a_cell_with_a_figure_alone_is_no_unit() -> None:
    assert not [it for it in texts(read(project())).values() if it == "{fact:count-a}"]


@pytest.mark.parametrize("direction", [FORWARD, BACK])
def test_each_unit_says_how_its_translation_stands(direction: Direction) -> None:
    changed = with_change_of_original()
    outcome = made_of(translated(changed), ExportOrder(("first",), direction))
    assert outcome.value is not None
    content = outcome.value.content.decode()
    expected = BlockState.STALE if direction is FORWARD else BlockState.UNSTAMPED
    assert outcome.value.counts[expected] == 1
    assert content.count('state="needs-review-translation"') == 1
    assert content.count("stale: the original has changed" if direction is FORWARD else "unstamped: check") == 1


def test_a_brief_that_was_never_stamped_is_not_confirmed() -> None:
    counts = exported(Project(SMALL)).counts
    assert counts[BlockState.UNSTAMPED] > 10 and counts[BlockState.STALE] == 0


# Taking


def test_a_changed_unit_comes_back_at_its_block_and_is_stamped() -> None:
    changed = with_change_of_original()
    given = edited(read(changed), with_target("first#b4/note-how", words("Counted by hand, twice.")))
    made = brought_back(changed, given)
    assert set(made.contents) == {EN, STAMPS}
    assert "-[^how]: Counted by hand.\n+[^how]: Counted by hand, twice.\n" in made.diff
    assert len([line for line in made.diff.splitlines() if line[:1] in "+-"]) == 4
    assert states(after(changed, made)) == []


def test_marks_may_move_within_their_sentence() -> None:
    given = read(project())
    (unit,) = [it for it in given[0].units if it.id == "first#b4"]
    marks = {it.name: it for it in unit.target if it.kind is PieceKind.ALONE}
    order = ["note:how", "fact:money-a", "term:sample", "cites:report-a", "ref:fig-bars"]
    now = tuple(piece for name in order for piece in (marks[name], words(" und ")))
    made = brought_back(project(), edited(given, with_target("first#b4", *now)))
    assert (
        "[^how] und {fact}`money-a` und {term}`sample` und [@report-a, p. 3] und {ref}`fig-bars` und\n"
        in made.contents[EN].decode()
    )


def test_words_are_written_so_that_they_are_read_as_words() -> None:
    given = edited(
        read(project()), with_target("first#b4/note-how", words("- a *b* [c](d) {e}`f` <g> | # & &amp; ~~h~~"))
    )
    source = project()
    made = brought_back(source, given)
    again = texts(read(after(source, made)))
    assert again["first#b4/note-how"] == "- a *b* [c](d) {e}`f` <g> | # & &amp; ~~h~~"


def test_a_quotation_over_two_lines_stays_a_quotation() -> None:
    given = read(project())
    (ident,) = [it for it, said in texts(given).items() if said == "Quoted in two lines"]
    made = brought_back(project(), edited(given, with_target(ident, words("Put in other words"))))
    assert "\n> Put in other words\n" in made.contents[EN].decode()


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("No: more", 'title: "No: more"'),
        ("Plain", "title: Plain"),
        ("#1 “best”, 'most' \"so\"", 'title: "#1 “best”, \'most\' \\"so\\""'),
    ],
)
def test_front_matter_is_quoted_where_it_has_to_be(said: str, line: str) -> None:
    made = brought_back(project(), edited(read(project()), with_target("first#front/title", words(said))))
    assert made.contents[EN].decode().splitlines()[1] == line


def test_only_what_has_come_back_is_stamped() -> None:
    changed = (
        project().with_change(KO, "손으로 세었다.", "손으로 두 번 세었다.").with_change(KO, "더 모은다", "많이 모은다")
    )
    given = edited(read(changed), with_target("first#b4/note-how", words("Counted twice.")))
    assert [it[0] for it in states(after(changed, brought_back(changed, given)))] == ["stale"]


def test_a_unit_that_a_translator_has_set_to_done_is_stamped_as_it_is() -> None:
    changed = with_change_of_original()
    given = edited(read(changed), lambda it: replace(it, is_confirmed=True))
    made = brought_back(changed, given)
    assert set(made.contents) == {STAMPS}
    assert made.briefs[0].confirmed == ("first#b4/note-how",)
    assert states(after(changed, made)) == []


def test_from_the_translation_into_the_original() -> None:
    changed = project().with_change(EN, "Counted by hand.", "Counted by machine.")
    given = edited(read(changed, BACK), with_target("first#b4/note-how", words("기계로 세었다.")))
    made = brought_back(changed, given)
    assert set(made.contents) == {KO, STAMPS}
    assert states(after(changed, made)) == []


def test_line_breaks_of_a_file_stay_as_they_are() -> None:
    source = project()
    windows = source.with_file(EN, "\ufeff" + source.text(EN).replace("\n", "\r\n"))
    made = brought_back(windows, edited(read(windows), with_target("first#front/title", words("Another"))))
    assert made.contents[EN] == windows.text(EN).replace("The first brief", "Another").encode()


# What is missing


def test_a_missing_block_is_put_in_after_its_neighbour() -> None:
    text = project().text(KO).replace("- 둘", "- 새 항목\n- 둘").replace("\n> 인", "\n새 단락\n\n> 인")
    longer = project().with_file(KO, text)
    made = brought_back(longer, saying(longer, {"새 항목": "A new item", "새 단락": "A new paragraph"}))
    text = made.contents[EN].decode()
    assert "10<sup>2</sup>\n- A new item\n- Two" in text and "\n\nA new paragraph\n\n> Quoted" in text
    assert states(after(longer, made)) == []


def test_a_missing_row_is_put_in_once_all_of_it_is_translated() -> None:
    longer = project().with_file(KO, project().text(KO).rstrip("\n") + "\n| 마 | 바 {fact}`money-a` |\n")
    figure = (words("F "), Piece(PieceKind.ALONE, "", "", "fact:money-a"))
    outcome = taken(translated(longer), "a.xlf", saying(longer, {"마": "E"}))
    assert [it.code for it in outcome.diagnostics] == ["translation-has-place"]
    made = brought_back(longer, saying(longer, {"마": "E", "바 {fact:money-a}": figure}))
    assert made.contents[EN].decode().endswith("| E | F {fact}`money-a` |\n")


def test_a_missing_first_row_stands_below_the_head_and_a_heading_before_its_table() -> None:
    text = project().text(KO).replace("| 표본 |", "| 새 줄 | 하나 |\n| 표본 |")
    longer = project().with_file(KO, text.replace(":::{table} 표", "## 새 제목 {#new}\n\n:::{table} 표"))
    made = brought_back(longer, saying(longer, {"새 줄": "A new row", "하나": "one", "새 제목": "A new heading"}))
    text = made.contents[EN].decode()
    assert "|---|---:|\n| A new row | one |\n| Samples |" in text
    assert "\n\n## A new heading {#new}\n\n:::{table} Number" in text


def test_what_has_no_place_is_left_to_the_author_and_the_rest_is_taken() -> None:
    longer = project().with_change(KO, "## 제안", ":::{box} 상자\n상자 속의 글\n:::\n\n## 제안")
    given = saying(longer, {"상자 속의 글": "Text in a box", "첫째 브리프": "Another title"})
    outcome = taken(translated(longer), "a.xlf", given)
    assert outcome.value is not None
    assert [it.code for it in outcome.diagnostics] == ["translation-has-place"]
    assert outcome.diagnostics[0].span is not None and outcome.diagnostics[0].span.path == KO
    assert [it.changed for it in outcome.value.briefs] == [("first#front/title",)]


def test_a_missing_wording_and_a_missing_key_are_put_in() -> None:
    source = Project(SMALL).with_change(KO, "요약이다.\n", "요약이다.\nsubtitle: 부제\n")
    source = stamped(source.with_file(BRIEF, source.text(BRIEF) + "series: {ko: 총서}\n"))
    said = {"부제": "A subtitle: two", "총서": "A series, new"}
    assert [it.state for it in read(source)[0].units if plain(it.source) in said] == [BlockState.MISSING] * 2
    made = brought_back(source, saying(source, said))
    assert 'subtitle: "A subtitle: two"\n---\n' in made.contents[EN].decode()
    assert 'series: {ko: 총서, en: "A series, new"}\n' in made.contents[BRIEF].decode()


def test_a_whole_text_is_written_once_all_of_it_is_translated() -> None:
    source = Project(SMALL).without(EN)
    given = read(source)
    first = edited(given, lambda it: replace(it, target=upper(it.source)) if it.id == "first#front/title" else it)
    outcome = taken(translated(source), "a.xlf", first)
    assert [it.code for it in outcome.diagnostics] == ["translation-has-place"]
    assert outcome.value is not None and EN not in outcome.value.contents
    whole = edited(
        given, lambda it: it if "#brief" in it.id or "#chart" in it.id else replace(it, target=upper(it.source))
    )
    made = brought_back(source, whole)
    text = made.contents[EN].decode()
    assert "{term}`sample`EN을(를) 모았다." in text and ":::{recommendation} r1\nEN표본을" in text
    assert {state for state, _ in states(after(source, made))} == {"unstamped"}, "the words of YAML have not come back"


def upper(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Words that are other words, marks as they are."""
    return tuple(words(f"EN{it.said}") if it.kind is PieceKind.WORDS else it for it in pieces)


def test_what_is_missing_and_was_left_as_it_was_sent_stays_missing() -> None:
    source = project()
    longer = source.with_file(KO, source.text(KO).replace("- 둘", "- 새 항목\n- 둘"))
    assert brought_back(longer, read(longer)).contents == {}


# What is refused


def marked(*names: str) -> tuple[Piece, ...]:
    return tuple(it for name in names for it in (Piece(PieceKind.ALONE, "", "", name), words(" x ")))


ALL = ("term:sample", "fact:money-a", "cites:report-a", "ref:fig-bars", "note:how")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (ALL[:1] + ALL[2:], "the mark {fact:money-a} was lost"),
        (ALL[:-1], "the mark {note:how} was lost"),
        ((*ALL, "fact:money-a"), "the mark {fact:money-a} is there 2 times"),
        ((*ALL, "fact:count-a"), "the mark {fact:count-a} was added here from the unit first#b"),
        ((*ALL, "fact:made-up"), "the mark {fact:made-up} is not one of the text's"),
        ((*ALL[1:], "term:other"), "the mark {term:sample} was lost"),
    ],
)
def test_a_mark_that_is_not_as_it_was_is_an_error_at_its_unit(names: tuple[str, ...], said: str) -> None:
    given = edited(read(project()), with_target("first#b4", *marked(*names)))
    found = problems(project(), given)
    assert {it.code for it in found} == {"mark-is-as-exported"}
    assert any(it.message.startswith(f"first#b4: {said}") for it in found), found
    assert all(it.span is not None and (it.span.path, it.span.line) == (EN, 12) for it in found)


def test_the_ends_of_a_pair_cannot_be_parted() -> None:
    given = read(project())
    (unit,) = [it for it in given[0].units if "One:" in plain(it.target)]
    turned = tuple(
        replace(it, kind={PieceKind.OPEN: PieceKind.CLOSE, PieceKind.CLOSE: PieceKind.OPEN}.get(it.kind, it.kind))
        for it in unit.target
    )
    found = problems(project(), edited(given, with_target(unit.id, *turned)))
    assert any("in the wrong order" in it.message for it in found)


def test_words_that_cannot_be_written_as_they_are_meant_are_refused() -> None:
    given = read(project())
    (unit,) = [it for it in given[0].units if "One:" in plain(it.target)]
    blank = tuple(words(f" {it.said}") if it.said == "One:" else it for it in unit.target)
    found = problems(project(), edited(given, with_target(unit.id, *blank)))
    assert [it.code for it in found] == ["translation-is-read-back"]
    assert found[0].span is not None and found[0].span.path == EN


def with_a_new_item() -> Project:
    return project().with_change(KO, "- 둘", "- 새 항목\n- 둘")


PAIR, MONEY = "{strong-1}One:{/strong-1}", "{fact:money-a}"


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (PAIR, "{strong-1}One:", "the closing mark {/strong-1} was lost"),
        (PAIR, "One:{/strong-1}", "the opening mark {strong-1} was lost"),
        (PAIR, "{strong-1}One:{strong-1}", "the closing mark {/strong-1} was lost"),
        (PAIR, "{strong-1}One:{/strong-1}{/strong-1}", "the closing mark {/strong-1} is there 2 times"),
        (PAIR, "{strong-1}One:{/strong-1}{strong-1}", "the mark {strong-1} is there 2 times"),
        (PAIR, "{strong-1}One:{/strong-1}{/other-1}", "the mark {other-1} is not one of the text's"),
        (MONEY, "{fact:money a}", "the mark {fact:money-a} was lost: found {fact:money a}"),
        (MONEY, "{Fact: money-a}", "the mark {fact:money-a} was lost: found {Fact: money-a}"),
        (MONEY, "{fact:money-a", "the mark {fact:money-a} was lost: found {fact:money-a"),
        (MONEY, "fact:money-a}", "the mark {fact:money-a} was lost: found fact:money-a}"),
        ("{term:sample}", "{term sample}", "the mark {term:sample} was lost: found {term sample}"),
        (MONEY, "a lot of {our money}", "the mark {fact:money-a} was lost"),
        (
            MONEY,
            "{fact:money-a}yuan{/fact:money-a}",
            "the mark {fact:money-a} stands alone, but there is an end {/fact:money-a}",
        ),
    ],
)
def test_a_mark_that_was_lost_doubled_or_mistyped_is_named(was: str, now: str, said: str) -> None:
    sent = exported(project(), FORWARD, "po").content.decode()
    begun = "One:" if was is PAIR else "We took every"
    (line,) = [it for it in sent.splitlines() if it.startswith("msgstr") and begun in it]
    outcome = take(project().world(), "a.po", sent.replace(line, line.replace(was, now)).encode(), "po")
    assert outcome.value is None and {it.code for it in outcome.diagnostics} == {"mark-is-as-exported"}
    assert [it.message.partition(": ")[2] for it in outcome.diagnostics][:1] == [said]


def test_a_mark_is_moved_where_its_own_unit_has_lost_it_and_else_added() -> None:
    given = edited(read(project()), with_target("first#front/title", *marked("fact:money-a")))
    (found,) = problems(project(), given)
    assert found.message == "first#front/title: the mark {fact:money-a} was added here from the unit first#b4"
    both = edited(given, with_target("first#b4", *marked(ALL[0], *ALL[2:])))
    assert {it.message for it in problems(project(), both)} == {
        "first#front/title: the mark {fact:money-a} was moved here from the unit first#b4",
        "first#b4: the mark {fact:money-a} was lost",
    }


def test_words_that_are_read_otherwise_say_nothing_of_the_place_of_a_new_unit() -> None:
    source = with_a_new_item()
    given = saying(source, {"새 항목": "A new item"})
    assert brought_back(source, given).diff.count("+- A new item") == 1
    (unit,) = [it for it in given[0].units if "One:" in plain(it.target)]
    blank = tuple(words(f" {it.said}") if it.said == "One:" else it for it in unit.target)
    assert codes(source, edited(given, with_target(unit.id, *blank))) == {"translation-is-read-back"}


def test_a_text_in_html_is_told_and_left_out() -> None:
    source = Project(SMALL)
    html = "\n<div>\n\n{}\n\n</div>\n\n<p>{}</p>\n"
    with_html = source.with_file(KO, source.text(KO) + html.format("하나", "둘"))
    with_html = with_html.with_file(EN, source.text(EN) + html.format("One", "Two"))
    outcome = made_of(translated(with_html), ExportOrder(("first",), FORWARD))
    assert outcome.value is not None
    assert [it.code for it in outcome.diagnostics] == ["translation-file-is-whole"]
    assert ">One<" in outcome.value.content.decode() and ">Two<" not in outcome.value.content.decode()


def test_the_words_of_a_file_beside_an_image_are_in_the_file() -> None:
    source = Project(SMALL).with_file("content/briefs/first/ward.jpg", picture(40))
    beside = "alt: {ko: 쌓인 상자, en: Boxes piled up}\ncaption: {ko: 시험용 사진}\n"
    source = source.with_file("content/briefs/first/ward.jpg.yaml", beside)
    for path in (KO, EN):
        source = source.with_file(path, source.text(path) + "\n![](ward.jpg)\n")
    outcome = made_of(translated(source), ExportOrder(("first",), FORWARD))
    assert outcome.value is not None
    assert [it.code for it in outcome.diagnostics] == []
    said = outcome.value.content.decode()
    assert ">쌓인 상자<" in said and ">Boxes piled up<" in said and ">시험용 사진<" in said


def codes(source: Project, given: Sequence[ExchangeBrief]) -> set[str]:
    return {it.code for it in problems(source, given)}


def test_a_file_of_an_older_text_is_refused_with_the_place() -> None:
    changed = with_change_of_original()
    found = problems(changed, read(project()))
    assert [it.code for it in found] == ["translation-file-is-current"]
    assert f"has changed since at {KO}:" in found[0].message


def test_a_translation_that_was_changed_meanwhile_is_not_overwritten() -> None:
    changed = project().with_change(EN, "Counted by hand.", "Counted by machine.")
    given = edited(read(project()), with_target("first#front/title", words("Other")))
    (found,) = problems(changed, given)
    assert found.code == "translation-file-is-current"
    note = next(at for at, line in enumerate(changed.text(EN).splitlines(), 1) if "Counted by machine." in line)
    assert found.message == (
        f"a.xlf was exported before first (en) was last changed: the file and the text differ at {EN}:2, {EN}:{note}"
    )
    assert found.span is not None and (found.span.path, found.span.line) == (EN, 2)


def test_a_file_is_taken_only_once_and_then_says_nothing() -> None:
    given = edited(read(project()), with_target("first#front/title", words("Other")))
    done = after(project(), brought_back(project(), given))
    assert brought_back(done, given).briefs == ()


def test_a_unit_that_is_there_twice_or_of_another_brief_is_refused() -> None:
    first, second = read(project(), FORWARD, "first", "second")
    twice = replace(first, units=(*first.units, first.units[0]))
    assert codes(project(), [twice]) == {"unit-is-returned-once"}
    foreign = replace(first, units=(*first.units, second.units[0]))
    found = problems(project(), [foreign])
    assert [it.code for it in found] == ["translation-file-is-ours"]
    assert "is of the brief “second”" in found[0].message
    assert codes(project(), [first, first]) == {"unit-is-returned-once"}
    (unknown,) = problems(project(), [replace(first, slug="frist")])
    assert unknown.code == "translation-file-is-ours"
    assert "“frist”, which this project does not have" in unknown.message
    (of_another,) = problems(project(), [replace(first, target_lang="fr")])
    assert of_another.code == "language-is-known" and "xlf: the site has no language “fr”" in of_another.message


def test_one_error_in_many_briefs_stops_all_of_them() -> None:
    first, second = read(project(), FORWARD, "first", "second")
    good = edited([second], with_target("second#front/title", words("Other")))
    bad = edited([first], with_target("first#b4", words("nothing")))
    assert codes(project(), [*bad, *good]) == {"mark-is-as-exported"}


XML = b'<?xml version="1.0"?>'
XLIFF = b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not valid XML"),
        (b"plain text", "is not valid XML"),
        (b"PK\x03\x04" + b"\0" * 100, "is not valid XML"),
        (XML + b"<html/>", "it is not XLIFF 1.2"),
        (XML + b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"/>', "it is not XLIFF 1.2"),
        (XML + b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + XLIFF + b"&b;</xliff>", "declares"),
        (XML + b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + XLIFF + b"</xliff>", "declares a document type"),
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x []><x/>'.encode("utf-16"), "declares a document type"),
        (XLIFF + b"<g>" * 100_000, "is nested too deeply"),
        (XLIFF + b"<file><body>", "is not valid XML in line 1"),
        (XLIFF + b"</xliff>", "has no brief of briefgen"),
        (XLIFF + b"<file/>" * 2_001 + b"</xliff>", "it has more than 2,000 briefs"),
        (XLIFF + b"<file><body>" + b"<trans-unit/>" * 200_001 + b"</body></file></xliff>", "more than 200,000 units"),
        (XLIFF + b"<file>" + b"a" * 11_000_000 + b"</file></xliff>", "too large"),
    ],
)
def test_a_hostile_or_damaged_file_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    is_refused(content, said, "xliff")


def is_refused(content: bytes, said: str, form: str) -> None:
    outcome = take(project().world(), "a", content, form)
    assert outcome.value is None
    assert [said in it.message for it in outcome.diagnostics] == [True], outcome.diagnostics
    assert {it.code for it in outcome.diagnostics} <= {"translation-file-is-readable", "translation-file-is-ours"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "it is not UTF-8"),
        (b'msgid "a\n', "line 1 cannot be read"),
        (b'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', "line 2 cannot be read"),
        (b'msgid "a"\nmsgid "b"\nmsgstr "c"\n', "line 2 cannot be read"),
        (b"<xliff/>", "line 1 cannot be read"),
        (b"", "has no brief of briefgen"),
        (b'msgid "a"\nmsgstr "b"\n', "has no brief of briefgen"),
        (b'"' * 1_000_000, "line 1 cannot be read"),
        (b'msgid "a"\nmsgstr "b"\n#\n' * 200_002, "more than 200,000 units"),
    ],
)
def test_a_damaged_po_file_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    is_refused(content, said, "po")


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (ExportOrder(("frist",), FORWARD), "brief-is-known"),
        (ExportOrder(("first",), Direction("ko", "fr")), "language-is-known"),
        (ExportOrder(("first",), Direction("ko", "ko")), "language-is-known"),
    ],
)
def test_what_cannot_be_exported_is_said(order: ExportOrder, code: str) -> None:
    outcome = made_of(translated(project()), order)
    assert outcome.value is None
    assert [it.code for it in outcome.diagnostics] == [code]


def test_a_brief_with_an_error_is_not_exported() -> None:
    broken = project().with_change(KO, "{fact}`money-a`", "{fact}`money-z`")
    outcome = export(broken.world(), ExportOrder(("first",), FORWARD))
    assert outcome.value is None and "fact-is-known" in {it.code for it in outcome.diagnostics}


# Glossary


def test_the_glossary_goes_along_as_tbx() -> None:
    made = exported(project()).glossary.decode()
    assert '<termEntry id="term-sample">' in made
    assert "<term>표본</term>" in made and "preferredTerm-admn-sts" in made
    assert "<!DOCTYPE" not in made


# Properties

LETTERS = st.text(st.sampled_from("ab 가나*_[](){}<>|#&`~^:!\\\"'-.1,;“”\u00a0"), min_size=1, max_size=30)


@lru_cache(maxsize=1)
def small() -> tuple[TranslatedProject, tuple[ExchangeBrief, ...]]:
    return translated(project()), read(project())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(said=LETTERS, number=st.integers(0, 1000), at=st.integers(0, 20))
def test_any_words_come_back_at_their_block_or_are_refused(said: str, number: int, at: int) -> None:
    source, given_ = small()
    unit = given_[0].units[number % len(given_[0].units)]
    place = min(at, len(unit.target))
    now = (*unit.target[:place], words(said), *unit.target[place:])
    if unit.id == "first#front/keywords":
        return
    outcome = taken(source, "a.xlf", edited(given_, with_target(unit.id, *now)))
    if outcome.value is None:
        assert {it.code for it in outcome.diagnostics} == {"translation-is-read-back"}
        return
    expected = signs(now) != signs(unit.target)
    assert [it.changed for it in outcome.value.briefs] == [(unit.id,)] * expected
    for path, content in outcome.value.contents.items():
        if not path.endswith("translation.yaml"):
            assert source.encoded(path, source.text(path)) != content


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.one_of(LETTERS.map(words), st.sampled_from(ALL).map(lambda it: Piece(PieceKind.ALONE, "", "", it))),
        max_size=6,
    )
)
@example([words(" ")])
def test_both_formats_keep_any_words_and_marks(pieces: list[Piece]) -> None:
    unit = ExchangeUnit("first#b1", (words("가"),), tuple(pieces), BlockState.STALE)
    brief = ExchangeBrief("first", "ko", "en", "a", "b", (unit,))
    for form in TABLE:
        (back,) = TABLE[form].read(TABLE[form].write([brief]))
        expected = signs(pieces) or (signs(unit.source) if form == "xliff" else ())
        assert signs(back.units[0].target) == expected


@lru_cache(maxsize=2)
def whole(form: str) -> bytes:
    return exported(project(), FORWARD, form).content


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(list(TABLE)),
    st.integers(0, 100_000),
    st.integers(0, 40),
    st.one_of(
        st.binary(max_size=8), st.sampled_from([b"</target>", b"<g id='a'>", b"<x/>", b'"', b"\n", b"&a;", b"msgid"])
    ),
)
def test_a_file_with_any_damage_is_answered(form: str, at: int, length: int, put: bytes) -> None:
    content = whole(form)
    at %= len(content)
    try:
        briefs = TABLE[form].read(content[:at] + put + content[at + length :])
    except UnreadableExchangeError as problem:
        assert str(problem)
        return
    outcome = taken(small()[0], "a", briefs)
    assert outcome.value is not None or outcome.diagnostics or not briefs


def test_translate_toolkit_reads_both_formats() -> None:
    """Another reader of the formats, where it is installed: it is not needed, and its licence keeps it out."""
    xliff = pytest.importorskip("translate.storage.xliff")
    po = pytest.importorskip("translate.storage.pypo")
    for module, kind, form in ((xliff, "xlifffile", "xliff"), (po, "pofile", "po")):
        store = getattr(module, kind).parsestring(exported(project(), FORWARD, form).content)
        found = [it for it in store.units if it.source]
        assert len(found) == len(read(project())[0].units)
        assert all(it.istranslated() or it.isfuzzy() for it in found)


def test_a_note_tells_of_facts_and_terms_alone() -> None:
    content = exported(project()).content.decode()
    (note,) = [line for line in content.splitlines() if "fact:money-a: " in line]
    assert "term:sample: 표본 → " in note and "cites:" not in note


def test_a_translation_of_braces_alone_is_a_text_like_others() -> None:
    source = project()
    changed = edited(read(source), with_target("first#front/title", words("{" * 900)))
    assert 'title: "' + "{" * 900 + '"' in after(source, brought_back(source, changed)).text(EN)
    many = edited(read(source), with_target("first#front/title", words("{" * 30_000)))
    assert {it.code for it in problems(source, many)} == {"translation-is-read-back"}
