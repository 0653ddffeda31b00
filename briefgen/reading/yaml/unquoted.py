"""A value of YAML without the quotes that a parser needs: it begins with {fact}`…`, or has typographic ones."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.model.core.diagnostics import Diagnostic, Span, error

_ROLE = r"\{(?:fact|term|ref)\}`[^`]*`"
_KEY = r"(?P<key>[^\s#{}\[\]\"'`][^{}\[\]\"'`]*): +"
_BLOCK = re.compile(rf"\A(?P<before>\s*+(?:- ++)*+(?:{_KEY})?)(?P<value>{_ROLE}.*)")
_BEFORE = r".*?(?:[{,]\s*(?P<key>[\w-]+): +|[\[,]\s*)"
_FLOW = re.compile(rf"(?P<before>{_BEFORE})(?P<value>{_ROLE}(?:[^,{{}}\[\]`]|,(?!\s*[\w-]+:\s)|{_ROLE})*)")
_CURLY = r"[“”„‟‘](?P<said>(?![\s,])[^“”„‟‘]+)[“”’]"
_IN_CURLY = re.compile(rf"(?<=[\s{{\[,])(?:{_CURLY})(?=\s*(?:[,}}\]]|\s#|$))")
_ENDS = re.compile(r"[,\[\]{}]|:(?:\s|$)|\s#")
"""What ends a text without quotes, at least inside braces."""
_COMMENT = re.compile(r"(?<!\s)\s+#.*$")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Unquoted:
    """Such a value: its lines with the quotes that they lack, and what to tell of it."""

    first: int
    lines: tuple[str, ...]
    problem: Diagnostic


def unquoted_at(lines: list[str], index: int, path: str, first_line: int) -> Unquoted | None:
    """The value on the line ``index`` where a parser has stumbled; None when it has stumbled over something else."""
    line = lines[index] if index < len(lines) else ""
    if (curly := next((it for it in _IN_CURLY.finditer(line) if _ENDS.search(it["said"])), None)) is not None:
        return _mended(curly, index, path, first_line)
    found = _BLOCK.fullmatch(line) or _FLOW.match(line)
    if found is None:
        return None
    value, after, more = found["value"], line[found.end() :], []
    if not after:
        more = _going_on(lines, index)
        value = _COMMENT.sub("", value) if not more else value
    words = [_escaped(it).rstrip() for it in (value, *more)]
    quoted = [*words[:-1], f'{words[-1]}"{after}']
    key = f"{found['key']}: " if found["key"] else ""
    hint = f'put the whole text in quotes: {key}"{_cut(words)}"'
    span = Span(path, index + first_line, found.start("value") + 1)
    problem = error("yaml-is-sound", "a text cannot begin with “{” unless it is in quotes", span, hint)
    return Unquoted(index, (f'{found["before"]}"{quoted[0]}', *quoted[1:]), problem)


def curly_at(lines: list[str], place: Span, first_line: int) -> Unquoted | None:
    """The value in typographic quotation marks that begins at ``place``."""
    index = place.line - first_line
    found = _IN_CURLY.match(lines[index] if index < len(lines) else "", place.column - 1)
    return _mended(found, index, place.path, first_line) if found else None


def _mended(curly: re.Match[str], index: int, path: str, first_line: int) -> Unquoted:
    line = f"{curly.string[: curly.start()]}{_straight(curly)}{curly.string[curly.end() :]}"
    message, hint = typographic(curly[0])
    problem = error("yaml-is-sound", message, Span(path, index + first_line, curly.start() + 1), hint)
    return Unquoted(index, (line,), problem)


def typographic(words: str) -> tuple[str, str]:
    """Return what to say of a value that stands in typographic quotation marks, and the hint; empty for any other."""
    found = re.fullmatch(_CURLY, words)
    if found is None:
        return "", ""
    message = f"{words[0]} and {words[-1]} are typographic quotation marks, which are letters for YAML"
    form = "write {}" if _ENDS.search(found["said"]) else "write {}, or leave the marks out"
    return message, form.format(_cut([_straight(found)]))


def _straight(found: re.Match[str]) -> str:
    return f'"{_escaped(found["said"])}"'


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"')


def _going_on(lines: list[str], index: int) -> list[str]:
    """The lines after ``index`` that stand further in: the text goes on there."""
    indent = _indent(lines[index])
    after = index + 1
    while after < len(lines) and lines[after].strip() and _indent(lines[after]) > indent:
        after += 1
    return lines[index + 1 : after]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _cut(words: list[str]) -> str:
    whole = " ".join(it.strip() for it in words)
    if len(whole) <= _SHOWN:
        return whole
    role = re.match(_ROLE, whole)
    end = max(role.end() if role else 0, whole.rfind(" ", 0, _SHOWN))
    return f"{whole[:end].rstrip()} …"
