"""Directives: blocks between lines of colons, ``:::{name} argument`` … ``:::``.

A directive holds Markdown, other directives among it. It ends with the next line of as many colons, or
of more; give an outer one more colons than those inside. Lines ``:key: value`` right after the first
are its options.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from briefgen.language.matching.nearest import did_you_mean
from briefgen.model.core.diagnostics import Diagnostic, Span, error, warning
from briefgen.model.core.directives import DIRECTIVES, PLACES
from briefgen.reading.disk.installed import installed_names
from briefgen.reading.markdown.extensions.callouts import KINDS, line_of
from briefgen.reading.markdown.extensions.package_directives import GIVEN, DirectivesHere, read_given

_FENCE = re.compile(r"(:{3,})[ \t]*(?:(\{)[ \t]*([^{}]*?)[ \t]*\}|([A-Za-z][\w-]*))?[ \t]*(.*?)[ \t]*")
_OPTION = re.compile(r":([A-Za-z][\w-]*):(?:[ \t]+(.*?))?[ \t]*")
_TITLE = re.compile(
    r"\{[^{}\n]{0,300}?(?<![\w-])(?:title|label|summary)=(?:\"([^\"\n]*)\"|'([^'\n]*)')[^{}\n]{0,300}\}"
)
_CODE_FENCE = re.compile(r"(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class DirectiveStart:
    """The first line of a directive and its options, as written."""

    name: str
    argument: str
    braced: bool
    colons: int
    options: tuple[tuple[str, str, int], ...] = ()
    """(key, value, line in the body from 0)."""
    closed: bool = True


def install(md: MarkdownIt) -> None:
    """Let ``md`` read directives; their tokens carry an ``DirectiveStart`` as ``meta["opening"]``."""
    md.block.ruler.before(
        "fence", "directive", _directive, {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]}
    )


def _read_fence(text: str) -> DirectiveStart | None:
    """The line of colons, with or without a name, or None when it is none."""
    found = _FENCE.fullmatch(text)
    if found is None:
        return None
    colons, brace, braced_name, bare_name, argument = found.groups()
    if not brace and not bare_name and argument:
        return None
    return DirectiveStart(braced_name or bare_name or "", argument, bool(brace), len(colons))


def _is_bare(fence: DirectiveStart) -> bool:
    return not fence.braced and not fence.name


def _directive(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.is_code_block(start_line):
        return False
    opening = _read_fence(line_of(state, start_line))
    if opening is None:
        return False
    if silent:
        return True
    if _is_bare(opening):
        token = state.push("stray_fence", "", 0)
        token.map = [start_line, _end_of_strays(state, start_line, end_line)]
        state.line = token.map[1]
        return True
    _parse_body(state, opening, start_line, end_line)
    return True


def _end_of_strays(state: StateBlock, start_line: int, end_line: int) -> int:
    """The line after a run of stray lines of colons, which are reported together, once."""
    line = start_line + 1
    while line < end_line and state.sCount[line] >= state.blkIndent and not state.is_code_block(line):
        fence = _read_fence(line_of(state, line))
        if fence is None or not _is_bare(fence):
            break
        line += 1
    return line


def _parse_body(state: StateBlock, opening: DirectiveStart, start_line: int, end_line: int) -> None:
    last, closed = _find_end(state, opening.colons, start_line, end_line)
    options = _read_options(state, start_line + 1, last)
    opening = DirectiveStart(opening.name, opening.argument, opening.braced, opening.colons, options, closed)
    here: DirectivesHere | None = state.env.get(GIVEN)
    if here is not None and opening.braced and here.has(opening.name):
        _read_package_directive(state, opening, here, start_line, last)
        state.line = last + (1 if closed else 0)
        return
    line_max, state.lineMax = state.lineMax, last
    token = state.push("directive_open", "div", 1)
    token.map = [start_line, last]
    token.meta["opening"] = opening
    state.md.block.tokenize(state, start_line + 1 + len(options), last)
    state.push("directive_close", "div", -1)
    state.lineMax = line_max
    state.line = last + (1 if closed else 0)


def _read_package_directive(
    state: StateBlock, opening: DirectiveStart, here: DirectivesHere, start_line: int, last: int
) -> None:
    place = here.source.block(start_line)
    options = {key: value for key, value, _ in opening.options}
    body = state.getLines(start_line + 1 + len(opening.options), last, state.blkIndent, False)
    given = here.given(opening.name, opening.argument, options, body, place)
    if not opening.closed:
        given = replace(given, problems=(*given.problems, _unclosed(opening, place)))
    read_given(state, given, opening.name, start_line)


def _find_end(state: StateBlock, colons: int, start_line: int, end_line: int) -> tuple[int, bool]:
    """The line that closes a directive, and whether there is one."""
    open_fences = [colons]
    code = ""
    for line in range(start_line + 1, end_line):
        text = line_of(state, line)
        if text and state.sCount[line] < state.blkIndent:
            return line, False
        if (found := _CODE_FENCE.match(text)) and (not code or found.group(1).startswith(code)):
            code = "" if code else found.group(1)
        if code or not text.startswith(":") or state.is_code_block(line):
            continue
        fence = _read_fence(text)
        if fence is None:
            continue
        _count(open_fences, fence)
        if not open_fences:
            return line, True
    return end_line, False


def _count(open_fences: list[int], fence: DirectiveStart) -> None:
    """Open one more, or close: the innermost of equal length with all inside it, else the innermost if shorter."""
    if not _is_bare(fence):
        open_fences.append(fence.colons)
        return
    for depth in range(len(open_fences) - 1, -1, -1):
        if open_fences[depth] == fence.colons:
            del open_fences[depth:]
            return
    if fence.colons > open_fences[-1]:
        open_fences.pop()


def _read_options(state: StateBlock, first: int, last: int) -> tuple[tuple[str, str, int], ...]:
    options = []
    for line in range(first, last):
        found = _OPTION.fullmatch(line_of(state, line))
        if found is None:
            break
        options.append((found.group(1), found.group(2) or "", line))
    return tuple(options)


def is_callout(opening: DirectiveStart) -> bool:
    """Tell whether it is a note set apart as other programs write it: ``:::note``."""
    return not opening.braced and opening.name in KINDS


def title_in(opening: DirectiveStart) -> str:
    """The title in the braces of another program's directive, as in ``:::tip{label="Example"}``; empty without one."""
    found = None if opening.name in DIRECTIVES else _TITLE.fullmatch(opening.argument)
    return (found[1] or found[2] or "").strip() if found else ""


