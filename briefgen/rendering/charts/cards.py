"""The picture that stands for a page where it is shared: number, title and publisher, 1200 by 630 pixels.

Drawn with the theme's faces and colours alone. Lines break between words; a balance is sought, as on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from briefgen.model.core.diagnostics import Outcome
from briefgen.model.core.written import Lang
from briefgen.model.theme import Theme
from briefgen.rendering.charts.fonts import ChartFont, width_of
from briefgen.rendering.charts.lettering import Box, SetLine, coverage
from briefgen.rendering.fonts.faces import GENERICS, Fonts
from briefgen.rendering.theme.design_tokens import colour_tokens, light_colour, read_tokens

WIDTH, HEIGHT = 1200, 630
_EDGE = 80
_ROOM = WIDTH - 2 * _EDGE
_SIZES = ((76, 3), (66, 3), (58, 4), (50, 4), (44, 5))
"""Of the title in pixels, and the lines that it may have at that size."""
_LEADING = 1.3
_TOP, _FOOT = 150, 560
_SMALL = 30
_BAND: Box = (0, 0, WIDTH, 104)
_RULE: Box = (_EDGE, _FOOT - 56, WIDTH - _EDGE, _FOOT - 54)
_MIDDLE: Box = (0, _BAND[3], WIDTH, _RULE[3])
_BELOW: Box = (0, _RULE[3], WIDTH, HEIGHT)
_COLOURS = ("paper", "ink", "ink-soft", "accent", "rule")
_TONES = 8
"""Of an ink, from none of it to all: enough for edges that look smooth."""
_PLACES = (
    range(_TONES),
    range(_TONES - 1, 2 * _TONES - 1),
    (_TONES - 1, *range(2 * _TONES - 1, 3 * _TONES - 2)),
)
"""Of the tones in the palette: from accent to paper, from paper to ink, from the same paper to soft ink."""
_PACKED = 7
"""Of 9: the next step takes twice the time for a fifteenth of the size."""


@dataclass(frozen=True, slots=True)
class CardJob:
    """A card to be drawn: all it depends on. The faces ``bold`` and ``plain`` are tried in turn."""

    path: str
    lang: Lang
    above: str
    title: str
    below: str
    aside: str
    bold: tuple[ChartFont, ...]
    plain: tuple[ChartFont, ...]
    colours: tuple[str, ...]
    """Of paper, ink, soft ink, accent and rules, as ``#rrggbb``."""
    mirrored: bool = False
    """Whether the language is read from right to left."""


def card_look(theme: Theme, colour: str = "") -> tuple[str, ...]:
    """The colours of cards, for a pack in ``colour``; a token that is no colour gives way to a plain one."""
    tokens = read_tokens(theme) | colour_tokens(theme).get(colour, {})
    spare = ("#ffffff", "#000000", "#444444", "#000000", "#cccccc")
    found = (light_colour(f"--{name}", tokens).value for name in _COLOURS)
    return tuple(given or other for given, other in zip(found, spare, strict=True))


def card_faces(fonts: Fonts, families: Sequence[str], weight: int) -> tuple[ChartFont, ...]:
    """The upright faces of ``families`` in a weight."""
    found = (fonts.face(name, weight, "normal") for name in families if name not in GENERICS)
    return tuple(ChartFont(face.sha256, face.content) for face in found if face)


