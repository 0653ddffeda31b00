"""What is badly set on paper is told where the author wrote it, once, with the page of the PDF."""

from __future__ import annotations

import pytest
from support.project import Built, Project

from briefgen.model.core.diagnostics import Severity

EN = "content/briefs/first/en.md"


@pytest.fixture(scope="module")
def built(shared_folder: object) -> Built:
    """The small project with a table three pages after the sentence that speaks of it."""
    long = "\n\n".join(
        "The sample was counted again and again, and every count was written down. " * 8 for _ in range(14)
    )
    table = ":::{table} The last of the counts\n:id: tab-last\n\n| Name | Count |\n|---|---:|\n| Sample | 3 |\n:::"
    body = f"## Background {{#background}}\n\n{{ref}}`tab-last` has them all.\n\n{long}\n\n{table}\n"
    return Project().with_body(EN, body).build(pdfs=["en/briefs/first.pdf"])


def test_a_table_far_from_where_it_is_spoken_of_is_told_at_its_line(built: Built) -> None:
    found = [it for it in built.diagnostics if it.code == "page-is-well-set" and "The last of the counts" in it.message]
    assert len(found) == 1
    assert found[0].severity is Severity.WARNING
    assert "first mentioned on page 1" in found[0].message and ".pdf" in found[0].message
    assert found[0].span is not None and found[0].span.path == EN
    assert found[0].span.line > 10
    assert "move it" in found[0].hint
