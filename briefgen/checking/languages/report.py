"""What is said of a difference: its code, both its places, what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from briefgen.checking.languages.differences.numbers import Atom, Relation, limit
from briefgen.checking.languages.gathering import Leftover
from briefgen.checking.languages.parts import Role, TextPart
from briefgen.checking.languages.sections import Pairing
from briefgen.checking.languages.sides import LanguageSide
from briefgen.model.core.diagnostics import Diagnostic, Severity, Span, error, warning
from briefgen.model.values.figures import Mention
from briefgen.model.values.plain import one_line
from briefgen.model.values.quantities import Bound

if TYPE_CHECKING:
    from briefgen.checking.languages.differences.company import Neighbour
    from briefgen.checking.languages.gathering import Gathering

Sides = tuple[LanguageSide, LanguageSide]
Paths = tuple[str, str]

_CODES = {
    "number": "numbers-agree",
    "fact": "facts-agree",
    "cite": "citations-agree",
    "claim": "facts-agree",
    "ref": "links-agree",
    "link": "links-agree",
    "image": "blocks-agree",
    "han": "names-agree",
    "latin": "names-agree",
    "elsewhere": "names-agree",
    "term": "names-agree",
}
_NAMES = {
    "number": "the figure “{}”",
    "fact": "the fact “{}”",
    "cite": "the source “{}”",
    "claim": "the claim of “{}”",
    "ref": "the reference to “{}”",
    "link": "the link to “{}”",
    "image": "the image “{}”",
    "han": "“{}”",
    "latin": "the name “{}”",
    "elsewhere": "the name “{}”",
    "term": "“{}”",
}
_KINDS = {
    "row": "row of a table",
    "cell": "cell of a table",
    "item": "item of a list",
    "list-true": "numbered list",
    "list-false": "list",
    "dt": "term",
    "dd": "definition of a term",
    "quote": "quotation",
    "note": "note",
    "code": "block of code",
}
_BY_ID = frozenset({"heading", "table", "figure", "recommendation", "chart", "option"})
"""Blocks that ``translation-has-every-part`` tells where they have an id."""
_OF_NAMES = frozenset({"elsewhere", "han", "latin", "term"})
_REASON = re.compile(r"\w")


def or_allow(code: str) -> str:
    """The exception of one code, for a block: the rest of it is compared all the same."""
    return f'or say why they differ: {{allow-{code}="…"}} on a line before the block'


def leftover(it: Leftover, sides: Sides, paths: Paths) -> Iterator[Diagnostic]:
    """What one language has and the other has not."""
    there = sides[1 - it.side].lang
    place = f"in this place in {there}" if it.kind == "elsewhere" else f"in {there}"
    message = f"{_NAMES[it.kind].format(it.said)} is here, but not {place}"
    code = _CODES[it.kind]
    also = "; list other names of a term under also: in glossary.yaml" if it.kind in _OF_NAMES else ""
    hint = f"write it in {there} too, or remove it here{also}; {or_allow(code)}"
    problem = warning(code, message, it.span, hint)
    is_own = it.kind == "link" and "://" not in it.said and not it.said.startswith(("mailto:", "tel:"))
    part = ("own",) if is_own else ("elsewhere",) if it.kind == "elsewhere" else ()
    yield replace(problem, related=((it.there.span, f"the same {_kind(it.there)} in {there}"),), subject=part)


def numbers(one: Leftover, there: Atom, other: Leftover, here: Atom, relation: Relation, sides: Sides) -> Diagnostic:
    """Two figures that stand for one another and differ; shown at the ``other``."""
    first, second = sides[one.side].lang, sides[other.side].lang
    pair = f"“{other.said}” and “{one.said}” in {first}"
    both = f"in {first} and {second}"
    if relation is Relation.SIZE:
        code, message = "magnitudes-agree", f"“{other.said}” is {_times(here, there)} “{one.said}” in {first}"
        hint = f"count the zeros: which of the two is right? {_AFTER}"
    elif relation is Relation.SIGN:
        code, message = "numbers-agree", f"“{other.said}” has another sign than “{one.said}” in {first}"
        hint = f"is it below zero? Write the same sign {both}, or say that it fell; {or_allow(code)}"
    elif relation is Relation.UNIT:
        code, message = "units-agree", f"{pair} are the same number in different units"
        hint = f"write the same unit {both}; {or_allow(code)}"
    elif relation is Relation.ROUNDING:
        code, message = "precision-agrees", f"{pair} are one figure, rounded in one language only"
        hint = f"round the same way {both}; {or_allow(code)}"
    else:
        code, message = "numbers-agree", f"“{other.said}” is where {first} has “{one.said}”"
        hint = f"write the same figure {both}; {or_allow(code)}"
    level = warning if relation is Relation.ROUNDING else error
    problem = level(code, message, other.span, hint)
    return replace(problem, related=((one.span, f"the same {_kind(other.there)} in {first}"),))


_AFTER = "A figure declared as a fact cannot differ"


def _times(here: Atom, there: Atom) -> str:
    assert isinstance(here.value, Fraction) and isinstance(there.value, Fraction)
    ratio = here.value / there.value
    if ratio > 1:
        return f"{ratio.numerator:,} times"
    return f"one {ratio.denominator:,}th of"


def other_fact(one: Leftover, other: Leftover, sides: Sides) -> Diagnostic:
    """Two facts that stand for one another."""
    first = sides[one.side].lang
    code = "facts-agree"
    message = f"the fact “{other.said}” is where {first} has the fact “{one.said}”"
    hint = f"write the same fact in {first} and {sides[other.side].lang}; {or_allow(code)}"
    problem = error(code, message, other.span, hint)
    return replace(problem, related=((one.span, f"the same {_kind(other.there)} in {first}"),))


def range_end(left: Leftover, ends: tuple[Mention, Mention], text: Gathering) -> Diagnostic:
    """A range that is one figure in the other language; ``ends`` are the end that stands there, and that figure."""
    there = text.sides[1 - left.side].lang
    code = "facts-agree" if left.kind == "fact" else "numbers-agree"
    message = (
        f"“{left.figures[0].mention.text}” and “{ends[0].text}” are a range here, but {there} has only “{ends[1].text}”"
    )
    hint = f"write both ends, or one figure, in both languages; {or_allow(code)}"
    problem = error(code, message, left.span, hint)
    return replace(problem, related=((left.there.span, f"the same {_kind(left.there)} in {there}"),))


def bounds(atom: Atom, match: Atom, side: int, pair: Pairing, text: Gathering) -> Diagnostic:
    """A figure that is the least in one language and the most in the other."""
    part, there = (pair.other, pair.one) if side else (pair.one, pair.other)
    assert part is not None and there is not None
    other = text.sides[1 - side].lang
    here = part.words.at(atom.mention.start, atom.mention.end, text.paths[side])
    message = f"“{atom.mention.text}” has the opposite limit to “{match.mention.text}” in {other}"
    problem = error(
        "numbers-agree", message, here, f"more than, or less than? Say the same in both; {or_allow('numbers-agree')}"
    )
    return replace(problem, related=((there.span, f"the same {_kind(there)} in {other}"),))


def firmness(typed: Mention, fact: Mention, side: int, pair: Pairing, text: Gathering) -> Diagnostic:
    """A figure that is typed on this ``side`` with another bound than the fact has that stands there in the other."""
    differs, hint = _bounds_differ(typed, fact)
    return _of_mentions("numbers-agree", error, (typed, fact), differs, hint, side, pair, text)


def beside_fact(
    one: Mention, other: Mention, side: int, pair: Pairing, text: Gathering, here: Span | None
) -> Diagnostic:
    """A fact of both languages that words beside it bound on this ``side``, at ``here``; an error if they turn it."""
    differs, hint = _bounds_differ(one, other)
    make = error if limit(one) * limit(other) < 0 else warning
    problem = _of_mentions("numbers-agree", make, (one, other), differs, hint, side, pair, text)
    return replace(problem, span=here) if here is not None else problem


def _bounds_differ(typed: Mention, fact: Mention) -> tuple[str, str]:
    """How the bounds of two figures differ, and what to do."""
    if fact.bound is Bound.EXACT:
        return "has a qualifier, unlike", "write it without about, more than, at least or nearly"
    differs = "lacks the qualifier of" if typed.bound is Bound.EXACT else "has another qualifier than"
    return differs, "say about, more than, at least or nearly as the ledger does"


def other_thing(typed: Mention, fact: Mention, side: int, pair: Pairing, text: Gathering) -> Diagnostic:
    """A count that is typed on this ``side`` of another thing than the fact that stands there in the other."""
    differs, hint = "is in a different unit from", "write the same unit in both languages"
    return _of_mentions("units-agree", error, (typed, fact), differs, hint, side, pair, text)


def qualifier(bare: Mention, bounded: Mention, side: int, pair: Pairing, text: Gathering) -> Diagnostic:
    """A figure without the qualifier that the same figure has in the other language; both are typed."""
    hint = "say about, more than, at least or nearly in both languages, or in neither"
    return _of_mentions("numbers-agree", warning, (bare, bounded), "lacks the qualifier of", hint, side, pair, text)


def _of_mentions(
    code: str,
    make: Callable[..., Diagnostic],
    mentions: tuple[Mention, Mention],
    differs: str,
    hint: str,
    side: int,
    pair: Pairing,
    text: Gathering,
) -> Diagnostic:
    """The first of two mentions, on this ``side``, differs from the second, in the other language."""
    part, there = (pair.other, pair.one) if side else (pair.one, pair.other)
    assert part is not None and there is not None
    here = part.words.at(mentions[0].start, mentions[0].end, text.paths[side])
    other = text.sides[1 - side].lang
    message = f"“{mentions[0].text}” {differs} “{mentions[1].text}” in {other}"
    problem = make(code, message, here, f"{hint}; {or_allow(code)}")
    return replace(problem, related=((there.span, f"the same {_kind(there)} in {other}"),))


def locators(one: Role, other: Role, pair: Pairing, text: Gathering) -> Diagnostic:
    """Another place in a source than in the first language."""
    assert pair.one is not None and pair.other is not None
    first = text.sides[0].lang
    code = "citations-agree"
    message = f"“{other.form}” of “{other.id}” is where {first} has “{one.form}”"
    hint = f"give the same place in the source in both languages; {or_allow(code)}"
    problem = error(code, message, other.span or pair.other.span, hint)
    return replace(problem, related=((one.span or pair.one.span, f"the same {_kind(pair.one)} in {first}"),))


def list_number(one: tuple[TextPart, int], other: tuple[TextPart, int], text: Gathering, *, begins: bool) -> Diagnostic:
    """A numbered list that ``begins`` at another number than in the first language, or an item with another."""
    first, second = (side.lang for side in text.sides)
    code = "numbers-agree"
    said = "this list begins at {}, but at {} in {}" if begins else "this item has the number {}, but {} in {}"
    hint = f"give the list the same numbers in {first} and {second}; {or_allow(code)}"
    problem = error(code, said.format(other[1], one[1], first), other[0].span, hint)
    return replace(problem, related=((one[0].span, f"the same {'list' if begins else 'item'} in {first}"),))


def exchanged(one: TextPart, other: TextPart, count: int, code: str, text: Gathering, *, certain: bool) -> Diagnostic:
    """A table whose cells stand in another order in the second language, at the first of them."""
    first, second = (side.lang for side in text.sides)
    message = f"{count} cells of this table are swapped: what is here in {first} is elsewhere"
    hint = f"give rows and columns the same order in {first} and {second}; {or_allow(code)}"
    problem = (error if certain else warning)(code, message, other.span, hint)
    return replace(problem, related=((one.span, f"the same cell in {first}"),))


def changed_places(
    one: tuple[Neighbour, Neighbour],
    other: tuple[Neighbour, Neighbour],
    pair: Pairing,
    text: Gathering,
    *,
    certain: bool,
) -> Diagnostic:
    """A figure that stands beside another year, day, term or name than in the first language."""
    assert pair.one is not None
    first = text.sides[0].lang
    code = "numbers-agree"
    here, there = (f"“{figure.words}” is next to “{its.words}”" for figure, its in (other, one))
    hint = f"are two figures swapped? Put each next to the same words in both languages; {or_allow(code)}"
    problem = (error if certain else warning)(code, f"{here}, but in {first} {there}", other[0].span, hint)
    return replace(problem, related=((one[0].span, f"the same {_kind(pair.one)} in {first}"),))


def directions(words: tuple[re.Match[str] | None, re.Match[str] | None], pair: Pairing, text: Gathering) -> Diagnostic:
    """A figure that grows in one language and shrinks in the other."""
    assert pair.one is not None and pair.other is not None and words[0] and words[1]
    first = text.sides[0].lang
    here = pair.other.words.at(words[1].start(), words[1].end(), text.paths[1])
    there = pair.one.words.at(words[0].start(), words[0].end(), text.paths[0])
    message = f"“{words[1][0]}” says the opposite of “{words[0][0]}” in {first}"
    problem = warning(
        "numbers-agree",
        message,
        here,
        f"does the figure rise or fall? Say the same in both; {or_allow('numbers-agree')}",
    )
    return replace(problem, related=((there, f"the same {_kind(pair.one)} in {first}"),))


def lost(pair: Pairing, sides: Sides, paths: Paths) -> Iterator[Diagnostic]:
    """A block without a counterpart."""
    part, side = (pair.one, 0) if pair.one is not None else (pair.other, 1)
    assert part is not None
    if part.ident and part.kind in _BY_ID:
        return
    there = sides[1 - side].lang
    before = pair.before[1 - side]
    place = before.span if before else Span(paths[1 - side])
    kind = _kind(part)
    message = f"this {kind} has no counterpart in {there}: “{_begins(part)}”"
    code = "notes-agree" if part.kind == "note" else "blocks-agree"
    problem = warning(code, message, part.span, f"write it in {there} too, or remove it here; {or_allow(code)}")
    yield replace(problem, related=((place, f"it should come after this in {there}"),))


def ignored(part: TextPart) -> Iterator[Diagnostic]:
    """A block that its author has taken out of the comparison: listed with the reason, or refused without one."""
    if _REASON.search(part.ignored or ""):
        message = f"not compared with the other languages: {part.ignored}"
        yield Diagnostic("difference-is-meant", message, part.span, Severity.NOTE)
    else:
        hint = 'write why the languages differ here, e.g. {parity-ignore="a note for readers in Korea"}'
        yield error("difference-has-reason", "parity-ignore gives no reason", part.span, hint)


def _kind(part: TextPart) -> str:
    return _KINDS.get(part.kind, part.kind)


def _begins(part: TextPart) -> str:
    words = next((it.words.text for it in part.walk() if it.words.text.strip("\ufffc ")), "")
    return one_line(words.replace("\ufffc", "…"), 40)