def check(opening: DirectiveStart, span: Span, others: Iterable[str] = ()) -> list[Diagnostic]:
    """Report what is wrong with a directive's first line; ``others`` are the directives of packages."""
    problems = [] if opening.closed else [_unclosed(opening, span)]
    if is_callout(opening):
        return problems
    kind = DIRECTIVES.get(opening.name)
    if kind is None:
        problems = problems if opening.braced else []
        names = (*sorted(DIRECTIVES), *others)
        hint = did_you_mean(opening.name, names, f"the directives are: {', '.join(names)}")
        package = opening.name.partition("/")[0]
        if "/" in opening.name and package in installed_names() and opening.name not in names:
            hint = f"to use the installed extension, add to site.yaml: extensions: [{package}]"
        return [*problems, error("directive-is-known", f"there is no directive “{opening.name}”", span, hint)]
    if not opening.braced:
        message = f"the name of the directive “{opening.name}” has no braces"
        problems.append(warning("directive-is-known", message, span, f"write :::{{{opening.name}}}"))
    if kind.needs and not opening.argument:
        message = f"the directive “{opening.name}” has no argument"
        problems.append(error("directive-has-argument", message, span, f"write after its name {kind.needs}"))
    return problems


def check_option(opening: DirectiveStart, key: str, value: str, span: Span) -> list[Diagnostic]:
    """Report what is wrong with an option: its name, or a value that is none of a few words."""
    kind = DIRECTIVES.get(opening.name)
    if kind is None:
        message = f"the option “{key}” of the unknown directive “{opening.name}” is left out"
        return [] if is_callout(opening) else [warning("key-is-known", message, span, "write it as text to keep it")]
    if key in kind.options:
        if key != "place" or value in PLACES:
            return []
        hint = did_you_mean(value, PLACES, f"write one of: {', '.join(PLACES)}")
        return [error("value-has-type", f"“{value}” is not a value of the option “{key}”", span, hint)]
    hint = did_you_mean(key, kind.options, f"its options are: {', '.join(sorted(kind.options))}")
    return [warning("key-is-known", f"the directive “{opening.name}” has no option “{key}”", span, hint)]


def _unclosed(opening: DirectiveStart, span: Span) -> Diagnostic:
    hint = f"put a line of {opening.colons} colons where it ends"
    return error("directive-closes", f"the directive “{opening.name}” is opened but never closed", span, hint)
