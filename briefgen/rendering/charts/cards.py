"""The picture that stands for a page where it is shared: number, title and publisher, 1200 by 630 pixels.

Drawn with the theme's faces and colours alone. Lines break between words; a balance is sought, as on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape, unescape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefgen.model.core.diagnostics import Outcome, error
from briefgen.model.theme import Theme
from briefgen.model.written.written import Lang
from briefgen.rendering.charts.fonts import ChartFont, register, shaped_width, width_of
from briefgen.rendering.fonts.faces import GENERICS, Fonts
from briefgen.rendering.theme.design_tokens import colour_tokens, light_colour, read_tokens

if TYPE_CHECKING:
    from PIL import Image

WIDTH, HEIGHT = 1200, 630
_EDGE = 80
_ROOM = WIDTH - 2 * _EDGE
_SIZES = ((76, 3), (66, 3), (58, 4), (50, 4), (44, 5))
"""Of the title in pixels, and the lines that it may have at that size."""
_LEADING = 1.3
_BAND, _TOP, _FOOT = 104, 150, 560
_SMALL = 30
_COLOURS = ("paper", "ink", "ink-soft", "accent", "rule")
_TONES = 64
"""Enough for two inks and their soft edges."""
_TEXT = re.compile(
    r'<text x="(?P<x>\d+)"(?P<look>[^>]*font-size="(?P<size>\d+)"[^>]*)text-anchor="(?P<anchor>\w+)">'
    r"(?P<words>[^<]*)</text>"
)
_RUNS = re.compile(r"((?<![^\W\d_A-Za-z])[0-9A-Za-z](?:[0-9A-Za-z .,:/&-]*[0-9A-Za-z])?)")
"""A stretch of Latin letters and digits, which runs from left to right."""
_PACKED = 8
"""Of 9: the last step takes twice the time for a twentieth of the size."""


@dataclass(frozen=True, slots=True)
class CardJob:
    """A card to be drawn: all it depends on.

    ``families`` are tried in turn; ``bold`` and ``plain`` are their faces.
    """

    path: str
    lang: Lang
    above: str
    title: str
    below: str
    aside: str
    families: tuple[str, ...]
    bold: tuple[ChartFont, ...]
    plain: tuple[ChartFont, ...]
    colours: tuple[str, ...]
    """Of paper, ink, soft ink, accent and rules, as ``#rrggbb``."""
    mirrored: bool = False
    """Whether the language is read from right to left."""


def card_look(theme: Theme, colour: str = "") -> tuple[str, ...]:
    """The colours of cards, for a pack in ``colour``; a wrong token is reported where style sheets are checked."""
    tokens = read_tokens(theme) | colour_tokens(theme).get(colour, {})
    spare = ("#ffffff", "#000000", "#444444", "#000000", "#cccccc")
    found = (light_colour(f"--{name}", tokens).value for name in _COLOURS)
    return tuple(given or other for given, other in zip(found, spare, strict=True))


def card_faces(fonts: Fonts, families: Sequence[str], weight: int) -> tuple[ChartFont, ...]:
    """The upright faces of ``families`` in a weight."""
    found = (fonts.face(name, weight, "normal") for name in families if name not in GENERICS)
    return tuple(ChartFont(face.sha256, face.content) for face in found if face)


def draw_card(job: CardJob) -> Outcome[bytes]:
    """The card as PNG."""
    import vl_convert
    from PIL import Image

    register((*job.bold, *job.plain))
    try:
        drawn = vl_convert.svg_to_png(card_svg(job))
    except ValueError as raised:
        return Outcome(b"", (error("chart-is-drawable", f"the card {job.path} cannot be drawn: {raised}"),))
    with Image.open(BytesIO(drawn)) as image:
        return Outcome(_packed(image.convert("RGB")))


def _packed(image: Image.Image) -> bytes:
    """The picture in the colours that it has most of: finding others that stand for all takes eight times as long."""
    from PIL import Image

    counted: list[Any] = sorted(image.getcolors(WIDTH * HEIGHT) or (), reverse=True)[:_TONES]
    palette, file = Image.new("P", (1, 1)), BytesIO()
    palette.putpalette([part for _, colour in counted for part in colour])
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(file, "PNG", compress_level=_PACKED)
    return file.getvalue()


def card_svg(job: CardJob) -> str:
    """The card as SVG."""
    paper, ink, soft, accent, rule = job.colours
    size, lines = set_title(job.title, lambda text: width_of(text, job.bold))
    step = size * _LEADING
    # The first line hangs from the same place on every card: several of them beside each other line up.
    title = [_text(line, _TOP + size + step * row, size, ink, bold=True) for row, line in enumerate(lines)]
    above = _fitting(job.above, _SMALL, _ROOM, job)
    aside = _text(job.aside, _FOOT, _SMALL, soft, x=WIDTH - _EDGE, anchor="end") if job.aside else ""
    left = _ROOM - (width_of(job.aside, job.bold) * _SMALL + _EDGE if job.aside else 0)
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{paper}"/>',
        f'<rect width="{WIDTH}" height="{_BAND}" fill="{accent}"/>',
        _text(above, _BAND / 2 + _SMALL * 0.36, _SMALL, paper, bold=True),
        *title,
        f'<rect x="{_EDGE}" y="{_FOOT - 56}" width="{_ROOM}" height="2" fill="{rule}"/>',
        _text(_fitting(job.below, _SMALL, left, job), _FOOT, _SMALL, soft),
        aside,
    ]
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    )
    drawn = "".join(parts)
    drawn = _TEXT.sub(partial(_mirrored, job=job), drawn) if job.mirrored else drawn
    return f'{opening} xml:lang="{job.lang}" font-family="{_css(job.families)}">{drawn}</svg>'


def _css(families: Sequence[str]) -> str:
    return escape(", ".join(f"'{name}'" if " " in name else name for name in families))


def _mirrored(text: re.Match[str], job: CardJob) -> str:
    """A text at the other side, run after run: in one of two scripts the drawing takes any face of the machine."""
    faces = job.bold if 'font-weight="700"' in text["look"] else job.plain
    size = int(text["size"])
    runs = [run for run in _RUNS.split(unescape(text["words"])) if run]
    widths = [size * (width_of(run, faces) if _RUNS.fullmatch(run) else shaped_width(run, faces[0])) for run in runs]
    at = WIDTH - int(text["x"]) + (sum(widths) if text["anchor"] == "end" else 0)
    drawn = []
    for run, width in zip(runs, widths, strict=True):
        if run.strip():
            begun = at - width_of(run[: len(run) - len(run.lstrip())], faces) * size
            family = _css(job.families[1:] if _RUNS.fullmatch(run) else job.families)
            look = f'x="{begun:.1f}"{text["look"]}font-family="{family}" text-anchor="end"'
            drawn.append(f"<text {look}>{escape(run.strip())}</text>")
        at -= width
    return "".join(drawn)


def _text(
    words: str, y: float, size: int, colour: str, *, bold: bool = False, x: int = _EDGE, anchor: str = "start"
) -> str:
    weight = 700 if bold else 400
    given = f'x="{x}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}" text-anchor="{anchor}"'
    return f"<text {given}>{escape(words)}</text>"


def _fitting(words: str, size: int, room: float, job: CardJob) -> str:
    """The words, cut where they run out of ``room``."""
    if width_of(words, job.bold) * size <= room:
        return words
    while words and width_of(f"{words}…", job.bold) * size > room:
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
