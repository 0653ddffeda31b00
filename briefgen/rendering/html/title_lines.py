"""Where a title of two lines is cut: after a mark (or a Japanese particle) where both parts fit, as an editor would."""

from __future__ import annotations

import re

from briefgen.rendering.html.figure_words import em_width

_ROOM = 13.2
"""Ems of the title that a line of 174 mm has for certain: 14.1, and widths are rough."""
_CUT = re.compile(r"(?<=[,:;])\s+|(?<=[、，：；])(?=.)|(?<=[はがをにでと])(?=[一-鿿ァ-ヺA-Za-z0-9「『])")
"""After a mark; in Japanese, which has no blanks, after a particle too: a line of one kana would be left over."""
_BALANCE = 0.4
"""How wide the shorter part is at least, as a share of the longer: a word of its own is not a line."""


def title_lines(title: str, room: float = _ROOM) -> tuple[str, ...]:
    """The two parts of a title that takes two lines of ``room`` ems; the title alone where it has no good place."""
    if em_width(title) <= room:
        return (title,)
    cuts = ((title[: it.start()], title[it.end() :]) for it in _CUT.finditer(title))
    widths = {parts: sorted(map(em_width, parts)) for parts in cuts}
    good = [parts for parts, (short, long) in widths.items() if long <= room and short >= _BALANCE * long]
    return min(good, key=lambda parts: widths[parts][1], default=(title,))
