"""The stamps of a translation once its author has said that blocks are as old as their originals."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefgen.model.records.translation_stamps import Stamp
from briefgen.resolving.translation.standing import TranslatedBlock, TranslationStatus

Restamped = tuple[Stamp, Stamp | None]
"""A stamp, and the one in whose place it stands."""


def restamped(
    standing: TranslationStatus, chosen: Callable[[TranslatedBlock], bool], *, left_out: bool = False
) -> Iterator[Restamped]:
    """Every stamp of the translation, in the order of the original, new ones for the blocks that are ``chosen``.

    What is missing gets none, unless it is ``left_out`` on purpose. A stamp to which no block answers any more goes.
    """
    for piece in standing.pieces:
        stamp = _stamp(piece, left_out) if chosen(piece) else piece.stamp
        if stamp is not None:
            yield stamp, piece.stamp


def _stamp(piece: TranslatedBlock, left_out: bool) -> Stamp | None:
    source, made = piece.source, piece.made
    if source is None:
        return None
    if made is None:
        return Stamp(source.digest, "", source.at) if left_out else piece.stamp
    return Stamp(source.digest, made.digest, source.at)
