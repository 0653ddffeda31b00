"""A build that remembers earlier ones, or lies on the disk, gives what a build from nothing gives, after any edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.built_trees import differing
from support.edits import EDITS, START, State, built, differences, edited, last_of
from support.memory_store import MemoryStore
from support.project import SMALL, Project

from briefgen.building import project as reading
from briefgen.model.core.document import Node
from briefgen.model.output.spill import Spill, Spilled
from briefgen.model.output.tree import HeldFiles
from briefgen.reading import texts
from briefgen.reading.yaml import nodes
from briefgen.rendering.fonts import faces
from briefgen.rendering.web import page as filling
from briefgen.resolving.bibliography import citations
from briefgen.resolving.documents import articles
from briefgen.resolving.text.settling_state import Host
from briefgen.running import serialise
from briefgen.running.store import NullStore, Store

FIRST, SECOND = "content/briefs/first", "content/briefs/second"
BASE = (Path(__file__).resolve().parents[2] / "templates/web/base.html").read_text(encoding="utf-8")
HELP = "---\ntitle: 도움말\nsummary: 돕는다.\n---\n\n본문이다.\n"


def words(path: str, old: str, new: str) -> Callable[[Project], Project]:
    """An edit that puts one wording in the place of another."""
    return lambda project: project.with_change(path, old, new)


def _third(project: Project) -> Project:
    """A brief between the others."""
    texts = {f"content/briefs/third/{name}": SMALL[f"{SECOND}/{name}"] for name in ("ko.md", "en.md")}
    data = {"content/briefs/third/brief.yaml": "number: S-015\npublished: 2003-01-02\n"}
    return replace(project, files={**project.files, **texts, **data})


CHANGES: dict[str, Callable[[Project], Project]] = {
    "a sentence": words(f"{FIRST}/en.md", "We took every", "Nobody took any"),
    "a title that another brief names": words(f"{FIRST}/ko.md", "title: 첫째 브리프", "title: 처음 브리프"),
    "a title in a list": words(f"{SECOND}/en.md", "title: The second brief", "title: Another brief"),
    "a line above a text": words(f"{FIRST}/en.md", "\n## Background", "\n\n\n## Background"),
    "a heading": words(f"{FIRST}/ko.md", "## 배경 {#background}", "## 바탕 {#background}"),
    "a fact": words("content/facts/counts.yaml", "value: 12 samples", "value: 13 samples"),
    "what a fact is called": words("content/facts/counts.yaml", "en: Number of samples", "en: How many samples"),
    "a term": words("content/glossary.yaml", "short: sample, full", "short: specimen, full"),
    "a source": words("content/sources.yaml", "title: Another report", "title: A later report"),
    "a chart": words(f"{FIRST}/bars.chart.yaml", "en: Two budgets", "en: Budgets of two years"),
    "a day": words(f"{FIRST}/brief.yaml", "published: 2001-04-11", "published: 2001-05-11"),
    "an event": words("content/timeline.yaml", "en: Start", "en: Beginning"),
    "a pack": words("content/packs/all.yaml", "en: Sample pack", "en: Pack of samples"),
    "a number": words(f"{SECOND}/brief.yaml", "number: S-02", "number: S-00"),
    "the name of the site": words("content/site.yaml", "en: Sample}\ndesc", "en: Samples}\ndesc"),
    "a word of the language": words("content/site.yaml", 'other: "{} samples"', 'other: "{} of them"'),
    "a page": words("content/pages/about/en.md", "title: About", "title: About us"),
    "another page": lambda it: it.with_file("content/pages/help/ko.md", HELP),
    "a brief": _third,
    "a template": lambda it: it.with_file("templates/web/base.html", BASE.replace("</body>", "<!-- mine --></body>")),
    "words without a translation": lambda it: it.with_file(
        "templates/web/base.html", BASE.replace("</body>", "<p>{{ _('Mine') }}</p></body>")
    ),
    "a fact in a title": words(
        f"{SECOND}/en.md", "summary: What the second brief says", "summary: There are {fact}`count-a`"
    ),
    "a key figure": words(f"{FIRST}/brief.yaml", "key_figures: [count-a]", "key_figures: [count-a, money-b]"),
    "how a term is read": words("content/glossary.yaml", "reading: 에이피아이", "reading: 아피"),
    "another term": words(
        "content/glossary.yaml",
        "interface:\n",
        "plan: {names: {ko: {short: 안}, en: {short: plan}}, definition: {ko: 하려는 일., en: A plan.}}\ninterface:\n",
    ),
    "a link to a heading": words(f"{SECOND}/ko.md", "다시 모았다", "[다시](brief:first#background) 모았다"),
    "a line above a fact": words("content/facts/counts.yaml", "money-b:\n  label", "\n\nmoney-b:\n  label"),
    "a mistake": words(f"{SECOND}/en.md", "{term}`sample`", "{term}`simple`"),
    "a draft": words(f"{SECOND}/brief.yaml", "published: 2002-01-02\n", "status: draft\npublished: 2002-01-02\n"),
    "a translation that goes": lambda it: it.without(f"{FIRST}/en.md"),
    "a brief that goes": lambda it: replace(it, files={path: it.files[path] for path in it.files if FIRST not in path}),
}
SHOWN_NOWHERE = frozenset({"a line above a text", "a line above a fact"})


def forgetful(project: Project) -> Project:
    """The same project, which remembers its charts and nothing else."""
    store = MemoryStore()
    assert isinstance(project.store, MemoryStore)
    known = project.store.entries.items()
    store.entries = {key: it for key, it in known if b"<svg xmlns" in it and b"running.reads" not in it}
    assert len(store.entries) < len(known) / 2
    return replace(project, store=store)


QUOTED = ("Counted by hand.", 'Counted "by hand".')
"""What is reported at its line."""


def test_edits_one_after_another_give_what_a_build_from_nothing_gives() -> None:
    project, (*names, draft, translation, brief) = (
        Project(store=MemoryStore()).with_change(f"{FIRST}/en.md", *QUOTED),
        CHANGES,
    )
    Random(7).shuffle(names)
    before = project.build()
    assert [found.code for found in before.diagnostics] == ["quotes-are-curly"]
    for name in (*names, draft, translation, brief):  # the last take away what others change
        project = CHANGES[name](project)
        found, wanted = project.build(), forgetful(project).build()
        assert (name, differing(found.tree.files, wanted.tree.files)) == (name, [])
        assert found.diagnostics == wanted.diagnostics
        assert (found.tree == before.tree) is (name in SHOWN_NOWHERE), f"{name} shows nowhere"
        assert found != before or name == "a line above a fact"
        before = found


LEDGER = "content/facts/counts.yaml"
CLAIMS = (
    (
        f"{SECOND}/en.md",
        "See {ref}`first`.",
        "See {ref}`first`. The largest budget is {fact}`claim-a`; 362 billion CNY.",
    ),
    (f"{SECOND}/ko.md", "{ref}`first`을(를) 보라.", "{ref}`first`을(를) 보라. {fact}`money-b`이다. 13개이다."),
)
OF_FACTS: tuple[Callable[[Project], Project], ...] = (
    words(LEDGER, "value: 362 billion CNY", "value: 363 billion CNY"),
    words(LEDGER, "value: 12 samples", "value: 13 samples"),
    words(LEDGER, "forms: {round: ~400 billion CNY}", "forms: {round: ~362 billion CNY}"),
    words(
        LEDGER, "source: report-b\n  status: unverified", "source: report-b\n  status: corroborated\n  also: report-a"
    ),
    words(LEDGER, "en: All samples are alike.", "en: They said that 14 samples are alike."),
    words(
        LEDGER,
        "\nclaim-a:",
        "\nmore:\n  label: {ko: 더, en: More}\n  value: 362 billion CNY\n  source: report-a\n"
        "  status: single-source\nclaim-a:",
    ),
    words(LEDGER, "value: 363 billion CNY", "value: ~362 billion CNY"),
    words(f"{SECOND}/ko.md", "13개", "14개"),
    words("content/sources.yaml", "- id: report-b", "\n- id: report-b"),
    words(LEDGER, "money-b:", "money-c:"),
)


def test_what_is_found_in_a_text_follows_the_facts_that_it_names() -> None:
    project = Project(store=MemoryStore())
    for change in CLAIMS:
        project = project.with_change(*change)
    told = {project.build().diagnostics}
    for number, edit in enumerate(OF_FACTS):
        project = edit(project)
        found = project.build().diagnostics
        assert (number, found) == (number, forgetful(project).build().diagnostics)
        told.add(found)
    assert len(told) > len(OF_FACTS) / 2


def test_a_text_is_settled_again_only_where_something_it_says_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    settled: list[str] = []
    settle = articles.settle

    def noting(body: Node, host: Host, *rest: Any) -> Any:
        settled.append(f"{host.prefix}{host.path}")
        return settle(body, host, *rest)

    monkeypatch.setattr(articles, "settle", noting)
    project = Project(store=MemoryStore())
    project.build()
    first = {f"{where}{lang}/briefs/first.html" for lang in ("ko", "en") for where in ("", "first--")}
    second = {it.replace("first", "second") for it in first}
    assert set(settled) >= first | second
    for edit, again in (
        ("a template", set()),
        ("a day", first),
        ("a sentence", first),
        ("a source", set()),
        ("a chart", first),
        ("a number", first | second),
        ("what a fact is called", first | second),
    ):
        settled.clear()
        CHANGES[edit](project).build()
        assert (edit, {path for path in settled if "/briefs/" in path}) == (edit, again)


KNOWN = (texts._texts_read, nodes._trees, citations._formatted, faces._looked_up, reading._briefs)
"""What a process remembers without a store."""


def test_a_new_process_reads_what_has_changed_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def noting(place: Any, name: str, what: Callable[..., str]) -> None:
        function = getattr(place, name)
        monkeypatch.setattr(place, name, lambda *given: done.append(what(*given)) or function(*given))

    noting(texts, "parse", lambda text, path, *_: path)
    noting(nodes, "read_tree", lambda text, path, *rest: path)
    noting(citations._Style, "format", lambda style, item: str(item.data["id"]))
    noting(faces, "_look", lambda content: "a font")

    def built(project: Project) -> set[str]:
        done.clear()
        for known in KNOWN:
            monkeypatch.setattr(known, "_kept", {})
        project.build()
        return set(done)

    project = Project(store=MemoryStore())
    assert {f"{SECOND}/ko.md", f"{SECOND}/brief.yaml", "report-a", "second", "a font"} <= built(project)
    again = built(CHANGES["a sentence"](project))
    files = {f"{FIRST}/{name}" for name in ("brief.yaml", "ko.md", "en.md", "bars.chart.yaml")}
    assert {it for it in again if it.startswith("content/briefs/")} == files
    assert not {"report-a", "first", "second", "a font"} & again


@pytest.mark.parametrize("line", ["status: draft", "status: review", "embargo_until: 2099-01-01T00:00Z", ""])
def test_what_readers_may_not_see_is_not_in_what_is_remembered(line: str) -> None:
    store = MemoryStore()
    said = words(f"{SECOND}/en.md", "We took every", "A secret: we took every")(Project(store=store))
    said.with_change(f"{SECOND}/brief.yaml", "number: S-02", f"number: S-02\n{line}").build()
    assert any(b"A secret" in content for content in store.entries.values()) is not bool(line)


def test_a_page_is_filled_again_only_where_something_it_shows_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    filled: list[str] = []
    fill = filling._filled
    monkeypatch.setattr(filling, "_filled", lambda page, *rest: filled.append(page.info.path) or fill(page, *rest))
    project = Project(store=MemoryStore())
    project.build()
    assert "en/briefs/second.html" in filled
    for edit, again in (
        ("a line above a text", set()),
        ("a sentence", {"en/briefs/first.html", "en/briefs/first/with-ko.html", "ko/briefs/first/with-en.html"}),
    ):
        filled.clear()
        CHANGES[edit](project).build()
        texts = {path for path in filled if "/briefs/" in path or "/packs/" in path}
        assert {path for path in texts if not path.endswith("index.html")} == again


TEXT = "content/briefs/first/en.md"


@pytest.mark.parametrize("make", [MemoryStore, NullStore])
def test_the_same_site_and_the_same_problems(
    make: type[Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serialise, "_MUCH", 0)  # else the few texts of a small site stay open
    own, other = Project(store=make()), Project(store=make())
    for old, new in (("", ""), ("We took every", "Nobody took any"), ("Nobody took any", 'Nobody "took" any')):
        own, other = (it.with_file(TEXT, it.files.get(TEXT, SMALL[TEXT]).replace(old, new)) for it in (own, other))
        with Spill(tmp_path) as spill:
            found, wanted = own.build(spill=spill), other.build()
            assert differing(dict(found.tree.files), dict(wanted.tree.files)) == []
        assert found.diagnostics == wanted.diagnostics
        assert isinstance(found.tree.files, HeldFiles)
        assert isinstance(found.tree.files.held["en/briefs/first.html"], Spilled)


# Any edits


FILES = {path: it.encode() if isinstance(it, str) else it for path, it in SMALL.items()}


class Known(dict[str, bytes]):
    """What a build remembers; a failing test need not show it."""

    def __repr__(self) -> str:
        return "what a build remembers"


@pytest.fixture(scope="module")
def known() -> Known:
    store = MemoryStore()
    built(State(FILES), store, pdfs=False)
    return Known(store.entries)


@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_a_build_after_any_edits_is_that_of_the_last_state(known: Known, seed: int) -> None:
    states = edited(State(FILES), seed)
    names = [name for name, _ in states[1:]]
    assert not differences(last_of(states, known), built(states[-1][1], MemoryStore(), pdfs=False)), names


@pytest.mark.parametrize("name", EDITS)
def test_every_edit_changes_the_project(name: str) -> None:
    from random import Random

    start = State(FILES)
    assert any(EDITS[name](start, Random(seed)) != start for seed in range(20))
    assert start.now == START
