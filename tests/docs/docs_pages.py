"""The pages of the documentation: their tables, their examples, their links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
AUTHORING = PROJECT / "docs" / "authoring.md"
TEMPLATES = PROJECT / "docs" / "templates.md"
DIAGNOSTICS = PROJECT / "docs" / "diagnostics.md"
CONTRIBUTING = PROJECT / "CONTRIBUTING.md"
PAGES = (
    PROJECT / "README.md",
    CONTRIBUTING,
    *sorted((PROJECT / "docs").glob("*.md")),
    *sorted((PROJECT / "docs/ko").glob("*.md")),
)

_FENCE = re.compile(r'^( *)(`{3,})(\w*)((?: \w+="[^"]*")*) *\n(.*?)^\1\2 *$', re.MULTILINE | re.DOTALL)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_ROW = re.compile(r"^\|(.*)\|$")
_BREAK = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Example:
    """A fenced block: its language, its text, and what is said about it, e.g. the file it stands for."""

    kind: str
    about: dict[str, str]
    text: str
    line: int
    """The line at which it opens."""

    @property
    def path(self) -> str:
        """The file that it stands for, or nothing."""
        return self.about.get("title", "")


@dataclass(frozen=True)
class Table:
    """A table: the cells of its head and of its rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def examples(text: str) -> list[Example]:
    """Every fenced block of a page."""
    return [
        Example(found[3], dict(_ATTRIBUTE.findall(found[4])), found[5], text.count("\n", 0, found.start()) + 1)
        for found in _FENCE.finditer(text)
    ]


def files(page: Path) -> dict[str, str]:
    """The examples that name a file."""
    return {example.path: example.text for example in examples(page.read_text("utf-8")) if example.path}


def prose(text: str) -> str:
    """A page without its fenced blocks; every other line stays where it is."""
    return _FENCE.sub(lambda found: "\n" * found[0].count("\n"), text)


def tables(page: Path) -> list[Table]:
    """Every table of a page."""
    found: list[Table] = []
    rows: list[tuple[str, ...]] = []
    for line in [*prose(page.read_text("utf-8")).splitlines(), ""]:
        if (row := _ROW.match(line)) is not None:
            rows.append(tuple(cell.strip() for cell in _BREAK.split(row[1])))
        elif rows:
            found.append(Table(rows[0], tuple(rows[2:])))
            rows = []
    return found


def named(cell: str) -> list[str]:
    """What stands in backticks in a cell."""
    return [code.strip() for _, code in re.findall(r"(`+)(.+?)\1", cell)]


def table_of(page: Path, head: str) -> Table:
    """The only table of a page whose first column is called ``head``."""
    (found,) = [table for table in tables(page) if table.head[0] == head]
    return found


def first_names(table: Table) -> list[str]:
    """The first name of each row."""
    return [name for row in table.rows for name in named(row[0])]


def sections(page: Path) -> Iterator[tuple[str, str]]:
    """(code, text) of each section whose heading is a code."""
    code, lines, fenced = "", list[str](), False
    for line in [*page.read_text("utf-8").splitlines(), "## The end"]:
        fenced ^= line.startswith("```")
        if line.startswith("#") and not fenced:
            if code:
                yield code, "\n".join(lines) + "\n"
            code, lines = "".join(re.findall(r"^### `([a-z0-9-]+)`$", line)), []
        else:
            lines.append(line)


def anchors(page: Path) -> set[str]:
    """The ids that GitHub gives the headings of a page."""
    heads = re.findall(r"^#+ (.+)$", prose(page.read_text("utf-8")), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.casefold()).replace(" ", "-") for head in heads}


def links(page: Path) -> list[str]:
    """The relative links and images of a page, outside code."""
    text = re.sub(r"(`+).+?\1", "", prose(page.read_text("utf-8")), flags=re.DOTALL)
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:", link)]
