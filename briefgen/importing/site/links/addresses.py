"""Addresses in a text of Markdown, with the place of each, so that they alone can be replaced."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^[ \t>]*+(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})")
_OPENING = re.compile(r"`+|<!--")
_INLINE = re.compile(r"\]\([ \t]*\n?[ \t]*")
_BARE = re.compile(r"(?:\{\{[^\n]{0,300}?\}\}|\{%[^\n]{0,300}?%\}|[^\s()<>\\]|\\.|\([^\s()]{0,300}\)){1,2000}")
_NOT_LINE_END = re.compile(r"[^\n]")
_ANGLED = re.compile(r"<([^<>\n]*)>")
_WITH_BLANKS = re.compile(r"([^\n()\"<>]{1,300})(?:\"[^\"\n]{0,300}\"[ \t]*)?\)")
_DEFINITION = re.compile(
    r"(?m)^[ \t>]{0,20}\[[^\]\n]+\]:[ \t]*(?:\n[ \t]*)?(?:<([^<>\n]*)>|((?:\{\{[^\n]*?\}\}|\{%[^\n]*?%\}|\S)++))"
)
_ATTRIBUTE = re.compile(
    r"<(a|img|source|video|iframe|embed)\b[^<>]*?\s(?:href|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE
)
_SHORTCODE = re.compile(
    r"\{\{[<%][ \t]*([A-Za-z][\w/-]*)[ \t](?:(?:(?![>%]\}\})[^\n]){0,500}?[ \t])?"
    r"src[ \t]*=[ \t]*(?:\"([^\"\n]*)\"|'([^'\n]*)'|`([^`\n]*)`|([^\s\"'`<>{}]+))"
)
_FIGURES = frozenset({"figure", "img", "image"})
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif)\Z", re.IGNORECASE)
_PROCESSED = re.compile(r"\{\{[<%][ \t]*imgproc[ \t]+\"?([^\s\">]+)")
"""An image of the theme Docsy."""
_IMAGE_BEFORE = re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*\Z")


_IN_REFERENCE = re.compile(r"\]\[[^\[\]]*\Z")
"""Words in brackets after ``[words][label]`` are no address, unless they could be nothing else."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address that stands at ``start`` to ``end`` of a text."""

    start: int
    end: int
    value: str
    is_image: bool = False
    is_html: bool = False


def addresses_in(text: str) -> list[Address]:
    """The addresses of links, images, definitions and tags, in order; those in code are left out."""
    shown = without_code(text)
    found = [*_inline(shown), *_defined(shown), *_in_tags(shown), *_in_shortcodes(shown)]
    return sorted({each.start: each for each in found}.values(), key=lambda each: each.start)


def replaced(text: str, new: Callable[[Address], str | None]) -> str:
    """``text`` with those addresses replaced for which ``new`` gives another; all else stays as it is."""
    parts, at = [], 0
    for address in addresses_in(text):
        if address.start >= at and (value := new(address)) is not None:
            parts += [text[at : address.start], value]
            at = address.end
    return "".join([*parts, text[at:]])


def rewritten(
    pattern: re.Pattern[str], text: str, new: Callable[[re.Match[str]], str | None], shown: str | None = None
) -> str:
    """``text`` with what ``new`` gives for each place that fits, but in code or where that is None.

    Places are looked for in ``shown`` if it is given: ``text`` with blanks in place of more than code.
    """
    parts, at = [], 0
    for found in pattern.finditer(without_code(text) if shown is None else shown):
        if (value := new(found)) is not None:
            parts += [text[at : found.start()], value]
            at = found.end()
    return "".join([*parts, text[at:]])


def without_code(text: str) -> str:
    """``text`` with blanks in place of code and comments, every letter at its place."""
    lines, fence = [], ""
    for line in text.split("\n"):
        opened = _FENCE.match(line)
        if fence:
            is_end = opened is not None and opened[1].startswith(fence) and not line.strip(" \t>`~")
            lines.append(" " * len(line))
            fence = "" if is_end else fence
        elif opened is not None and (opened[1][0] == "~" or "`" not in line[opened.end() :]):
            fence = opened[1]
            lines.append(" " * len(line))
        else:
            lines.append(line)
    return _without_spans("\n".join(lines))


def _without_spans(text: str) -> str:
    """``text`` with blanks in place of code between back-ticks, and of comments."""
    openings = list(_OPENING.finditer(text))
    ends: dict[str, list[int]] = {}
    """Where there are as many back-ticks, the first at the end."""
    for found in reversed(openings):
        ends.setdefault(found[0], []).append(found.start())
    parts, at, last = [], 0, text.rfind("-->")
    for found in openings:
        start, mark = found.span()
        if start < at or (found[0] == "<!--" and mark > last):
            continue
        own = ends[found[0]]
        while own and own[-1] <= start:
            own.pop()
        if found[0] == "<!--":
            end = text.index("-->", mark) + 3
        elif own:
            end = own[-1] + len(found[0])
        else:
            continue
        parts += [text[at:start], _NOT_LINE_END.sub(" ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _inline(text: str) -> Iterator[Address]:
    for opening in _INLINE.finditer(text):
        start = opening.end()
        is_image = bool(_IMAGE_BEFORE.search(text[max(0, opening.start() - 400) : opening.start()]))
        if angled := _ANGLED.match(text, start):
            yield Address(start, angled.end(), angled[1], is_image)
        elif (bare := _BARE.match(text, start)) and re.match(r"[ \t\n]*(?:[\"'(][^\n]*)?\)", text[bare.end() :][:300]):
            yield Address(start, bare.end(), bare[0], is_image)
        elif not _IN_REFERENCE.search(text[max(0, opening.start() - 400) : opening.start()]) and (
            blank := _WITH_BLANKS.match(text, start)
        ):
            value = blank[1].rstrip()
            yield Address(start, start + len(value), value, is_image)


def _defined(text: str) -> Iterator[Address]:
    for found in _DEFINITION.finditer(text):
        if not found[0].lstrip().startswith("[^"):
            which = 1 if found[1] is not None else 2
            start, end = found.span(which)
            yield Address(start - (which == 1), end + (which == 1), found[which])


def _in_tags(text: str) -> Iterator[Address]:
    for found in _ATTRIBUTE.finditer(text):
        which = 2 if found[2] is not None else 3
        is_image = found[1].lower() != "a"
        yield Address(*found.span(which), html.unescape(found[which]), is_image, is_html=True)


def _in_shortcodes(text: str) -> Iterator[Address]:
    for found in _SHORTCODE.finditer(text):
        which = next(group for group in (2, 3, 4, 5) if found[group] is not None)
        if found[1] in _FIGURES or _PICTURE.search(found[which]):
            yield Address(*found.span(which), found[which], is_image=True)
    for found in _PROCESSED.finditer(text):
        yield Address(*found.span(1), found[1], is_image=True)
