"""Where a line may break in Korean text: between eojeols, not inside them.

An eojeol is what stands between two spaces. The rules differ in what they allow inside one:
``eojeol`` nothing, ``semi`` a break that leaves two syllables on each side and no lone particle,
``syllable`` any two syllables. A very long eojeol may always break after ``·``, ``,`` and ``/`` and before ``(``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3041-\u30ff\u31f0-\u31ff"
WORD_JOINER = "\u2060"

_UNSPACED = frozenset({"ja", "zh", "yue", "wuu", "nan", "hak", "lzh", "th", "lo", "km", "my"})
"""Languages without spaces between words: a line of theirs may break nearly anywhere."""
PRINT_WIDTH = 40
"""Widest unbroken eojeol on paper, in half ems."""
WEB_WIDTH = 28
"""Widest unbroken group on a screen, in half ems: fits a line of 320 px."""

_LONG_HAN = 8
_TOKEN = re.compile(r"[^\s\u200b]+")
_HAS_KOREAN = re.compile(f"[{HANGUL}{HAN}]")
_SYLLABLES = re.compile(f"[{HANGUL}]+")
_LONG_HAN_RUN = re.compile(f"[{HAN}]{{{_LONG_HAN + 1},}}")
_SIGNS = f"[{HAN}{KANA}\u3001-\u303f\uff01-\uff60]"
_UNSPACED_TEXT = re.compile(f"(?<={_SIGNS})(?={_SIGNS})")
"""Between two signs of Japanese or Chinese: a sentence in them has no blank at which its line could end."""
_BEFORE_CALL = re.compile(r"[.,;:!?…%”’」』》〉)](?=\[)")
_BREAK_AFTER, _BREAK_BEFORE = "·,/", "(（"
_WIDE = re.compile(
    f"[{HANGUL}{HAN}\u2190-\u27bf\u2e80-\u2fdf\u3000-\u30ff\ufe30-\ufe4f\uff00-\uff60]",
)

_SAFE_EDGES = "“”‘’\"'「」『』《》〈〉()（）[]〔〕.,!?:;…"
_BREAKS_INSIDE = re.compile(r"[^\w\s&@~/.,:'’\u2060\ufffc-]|[.,:’'](?=[^\W\d])|-(?=\D)")
"""Where browsers break although told to keep all: 10%|가, 소비|·|개방, 후생|(利用."""

_PARTICLES = re.compile(
    "(?:이라고|이라는|으로|에서|에게|께서|부터|까지|보다|처럼|만큼|조차|마저|마다|대로|커녕|라고|라는|이라|이나|이며|이고|로|에|와|과|이)*"
    "(?:은|는|이|가|을|를|의|도|만|서|써|이다|하다|한다|했다|하는|하며|하여|하고|된다|됐다|되는|되어)?"
)
"""What a line must not begin with when the word it belongs to stays behind."""


def width(text: str) -> int:
    """Width in half ems, a wide character being two."""
    return len(text) + len(_WIDE.findall(text))


def has_eojeols(lang: str) -> bool:
    """Tell whether a text in ``lang`` has spaces between its words, so that what stands between two of them is one."""
    return lang.partition("-")[0].lower() not in _UNSPACED


def eojeols(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every stretch without spaces that holds hangul or hanja."""
    if not has_korean(text):
        return
    for found in _TOKEN.finditer(text):
        if _HAS_KOREAN.search(found[0]):
            yield found.span()


def has_korean(text: str) -> bool:
    """Tell whether hangul or hanja stands in a text."""
    return not text.isascii() and _HAS_KOREAN.search(text) is not None


def chunks(text: str, start: int, end: int, limit: int) -> list[tuple[int, int]]:
    """The eojeol as a whole, or where it is wider than ``limit``, the parts it may break into."""
    if width(text[start:end]) <= limit:
        return [(start, end)]
    cuts = [
        place
        for place in range(start + 1, end)
        if (text[place - 1] in _BREAK_AFTER and not text[place].isdigit()) or text[place] in _BREAK_BEFORE
    ]
    return list(zip([start, *cuts], [*cuts, end], strict=True))


def breaks_inside(eojeol: str) -> bool:
    """Tell whether a browser breaks this eojeol although ``word-break: keep-all`` is set."""
    return _BREAKS_INSIDE.search(eojeol.strip(_SAFE_EDGES)) is not None


def may_break_inside(text: str) -> bool:
    """Tell whether a browser may break an eojeol of ``text``: where it does not, none of them need be looked at."""
    return _BREAKS_INSIDE.search(text) is not None


def call_joints(text: str) -> set[int]:
    """The places before a citation in brackets that follows a full stop or another closing mark: ``했다.[1]``."""
    return {found.end() for found in _BEFORE_CALL.finditer(text)} if "[" in text else set()


def joints(text: str, rule: str) -> set[int]:
    """The places in ``text`` where a word joiner must keep two characters on one line.

    A place ``n`` is between the characters ``n - 1`` and ``n``.
    """
    found: set[int] = set()
    for start, end in eojeols(text):
        for first, last in chunks(text, start, end, PRINT_WIDTH):
            found.update(_joints_inside(text, first, last))
            if rule != "eojeol":
                found.difference_update(_allowed_breaks(text, first, last, rule))
    return found


def _joints_inside(text: str, start: int, end: int) -> Iterator[int]:
    loose = {place for run in _LONG_HAN_RUN.finditer(text, start, end) for place in range(run.start() + 1, run.end())}
    if width(text[start:end]) > PRINT_WIDTH:
        loose.update(found.start() for found in _UNSPACED_TEXT.finditer(text, start, end))
    for place in range(start + 1, end):
        before, after = text[place - 1], text[place]
        if (before.isascii() and after.isascii()) or WORD_JOINER in (before, after) or place in loose:
            continue
        yield place


def _allowed_breaks(text: str, start: int, end: int, rule: str) -> Iterator[int]:
    """Places between two syllables where the rule lets a line break."""
    margin = 2 if rule == "semi" else 1
    for run in _SYLLABLES.finditer(text, start, end):
        for place in range(run.start() + margin, run.end() - margin + 1):
            if rule == "syllable" or not _begins_with_a_rest(text, place, run.end()):
                yield place


def _begins_with_a_rest(text: str, place: int, end: int) -> bool:
    """Whether a line that begins at ``place`` would begin with a particle, or with one syllable and its particle."""
    return any(_PARTICLES.fullmatch(text, at, end) for at in (place, place + 1) if at < end)


def joined(text: str) -> str:
    """``text`` with a joiner wherever no eojeol may break."""
    places = joints(text, "eojeol")
    return "".join(f"{WORD_JOINER}{sign}" if at in places else sign for at, sign in enumerate(text))


def loosened(text: str, rule: str, whole: float) -> str:
    """``text`` with fewer joiners: an eojeol wider than ``whole``, in half ems, may break where ``rule`` lets it.

    It breaks before a bracket or after ``·`` first, and inside a word that is wider than ``whole`` by itself.
    """
    if rule == "eojeol" or WORD_JOINER not in text:
        return text
    return _TOKEN.sub(lambda found: _loose(found[0], rule, whole), text)


def _loose(eojeol: str, rule: str, whole: float) -> str:
    bare = eojeol.replace(WORD_JOINER, "")
    if width(bare) <= whole or not _HAS_KOREAN.search(bare):
        return eojeol
    loose = set[int]()
    for start, end in chunks(bare, 0, len(bare), int(whole)):
        loose.add(start)
        if width(bare[start:end]) > whole:
            loose.update(_allowed_breaks(bare, start, end, rule))
            loose.update(found.start() for found in _UNSPACED_TEXT.finditer(bare, start, end))
    parts, at = list[str](), 0
    for sign in eojeol:
        if sign != WORD_JOINER:
            at += 1
        elif at in loose:
            continue
        parts.append(sign)
    return "".join(parts)
