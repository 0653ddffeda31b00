"""A language that the site gets for a text that is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from briefgen.importing.briefs import with_language
from briefgen.importing.site.project.joining import digest_of, record_of
from briefgen.model.written.site import Site
from briefgen.model.written.written import ANY_LANGUAGE, Lang
from briefgen.reading.yaml.plain import plain_yaml

_SETTINGS = "content/site.yaml"
_LISTS = re.compile(rb"(?m)^languages[ \t]*:")
_NAMED = 5


class LanguageNotAddedError(Exception):
    """The site cannot get the language without its author; the words say what to write."""


def files_with_language(root: Path, site: Site, lang: Lang) -> dict[str, bytes]:
    """Path → content of the files that change when the site gets a language.

    Its list is completed where it stands. A brief that names no languages has those of the site, and so names them now.
    Raises LanguageNotAddedError where more is to be written than this.
    """
    known = list(dict.fromkeys(site.languages))
    line = f"“languages: [{', '.join((*known, lang))}]”"
    before = (root / _SETTINGS).read_bytes()
    after = with_language(before, lang)
    if not _adds(before, after, [*known, lang]) or _base(lang) in map(_base, known):
        raise LanguageNotAddedError(f"write {line} into {_SETTINGS}, and import it again")
    if lacking := [*_without_words(site, lang)]:
        named = ", ".join(lacking[:_NAMED]) + (", …" if len(lacking) > _NAMED else "")
        raise LanguageNotAddedError(
            f"write {line} into {_SETTINGS}, and words in {lang} for {named}; then import again"
        )
    return {_SETTINGS: after, **dict(_briefs_in(root, known))}


def _base(lang: Lang) -> str:
    return lang.partition("-")[0]


def _briefs_in(root: Path, known: list[Lang]) -> Iterator[tuple[str, bytes]]:
    """The data of briefs that name no languages, with those that the site had."""
    for path in sorted((root / "content/briefs").glob("*/brief.yaml")):
        before = path.read_bytes()
        if _LISTS.search(before):
            continue
        after = before.rstrip(b"\n") + f"\nlanguages: [{', '.join(known)}]\n".encode()
        name = path.relative_to(root).as_posix()
        if not _adds(before, after, known):
            said = f"write “languages: [{', '.join(known)}]” into {name}, and import it again"
            raise LanguageNotAddedError(said)
        yield name, after


def _adds(before: bytes, after: bytes, languages: list[Lang]) -> bool:
    """Whether a file says the same as before but for its languages."""
    try:
        said, now = (plain_yaml(content.decode()) for content in (before, after))
    except ValueError:
        return False
    mapping: Mapping[str, Any] = said if isinstance(said, dict) else {}
    return now == {**mapping, "languages": languages} and (not said or bool(mapping))


def _without_words(site: Site, lang: Lang) -> Iterator[str]:
    """What is worded in each language of the site, and would be an error in one more."""
    for ident, unit in site.settings.value.units.items():
        if not {lang, ANY_LANGUAGE} & set(unit.words):
            yield f"the unit “{ident}”"
    for ident, term in site.glossary.items():
        if lang not in term.value.names:
            yield f"the term “{ident}” of the glossary"


def unedited(root: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    """New digests of those ``files`` that nobody had edited: they count as such when they are imported again."""
    record = record_of(root)
    return {
        name: digest_of(content)
        for name, content in files.items()
        if (path := root / name).is_file() and record.get(name) == digest_of(path.read_bytes())
    }
