"""Paragraphs are numbered alike in every language: a number cited from one edition is found in the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from briefgen.checking.languages import allowed_in_both
from briefgen.checking.remembered import LookedUp, Recall, anew
from briefgen.comparing.findings import begins
from briefgen.comparing.parts import bound_in, part_of, parts_of
from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.model.core.document import Node
from briefgen.model.core.written import Lang
from briefgen.model.written.briefs import Brief, Text
from briefgen.model.written.shown import Shown
from briefgen.reading.markdown.extensions.attributes import PARITY_IGNORE
from briefgen.resolving.text.paragraphs import NumberedSection, sections
from briefgen.resolving.translation.pairs import align_sections, joined

_CODE = "paragraphs-agree"
_HINT = "divide both texts into paragraphs and lists in the same places"
_ALLOW = f'or say why they differ: {{allow-{_CODE}="…"}} on a line before it'
_SAME, _ALIKE = 20.0, 4.0


def paragraphs_agree(site: Shown, recall: Recall = anew) -> Iterable[Diagnostic]:
    """A warning for each section of a brief that has more or fewer paragraphs than in its first language."""
    nothing: LookedUp = {}
    for brief in site.briefs.values():
        texts = [brief.texts[lang] for lang in site.languages if lang in brief.texts]
        for here in texts[1:] if all(text.whole for text in brief.texts.values()) else ():
            find = partial(_found, site, brief, here, texts[0])
            yield from recall(("paragraphs", brief.data, here, texts[0]), find, nothing)


def _found(site: Shown, brief: Brief, here: Text, there: Text, _: LookedUp) -> Iterator[Diagnostic]:
    if found := tuple(_parting(here, there)):
        waived = {**site.settings.value.allow, **brief.data.value.allow}
        yield from allowed_in_both(waived, [(text, parts_of(text)) for text in (here, there)]).settle(found)


def _parting(here: Text, there: Text) -> Iterator[Diagnostic]:
    before = here.body, there.body
    both = sections(here.body), sections(there.body)
    if [*map(_shape, both[0])] == [*map(_shape, both[1])]:
        return  # then every number is the same too
    for own, other, is_moved in _side_by_side(*both):
        places = _place(own, before[0]), _place(other, before[1])
        if not is_moved:
            before = (own and own.heading) or before[0], (other and other.heading) or before[1]
        if own and other:
            langs = here.lang, there.lang
            if _least(own) > other.count or _least(other) > own.count:
                yield from _uneven(own, other, langs, places)
            elif is_moved and _least(own) and _least(other):
                yield _moved(own, there.lang, places)
        elif own and _least(own):
            yield _missing(own, there.lang, places)
        elif other and _least(other):
            yield _missing(other, here.lang, places[::-1])


# Which section is which


def _shape(section: NumberedSection) -> tuple[str, str, int]:
    return (section.heading.get("level") if section.heading else "", _ident(section), section.count)


def _side_by_side(
    one: Sequence[NumberedSection], other: Sequence[NumberedSection]
) -> Iterator[tuple[NumberedSection | None, NumberedSection | None, bool]]:
    """Sections by the ids of their headings, and whether they stand in different places; the rest in order."""
    named = {id(it): {name for part in it.numbered for name in _names(part)} for it in (*one, *other)}

    def likeness(a: NumberedSection, b: NumberedSection) -> float:
        if a.heading is None or b.heading is None:
            return 2 * _SAME if a.heading is b.heading else -1.0
        if a.heading.get("level") != b.heading.get("level"):
            return -1.0
        if _ident(a) and _ident(b):
            return _SAME if _ident(a) == _ident(b) else -1.0
        mine, yours = named[id(a)], named[id(b)]
        shared = 2 * len(mine & yours) / (len(mine) + len(yours)) if mine or yours else 0.5
        return _ALIKE + 3 * shared + (1.0 if a.count == b.count else 0.0)

    pairs = align_sections(one, other, likeness, lambda it: not it.heading and not it.count, _SAME)
    return joined(pairs, _ident)


def _ident(section: NumberedSection) -> str:
    """The id that its author gave it."""
    heading = section.heading
    return heading.get("id") if heading and not heading.get("made") else ""


# What one of them has more


def _least(section: NumberedSection) -> int:
    """Return how many of its paragraphs are to have a counterpart: those that are not taken out of the comparison."""
    if section.heading and PARITY_IGNORE in section.heading.attrs:
        return 0
    return sum(PARITY_IGNORE not in part.attrs for part in section.numbered)


def _uneven(
    own: NumberedSection, other: NumberedSection, langs: tuple[Lang, Lang], places: tuple[Span | None, Span | None]
) -> Iterator[Diagnostic]:
    """The paragraphs that one section has more, or, where it cannot be told which, how many each has."""
    more, less = (own, other) if own.count > other.count else (other, own)
    there, place = (langs[1], places[1]) if more is own else (langs[0], places[0])
    for part in (alone := _alone(more, less)):
        said = begins(part_of(part))
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
    held = {name for part in less.numbered for name in _names(part)}
    asked = [part for part in more.numbered if PARITY_IGNORE not in part.attrs]
    strange = tuple(part for part in asked if _names(part) and not _names(part) & held)
    unmet = tuple(part for part in asked if not _names(part) & held)
    return next((found for found in (strange, unmet) if len(found) == wanted), ())


def _names(part: Node) -> set[tuple[str, str]]:
    return bound_in(part_of(part))


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
