"""Which pieces have a term, in few characters; and in which file of the index a term stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
BITS = "!"
"""Begins a posting that is a row of bits and no row of gaps."""


def packed(numbers: Sequence[int]) -> str:
    """Rising numbers as text: as gaps, or as bits where that is shorter.

    A gap is one less than the step from the number before (the first: from -1), lowest five bits first; a sixth bit
    says that more follow. Six numbers are a sign of the row of bits, the lowest of them its lowest bit.
    """
    gaps = _gaps(numbers)
    if len(gaps) <= numbers[-1] // 6 + 2:
        return gaps
    row = [0] * (numbers[-1] // 6 + 1)
    for number in numbers:
        row[number // 6] |= 1 << number % 6
    return BITS + "".join(_SIGNS[bits] for bits in row)


def _gaps(numbers: Iterable[int]) -> str:
    signs: list[str] = []
    before = -1
    for number in numbers:
        gap, before = number - before - 1, number
        while gap > 31:
            signs.append(_SIGNS[32 | gap & 31])
            gap >>= 5
        signs.append(_SIGNS[gap])
    return "".join(signs)


def unpacked(text: str) -> list[int]:
    """The numbers of a posting."""
    if text.startswith(BITS):
        row = enumerate(_SIGNS.index(sign) for sign in text[1:])
        return [place * 6 + bit for place, bits in row for bit in range(6) if bits >> bit & 1]
    found, gap, shift, before = [], 0, 0, -1
    for sign in text:
        bits = _SIGNS.index(sign)
        gap |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            before += gap + 1
            found.append(before)
            gap = shift = 0
    return found


def shard(term: str, count: int) -> int:
    """Which of ``count`` files, a power of two, has a term: FNV-1a over its UTF-16 code units."""
    digest = 0x811C9DC5
    raw = term.encode("utf-16-le")
    for place in range(0, len(raw), 2):
        digest = (digest ^ (raw[place] | raw[place + 1] << 8)) * 0x01000193 & 0xFFFFFFFF
    return (digest ^ digest >> 15) & count - 1
