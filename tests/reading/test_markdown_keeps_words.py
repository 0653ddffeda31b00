"""No word of a text is lost in silence: it is on the page, or a problem names its line."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wild_text import WORD, Writer

from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.model.core.document import Node
from briefgen.reading.markdown import parse

_SHOWN = ("alt", "title", "caption", "argument", "label", "id", "form", "name")
_WHOLE_NOTE = frozenset({"note-is-called", "note-is-unique", "note-is-flat"})
_WHOLE_ELEMENT = re.compile(r"<(\w+)> is left out with all it holds")
_INFO = re.compile(r"^[ >\d.-]*(?:~~~|```).*?q[a-z]{3}z", re.MULTILINE)


def shown(tree: Node) -> str:
    """All that readers get of a text, and what its parts are called."""
    own = (
        " ".join((node.text, *(value for name, value in node.attrs.items() if _is_shown(name)))) for node in tree.walk()
    )
    return "".join(node.text for node in tree.walk()) + " ".join(own)


def _is_shown(name: str) -> bool:
    return name in _SHOWN or name.startswith(":")


def _lines(found: Diagnostic, source: list[str]) -> range:
    """The lines of a text that a problem speaks of."""
    assert found.span is not None
    line = found.span.line
    if found.code in _WHOLE_NOTE:
        return range(line, len(source) + 1)
    if left_out := _WHOLE_ELEMENT.match(found.message):
        closing = (at for at in range(len(source), line, -1) if f"</{left_out[1]}" in source[at - 1])
        return range(line, next(closing, len(source)) + 1)
    return range(line, line + 1)


def lost(text: str) -> list[str]:
    """The words that are neither shown nor spoken of."""
    outcome = parse(text, "text.md")
    kept, source = shown(outcome.value), text.split("\n")
    said = " ".join(found.message for found in outcome.diagnostics)
    named = {line for found in outcome.diagnostics for line in _lines(found, source)}
    words = [(found[0], text.count("\n", 0, found.start()) + 1) for found in WORD.finditer(text)]
    return [word for word, line in words if word not in kept and word not in said and line not in named]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_no_word_is_lost_in_silence(random):
    text = Writer(random).text()
    if not _INFO.search(text):  # what stands after the marks of a code block says which language it is in
        assert lost(text) == []


PRE = "<pre>\nqaaaz\n\n  qbbbz **qcccz**\n</pre>"
WITHIN = {
    "a div": f"<div>\n{PRE}\n</div>",
    "a cell": f"<table><tr><td>\n{PRE}\n</td></tr></table>",
    "an item": f"<ul>\n<li>\n{PRE}\n</li>\n</ul>",
    "details": f"<details>\n<summary>qdddz</summary>\n{PRE}\n</details>",
    "a quotation": f"<blockquote>\n{PRE}\n</blockquote>",
    "an item of a list": "- qdddz\n\n  <div>\n  " + PRE.replace("\n", "\n  ") + "\n  </div>",
    "a quotation of Markdown": "> <div>\n> " + PRE.replace("\n", "\n> ") + "\n> </div>",
}


@pytest.mark.parametrize("text", WITHIN.values(), ids=WITHIN)
def test_preformatted_text_within_raw_html_keeps_its_lines(text):
    outcome = parse(f"{text}\n\nqzzzz", "text.md")
    code = [node.text for node in outcome.value.walk() if node.kind == "code"]
    assert code == ["qaaaz\n\n  qbbbz **qcccz**\n"]
    assert not outcome.diagnostics
    assert shown(outcome.value).count("qzzzz") == 2


def test_preformatted_text_that_is_never_closed_ends_at_the_blank_line_and_is_reported():
    outcome = parse("<div>\n<pre>\nqaaaz\n\n*qbbbz*\n</div>", "text.md")
    assert lost("<div>\n<pre>\nqaaaz\n\n*qbbbz*\n</div>") == []
    assert [(found.span.line, found.code) for found in outcome.diagnostics if found.span] == [(1, "html-is-allowed")]


KEPT = {
    "a table that begins within a table": "<table>\n<tr><td>qaaaz</td></tr>\n\n<table><tr><td>qbbbz</td></tr></table>",
    "a table that begins after rows": "<table>\n\n<tr><td>qaaaz</td></tr>\n<table><tr><td>qbbbz</td></tr></table>\n",
    "the title of an image in a line": 'qaaaz ![qbbbz](x.png "qcccz") qdddz',
    "the description of an image in a description": "qaaaz ![qbbbz ![qcccz](y.png) qdddz](x.png)",
    "a line of Liquid": "{% include qaaaz.html %}",
    "a line of Liquid before a paragraph": "{% if qaaaz %}\nqbbbz\n{% endif %}",
    "Liquid after emphasis": "*qaaaz*{% qbbbz %} [qcccz]{% qdddz %}",
    "a shortcode": "{{< qaaaz >}}\n\n{{% qbbbz %}}",
    "a line between braces": "{.x} qaaaz {.y}",
    "a tag that never ends": "<div>\nqaaaz <b qbbbz='\n\nqcccz",
    "an angle bracket in raw HTML": "<div>\nqaaaz \\<qbbbz\n</div>",
    "a role in preformatted text": "<pre>\n{fact}`qaaaz` {term}`qbbbz`\n</pre>",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_words_are_kept(text):
    kept = shown(parse(text, "text.md").value)
    assert [word for word in WORD.findall(text) if word not in kept] == []


LINKS = {
    "Markdown in Markdown": "[qaaaz [qbbbz](https://b.example/) qcccz](https://a.example/)",
    "an address in Markdown": "[qaaaz <https://qbbbz.example/> qcccz](https://a.example/)",
    "HTML in Markdown": '[qaaaz <a href="https://b.example/">qbbbz</a> qcccz](https://a.example/)',
    "Markdown in HTML": '<a href="https://a.example/">qaaaz [qbbbz](https://b.example/) qcccz</a>',
    "HTML in HTML": '<a href="https://a.example/">qaaaz <a href="https://b.example/">qbbbz</a> qcccz</a>',
    "a note in Markdown": "[qaaaz[^n]](https://a.example/)\n\n[^n]: qbbbz [qcccz](https://b.example/)",
    "blocks of HTML": '<a href="https://a.example/">\n\nqaaaz [qbbbz](https://b.example/)\n\nqcccz\n\n</a>',
}


@pytest.mark.parametrize("text", LINKS.values(), ids=LINKS)
def test_words_of_a_link_in_a_link_are_kept_and_lead_somewhere(text):
    found = parse(text, "text.md")
    kept = shown(found.value)
    assert [word for word in WORD.findall(text) if word not in kept] == []
    assert [it for it in found.diagnostics if it.severity is Severity.ERROR] == []
    assert any(part.kind == "link" and part.plain().strip() for part in found.value.walk())


def problems(text: str) -> list[tuple[int, str, Severity]]:
    found = parse(text, "text.md").diagnostics
    return [(it.span.line, it.code, it.severity) for it in found if it.span]


REPORTED = {
    "a comment that is never closed": ("a\n\n<!-- b\n\nc\n", 3, "html-is-allowed"),
    "a cell beyond the head": ("> | a | b |\n> |---|---|\n> | a | b |\n> | a | b | c |", 4, "row-fits-table"),
    "a title in a description": ('a\n![b [c](d "e")](x.png)', 2, "image-has-alt"),
    "an image in preformatted text": ('<pre>\na <img src="x.png" alt="b">\n</pre>', 1, "html-is-allowed"),
}


@pytest.mark.parametrize(("text", "line", "code"), REPORTED.values(), ids=REPORTED)
def test_what_is_left_out_is_reported_at_its_line(text, line, code):
    assert problems(text) == [(line, code, Severity.WARNING)]


@pytest.mark.parametrize("row", ["| a | b |", "a | b", "| a \\| c | b |", "| a |", "| a | b | "])
def test_a_row_of_the_right_length_is_no_problem(row):
    assert problems(f"| a | b |\n|---|---|\n{row}") == []


@pytest.mark.parametrize("deep", [30, 60, 1_000])
@pytest.mark.parametrize("kind", ["quotes", "lists", "elements", "elements in one block"])
def test_what_is_nested_too_deeply_keeps_its_words_and_is_reported(kind, deep):
    text = {
        "quotes": "> " * deep + "qaaaz",
        "lists": "- " * deep + "qaaaz",
        "elements": "<div>\n\n" * deep + "qaaaz\n\n" + "</div>\n\n" * deep + "qbbbz",
        "elements in one block": "<div>\n" * deep + "qaaaz\n" + "</div>\n" * deep + "\nqbbbz",
    }[kind]
    assert lost(text) == []
    outcome = parse(text, "text.md")
    assert set(WORD.findall(text)) <= set(WORD.findall(shown(outcome.value)))
    assert {found.code for found in outcome.diagnostics} <= {"nesting-is-shallow"}
    assert bool(outcome.diagnostics) == (deep > 40 or kind in ("quotes", "lists"))


@pytest.mark.parametrize("info", ["~~~~words~~~~", "``` some words", "~~~ python and words", "``` {.python} words"])
def test_words_after_a_fence_are_reported(info: str) -> None:
    said = [(line, code) for line, code, _ in problems(f"Before.\n\n{info}\ncode\n")]
    assert said == [(3, "mark-is-written-out")]


@pytest.mark.parametrize(
    "info",
    [
        "```",
        "``` python",
        "```c++",
        '```yaml title="a b.yaml" line="2"',
        "``` {.r, echo=FALSE}",
        "```js {1,3} showLineNumbers",
        "```rust,no_run",
    ],
)
def test_languages_and_settings_after_a_fence_are_no_words(info: str) -> None:
    assert not problems(f"Before.\n\n{info}\ncode\n{info[:3]}\n")
