"""A value of YAML that begins with {fact}`…` and has no quotes: the braces open a mapping for a parser of YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.model.core.diagnostics import Diagnostic, Span, error

_ROLE = r"\{(?:fact|term|ref)\}`[^`]*`"
_KEY = r"(?P<key>[^\s#{}\[\]\"'`][^{}\[\]\"'`]*): +"
_BLOCK = re.compile(rf"\A(?P<before>\s*+(?:- ++)*+(?:{_KEY})?)(?P<value>{_ROLE}.*)")
_BEFORE = r".*?(?:[{,]\s*(?P<key>[\w-]+): +|[\[,]\s*)"
_FLOW = re.compile(rf"(?P<before>{_BEFORE})(?P<value>{_ROLE}(?:[^,{{}}\[\]`]|,(?!\s*[\w-]+:\s)|{_ROLE})*)")
_COMMENT = re.compile(r"\s+#.*$")
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
    found = _BLOCK.fullmatch(line) or _FLOW.match(line)
    if found is None:
        return None
    value, after, more = found["value"], line[found.end() :], []
    if not after:
        more = _going_on(lines, index)
        value = _COMMENT.sub("", value) if not more else value
    words = [it.replace("\\", "\\\\").replace('"', '\\"').rstrip() for it in (value, *more)]
    quoted = [*words[:-1], f'{words[-1]}"{after}']
    key = f"{found['key']}: " if found["key"] else ""
    hint = f'put the whole text in quotes: {key}"{_cut(words)}"'
    span = Span(path, index + first_line, found.start("value") + 1)
    problem = error("yaml-is-sound", "a text cannot begin with “{” unless it is in quotes", span, hint)
    return Unquoted(index, (f'{found["before"]}"{quoted[0]}', *quoted[1:]), problem)


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
