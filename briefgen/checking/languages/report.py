"""What is said of a difference: its code, both its places, what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from briefgen.checking.languages.differences.numbers import Atom, Relation, limit
from briefgen.checking.languages.gathering import Leftover
from briefgen.checking.languages.parts import Role, TextPart
from briefgen.checking.languages.sections import Pairing
from briefgen.checking.languages.sides import Sides
from briefgen.model.core.diagnostics import Diagnostic, Severity, Span, error, warning
from briefgen.model.values.figures import Mention
from briefgen.model.values.plain import one_line
from briefgen.model.values.quantities import Bound

if TYPE_CHECKING:
    from briefgen.checking.languages.differences.company import Two
    from briefgen.checking.languages.gathering import Gathering

Make = Callable[..., Diagnostic]

CODES = {
    "number": "numbers-agree",
    "fact": "facts-agree",
    "cite": "citations-agree",
    "claim": "facts-agree",
    "ref": "links-agree",
    "note": "notes-agree",
    "link": "links-agree",
    "image": "blocks-agree",
}
"""Those of what is compared by name are one."""
_NAMES = {
    "number": "the figure “{}”",
    "fact": "the fact “{}”",
    "cite": "the source “{}”",
    "claim": "the claim of “{}”",
    "ref": "the reference to “{}”",
    "note": "the call of the note “{}”",
    "link": "the link to “{}”",
    "image": "the image “{}”",
    "latin": "the name “{}”",
    "elsewhere": "the name “{}”",
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
_FEW = 3
"""Names that a message gives, and how many more there are."""
_REASON = re.compile(r"\w")


def or_allow(code: str) -> str:
    """The exception of one code, for a block: the rest of it is compared all the same."""
    return f'or say why they differ: {{allow-{code}="…"}} on a line before the block'


def _problem(make: Make, code: str, message: str, span: Span, hint: str, *related: tuple[Span, str]) -> Diagnostic:
    return replace(make(code, message, span, f"{hint}; {or_allow(code)}"), related=related)


def _same(part: TextPart, lang: str, span: Span | None = None) -> tuple[Span, str]:
    """The counterpart of a block, or a place in it, to be shown beside a problem."""
    return span or part.span, f"the same {_kind(part)} in {lang}"


def leftover(it: Leftover, sides: Sides) -> Diagnostic:
    """What one language has and the other has not."""
    there = sides[1 - it.side].lang
    place = f"in this place in {there}" if it.kind == "elsewhere" else f"in {there}"
    message = f"{_NAMES.get(it.kind, '“{}”').format(it.said)} is here, but not {place}"
    also = "" if it.kind in CODES else "; list other names of a term under also: in glossary.yaml"
    hint = f"write it in {there} too, or remove it here{also}"
    is_link = it.kind == "link" or it.said.startswith("fact:")
    is_own = is_link and "://" not in it.said and not it.said.startswith(("mailto:", "tel:"))
    part = ("own",) if is_own else ("elsewhere",) if it.kind == "elsewhere" else ()
    code = CODES.get(it.kind, "names-agree")
    return replace(_problem(warning, code, message, it.span, hint, _same(it.there, there)), subject=part)


def numbers(one: Leftover, there: Atom, other: Leftover, here: Atom, relation: Relation, sides: Sides) -> Diagnostic:
    """Two figures that stand for one another and differ; shown at the ``other``."""
    first, second = sides[one.side].lang, sides[other.side].lang
    pair = f"“{other.said}” and “{one.said}” in {first}"
    both = f"in {first} and {second}"
    same = _same(other.there, first, one.span)
    if relation is Relation.SIZE:
        message = f"“{other.said}” is {_times(here, there)} “{one.said}” in {first}"
        hint = "count the zeros: which of the two is right? A figure declared as a fact cannot differ"
        return replace(error("magnitudes-agree", message, other.span, hint), related=(same,))
    if relation is Relation.SIGN:
        code, message = "numbers-agree", f"“{other.said}” has another sign than “{one.said}” in {first}"
        hint = f"is it below zero? Write the same sign {both}, or say that it fell"
    elif relation is Relation.UNIT:
        code, message = "units-agree", f"{pair} are the same number in different units"
        hint = f"write the same unit {both}"
    elif relation is Relation.ROUNDING:
        code, message = "precision-agrees", f"{pair} are one figure, rounded in one language only"
        hint = f"round the same way {both}"
    else:
        code, message = "numbers-agree", f"“{other.said}” is where {first} has “{one.said}”"
        hint = f"write the same figure {both}"
    return _problem(warning if relation is Relation.ROUNDING else error, code, message, other.span, hint, same)


def _times(here: Atom, there: Atom) -> str:
    assert isinstance(here.value, Fraction) and isinstance(there.value, Fraction)
    ratio = here.value / there.value
    return f"{ratio.numerator:,} times" if ratio > 1 else f"one {ratio.denominator:,}th of"


def other_fact(one: Leftover, other: Leftover, sides: Sides) -> Diagnostic:
    """Two facts that stand for one another."""
    first = sides[one.side].lang
    message = f"the fact “{other.said}” is where {first} has the fact “{one.said}”"
    hint = f"write the same fact in {first} and {sides[other.side].lang}"
    return _problem(error, "facts-agree", message, other.span, hint, _same(other.there, first, one.span))


def range_end(left: Leftover, ends: tuple[Mention, Mention], text: Gathering) -> Diagnostic:
    """A range that is one figure in the other language; ``ends`` are the end that stands there, and that figure."""
    there = text.sides[1 - left.side].lang
    message = (
        f"“{left.figures[0].mention.text}” and “{ends[0].text}” are a range here, but {there} has only “{ends[1].text}”"
    )
    hint = "write both ends, or one figure, in both languages"
    return _problem(error, CODES[left.kind], message, left.span, hint, _same(left.there, there))


def bounds(atom: Atom, match: Atom, side: int, pair: Pairing, text: Gathering) -> Diagnostic:
    """A figure that is the least in one language and the most in the other."""
    differs, hint = "has the opposite limit to", "more than, or less than? Say the same in both"
    return _of_mentions("numbers-agree", error, (atom.mention, match.mention), differs, hint, side, pair, text)


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
    make: Make,
    mentions: tuple[Mention, Mention],
    differs: str,
    hint: str,
    side: int,
    pair: Pairing,
    text: Gathering,
) -> Diagnostic:
    """The first of two mentions, on this ``side``, differs from the second, in the other language."""
    here = text.place(side, pair.part(side), mentions[0].start, mentions[0].end)
    other = text.sides[1 - side].lang
    message = f"“{mentions[0].text}” {differs} “{mentions[1].text}” in {other}"
    return _problem(make, code, message, here, hint, _same(pair.part(1 - side), other))


def locators(one: Role, other: Role, pair: Pairing, text: Gathering) -> Diagnostic:
    """Another place in a source than in the first language."""
    first = text.sides[0].lang
    message = f"“{other.form}” of “{other.id}” is where {first} has “{one.form}”"
    hint = "give the same place in the source in both languages"
    place = other.span or pair.part(1).span
    return _problem(error, "citations-agree", message, place, hint, _same(pair.part(0), first, one.span))


def list_number(one: tuple[TextPart, int], other: tuple[TextPart, int], text: Gathering, *, begins: bool) -> Diagnostic:
    """A numbered list that ``begins`` at another number than in the first language, or an item with another."""
    first, second = (side.lang for side in text.sides)
    said = "this list begins at {}, but at {} in {}" if begins else "this item has the number {}, but {} in {}"
    hint = f"give the list the same numbers in {first} and {second}"
    related = one[0].span, f"the same {'list' if begins else 'item'} in {first}"
    return _problem(error, "numbers-agree", said.format(other[1], one[1], first), other[0].span, hint, related)


def exchanged(one: TextPart, other: TextPart, count: int, text: Gathering, *, certain: bool) -> Diagnostic:
    """A table whose typed cells stand in another order in the second language, at the first of them."""
    first, second = (side.lang for side in text.sides)
    message = f"{count} cells of this table are swapped: what is here in {first} is elsewhere"
    hint = f"give rows and columns the same order in {first} and {second}"
    related = one.span, f"the same cell in {first}"
    return _problem(error if certain else warning, "numbers-agree", message, other.span, hint, related)


def in_other_places(moves: Sequence[tuple[Leftover, Leftover]], sides: Sides) -> Diagnostic:
    """What both languages name by id in other places: each of a move is what one language has and the other not."""
    first, second = (side.lang for side in sides)
    names = list(dict.fromkeys(_NAMES[a.kind].format(a.said) for a, _ in moves))
    more = [f"{len(names) - _FEW} more"] if len(names) > _FEW else []
    *others, last = [*names[:_FEW], *more]
    said = f"{', '.join(others)} and {last} are in other places" if others else f"{last} is in another place"
    places: dict[tuple[str, int], tuple[Span, str]] = {}
    for a, b in moves:
        name = _NAMES[a.kind].format(a.said)
        for its, lang, there in ((b, second, first), (a, first, second)):
            places.setdefault((its.span.path, its.span.line), (its.span, f"{name} is here in {lang}"))
            missing = its.there.span, f"{name} is not here in {there}"
            places.setdefault((missing[0].path, missing[0].line), missing)
    at, *related = places.values()
    return _problem(
        error, CODES[moves[0][0].kind], f"{said} than in {first}", at[0], f"put each where {first} has it", *related
    )


def other_order(one: Role, other: Role, pair: Pairing, text: Gathering, *, certain: bool) -> Diagnostic:
    """Something that both languages name in a block, but in another sentence; ``certain`` is an error."""
    first, name = text.sides[0].lang, _NAMES[one.kind].format(other.id)
    message = f"{name} is in another sentence than in {first}"
    hint = f"are two exchanged? Put each in the sentence where {first} has it"
    place, there = other.span or pair.part(1).span, one.span or pair.part(0).span
    make = error if certain else warning
    return _problem(make, CODES[one.kind], message, place, hint, (there, f"{name} is here in {first}"))


def moved(pairs: Iterable[Pairing], sides: Sides) -> Iterator[Diagnostic]:
    """Blocks that stand elsewhere in the second language; a note may, with the words that it is called by."""
    first = sides[0].lang
    for one, other in ((it.part(0), it.part(1)) for it in pairs):
        if one.kind != "note":
            name = f" #{other.ident}" if other.ident else ""
            message = f"this {_kind(other)}{name} is in another place than in {first}: “{begins(other)}”"
            hint, related = "give both languages the same order", (one.span, f"it is here in {first}")
            yield _problem(error, "blocks-agree", message, other.span, hint, related)


def changed_places(one: Two, other: Two, pair: Pairing, text: Gathering, *, certain: bool) -> Diagnostic:
    """A figure that stands beside another year, day, term or name than in the first language."""
    first = text.sides[0].lang
    here, there = (f"“{figure.words}” is next to “{its.words}”" for figure, its in (other, one))
    message = f"{here}, but in {first} {there}"
    hint = "are two figures swapped? Put each next to the same words in both languages"
    related = _same(pair.part(0), first, one[0].span)
    return _problem(error if certain else warning, "numbers-agree", message, other[0].span, hint, related)


def directions(words: tuple[re.Match[str] | None, re.Match[str] | None], pair: Pairing, text: Gathering) -> Diagnostic:
    """A figure that grows in one language and shrinks in the other."""
    assert words[0] and words[1]
    first = text.sides[0].lang
    there, here = (text.place(side, pair.part(side), *it.span()) for side, it in enumerate((words[0], words[1])))
    message = f"“{words[1][0]}” says the opposite of “{words[0][0]}” in {first}"
    hint = "does the figure rise or fall? Say the same in both"
    return _problem(warning, "numbers-agree", message, here, hint, _same(pair.part(0), first, there))


def lost(pair: Pairing, sides: Sides, paths: tuple[str, str]) -> Iterator[Diagnostic]:
    """A block without a counterpart."""
    side = 0 if pair.one is not None else 1
    part = pair.part(side)
    if part.ident and part.kind in _BY_ID:
        return
    there, before = sides[1 - side].lang, pair.before[1 - side]
    place = before.span if before else Span(paths[1 - side])
    message = f"this {_kind(part)} has no counterpart in {there}: “{begins(part)}”"
    code = "notes-agree" if part.kind == "note" else "blocks-agree"
    related = place, f"it should come after this in {there}"
    yield _problem(warning, code, message, part.span, f"write it in {there} too, or remove it here", related)


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


def begins(part: TextPart) -> str:
    """How a block begins, to be quoted."""
    words = next((it.words.text for it in part.walk() if it.words.text.strip("\ufffc ")), "")
    return one_line(words.replace("\ufffc", "…"), 40)
