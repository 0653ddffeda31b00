"""Attributes in braces: ``{#id .class lang=zh-Hans}`` after a span, at the end of a block or on a line before it.

With a colon, as kramdown and Python-Markdown write them, a line of them belongs to the block right above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs.parse import ParseError, parse

PARITY_IGNORE = "parity-ignore"
"""Says why a block need not be like its counterpart in the other languages."""
CLAIM = "claim"
"""Names the fact that a span says in the author's own words."""
ALLOWED = ("id", "class", "lang", "dir", "title", "width", "height", PARITY_IGNORE, CLAIM)
ALLOW = "allow-"
"""Before the code of a rule on style: says why it is off for a block."""
REFUSED = "insecure_attrs"
"""Key of ``Token.meta`` under which the plugin leaves attributes that are not in ``ALLOWED``."""

_BLOCK_RULE = _INLINE_RULE = "attr"
_TAG = "{%"
_BRACES = re.compile(r"\{[^{}\"\n]*\}")
_BARE_VALUE = re.compile(r"=([\w:.%-]+)(?=[\s}])")
_COLON = re.compile(r"\{:(?=[ \t]*[#.\w])")
BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]
_TAKES_TRAILING = ("heading_open", "paragraph_open")
_BELONGS_TO_INLINE = (")", "]", "`", ">", "\\")


def install(md: MarkdownIt) -> None:
    """Let the plugin of ``md`` take for attributes only what holds nothing else.

    By itself it takes a tag of a template language, ``{% include x %}``, for a comment, and a line that only begins
    and ends with braces for attributes: the words between would be lost.
    """
    (taken,) = (rule.fn for rule in md.block.ruler.__rules__ if rule.name == _BLOCK_RULE)
    # Such a line ends a table or a quotation, which is what it belongs to.
    md.block.ruler.at(_BLOCK_RULE, partial(_whole_line, taken), {"alt": ["blockquote"]})
    (taken_inline,) = (rule.fn for rule in md.inline.ruler.__rules__ if rule.name == _INLINE_RULE)
    md.inline.ruler.at(_INLINE_RULE, partial(_no_tag, partial(_with_colon, partial(_bare_values, taken_inline))))
    md.inline.ruler.at("span", _span)


def _whole_line(rule: BlockRule, state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    line = state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]].rstrip(" \t")
    if not (line.startswith("{") and line.endswith("}")) or line.startswith(_TAG):
        return False
    try:
        end, given = parse(_without_colon(line))
    except ParseError:
        return False
    if end + 1 != len(line):
        return False
    if not _COLON.match(line):
        return not silent and rule(state, start_line, end_line, silent)
    return silent or _of_block_above(state, start_line, given)


def _of_block_above(state: StateBlock, line: int, given: Mapping[str, str]) -> bool:
    """Put the attributes of a line before the block that ends right above it, or else before the next one."""
    if state.is_code_block(line):
        return False
    at = _last_block(state.tokens, state.level) if line and not state.isEmpty(line - 1) else len(state.tokens)
    token = Token("attrs_block", "", 0, dict(given), map=[line, line + 1], level=state.level, block=True)
    state.tokens.insert(at, token)
    state.line = line + 1
    return True


def _last_block(tokens: Sequence[Token], level: int) -> int:
    """Return where the last block of a level begins; the end where there is none."""
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].level < level:
            break
        if tokens[at].level == level and tokens[at].nesting >= 0:
            return at
    return len(tokens)


def _without_colon(text: str) -> str:
    """``{: #id}`` as ``{  #id}``: every letter stays at its place."""
    return _COLON.sub("{ ", text, 1) if _COLON.match(text) else text


def _with_colon(rule: InlineRule, state: StateInline, silent: bool) -> bool:
    if not _COLON.match(state.src, state.pos):
        return rule(state, silent)
    written, start = state.src, state.pos
    state.src = written[:start] + _without_colon(written[start:])
    try:
        return rule(state, silent)
    finally:
        state.src = written


