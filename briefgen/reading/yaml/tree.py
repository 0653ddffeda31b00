"""YAML as a tree of texts with the place of each part; nothing is guessed and nothing is lost.

Read from the parser's events, so that depth, aliases and repeated keys are seen before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, error, warning
from briefgen.model.core.limits import ENTRIES, LINE, ONE_LINE, PARAGRAPH, SHORTEN, SHOWN
from briefgen.model.values.characters import INVISIBLE, name_of, unwanted, without
from briefgen.model.values.scalars import Bare
from briefgen.reading.yaml.errors import in_plain_words
from briefgen.reading.yaml.unquoted import Unquoted, curly_at, unquoted_at

_GLUED = re.compile(r"[ \t]+#(?=(?P<number>\d)|[^\W_])")
_NUMBERED = re.compile(r"[ \t]+#\d{1,3}[ \t]+[^\W\d_]")
_OWN_WORD = re.compile(r"[a-z][a-z0-9_.-]*|[\W\d_].*")
"""An id, a setting or a figure: what follows it is a comment, even without a space."""
Path = tuple[str | int, ...]

MAX_DEPTH = 40
MAX_REPEATED = 10_000
"""How many values aliases may repeat in one file."""
MAX_BREAKS = 20
"""How many syntax errors of one file are reported before the rest is left unread."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STAR = "put text that begins with * in quotes"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-\w+)*")
_OPENING, _CLOSING = tuple("“”„‟‘"), tuple("”“’")
_NOTHING = ("", "~", "null")
_DEEP = re.compile(rf"\s*(?:[?-][ \t]+){{{MAX_DEPTH + 1},}}")
"""Lists or keys within one another on one line: the parser takes time by the square of their number."""
_ENTRY = re.compile(r"""- |-$|[^\s#'"\[\]{}|>@`%,&*!?:-][^:]*:(\s|$)|"[^"]*":|'[^']*':""")


@dataclass(slots=True)
class YamlTree:
    """What a YAML file holds: texts in dicts and lists; None is what was left empty.

    A place is that of the text; for a mapping, a list or nothing it is that of the key above it.
    """

    value: Any = None
    places: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)
    bare: set[Path] = field(default_factory=set)
    """Keys between braces that have no colon after them: mostly the rest of a text with a comma in it."""
    curly: list[Span] = field(default_factory=list)
    """Texts that begin with a typographic quotation mark and end without one."""
    sound: bool = True
    """False when a syntax error hid a part of the file."""


class UnreadableYamlError(Exception):
    """The rest of the file cannot be read; carries the diagnostic."""

    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_tree(text: str, path: str, first_line: int = 1, most: int = ENTRIES) -> Outcome[YamlTree]:
    """Read one YAML document, of each list and mapping ``most`` entries.

    After a syntax error reading goes on at the next entry of the outermost level.

    A text that lacks its quotes, or has typographic ones, is told once, and read as if it had them.
    """
    lines = text.split("\n")
    if (deep := next((at for at, line in enumerate(lines) if _DEEP.match(line)), None)) is not None:
        return Outcome(YamlTree(sound=False), (_too_deep(Span(path, first_line + deep, 1)),))
    told: list[Diagnostic] = []
    outcome = _read(lines, path, first_line, most)
    while len(told) < MAX_BREAKS and (slip := _unquoted(outcome, lines, path, first_line)) is not None:
        told.append(slip.problem)
        lines[slip.first : slip.first + len(slip.lines)] = slip.lines
        outcome = _read(lines, path, first_line, most)
    return Outcome(outcome.value, (*told, *outcome.diagnostics))


def _too_deep(span: Span) -> Diagnostic:
    return error("nesting-is-shallow", "this is nested too deeply", span, "use fewer levels")


def _unquoted(outcome: Outcome[YamlTree], lines: list[str], path: str, first_line: int) -> Unquoted | None:
    """The first text that quotation marks mend."""
    curly = (curly_at(lines, place, first_line) for place in outcome.value.curly)
    errors = () if outcome.value.sound else outcome.diagnostics
    others = (unquoted_at(lines, it.span.line - first_line, path, first_line) for it in errors if it.span)
    return next((slip for slip in chain(curly, others) if slip is not None), None)


def _read(lines: list[str], path: str, first_line: int, most: int) -> Outcome[YamlTree]:
    tree = YamlTree()
    composer = _Composer(tree, path, first_line, most)
    start: int | None = 0
    breaks: list[Diagnostic] = []
    while start is not None and len(breaks) < MAX_BREAKS:
        problem = composer.read("\n".join(lines[start:]), start)
        if problem is None:
            break
        tree.sound = False
        breaks.append(problem)
        if composer.repeated > MAX_REPEATED:
            break
        start = _next_entry(lines, composer.entry_line)
    once = {problem.span: problem for problem in reversed(breaks)}
    return Outcome(tree, (*composer.found, *once.values()))


def _next_entry(lines: list[str], after: int) -> int | None:
    return next((index for index in range(after + 1, len(lines)) if _ENTRY.match(lines[index])), None)


