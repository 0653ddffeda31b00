"""What stays empty on the pages for the screen is reported at the brief or pack, with what to change."""

from __future__ import annotations

import pytest
from support.project import FIRST_EN, Project

from briefgen.checking.layout.page_fill import filled_problems
from briefgen.model.core.diagnostics import Severity
from briefgen.rendering.paper.laid import Gap, Laid, Unfilled

EN = "content/briefs/first/en.md"
PATH = "en/briefs/first.pdf"


def told(project: Project, path: str, *gaps: Unfilled) -> list[tuple[str, str, str]]:
    editions = project.editions().value
    found = list(filled_problems(editions, {path: Laid(b"", 2, {}, unfilled=gaps)}))
    assert {(it.code, it.severity) for it in found} <= {("page-is-filled", Severity.WARNING)}
    assert all(it.hint for it in found)
    return [(str(it.span), it.message, it.hint) for it in found]


def test_a_short_last_page_is_reported_at_the_brief(project: Project) -> None:
    ((place, message, hint),) = told(project, PATH, Unfilled(Gap.LAST, 2, "Take more samples.", 9.6))
    assert place.startswith(EN)
    assert f"the text ends after 10 % of the page, less than 25%, on page 2 of {PATH}" in message
    assert "shorten" in hint


@pytest.mark.parametrize(
    ("gap", "words"),
    [(Gap.HOLE, "46 mm are empty below “We took every sample.”"), (Gap.FOOT, "46 mm are empty below")],
)
def test_a_hole_is_reported_in_millimetres_below_the_words_above_it(project: Project, gap: Gap, words: str) -> None:
    ((place, message, hint),) = told(project, PATH, Unfilled(gap, 1, "We took every sample.", 46.2))
    assert place.startswith(EN)
    assert words in message
    assert "shorten" in hint


def test_room_at_the_foot_is_reported_at_the_block_that_did_not_fit(project: Project) -> None:
    above, beyond = "Evidence ●●○ moderate · 1 source", "Proposals"
    ((place, message, hint),) = told(project, PATH, Unfilled(Gap.FOOT, 1, above, 124, beyond))
    lines = FIRST_EN.splitlines()
    assert place.startswith(f"{EN}:{lines.index('## Proposals {#proposals}') + 1}:")
    assert "124 mm are empty below “Evidence" in message and ", where “Proposals” did not fit," in message
    assert "out of the block that did not fit" in hint


@pytest.mark.parametrize("gap", [Gap.FOOT, Gap.LAST])
def test_a_pack_of_one_brief_is_as_full_as_its_brief(project: Project, gap: Gap) -> None:
    alone = project.with_change("content/packs/all.yaml", "briefs: [first, second]", "briefs: [first]")
    found = Unfilled(gap, 4, "We took every sample.", 5)
    assert told(project, "en/packs/all.pdf", found) != []
    assert told(alone, "en/packs/all.pdf", found) == []
    assert told(alone, "en/packs/all.pdf", Unfilled(Gap.BLANK, 4)) != []


def test_a_blank_page_of_a_pack_is_reported_at_its_file(project: Project) -> None:
    ((place, message, hint),) = told(project, "en/packs/all.pdf", Unfilled(Gap.BLANK, 4))
    assert place.startswith("content/packs/all.yaml")
    assert "nothing stands on page 4" in message
    assert "briefs_open_on" in hint


def test_other_forms_may_have_blank_pages(project: Project) -> None:
    assert told(project, "en/packs/all.print.pdf", Unfilled(Gap.BLANK, 4)) == []
