"""Marks of template languages, ``{{< tabs >}}``, ``{% include x.html %}``, ``{{ page.title }}``.

What they would show is not known here: they are shown as they stand, and reported. But a figure is an image, a note
between two marks a box, and what is to be highlighted code.
"""

from __future__ import annotations

import re
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.reading.markdown.extensions.callouts import KINDS, headed, line_of, push_box

_TAG = r"\{\{[<%][^\n]{0,1000}?[>%]\}\}|\{%[^\n]{0,1000}?%\}"
_ONE = re.compile(_TAG)
_PRINTED = re.compile(r"\{\{-?[ \t]*[A-Za-z_.][\w.]*(?:[ \t]*\|[^{}\n]{0,300})?[ \t]*-?\}\}")
_NAME = re.compile(r"\{[{%][<%]?-?[ \t]*(?:/[ \t]*)?([\w./-]+)")
_HIGHLIGHT = re.compile(r"(?:\{\{[<%]|\{%)-?[ \t]*highlight(?:[ \t]+([\w+#-]{1,50}))?[^\n]{0,300}?(?:[>%]\}|%)\}[ \t]*")
_END_OF_CODE = re.compile(r"(?:\{\{[<%][ \t]*/[ \t]*highlight[ \t]*[>%]\}\}|\{%-?[ \t]*endhighlight[ \t]*-?%\})[ \t]*")
_PAIRED = re.compile(r"\{\{[<%][ \t]*([a-z][\w-]*)\b[^/\n][^\n]{0,500}[>%]\}\}[ \t]*")
_ON_ONE_LINE = re.compile(
    r"(\{\{[<%][ \t]*([a-z][\w-]*+)(?!/)(?:(?![>%]\}\})[^\n]){0,500}+[>%]\}\})([^\n]*?)"
    r"\{\{[<%][ \t]*/[ \t]*\2[ \t]*[>%]\}\}[ \t]*"
)
"""A note whose words stand between its marks on one line."""
_CLOSING = re.compile(r"\{\{[<%][ \t]*/[ \t]*([a-z][\w-]*)[ \t]*[>%]\}\}[ \t]*")
_BOXES = frozenset({"admonition", "alert", "box", "callout", "card", "expand", "notice", "pageinfo", "panel"})
_FIGURE = re.compile(r"\{\{[<%][ \t]*(?P<name>[A-Za-z][\w/-]*)[ \t]")
_FIGURES = frozenset({"figure", "img", "image"})
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif)\Z", re.IGNORECASE)
_PROCESSED = re.compile(
    r"\{\{([<%])[ \t]*imgproc[ \t]+\"?([^\s\">]+\.(?:png|jpe?g|gif|svg|webp|avif))\"?[^\n]{0,300}?[>%]\}\}"
    r"(?:(?P<caption>(?:(?!\{\{)[\s\S]){0,2000})\{\{[<%][ \t]*/[ \t]*imgproc[ \t]*[>%]\}\})?",
    re.IGNORECASE,
)
"""An image of the theme Docsy; what stands before its end is said below it."""
FIGURE = "figure"
"""Key of ``Token.meta``: the attributes of the image that a mark stands for."""
_VALUE = re.compile(r"(?<!\w)(\w+)[ \t]*=[ \t]*(?:\"([^\"\n]*)\"|'([^'\n]*)'|`([^`\n]*)`|([^\s\"'`<>{}]+))")
_TITLES = ("title", "heading", "header", "summary", "label")
"""Names under which a note has its heading; one that is given without a name is the heading too."""
_BARE_VALUE = re.compile(r"[ \t]\"([^\"\n]+)\"")
_NO_MARK = frozenset({"raw", "endraw", "comment", "endcomment"})


def install(md: MarkdownIt) -> None:
    """Let ``md`` read such marks."""
    around: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "highlighted", _highlighted, around)
    md.block.ruler.before("fence", "boxed", _boxed, around)
    md.inline.ruler.before("escape", "shortcode", _inline)


