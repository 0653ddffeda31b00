"""Whatever has an id stands in every language, and a translation says what its original says now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.model.core.directives import CHART, DIRECTIVES, OPTION, RECOMMENDATION, TABLE, directive_of, id_of
from briefgen.model.core.document import Node
from briefgen.model.values.plain import one_line
from briefgen.model.written.briefs import Brief, Text
from briefgen.model.written.shown import Shown
from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.translation.standing import BlockState, TranslatedBlock, TranslationStatus

_CODE, _CURRENT = "translation-has-every-part", "translation-is-current"

Parts = Mapping[tuple[str, str], Span | None]
"""Where a text has what, by kind and id, in its order."""


@dataclass(frozen=True, slots=True)
class _TextIds:
    """A text, what it has, and the kinds of which it names one that there is not."""

    text: Text
    parts: Parts
    unsure: frozenset[str]

    def lacks(self, kind: str, ident: str) -> bool:
        """Tell whether the part is missing, and not only written under a wrong name."""
        return self.text.whole and kind not in self.unsure and (kind, ident) not in self.parts


def translations_have_every_part(site: Shown) -> Iterable[Diagnostic]:
    """A warning for each part that another language lacks, at the first text that has it."""
    for brief in site.briefs.values():
        held = [_held(brief.texts[lang], brief) for lang in site.languages if lang in brief.texts]
        for own in held:
            yield from _lacking(own, held)
        if held:
            yield from _unwritten(brief, held)


def _held(text: Text, brief: Brief) -> _TextIds:
    known = {RECOMMENDATION.name: set(brief.data.value.recommendations), CHART.name: set(brief.charts)}
    unsure: set[str] = set()
    parts: dict[tuple[str, str], Span | None] = {}
    for kind, ident, span in text.body.about(_parts_in):
        if ident in known.get(kind, (ident,)):
            parts.setdefault((kind, ident), span)
        else:
            unsure.add(kind)
    return _TextIds(text, parts, frozenset(unsure))


def _parts_in(body: Node) -> tuple[tuple[str, str, Span | None], ...]:
    """Kind, id and place of each part that a translation has too."""
    found: list[tuple[str, str, Span | None]] = []
    options = 0
    for part in body.walk():
        kind = directive_of(part)
        if kind is not None and kind.anchor:
            found.append((kind.name, id_of(part), part.span))
        elif kind is OPTION:
            options += 1
            found.append((kind.name, str(options), part.span))
        elif part.get("id") and (kind is TABLE or part.kind == "figure" or _is_named(part)):
            found.append((kind.name if kind else part.kind, part.get("id"), part.span))
    return tuple(found)


def _is_named(part: Node) -> bool:
    """Tell whether ``part`` is a heading that the author gave its id."""
    return part.kind == "heading" and not part.get("made")


def _lacking(own: _TextIds, held: list[_TextIds]) -> Iterator[Diagnostic]:
    """Report what ``own`` has and another has not, unless a text before it has told so."""
    before = held[: held.index(own)]
    for (kind, ident), span in own.parts.items():
        lacking = [other.text for other in held if other.lacks(kind, ident)]
        if not lacking or any((kind, ident) in other.parts for other in before):
            continue
        there = " and ".join(text.span.path for text in lacking)
        what = f"option {ident}" if kind == OPTION.name else f"the {kind} “{ident}”"
        yield warning(_CODE, f"{what} is in {own.text.span.path}, but not in {there}", span, _advice(kind, ident))


def _advice(kind: str, ident: str) -> str:
    if kind == "heading":
        return f"give the same heading there the same id, {{#{ident}}}, or write it"
    written = f":::{{{kind}}} {ident}" if kind in DIRECTIVES and DIRECTIVES[kind].anchor else "it"
    same = " with the same id" if kind in (TABLE.name, "figure") else ""
    return f"write {written} there too{same}, or delete it here"


def _unwritten(brief: Brief, held: list[_TextIds]) -> Iterator[Diagnostic]:
    """The recommendations that are declared and that no text has."""
    for ident in brief.data.value.recommendations:
        if all(each.lacks(RECOMMENDATION.name, ident) for each in held):
            place = brief.data.at("recommendations", ident)
            message = f"the recommendation “{ident}” is declared here, but is in no text of the brief"
            yield warning(_CODE, message, place, f"write :::{{recommendation}} {ident} in the texts, or delete it here")


# What was stamped and has changed since


def translations_are_current(edition: Edition, site: Shown) -> Iterable[Diagnostic]:
    """A warning for each block that is stale, missing or unstamped in a translation that has been stamped."""
    for slug, standing in edition.standings.items():
        yield from _behind(standing, site.briefs[slug].texts[standing.lang].span)


def _behind(standing: TranslationStatus, place: Span) -> Iterator[Diagnostic]:
    for piece in standing.pieces:
        if piece.made is not None:
            place = piece.made.span
        if piece.state is not BlockState.CURRENT:
            found = warning(_CURRENT, _message(piece, standing), place, _hint(piece, place))
            source = piece.source
            yield replace(found, related=((source.span, f"the original in {standing.original}"),) if source else ())


def _message(piece: TranslatedBlock, standing: TranslationStatus) -> str:
    words, original = f"“{one_line(piece.shown.words, 40)}”", standing.original
    if piece.source is None:
        return f"{words} is out of date: the text in {original} no longer has it"
    if piece.state is BlockState.STALE:
        return f"{words} is out of date: the text in {original} has changed since it was stamped"
    if piece.state is BlockState.MISSING:
        return f"{words} is in {original} but not translated into {standing.lang}"
    return f"{words} has no stamp that says which text in {original} it was made from"


def _hint(piece: TranslatedBlock, place: Span) -> str:
    if piece.source is None:
        return f"delete it too; to keep it, run: briefgen translate stamp {place.path}:{place.line}"
    if piece.state is BlockState.MISSING:
        source = piece.source.span
        left_out = f"briefgen translate stamp {source.path}:{source.line}"
        return f"translate it here; if it is left out on purpose, run: {left_out}"
    before = "bring it up to date" if piece.state is BlockState.STALE else "compare the two"
    return f"{before}, then run: briefgen translate stamp {place.path}:{place.line}"
