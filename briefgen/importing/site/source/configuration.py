"""What a site generator's configuration says of a folder: where the documents are, title, language."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import Any

from briefgen.importing.site.source.front import read_mapping, texts_of
from briefgen.importing.site.source.languages import language_tag
from briefgen.reading.yaml.plain import plain_yaml


def _names(*stems: str) -> tuple[str, ...]:
    return tuple(f"{name}.{ending}" for name in stems for ending in ("toml", "yaml", "yml", "json"))


_HUGO = _names("hugo", "config", "config/_default/hugo", "config/_default/config")
_HUGO_LANGUAGES = _names("config/_default/languages")
_MKDOCS = ("mkdocs.yml", "mkdocs.yaml")
_JEKYLL = ("_config.yml", "_config.yaml")
_QUARTO = ("_quarto.yml", "_quarto.yaml")
_NAMED = frozenset({*_HUGO, *_HUGO_LANGUAGES, *_MKDOCS, *_JEKYLL, *_QUARTO})
CATEGORY = ("_category_.json", "_category_.yml", "_category_.yaml")
"""What Docusaurus says of a folder, in the folder."""
_MKDOCS_OF_LANGUAGE = re.compile(r"mkdocs[-._]([A-Za-z][\w-]*)\.ya?ml")


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
    roots: Mapping[str, str] = field(default_factory=dict)
    """Folders of documents with their language, where each language has settings of its own."""
    navigations: Mapping[str, Any] = field(default_factory=dict)
    """What each of these languages shows."""
    is_known: bool = False
    """Whether a file of a site generator says so."""


def configuration_of(files: Mapping[str, bytes]) -> Configuration:
    """The configuration of Hugo, MkDocs, Jekyll, Quarto or Docusaurus among ``files``."""
    for read in (_mkdocs, _hugo, _docusaurus, _jekyll, _quarto):
        if (found := read(files)) is not None:
            return replace(found, language=language_tag(found.language), is_known=True)
    return Configuration(folder=_only_folder(files))


def _only_folder(files: Mapping[str, bytes]) -> str:
    """A repository without a known configuration, with its documents in ``docs`` or ``content``."""
    for name in ("content", "docs"):
        inside = sum(path.startswith(f"{name}/") and path.endswith(".md") for path in files)
        if inside > 5 and inside * 2 > sum(path.endswith(".md") for path in files):
            return name
    return ""


def _mkdocs(files: Mapping[str, bytes]) -> Configuration | None:
    given, own = read_settings(files, _MKDOCS), _mkdocs_of_languages(files)
    if own:
        return _joined_mkdocs(files, given or {}, own)
    if given is None:
        return None
    folder = _docs_dir(given)
    return Configuration(
        folder if _is_folder(folder, files) else "",
        text_at(given, "site_name"),
        text_at(given, "site_description"),
        text_at(given, "site_author"),
        text_at(given.get("theme"), "language"),
        text_at(given, "site_url"),
        (folder,),
        navigation=given.get("nav"),
    )


def _docs_dir(given: Mapping[str, Any]) -> str:
    return str(given.get("docs_dir") or "docs").strip("./")


def _mkdocs_of_languages(files: Mapping[str, bytes]) -> dict[str, Mapping[str, Any]]:
    """Settings such as ``mkdocs-fr.yml`` by their language, which their theme or their folder has to confirm."""
    found = {}
    for name in sorted(files):
        named = _MKDOCS_OF_LANGUAGE.fullmatch(name)
        if named is None or not (lang := language_tag(named[1])):
            continue
        given = read_settings(files, (name,)) or {}
        if base := text_at(given, "INHERIT"):
            given = {**(read_settings(files, (posixpath.normpath(base),)) or {}), **given}
        told = {language_tag(text_at(given.get("theme"), "language"))}
        told |= set(map(language_tag, re.split(r"[/_.-]", _docs_dir(given))))
        if lang in told and _is_folder(_docs_dir(given), files):
            found[lang] = given
    return found


def _joined_mkdocs(
    files: Mapping[str, bytes], first: Mapping[str, Any], own: Mapping[str, Mapping[str, Any]]
) -> Configuration:
    """The settings of several languages as one, those of ``mkdocs.yml`` first, then those with the most documents."""
    count = {lang: sum(path.startswith(f"{_docs_dir(it)}/") for path in files) for lang, it in own.items()}
    said = {lang: own[lang] for lang in sorted(own, key=lambda it: (-count[it], it))}
    language = language_tag(text_at(first.get("theme"), "language"))
    is_site = bool(text_at(first, "site_name")) and _is_folder(_docs_dir(first), files)
    if is_site and language not in own and _docs_dir(first) not in map(_docs_dir, own.values()):
        said = {language: first, **said}
    else:
        language = ""
    names = [_docs_dir(it) for it in said.values()]
    roots = {name: lang if names.count(name) == 1 else "" for name, lang in zip(names, said, strict=True)}
    every = [nav for it in said.values() if isinstance(nav := it.get("nav"), list)]
    titles, described = (
        {lang: words for lang, it in said.items() if (words := text_at(it, key))}
        for key in ("site_name", "site_description")
    )
    return Configuration(
        posixpath.commonpath(names),
        next(iter(titles.values()), ""),
        next(iter(described.values()), ""),
        next(filter(None, (text_at(it, "site_author") for it in said.values())), ""),
        language,
        _common_address([text_at(it, "site_url") for it in said.values()]),
        tuple(roots),
        titles={lang: words for lang, words in titles.items() if lang},
        descriptions={lang: words for lang, words in described.items() if lang},
        navigation=[entry for at in zip_longest(*every) for entry in at if entry is not None] if every else None,
        roots=roots,
        navigations={lang: it["nav"] for lang, it in said.items() if isinstance(it.get("nav"), list)},
    )


def pages_side_by_side(nav: Any, other: Any) -> Iterator[list[tuple[str, str]]]:
    """Pages that two languages show at the same places, a list for each section with as many entries in both.

    None of a section in which folders, or pages with one name in both, stand in another order.
    """
    entries = _entries(nav), _entries(other)
    if not entries[0] or [isinstance(it, str) for it in entries[0]] != [isinstance(it, str) for it in entries[1]]:
        return
    both = list(zip(*entries, strict=True))
    pages = [(one.strip("./"), two.strip("./")) for one, two in both if isinstance(one, str)]
    if not any(_is_another_page(one, two) for one, two in pages) and _is_one_to_one(pages):
        yield [(one, two) for one, two in pages if "://" not in one]
    for one, two in both:
        yield from pages_side_by_side(one, two)


def _entries(nav: Any) -> list[Any]:
    """The pages and sections of a list of MkDocs, without their titles."""
    every = nav if isinstance(nav, list) else []
    return [next(iter(it.values())) if isinstance(it, Mapping) and len(it) == 1 else it for it in every]


def _is_another_page(one: str, two: str) -> bool:
    """Whether two entries are certainly not the same page in two languages."""
    return one.count("/") != two.count("/") or ("://" in one) != ("://" in two)


def _is_one_to_one(pages: Sequence[tuple[str, str]]) -> bool:
    """Whether a name of a folder or page in one language always stands beside the same name in the other."""
    stems = [tuple(posixpath.splitext(posixpath.basename(it))[0] for it in pair) for pair in pages]
    folders = {tuple(map(posixpath.dirname, pair)) for pair in pages}
    shared = {one for one, _ in stems} & {two for _, two in stems}
    is_kept = all(one == two for one, two in stems if one in shared or two in shared)
    return is_kept and all(
        len({one for one, _ in pairs}) == len({two for _, two in pairs}) == len(pairs)
        for pairs in (folders, set(pages))
    )


def _common_address(addresses: Sequence[str]) -> str:
    """What addresses begin with that only a language at their end tells apart; empty for others."""
    starts = set()
    for address in addresses:
        start, _, end = address.rstrip("/").rpartition("/")
        starts.add(start if language_tag(end) else address.rstrip("/"))
    return f"{starts.pop()}/" if len(starts) == 1 and all(addresses) else ""


def _hugo(files: Mapping[str, bytes]) -> Configuration | None:
    given = read_settings(files, _HUGO)
    if given is None or not _is_folder("content", files):
        return None
    lower = _lower(given)
    params = lower.get("params")
    description, author = text_at(params, "description"), text_at(params, "author")
    language = text_at(lower, "defaultcontentlanguage") or text_at(lower, "languagecode").split("-")[0]
    apart = lower.get("languages") or read_settings(files, _HUGO_LANGUAGES)
    own = {lang: _lower(said) for lang, said in apart.items()} if isinstance(apart, Mapping) else {}
    title = text_at(lower, "title")
    titles = _by_language({lang: text_at(said, "title") for lang, said in own.items()}, language, title)
    described = {
        lang: text_at(said.get("params"), "description") or text_at(said, "description") for lang, said in own.items()
    }
    title, address = title or titles.get(language, ""), text_at(lower, "baseurl")
    own_words = titles, _by_language(described, language, description)
    return Configuration("content", title, description, author, language, address, ("static", "assets"), *own_words)


def _lower(said: Any) -> dict[str, Any]:
    return {str(name).lower(): value for name, value in said.items()} if isinstance(said, Mapping) else {}


def _by_language(said: Mapping[str, str], first: str, usual: str) -> dict[str, str]:
    """What is said in each language; ``usual`` is what is said in the first where that has nothing of its own."""
    own = {language_tag(lang): words for lang, words in said.items() if words and language_tag(lang)}
    return own | ({first: usual} if own and usual and first and first not in own else {})


def _docusaurus(files: Mapping[str, bytes]) -> Configuration | None:
    name = next((it for it in ("docusaurus.config.js", "docusaurus.config.ts") if it in files), None)
    if name is None:
        return None
    text = files[name].decode("utf-8", "replace")
    keys = ("title", "tagline", "defaultLocale", "url", "baseUrl")
    given = dict(reversed(re.findall(r"\b(\w+):\s*['\"]([^'\"\n]+)['\"]", text)))  # of each the first
    said = {key: given.get(key, "") for key in keys}
    folder = "docs" if _is_folder("docs", files) and not _is_folder("i18n", files) else ""
    address = said["url"] and _joined(said["url"], said["baseUrl"])
    return Configuration(folder, said["title"], said["tagline"], "", said["defaultLocale"], address, ("static",))


def _joined(address: str, path: str) -> str:
    return f"{address.rstrip('/')}/{path.strip('/')}"


def _jekyll(files: Mapping[str, bytes]) -> Configuration | None:
    given = read_settings(files, _JEKYLL)
    if given is None:
        return None
    author = given.get("author")
    name = text_at(author, "name") if isinstance(author, Mapping) else text_at(given, "author")
    address = text_at(given, "url") and _joined(text_at(given, "url"), text_at(given, "baseurl"))
    return Configuration(
        "", text_at(given, "title"), text_at(given, "description"), name, text_at(given, "lang"), address, ("",)
    )


def _quarto(files: Mapping[str, bytes]) -> Configuration | None:
    given = read_settings(files, _QUARTO)
    if given is None:
        return None
    about: Any = next((given[kind] for kind in ("website", "book") if isinstance(given.get(kind), Mapping)), {})
    return Configuration(
        "",
        text_at(about, "title"),
        text_at(about, "description"),
        "",
        text_at(given, "lang"),
        text_at(about, "site-url"),
        ("",),
        bibliographies=tuple(("_quarto.yml", name) for name in texts_of(given.get("bibliography"))),
    )


def read_settings(files: Mapping[str, bytes], names: Sequence[str]) -> Mapping[str, Any] | None:
    """The first of these files that there is, as a mapping; an empty one where it cannot be read."""
    name = next((name for name in names if name in files), None)
    return None if name is None else _read(files, name)[0]


def unread_settings(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each configuration of a site generator that cannot be read, and why."""
    for name in files:
        is_known = name in _NAMED or PurePosixPath(name).name in CATEGORY or _MKDOCS_OF_LANGUAGE.fullmatch(name)
        if is_known and (problem := _read(files, name)[1]):
            yield name, problem


def _read(files: Mapping[str, bytes], name: str) -> tuple[Mapping[str, Any], str]:
    read = tomllib.loads if PurePosixPath(name).suffix == ".toml" else plain_yaml
    return read_mapping(read, files[name].decode("utf-8", "replace"), "the configuration")


def text_at(given: Any, key: str) -> str:
    """A text of settings on one line; empty where it is none."""
    value = given.get(key, "") if isinstance(given, Mapping) else ""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _is_folder(name: str, files: Mapping[str, bytes]) -> bool:
    return any(path.startswith(f"{name}/") for path in files)
