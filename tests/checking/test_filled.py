"""What stays nearly empty of the pages for the screen is reported at the brief or pack, with what to change."""

from __future__ import annotations

from support.project import Project

from briefgen.checking.layout.page_fill import filled_problems
from briefgen.model.core.diagnostics import Severity
from briefgen.rendering.paper.laid import Laid, Unfilled

EN = "content/briefs/first/en.md"
PATH = "en/briefs/first.pdf"


def told(project: Project, path: str, *gaps: Unfilled) -> list[tuple[str, str, str]]:
    editions = project.editions().value
    found = list(filled_problems(editions, {path: Laid(b"", 2, {}, unfilled=gaps)}))
    assert {(it.code, it.severity) for it in found} <= {("page-is-filled", Severity.WARNING)}
    assert all(it.hint for it in found)
    return [(str(it.span), it.message, it.hint) for it in found]


def test_a_short_last_page_is_reported_at_the_brief(project: Project) -> None:
    ((place, message, hint),) = told(project, PATH, Unfilled(2, "Take more samples.", 9.6))
    assert place.startswith(EN)
    assert f"the text ends after 10 % of the page, less than 25%, on page 2 of {PATH}" in message
    assert "shorten" in hint


def test_a_pack_of_one_brief_is_as_full_as_its_brief(project: Project) -> None:
    alone = project.with_change("content/packs/all.yaml", "briefs: [first, second]", "briefs: [first]")
    found = Unfilled(4, "We took every sample.", 5)
    assert told(project, "en/packs/all.pdf", found) != []
    assert told(alone, "en/packs/all.pdf", found) == []
    assert told(alone, "en/packs/all.pdf", Unfilled(4)) != []


def test_a_blank_page_of_a_pack_is_reported_at_its_file(project: Project) -> None:
    ((place, message, hint),) = told(project, "en/packs/all.pdf", Unfilled(4))
    assert place.startswith("content/packs/all.yaml")
    assert "nothing stands on page 4" in message
    assert "briefs_open_on" in hint


def test_other_forms_may_have_blank_pages(project: Project) -> None:
    assert told(project, "en/packs/all.print.pdf", Unfilled(4)) == []
