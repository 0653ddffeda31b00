"""Raw HTML seen as a sequence of tags, with their places; and what of it will be removed."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from briefgen.model.core.diagnostics import Diagnostic, Span, error, warning
from briefgen.model.core.document import Node
from briefgen.model.core.limits import SHOWN, SPANS
from briefgen.model.core.rules import PROGRAM
from briefgen.model.values.plain import one_line
from briefgen.reading.markdown.html.rules import (
    ADDRESSES,
    ALLOWED_TAGS,
    BLOCK_TAGS,
    LAYS_OUT,
    REFUSED_TAGS,
    VOID_TAGS,
    WITH_CONTENT,
    allowed_attributes,
)
from briefgen.reading.markdown.links import is_readable, is_safe, program_of

WHOLE_HINT = "write it in full: https://example.org/page"
SAFE_HINT = "use https:, http:, mailto:, tel:, a page of the site (brief:slug …) or a place in the text (#id)"

_OPENING = re.compile(r"<(?:!--|[?!]|(/?)([A-Za-z][^\s/>]*))")
_WHOLE = re.compile(r"""(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_IN_TAG = re.compile(r"""[>"']""")
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_MAIL = re.compile(r"[^\s@<>]+@[\w.-]+\.\w+")
_DIGITS = re.compile(r"\s*\+?0*(\d+)")


class HtmlTag(NamedTuple):
    """A tag, or with an empty ``name`` something else in angle brackets that is not text (a declaration).

    ``name`` and the names of attributes are in lower case, ``written`` as the author has it.
    """

    name: str
    written: str
    closes: bool
    inside: str
    """The tag after its name: the attributes as they are written; all of it when it has no name."""
    start: int
    end: int

    @property
    def attributes(self) -> tuple[tuple[str, str], ...]:
        """Names and values."""
        given = ATTRIBUTE.findall(self.inside)
        return tuple((name.lower(), html.unescape(double or single or bare)) for name, double, single, bare in given)


def tags(text: str) -> Iterator[HtmlTag]:
    """The tags of ``text`` in order, without comments and without what unreadable elements hold."""
    return (tag for _, _, tag in _spans(text) if tag is not None)


class Markup:
    """Finds what stands in angle brackets, in time proportional to the text: what was not found is not sought again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: dict[int, int] = {}
        """Place of a bracket or quotation mark in a tag → end of the tag, or -1 when it has none."""
        self._never_closed: set[str] = set()
        self.is_sound = True
        """Whether every tag up to here has ended."""

    def after(self, at: int) -> tuple[int, int, HtmlTag | None] | None:
        """Start, end and tag of the next markup; the tag is None for a comment."""
        while (found := _OPENING.search(self._text, at)) is not None:
            end = self._end(found)
            if end >= 0:
                return found.start(), end, None if found[0] == "<!--" else self._tag(found, end)
            at = found.end()
        return None

    def _tag(self, found: re.Match[str], end: int) -> HtmlTag:
        written = found[2] or ""
        inside = self._text[found.end() if written else found.start() + 1 : end - 1]
        return HtmlTag(written.lower(), written, bool(found[1]), inside, found.start(), end)

    def _end(self, found: re.Match[str]) -> int:
        """Return where the markup that begins here ends, or -1."""
        if found[0] == "<!--":
            end = self._text.find("-->", found.end())
            return end + 3 if end >= 0 else len(self._text)
        if found[2]:
            return self._end_of_tag(found.end())
        if ">" in self._never_closed or (end := self._text.find(">", found.end())) < 0:
            self._never_closed.add(">")
            return -1
        return end + 1

    def _end_of_tag(self, at: int) -> int:
        """The end of a tag is the first bracket outside of quotation marks."""
        if self.is_sound:  # one look is enough, and only where it fails is anything to be remembered
            if (whole := _WHOLE.match(self._text, at)) is not None:
                return whole.end()
            self.is_sound = False
        if "" in self._never_closed:
            return -1
        seen: list[int] = []
        end = -1
        while (found := _IN_TAG.search(self._text, at)) is not None:
            place = found.start()
            if place in self._ends:
                end = self._ends[place]
                break
            seen.append(place)
            if found[0] == ">":
                end = place + 1
                break
            if found[0] in self._never_closed or (closing := self._text.find(found[0], place + 1)) < 0:
                self._never_closed.add(found[0])
                break
            at = closing + 1
        else:  # from here on nothing can end a tag
            self._never_closed.add("")
        self._ends.update(dict.fromkeys(seen, end))
        return end

    def closing(self, name: str, at: int) -> int:
        """Return where an unreadable element ends; after its tag when nothing closes it."""
        if name in self._never_closed:
            return at
        closing = re.compile(rf"</{re.escape(name)}[\s/>]", re.IGNORECASE).search(self._text, at)
        if closing is None:
            self._never_closed.add(name)
        return closing.start() if closing else at


def _spans(text: str) -> Iterator[tuple[int, int, HtmlTag | None]]:
    """All markup in order; what unreadable elements hold is passed over."""
    markup, at = Markup(text), 0
    while (found := markup.after(at)) is not None:
        yield found
        _, at, tag = found
        if tag is not None and tag.name in WITH_CONTENT and not tag.closes:
            at = markup.closing(tag.name, at)


def unclosed_comment(text: str) -> int | None:
    """Return where a comment begins that goes on to the end of ``text``."""
    opened = [start for start, end, tag in _spans(text) if tag is None and end == len(text)]
    return opened[-1] if opened and not text.endswith("-->") else None


def is_html(name: str) -> bool:
    """Tell whether HTML has an element of this name; else the brackets are the author's own."""
    return name in ALLOWED_TAGS or name in REFUSED_TAGS


def show_unknown(text: str) -> str:
    """``text`` with angle brackets that are not HTML, or begin a tag that never ends, written so that they are text."""
    shown: list[str] = []
    at = 0
    for start, end, tag in _spans(text):
        shown.append(text[at:start].replace("<", "&lt;"))
        unknown = tag is not None and bool(tag.name) and not is_html(tag.name)
        shown.append("&lt;" + text[start + 1 : end] if unknown else text[start:end])
        at = end
    return "".join([*shown, text[at:].replace("<", "&lt;")])


def removed(tag: HtmlTag) -> tuple[tuple[str, str, str], ...]:
    """Return what of a tag will not be shown, as (code, message, hint)."""
    if not tag.name:
        message = f"“<{one_line(tag.inside)}>” is left out: a page has no instructions for programs in it"
        return (("html-is-allowed", message, "delete it; to show it, write it between backticks, as code"),)
    if tag.closes and is_html(tag.name):
        return ()
    if tag.name in WITH_CONTENT:
        message = f"<{tag.name}> is left out with all it holds"
        return (("html-is-allowed", message, "delete it; to show it, write it between backticks, as code"),)
    if tag.name in REFUSED_TAGS:
        message = f"<{tag.name}> is left out; the text in it stays"
        hint = f"delete <{tag.name}> and </{tag.name}>, or use Markdown: **strong**, *emphasis*, a list, a table, a box"
        return (("html-is-allowed", message, hint),)
    if tag.name not in ALLOWED_TAGS:
        if _MAIL.fullmatch(tag.written):  # it stands there as it was meant
            return ()
        name = f"{'/' * tag.closes}{one_line(tag.written)}"
        message = f"<{name}> is not an element of HTML and is shown as text"
        return (
            ("html-is-allowed", message, f"to show it, write \\<{name}>, or `<{name}>` as code; otherwise delete it"),
        )
    return tuple(_removed_attribute(tag.name, *given) for given in tag.attributes if _is_refused(tag.name, *given))


def _is_refused(tag: str, name: str, value: str) -> bool:
    return (
        name not in allowed_attributes(tag) or (name in ADDRESSES and not is_safe(value)) or spans_too_much(name, value)
    )


def spans_too_much(name: str, value: str) -> bool:
    """Tell whether an attribute has a cell span more columns or rows than can be laid out."""
    largest, digits = SPANS.get(name), _DIGITS.match(value)
    return (
        largest is not None and digits is not None and (len(digits[1]) > len(str(largest)) or int(digits[1]) > largest)
    )


def _removed_attribute(tag: str, name: str, value: str) -> tuple[str, str, str]:
    if spans_too_much(name, value):
        message = f"the attribute “{name}” of <{tag}> is left out: {value.strip()[:SHOWN]} is more than {SPANS[name]:,}"
        return ("html-is-allowed", message, "write how many columns or rows it really spans")
    if name in allowed_attributes(tag):
        message = f"the address “{one_line(value)}” of <{tag}> is not safe to follow and is left out"
        return ("address-is-safe", message, SAFE_HINT)
    return ("html-is-allowed", f"the attribute “{name}” of <{tag}> is left out", "give it a class or delete it")


def unsafe(address: str, span: Span) -> Diagnostic:
    """The problem of a link that is shown as plain text."""
    if not is_readable(address):
        return error("link-resolves", f"“{one_line(address)}” is not an address", span, WHOLE_HINT)
    if program := program_of(address):
        message = f"the link “{one_line(address)}” leads into a program, not to a page, and is shown as words"
        return replace(error("address-is-safe", message, span, SAFE_HINT), subject=(PROGRAM, program))
    return error("address-is-safe", f"the link “{one_line(address)}” is not safe to follow", span, SAFE_HINT)


def report_removed(tag: HtmlTag, span: Span) -> list[Diagnostic]:
    """A problem for each part of a tag that will not be shown."""
    make = {"html-is-allowed": warning, "address-is-safe": error}
    found = [make[code](code, message, span, hint) for code, message, hint in removed(tag)]
    kind = "look" if _is_look(tag) else "tag" if is_html(tag.name) else "unknown"
    subject = (kind, tag.name)
    return [replace(each, subject=subject) for each in found]


def _is_look(tag: HtmlTag) -> bool:
    """Whether what is removed is how something looks: an attribute, an element that only lays out its text, a style.

    A script in an attribute and a cell that spans a thousand others are more than that.
    """
    if any(name.startswith("on") or spans_too_much(name, value) for name, value in tag.attributes):
        return False
    return tag.name in ALLOWED_TAGS or tag.name in LAYS_OUT or tag.name == "style"


_IMPLIED = frozenset({"tbody", "colgroup"})
_TAG_OF_KIND = {"paragraph": "p", "code": "pre"}


@dataclass(frozen=True, slots=True)
class HtmlPiece:
    """A stretch of HTML, or the end tag ``closes`` of something opened before; ``at`` is its position."""

    text: str
    at: int
    closes: str = ""


def take_apart(source: str) -> tuple[tuple[HtmlPiece, ...], tuple[str, ...]]:
    """The pieces of a block, and the elements still open at its end, outermost first."""
    pieces: list[HtmlPiece] = []
    still_open: list[str] = []
    counted: Counter[str] = Counter()
    at = 0
    for tag in tags(source):
        if tag.name not in ALLOWED_TAGS or tag.name in VOID_TAGS:
            continue
        if not tag.closes:
            still_open.append(tag.name)
            counted[tag.name] += 1
        elif counted[tag.name]:
            closed = ""
            while closed != tag.name:
                closed = still_open.pop()
                counted[closed] -= 1
        else:
            pieces.append(HtmlPiece(source[at : tag.start], at))
            pieces.append(HtmlPiece("", tag.start, tag.name))
            at, still_open = tag.end, []
            counted.clear()
    pieces.append(HtmlPiece(source[at:], at))
    return tuple(piece for piece in pieces if piece.text.strip() or piece.closes), _blocks_of(still_open)


def _blocks_of(names: list[str]) -> tuple[str, ...]:
    """The elements up to the first that stands in a line of text: only blocks stay open over a blank line."""
    end = next((at for at, name in enumerate(names) if name not in BLOCK_TAGS), len(names))
    return tuple(names[:end])


def open_path(nodes: tuple[Node, ...], names: tuple[str, ...]) -> tuple[Node, ...]:
    """The nodes along the end of the tree that are still open, outermost first, as ``names`` has them."""
    path: list[Node] = []
    while names and nodes:
        last = nodes[-1]
        tag = tag_of(last)
        if tag != names[0] and tag not in _IMPLIED:
            break
        names = names[1:] if tag == names[0] else names
        path.append(last)
        nodes = last.children
    return tuple(path)


def tag_of(node: Node) -> str:
    """The HTML element that a node came from."""
    if node.kind == "heading":
        return "h" + node.get("level")
    return node.get("tag") or _TAG_OF_KIND.get(node.kind, "")
