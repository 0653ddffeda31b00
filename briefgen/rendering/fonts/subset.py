"""Fonts for the web: each face cut to the characters that the site shows in it, and the CSS that names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from hashlib import sha256
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING

from briefgen.model.core.diagnostics import Outcome, error
from briefgen.model.core.written import ANY_LANGUAGE, Lang
from briefgen.rendering.fonts.faces import GENERICS, Face, Fonts
from briefgen.rendering.fonts.usage import PLAIN, Usage

if TYPE_CHECKING:
    import uharfbuzz as harfbuzz

_JOINED = ("curs", "fina", "init", "isol", "medi", "mset", "rlig")
"""How letters of scripts such as Arabic join."""
FEATURES = ("calt", "ccmp", "chws", "halt", "kern", "liga", "locl", "mark", "mkmk", "palt", "tnum", "lnum", *_JOINED)
CLOSE = 0x400
"""Code points nearer than this are one range of a large face: a browser needs no more to leave a font unloaded."""
LARGE = 100
FEW_PAGES, MANY_PAGES = 3, 200
"""A site with fewer pages to arrive at has each face in one piece; one with more has no files for single pages."""
SELDOM = 20
"""Of many pages, what fewer than one in so many shows is seldom shown."""
REST, OWN = 1, 2
"""Parts of a large face after its first: what few pages show, and what of it a single page shows."""

_PACKED = 10
"""Of 11: the last step takes twice the time for a hundredth of the size."""
_LETTERS = "aaabcdeeeefghiijklmnnoopqrrssttuvwxyz      "
_STAND_INS = {"serif": ("Times New Roman", 854.395 / 2048), "sans-serif": ("Arial", 934.512 / 2048)}
"""Generic family → a face most machines have, and the mean width of ``_LETTERS`` in it, in em."""


Reading = Mapping[Face, Collection[str]]
"""What a page shows in each face, each character once."""


@dataclass(frozen=True, slots=True)
class FontSubsetJob:
    """A face and the characters to keep (sorted). ``content`` is known by ``sha256``, so it is not compared."""

    family: str
    weight: int
    style: str
    sha256: str
    characters: str
    content: bytes = field(compare=False, repr=False)
    features: tuple[str, ...] = FEATURES
    part: int = field(default=0, compare=False)
    """Which part of a face that is cut in several: 0 for the first, ``REST`` or ``OWN``."""


@dataclass(frozen=True, slots=True)
class WebFont:
    """A cut font of the site: ``path`` in the output changes with its bytes."""

    family: str
    weight: int
    style: str
    characters: str
    path: str
    content: bytes = field(compare=False, repr=False)
    part: int = 0


def subset_jobs(
    usage: Usage, readings: Sequence[Reading] = (), always: frozenset[str] = PLAIN
) -> tuple[FontSubsetJob, ...]:
    """The jobs for each face that is used, in a fixed order: one, or several for a large face.

    ``readings`` is what each page that people come to read shows. The first part of a large face has what half of
    those show that use it, the ``REST`` all else; of many pages the rest is parted once more. What a page shows of the
    rest it has in a file of its own (see ``own_jobs``): so a reader's first page asks for little more than it needs.
    What is ``always`` in the first part may be shown anywhere, as what a style sheet writes.
    """
    jobs: list[FontSubsetJob] = []
    for face in _in_order(usage):
        shown = [reading[face] for reading in readings if reading.get(face)]
        first, *rest = _parts(usage[face], shown, always)
        jobs += [_job(face, first, 0), *(_job(face, part, REST) for part in rest if part)]
    return tuple(jobs)


def own_jobs(reading: Reading, jobs: Sequence[FontSubsetJob], pages: int) -> tuple[FontSubsetJob, ...]:
    """The jobs for what one of so many ``pages`` shows of the rest; ``jobs`` are those of all."""
    if pages > MANY_PAGES:
        return ()
    rest = {job.sha256: frozenset(job.characters) for job in jobs if job.part == REST}
    own = {face: rest.get(face.sha256, frozenset()).intersection(reading[face]) for face in _in_order(reading)}
    return tuple(_job(face, characters, OWN) for face, characters in own.items() if characters)


def _in_order(usage: Iterable[Face]) -> list[Face]:
    return sorted(usage, key=lambda face: (face.family, face.weight, face.style))


def _parts(
    characters: frozenset[str], readings: Sequence[Collection[str]], always: frozenset[str]
) -> list[frozenset[str]]:
    if len(characters) < LARGE or len(readings) < FEW_PAGES:
        return [characters]
    shown_by = Counter(character for reading in readings for character in reading)
    first = frozenset(each for each in characters if each in always or 2 * shown_by[each] >= len(readings))
    if len(readings) <= MANY_PAGES:
        return [first, characters - first]
    often = frozenset(each for each in characters - first if SELDOM * shown_by[each] >= len(readings))
    return [first, often, characters - first - often]


def _job(face: Face, characters: Iterable[str], part: int) -> FontSubsetJob:
    kept = "".join(sorted(characters))
    return FontSubsetJob(face.family, face.weight, face.style, face.sha256, kept, face.content, part=part)


def cut_font(job: FontSubsetJob) -> Outcome[bytes]:
    """The face cut to the job's characters, as WOFF2. Same job, same bytes. Empty when the font is broken."""
    import uharfbuzz as harfbuzz
    from fontTools.ttLib import TTFont, TTLibError

    _pack_sooner()
    made = BytesIO()
    try:
        cut = harfbuzz.subset(harfbuzz.Face(job.content), _kept(job))
        font = TTFont(BytesIO(cut.blob.data), lazy=True, recalcTimestamp=False)
        font.flavor = "woff2"
        font.save(made, reorderTables=False)
    except (TTLibError, RuntimeError, ValueError, AssertionError) as problem:
        return Outcome(b"", (error("font-is-sound", f"{job.family} {job.weight} cannot be cut: {problem}"),))
    return Outcome(made.getvalue())


