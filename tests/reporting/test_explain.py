"""What is documented of a code can be read in a terminal: the whole of it, and nothing that only a web page shows."""

import re

import pytest

from briefgen.model.core.diagnostics import Severity
from briefgen.model.core.rules import RULES
from briefgen.reporting.explain import WIDTH, all_codes, explain, explained


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_code_is_explained_whole(code: str) -> None:
    text = explain(code)
    assert text is not None
    assert text.startswith(f"{code}\n{RULES[code].claim}\n") and "\n\nFix: " in text
    assert not re.search(r"\*\*|```|\]\(", re.sub(r"^  [>|].*", "", text, flags=re.MULTILINE))
    prose = [line for line in text.splitlines() if not line.startswith("  ")]
    assert max(map(len, prose)) <= WIDTH
    assert f"{code} " in all_codes()
    assert explained()[code].remedy and explained()[code].reason.startswith(RULES[code].claim)


def test_an_example_has_its_file_and_a_mark_at_the_line_that_is_wrong() -> None:
    assert explain("key-is-known") == (
        "key-is-known\n"
        "Every key is defined in the schema.\n"
        "An error or a warning, as the report says.\n"
        "\n"
        "Fails:\n"
        "\n"
        "  content/facts/more.yaml\n"
        "  | opening-aim:\n"
        "  >   lable: Aim of opening services\n"
        "  |   statement: China signalled wider opening.\n"
        "  |   source: abd-2025\n"
        "  |   status: single-source\n"
        "\n"
        "Passes:\n"
        "\n"
        "  content/facts/more.yaml\n"
        "  | opening-aim:\n"
        "  |   label: Aim of opening services\n"
        "  |   statement: China signalled wider opening.\n"
        "  |   source: abd-2025\n"
        "  |   status: single-source\n"
        "\n"
        "Fix: correct the key; the hint suggests the closest one. Inside `{ }` a text with a comma needs\n"
        "quotes, or the rest is taken for a key.\n"
    )


def test_what_a_code_weighs_is_known() -> None:
    assert explained()["fact-is-known"].severity is Severity.ERROR
    assert explained()["key-is-known"].severity is Severity.ERROR
    assert explained()["note-is-called"].severity is Severity.WARNING


def test_of_an_unknown_code_nothing_is_explained() -> None:
    assert explain("fact-is-unknown") is None
