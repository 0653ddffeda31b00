"""A brief and a pack have three key figures at most."""

from __future__ import annotations

import pytest
from support.project import Project

DATA = "content/briefs/first/brief.yaml"
PACK = "content/packs/all.yaml"


@pytest.mark.parametrize(("path", "line"), [(DATA, 4), (PACK, 5)])
def test_a_fourth_key_figure_is_reported_once_at_its_place(project: Project, path: str, line: int) -> None:
    old = "key_figures: [count-a]" if path == DATA else "key_figures: [money-a]"
    four = "key_figures: [money-a, money-b, count-a, {fact: money-a, label: {ko: 돈, en: Money}}]"
    found = project.with_change(path, old, four).build().found("key-figures-are-three")
    assert (found.span and found.span.line, found.span and found.span.column) == (line, 42)
    three = project.with_change(path, old, "key_figures: [money-a, money-b, count-a]").build()
    assert "key-figures-are-three" not in [it.code for it in three.diagnostics]