@cache
def _pack_sooner() -> None:
    """Have fontTools, which has no setting for it, compress WOFF2 as ``_PACKED`` says and not as much as it can."""
    import brotli
    from fontTools.ttLib import woff2

    woff2.brotli = SimpleNamespace(**{**vars(brotli), "compress": partial(brotli.compress, quality=_PACKED)})


def _kept(job: FontSubsetJob) -> harfbuzz.SubsetInput:
    """Return what HarfBuzz is to keep. What outlines share is written out in each: compressed, that is a fifth less."""
    import uharfbuzz as harfbuzz

    flags = harfbuzz.SubsetFlags
    wanted = harfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, job.characters))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode("ascii")) for tag in job.features)
    wanted.flags = flags.NO_HINTING | flags.DESUBROUTINIZE | flags.NOTDEF_OUTLINE
    return wanted


def web_font(job: FontSubsetJob, content: bytes) -> WebFont:
    """The cut of ``job`` with its place in the output, e.g. ``assets/fonts/noto-sans-kr-400.1a2b….woff2``."""
    slope = "-italic" if job.style == "italic" else ""
    stem = f"{job.family.lower().replace(' ', '-')}-{job.weight}{slope}"
    path = f"assets/fonts/{stem}.{sha256(content).hexdigest()[:10]}.woff2"
    return WebFont(job.family, job.weight, job.style, job.characters, path, content, job.part)


Recall = Callable[[tuple[object, ...], Callable[[], str]], str]
"""What a function gives; without calling it, what it gave for the same key."""


def anew(key: tuple[object, ...], make: Callable[[], str]) -> str:
    """Remembers nothing."""
    return make()


def web_font_css(
    web_fonts: Sequence[WebFont], fonts: Fonts, lang: Lang, base: str = "fonts/", recall: Recall = anew
) -> str:
    """The ``@font-face`` rules of one language and its stacks as ``--font-text``, ``--font-sans`` ….

    ``base`` is what leads from the style sheet to the folder of the fonts. To be read after the theme's
    tokens, whose stacks it replaces. ``recall`` remembers what was measured in the files of the fonts.
    """
    used = {font.family for font in web_fonts}
    stand_ins = recall((used, fonts, lang), lambda: "".join(f"{it}\n" for it in _stand_in_rules(used, fonts, lang)))
    rules = "".join(f"{_face_rule(font, base)}\n" for font in web_fonts)
    return rules + stand_ins + stacks_css(fonts, used, stand_ins=True)


