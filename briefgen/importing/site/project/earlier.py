"""What earlier imports made of a project: addresses stay, and nothing of another folder is overwritten."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from briefgen.importing.briefs import READERS, with_language
from briefgen.importing.imported import Remark
from briefgen.importing.record import SETTINGS, ImportRecord, Joined, digest_of
from briefgen.reading.yaml.plain import plain_yaml

_TEXT = re.compile(r"content/briefs/([^/]+)/([^/]+)\.md")
_BRIEF = re.compile(r"content/briefs/([^/]+)/")
_TOPICS = re.compile(r"(?m)^topics:(.*(?:\n(?:[ \t]+|-).*)*)")


@dataclass(frozen=True, slots=True)
class EarlierImport:
    """What is known of the folder that is imported, and of what other folders have put into the project."""

    place: str = ""
    """The folder, by its path from the project."""
    begins: bool = True
    """Whether the settings of the project are made of this folder."""
    edited: bool = False
    """Whether they were changed since."""
    slugs: Mapping[str, str] = field(default_factory=dict)
    """The briefs that texts of this folder became, by their path in it."""
    taken: Mapping[str, str] = field(default_factory=dict)
    """The briefs of other folders, with the folder."""
    texts: Mapping[str, Collection[str]] = field(default_factory=dict)
    """The languages in which briefs of this folder have a text that was imported."""
    languages: Sequence[str] = ()
    """Those of all texts that were imported, also from elsewhere."""
    topics: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The topics that each brief names, with their names."""
    known_topics: Collection[str] | None = None
    """All that briefs may name; None where the settings are made anew."""
    home: Sequence[str] = ()
    """The briefs that settings which stay as they are name for the first page."""

    def topics_but_of(self, slugs: Collection[str]) -> dict[str, Any]:
        """The topics of the briefs that are not made anew."""
        own = set(slugs)
        return {ident: it for slug, named in self.topics.items() if slug not in own for ident, it in named.items()}

    def own(self, names: Iterable[str]) -> list[str]:
        """Of files of the project those of briefs that no other folder has put there."""
        places = ((name, _BRIEF.match(name)) for name in names)
        return [name for name, found in places if found and found[1] not in self.taken]


def earlier_import(of: ImportRecord, folder: Path) -> EarlierImport:
    """Return what earlier imports made of the project of a record, for an import of ``folder``."""
    root, record, sources = of.root, of.digests, of.sources
    place = of.place_of(folder)
    has_settings, is_ours = (root / SETTINGS).is_file(), SETTINGS in record
    first = next((it for it in sources if PurePosixPath(it).suffix.lower() not in READERS), place)
    begins = not has_settings or (is_ours and first == place)
    edited = has_settings and begins and record.get(SETTINGS) != digest_of((root / SETTINGS).read_bytes())
    settings = _settings(root)
    named = _named_topics(settings)
    slugs = sources.get(place, {})
    taken = {slug: it for it, texts in sources.items() if it != place for slug in texts.values()}
    texts: dict[str, set[str]] = {}
    languages = set[str]()
    for found in filter(None, map(_TEXT.fullmatch, record)):
        if (root / found[0]).is_file():
            languages.add(found[2])
            if found[1] not in taken:
                texts.setdefault(found[1], set()).add(found[2])
    topics = {} if not begins or edited else _topics_of_briefs(root, named)
    home = settings.get("home") if edited or not begins else None
    home = tuple(filter(None, map(str, home))) if isinstance(home, list) else ()
    allowed, langs = () if not begins else tuple(named) if edited else None, tuple(sorted(languages))
    return EarlierImport(place, begins, edited, slugs, taken, texts, langs, topics, allowed, home)


def _settings(root: Path) -> Mapping[str, Any]:
    try:
        found = plain_yaml((root / SETTINGS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _named_topics(settings: Mapping[str, Any]) -> dict[str, Any]:
    topics = settings.get("topics")
    if not isinstance(topics, dict):
        return {}
    return {str(it): about["name"] for it, about in topics.items() if isinstance(about, dict) and about.get("name")}


def _topics_of_briefs(root: Path, named: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    if not named:
        return {}
    topics: dict[str, dict[str, Any]] = {}
    for path in sorted((root / "content/briefs").glob("*/brief.yaml")):
        said = _TOPICS.search(path.read_text("utf-8", "replace"))
        words = frozenset(re.findall(r"[^\s\[\],\"'#]+", said[1])) if said else frozenset()
        topics[path.parent.name] = {ident: it for ident, it in named.items() if ident in words}
    return topics


def list_new_languages(root: Path, joined: Joined) -> Iterator[Remark]:
    """Add the languages of new texts to those that a ``brief.yaml`` lists which was edited, and so was not written."""
    added: dict[str, bytes] = {}
    for name in joined.kept:
        place = PurePosixPath(name)
        before = (root / name).read_bytes() if place.name == "brief.yaml" and (root / name).is_file() else b""
        content = before
        for found in filter(None, map(_TEXT.fullmatch, joined.written)):
            content = with_language(content, found[2]) if found[1] == place.parent.name else content
        if content != before:
            added[name] = content
            yield Remark(name, "its languages: were completed, since it has a new text")
    joined.written |= added
