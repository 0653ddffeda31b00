"""Templates that trust content: what authors wrote is text on every page, and no template may take it for HTML.

Autoescaping sees to that; here are the ways round it that a template has. A value that briefgen itself gives as HTML,
such as a formatted reference, is known as HTML and needs none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from jinja2 import TemplateSyntaxError, nodes

from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.theme import Theme
from briefgen.rendering.theme.template_words import MESSAGES, TemplateEnvironment, has_written_message

FOLDER = "templates/"
_ENDINGS = (".html", ".xml")
_ATTRIBUTE = r"""\s+[^\s"'=<>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?"""
_OPEN_VALUE = re.compile(rf"""<[A-Za-z][\w:-]*(?:{_ATTRIBUTE})*\s+[^\s"'=<>]+\s*=\s*""")
"""A tag up to the value of an attribute that no quotation mark opens."""
_AS_IT_IS = "remove “|safe”: HTML from briefgen is printed as HTML without it"
_WRITE_OUT = 'write the words literally, and pass values by name: _("by %(name)s", name=…)'

Slip = tuple[int, str, str]
"""Line, what is wrong, what to write instead."""


def trusted_content(theme: Theme) -> Iterator[Diagnostic]:
    """An error for each place of a template that could put an author's text on a page unescaped."""
    for path in sorted(theme.files):
        if path.endswith(_ENDINGS):
            for line, said, hint in _slips(theme.text(path)):
                yield error("content-is-escaped", said, Span(FOLDER + path, line), hint)


@lru_cache(maxsize=256)
def parsed(text: str) -> nodes.Template | None:
    """The tree of a template; None for one that cannot be read, which is reported when it is filled."""
    try:
        return TemplateEnvironment().parse(text)
    except TemplateSyntaxError:
        return None


@lru_cache(maxsize=256)
def _slips(text: str) -> tuple[Slip, ...]:
    if (tree := parsed(text)) is None:
        return ()
    found = (slip for node in tree.find_all(_LOOKED_AT) for slip in _slips_of(node))
    return tuple(sorted(found))


_LOOKED_AT = (nodes.Call, nodes.Filter, nodes.ScopedEvalContextModifier, nodes.Output)


def _slips_of(node: nodes.Node) -> Iterator[Slip]:
    if isinstance(node, nodes.Call):
        yield from _in_call(node)
    elif isinstance(node, nodes.Filter):
        yield from _in_filter(node)
    elif isinstance(node, nodes.ScopedEvalContextModifier):
        yield from _in_scope(node)
    elif isinstance(node, nodes.Output):
        yield from _in_output(node)


def _in_call(call: nodes.Call) -> Iterator[Slip]:
    name = call.node.name if isinstance(call.node, nodes.Name) else ""
    if name in MESSAGES and not has_written_message(call):
        yield call.lineno, f"{name}() translates a value, which may be text of an author", _WRITE_OUT


def _in_filter(it: nodes.Filter) -> Iterator[Slip]:
    by_name = it.name == "map" and any(isinstance(arg, nodes.Const) and arg.value == "safe" for arg in it.args)
    if by_name or (it.name == "safe" and not isinstance(it.node, nodes.Const)):
        yield it.lineno, "“safe” prints a value as HTML, whoever wrote it", _AS_IT_IS


def _in_scope(it: nodes.ScopedEvalContextModifier) -> Iterator[Slip]:
    for option in it.options:
        if option.key == "autoescape" and not (isinstance(option.value, nodes.Const) and option.value.value is True):
            yield it.lineno, "“autoescape” is off here, so that any text is taken for HTML", "remove the block"


def _in_output(output: nodes.Output) -> Iterator[Slip]:
    before = ""
    for part in output.nodes:
        if isinstance(part, nodes.TemplateData):
            before += part.data
            continue
        if _OPEN_VALUE.fullmatch(before, max(before.rfind("<"), 0)):
            said = "the value of an attribute is not in quotation marks, so that text with a space adds attributes"
            yield part.lineno, said, 'put it in quotation marks: width="{{ … }}"'
        before += "x"
