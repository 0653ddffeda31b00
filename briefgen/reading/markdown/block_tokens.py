"""Block tokens become nodes: paragraphs, lists, tables, directives, and raw HTML with Markdown inside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.common.utils import unescapeAll
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from briefgen.model.core.diagnostics import Diagnostic, Span, error, warning
from briefgen.model.core.directives import BOX, DIRECTIVES
from briefgen.model.core.document import Node, words
from briefgen.model.core.limits import SHOWN
from briefgen.reading.markdown.extensions import attributes, callouts, directives
from briefgen.reading.markdown.extensions.notes import Notes
from briefgen.reading.markdown.extensions.package_directives import GivenText
from briefgen.reading.markdown.html.raw_blocks import HtmlBlocks
from briefgen.reading.markdown.html.tree_builder import TRANSPARENT, Frame, in_paragraphs
from briefgen.reading.markdown.inlines import Inlines, refuse
from briefgen.reading.markdown.places import BodyText, Places

SHALLOW = 8
"""Lists and quotes nested deeper than this are reported."""

_NESTING = frozenset({"list", "quote"})
_NOTE_BODY = "note-body"
_IN_NOTE = {
    "code": "a code block",
    "directive": "a directive",
    "figure": "a figure",
    "heading": "a heading",
    "list": "a list",
    "quote": "a quotation",
    "rule": "a horizontal rule",
    "table": "a table",
}
"""What an author calls a block that no note can have."""
_ALIGN = {"text-align:left": "left", "text-align:right": "right", "text-align:center": "center"}
_IN_DIRECTIVE = ("id",)
_SETTINGS = re.compile(r"""\{[^{}]*\}|(?<![\w-])[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"']+)""")
_LANGUAGE = re.compile(r"[\w+#.:/,=-]{1,40}", re.ASCII)
_FLAGS = frozenset({"showlinenumbers", "linenums", "linenos", "live", "wrap", "nowrap", "twoslash"})
"""What programs read after the language of a fence, beside settings with a value."""
_IN_BRACES = re.compile(r"\{[ \t]*([\w-]+)")
_TASK = "task"
"""Of an item that begins with a box."""
_BOX = re.compile(r"\[([ xX])\](?=\s|$)")
_OPEN, _DONE = "☐", "☑"


def _is_language(info: str) -> bool:
    """Tell whether what stands after a fence is a language and settings: anything else are words that would be lost."""
    language, *rest = _SETTINGS.sub(" ", f"text{info}" if info.startswith("{") else info).split() or ["text"]
    return bool(_LANGUAGE.fullmatch(language)) and _FLAGS.issuperset(map(str.lower, rest))


def _with_box(line: tuple[Node, ...]) -> tuple[Node, ...] | None:
    """The first words of an item with the sign in place of the brackets; None where they begin with none."""
    found = _BOX.match(line[0].text) if line and line[0].kind == "text" else None
    if found is None:
        return None
    first, state = line[0], "open" if found[1] == " " else "done"
    box = Node("span", {"tag": "span", "task": state}, (words(_OPEN if state == "open" else _DONE, first.span),))
    place = first.span and replace(first.span, column=first.span.column + found.end())
    return (box, *([words(rest, place)] if (rest := first.text[found.end() :]) else []), *line[1:])