def _highlighted(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.is_code_block(start_line) or (found := _HIGHLIGHT.fullmatch(line_of(state, start_line))) is None:
        return False
    last = start_line + 1
    while last < end_line and not _END_OF_CODE.fullmatch(line_of(state, last)):
        last += 1
    if last >= end_line:
        return False
    if not silent:
        token = state.push("fence", "code", 0)
        token.info, token.markup, token.map = found[1] or "", "```", [start_line, last + 1]
        token.content = state.getLines(start_line + 1, last, state.sCount[start_line], True)
        state.line = last + 1
    return True


def _boxed(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A note between two marks of one name, ``{{% alert title="…" %}}`` and ``{{% /alert %}}``: a box."""
    opening = line_of(state, start_line)
    if (
        (alone := _ON_ONE_LINE.fullmatch(opening))
        and alone[2] in KINDS | _BOXES
        and not state.is_code_block(start_line)
    ):
        if not silent:
            _push_line(state, start_line, alone)
        return True
    found = _PAIRED.fullmatch(opening)
    if state.is_code_block(start_line) or found is None or found[1] not in KINDS | _BOXES:
        return False
    last, depth = start_line, 1
    while depth and (last := last + 1) < end_line:
        name = _PAIRED.fullmatch(line_of(state, last))
        closes = _CLOSING.fullmatch(line_of(state, last))
        depth += (name is not None and name[1] == found[1]) - (closes is not None and closes[1] == found[1])
    if last >= end_line:
        return False
    if not silent:
        push_box(state, _heading(found[1], opening), start_line, start_line + 1, last)
        state.line = last + 1
    return True


def _heading(name: str, opening: str) -> dict[str, str]:
    """The heading of the box that a mark opens."""
    given = {value[1]: next(filter(None, value.groups()[1:]), "") for value in _VALUE.finditer(opening)}
    kind = name if name in KINDS else ""
    titles = (given[name] for name in _TITLES if given.get(name))
    title = next(titles, None) or ((bare := _BARE_VALUE.search(opening)) and bare[1])
    return headed(kind, title or None)


def _push_line(state: StateBlock, line: int, found: re.Match[str]) -> None:
    """A box of the words between two marks on one line."""
    before = state.bMarks[line], state.tShift[line], state.eMarks[line]
    start = before[0] + before[1]
    state.bMarks[line], state.tShift[line], state.eMarks[line] = start + found.start(3), 0, start + found.end(3)
    push_box(state, _heading(found[2], found[1]), line, line, line + 1)
    state.bMarks[line], state.tShift[line], state.eMarks[line] = before
    state.line = line + 1


def _inline(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{", state.pos):
        return False
    image = _PROCESSED.match(state.src, state.pos, state.posMax)
    found = image or _ONE.match(state.src, state.pos) or _PRINTED.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("shortcode", "", 0)
        token.content = found[0]
        token.meta[FIGURE] = _processed(image) if image else figure_of(found[0])
    state.pos = found.end()
    return True


def _processed(found: re.Match[str]) -> dict[str, str]:
    caption = " ".join((found["caption"] or "").split())
    return {"src": found[2], "alt": caption} | ({"title": caption} if caption else {})


def is_shown(mark: str) -> bool:
    """Tell whether a mark is shown as it stands: one that keeps another from being read is not."""
    found = _NAME.match(mark)
    return found is None or found[1] not in _NO_MARK


def without_shortcodes(text: str) -> str:
    """``text`` with blanks in place of shortcodes, each letter at its place: they are not words of its language."""
    return _ONE.sub(lambda found: " " * len(found[0]), text) if "{" in text else text


def figure_of(mark: str) -> dict[str, str]:
    """The attributes of the image that a mark stands for; none when it is not one.

    A figure is one, and any mark with ``src=`` of a picture.
    """
    if (named := _FIGURE.match(mark)) is None:
        return {}
    given = {found[1]: next(filter(None, found.groups()[1:]), "") for found in _VALUE.finditer(mark)}
    if named["name"] not in _FIGURES and not _PICTURE.search(given.get("src", "")):
        return {}
    caption = given.get("caption") or given.get("title", "")
    image = {"src": given.get("src", ""), "alt": given.get("alt") or caption, "title": caption}
    return {name: value for name, value in image.items() if value or name == "alt"} if image["src"] else {}


def problem_of(mark: str, span: Span) -> Diagnostic:
    """Report what is said of a mark that is shown, once a text for each name."""
    found = _NAME.match(mark)
    name = (found[1] if found else mark).removeprefix("end")
    message = f"“{mark[:80]}” is a mark of another program and is printed as it is"
    hint = "write in Markdown what it would show, or delete it"
    return replace(warning("mark-is-written-out", message, span, hint), subject=("shortcode", name))
