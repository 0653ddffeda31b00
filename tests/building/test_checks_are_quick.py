"""A check makes nothing that no report needs, and looks once for what rules find in a text alone."""

from __future__ import annotations

from functools import wraps
from typing import Any, NoReturn

import pytest
from support.memory_store import MemoryStore
from support.project import ROOT, SMALL, Project

from briefgen.building import paper
from briefgen.building.build import BuildOptions, build, check
from briefgen.building.workers import KnownTexts
from briefgen.checking.prose.rule import LENGTH, RULES
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.core.document import Node, node, words
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.jobs.documents import job_of
from briefgen.rendering.search import finished
from briefgen.rendering.web import page
from briefgen.resolving.edition.edition import Article, PackView
from briefgen.running.pool.inline import Inline
from briefgen.running.store import NullStore

BRIEF = [path for path in Project().files if path.startswith("content/briefs/first/")]


def test_a_check_cuts_no_font_and_tells_what_a_build_tells() -> None:
    project = Project().with_change("content/briefs/first/en.md", "## Proposals", "## Proposals\n\n[x](#gone)\n")
    built = build(project.world(), BuildOptions(pdfs=False), executor=Inline(), store=NullStore())
    checked = check(project.world(), BuildOptions(), executor=Inline(), store=NullStore())
    assert checked.diagnostics == built.diagnostics and built.diagnostics
    assert [path for path in built.value if path.endswith(".woff2")]
    assert not [path for path in checked.value if path.endswith(".woff2")]


def test_a_check_sets_texts_side_by_side_once_for_each_pair_of_languages_and_writes_no_twin() -> None:
    project = Project()
    for path in BRIEF:
        project = project.with_file(path.replace("/first/", "/second/"), project.files[path])
    checked = check(project.world(), BuildOptions(), executor=Inline(), store=NullStore())
    beside = [path for path in checked.value if "/with-" in path]
    assert len(beside) == 4 and len([path for path in beside if checked.value[path]]) == 2
    assert not checked.value["en/briefs/first.md"] and not checked.value["en/briefs/first.txt"]


def test_print_templates_that_came_with_briefgen_are_filled_once_for_each_form(monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project()
    for path in BRIEF:
        project = project.with_file(path.replace("/first/", "/second/"), project.files[path])
    filled: list[str] = []

    @wraps(job_of)
    def noted(document: Article | PackView, *given: Any) -> Outcome[PdfJob]:
        filled.append(document.path)
        return job_of(document, *given)

    monkeypatch.setattr(paper, "job_of", noted)
    check(project.world(), BuildOptions(), executor=Inline(), store=NullStore())
    usual = filled.copy()
    assert sum(path.startswith("en/briefs/") for path in usual) == 1
    filled.clear()
    own = (ROOT / "templates/print/colophon.html").read_text("utf-8") + "\n"
    check(
        project.with_file("templates/print/colophon.html", own).world(),
        BuildOptions(),
        executor=Inline(),
        store=NullStore(),
    )
    assert {"en/briefs/first.html", "en/briefs/second.html"} <= set(filled)


def test_rules_on_style_are_not_asked_where_nothing_is_told_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setitem(RULES, LENGTH, lambda group, look: iter(asked.append("length") or ()))
    for level, more, is_asked in (
        ("publication", "", True),
        ("standard", "", False),
        ("standard", "\nrules: {sentence-is-short: warning}", True),
    ):
        asked.clear()
        project = Project().with_change("content/site.yaml", "level: publication", f"level: {level}{more}")
        check(project.world(), BuildOptions(), executor=Inline(), store=NullStore())
        assert bool(asked) is is_asked, (level, more)


def test_a_check_reads_only_the_links_of_pages_and_sets_no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*given: object) -> NoReturn:
        raise AssertionError(given)

    monkeypatch.setattr(finished, "shown_characters", never)
    monkeypatch.setattr(page, "typeset", never)
    project = Project().with_change("content/briefs/first/en.md", "## Proposals", "## Proposals\n\n[x](#gone)\n")
    checked = check(project.world(), BuildOptions(), executor=Inline(), store=NullStore())
    assert [it.code for it in checked.diagnostics if "gone" in it.message] == ["link-resolves"]


# What is known of a text


LOOKED: list[str] = []


def plain(body: Node, mark: str = "") -> str:
    LOOKED.append(body.plain())
    return body.plain() + mark


def text(said: str = "One.") -> Node:
    return node("document", words(said))


def test_a_text_is_looked_at_once_for_all_builds() -> None:
    store = MemoryStore()
    for looked in (["One."], []):
        LOOKED.clear()
        known, body = KnownTexts(store), text()
        known.take(body, "digest")
        assert [body.about(plain), body.about(plain), body.about(plain, "!")] == ["One.", "One.", "One.!"]
        assert looked * 2 == LOOKED
        known.keep()


def test_another_text_is_looked_at_and_the_old_one_forgotten() -> None:
    store = MemoryStore()
    for said in ("One.", "Two.", "One."):
        LOOKED.clear()
        known, body = KnownTexts(store), text(said)
        known.take(body, said)
        assert (body.about(plain), LOOKED) == (said, [said])
        known.keep()


def test_a_text_of_which_nothing_is_known_is_looked_at_each_time() -> None:
    LOOKED.clear()
    body = text()
    assert [body.about(plain) for _ in range(2)] == LOOKED == ["One.", "One."]
    nowhere = KnownTexts(NullStore())
    nowhere.take(body, "digest")
    nowhere.keep()
    assert body.about(plain) == "One."


def test_texts_that_have_not_changed_are_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:

    walked: list[str] = []
    walk = Node.walk

    def noting(self: Node) -> object:
        if self.kind == "document" and self.span is not None:
            walked.append(self.span.path)
        return walk(self)

    project = Project(store=MemoryStore())
    project.build()
    monkeypatch.setattr(Node, "walk", noting)
    changed = "content/briefs/first/en.md"
    assert "We took every" in SMALL[changed]
    project.with_change(changed, "We took every", "Nobody took any").build()
    assert changed in walked
    assert "content/briefs/second/en.md" not in walked
