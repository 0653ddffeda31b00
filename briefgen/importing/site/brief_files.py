"""What a document is here beside its text: the front matter of each text, and ``brief.yaml``."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence

from briefgen.importing.briefs import first_sentences
from briefgen.importing.markdown import quoted
from briefgen.importing.site.project.settings import wording
from briefgen.importing.site.source.documents import SourceDocument, SourceText


def front_matter(text: SourceText, title: str, body: str) -> str:
    """What stands before a text: its title and summary, and what else its keys say of it."""
    keys = text.keys
    summary = keys.summary or first_sentences(body, of_prose=True, title=title) or title
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