@dataclass(slots=True)
class Blocks:
    """Reads the block tokens of one text."""

    source: BodyText
    others: tuple[str, ...] = ()
    """The names of the directives of packages."""
    notes: Notes = field(default_factory=Notes)
    problems: list[Diagnostic] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=lambda: [Frame("document")])
    waiting: dict[str, str] = field(default_factory=dict)
    """Attributes on a line of their own, for the next block."""
    waiting_at: int = 0
    in_head: bool = False
    cell_end: tuple[int, int] = (-1, 0)
    """Line and column up to which the cells of a row are read."""
    too_nested: bool = False
    row_line: int = 0
    outer: list[BodyText] = field(default_factory=list)
    """The texts around the one that a directive of a package gave."""
    _raw_html: HtmlBlocks = field(init=False)

    def __post_init__(self) -> None:
        self._raw_html = HtmlBlocks(self.source, self.problems, self.frames)

    def read(self, tokens: Iterable[Token]) -> Node:
        """The tree of ``tokens``."""
        for token in tokens:
            _READERS[token.type](self, token)
        self._nothing_waits()
        self._raw_html.close_all()
        return Node("document", {}, tuple(self.frames[0].children), span=self.source.block(0))

    def _line(self, token: Token) -> int:
        return token.map[0] if token.map else 0

    def _span(self, token: Token) -> Span:
        return self.source.block(self._line(token))

    def _add(self, *nodes: Node) -> None:
        for node in nodes:
            self.frames[-1].add(node)

    def _attributes(self, token: Token) -> dict[str, str]:
        own, refused = attributes.of_token(token)
        self.problems += refuse(refused, self._span(token))
        given, self.waiting = attributes.merge(self.waiting, own), {}
        return given

    def _open(self, token: Token, kind: str, attrs: Mapping[str, str] | None = None) -> Frame:
        frame = Frame(kind, {**(attrs or {}), **self._attributes(token)}, self._span(token))
        self.frames.append(frame)
        return frame

    def _close(self, token: Token) -> None:
        self._nothing_waits()
        self._raw_html.close_all()
        self._add(*self.frames.pop().close())

    def _nothing_waits(self) -> None:
        if self.waiting:
            message = "attributes on a line of their own belong to the block after them; there is none"
            hint = "put them before the block, without a blank line between"
            self.problems.append(warning("attributes-have-block", message, self.source.block(self.waiting_at), hint))
            self.waiting = {}

    # Blocks of CommonMark

    def _heading(self, token: Token) -> None:
        self._open(token, "heading", {"level": token.tag[1:]})

    def _paragraph(self, token: Token) -> None:
        if not token.hidden:
            self._open(token, "paragraph")
            self._loosen()
            return
        given = self._attributes(token)
        if self.frames[-1].kind == "item":
            self.frames[-1].attrs.update(attributes.merge(self.frames[-1].attrs, given))
        self.frames.append(Frame("paragraph", {"tight": "true"}, self._span(token)))

    def _loosen(self) -> None:
        if len(self.frames) > 2 and self.frames[-2].kind == "item":
            self.frames[-3].loose = True

    def _paragraph_end(self, token: Token) -> None:
        self._close(token)
        paragraph = self.frames[-1].children[-1]
        if images := _images_with_caption(paragraph):
            self.frames[-1].children[-1] = _figure(paragraph, images)

    def _quote(self, token: Token) -> None:
        self._open(token, "quote")
        self._check_nesting()

    def _quote_end(self, token: Token) -> None:
        self._close(token)
        self.frames[-1].children[-1] = callouts.as_callout(self.frames[-1].children[-1])

    def _list(self, token: Token) -> None:
        attrs = {"ordered": "true" if token.type == "ordered_list_open" else "false"}
        if "start" in token.attrs:
            attrs["start"] = str(token.attrs["start"])
        self._open(token, "list", attrs)
        self._check_nesting()

    def _list_end(self, token: Token) -> None:
        made = self.frames[-1]
        made.attrs["tight"] = "false" if made.loose else "true"
        start = made.attrs.get("start", "")
        if len(start) > 2 and (len(made.children) == 1 or _holds_a_list_at_once(made.children[0])):
            message = f"a line that begins with “{start}.” is read as a numbered list"
            hint = f"write {start}\\. if it is a date or the end of a sentence"
            self.problems.append(warning("list-is-meant", message, made.span, hint))
        self._close(token)

    def _check_nesting(self) -> None:
        depth = sum(frame.kind in _NESTING for frame in self.frames)
        if depth > SHALLOW and not self.too_nested:
            self.too_nested = True
            message = f"lists and quotes are nested more than {SHALLOW} deep, deeper than a reader can follow"
            hint = "give the inner parts a heading of their own"
            self.problems.append(warning("nesting-is-shallow", message, self.frames[-1].span, hint))

    def _item(self, token: Token) -> None:
        self._open(token, "item")

    def _rule(self, token: Token) -> None:
        self._add(Node("rule", self._attributes(token), span=self._span(token)))

    def _code(self, token: Token) -> None:
        attrs = self._attributes(token)
        if info := unescapeAll(token.info.strip()):
            attrs["info"] = info
        if (named := _IN_BRACES.match(info)) and named[1] in DIRECTIVES:
            hint = f"write :::{info} for a directive"
            problem = warning("directive-is-known", "directives are written with colons, not backticks", None, hint)
            self.problems.append(problem.at(self._span(token)))
        elif not _is_language(info):
            message = f"“{info[:SHOWN]}” is not the name of a language: it is not printed, and what follows is code"
            hint = "write only a language after the fence, and words on the next line; for words with ~, write \\~"
            self.problems.append(warning("mark-is-written-out", message, self._span(token), hint))
        self._add(Node("code", attrs, text=token.content, span=self._span(token)))

    def _inline(self, token: Token) -> None:
        line = self._line(token)
        in_cell = self.frames[-1].kind == "cell"
        after = self.cell_end[1] if in_cell and self.cell_end[0] == line else 0
        places = Places(self.source, line, token.content, after)
        if in_cell:
            self.cell_end = (line, places.end)
        nodes = Inlines(places, self.problems, in_cell=in_cell).read(token.children or ())
        if (item := self._begun_item()) and (boxed := _with_box(nodes)):
            nodes = boxed
            item.attrs["class"] = f"{item.attrs.get('class', '')} {_TASK}".strip()
        self._add(*in_paragraphs(nodes))

    def _begun_item(self) -> Frame | None:
        """The item of a list whose first words come now."""
        if len(self.frames) < 2 or self.frames[-1].kind != "paragraph" or self.frames[-1].children:
            return None
        item = self.frames[-2]
        return item if item.kind == "item" and not item.children else None

    def _attrs_line(self, token: Token) -> None:
        given, refused = attributes.sift(token.attrs)
        self.problems += refuse(refused, self._span(token))
        self.waiting, self.waiting_at = attributes.merge(self.waiting, given), self._line(token)

    # Lists of terms and what they mean

    def _element(self, token: Token) -> None:
        self._open(token, "block", {"tag": token.tag})
        self._check_nesting()

    def _term(self, token: Token) -> None:
        self._element(token)
        self.frames.append(Frame("paragraph", {"tight": "true"}, self._span(token)))

    def _term_end(self, token: Token) -> None:
        self._close(token)
        self._close(token)

    def _too_deep(self, token: Token) -> None:
        message = "lists and quotes are nested so deep that the rest is shown as plain text"
        hint = "give the inner parts a heading of their own"
        self.problems.append(error("nesting-is-shallow", message, self._span(token), hint))
        text = words(" ".join(token.content.split()), self._span(token))
        self._add(Node("paragraph", {}, (text,), span=self._span(token)))

    # Tables

    def _table(self, token: Token) -> None:
        self._open(token, "table")

    def _head(self, token: Token) -> None:
        self.in_head = token.nesting > 0

    def _row(self, token: Token) -> None:
        self.row_line = self._line(token)
        self._open(token, "row", {"head": "true" if self.in_head else "false"})

    def _row_end(self, token: Token) -> None:
        row = self.frames[-1]
        if row.span is not None:
            written = self.source.line(self.row_line).strip(" \t>")
            cells = escapedSplit(written)[written.startswith("|") :]
            cells = cells[:-1] if cells and not cells[-1].strip() else cells
            if len(cells) > len(row.children):
                message = (
                    f"the row has {len(cells)} cells, the head of its table {len(row.children)}; the rest is left out"
                )
                hint = "add a column to the head, or write \\| for a bar that is text"
                self.problems.append(warning("row-fits-table", message, row.span, hint))
        self._close(token)

    def _cell(self, token: Token) -> None:
        attrs = {"head": "true" if token.type == "th_open" else "false"}
        if align := _ALIGN.get(str(token.attrs.get("style", ""))):
            attrs["align"] = align
        self.frames.append(Frame("cell", attrs, self.frames[-1].span))

    def _nothing(self, token: Token) -> None:
        """Tokens that carry nothing of their own."""

    # Directives and notes

    def _directive(self, token: Token) -> None:
        opening: directives.DirectiveStart = token.meta["opening"]
        span = self._span(token)
        self.problems += directives.check(opening, span, self.others)
        title = directives.title_in(opening)
        argument, trailing = (title, {}) if title else attributes.cut_trailing(opening.argument)
        trailing, refused = attributes.sift(trailing)
        self.problems += refuse(refused, span)
        for key, value, line in opening.options:
            self.problems += directives.check_option(opening, key, value, self.source.block(line))
        given = {key: value for key, value, _ in opening.options}
        shared = {key: given[key] for key in _IN_DIRECTIVE if given.get(key)}
        options = {f":{key}:": value for key, value in given.items()}
        if directives.is_callout(opening):
            heading = callouts.headed(opening.name, argument.strip("[]") or None)
            self._open(token, "directive", {"name": BOX.name, **heading, **trailing, **shared})
        elif opening.name in DIRECTIVES:
            self._open(
                token, "directive", {"name": opening.name, "argument": argument, **options, **trailing, **shared}
            )
        else:
            self._open(token, "block", {"tag": "div", **trailing, **shared})
            if argument:
                self._add(Node("paragraph", {}, (words(argument, span),), span=span))

    def _given(self, token: Token) -> None:
        given: GivenText = token.meta["given"]
        self.problems += given.problems
        self.outer.append(self.source)
        self.source = self._raw_html.source = given.source
        self.frames.append(Frame(TRANSPARENT))

    def _given_end(self, token: Token) -> None:
        self._close(token)
        self.source = self._raw_html.source = self.outer.pop()

    def _callout(self, token: Token) -> None:
        self._open(token, "directive", {"name": BOX.name, **token.meta[callouts.HEADING]})

    def _stray_fence(self, token: Token) -> None:
        first, end = token.map or (0, 1)
        count = end - first
        message = (
            f"these {count:,} lines of colons close nothing" if count > 1 else "this line of colons closes nothing"
        )
        hint = f"delete {'them' if count > 1 else 'it'}, or open a directive with :::{{name}}"
        self.problems.append(error("directive-closes", message, self._span(token), hint))

    def _note(self, token: Token) -> None:
        self._open(token, _NOTE_BODY, {"label": token.meta["label"]})

    def _note_end(self, token: Token) -> None:
        self._nothing_waits()
        self._raw_html.close_all()
        (note,) = self.frames.pop().close()
        self.problems += _not_paragraphs(note)
        self.notes.define(note)

    def _html(self, token: Token) -> None:
        self._nothing_waits()
        self._raw_html.read(token.content, self._line(token))