def page_css(own: Sequence[WebFont], base: str = "fonts/") -> str:
    """The rules for a page's own fonts; to be read after the sheet of its language, whose rest they make needless."""
    return "".join(f"{_face_rule(font, base)}\n" for font in own)


def letters_css(more: Sequence[WebFont], own: Sequence[WebFont], fonts: Fonts, base: str = "fonts/") -> str:
    """The rules for fonts that only some pages need; to be read after the sheet that has those of ``own``."""
    families = {font.family for font in (*own, *more)}
    return "\n".join([*(_face_rule(font, base) for font in more), stacks_css(fonts, families, stand_ins=True), ""])


def _face_rule(font: WebFont, base: str) -> str:
    name = font.path.rpartition("/")[2]
    return (
        f'@font-face {{ font-family: "{font.family}"; font-weight: {font.weight}; font-style: {font.style}; '
        f'font-display: swap; src: url("{base}{name}") format("woff2"); '
        f"unicode-range: {unicode_range(font.characters, exact=font.part > 0)}; }}"
    )


def unicode_range(characters: str, *, exact: bool = False) -> str:
    """``characters`` as a CSS ``unicode-range``: with gaps filled when there are many, unless it must be ``exact``.

    Of two faces whose ranges overlap a browser takes the later one, so only the first part of a family may
    claim more than it has.
    """
    points = sorted(map(ord, characters))
    reach = CLOSE if len(points) >= LARGE and not exact else 1
    ranges: list[list[int]] = []
    for point in points:
        if ranges and point - ranges[-1][1] <= reach:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return ", ".join(f"U+{low:X}" if low == high else f"U+{low:X}-{high:X}" for low, high in ranges)


# What shows until a font is there: a local face, set to the same height and (for Latin) width


def _stand_in_rules(used: set[str], fonts: Fonts, lang: Lang) -> list[str]:
    rules = []
    for stack in fonts.roles(lang).values():
        local = _STAND_INS.get(stack[-1])
        face = fonts.face(stack[0], 400, "normal")
        if local is not None and face is not None and stack[0] in used:
            rules.append(_stand_in_rule(face, *local))
    return [rule for rule in rules if rule]


@lru_cache(maxsize=64)
def _stand_in_rule(face: Face, local: str, width: float) -> str:
    """Made once: a preview reads the same fonts for every change of a text. None for a face without Latin letters."""
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(face.content), lazy=True)
    em, table, names = font["head"].unitsPerEm, font["hhea"], font.getBestCmap()
    if any(ord(letter) not in names for letter in _LETTERS):
        return ""
    own = sum(font["hmtx"][names[ord(letter)]][0] for letter in _LETTERS) / len(_LETTERS) / em
    size = own / width
    ascent, descent, gap = (value / em / size for value in (table.ascent, -table.descent, table.lineGap))
    return (
        f'@font-face {{ font-family: "{_stand_in(face.family)}"; src: local("{local}"); size-adjust: {size:.2%}; '
        f"ascent-override: {ascent:.2%}; descent-override: {descent:.2%}; line-gap-override: {gap:.2%}; }}"
    )


def _stand_in(family: str) -> str:
    return f"{family} Stand-in"


def stacks_css(fonts: Fonts, families: set[str], *, stand_ins: bool = False) -> str:
    """Rules that set ``--font-<role>`` for every language; families that are not among ``families`` are left out."""
    return "\n".join(
        f"{_selector(lang)} {{ {_variables(roles, families, stand_ins)} }}"
        for lang, roles in sorted(fonts.stacks.items(), key=lambda found: (found[0] != ANY_LANGUAGE, found[0]))
    )


def _selector(lang: Lang) -> str:
    return ":root, [lang]" if lang == ANY_LANGUAGE else f":lang({lang}), :root:lang({lang})"


def _variables(roles: Mapping[str, tuple[str, ...]], families: set[str], stand_ins: bool) -> str:
    parts = []
    for role, stack in roles.items():
        names = [f'"{name}"' for name in stack if name in families]
        if stand_ins and stack[0] in families and stack[-1] in _STAND_INS:
            names.append(f'"{_stand_in(stack[0])}"')
        parts.append(f"--font-{role}: {', '.join([*names, *(name for name in stack if name in GENERICS)])};")
    return " ".join(parts)
