"""What a package may add to briefgen: directives, checks and output formats, each a plain function.

A package has one ``Extension``, and names it as an entry point of the group ``briefgen``: see ``docs/extending.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.model.core.diagnostics import Severity

if TYPE_CHECKING:
    from briefgen.model.core.document import Node
    from briefgen.model.core.written import Lang


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, as an extension says it; ``code`` is one of those that it declares."""

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.WARNING
    at: Node | None = None
    """The part of the text that it is about; a directive's problems stand at the directive."""


@dataclass(frozen=True, slots=True)
class DirectiveCall:
    """A directive as its author wrote it: ``:::{extension/name} argument``, options, and the lines up to its end."""

    argument: str
    options: Mapping[str, str]
    body: str
    lang: Lang


@dataclass(frozen=True, slots=True)
class DirectiveText:
    """Markdown that stands in the place of a directive. It is read as if the author had written it."""

    markdown: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefText:
    """A brief in one language as its readers have it: words and figures are settled."""

    slug: str
    lang: Lang
    path: str
    """Of its page, from the root of the site."""
    address: str
    """The full address of its page; the path where the site has none."""
    title: str
    opening: str
    published: str
    """ISO 8601; empty where nobody says."""
    updated: str
    body: Node
    notes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class FormatFiles:
    """Files of an output format: name → content. They are put into the folder of the brief, ``<page>/``."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()


Directive = Callable[[DirectiveCall], DirectiveText]
Check = Callable[[BriefText], Iterable[Problem]]
OutputFormat = Callable[[BriefText, str], FormatFiles]
"""Of a brief and the same as Markdown: all that its page says."""


@dataclass(frozen=True, slots=True)
class Extension:
    """All that a package adds, by name; ``codes`` are those of its problems, each with the claim that should hold."""

    directives: Mapping[str, Directive] = field(default_factory=dict)
    checks: Mapping[str, Check] = field(default_factory=dict)
    formats: Mapping[str, OutputFormat] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Installed:
    """An extension that a site uses, under the name of its entry point."""

    name: str
    package: str
    """The distribution and its version, such as ``briefgen-deadlines 1.0``."""
    extension: Extension = field(repr=False)
    digest: str = ""
    """Of its code: what changed code would make otherwise is made again."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What stands for it in the keys of remembered work."""
        return (self.name, self.package, self.digest)

    def full(self, name: str) -> str:
        """The name of a directive or the code of a problem, as authors write it."""
        return f"{self.name}/{name}"
