"""Links that name a thing of the site instead of an address: ``brief:slug``, ``fact:id`` …"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefgen.model.output import addresses
from briefgen.model.written.briefs import Brief
from briefgen.resolving.site.scope import Scope
from briefgen.resolving.text.settling_state import Host

SITE_LINKS: Mapping[str, tuple[Callable[[Scope], list[str]], Callable[[str, str], str]]] = {
    "brief": (lambda scope: scope.shown, addresses.brief),
    "page": (lambda scope: [s for s, texts in scope.site.pages.items() if scope.lang in texts], addresses.page),
    "pack": (lambda scope: scope.packs, addresses.pack),
    "topic": (lambda scope: list(scope.site.settings.value.topics), addresses.topic),
    "fact": (
        lambda scope: list(scope.site.facts),
        lambda lang, ident: f"{addresses.section(lang, 'facts')}#{addresses.fact_anchor(ident)}",
    ),
    "term": (
        lambda scope: list(scope.site.glossary),
        lambda lang, ident: f"{addresses.section(lang, 'glossary')}#{addresses.term_anchor(ident)}",
    ),
}
"""Scheme → what there is to link to, and where it stands in a language."""


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
    for slug, number in scope.site.numbers.items():
        if ident in (slug, number) and scope.lang in scope.site.written_in[slug]:
            return (
                number or _title(scope.site.briefs[slug], scope),
                f"#{host.pack[slug]}top" if slug in host.pack else f"site:{addresses.brief(scope.lang, slug)}",
            )
    return None
