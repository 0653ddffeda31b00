"""Paragraphs are numbered alike in every language: a number cited from one edition is found in the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from briefgen.checking.languages.allowed import Allowed, allowed_in
from briefgen.checking.languages.parts import parts_of
from briefgen.checking.remembered import LookedUp, Recall, anew
from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.model.core.document import ASIDES, BLOCK_KINDS, Node
from briefgen.model.values.plain import one_line
from briefgen.model.written.briefs import Brief, Text
from briefgen.model.written.shown import Shown
from briefgen.model.written.written import Lang
from briefgen.reading.markdown.extensions.attributes import ALLOW, CLAIM, PARITY_IGNORE
from briefgen.rendering.fonts.faces import Fonts
from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.text.paragraphs import NumberedSection, sections
from briefgen.resolving.translation.align import align_sections

_CODE = "paragraphs-agree"
_HINT = "divide both texts into paragraphs and lists in the same places"
_ALLOW = f'or say why they differ: {{allow-{_CODE}="…"}} on a line before it'
_NAMED = frozenset({"fact", "cite", "ref"})
"""What a paragraph names by the same ids in every language; a term may be written out, a link lead elsewhere."""
_WORDED = frozenset({"fact", "term", "ref"})
"""What has no words yet."""
_SAME, _ALIKE = 20.0, 4.0


def paragraphs_agree(edition: Edition, site: Shown, fonts: Fonts, recall: Recall = anew) -> Iterable[Diagnostic]:
    """A warning for each section of a brief that has more or fewer paragraphs than in its first language."""
    nothing: LookedUp = {}
    for brief in site.briefs.values():
        first = next((lang for lang in site.languages if lang in brief.texts), edition.lang)
        whole = all(text.whole for text in brief.texts.values())
        if edition.lang in brief.texts and first != edition.lang and whole:
            here, there = brief.texts[edition.lang], brief.texts[first]
            find = partial(_found, site, brief, here, there)
            yield from recall(("paragraphs", brief.data, here, there), find, nothing)


def _found(site: Shown, brief: Brief, here: Text, there: Text, _: LookedUp) -> Iterator[Diagnostic]:
    if found := tuple(_parting(here, there)):
        yield from _allowed(site, brief, (here, there)).settle(found)


def _allowed(site: Shown, brief: Brief, texts: Sequence[Text]) -> Allowed:
    everywhere = {**site.settings.value.allow, **brief.data.value.allow}
    for text in texts:
        everywhere |= text.front.value.allow
    said = f"{ALLOW}{_CODE}"
    has_any = [text for text in texts if any(said in part.attrs for part in text.body.walk())]
    blocks = [block for text in has_any for block in allowed_in(text.span.path, parts_of(text))]
    return Allowed(everywhere, tuple(blocks))


def _parting(here: Text, there: Text) -> Iterator[Diagnostic]:
    before = here.body, there.body
    both = sections(here.body), sections(there.body)
    if _is_same(*both):
        return
    for own, other, is_moved in _side_by_side(*both):
        places = _place(own, before[0]), _place(other, before[1])
        if not is_moved:
            before = (own and own.heading) or before[0], (other and other.heading) or before[1]
        if own and other:
            langs = here.lang, there.lang
            if not _may_agree(own, other):
                yield from _uneven(own, other, langs, places)
            elif is_moved and _least(own) and _least(other):
                yield _moved(own, there.lang, places)
        elif own and _least(own):
            yield _missing(own, there.lang, places)
        elif other and _least(other):
            yield _missing(other, here.lang, places[::-1])


# Which section is which


def _is_same(one: Sequence[NumberedSection], other: Sequence[NumberedSection]) -> bool:
    """Whether both have the same sections with as many paragraphs each: then every number is the same too."""
    return [*map(_shape, one)] == [*map(_shape, other)]


def _shape(section: NumberedSection) -> tuple[str, str, int]:
    return (section.heading.get("level") if section.heading else "", _ident(section), section.count)


def _side_by_side(
    one: Sequence[NumberedSection], other: Sequence[NumberedSection]
) -> Iterator[tuple[NumberedSection | None, NumberedSection | None, bool]]:
    """Sections by the ids of their headings, and whether they stand in different places; the rest in order."""
    named = {id(it): frozenset[object]().union(*map(_names, it.numbered)) for it in (*one, *other)}
    pairs = align_sections(
        one,
        other,
        lambda a, b: _likeness(a, b, named[id(a)], named[id(b)]),
        lambda it: not it.heading and not it.count,
        _SAME,
    )
    apart = {_ident(b): b for a, b in pairs if a is None and b and _ident(b)}
    moved = {ident for a, b in pairs if b is None and a and (ident := _ident(a)) in apart}
    for a, b in pairs:
        if b is None and a and _ident(a) in moved:
            yield a, apart[_ident(a)], True
        elif not (a is None and b and _ident(b) in moved):
            yield a, b, False


def _likeness(one: NumberedSection, other: NumberedSection, mine: frozenset[object], yours: frozenset[object]) -> float:
    """How surely two sections are the same; ``mine`` and ``yours`` is what they name."""
    if one.heading is None or other.heading is None:
        return 2 * _SAME if one.heading is other.heading else -1.0
    if one.heading.get("level") != other.heading.get("level"):
        return -1.0
    if _ident(one) and _ident(other):
        return _SAME if _ident(one) == _ident(other) else -1.0
    shared = 2 * len(mine & yours) / (len(mine) + len(yours)) if mine or yours else 0.5
    return _ALIKE + 3 * shared + (1.0 if one.count == other.count else 0.0)


def _ident(section: NumberedSection) -> str:
    """The id that its author gave it."""
    heading = section.heading
    return heading.get("id") if heading and not heading.get("made") else ""


# What one of them has more


def _least(section: NumberedSection) -> int:
    """How many of its paragraphs are to have a counterpart: those that are not taken out of the comparison."""
    if section.heading and PARITY_IGNORE in section.heading.attrs:
        return 0
    return sum(PARITY_IGNORE not in part.attrs for part in section.numbered)


def _may_agree(one: NumberedSection, other: NumberedSection) -> bool:
    return _least(one) <= other.count and _least(other) <= one.count


def _uneven(
    own: NumberedSection, other: NumberedSection, langs: tuple[Lang, Lang], places: tuple[Span | None, Span | None]
) -> Iterator[Diagnostic]:
    """The paragraphs that one section has more, or, where it cannot be told which, how many each has."""
    more, less = (own, other) if own.count > other.count else (other, own)
    there, place = (langs[1], places[1]) if more is own else (langs[0], places[0])
    for part in (alone := _alone(more, less)):
        said = one_line(_plain(part), 40)
        message = f"this paragraph has no counterpart in {there}, so paragraph numbers differ: “{said}”"
        hint = f"write it in {there} too, or {_HINT}; {_ALLOW}"
        yield _with(warning(_CODE, message, part.span, hint), place, f"its section in {there}")
    if not alone:
        message = f"{_words(own, langs[0])}, but {_words(other, langs[1])}: from here on paragraph numbers differ"
        yield _with(
            warning(_CODE, message, places[0], f"{_HINT}; {_ALLOW}"), places[1], f"the same place in {langs[1]}"
        )


def _alone(more: NumberedSection, less: NumberedSection) -> tuple[Node, ...]:
    """The paragraphs without a counterpart, if it is certain which they are: by what they and the others name."""
    wanted = more.count - less.count
    held = frozenset[object]().union(*map(_names, less.numbered))
    asked = [part for part in more.numbered if PARITY_IGNORE not in part.attrs]
    strange = tuple(part for part in asked if _names(part) and not _names(part) & held)
    unmet = tuple(part for part in asked if not _names(part) & held)
    return next((found for found in (strange, unmet) if len(found) == wanted), ())


def _names(part: Node) -> frozenset[object]:
    named = {(it.kind, it.get("id")) for it in part.walk() if it.kind in _NAMED}
    return frozenset(named | {("claim", it.get(CLAIM)) for it in part.walk() if it.get(CLAIM)})


# In words


def _missing(section: NumberedSection, there: Lang, places: tuple[Span | None, Span | None]) -> Diagnostic:
    """A section that another language lacks; the places are its own and what stands before it there."""
    assert section.heading is not None
    said = _words(section, "")
    message = f"{said}, and there is no such section in {there}: from here on paragraph numbers differ"
    ident = _ident(section)
    hint = f"write the section in {there} too" + (f", under the id {{#{ident}}}" if ident else "")
    told = warning(_CODE, message, places[0], f"{hint}; {_ALLOW}")
    return replace(_with(told, places[1], f"it should come after this in {there}"), subject=("section",))


def _moved(section: NumberedSection, there: Lang, places: tuple[Span | None, Span | None]) -> Diagnostic:
    """A section that stands elsewhere in another language; the places are those of both."""
    assert section.heading is not None
    message = f"“{section.heading.plain()}” is in another place in {there}: paragraph numbers differ"
    hint = f"put the section in the same place in both languages; {_ALLOW}"
    return _with(warning(_CODE, message, places[0], hint), places[1], f"it is here in {there}")


def _with(found: Diagnostic, place: Span | None, said: str) -> Diagnostic:
    return replace(found, related=((place, said),) if place else ())


def _place(section: NumberedSection | None, before: Node) -> Span | None:
    """Its heading; of a section that is not there, what stands before it."""
    return ((section.heading if section else None) or before).span


def _words(section: NumberedSection, lang: Lang) -> str:
    name = f"“{section.heading.plain()}”" if section.heading else "the text before the first heading"
    where = f" in {lang}" if lang else ""
    return f"{name} has {section.count} numbered {'paragraph' if section.count == 1 else 'paragraphs'}{where}"


def _plain(part: Node) -> str:
    if part.kind in _WORDED:
        return "…"
    if part.kind in ASIDES:
        return ""
    gap = " " if part.kind in BLOCK_KINDS or part.kind in ("softbreak", "hardbreak") else ""
    return part.text + "".join(map(_plain, part.children)) + gap