def draw_card(job: CardJob) -> Outcome[bytes]:
    """The card as PNG. It cannot fail."""
    from PIL import Image

    paper, ink, soft, accent, rule = (bytes.fromhex(colour[1:]) for colour in job.colours)
    card, file = Image.new("L", (WIDTH, HEIGHT)), BytesIO()
    for box, lines, tones in zip((_BAND, _MIDDLE, _BELOW), card_lines(job), _PLACES, strict=True):
        table = [tones[(covered * (_TONES - 1) + 127) // 255] for covered in range(256)]
        card.paste(coverage(lines, box, job.lang, mirrored=job.mirrored).point(table), box)
    card.paste(_PLACES[2][-1] + 1, _RULE)
    card.putpalette(_ramp(accent, paper) + _ramp(paper, ink)[3:] + _ramp(paper, soft)[3:] + rule)
    card.save(file, "PNG", compress_level=_PACKED)
    return Outcome(file.getvalue())


def _ramp(ground: bytes, ink: bytes) -> bytes:
    """The tones from a ground to the ink on it, for the edges of letters."""
    steps = range(_TONES)
    return bytes(
        one + round((other - one) * it / steps[-1]) for it in steps for one, other in zip(ground, ink, strict=True)
    )


def card_lines(job: CardJob) -> tuple[list[SetLine], ...]:
    """Return what stands in the band, the title, and what stands below the rule."""
    size, lines = set_title(job.title, lambda text: width_of(text, job.bold))
    left = _ROOM - (width_of(job.aside, job.bold) * _SMALL + _EDGE if job.aside else 0)
    above, below = _fitting(job.above, _ROOM, job), _fitting(job.below, left, job)
    # The first line hangs from the same place on every card: several of them beside each other line up.
    first = _TOP + size
    title = [SetLine(it, _EDGE, first + size * _LEADING * row, size, job.bold) for row, it in enumerate(lines)]
    foot = [SetLine(below, _EDGE, _FOOT, _SMALL, job.plain)]
    foot += [SetLine(job.aside, WIDTH - _EDGE, _FOOT, _SMALL, job.plain, ends=True)] if job.aside else []
    parts = [SetLine(above, _EDGE, _BAND[3] / 2 + _SMALL * 0.36, _SMALL, job.bold)], title, foot
    return tuple([_at_other_side(it) for it in part] for part in parts) if job.mirrored else parts


def _at_other_side(line: SetLine) -> SetLine:
    return replace(line, x=WIDTH - line.x, ends=not line.ends)


def _fitting(words: str, room: float, job: CardJob) -> str:
    """The words in the small size, cut where they run out of ``room``."""
    if width_of(words, job.bold) * _SMALL <= room:
        return words
    while words and width_of(f"{words}…", job.bold) * _SMALL > room:
        words = words[:-1]
    return f"{words.rstrip()}…"


# Lines


def set_title(title: str, measure: Callable[[str], float]) -> tuple[int, tuple[str, ...]]:
    """Size in pixels and lines of a title; ``measure`` gives the width of a text in ems.

    One that is too long for the smallest size ends in an ellipsis.
    """
    for size, most in _SIZES:
        lines = _balanced(title, _ROOM / size, measure)
        if len(lines) <= most and all(measure(line) <= _ROOM / size for line in lines):
            return size, lines
    size, most = _SIZES[-1]
    lines = _broken(title, _ROOM / size, measure)
    return size, (*lines[: most - 1], *([f"{lines[most - 1]}…"] if len(lines) > most else lines[most - 1 : most]))


def _balanced(title: str, room: float, measure: Callable[[str], float]) -> tuple[str, ...]:
    """As few lines as there can be, and these as even as they can be without breaking a word that fits on one."""
    lines = _broken(title, room, measure)
    widest = max((width for width in map(measure, title.split()) if width <= room), default=0.0)
    narrow, wide = max(room / 2, widest), room
    while wide - narrow > 0.25:
        middle = (narrow + wide) / 2
        tried = _broken(title, middle, measure)
        if len(tried) == len(lines) and max(map(measure, tried)) <= middle:
            lines, wide = tried, middle
        else:
            narrow = middle
    return lines


def _broken(title: str, room: float, measure: Callable[[str], float]) -> tuple[str, ...]:
    """Lines broken between words; a word that is wider than a line, as of a script without spaces, anywhere."""
    lines = [""]
    for piece in _pieces(title, room, measure):
        longer = lines[-1] + piece
        if lines[-1] and measure(longer.rstrip()) > room:
            lines.append(piece)
        else:
            lines[-1] = longer
    return tuple(line.strip() for line in lines)


def _pieces(title: str, room: float, measure: Callable[[str], float]) -> list[str]:
    pieces: list[str] = []
    for word in title.split():
        pieces += [f"{word} "] if measure(word) <= room else [*word[:-1], f"{word[-1]} "]
    return pieces
