"""Terms of the glossary in a pack: spelled out where the pack first has them, not where each of its briefs does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen.verifying.blocks import LINK, Link, ReadText, TermInText, difference

_PARTICLES = (
    ("은", "는"),
    ("이", "가"),
    ("을", "를"),
    ("과", "와"),
    ("으로", "로"),
    ("이라", "라"),
    ("이나", "나"),
    ("이며", "며"),
    ("이다", "다"),
)
"""After a consonant, after a vowel."""
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms in which each term is written, by its entry in the glossary."""

    by_entry: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, seen: Iterable[tuple[str, str]]) -> Forms:
        """From pairs of an entry and a form of the term."""
        found: dict[str, dict[str, None]] = {}
        for entry, form in seen:
            found.setdefault(entry, {})[form] = None
        return cls({entry: tuple(forms) for entry, forms in found.items()})

    def as_on_paper(self, web: ReadText, paper: ReadText) -> ReadText:
        """The text of the page with its terms in the forms that paper has, and with the particles that its numbers
        ask for; what still differs stays."""
        left = list(web.terms)
        while (at := difference(web, paper)) is not None:
            term = next((it for it in left if it.start <= at[0] <= it.end + 2), None)
            if term is not None:
                left.remove(term)
            variants = _after_number(web, paper, at[0]) if term is None else self._variants(web, term)
            best = max(variants, key=lambda it: _reached(it, paper), default=web)
            if _reached(best, paper) > _reached(web, paper):
                shift = len(best.text) - len(web.text)
                start = at[0] if term is None else term.start
                left = [
                    TermInText(it.start + shift, it.end + shift, it.entry) if it.start >= start else it for it in left
                ]
                web = best
            elif term is None:
                return web
        return web

    def _variants(self, web: ReadText, term: TermInText) -> Iterator[ReadText]:
        before, after = web.text[: term.start], web.text[term.end :]
        for form in self.by_entry.get(term.entry, ()):
            for rest in (after, *other_particles(after)):
                yield replace(web, text=before + form + rest, terms=())


def _after_number(web: ReadText, paper: ReadText, at: int) -> Iterator[ReadText]:
    """The text with the particle at ``at`` changed, where it follows a link that reads another number on paper."""
    number = web.text.count(LINK, 0, at) - 1
    if web.text[at - 1 : at] != LINK or number >= len(paper.links):
        return
    if _digits(web.links[number]) != _digits(paper.links[number]):
        yield from (replace(web, text=web.text[:at] + rest, terms=()) for rest in other_particles(web.text[at:]))


def _digits(link: Link) -> Sequence[str]:
    """The first number of a link: what stands after it may be a page."""
    return _NUMBER.findall(link.label.text)[:1]


def _reached(web: ReadText, paper: ReadText) -> int:
    """How far into the text on paper both agree."""
    at = difference(web, paper)
    return len(paper.text) + 1 if at is None else at[1]


def other_particles(after: str) -> Iterator[str]:
    """A text that begins with a particle, with the other form of it."""
    for one, other in _PARTICLES:
        if after.startswith(one):
            yield other + after[len(one) :]
        if after.startswith(other):
            yield one + after[len(other) :]
