"""What is too long, too large or too much is refused where it is read, at its line, and nothing else is lost."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import pytest
from support.project import SMALL, Project

from briefgen.model.core.diagnostics import Diagnostic, Outcome
from briefgen.model.core.limits import BLOCKS as MOST
from briefgen.model.core.limits import CELLS, ENTRIES, FIGURES, FILE, LINE, ONE_LINE, PARAGRAPH, SPANS, TEXT, Limits
from briefgen.reading.disk.text import read_text
from briefgen.reading.load import load_links
from briefgen.reading.markdown.document import parse
from briefgen.reading.world import MemoryWorld
from briefgen.reading.yaml.tree import YamlTree, read_tree

LONG = "word " * (PARAGRAPH // 5 + 1)
BLOCKS = {
    "brackets": "[" * 5_000 + "]" * 5_000,
    "a paragraph": LONG,
    "hard-wrapped lines": "\n".join(["word " * 15] * (PARAGRAPH // 60)),
    "a heading": f"## {LONG}",
    "a cell": f"| a | b |\n|---|---|\n| {LONG} | c |",
    "an item": f"- first\n- {LONG}",
    "code": f"```\n{LONG}\n```",
    "raw HTML": f"<div>{LONG}</div>",
    "references": "[@source-a] " * (PARAGRAPH // 12 + 1),
    "one word": "가" * (PARAGRAPH + 1),
}
LINES = {"a cell": 5, "an item": 4}


@pytest.mark.parametrize("what", BLOCKS)
def test_a_block_that_is_too_long_is_reported_at_its_line(what: str) -> None:
    outcome = parse(f"Before.\n\n{BLOCKS[what]}\n\nAfter.", "a.md", 5)
    found = [(it.code, it.span and it.span.line) for it in outcome.diagnostics if it.code == "text-fits-limit"]
    assert found == [("text-fits-limit", 4 + LINES.get(what, 3))]
    words = outcome.value.plain()
    assert "Before." in words and "After." in words and len(words) < 1000


@pytest.mark.parametrize("image", ["![A square](a.png)", '<img src="a.png" alt="A square">'])
def test_a_text_of_too_many_images_is_reported_where_they_are_too_many(image: str) -> None:
    outcome = parse("\n\n".join(f"{image} " * 100 for _ in range(6)), "a.md", 5)
    (problem,) = (it for it in outcome.diagnostics if it.code == "text-fits-limit")
    assert "600 images; the maximum is 500" in problem.message and problem.span and problem.span.line == 15


def test_a_table_of_too_many_cells_is_reported_at_its_line_and_the_text_after_it_is_read() -> None:
    row = "| " + "a | " * 40 + "\n"
    rows = row + "|" + "---|" * 40 + "\n" + row * (CELLS // 40)
    outcome = parse(f"Before.\n\n{rows}\nAfter.\n\n| a |\n|---|\n| b |\n", "a.md", 5)
    (problem,) = outcome.diagnostics
    assert (problem.code, problem.span and problem.span.line) == ("text-fits-limit", 7)
    assert f"{CELLS + 40:,} cells" in problem.message
    assert outcome.value.plain().replace(" ", "").replace("\n", "") == f"Before.{'a' * CELLS}After.ab"


MANY = {
    "headings": ("## Same", "\n\n", 2 * MOST + 5),
    "paragraphs": ("word", "\n\n", 2 * MOST + 5),
    "items": ("- word", "\n", MOST + 5),
    "items in a box": ("- word", "\n", MOST + 6),
}


@pytest.mark.parametrize("what", MANY)
def test_a_text_of_too_many_blocks_is_read_as_far_as_it_may_go(what: str) -> None:
    block, between, line = MANY[what]
    text = between.join([block] * (MOST + 20))
    if what == "items in a box":
        text = f":::{{box}}\n{text}\n:::"
        line -= 1
    outcome = parse(text, "a.md", 5)
    (problem,) = outcome.diagnostics
    assert (problem.code, problem.span and problem.span.line) == ("text-fits-limit", line)
    assert f"maximum is {MOST:,}" in problem.message and "several texts" in problem.hint
    word = block.split()[-1]
    assert MOST - 1 <= outcome.value.plain().count(word) <= MOST
    assert parse(between.join([block] * (MOST - 1)), "a.md").diagnostics == ()


FIGURE = "1,234.5 -12 3.4% 5조 67 "
"""Five of them."""
COUNTED = {
    "a paragraph": (f"{FIGURE * 100}\n\n", 500, 2),
    "lines": (f"word\n{FIGURE * 100}\n\n", 500, 3),
    "an item": (f"- {FIGURE * 100}\n", 500, 1),
    "a quotation": (f"> word {FIGURE * 100}\n\n", 500, 2),
    "raw HTML": (f"<div>{FIGURE * 100}</div>\n\n", 500, 2),
    "a table": (f"| a | b |\n|---|---|\n| b | c |\n| c | {FIGURE * 100} |\n\n", 500, 5),
}


@pytest.mark.parametrize("what", COUNTED)
def test_a_text_of_too_many_figures_is_read_as_far_as_it_may_go(what: str) -> None:
    block, figures, lines = COUNTED[what]
    count = FIGURES // figures
    assert parse(block * count + "After.\n", "a.md").diagnostics == ()
    outcome = parse(":::{box}\n" + block * (2 * count) + "After.\n:::\n\nAfter.\n", "a.md", 5)
    (problem,) = outcome.diagnostics
    line = 6 + lines * count + {"a table": 3, "an item": 0}.get(what, 0)
    assert (problem.code, problem.span and problem.span.line) == ("text-fits-limit", line)
    assert "20,000 figures; the maximum is 10,000" in problem.message and "several texts" in problem.hint
    assert outcome.value.plain().count("1,234.5") == FIGURES / 5 and "After" not in outcome.value.plain()


def test_a_paragraph_of_too_many_figures_is_left_out() -> None:
    outcome = parse(f"Before.\n\n{'1 ' * (FIGURES + 1)}\n\nAfter.\n", "a.md", 5)
    (problem,) = outcome.diagnostics
    assert problem.span is not None and problem.span.line == 7 and outcome.value.plain().strip() == "Before."


@pytest.mark.parametrize(
    "text", ["[word](https://example.org/2025/03/05/1.html) ", "https://a.example/1/2 ", "[@abd-2025, 10] ", "K2 "]
)
def test_numbers_of_addresses_and_names_are_not_counted_as_figures(text: str) -> None:
    paragraph = text * 1000 + "\n\n"
    assert parse(paragraph * 6, "a.md").diagnostics == ()


def test_as_much_as_is_allowed_is_read_whole() -> None:
    text = "\n\n".join(["word " * (PARAGRAPH // 5)] * 3)
    outcome = parse(text, "a.md")
    assert outcome.diagnostics == ()
    assert len(outcome.value.plain()) > 2.9 * PARAGRAPH


def test_a_text_that_is_too_long_is_read_as_far_as_it_fits() -> None:
    paragraph = "word " * 20
    assert parse("\n\n".join([paragraph] * (TEXT // 102)), "a.md").diagnostics == ()
    outcome = parse("\n\n".join([f"{number} {paragraph}" for number in range(2 * TEXT // 102)]), "a.md", 5)
    (problem,) = outcome.diagnostics
    assert problem.code == "text-fits-limit" and problem.span is not None
    kept = [part.plain() for part in outcome.value.children]
    assert (problem.span.line - 5) / 2 == len(kept) == int(kept[-1].split()[0]) + 1
    assert 0.99 * TEXT < sum(map(len, kept)) + 2 * len(kept) <= TEXT


def test_the_id_of_a_heading_is_not_counted() -> None:
    outcome = parse(f"## {'a' * LINE} {{#what-to-do}}", "a.md")
    assert outcome.diagnostics == ()
    (heading,) = outcome.value.children
    assert (heading.get("id"), len(heading.plain())) == ("what-to-do", LINE)


def test_a_heading_that_is_too_long_keeps_its_id_and_whole_words() -> None:
    outcome = parse(f"## {'UNESCO ' * LINE}{{#what-to-do}}", "a.md")
    assert [it.code for it in outcome.diagnostics] == ["text-fits-limit"]
    (heading,) = outcome.value.children
    assert heading.get("id") == "what-to-do"
    assert set(heading.plain().removesuffix("…").split()) == {"UNESCO"}


def test_a_text_without_a_blank_line_that_is_too_long_is_left_out() -> None:
    outcome = parse("word\n" * (TEXT // 5 + 1), "a.md", 5)
    (problem,) = outcome.diagnostics
    assert (problem.code, problem.span and problem.span.line) == ("text-fits-limit", 5)
    assert outcome.value.children == ()


def test_a_value_of_yaml_that_is_too_long_is_reported_at_its_line() -> None:
    outcome = read_tree(f"title: short\nsummary: {LONG}\nother: kept\n", "site.yaml")
    (problem,) = outcome.diagnostics
    assert (problem.code, problem.span and problem.span.line) == ("text-fits-limit", 2)
    assert outcome.value.value["other"] == "kept" and len(outcome.value.value["summary"]) < 100


LONG_WORDS = {
    "in every language": "{key}: {long}",
    "in one language": "{key}: {{ko: {long}, en: short}}",
    "one of a list": "{key}: [short, {long}]",
}


@pytest.mark.parametrize("key", sorted(ONE_LINE))
@pytest.mark.parametrize("entry", LONG_WORDS)
def test_what_stands_in_one_line_is_shorter(key: str, entry: str) -> None:
    lines = {
        it: f"first: short\n{LONG_WORDS[entry].format(key=key, long='가' * it)}\nother: kept\n"
        for it in (LINE, LINE + 1)
    }
    assert read_tree(lines[LINE], "site.yaml").diagnostics == ()
    outcome = read_tree(lines[LINE + 1], "site.yaml")
    (problem,) = outcome.diagnostics
    assert (problem.code, problem.span and problem.span.line) == ("text-fits-limit", 2)
    assert problem.message == f"“{key}” has 1,001 characters; the maximum is 1,000" and "one line" in problem.hint
    assert len(str(outcome.value.value)) < 200


def test_an_id_that_is_called_like_a_line_does_not_make_its_text_one() -> None:
    assert read_tree(f"title:\n  statement: {'가' * (LINE + 1)}\n", "facts.yaml").diagnostics == ()


@pytest.mark.parametrize("above", ["facts:\n", ""])
@pytest.mark.parametrize("entry", ["k{}: 1", "- k{}", "? {{k{}: 1}}\n: word"])
def test_entries_beyond_those_that_are_read_are_told_once(entry: str, above: str) -> None:
    def read(count: int) -> Outcome[YamlTree]:
        known = entry if entry.startswith("-") else "k{}: 1"
        lines = [known.format(it) for it in range(ENTRIES)] + [entry.format("last")] * (count - ENTRIES)
        return read_tree(above + textwrap.indent("\n".join(lines), "  "), "facts.yaml")

    assert read(ENTRIES).diagnostics == ()
    outcome = read(ENTRIES + 3)
    (problem,) = outcome.diagnostics
    assert (problem.code, problem.span and problem.span.line) == ("text-fits-limit", ENTRIES + 1 + bool(above))
    assert "only 5,000 entries" in problem.message and "limits: {entries: 10000}" in problem.hint
    held = outcome.value.value
    assert len(held["facts"] if above else held) == ENTRIES


def test_each_list_that_has_too_many_entries_is_told() -> None:
    entries = textwrap.indent("\n".join(f"k{it}: 1" for it in range(ENTRIES + 2)), "  ")
    outcome = read_tree(f"one:\n{entries}\ntwo:\n{entries}\n", "facts.yaml")
    lines = [it.span and it.span.line for it in outcome.diagnostics]
    assert lines == [ENTRIES + 2, 2 * ENTRIES + 5]


CAPTIONS = {
    "a heading": "## {}",
    "an underlined heading": "{}\n===",
    "a table": ":::{{table}} {}\n| a |\n|---|\n| b |\n:::",
}


@pytest.mark.parametrize("what", CAPTIONS)
def test_a_heading_and_a_caption_stand_in_one_line(what: str) -> None:
    long, most = (parse(f"Before.\n\n{CAPTIONS[what].format('word ' * count)}\n", "a.md") for count in (201, 200))
    assert most.diagnostics == ()
    (problem,) = long.diagnostics
    assert (problem.code, problem.span and problem.span.line) == ("text-fits-limit", 3)
    assert "1,004 characters; the maximum is 1,000" in problem.message and "one line" in problem.hint
    assert "word " * 10 in str(long.value) and "word " * 20 not in str(long.value)


def test_a_file_that_is_too_long_is_refused() -> None:
    assert read_text(b"a" * FILE, "a.md").value is not None
    outcome = read_text(b"a" * (FILE + 1), "a.md")
    assert outcome.value is None and [it.code for it in outcome.diagnostics] == ["text-fits-limit"]
    for path, most in (("a.md", TEXT), ("a.yaml", FILE)):
        (found,) = read_text(b"a" * (FILE + 1), path).diagnostics
        assert found.message == f"the file has {FILE + 1:,} characters; the maximum is {most:,}"


@pytest.mark.parametrize(
    ("name", "value"), [("colspan", "1000000000"), ("rowspan", "65534"), ("colspan", "101"), ("rowspan", " +0099999")]
)
def test_a_cell_that_spans_too_much_is_reported_at_its_line(name: str, value: str) -> None:
    text = (
        f'Before.\n\n<table>\n<tr><td {name}="{value}">a</td>\n<td colspan="2" rowspan="1000">b</td></tr>\n</table>\n'
    )
    outcome = parse(text, "a.md")
    (problem,) = outcome.diagnostics
    assert (problem.code, problem.span and problem.span.line) == ("html-is-allowed", 4)
    assert f"“{name}” of <td> is left out" in problem.message and f"more than {SPANS[name]:,}" in problem.message
    kept = [dict(part.attrs) for part in outcome.value.walk()]
    assert [it[name] for it in kept if name in it] == ["2" if name == "colspan" else "1000"]


# How many entries a site may have


TOO_MANY = "content/facts/many-{}.yaml"
FACT = "fact-{}: {{label: {{ko: 수, en: Number}}, value: 12 samples, source: report-a, status: single-source}}\n"
EVENT = "event-{}: {{when: 2001, label: {{ko: 일, en: Event}}, source: report-a}}\n"
TERM = "term-{0}: {{names: {{ko: {{short: 말{0}}}, en: {{short: word {0}}}}}}}\n"
SOURCE = "- {{id: source-{}, type: report, title: Title, language: en, publisher: P, issued: 2001}}\n"


def small(entries: int, **files: str) -> Project:
    """The small project that may have so many entries."""
    site = f"{SMALL['content/site.yaml']!s}limits: {{entries: {entries}}}\n"
    return Project({**SMALL, "content/site.yaml": site, **files})


def own() -> int:
    """How many entries the small project has."""
    site = Project().site().value
    return len(site.facts) + len(site.sources) + len(site.glossary) + len(site.timeline)


def over(project: Project) -> list[Diagnostic]:
    return [it for it in project.site().diagnostics if it.code == "work-fits-limits"]


def facts(project: Project, files: int, each: int) -> Project:
    names = [[f"{file}-{it}" for it in range(each)] for file in range(files)]
    texts = {TOO_MANY.format(file): "".join(map(FACT.format, ids)) for file, ids in enumerate(names)}
    return replace(project, files={**project.files, **texts})


def test_facts_split_over_files_count_together() -> None:
    most = own() + 10
    assert over(facts(small(most), 2, 5)) == []
    site = Project().site().value
    project = facts(small(len(site.sources) + len(site.facts) + 8), 5, 5)
    (problem,) = over(project)
    assert problem.span is not None and (problem.span.path, problem.span.line) == (TOO_MANY.format(1), 4)
    assert "the site has more than" in problem.message and "write limits: {entries:" in problem.hint


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("content/sources.yaml", SOURCE),
        ("content/glossary.yaml", TERM),
        ("content/timeline.yaml", EVENT),
        ("content/facts/counts.yaml", FACT),
    ],
)
def test_every_kind_of_entry_counts(path: str, entry: str) -> None:
    text = f"{SMALL.get(path, '')!s}{''.join(map(entry.format, range(10)))}"
    whole = small(own() + 10, **{path: text})
    assert over(whole) == []
    (problem,) = over(small(own() + 9, **{path: text}))
    site = whole.site().value
    assert len(site.facts) + len(site.sources) + len(site.glossary) + len(site.timeline) == own() + 10
    assert problem.hint


def test_files_after_the_last_entry_are_not_read_and_nothing_is_said_of_what_they_hold() -> None:
    first = "content/facts/aaa.yaml"
    project = small(own(), **{first: "".join(map(FACT.format, range(own()))), TOO_MANY.format(9): "- broken: ["})
    found = project.site()
    assert [it.code for it in found.diagnostics] == ["work-fits-limits"]
    assert {first, TOO_MANY.format(9), "content/facts/counts.yaml"} <= found.value.unread
    said = {it.code for it in project.build().diagnostics}
    assert not said & {"fact-is-known", "term-is-known", "event-is-known"}


def test_a_site_may_allow_longer_lists_than_usual() -> None:
    redirects = "".join(f"  old-{it}: https://example.org/{it}\n" for it in range(ENTRIES + 1))
    usual = Project().with_file("content/site.yaml", f"{SMALL['content/site.yaml']!s}redirects:\n{redirects}")
    assert "text-fits-limit" in {it.code for it in usual.site().diagnostics}
    allowed = small(ENTRIES + 1)
    allowed = allowed.with_file("content/site.yaml", f"{allowed.text('content/site.yaml')}redirects:\n{redirects}")
    assert "text-fits-limit" not in {it.code for it in allowed.site().diagnostics}
    assert len(allowed.site().value.settings.value.redirects) == ENTRIES + 1


def test_the_record_of_links_may_be_as_long_as_the_site_allows() -> None:
    record = "".join(f"https://example.org/{it}: {{state: ok, checked: 2025-01-01}}\n" for it in range(12))
    world = MemoryWorld({"content/links.yaml": record})
    codes = {it.code for it in load_links(world, Limits(entries=11)).diagnostics}
    assert "text-fits-limit" in codes
    assert "text-fits-limit" not in {it.code for it in load_links(world, Limits(entries=12)).diagnostics}
