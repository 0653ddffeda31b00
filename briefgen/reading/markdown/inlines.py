"""Inline tokens become nodes: emphasis, links, roles, citations, notes called, and pairs of HTML tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.model.core.document import WRITTEN, Node, words
from briefgen.reading.markdown import blank_addresses
from briefgen.reading.markdown.extensions import attributes, shortcodes
from briefgen.reading.markdown.extensions.bare_addresses import linked
from briefgen.reading.markdown.extensions.emphasis import AT
from briefgen.reading.markdown.extensions.roles import missing_ticks, role_node, without_ticks
from briefgen.reading.markdown.html import nodes as html_nodes
from briefgen.reading.markdown.html.rules import (
    ALLOWED_TAGS,
    BLOCK_TAGS,
    OPTIONAL_END,
    TABLE_TAGS,
    VOID_TAGS,
    WITH_CONTENT,
)
from briefgen.reading.markdown.html.tags import HtmlTag, is_html, report_removed, tags, unsafe
from briefgen.reading.markdown.html.tree_builder import TRANSPARENT, Frame
from briefgen.reading.markdown.links import is_external, is_safe
from briefgen.reading.markdown.places import Places

DEEPEST = 32
"""Emphasis, links and tags nested deeper lose their mark and keep their text."""

_OF_LOOKS = frozenset({"style", "rel", "sizes", "srcset"})
_WORDS = re.compile(r"[^\W\d_]\s+[^\W\d_]|[^\x00-\x7f]")
"""More than a keyword: two words, or a letter of a writing that keywords do not have."""
_LABEL = r"\[(?=[^\[\]]*[A-Za-z])([A-Za-z0-9][\w .-]*)\]"
_LABELLED = re.compile(rf"(?<![\w\]])\[(?=[^\[\]]*[^\W\d_])([^\[\]]*+)\](?:{_LABEL}|\[\])|^([^\[\]]*)\]{_LABEL}")
"""Words with the label of an address that no line gives, or with empty brackets: then they are the label themselves.
Words with emphasis in them are several tokens, and the last begins within the brackets."""
_DROPPED = "dropped"
"""Kind of the frame of an element that is left out with all it holds."""


@dataclass(slots=True)
class Inlines:
    """Reads the inline text of one block; ``in_cell`` allows block elements, as tables need them."""

    places: Places
    problems: list[Diagnostic]
    in_cell: bool = False
    frames: list[Frame] = field(default_factory=lambda: [Frame(TRANSPARENT)])
    too_deep: int = 0
    """Marks of Markdown that are open but too deep to be kept."""
    flattened: list[str] = field(default_factory=list)
    """Tags that are open but too deep to be kept."""

    def read(self, tokens: Iterable[Token]) -> tuple[Node, ...]:
        """The nodes of ``tokens``."""
        for token in tokens:
            if token.nesting < 0:
                self._close(token)
            else:
                _READERS[token.type](self, token)
        while len(self.frames) > 1:
            self._close_unended(self.frames.pop())
        return linked(self.frames[0].close())

    def _span(self, token: Token) -> Span:
        return self.places.at(token.meta.get(AT, 0))

    def _add(self, *nodes: Node) -> None:
        for node in nodes:
            self.frames[-1].add(node)

    def _push(self, frame: Frame) -> None:
        if self._is_too_deep(frame.span):
            self.too_deep += 1
        else:
            self.frames.append(frame)

    def _is_too_deep(self, span: Span | None) -> bool:
        if self.too_deep or self.flattened:
            return True
        if len(self.frames) <= DEEPEST:
            return False
        message = f"emphasis, links or tags are nested more than {DEEPEST} deep; the innermost are plain text"
        self.problems.append(warning("nesting-is-shallow", message, span, "write it with less of them"))
        return True

    def _close(self, token: Token) -> None:
        if self.too_deep:
            self.too_deep -= 1
            return
        while self.frames[-1].tag:
            self._close_unended(self.frames.pop())
        self._add(*self.frames.pop().close())

    def _close_unended(self, frame: Frame) -> None:
        if frame.tag not in OPTIONAL_END:
            hint = f"write </{frame.tag}> where it ends, in the same paragraph"
            self.problems.append(warning("html-is-allowed", f"<{frame.tag}> is never closed", frame.span, hint))
        self._add(*frame.children)

    # Text

    def _text(self, token: Token) -> None:
        for at, name in missing_ticks(token.content):
            self.problems.append(without_ticks(name, self.places.at(token.meta.get(AT, 0) + at)))
        for found in _LABELLED.finditer(token.content):
            label = found[2] or found[4] or found[1]
            words = "words" if found[1] is None else found[1]
            hint = f"write [{words}](https://…), or a line of its own: [{label}]: https://…; \\[ is a bracket"
            message = f"“{found[0].strip()}” is printed as it is: no line gives the address of “{label}”"
            place = self.places.at(token.meta.get(AT, 0) + found.start())
            self.problems.append(warning("mark-is-written-out", message, place, hint))
        self._plain(token)

    def _plain(self, token: Token) -> None:
        self._add(words(token.content, self._span(token)))

    def _break(self, token: Token) -> None:
        self._add(Node("hardbreak" if token.type == "hardbreak" else "softbreak", span=self._span(token)))

    def _literal(self, token: Token) -> None:
        attrs, refused = attributes.of_token(token)
        self.problems += refuse(refused, self._span(token))
        self._add(Node("literal", attrs, text=token.content, span=self._span(token)))

    # What encloses text

    def _emphasis(self, token: Token) -> None:
        kind = {"em_open": "emph", "strong_open": "strong", "s_open": "strike"}[token.type]
        self._push(Frame(kind, {}, self._span(token)))

    def _link(self, token: Token) -> None:
        span = self._span(token)
        href = str(token.attrs.get("href", ""))
        attrs, refused = attributes.of_token(token)
        self.problems += refuse(refused, span)
        if is_safe(href):
            self._push(Frame("link", {"href": href, **attrs}, span))
            return
        if "label" not in token.meta:  # else its address stands elsewhere, and is reported there
            self.problems.append(unsafe(href, span))
        self._push(Frame(TRANSPARENT, span=span))

    def _marked(self, token: Token) -> None:
        attrs, refused = attributes.of_token(token)
        self.problems += refuse(refused, self._span(token))
        self._push(Frame("span" if attrs else TRANSPARENT, {"tag": "span", **attrs}, self._span(token)))

    # Roles, citations, notes, images

    def _role(self, token: Token) -> None:
        outcome = role_node(token.meta["name"], token.meta["text"], token.content, self._span(token))
        self.problems.extend(outcome.diagnostics)
        self._add(outcome.value)

    def _cites(self, token: Token) -> None:
        start = token.meta.get(AT, 0)
        cites = []
        for cite in token.meta["cites"]:
            given = {"id": cite.ident, "locator": cite.locator, "prefix": cite.prefix, "suffix": cite.suffix}
            attrs = {name: value for name, value in given.items() if value}
            cites.append(Node("cite", attrs, span=self.places.at(start + cite.at)))
        self._add(Node("cites", {"written": token.content}, tuple(cites), span=self._span(token)))

    def _note(self, token: Token) -> None:
        self._add(Node("note", {"label": token.meta["label"]}, span=self._span(token)))

    def _image(self, token: Token) -> None:
        span = self._span(token)
        attrs, refused = attributes.of_token(token)
        self.problems += refuse(refused, span)
        if (address := token.meta.get(blank_addresses.BLANK)) and not is_external(address):
            self.problems.append(blank_addresses.has_blank(address, span))
        inner = Inlines(self.places.within(token.meta.get(AT, 0) + 2, token.content), self.problems)
        parts = [node for part in inner.read(token.children or ()) for node in part.walk()]
        if (role := next((part for part in parts if part.kind in WRITTEN), None)) is not None:
            message = "the description of an image is plain text: facts, terms, citations and notes in it are left out"
            self.problems.append(warning("image-has-alt", message, role.span, "write the words themselves"))
        for part in parts:
            if title := part.get("title"):
                message = f"the description of an image is plain text: the title “{title}” in it is left out"
                self.problems.append(warning("image-has-alt", message, part.span, "write the words themselves"))
        alt = "".join(map(_described, parts))
        given = {"src": str(token.attrs.get("src", "")), "alt": alt, **attrs}
        self._add(*html_nodes.image(given, span, self.problems))

    def _shortcode(self, token: Token) -> None:
        span = self._span(token)
        if given := token.meta[shortcodes.FIGURE]:
            self._add(*html_nodes.image(given, span, self.problems))
            return
        if shortcodes.is_shown(token.content):
            self.problems.append(shortcodes.problem_of(token.content, span))
            self._plain(token)

    # Raw HTML

    def _html(self, token: Token) -> None:
        for tag in tags(token.content):
            if self._is_dropped(tag):
                continue
            self.problems += report_removed(tag, self._span(token))
            if tag.name and not is_html(tag.name):
                self._plain(token)
            elif tag.closes:
                self._close_tag(tag, token)
            elif tag.name in WITH_CONTENT:
                self.frames.append(Frame(_DROPPED, span=self._span(token), tag=tag.name))
            elif tag.name in ALLOWED_TAGS:
                self._open_tag(tag, token)

    def _is_dropped(self, tag: HtmlTag) -> bool:
        """Tell whether a tag stands in an element that is left out with all it holds."""
        dropped = [frame.tag for frame in self.frames if frame.kind == _DROPPED]
        return bool(dropped) and not (tag.closes and tag.name in dropped)

    def _open_tag(self, tag: HtmlTag, token: Token) -> None:
        span = self._span(token)
        if tag.name in (TABLE_TAGS if self.in_cell else BLOCK_TAGS):
            hint = "begin it on a line of its own, after a blank line"
            message = f"<{tag.name}> stands inside a line of text; the tag is left out"
            self.problems.append(warning("html-is-allowed", message, span, hint))
            return
        frame = html_nodes.element_frame(tag.name, html_nodes.clean_attributes(tag.name, token.content), span)
        if tag.name in VOID_TAGS:
            self._add(*html_nodes.finish(frame, self.problems))
        elif self._is_too_deep(span):
            self.flattened.append(tag.name)
        else:
            self.frames.append(frame)

    def _close_tag(self, tag: HtmlTag, token: Token) -> None:
        if tag.name in VOID_TAGS or tag.name not in ALLOWED_TAGS | WITH_CONTENT:
            return
        if tag.name in self.flattened:
            self.flattened.remove(tag.name)
            return
        depth = len(self.frames) - 1
        while self.frames[depth].tag and self.frames[depth].tag != tag.name:
            depth -= 1
        if self.frames[depth].tag != tag.name:
            if tag.name not in (OPTIONAL_END if self.in_cell else BLOCK_TAGS):
                message = f"</{tag.name}> closes nothing in this paragraph"
                self.problems.append(warning("html-is-allowed", message, self._span(token), "delete it"))
            return
        while len(self.frames) > depth + 1:
            self._close_unended(self.frames.pop())
        frame = self.frames.pop()
        if frame.kind != _DROPPED:
            self._add(*html_nodes.finish(frame, self.problems))


def _described(part: Node) -> str:
    """Return what a part of the description of an image says by itself."""
    if part.kind in ("softbreak", "hardbreak"):
        return " "
    return part.get("alt") if part.kind == "image" else part.text


def refuse(refused: Mapping[str, object], span: Span) -> list[Diagnostic]:
    """A problem for each attribute in braces that is not allowed: of more than looks where its words are lost."""
    hint = f"the attributes are: {', '.join(('#id', '.class', *attributes.ALLOWED[2:]))}"
    found = []
    for name, value in refused.items():
        has_words = name not in _OF_LOOKS and _WORDS.search(str(value))
        message = f"the attribute “{name}” is left out{', with its words' if has_words else ''}"
        problem = warning("html-is-allowed", message, span, hint)
        found.append(problem if has_words else replace(problem, subject=("look",)))
    return found


_READERS: Mapping[str, Callable[[Inlines, Token], None]] = {
    "text": Inlines._text,
    "text_special": Inlines._plain,
    "softbreak": Inlines._break,
    "hardbreak": Inlines._break,
    "code_inline": Inlines._literal,
    "em_open": Inlines._emphasis,
    "strong_open": Inlines._emphasis,
    "s_open": Inlines._emphasis,
    "link_open": Inlines._link,
    "span_open": Inlines._marked,
    "role": Inlines._role,
    "shortcode": Inlines._shortcode,
    "cites": Inlines._cites,
    "note_call": Inlines._note,
    "image": Inlines._image,
    "html_inline": Inlines._html,
}
