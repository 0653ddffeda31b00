"""A number is typed once: changing it there changes every page and every PDF, and changing it back leaves no trace.

What was kept of a former version stays as it was handed out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.built_trees import differing, once, tree
from support.exemplar import copy_content
from support.paper import text_of
from support.project import CONTENT, Exemplar

from briefgen.building.build import BuildOptions, build
from briefgen.model.core.diagnostics import has_errors
from briefgen.reading.world import DiskWorld
from briefgen.running.executors import executor
from briefgen.running.store import FileStore
from briefgen.writing.site.publish import publish

VALUE, OTHER_VALUE = "398.119 billion CNY", "398.229 billion CNY"
WORDS = {"en": "398.119 billion yuan", "ko": "3,981억 1,900만 위안"}
OTHER_WORDS = {"en": "398.229 billion yuan", "ko": "3,982억 2,900만 위안"}
KEPT = re.compile(r"(en|ko)/briefs/[^/]+/\d+\.\d+[^/]*\.pdf")
"""The paths of what was kept of former versions."""
_GONE = re.compile(r"<del>.*?</del>", re.DOTALL)
_UNSEEN = re.compile(r'<span class="unseen">.*?</span>|<[^>]+>', re.DOTALL)


@dataclass(frozen=True)
class Site:
    """A built site: its files, and the words of those that are read as text."""

    files: Mapping[str, bytes]
    words: Mapping[str, str]

    def places(self, words: str) -> set[str]:
        return {path for path, text in self.words.items() if words in text}


@pytest.fixture(scope="module")
def sites(exemplar: Exemplar, shared_folder: Path) -> list[Site]:
    """The exemplar as it is, with the one value changed, and with the value changed back; built one over the other."""
    assert not has_errors(exemplar.diagnostics)
    store = FileStore(shared_folder / "store")
    return once(shared_folder, "one-number", lambda project: changed_and_changed_back(project, store))


def changed_and_changed_back(project: Path, store: FileStore) -> list[Site]:
    copy_content(project)
    ledger = [path for path in (project / "content/facts").glob("*.yaml") if VALUE in path.read_text(encoding="utf-8")]
    assert len(ledger) == 1
    as_it_was = ledger[0].read_text(encoding="utf-8")
    assert as_it_was.count(VALUE) == 1
    found: list[Site] = []
    for source in (as_it_was, as_it_was.replace(VALUE, OTHER_VALUE), as_it_was):
        ledger[0].write_text(source, encoding="utf-8")
        found.append(built(project, store, found))
    return found


def built(project: Path, store: FileStore, earlier: Sequence[Site]) -> Site:
    with executor("processes") as workers:
        outcome = build(DiskWorld(project), BuildOptions(), executor=workers, store=store)
    assert not has_errors(outcome.diagnostics)
    folder = project / "site"
    assert publish(outcome.value, folder).value.done
    return site_in(folder, earlier)


def site_in(folder: Path, earlier: Sequence[Site]) -> Site:
    """The site in a folder; files that an earlier one had as they are need not be read again."""
    text_of.cache_clear()  # the same path may now be another PDF
    files, words = tree(folder), dict[str, str]()
    for path in (it for it in files if it.endswith((".html", ".xml", ".pdf"))):
        known = next((site.words[path] for site in earlier if site.files.get(path) == files[path]), None)
        words[path] = words_in_file(folder / path) if known is None else known
    return Site(files, words)


def words_in_file(path: Path) -> str:
    """What a file says now: the list of changes also has what stood in former versions."""
    text = text_of(path) if path.suffix == ".pdf" else path.read_text(encoding="utf-8")
    if path.name == "changes.html":
        text = _UNSEEN.sub("", _GONE.sub("", text))
    return " ".join(text.split())


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_number_stands_on_pages_and_in_pdfs_of_both_languages(sites: list[Site], lang: str) -> None:
    places = {path for path in sites[0].places(WORDS[lang]) if path.startswith(f"{lang}/")}
    for kind in (f"{lang}/briefs/*.html", f"{lang}/briefs/*.pdf", f"{lang}/packs/*.pdf", f"{lang}/facts.html"):
        assert any(Path(path).match(kind) for path in places), kind


def test_the_number_in_words_is_typed_in_no_text() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in CONTENT.rglob("*.md")}
    assert texts
    assert [path for path, text in texts.items() for words in WORDS.values() if words in text] == []


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_change_in_the_ledger_arrives_wherever_the_number_stood(sites: list[Site], lang: str) -> None:
    before, after, _ = sites
    kept = {path for path in before.files if KEPT.fullmatch(path)}
    stood = before.places(WORDS[lang])
    assert before.places(OTHER_WORDS[lang]) == set()
    arrived = after.places(OTHER_WORDS[lang])
    assert stood - kept <= arrived
    # What was the same in a former version is a change now.
    assert {path for path in arrived - stood if not path.endswith("/changes.html")} == set()
    assert after.places(WORDS[lang]) == stood & kept


def test_a_former_version_keeps_its_number(sites: list[Site]) -> None:
    before, after, _ = sites
    for words in WORDS.values():
        kept = [path for path in before.places(words) if KEPT.fullmatch(path)]
        assert kept
        assert [path for path in kept if before.files[path] != after.files[path]] == []


def test_changing_it_back_gives_the_same_bytes(sites: list[Site]) -> None:
    before, after, again = sites
    assert differing(before.files, after.files)
    assert differing(before.files, again.files) == []
