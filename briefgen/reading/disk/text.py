"""From the bytes of a source file to its text; what is not UTF-8 is named and placed."""

from __future__ import annotations

import codecs
import re
import unicodedata

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, error
from briefgen.model.core.limits import FILE, TEXT
from briefgen.model.values.characters import name_of, unwanted, without

_FEW = 10
_SAVE = "save it as UTF-8: most editors offer this under “Save as” or “Encoding”"
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_LETTER_MARK = r"[\u0300-\u036f\u0653-\u0655\u093c\u3099\u309a]"
_IN_PARTS = re.compile(
    rf"(?:[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[가-힣][\u11a8-\u11c2]){_LETTER_MARK}*"
    rf"|[^\W\d_\uf900-\ufaff]{_LETTER_MARK}+"
)
"""Hangul in its parts; a letter with marks after it."""
_ASCII_HEAD = re.compile(rb"\A[\x00-\x7f]+")
_HANGUL = re.compile("[가-힣]")
_OTHER = re.compile("[^\x00-\x7f가-힣]")


def read_text(content: bytes, path: str, first_line: int = 1) -> Outcome[str | None]:
    """The text of a file, its letters composed, with ``\\n`` for each line break and without a byte order mark.

    None when the file is not UTF-8. What ``unwanted`` names, such as control characters, is left out and the first few
    are reported.
    ``first_line`` is the line of the file on which ``content`` begins.
    """
    content = content.removeprefix(codecs.BOM_UTF8)
    if (name := _marked_encoding(content)) is not None:
        return Outcome(None, (_not_utf8(name, Span(path, first_line)),))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        name = _likely_encoding(content)
        # In another encoding the first letters may by chance be sound UTF-8: show where ASCII ends.
        start = len(content) - len(_ASCII_HEAD.sub(b"", content)) if name else wrong.start
        before = content[:start].decode("utf-8", "replace")
        return Outcome(None, (_not_utf8(name, _place(path, before, first_line)),))
    if len(text) > FILE:
        most = TEXT if path.endswith(".md") else FILE
        message = f"the file has {len(text):,} characters; the maximum is {most:,}"
        hint = "divide it into several texts" if most == TEXT else "split it into several files"
        return Outcome(None, (error("text-fits-limit", message, Span(path, first_line), hint),))
    text = composed(text.replace("\r\n", "\n").replace("\r", "\n"))
    places = list(unwanted(text))
    told = tuple(_unwanted(path, text, place, first_line) for place in places[:_FEW])
    return Outcome(without(text, places) if places else text, told)


def composed(text: str) -> str:
    """``text`` with letters in one piece that were written in several: macOS names and copies hangul in parts.

    Also in code, since no font shows the parts side by side. What Unicode only calls the same, such as a Chinese
    character of compatibility, stays as it is; columns are those of the composed text.
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    return _IN_PARTS.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def _marked_encoding(content: bytes) -> str | None:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    return "UTF-16" if _alternates_with_nul(content) else None


def _alternates_with_nul(content: bytes) -> bool:
    """Tell whether every other byte is NUL often enough for UTF-16 without a mark, e.g. at colons and spaces."""
    even, odd = content[::2].count(0), content[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    return len(content) % 2 == 0 and most > max(3, len(content) // 20) and most > 8 * least


def _likely_encoding(content: bytes) -> str | None:
    try:
        text = content.decode("cp949")
    except UnicodeDecodeError:
        return None
    hangul = len(_HANGUL.findall(text))
    return "CP949 (EUC-KR)" if hangul and hangul >= len(_OTHER.findall(text)) else None


def _not_utf8(name: str | None, span: Span) -> Diagnostic:
    found = f"is in {name}, not in UTF-8" if name else "is not text in UTF-8"
    return error("file-is-utf8", f"the file {found}", span, _SAVE)


def _place(path: str, before: str, first_line: int) -> Span:
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Span(path, first_line + len(lines) - 1, len(lines[-1]) + 1)


def _unwanted(path: str, text: str, place: int, first_line: int) -> Diagnostic:
    span = _place(path, text[:place], first_line)
    hint = "delete it; it often comes with text pasted from elsewhere"
    return error("file-is-utf8", f"{name_of(text[place])} is not allowed here", span, hint)
