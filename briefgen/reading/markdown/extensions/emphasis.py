"""Emphasis that works in Chinese, Japanese and Korean text: ``**소비(消費)**를``.

CommonMark takes a run of ``*`` for opening or closing by the characters around it, and assumes spaces
between words. In Korean a particle follows a closing bracket or quotation mark without one, so the
asterisks would stay standing. The rule here follows the published CJK-friendly amendments
(https://github.com/tats-u/markdown-cjk-friendly, specification of Unicode 17): a CJK character beside
the run counts like a space, and CJK punctuation does not bind. Text without CJK characters is read
exactly as CommonMark reads it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

AT = "at"
"""Key of ``Token.meta``: where in the inline text the token begins."""

# Wide, full-width and half-width characters that are not emoji, and hangul (UAX #11, #24; UTS #51).
_CJK = (
    (0x1100, 0x11FF),  # hangul jamo
    (0x20A9, 0x20A9),  # won sign
    (0x2329, 0x232A),
    (0x2630, 0x2637),
    (0x268A, 0x268F),
    (0x2E80, 0x303E),  # radicals to CJK punctuation
    (0x3041, 0x3247),  # kana, bopomofo, compatibility jamo, enclosed
    (0x3250, 0xA4CF),  # enclosed, ideographs, Yi
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),  # hangul syllables
    (0xF900, 0xFAFF),
    (0xFE10, 0xFE19),
    (0xFE30, 0xFE6F),
    (0xFF01, 0xFFEE),  # half-width and full-width forms
    (0x16FE0, 0x18DFF),  # Tangut, Khitan, Nushu
    (0x1AFF0, 0x1B2FF),
    (0x1D300, 0x1D356),
    (0x1D360, 0x1D376),
    (0x1F200, 0x1F200),  # enclosed ideographs, without those that are emoji
    (0x1F202, 0x1F219),
    (0x1F21B, 0x1F22E),
    (0x1F230, 0x1F231),
    (0x1F237, 0x1F237),
    (0x1F23B, 0x1F248),
    (0x1F260, 0x1F265),
    (0x20000, 0x3FFFD),
)
_FIRSTS = tuple(first for first, _ in _CJK)
_CURLY_QUOTES = frozenset("‘’“”")
_FULL_WIDTH_SELECTOR = "\ufe01"


def is_cjk(character: str) -> bool:
    """Tell whether a character is CJK in the sense of the amendments."""
    code = ord(character)
    if code < _FIRSTS[0]:
        return False
    at = bisect_right(_FIRSTS, code) - 1
    return at >= 0 and code <= _CJK[at][1]


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _is_ideographic_selector(character: str) -> bool:
    return 0xE0100 <= ord(character) <= 0xE01EF


def _is_general_selector(character: str) -> bool:
    return 0xFE00 <= ord(character) <= 0xFE0E


def _before(text: str, start: int) -> tuple[str, bool]:
    """The character before a run, past a variation selector, and whether it counts as CJK."""
    last = text[start - 1]
    if _is_ideographic_selector(last):
        return last, True
    if not _is_general_selector(last) or start < 2:
        return last, is_cjk(last)
    base = text[start - 2]
    # U+FE01 asks for the full-width form of a curly quotation mark, which else is not CJK punctuation.
    return base, is_cjk(base) or (last == _FULL_WIDTH_SELECTOR and base in _CURLY_QUOTES)


def scan_delimiters(text: str, start: int, end: int, splits_words: bool) -> Scanned:
    """Tell whether the run of one character that begins at ``start`` can open and close emphasis, and its length.

    ``splits_words`` is true for characters that work inside a word (``*``), false for ``_``.
    """
    stop = start
    while stop < end and text[stop] == text[start]:
        stop += 1
    last, last_is_cjk = _before(text, start) if start > 0 else (" ", False)
    following = text[stop] if stop < end else " "
    last_is_space, next_is_space = isWhiteSpace(ord(last)), isWhiteSpace(ord(following))
    last_is_punctuation, next_is_punctuation = _is_punctuation(last), _is_punctuation(following)
    next_is_cjk = is_cjk(following)
    last_binds = last_is_punctuation and not last_is_cjk
    next_binds = next_is_punctuation and not next_is_cjk

    left = not next_is_space and (not next_binds or last_is_space or last_binds or last_is_cjk)
    right = not last_is_space and (not last_binds or next_is_space or next_binds or next_is_cjk)
    can_open = left and (splits_words or not right or last_is_punctuation)
    can_close = right and (splits_words or not left or next_is_punctuation)
    return Scanned(can_open, can_close, stop - start)


class PlacedState(StateInline):
    """Inline parsing that scans delimiters as above and remembers where each token begins."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self._text_at = -1

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """CommonMark's scan, CJK-friendly."""
        return scan_delimiters(self.src, start, self.posMax, canSplitWord)

    def append_pending(self, text: str) -> None:
        """Remember where a stretch of text begins."""
        if self._text_at < 0:
            self._text_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802
        """A text token with its place."""
        token = super().pushPending()
        token.meta[AT] = max(self._text_at, 0)
        self._text_at = -1
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """A token with its place."""
        token = super().push(ttype, tag, nesting)
        token.meta[AT] = self.pos
        self._text_at = -1
        return token


class PlacedInline(ParserInline):
    """markdown-it's inline parser over a ``PlacedState``."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse ``src`` and append its tokens to ``tokens``."""
        state = PlacedState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
