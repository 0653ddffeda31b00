"""Whether it is the value of a fact that has changed in a block since it was kept, and not what its author wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.resolving.edition.edition import Article
from briefgen.resolving.site.scope import Scope
from briefgen.resolving.versions.compare import Difference, Fate, WordRun

_STOPS = r"[^\w%]*"


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact of the ledger with the words in which a text gave it, and those in which it gives it now."""

    id: str
    was: str
    now: str


def changed_fact(difference: Difference, article: Article, scope: Scope) -> ChangedFact | None:
    """The fact whose value makes the first difference of a block; None when other words do."""
    was, now = difference.was, difference.now
    if was is None or now is None:
        return None
    runs = [run for run in difference.runs() if run.fate is not Fate.SAME]
    if (first := _first_pair(runs)) is None:
        return None
    gone, new = first
    for ident, words in _said(article):
        is_in_it = ident in now.facts or not now.facts
        if is_in_it and ident in scope.site.facts and words in now.words and words not in was.words:
            if words in new:
                return ChangedFact(ident, _without_ends(gone, new, words, scope), words)
            if new in words:
                return ChangedFact(ident, words.replace(new, gone, 1), words)
    return None


def _first_pair(runs: list[WordRun]) -> tuple[str, str] | None:
    """The words that went first and those that came in their place."""
    if len(runs) < 2 or (runs[0].fate, runs[1].fate) != (Fate.GONE, Fate.NEW):
        return None
    return runs[0].words, runs[1].words


def _said(article: Article) -> Iterator[tuple[str, str]]:
    """Every fact that a brief gives, with its words."""
    yield from ((it.fact, it.words) for it in article.uses)
    yield from ((it.id, it.words) for it in article.key_figures)


def _without_ends(gone: str, new: str, words: str, scope: Scope) -> str:
    """What stood where ``words`` stand in ``new``, without what is written on to it: a particle, a bracket, a stop."""
    before, _, after = new.partition(words)
    kept = gone.removeprefix(before)
    if not after:
        return kept
    particles = sorted(scope.language.prose.particles, key=len, reverse=True)
    on_to_it = "|".join(re.escape(it) for it in particles if re.match(r"\w", after))
    shorter = kept.removesuffix(after) if kept.endswith(after) else re.sub(rf"(?:{on_to_it})?{_STOPS}$", "", kept)
    return shorter or kept
