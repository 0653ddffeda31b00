"""What a site generator's configuration says of a folder: where the documents are, title, language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

import yaml

from briefgen.importing.site.source.front import texts_of
from briefgen.importing.site.source.languages import language_tag

_HUGO = ("hugo", "config", "config/_default/hugo", "config/_default/config")
_HUGO_LANGUAGES = ("config/_default/languages",)
_TAG = re.compile(r"!(?!!)[\w/:.!-]+")
"""Tags of MkDocs such as ``!!python/name:…`` and ``!ENV``, which are not for us."""


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
    for read in (_mkdocs, _hugo, _docusaurus, _jekyll, _quarto):
        if (found := read(files)) is not None:
            return replace(found, is_known=True)
    return Configuration(folder=_only_folder(files))


def _only_folder(files: Mapping[str, bytes]) -> str:
    """A repository without a known configuration, with its documents in ``docs`` or ``content``."""
    for name in ("content", "docs"):
        inside = sum(path.startswith(f"{name}/") and path.endswith(".md") for path in files)
        if inside > 5 and inside * 2 > sum(path.endswith(".md") for path in files):
            return name
    return ""


def _mkdocs(files: Mapping[str, bytes]) -> Configuration | None:
    given = read_settings(files, ("mkdocs.yml", "mkdocs.yaml"))
    if given is None:
        return None
    theme = given.get("theme")
    language = theme.get("language", "") if isinstance(theme, Mapping) else ""
    folder = str(given.get("docs_dir") or "docs").strip("./")
    return Configuration(
        folder if _is_folder(folder, files) else "",
        text_at(given, "site_name"),
        text_at(given, "site_description"),
        text_at(given, "site_author"),
        str(language),
        text_at(given, "site_url"),
        (folder,),
        navigation=given.get("nav"),
    )


def _hugo(files: Mapping[str, bytes]) -> Configuration | None:
    given = read_settings(files, _names(_HUGO))
    if given is None or not _is_folder("content", files):
        return None
    lower = _lower(given)
    params = lower.get("params")
    description = text_at(params, "description") if isinstance(params, Mapping) else ""
    language = text_at(lower, "defaultcontentlanguage") or text_at(lower, "languagecode").split("-")[0]
    author = text_at(params, "author") if isinstance(params, Mapping) else ""
    apart = lower.get("languages") or read_settings(files, _names(_HUGO_LANGUAGES))
    own = {lang: _lower(said) for lang, said in apart.items()} if isinstance(apart, Mapping) else {}
    title, found = text_at(lower, "title"), Configuration("content")
    titles = _by_language({lang: text_at(said, "title") for lang, said in own.items()}, language, title)
    described = {
        lang: text_at(said.get("params"), "description") or text_at(said, "description") for lang, said in own.items()
    }
    return replace(
        found,
        title=title or titles.get(language, ""),
        description=description,
        author=author,
        language=language,
        address=text_at(lower, "baseurl"),
        files=("static", "assets"),
        titles=titles,
        descriptions=_by_language(described, language, description),
    )


def _names(stems: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{name}.{ending}" for name in stems for ending in ("toml", "yaml", "yml", "json"))


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
    said = {key: found[1] if (found := _said_in(text, key)) else "" for key in keys}
    folder = "docs" if _is_folder("docs", files) and not _is_folder("i18n", files) else ""
    address = said["url"] and _joined(said["url"], said["baseUrl"])
    return Configuration(folder, said["title"], said["tagline"], "", said["defaultLocale"], address, ("static",))


def _said_in(text: str, key: str) -> re.Match[str] | None:
    return re.search(rf"\b{key}:\s*['\"]([^'\"\n]+)['\"]", text)


def _joined(address: str, path: str) -> str:
    return f"{address.rstrip('/')}/{path.strip('/')}"


def _jekyll(files: Mapping[str, bytes]) -> Configuration | None:
    given = read_settings(files, ("_config.yml", "_config.yaml"))
    if given is None:
        return None
    author = given.get("author")
    name = text_at(author, "name") if isinstance(author, Mapping) else text_at(given, "author")
    address = text_at(given, "url") and _joined(text_at(given, "url"), text_at(given, "baseurl"))
    return Configuration(
        "", text_at(given, "title"), text_at(given, "description"), name, text_at(given, "lang"), address, ("",)
    )


def _quarto(files: Mapping[str, bytes]) -> Configuration | None:
    given = read_settings(files, ("_quarto.yml", "_quarto.yaml"))
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
    if name is None:
        return None
    text = files[name].decode("utf-8", "replace")
    try:
        if PurePosixPath(name).suffix == ".toml":
            return tomllib.loads(text)
        found = yaml.load(_TAG.sub("", text.replace("!!python/", "!python/")), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def text_at(given: Any, key: str) -> str:
    """A text of settings on one line; empty where it is none."""
    value = given.get(key, "") if isinstance(given, Mapping) else ""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _is_folder(name: str, files: Mapping[str, bytes]) -> bool:
    return any(path.startswith(f"{name}/") for path in files)
