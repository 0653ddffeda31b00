"""``site.yaml`` of a project that an import makes."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from briefgen.importing.briefs import summary_of
from briefgen.importing.markdown import quoted
from briefgen.importing.site.source.configuration import Configuration
from briefgen.importing.site.source.documents import SourceDocument, SourceText

_DAY = re.compile(r"(?:19|20)\d\d([-_. ]?)\d{1,2}\1\d{1,2}")
_COUNTED = re.compile(rf"^(?:{_DAY.pattern}(?!\d)|\d+(?=[-_. ]))[-_. ]*(?=\S)")
_RULES = (
    "rules:   # an error again without these lines: figures that differ between languages",
    "  magnitudes-agree: warning",
    "  numbers-agree: warning",
    "  units-agree: warning",
)
_SHORT = 3
"""Names that stand in one line."""


def site_yaml(
    said: Configuration, name: str, languages: Sequence[str], topics: Mapping[str, Any], home: Sequence[str]
) -> str:
    """The settings of a site made of the folder ``name``. ``topics`` are names, or names by language, by their id."""
    title = said.title or title_from(name)
    titles = said.titles if not said.description else {}
    description = _said(said.descriptions or titles, said.description or title, languages)
    publisher = quoted(said.author) if said.author else _said(said.titles, title, languages)
    lines = _site_lines(_said(said.titles, title, languages), description, languages, publisher, _RULES)
    if topics:
        lines.append("topics:")
        for ident, names in topics.items():
            lines += [f"  {quoted(ident)}:", f"    name: {quoted(names) if isinstance(names, str) else wording(names)}"]
    if len(home) > _SHORT:
        lines += ["home:   # the order of the first page; the others follow", *(f"  - {_bare(slug)}" for slug in home)]
    elif home:
        lines.append(f"home: [{', '.join(map(_bare, home))}]")
    return "\n".join(lines) + "\n"


def begun_site(name: str, languages: Sequence[str]) -> str:
    """``site.yaml`` of a project for documents; ``name`` is that of its folder."""
    title = quoted(title_from(name))
    return "\n".join(_site_lines(title, title, languages, title)) + "\n"


def _site_lines(
    title: str, description: str, languages: Sequence[str], publisher: str, rules: Sequence[str] = ()
) -> list[str]:
    return [
        "# yaml-language-server: $schema=.schemas/site.schema.json",
        f"title: {title}",
        f"description: {description}",
        f"languages: [{', '.join(languages)}]   # the first is the original",
        "level: standard       # or publication: advice on style too; or draft: only what is broken",
        *rules,
        "publisher:",
        f"  name: {publisher}",
        "# licence: CC-BY-4.0  # what may be done with the texts; nothing is said without it",
    ]


def _said(words: Mapping[str, str], usual: str, languages: Sequence[str]) -> str:
    """Return what a site says of itself: in each of its languages where they have words of their own."""
    own = {lang: words.get(lang, usual) for lang in languages}
    return wording(own) if words else quoted(usual)


def _bare(slug: str) -> str:
    """A slug in a list of YAML: one of digits would be a number, or a date."""
    return slug if re.match(r"[a-z]", slug) and slug not in ("null", "true", "false", "yes", "no") else quoted(slug)


def title_from(name: str) -> str:
    """The title of a site that says none, by the name of its folder."""
    return from_name(name) or "Documents"


def from_name(name: str) -> str:
    """The name of a file or a folder as words, without the number or the day that it begins with."""
    if _DAY.fullmatch(name):
        return name
    words = " ".join(re.sub(r"[-_]+", " ", _COUNTED.sub("", name)).split()) or name
    return words[:1].upper() + words[1:]


def wording(words: Mapping[str, str]) -> str:
    """Words by language as YAML; said once where they are the same."""
    if len(set(words.values())) == 1:
        return quoted(next(iter(words.values())))
    return "{" + ", ".join(f"{lang}: {quoted(text)}" for lang, text in words.items()) + "}"


def front_matter(text: SourceText, title: str, body: str) -> str:
    """Return what stands before a text: its title and summary, and what else its keys say of it."""
    keys = text.keys
    summary = keys.summary or summary_of(body, title, of_lines=False) or title
    lines = [f"title: {quoted(title)}"]
    if keys.short_title and keys.short_title != title:
        lines.append(f"short_title: {quoted(keys.short_title)}")
    if keys.subtitle:
        lines.append(f"subtitle: {quoted(keys.subtitle)}")
    lines.append(f"summary: {quoted(summary)}")
    if keys.keywords:
        lines.append(f"keywords: {json.dumps(list(keys.keywords), ensure_ascii=False)}")
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def brief_yaml(document: SourceDocument, languages: Sequence[str], stay: Collection[str], topic: str) -> str:
    """``brief.yaml``. ``languages`` are those of the site; in those of ``stay`` the brief has a text already."""
    texts = [document.texts[lang] for lang in languages if lang in document.texts]
    published = next((text.keys.published for text in texts if text.keys.published), "")
    updated = max((text.keys.updated for text in texts), default="")
    lines = [f"published: {published}"] if published else []
    if updated and updated > published:
        lines.append(f"updated: {updated}")
    if any(text.keys.draft for text in texts):
        lines.append("status: draft")
    there = [lang for lang in languages if lang in document.texts or lang in stay]
    if len(there) < len(languages):
        lines.append(f"languages: [{', '.join(there)}]")
    if there[0] != languages[0]:
        lines.append(f"original: {there[0]}")
    if topic:
        lines.append(f"topics: [{quoted(topic)}]")
    if authors := [*_authors(document, languages)]:
        lines += ["authors:", *authors]
    schema = "# yaml-language-server: $schema=../../.schemas/brief.schema.json\n"
    return schema + "\n".join(lines) + "\n"


def _authors(document: SourceDocument, languages: Sequence[str]) -> Iterator[str]:
    """The authors as lines of YAML: each once, or in every language where the languages name as many."""
    texts = {lang: document.texts[lang] for lang in languages if lang in document.texts}
    by_lang = {lang: text.keys.authors for lang, text in texts.items() if text.keys.authors}
    first = next(iter(by_lang), "")
    if len({len(people) for people in by_lang.values()}) > 1:
        by_lang = {first: by_lang[first]}
    for people in zip(*by_lang.values(), strict=True):
        yield f"  - name: {wording(dict(zip(by_lang, (it.name for it in people), strict=True)))}"
        if places := [it.affiliation for it in people if it.affiliation]:
            said = (it.affiliation or places[0] for it in people)
            yield f"    affiliation: {wording(dict(zip(by_lang, said, strict=True)))}"
        for key in ("email", "orcid"):
            if value := next(filter(None, (getattr(it, key) for it in people)), ""):
                yield f"    {key}: {quoted(value)}"