class _Composer:
    """Builds the tree of one file, if need be in several goes."""

    def __init__(self, tree: YamlTree, path: str, first_line: int, most: int) -> None:
        self.tree = tree
        self.path = path
        self.first_line = first_line
        self.most = most
        self.shift = first_line
        self.entry_line = 0
        self.found: list[Diagnostic] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.values = 0
        self.repeated = 0
        self.full: Collection[Any] | None = None
        """The list or mapping that was told to have too many entries last."""
        self.events: Iterator[Event] = iter(())
        self.lines: list[str] = []

    def read(self, text: str, start: int) -> Diagnostic | None:
        """Read on from line ``start`` (from 0); the problem that ended the reading, or None."""
        self.shift = self.first_line + start
        self.entry_line = start
        self.lines = text.split("\n")
        try:
            self.events = yaml.parse(text, Loader=_LOADER)
            self._documents()
        except UnreadableYamlError as stop:
            return stop.problem
        except yaml.YAMLError as wrong:
            return in_plain_words(wrong, text, self.path, self.shift)
        return None

    def _documents(self) -> None:
        seen = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                seen += 1
                if seen > 1:
                    self._problem("yaml-is-sound", "a second document begins here", event, "make it a file of its own")
                    return
            elif isinstance(event, NodeEvent):
                self._outermost(event)

    def _outermost(self, event: Event) -> None:
        whole = self.tree.value
        if isinstance(event, MappingStartEvent) and (whole is None or isinstance(whole, dict)):
            self._mark((), event)
            self.tree.value = {} if whole is None else whole
            self._mapping(self.tree.value, event, (), 1)
        elif isinstance(event, SequenceStartEvent) and (whole is None or isinstance(whole, list)):
            self._mark((), event)
            self.tree.value = [] if whole is None else whole
            self._sequence(self.tree.value, (), 1)
        elif whole is None:
            self.tree.value = self._value(event, (), 0)
        else:
            self._skip(event)

    def _value(self, event: Event, path: Path, depth: int) -> Any:
        self.values += 1
        if depth >= MAX_DEPTH:
            raise UnreadableYamlError(_too_deep(self._span(event)))
        if isinstance(event, AliasEvent):
            return self._alias(event, path)
        self._refuse_tag(event)
        before = self.values
        value: Any
        if isinstance(event, ScalarEvent):
            value = self._scalar(event, path)
        elif isinstance(event, MappingStartEvent):
            value = self._mapping({}, event, path, depth + 1)
        else:
            value = self._sequence([], path, depth + 1)
        if (anchor := getattr(event, "anchor", None)) is not None:
            self.anchors[anchor] = (value, self.values - before + 1)
        return value

    def _scalar(self, event: ScalarEvent, path: Path) -> str | None:
        self._mark(path, event)
        text = self._fitting(self._clean(event), event, path)
        if event.style:
            return text
        if text[:1] in _OPENING and text[-1:] not in _CLOSING:
            self.tree.curly.append(self._span(event))
        self._look_after(event, text)
        return None if text in _NOTHING else Bare(text)

    def _look_after(self, event: ScalarEvent, text: str) -> None:
        """Report words after a text without quotes that are taken for a comment."""
        end: Any = event.end_mark
        after = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        if _is_cut(text, after):
            message = f"the text ends before “{after.strip()[:SHOWN]}”, which is a comment for YAML"
            hint = "put the whole text in quotes; if it is a comment, write a space after #"
            self.found.append(warning("hash-is-quoted", message, self._span(event), hint))

    def _clean(self, event: ScalarEvent) -> str:
        """The text of a scalar. As escapes ("\\0") it may have characters that the file itself has not."""
        text: str = event.value
        if not (places := list(unwanted(text))):
            return text
        hint = "write the text without this escape: the character is invisible"
        self._problem("file-is-utf8", f"{name_of(text[places[0]])} is written here as an escape", event, hint)
        return without(text, places)

    def _fitting(self, text: str, event: Event, path: Path) -> str:
        """``text``, or its beginning where it is longer than its key allows, which is reported."""
        key = _one_line(path) if len(text) > LINE else ""
        if not key and len(text) <= PARAGRAPH:
            return text
        what, most = (f"“{key}”", LINE) if key else ("this text", PARAGRAPH)
        hint = SHORTEN if key else "shorten it: a text this long belongs in the Markdown of a brief, in paragraphs"
        self._problem("text-fits-limit", f"{what} has {len(text):,} characters; the maximum is {most:,}", event, hint)
        return f"{text[:SHOWN]}…"

    def _mapping(self, into: dict[str, Any], start: Event, path: Path, depth: int) -> dict[str, Any]:
        flow = getattr(start, "flow_style", False)
        while not isinstance(event := next(self.events), MappingEndEvent):
            if depth == 1:
                self.entry_line = self._span(event).line - self.first_line
            if self._is_full(into, event):
                self._skip(event)
                self._skip(next(self.events))
                continue
            if (key := self._key(event, into, path)) is None:
                self._skip(next(self.events))
                continue
            below = (*path, key)
            self.tree.keys[below] = self._span(event)
            inner = next(self.events)
            into[key] = self._value(inner, below, depth)
            if into[key] is None or not isinstance(inner, ScalarEvent | AliasEvent):
                self.tree.places[below] = self.tree.keys[below]
            if flow and into[key] is None and _index(inner) == _index(event):
                self.tree.bare.add(below)
        return into

    def _sequence(self, into: list[Any], path: Path, depth: int) -> list[Any]:
        while not isinstance(event := next(self.events), SequenceEndEvent):
            if depth == 1:
                self.entry_line = self._span(event).line - self.first_line
            if self._is_full(into, event):
                self._skip(event)
                continue
            below = (*path, len(into))
            self._mark(below, event)
            into.append(self._value(event, below, depth))
        return into

    def _is_full(self, into: Collection[Any], event: Event) -> bool:
        """Tell whether ``into`` has all the entries that it may have; told at the first that is too many."""
        if len(into) < self.most:
            return False
        if self.full is not into:
            message = f"only {self.most:,} entries are read here; this one and those that follow are not"
            hint = f"delete what is not needed, or write limits: {{entries: {2 * self.most}}} in site.yaml"
            self._problem("text-fits-limit", message, event, hint)
        self.full = into
        return True

    def _key(self, event: Event, into: dict[str, Any], path: Path) -> str | None:
        """The text of a key that may be used; None after telling why not."""
        if not isinstance(event, ScalarEvent):
            self._problem(
                "yaml-is-sound", "a key must be one piece of text", event, "put text that begins with { or [ in quotes"
            )
            self._skip(event)
            return None
        self._refuse_tag(event)
        key = self._clean(event)
        if hidden := INVISIBLE.search(key):
            said = f"the invisible character U+{ord(hidden[0]):04X} is in this key"
            self._problem("id-is-one-word", said, event, "write the key again without it")
            key = INVISIBLE.sub("", key)
        if key == "<<" and not event.style:
            self._problem("yaml-is-sound", "merge keys (<<) are not used here", event, "write the keys out")
        elif key in into:
            first = self.tree.keys[(*path, key)]
            told = self._told("key-is-unique", f"“{key}” is given twice", event, "delete one of the two or rename it")
            self.found.append(
                Diagnostic(told.code, told.message, told.span, hint=told.hint, related=((first, "first given here"),))
            )
        else:
            return key
        return None

    def _alias(self, event: AliasEvent, path: Path) -> Any:
        self._mark(path, event)
        name = str(event.anchor)
        if name not in self.anchors:
            self._problem(
                "yaml-is-sound", f"*{name} repeats something that has no name &{name} before it", event, _STAR
            )
            return None
        value, size = self.anchors[name]
        self.values += size
        self.repeated += size
        if self.repeated > MAX_REPEATED:
            raise UnreadableYamlError(
                self._told("yaml-is-sound", "aliases (*) repeat too much in this file", event, "write it out")
            )
        return self._fitting(value, event, path) if isinstance(value, str) else value

    def _skip(self, event: Event) -> None:
        """Pass over a value."""
        depth = 0
        while True:
            depth += isinstance(event, MappingStartEvent | SequenceStartEvent)
            depth -= isinstance(event, MappingEndEvent | SequenceEndEvent)
            if depth == 0:
                return
            event = next(self.events)

    def _refuse_tag(self, event: Event) -> None:
        if (tag := getattr(event, "tag", None)) is not None:
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            self._problem(
                "yaml-is-sound", f"the tag {shown} is not used here", event, "put text that begins with ! in quotes"
            )

    def _problem(self, code: str, message: str, event: Event, hint: str) -> None:
        self.found.append(self._told(code, message, event, hint))

    def _told(self, code: str, message: str, event: Event, hint: str) -> Diagnostic:
        return error(code, message, self._span(event), hint)

    def _mark(self, path: Path, event: Event) -> None:
        self.tree.places.setdefault(path, self._span(event))

    def _span(self, event: Event) -> Span:
        start: Any = event.start_mark
        end: Any = event.end_mark
        line = start.line + self.shift
        if start.line != end.line or start.column >= end.column:
            return Span(self.path, line, start.column + 1)
        return Span(self.path, line, start.column + 1, line, end.column + 1)


def _one_line(path: Path) -> str:
    """The key at the end of ``path`` when its value stands in one line: for all languages, for one, or in a list."""
    for key in reversed(path):
        if isinstance(key, str) and (key in ONE_LINE or not _LANGUAGE.fullmatch(key)):
            return key if key in ONE_LINE else ""
    return ""


def _index(event: Event) -> int:
    end: Any = event.end_mark
    return int(end.index)


def _is_cut(text: str, after: str) -> bool:
    """Tell whether words are lost ``after`` a ``text`` in its line: ``Our #1 priority``, but ``# …`` is a comment."""
    if not text:
        return _NUMBERED.match(after) is not None
    found = _GLUED.match(after)
    return found is not None and (found["number"] is not None or _OWN_WORD.fullmatch(text) is None)
