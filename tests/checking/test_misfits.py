"""What does not fit on paper is told where the author wrote it, once for all forms and PDFs."""

from __future__ import annotations

import pytest
from support.project import Built, Project, picture

from briefgen.checking.layout.overflow import problem_of
from briefgen.model.core.diagnostics import Severity
from briefgen.model.core.levels import Level, judge_of
from briefgen.rendering.paper.laid import Misfit, Unfit

EN = "content/briefs/first/en.md"
PDF = ("en/briefs/first.pdf",)
LONG = "7A" * 60
"""No word that a language knows how to divide."""
FIGURE = "123,456,789,012,345"
"""Does not break, in a table of whatever size."""


def wide_table(figure: str) -> str:
    cells = " | ".join([figure] * 12)
    return f"| {cells} |\n|{'---|' * 12}\n| {cells} |"


@pytest.fixture(scope="module")
def built(shared_folder: object) -> Built:
    """The small project with a coarse image, a table that is too wide and a word that is too long."""
    plain = Project()
    table = wide_table(FIGURE)
    body = f"## Background {{#background}}\n\nA {LONG} here.\n\n{table}\n\n![A grey square](photo.png)\n"
    changed = plain.with_file("content/briefs/first/photo.png", picture(200)).with_body(EN, body)
    return changed.build(pdfs=True)


def test_an_image_that_is_too_coarse_is_told_at_its_place(built: Built) -> None:
    found = [it for it in built.diagnostics if it.code == "image-is-sharp"]
    english = [it for it in found if it.span and it.span.path == EN]
    assert len(english) == 1
    assert english[0].severity is Severity.WARNING
    assert "“photo.png”" in english[0].message and "dots per inch" in english[0].message
    assert "pixels wide" in english[0].hint


def test_a_table_and_a_word_that_are_too_wide_are_told_at_their_places(built: Built) -> None:
    found = {it.message.split()[1]: it for it in built.diagnostics if it.code == "fits-on-paper"}
    table, word = found["table"], found["word"]
    assert table.span is not None and table.span.path == EN
    assert word.span is not None and word.span.path == EN
    assert table.span.line == word.span.line + 2
    assert "first" in table.message or "all" in table.message
    assert "column" in table.hint and "break" in word.hint


def test_a_word_that_is_too_long_in_a_key_is_told_at_that_key(project: Project) -> None:
    chart, pack = "content/briefs/first/bars.chart.yaml", "content/packs/all.yaml"
    subtitle, note, purpose = ("7B" * 70, "7C" * 70, "7D" * 70)
    changed = (
        project.with_change(EN, "title: The first brief\n", f"title: The first brief\nsubtitle: {subtitle}\n")
        .with_file(chart, project.text(chart) + f"note: {{ko: 주, en: {note}}}\n")
        .with_change(pack, "published:", f"purpose: {{ko: 목적, en: {purpose}}}\npublished:")
    )
    lines = {path: changed.text(path).splitlines() for path in (EN, chart, pack)}
    wanted = {
        (path, 1 + next(at for at, line in enumerate(lines[path]) if word in line))
        for path, word in ((EN, subtitle), (chart, note), (pack, purpose))
    }
    found = [it.span for it in changed.build(pdfs=[*PDF, "en/packs/all.pdf"]).diagnostics if it.code == "fits-on-paper"]
    assert {(it.path, it.line) for it in found if it} == wanted


def test_a_note_that_no_page_has_room_for_is_an_error_at_the_note(project: Project) -> None:
    long = project.with_change(EN, "[^how]: Counted by hand.", f"[^how]: Counted by hand. {'It took a day. ' * 700}")
    found = [it for it in long.build(pdfs=PDF).diagnostics if it.code == "fits-on-paper"]
    line = 1 + next(at for at, words in enumerate(long.text(EN).splitlines()) if words.startswith("[^how]:"))
    assert {(it.severity, it.span.path, it.span.line) for it in found if it.span} == {(Severity.ERROR, EN, line)}


def test_a_long_word_of_a_risk_and_a_long_place_in_a_source_break_within_their_table(project: Project) -> None:
    """An author can change neither the columns nor the widths of a table that the theme makes."""
    path, word, place = "content/briefs/first/brief.yaml", "xq" * 80, "qx" * 80
    risk = f"{{text: {word}, answer: {word}, likelihood: {word}, source: 'report-a, {place}'}}"
    changed = project.with_file(path, project.text(path) + f"risks: {{few: {risk}}}\n")
    found = [it.message for it in changed.build(pdfs=PDF).diagnostics if it.severity is Severity.ERROR]
    assert found == []


def test_a_wide_table_over_several_pages_is_told_once_and_holds_back_no_site(project: Project) -> None:
    """An imported document may have such a table: the rest of the site is whole, and so is its page on the web."""
    rows = "\n".join(f"| {' | '.join([f'{FIGURE},{at:03}'] * 12)} |" for at in range(60))
    table = f"{wide_table(FIGURE)}\n{rows}"
    wide = project.with_body(EN, f"## Background {{#background}}\n\n{table}\n")
    wide = wide.with_change("content/site.yaml", "level: publication", "level: standard")
    built = wide.build(pdfs=PDF)
    found = [(it.severity, it.message.split()[1]) for it in built.diagnostics if it.code == "fits-on-paper"]
    assert [it for it in found if it[1] == "table"] == [(Severity.WARNING, "table")]
    assert [it for it in built.diagnostics if it.severity is Severity.ERROR] == []


def test_two_tables_of_raw_html_are_told_each_at_its_own_line(project: Project) -> None:
    raw = "<table>\n<tr>\n{}</tr>\n</table>"
    tables = [raw.format(f"<td>\n\n**{it}{FIGURE}**\n\n</td>\n" * 12) for it in (1, 2)]
    wide = project.with_body(EN, f"## Background {{#background}}\n\n{tables[0]}\n\nWords.\n\n{tables[1]}\n")
    found = [it.span.line for it in wide.build(pdfs=PDF).diagnostics if it.code == "fits-on-paper" and it.span]
    assert found == [at for at, line in enumerate(wide.text(EN).splitlines(), 1) if line == "<table>"]


def test_a_table_of_many_columns_is_set_smaller_until_it_has_room(project: Project) -> None:
    """Figures of a release as ministries make them, in twelve quarters and in words that are long."""
    cells = [["(△51.1)"] * 15, ["Wirtschaftswissenschaften"] * 12]
    tables = "\n\n".join(f"| {' | '.join(row)} |\n|{'---|' * len(row)}\n| {' | '.join(row)} |" for row in cells)
    wide = project.with_body(EN, f"## Background {{#background}}\n\n{tables}\n")
    assert [it for it in wide.build(pdfs=PDF).diagnostics if it.code == "fits-on-paper"] == []


def test_a_long_address_breaks_where_it_must() -> None:
    address = "https://example.org/files?" + "&".join(f"table{number}=00000{number}" for number in range(20))
    linked = Project().with_body("content/briefs/second/en.md", f"Text.\n\n- {address}\n")
    assert [it for it in linked.build(pdfs=["en/briefs/second.pdf"]).diagnostics if it.code == "fits-on-paper"] == []


@pytest.mark.parametrize(("dots", "is_told"), [(149.0, False), (100.0, False), (96.0, True)])
def test_a_screenshot_is_told_of_at_publication_only(dots: float, is_told: bool) -> None:
    found = problem_of(Misfit(Unfit.COARSE, 1, "screen.png", dots, 174.0), "a.pdf", None)
    assert judge_of(Level.PUBLICATION, {})(found) is not None
    assert (judge_of(Level.STANDARD, {})(found) is not None) is is_told