def _not_paragraphs(note: Node) -> list[Diagnostic]:
    """An error for each block of a note that paper cannot set at the foot of a page."""
    return [
        error(
            "note-is-plain",
            f"{_IN_NOTE.get(block.kind, 'this block')} is in the note “{note.get('label')}”; "
            "a note can contain only paragraphs",
            block.span,
            "write it as a sentence, or put it in the text and refer to it from the note",
        )
        for block in note.children
        if block.kind != "paragraph"
    ]


def _holds_a_list_at_once(item: Node) -> bool:
    return bool(item.children) and item.children[0].kind == "list"


def _images_with_caption(paragraph: Node) -> tuple[Node, ...]:
    """The images of a paragraph that has nothing else, where the last alone has a title: it is the caption of all."""
    images = tuple(it for it in paragraph.children if it.kind == "image")
    between = (it for it in paragraph.children if it.kind != "image")
    is_row = all(it.kind == "softbreak" or (it.kind == "text" and not it.text.strip()) for it in between)
    titles = [bool(it.get("title")) for it in images]
    return images if is_row and titles[-1:] == [True] and titles.count(True) == 1 else ()


def _figure(paragraph: Node, images: Sequence[Node]) -> Node:
    """Images beside one another with the title of the last as their caption."""
    *before, last = images
    attrs = {name: value for name, value in last.attrs.items() if name != "title"}
    ident = attrs.pop("id", paragraph.get("id"))
    shared = {**paragraph.attrs, "caption": last.get("title")} | ({"id": ident} if ident else {})
    spaced = [part for image in before for part in (image, words(" ", image.span))]
    row = (*spaced, Node("image", attrs, span=last.span))
    shown = Node("paragraph", {"tight": "true"}, row, span=row[0].span)
    return Node("figure", shared, (shown,), span=paragraph.span)


