"""A translation says what its original says now: what was stamped and has changed since is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.model.values.plain import one_line
from briefgen.model.written.shown import Shown
from briefgen.rendering.fonts.faces import Fonts
from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.translation.standing import BlockState, TranslatedBlock, TranslationStatus

_CODE = "translation-is-current"


def translations_are_current(edition: Edition, site: Shown, fonts: Fonts) -> Iterable[Diagnostic]:
    """A warning for each block that is stale, missing or unstamped in a translation that has been stamped."""
    for slug, standing in edition.standings.items():
        yield from _behind(standing, site.briefs[slug].texts[standing.lang].span)


def _behind(standing: TranslationStatus, place: Span) -> Iterator[Diagnostic]:
    for piece in standing.pieces:
        if piece.made is not None:
            place = piece.made.span
        if piece.state is not BlockState.CURRENT:
            found = warning(_CODE, _message(piece, standing), place, _hint(piece, place))
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
