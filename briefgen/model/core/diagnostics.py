"""Problems as values: what is wrong, where, and what to write instead.

The leaf that finds a problem says what is wrong; whoever knows the place attaches it.
Nothing is printed here and nothing is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Severity(StrEnum):
    """How much a problem weighs: an error stops a build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, init=False, order=True)
class Span:
    """A place in a file as the author sees it; lines and columns count from 1.

    ``path`` is relative to the project folder, with forward slashes. ``end_line`` and
    ``end_column`` are 0 when only the start is known.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __init__(self, path: str, line: int = 1, column: int = 1, end_line: int = 0, end_column: int = 0) -> None:
        """In half the time of what a frozen dataclass does: each word of a text has a place."""
        _set_path(self, path)
        _set_line(self, line)
        _set_column(self, column)
        _set_end_line(self, end_line)
        _set_end_column(self, end_column)

    def __reduce__(self) -> tuple[Callable[..., Span], tuple[object, ...]]:
        return Span, (self.path, self.line, self.column, self.end_line, self.end_column)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


_set_path, _set_line, _set_column, _set_end_line, _set_end_column = (
    getattr(Span, part.name).__set__ for part in fields(Span)
)

_LONGEST, _BEGINNING, _ENDING = 1000, 700, 250
"""Letters of a message, and those that a longer one keeps at its beginning and end."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem. ``code`` is the claim that should have held, e.g. ``fact-is-known``.

    ``subject`` names what the message is about, for code that sorts or places problems: what it is, its id, and a key
    of it where one is meant, such as ``("source", "abd-2025", "issued")``. ``stops_publication`` marks a warning that
    lets a site be built and looked at, not published.
    """

    code: str
    message: str
    span: Span | None = None
    severity: Severity = Severity.ERROR
    hint: str = ""
    related: tuple[tuple[Span, str], ...] = ()
    subject: tuple[str, ...] = field(default=(), compare=False)
    stops_publication: bool = False

    def __post_init__(self) -> None:
        if len(self.message) > _LONGEST:  # it quotes a word without end
            object.__setattr__(self, "message", f"{self.message[:_BEGINNING]} … {self.message[-_ENDING:]}")

    def at(self, span: Span | None) -> Diagnostic:
        """The same problem, placed; a place already known is kept."""
        return self if self.span is not None or span is None else replace(self, span=span)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Path, line, column, code, message: the order of every report."""
        place = self.span or Span("")
        return (place.path, place.line, place.column, self.code, self.message)


def error(code: str, message: str, span: Span | None = None, hint: str = "") -> Diagnostic:
    """Shorthand for a problem that stops a build."""
    return Diagnostic(code, message, span, Severity.ERROR, hint)


def warning(code: str, message: str, span: Span | None = None, hint: str = "") -> Diagnostic:
    """Shorthand for a problem that does not stop a build."""
    return Diagnostic(code, message, span, Severity.WARNING, hint)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T_co]):
    """What a stage returns: its value, and every problem it met on the way."""

    value: T_co
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class Report:
    """Gathers problems while a pipeline runs; ``judge`` says how each is taken, None that it is not reported."""

    judge: Callable[[Diagnostic], Diagnostic | None] = lambda found: found
    _found: list[Diagnostic] = field(default_factory=list)

    def take(self, outcome: Outcome[T]) -> T:
        """Keep the problems of ``outcome`` and hand on its value."""
        self._found.extend(outcome.diagnostics)
        return outcome.value

    def add(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep more problems."""
        self._found.extend(diagnostics)

    def sorted(self) -> tuple[Diagnostic, ...]:
        """Every problem once, by path, line, column and code."""
        judged = {found for each in set(self._found) if (found := self.judge(each)) is not None}
        return tuple(sorted(judged, key=lambda found: found.sort_key))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.sorted())


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of these stops a build."""
    return any(found.severity is Severity.ERROR for found in diagnostics)


def few(names: Iterable[str], shown: int = 3) -> str:
    """The first names of many, for a message: ``a, b, c and 4 more``."""
    every = list(names)
    more = f" and {len(every) - shown} more" if len(every) > shown else ""
    return ", ".join(every[:shown]) + more
