"""What is documented of a code can be read in a terminal: the whole of it, and nothing that only a web page shows."""

import re

import pytest

from briefgen.model.core.diagnostics import Severity
from briefgen.model.core.rules import RULES
from briefgen.reporting.explain import all_codes, explain, explained


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_code_is_explained_whole(code: str) -> None:
    text = explain(code)
    assert text is not None
    assert text.startswith(f"{code}\n{RULES[code].claim}\n") and "\n\n**Fix:** " in text
    assert not re.search(r"\]\((?:\w+\.md|#)", text)
    assert f"{code} " in all_codes()
    assert explained()[code].remedy and explained()[code].reason.startswith(RULES[code].claim)


def test_an_explanation_is_the_section_of_the_handbook() -> None:
    text = explain("key-is-known") or ""
    assert text.startswith(
        "key-is-known\nEvery key is defined in the schema.\nAn error or a warning, as the report says.\n\n**Fails:**\n"
    )
    assert '```yaml title="content/facts/more.yaml" line="2"\nopening-aim:\n' in text
    assert "Inside `{ }` a text with a comma needs quotes" in text


def test_what_a_code_weighs_is_known() -> None:
    assert explained()["fact-is-known"].severity is Severity.ERROR
    assert explained()["key-is-known"].severity is Severity.ERROR
    assert explained()["note-is-called"].severity is Severity.WARNING


def test_of_an_unknown_code_nothing_is_explained() -> None:
    assert explain("fact-is-unknown") is None
