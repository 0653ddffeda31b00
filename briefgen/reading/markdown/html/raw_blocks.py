"""Blocks of raw HTML, with the Markdown that stands between them, in one tree."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.model.core.document import Node, words
from briefgen.reading.markdown.html.nodes import DEEPEST, finish, read_html
from briefgen.reading.markdown.html.rules import OPTIONAL_END
from briefgen.reading.markdown.html.tags import open_path, report_removed, tag_of, tags, take_apart, unclosed_comment
from briefgen.reading.markdown.html.tree_builder import Frame, in_paragraphs, loosened
from briefgen.reading.markdown.places import BodyText

_LINK_AROUND = re.compile(
    r"[ \t]*<a(?:[ \t][^<>]{0,1000})?>(?=\s*<(?:article|aside|div|figure|h[1-6]|li|ol|p|section|table|ul)[\s>])",
    re.IGNORECASE,
)
_IN_TABLE = (("table",), ("thead",), ("tbody",), ("tfoot",), ("tr",))


@dataclass(slots=True)
class HtmlBlocks:
    """Puts raw HTML into the tree under construction; what a block leaves open stays a frame of it."""

    source: BodyText
    problems: list[Diagnostic]
    frames: list[Frame]
    _flattened: Counter[str] = field(default_factory=Counter)
    """Elements that are open but too deep to be kept."""
    _is_told: bool = False
    _links_around: int = 0
    """Links round blocks that are open, and left out."""

    def read(self, text: str, line: int) -> None:
        """Read a block that begins on ``line`` of the body, counted from 0."""

        def place(position: int) -> Span:
            return self.source.block(line + text.count("\n", 0, position))

        text = self._without_link_around(text, place(0))
        for tag in tags(text):
            self.problems += report_removed(tag, place(tag.start))
        if (opened := unclosed_comment(text)) is not None:
            message, hint = "a comment is never closed: all that follows is left out", "write --> where it ends"
            self.problems.append(warning("html-is-allowed", message, place(opened), hint))
        pieces, still_open = take_apart(text)
        for piece in pieces:
            if piece.closes:
                self._close(piece.closes, place(piece.at))
                continue
            span = place(piece.at + len(piece.text) - len(piece.text.lstrip()))
            self._end_table_before(piece.text, span)
            nodes = in_paragraphs(read_html(piece.text, span, self.problems, self._context()), always=True)
            self._add(nodes, still_open if piece is pieces[-1] else ())

    def _without_link_around(self, text: str, span: Span) -> str:
        """``text`` with blanks in place of a link that goes round the blocks after it: it would end before them."""
        found = _LINK_AROUND.match(text)
        if found is None or "</a" in text.lower():
            return text
        self._links_around += 1
        message, hint = "a link round whole blocks is left out; the text in it stays", "link some of the words in it"
        self.problems.append(warning("html-is-allowed", message, span, hint))
        return " " * found.end() + text[found.end() :]

    def close_all(self) -> None:
        """Close what is still open at the end of the block around it: it ends where it began."""
        while self.frames[-1].tag:
            frame = self.frames.pop()
            self._report_unended(frame)
            after = frame.children[frame.own :]
            frame.children = frame.children[: frame.own]
            self._put(*finish(frame, self.problems), *after)

    def _put(self, *nodes: Node) -> None:
        in_line = self.frames[-1].tag or self.frames[-1].kind == "item"
        for node in nodes:
            self.frames[-1].add(node if in_line else loosened(node))

    def _context(self) -> tuple[str, ...]:
        names: list[str] = []
        for frame in reversed(self.frames):
            if not frame.tag:
                break
            names.insert(0, frame.tag)
        return tuple(names)

    def _add(self, nodes: tuple[Node, ...], still_open: tuple[str, ...]) -> None:
        for node in open_path(nodes, still_open):
            if len(self.frames) > DEEPEST:
                self._flatten(still_open, node.span)
                break
            self._put(*nodes[:-1])
            frame = Frame(node.kind, dict(node.attrs), node.span, tag=tag_of(node))
            nodes = (words(node.text, node.span),) if node.text else node.children
            frame.own = len(nodes)
            self.frames.append(frame)
            still_open = still_open[1:] if frame.tag == still_open[0] else still_open
        self._put(*nodes)

    def _flatten(self, names: tuple[str, ...], span: Span | None) -> None:
        """End these elements where they begin: what follows them is kept beside them."""
        self._flattened.update(names)
        if not self._is_told:
            self._is_told = True
            message = f"elements of raw HTML are nested more than {DEEPEST} deep; the innermost end where they begin"
            self.problems.append(warning("nesting-is-shallow", message, span, "write it with fewer of them"))

    def _end_table_before(self, text: str, span: Span) -> None:
        """A table cannot stand directly in a table: it begins after the one that is open, as in a browser."""
        first = next(tags(text), None)
        if first is not None and first.name == "table" and not first.closes and self._context()[-1:] in _IN_TABLE:
            self._report_unended(self.frames[-1])
            self._close("table", span)

    def _close(self, name: str, span: Span) -> None:
        if self._flattened[name]:
            self._flattened[name] -= 1
            return
        depth = len(self.frames) - 1
        while self.frames[depth].tag and self.frames[depth].tag != name:
            depth -= 1
        if self.frames[depth].tag == name:
            while len(self.frames) > depth + 1:
                self._report_unended(self.frames[-1])
                self._put_finished()
            self._put_finished()
        elif name == "a" and self._links_around:
            self._links_around -= 1
        elif name not in OPTIONAL_END:
            hint = "delete it, or open the element before it"
            self.problems.append(warning("html-is-allowed", f"</{name}> closes nothing", span, hint))

    def _put_finished(self) -> None:
        frame = self.frames.pop()
        self._put(*finish(frame, self.problems))

    def _report_unended(self, frame: Frame) -> None:
        if frame.tag not in OPTIONAL_END:
            hint = f"write </{frame.tag}> where it ends"
            self.problems.append(warning("html-is-allowed", f"<{frame.tag}> is never closed", frame.span, hint))
