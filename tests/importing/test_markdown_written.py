"""Text of another program, written as Markdown, is read back as the same text."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.importing.markdown import StyledText, escape, escape_start, inline, table
from briefgen.model.core.document import Node
from briefgen.reading.markdown.document import parse

LETTERS = st.text(st.sampled_from("ab가나 *_`[](){}<>#+-=~|\\!&;:.1).@^\"'$/"), max_size=24)
LOOKS = st.fixed_dictionaries({name: st.booleans() for name in ("bold", "italic", "strike")})


def words(node: Node) -> str:
    """All words of a tree."""
    return (node.text or "") + "".join(map(words, node.children))


def read(markdown: str) -> str:
    """The words that briefgen reads, without blanks."""
    return re.sub(r"\s", "", words(parse(markdown, "a.md").value))


@given(LETTERS)
def test_a_paragraph_says_what_it_said(text: str) -> None:
    line = " ".join(text.split())
    assert read(escape_start(escape(line))) == re.sub(r"\s", "", line)


@example([(":", {"strike": True, "bold": True}), ("~1", {"bold": True})])
@given(st.lists(st.tuples(LETTERS, LOOKS), min_size=1, max_size=4))
def test_runs_of_any_look_say_what_they_said(runs: list[tuple[str, dict[str, bool]]]) -> None:
    made = [StyledText(" ".join(text.split()), **look) for text, look in runs]
    said = "".join(run.text for run in made)
    assert read(escape_start(inline(made)).strip()) == re.sub(r"\s", "", said)


@given(st.lists(st.lists(LETTERS, min_size=2, max_size=2), min_size=1, max_size=3))
def test_a_table_says_what_it_said(rows: list[list[str]]) -> None:
    cells = [[escape(" ".join(cell.split())) for cell in row] for row in rows]
    said = "".join("".join(row) for row in rows)
    assert read("Before.\n\n" + table(cells)) == "Before." + re.sub(r"\s", "", said)


def test_marks_stand_where_the_look_changes() -> None:
    runs = [
        StyledText("a "),
        StyledText("b ", bold=True),
        StyledText("c", bold=True, italic=True),
        StyledText(" d", bold=True),
        StyledText("를"),
    ]
    assert inline(runs) == "a **b *c* d**를"


def test_a_line_break_at_an_end_is_none() -> None:
    bold = [StyledText("Total \n", bold=True), StyledText("(a year)\n")]
    assert inline(bold) == "**Total** \\\n(a year)"
    assert inline([StyledText("\n \n"), StyledText("C:\\\n \n", italic=True)]) == r"*C:\\*"
    linked = [StyledText("here\n", link="https://a.b"), StyledText("2\n", script="sup"), StyledText("x")]
    assert inline(linked) == "[here](https://a.b)\\\n<sup>2</sup>\\\nx"
    assert inline([StyledText("\n", bold=True)]) == ""


def test_tags_stand_where_marks_would_not_be_read() -> None:
    assert inline([StyledText("1"), StyledText("(a)", bold=True)]) == "1<strong>(a)</strong>"
    assert inline([StyledText("a", bold=True), StyledText("b", italic=True)]) == "**a**<em>b</em>"


def test_words_parted_by_the_program_are_one() -> None:
    assert inline([StyledText("re", bold=True), StyledText("port", bold=True)]) == "**report**"


def test_a_link_holds_its_words() -> None:
    link = "https://example.org/a (b)"
    assert inline([StyledText("see "), StyledText("the ", link=link), StyledText("law", bold=True, link=link)]) == (
        "see [the **law**](<https://example.org/a (b)>)"
    )