def _no_tag(rule: InlineRule, state: StateInline, silent: bool) -> bool:
    return not state.src.startswith(_TAG, state.pos) and rule(state, silent)


def _bare_values(rule: InlineRule, state: StateInline, silent: bool) -> bool:
    """``{width=50%}`` as ``{width="50%"}``: Pandoc takes any value without quotation marks that has no blank."""
    if rule(state, silent):
        return True
    braces = _BRACES.match(state.src, state.pos)
    if braces is None or (quoted := _BARE_VALUE.sub(r'="\1"', braces[0])) == braces[0]:
        return False
    written, state.src = state.src, state.src[: state.pos] + quoted + state.src[braces.end() :]
    try:
        taken = rule(state, silent)
    finally:
        state.src = written
    if taken:
        state.pos -= len(quoted) - len(braces[0])
    return taken


def _span(state: StateInline, silent: bool) -> bool:
    """``[words]{.class}``, as the plugin reads it, but looking for the braces before it looks for their end."""
    if state.src[state.pos] != "[":
        return False
    first, after = state.pos + 1, state.posMax
    last = state.md.helpers.parseLinkLabel(state, state.pos, False)
    if last < 0 or not state.src.startswith("{", last + 1, after) or state.src.startswith(_TAG, last + 1):
        return False
    try:
        length, attributes = parse(_without_colon(state.src[last + 1 : after]))
    except ParseError:
        return False
    if not silent:
        state.pos, state.posMax = first, last
        token = state.push("span_open", "span", 1)
        kept, refused = sift(attributes)
        token.attrs.update(kept)
        token.meta[REFUSED] = refused
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = last + 1 + length + 1, after
    return True


def _is_allowed(name: str) -> bool:
    return name in ALLOWED or name.startswith(ALLOW)


def merge(first: Mapping[str, str], then: Mapping[str, str]) -> dict[str, str]:
    """Both sets; classes add up, of the rest ``then`` wins."""
    merged = {**first, **then}
    if "class" in first and "class" in then:
        merged["class"] = f"{first['class']} {then['class']}"
    return merged


def sift(attributes: Mapping[str, object]) -> tuple[dict[str, str], dict[str, object]]:
    """The attributes that are allowed, and the others."""
    kept = {name: str(value) for name, value in attributes.items() if _is_allowed(name)}
    return kept, {name: value for name, value in attributes.items() if not _is_allowed(name)}


def of_token(token: Token) -> tuple[dict[str, str], dict[str, object]]:
    """The author's attributes of a token, and those refused."""
    return sift(token.attrs)[0], token.meta.get(REFUSED, {})


def cut_trailing(text: str, glued: bool = False) -> tuple[str, dict[str, str]]:
    """``text`` without the braces at its end, and their attributes.

    Unless ``glued``, a blank has to stand before the braces.
    """
    start = text.rfind("{")
    if start < 0 or not text.endswith("}"):
        return text, {}
    before = text[:start]
    if before.endswith(_BELONGS_TO_INLINE) or not (glued or not before or before[-1].isspace()):
        return text, {}
    try:
        end, attributes = parse(_without_colon(text[start:]))
    except ParseError:
        return text, {}
    return (before.rstrip(), attributes) if attributes and start + end + 1 == len(text) else (text, {})


def take_trailing(state: StateCore) -> None:
    """Core rule: move braces at the end of a heading or paragraph to the block itself."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type not in _TAKES_TRAILING or inline.type != "inline":
            continue
        content, attributes = cut_trailing(inline.content, glued=opening.type == "heading_open")
        if attributes and content:
            inline.content = content
            kept, refused = sift(attributes)
            opening.attrs.update(merge(of_token(opening)[0], kept))
            opening.meta[REFUSED] = {**opening.meta.get(REFUSED, {}), **refused}
