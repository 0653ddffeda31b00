"""What a site generator's configuration says of a folder: where the documents are, title, language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from briefgen.importing.site.source.front import read_mapping, texts_of
from briefgen.importing.site.source.languages import language_tag
from briefgen.model.core.limits import FILE
from briefgen.reading.yaml.plain import plain_yaml


@dataclass(frozen=True, slots=True)
class _GeneratorSettings:
    """A site generator by the ``names`` of its settings, and the key that says each thing.

    Of several keys, between ``|``, the first counts that says something. A key within another follows ``/``.
    """

    names: tuple[str, ...]
    title: str
    description: str
    author: str = ""
    language: str = ""
    address: str = ""
    path: str = ""
    """What follows the address in that of every page."""
    folder: str = ""
    """Where documents are, unless MkDocs has another ``docs_dir``; anywhere, if there is no folder of that name."""
    files: tuple[str, ...] = ()
    """Folders whose files stand at the root of the site; that of documents where there are no others."""


def _names(*stems: str) -> tuple[str, ...]:
    return tuple(f"{name}.{ending}" for name in stems for ending in ("toml", "yaml", "yml", "json"))


_MKDOCS = _GeneratorSettings(
    ("mkdocs.yml", "mkdocs.yaml"),
    *("site_name", "site_description", "site_author", "theme/language", "site_url"),
    folder="docs",
)
_HUGO = _GeneratorSettings(
    _names("hugo", "config", "config/_default/hugo", "config/_default/config"),
    *("title", "params/description", "params/author", "defaultcontentlanguage|languagecode", "baseurl"),
    folder="content",
    files=("static", "assets"),
)
_DOCUSAURUS = _GeneratorSettings(
    ("docusaurus.config.js", "docusaurus.config.ts"),
    *("title", "tagline", "", "defaultlocale", "url", "baseurl"),
    folder="docs",
    files=("static",),
)
_JEKYLL = _GeneratorSettings(
    ("_config.yml", "_config.yaml"),
    *("title", "description", "author/name|author", "lang", "url", "baseurl"),
    files=("",),
)
_QUARTO = _GeneratorSettings(
    ("_quarto.yml", "_quarto.yaml"),
    *("website/title|book/title", "website/description|book/description", "", "lang"),
    address="website/site-url|book/site-url",
    files=("",),
)
_GENERATORS = (_MKDOCS, _HUGO, _DOCUSAURUS, _JEKYLL, _QUARTO)
_HUGO_LANGUAGES = _names("config/_default/languages")
_NAMED = frozenset(_HUGO_LANGUAGES).union(*(it.names for it in (_MKDOCS, _HUGO, _JEKYLL, _QUARTO)))
CATEGORY = ("_category_.json", "_category_.yml", "_category_.yaml")
"""What Docusaurus says of a folder, in the folder."""
_IN_CODE = re.compile(r"\b(\w+):\s*['\"]([^'\"\n]+)['\"]")


@dataclass(frozen=True, slots=True)
class Configuration:
    """``folder`` holds the documents; empty values are not said."""

    folder: str = ""
    title: str = ""
    description: str = ""
    author: str = ""
    language: str = ""
    address: str = ""
    """Where the site is published, with the path that all its addresses begin with."""
    files: tuple[str, ...] = ()
    """Folders whose files stand at the root of the site."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """By language, where each has its own."""
    descriptions: Mapping[str, str] = field(default_factory=dict)
    bibliographies: tuple[tuple[str, str], ...] = ()
    """The file that names one, and its path from there."""
    navigation: Any = None
    """What MkDocs shows, as its settings have it."""
    is_known: bool = False
    """Whether a file of a site generator says so."""


def configuration_of(files: Mapping[str, bytes]) -> Configuration:
    """The configuration of Hugo, MkDocs, Jekyll, Quarto or Docusaurus among ``files``."""
    for generator in _GENERATORS:
        given = read_settings(files, generator.names)
        if given is not None and (generator is not _HUGO or _is_folder("content", files)):
            return _said(given, generator, files)
    return Configuration(folder=_only_folder(files))


def _said(given: Mapping[str, Any], of: _GeneratorSettings, files: Mapping[str, bytes]) -> Configuration:
    """Return what settings say that are ``of`` a generator."""
    folder = (text_at(given, "docs_dir") or of.folder).strip("./") if of is _MKDOCS else of.folder
    is_there = _is_folder(folder, files) and (of is not _DOCUSAURUS or not _is_folder("i18n", files))
    address, path = text_at(given, of.address), text_at(given, of.path)
    found = Configuration(
        folder if is_there else "",
        text_at(given, of.title),
        text_at(given, of.description),
        text_at(given, of.author),
        language_tag(text_at(given, of.language)),
        f"{address.rstrip('/')}/{path.strip('/')}" if address and of.path else address,
        of.files or (folder,),
        bibliographies=tuple((of.names[0], name) for name in texts_of(given.get("bibliography")) if of is _QUARTO),
        navigation=given.get("nav") if of is _MKDOCS else None,
        is_known=True,
    )
    return _in_languages(found, given, files) if of is _HUGO else found


def _in_languages(said: Configuration, given: Mapping[str, Any], files: Mapping[str, bytes]) -> Configuration:
    """What Hugo says in each language; what it says of the whole is in the first where that says nothing of its own."""
    code = text_at(given, "languagecode").split("-")[0]
    first = said.language if text_at(given, "defaultcontentlanguage") else language_tag(code)
    apart = _at(given, "languages") or read_settings(files, _HUGO_LANGUAGES)
    own = {language_tag(lang): it for lang, it in apart.items()} if isinstance(apart, Mapping) else {}

    def in_each(usual: str, key: str) -> dict[str, str]:
        words = {lang: found for lang, it in own.items() if lang and (found := text_at(it, key))}
        return words | ({first: usual} if words and usual and first and first not in words else {})

    titles = in_each(said.title, "title")
    return replace(
        said,
        title=said.title or titles.get(first, ""),
        language=first,
        titles=titles,
        descriptions=in_each(said.description, "params/description|description"),
    )


def _only_folder(files: Mapping[str, bytes]) -> str:
    """A repository without a known configuration, with its documents in ``docs`` or ``content``."""
    for name in ("content", "docs"):
        inside = sum(path.startswith(f"{name}/") and path.endswith(".md") for path in files)
        if inside > 5 and inside * 2 > sum(path.endswith(".md") for path in files):
            return name
    return ""


def read_settings(files: Mapping[str, bytes], names: Sequence[str]) -> Mapping[str, Any] | None:
    """The first of these files that there is, as a mapping; an empty one where it cannot be read."""
    name = next((name for name in names if name in files), None)
    return None if name is None else _read(files, name)[0]


def unread_settings(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each configuration of a site generator that cannot be read, and why."""
    for name in files:
        is_known = name in _NAMED or PurePosixPath(name).name in CATEGORY
        if is_known and (problem := _read(files, name)[1]):
            yield name, problem


def _read(files: Mapping[str, bytes], name: str) -> tuple[Mapping[str, Any], str]:
    text, ending = files[name].decode("utf-8", "replace"), PurePosixPath(name).suffix
    if len(text) > FILE:
        return {}, f"the configuration has {len(text):,} characters, more than {FILE:,}: not read"
    if ending in (".js", ".ts"):
        return dict(reversed(_IN_CODE.findall(text))), ""  # of each key the first
    return read_mapping(tomllib.loads if ending == ".toml" else plain_yaml, text, "the configuration")


def _at(given: Any, key: str) -> Any:
    """Return what a key has, typed in large or small letters; None without it."""
    for part in key.split("/"):
        items = given.items() if isinstance(given, Mapping) else ()
        given = next((value for name, value in items if str(name).lower() == part), None)
    return given


def text_at(given: Any, key: str) -> str:
    """The text that a key has, on one line, or the first of several between ``|`` that has one; empty without one."""
    values = (_at(given, each) for each in key.split("|"))
    texts = (" ".join(value.split()) for value in values if isinstance(value, str))
    return next(filter(None, texts), "")


def _is_folder(name: str, files: Mapping[str, bytes]) -> bool:
    return any(path.startswith(f"{name}/") for path in files)
