"""A text that keeps this process busy is reported at its file, and all the others are read, checked and made."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from support.project import Project

from briefgen.checking import rules
from briefgen.model.core.diagnostics import Span, warning
from briefgen.reading import texts
from briefgen.reading.cache import Newest
from briefgen.reading.yaml import nodes
from briefgen.rendering.paper.jobs import documents
from briefgen.rendering.web import page
from briefgen.resolving.documents import resolve
from briefgen.running.store import NullStore

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no timers")
EN, PACK = "content/briefs/first/en.md", "content/packs/all.yaml"
Slow = Callable[..., Any]


LIMITED = (
    Project()
    .with_change("content/site.yaml", "languages:", "limits: {text: {seconds: 1}}\nlanguages:")
    .with_change(EN, "The first brief", "Our first brief")  # not one that another test has read
)


def slow(function: Slow, when: Callable[..., bool]) -> Slow:
    """The same function, which never ends for some of what it is given."""

    def made(*given: Any, **named: Any) -> Any:
        end = time.process_time() + 8
        while when(*given, **named) and time.process_time() < end:
            pass
        return function(*given, **named)

    return made


def is_whole(brief: Any, scope: Any, *_: Any, **__: Any) -> bool:
    return bool(brief.slug == "first" and scope.lang == "en" and brief.texts["en"].body.children)


def walks_without_end(site: Any) -> Iterator[Any]:
    """A check that finds something in one text and never ends with the next."""
    yield warning("key-is-given", "found before", Span("content/site.yaml"))
    end = time.process_time() + 8
    for brief in site.briefs.values():
        for text in brief.texts.values():
            while text.span.path == EN and time.process_time() < end:
                pass


SLOW = {
    "a file of YAML": (nodes, "read_tree", lambda text, path, *_: path == PACK, PACK, "reading the file"),
    "a text": (texts, "parse", lambda text, path, *_: path == EN, EN, "reading the text"),
    "a brief": (resolve, "settle_article", is_whole, EN, "resolving"),
    "a page": (page, "typeset", lambda text, *_: "Our first brief</h1>" in text, EN, "filling the page"),
    "a page of paper": (
        documents,
        "print_context",
        lambda given, articles, *_: [it.title for it in articles] == ["Our first brief"],
        EN,
        "filling the pages on",
    ),
}


def told(project: Project = LIMITED) -> list[tuple[str, str]]:
    """Where what was stopped; nothing else is lost."""
    built = replace(project, store=NullStore()).build()  # nothing that another test has filled
    assert "다시 센 수" in built.words("ko/briefs/second.html")
    return [(str(it.span), it.message) for it in built.diagnostics if it.code == "work-fits-limits"]


@pytest.mark.parametrize("what", SLOW)
def test_what_keeps_the_build_busy_is_reported_at_its_file(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, name, when, path, said = SLOW[what]
    monkeypatch.setattr(texts, "_texts_read", Newest())  # what another test has read
    monkeypatch.setattr(nodes, "_trees", Newest())
    monkeypatch.setattr(module, name, slow(getattr(module, name), when))
    begun = time.process_time()
    found = told()
    assert time.process_time() - begun < 20
    assert [place for place, _ in found] == [f"{path}:1:1"] * len(found) and 1 <= len(found) <= 2
    assert all(message.startswith(said) for _, message in found), found


@pytest.mark.parametrize(("limits", "expected"), [("", ["en/facts.html", "ko/facts.html"]), ("entries: 20000, ", [])])
def test_a_page_of_all_entries_gets_time_for_as_many_as_the_site_allows(
    limits: str, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def set_slowly(text: str, *given: Any, **named: Any) -> Any:
        end = time.process_time() + 1.5
        while "/en/facts.html" in text.partition("<body")[0] and time.process_time() < end:
            pass
        return typeset(text, *given, **named)

    typeset = vars(page)["typeset"]
    monkeypatch.setattr(page, "typeset", set_slowly)
    found = told(LIMITED.with_change("content/site.yaml", "limits: {", f"limits: {{{limits}"))
    pages = sorted(message.partition(" was stopped")[0] for _, message in found)
    assert pages == [f"filling the page “{path}”" for path in expected]


def test_a_check_that_takes_too_long_is_reported_with_what_it_had_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "SITE_RULES", (walks_without_end, *rules.SITE_RULES))
    project = LIMITED.with_body("content/briefs/second/en.md", "{fact}`nothing` and {fact}`money-a`.\n")
    built = project.build()
    stopped = [it for it in built.diagnostics if it.code == "work-fits-limits"]
    assert [str(it.span) for it in stopped] == [f"{EN}:1:1"], "once, though both languages were too much"
    assert stopped[0].message.startswith("checking that walks without end was stopped: it took more than 1 seconds")
    assert "found before" in [it.message for it in built.diagnostics]
    assert "content/briefs/second/en.md:5:1 fact-is-known" in built.problems
