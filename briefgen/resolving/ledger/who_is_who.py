"""Who is named in a pack: the people and organisations of the glossary that its texts or its timeline speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefgen.model.core.document import Node
from briefgen.model.core.written import Lang
from briefgen.model.written.glossary import Term, TermKind
from briefgen.resolving.edition.views import EventView, TermView
from briefgen.resolving.ledger.terms import view_term
from briefgen.resolving.site.scope import Scope

_LISTED = (TermKind.PERSON, TermKind.ORGANISATION)
_LETTER = "[A-Za-z]"


def view_names(
    slugs: Sequence[str], used: Iterable[str], scope: Scope, events: Iterable[EventView]
) -> tuple[TermView, ...]:
    """People first, then organisations; the same in every language, since a name in any language's text counts.

    ``used`` are ids of terms that the texts call by role, ``events`` those of the timeline that stand with them.
    """
    called = set(used)
    dated = [event.id for event in events]
    listed = {ident: it.value for ident, it in scope.site.glossary.items() if it.value.kind in _LISTED}
    said = {lang: _said(slugs, dated, lang, scope) for lang in scope.site.languages} if listed else {}
    views = [view_term(ident, scope) for ident, term in listed.items() if ident in called or _is_named(term, said)]
    return tuple(sorted(views, key=lambda view: (_LISTED.index(view.kind), view.sort_key, view.id)))


def _said(slugs: Sequence[str], dated: Sequence[str], lang: Lang, scope: Scope) -> str:
    """Return what the briefs and the events of the timeline say in a language, as the author wrote it."""
    briefs = (scope.site.briefs[slug].texts for slug in slugs)
    texts = [texts[lang].body.about(Node.plain) for texts in briefs if lang in texts]
    events = (scope.site.timeline[ident].value for ident in dated)
    wordings = (local for event in events for local in (event.label, event.text, event.note) if local is not None)
    return "\n".join((*texts, *(words for local in wordings if (words := local.get(lang)))))


def _is_named(term: Term, said: dict[Lang, str]) -> bool:
    return any(_stands(names.short, said[lang]) for lang, names in term.names.items() if lang in said)


def _stands(name: str, text: str) -> bool:
    """Tell whether a name stands in a text: not inside a longer word of Latin letters; a Korean particle may follow."""
    return re.search(f"(?<!{_LETTER}){re.escape(name)}(?!{_LETTER})", text) is not None
