"""Raw HTML seen as a sequence of tags, with their places; and what of it will be removed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model.diagnostics import Diagnostic, Span, error, warning
from briefgen.model.limits import SHOWN, SPANS
from briefgen.reading.markdown.html_rules import (
    ADDRESSES,
    ALLOWED_TAGS,
    REFUSED_TAGS,
    WITH_CONTENT,
    allowed_attributes,
)
from briefgen.reading.markdown.links import is_safe

SAFE_HINT = "use https:, http:, mailto:, tel:, a page of the site (brief:slug …) or a relative address"

_ATTRIBUTES = r"""((?:[^>"']++|"[^"]*+"|'[^']*+')*+)"""
_MARKUP = re.compile(
    rf"<!--.*?(?:-->|\Z)|<[?!][^>]*>|<(/?)([A-Za-z][^\s/>]*){_ATTRIBUTES}>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_DIGITS = re.compile(r"\s*\+?0*(\d+)")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, or with an empty ``name`` something else in angle brackets that is no text (a declaration).

    ``name`` and the names of attributes are in lower case, ``written`` as the author has it.
    """

    name: str
    written: str
    closes: bool
    attributes: tuple[tuple[str, str], ...]
    start: int
    end: int


def tags(text: str) -> Iterator[Tag]:
    """The tags of ``text`` in order, without comments and without what unreadable elements hold."""
    at = 0
    while (found := _MARKUP.search(text, at)) is not None:
        at = found.end()
        if found.group().startswith("<!--"):
            continue
        written = found.group(2) or ""
        name = written.lower()
        yield Tag(name, written, bool(found.group(1)), _attributes(found.group(3) or ""), found.start(), at)
        if name in WITH_CONTENT and not found.group(1):
            closing = re.compile(rf"</{re.escape(name)}[\s/>]", re.IGNORECASE).search(text, at)
            at = closing.start() if closing else at


def _attributes(text: str) -> tuple[tuple[str, str], ...]:
    found = _ATTRIBUTE.finditer(text)
    return tuple(
        (match.group(1).lower(), html.unescape(match.group(2) or match.group(3) or match.group(4) or ""))
        for match in found
    )


def is_html(name: str) -> bool:
    """Whether HTML has an element of this name; else the brackets are the author's own."""
    return name in ALLOWED_TAGS or name in REFUSED_TAGS


def show_unknown(text: str) -> str:
    """``text`` with angle brackets that are no HTML written so that they are read as text."""
    unknown = [tag.start for tag in tags(text) if tag.name and not is_html(tag.name)]
    for start in reversed(unknown):
        text = text[:start] + "&lt;" + text[start + 1 :]
    return text


def removed(tag: Tag) -> tuple[tuple[str, str, str], ...]:
    """What of a tag will not be shown, as (code, message, hint)."""
    if not tag.name:
        return (("html-is-allowed", "a declaration or processing instruction is left out", "delete it"),)
    if tag.closes and is_html(tag.name):
        return ()
    if tag.name in WITH_CONTENT:
        return (("html-is-allowed", f"<{tag.name}> is left out with all it holds", "delete it"),)
    if tag.name in REFUSED_TAGS:
        message = f"<{tag.name}> is left out; the text in it stays"
        return (("html-is-allowed", message, "write it in Markdown, or with an element that is allowed"),)
    if tag.name not in ALLOWED_TAGS:
        message = f"<{tag.written}> is no element of HTML and is shown as text"
        return (("html-is-allowed", message, "write \\< for an angle bracket that is meant as text"),)
    return tuple(_removed_attribute(tag.name, *given) for given in tag.attributes if _is_refused(tag.name, *given))


def _is_refused(tag: str, name: str, value: str) -> bool:
    return (
        name not in allowed_attributes(tag) or (name in ADDRESSES and not is_safe(value)) or spans_too_much(name, value)
    )


def spans_too_much(name: str, value: str) -> bool:
    """Whether an attribute has a cell span more columns or rows than can be laid out."""
    largest, digits = SPANS.get(name), _DIGITS.match(value)
    return (
        largest is not None and digits is not None and (len(digits[1]) > len(str(largest)) or int(digits[1]) > largest)
    )


def _removed_attribute(tag: str, name: str, value: str) -> tuple[str, str, str]:
    if spans_too_much(name, value):
        message = f"the attribute “{name}” of <{tag}> is left out: {value.strip()[:SHOWN]} is more than {SPANS[name]:,}"
        return ("html-is-allowed", message, "write how many columns or rows it really spans")
    if name in allowed_attributes(tag):
        return ("address-is-safe", f"the address of <{tag}> is not safe to follow and is left out", SAFE_HINT)
    return ("html-is-allowed", f"the attribute “{name}” of <{tag}> is left out", "give it a class or delete it")


def report_removed(tag: Tag, span: Span) -> list[Diagnostic]:
    """A problem for each part of a tag that will not be shown."""
    make = {"html-is-allowed": warning, "address-is-safe": error}
    return [make[code](code, message, span, hint) for code, message, hint in removed(tag)]
