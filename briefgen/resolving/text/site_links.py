"""Links that name a thing of the site instead of an address: ``brief:slug``, ``fact:id`` …"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from briefgen.model.core.document import Node
from briefgen.model.output import addresses
from briefgen.model.written.briefs import Brief
from briefgen.resolving.site.scope import Scope
from briefgen.resolving.text.settling_state import Host


@dataclass(frozen=True, slots=True)
class SiteLink:
    """What links of one scheme lead to."""

    has: Callable[[Scope, str], bool]
    """Whether there is such a thing in the language."""
    names: Callable[[Scope], Iterable[str]]
    """All that there is, for whoever named something else."""
    address: Callable[[str, str], str]
    """Where it stands in a language, by its name."""


SITE_LINKS: Mapping[str, SiteLink] = {
    "brief": SiteLink(
        lambda scope, name: scope.lang in scope.site.written_in.get(name, ()),
        lambda scope: scope.shown,
        addresses.brief,
    ),
    "page": SiteLink(
        lambda scope, name: scope.lang in scope.site.pages.get(name, ()),
        lambda scope: [slug for slug, texts in scope.site.pages.items() if scope.lang in texts],
        addresses.page,
    ),
    "pack": SiteLink(lambda scope, name: name in scope.packs, lambda scope: scope.packs, addresses.pack),
    "topic": SiteLink(
        lambda scope, name: name in scope.site.settings.value.topics,
        lambda scope: scope.site.settings.value.topics,
        addresses.topic,
    ),
    "fact": SiteLink(
        lambda scope, name: name in scope.site.facts,
        lambda scope: scope.site.facts,
        lambda lang, name: f"{addresses.section(lang, 'facts')}#{addresses.fact_anchor(name)}",
    ),
    "term": SiteLink(
        lambda scope, name: name in scope.site.glossary,
        lambda scope: scope.site.glossary,
        lambda lang, name: f"{addresses.section(lang, 'glossary')}#{addresses.term_anchor(name)}",
    ),
}
"""By scheme."""


def only_written_in(kind: str, ident: str, scope: Scope) -> str:
    """The first language of the site that has the brief or page, for a text whose language has none; else empty."""
    written = scope.site.written_in if kind == "brief" else scope.site.pages if kind == "page" else {}
    return next((lang for lang in scope.site.languages if lang in written.get(ident, ())), "")


def section_words(slug: str, anchor: str, scope: Scope) -> str:
    """The heading of a section of another brief; empty when the text has none of that id."""
    text = scope.site.briefs[slug].texts.get(scope.lang)
    parts = text.body.walk() if text and anchor else ()
    return next((part.plain() for part in parts if part.kind == "heading" and part.get("id") == anchor), "")


def _title(brief: Brief, scope: Scope) -> str:
    front = brief.texts[scope.lang].front.value if scope.lang in brief.texts else None
    return (front.short_title or front.title) if front else brief.slug


def other_brief(ident: str, host: Host, scope: Scope) -> tuple[str, str] | None:
    """Label and address of another brief, by slug or number; inside a pack it stands on the same page."""
    slug = scope.site.slugs.get(ident)
    if slug is None or scope.lang not in scope.site.written_in[slug]:
        return None
    label = scope.site.numbers[slug] or _title(scope.site.briefs[slug], scope)
    return label, f"#{host.pack[slug]}top" if slug in host.pack else f"site:{addresses.brief(scope.lang, slug)}"


def heading_meant(anchor: str, body: Node) -> str:
    """The id of the heading of ``body`` that ``anchor`` stands for; empty when it is that of none.

    Only letters and digits count; the second of two equal headings is ``name-1`` or ``name_1``.
    """
    wanted, found, seen = _letters(unquote(anchor)), dict[str, str](), dict[str, int]()
    for part in body.walk():
        if part.kind == "heading" and part.get("id"):
            name = _letters(part.plain())
            count = seen[name] = seen.get(name, -1) + 1
            found.setdefault(f"{name}{count}" if count else name, part.get("id"))
    return found.get(wanted, "") if wanted else ""


def _letters(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words)
    return unicodedata.normalize("NFC", "".join(letter for letter in plain.casefold() if letter.isalnum()))