_READERS: Mapping[str, Callable[[Blocks, Token], None]] = {
    "heading_open": Blocks._heading,
    "heading_close": Blocks._close,
    "paragraph_open": Blocks._paragraph,
    "paragraph_close": Blocks._paragraph_end,
    "blockquote_open": Blocks._quote,
    "blockquote_close": Blocks._quote_end,
    "callout_open": Blocks._callout,
    "callout_close": Blocks._close,
    "bullet_list_open": Blocks._list,
    "bullet_list_close": Blocks._list_end,
    "ordered_list_open": Blocks._list,
    "ordered_list_close": Blocks._list_end,
    "list_item_open": Blocks._item,
    "list_item_close": Blocks._close,
    "hr": Blocks._rule,
    "fence": Blocks._code,
    "code_block": Blocks._code,
    "inline": Blocks._inline,
    "attrs_block": Blocks._attrs_line,
    "dl_open": Blocks._element,
    "dl_close": Blocks._close,
    "dt_open": Blocks._term,
    "dt_close": Blocks._term_end,
    "dd_open": Blocks._element,
    "dd_close": Blocks._close,
    "too_deep": Blocks._too_deep,
    "table_open": Blocks._table,
    "table_close": Blocks._close,
    "thead_open": Blocks._head,
    "thead_close": Blocks._head,
    "tbody_open": Blocks._nothing,
    "tbody_close": Blocks._nothing,
    "tr_open": Blocks._row,
    "tr_close": Blocks._row_end,
    "th_open": Blocks._cell,
    "th_close": Blocks._close,
    "td_open": Blocks._cell,
    "td_close": Blocks._close,
    "directive_open": Blocks._directive,
    "directive_close": Blocks._close,
    "given_open": Blocks._given,
    "given_close": Blocks._given_end,
    "stray_fence": Blocks._stray_fence,
    "footnote_reference_open": Blocks._note,
    "footnote_reference_close": Blocks._note_end,
    "html_block": Blocks._html,
}
