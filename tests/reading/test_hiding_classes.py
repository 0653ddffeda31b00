"""No class of an author's text hides it: those by which the theme hides something are left out and reported."""

from __future__ import annotations

import pytest
from support.project import ROOT, Project

from briefgen.reading.files.hiding import PAGE_PARTS, classes_of, hiding_classes
from briefgen.reading.load import load
from briefgen.reading.world import DiskWorld, MemoryWorld
from briefgen.verifying.allowed_differences import WEB_ONLY_CLASSES
from briefgen.verifying.web.page import PARTS

EN = "content/briefs/first/en.md"
HIDDEN = [
    "A [hidden]{.unseen} word.",
    'A <span class="big unseen">hidden</span> word.',
    "A hidden paragraph. {.unseen}",
    "{.unseen}\nA hidden paragraph.",
    '<div class="unseen">\n\nA hidden paragraph.\n\n</div>',
    "- item\n\n  {.unseen}\n  A hidden item.",
    "A note.[^a]\n\n[^a]: A [hidden]{.unseen} word.",
    "## A hidden heading {#hidden .unseen}",
]


@pytest.mark.parametrize("text", HIDDEN)
def test_a_class_that_hides_is_left_out_and_reported_at_its_line(project: Project, text: str) -> None:
    site, problems = (read := project.with_body(EN, f"\n{text}\n").site()).value, read.diagnostics
    classes = [part.get("class") for part in site.briefs["first"].texts["en"].body.walk()]
    assert not any("unseen" in given for given in classes)
    line = next(
        at for at, said in enumerate(project.with_body(EN, f"\n{text}\n").text(EN).split("\n"), 1) if "unseen" in said
    )
    found = [it for it in problems if "unseen" in it.message]
    assert [(it.code, it.span and it.span.path) for it in found] == [("html-is-allowed", EN)]
    assert found[0].span is not None and abs(found[0].span.line - line) <= 2 and found[0].hint


@pytest.mark.parametrize("name", ["kicker", "pagebreak", "head", "footnote", "opening", "evidence-line"])
def test_a_class_of_a_part_of_a_page_or_that_moves_text_is_reported_once_at_its_line(
    project: Project, name: str
) -> None:
    changed = project.with_body(EN, f"\nFirst.\n\nA [word]{{.{name} .own}} more.\n")
    read = changed.site()
    found = [it for it in read.diagnostics if f"“{name}”" in it.message]
    line = next(at for at, said in enumerate(changed.text(EN).split("\n"), 1) if name in said)
    assert [(it.code, it.span and (it.span.path, it.span.line)) for it in found] == [("html-is-allowed", (EN, line))]
    assert "own" in [part.get("class") for part in read.value.briefs["first"].texts["en"].body.walk()]


def test_all_that_is_not_compared_with_paper_is_a_part_of_a_page() -> None:
    simple = {selector.partition(".")[2] for selector in PARTS.values() if selector.startswith("p.")}
    assert {*WEB_ONLY_CLASSES, *simple} <= PAGE_PARTS


USUAL = (
    "callout-note callout-tip callout-warning unnumbered unlisted smallcaps underline center aside column-margin "
    "columns column incremental lead note red important table-striped panel-tabset image img-fluid python warning"
)


def test_usual_classes_of_imported_documents_are_not_reported(project: Project) -> None:
    body = "\n\n".join(f"A [word]{{.{name}}} more. {{.{name}}}" for name in USUAL.split())
    read = project.with_body(EN, f"\n{body}\n").site()
    assert not [it for it in read.diagnostics if it.code == "html-is-allowed"]


def test_other_classes_stay(project: Project) -> None:
    read = project.with_body(EN, "\nA [big]{.big .unseen .red} word.\n").site()
    classes = [part.get("class") for part in read.value.briefs["first"].texts["en"].body.walk()]
    assert "big red" in classes


@pytest.mark.parametrize(
    ("sheet", "classes"),
    [
        (".a { display: none; }", {"a"}),
        ("@media print { .a .b, p.c { color: red; display:none !important } }", {"b", "c"}),
        (".a > .b:not(.c):has(.d) { visibility: hidden }", {"b"}),
        (".a:not([open]) > :not(summary) { display: none }", {"a"}),
        (":is(.a, .b details):not([open]) > * { display: none }", {"a", "b"}),
        (".a { opacity: 0; } .b { opacity: 0.5 } .c { opacity: .5; }", {"a"}),
        (
            ".a { clip-path: inset(50%) } .b { font-size: 0; } .c { font-size: 0.9em } .d { left: -9999px }",
            {"a", "b", "d"},
        ),
        ("/* .a { display: none } */ .b { display: block }", set()),
        (".a { position: running(head) } .b { float: footnote } .c { position: relative; float: left }", {"a", "b"}),
        (".a { position: absolute } .b .c { position: absolute } .d { position: fixed; }", {"a", "d"}),
    ],
)
def test_classes_are_those_of_what_a_sheet_hides(sheet: str, classes: set[str]) -> None:
    assert set(classes_of(sheet)) == classes


def test_every_class_that_the_theme_hides_by_itself_is_found() -> None:
    found = hiding_classes(DiskWorld(ROOT))
    assert {"unseen", "print-only", "absent", "waits", "mark", "kind", "label", "chart-narrow"} <= found


def test_a_class_that_the_theme_of_a_project_hides_is_found() -> None:
    sheet = {"templates/css/web.css": ".secret { display: none }"}
    assert "secret" in hiding_classes(MemoryWorld(sheet)) and "secret" not in hiding_classes(MemoryWorld({}))


def test_the_exemplar_has_no_such_class() -> None:
    assert [it for it in load(DiskWorld(ROOT)).diagnostics if "the class" in it.message] == []
