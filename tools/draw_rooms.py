"""Draws the rooms of briefgen from the import contract: ``docs/img/rooms.svg``. With ``--check`` it only compares.

A room imports from the rows below its own. What a room says of itself is the first line of its docstring.
"""

from __future__ import annotations

import ast
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PICTURE = PROJECT / "docs" / "img" / "rooms.svg"
WIDTH, GAP, PAD, LINE = 1200, 12, 12, 20
LETTER = 8.2
"""Average width of a letter at 15 pixels: what a line of a box has room for."""
STYLE = (
    "text{font:15px system-ui,sans-serif;fill:#1a2733}.name{font-weight:600}.inner{fill:#4a5b6a}"
    "rect{fill:#eef3f7;stroke:#9fb3c2}"
)

Rows = list[list[str]]


def contracts() -> dict[str, Rows]:
    """Container → its rows of rooms from top to bottom, as pyproject.toml has them."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    return {
        it["containers"][0]: [[room.strip() for room in row.split("|")] for row in it["layers"]]
        for it in settings["contracts"]
    }


def purpose(package: str) -> str:
    """The first line of the docstring of a package or module."""
    path = PROJECT.joinpath(*package.split("."))
    text = (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text("utf-8")
    return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0].replace("``", "")


def words(room: str, inside: Rows | None, width: float) -> Iterator[tuple[str, str]]:
    """The lines of a box with the class of each."""
    yield "name", room
    letters = int((width - 2 * PAD) / LETTER)
    for line in textwrap.wrap(purpose(f"briefgen.{room}"), letters):
        yield "", line
    for line in textwrap.wrap(inner(room, inside), letters):
        yield "inner", line


def inner(room: str, rows: Rows | None) -> str:
    """The rooms within a room: those that a contract sorts with › between its rows, others by name."""
    if rows:
        return " › ".join(" ".join(row) for row in rows)
    folders = (it.parent.name for it in (PROJECT / "briefgen" / room).glob("*/__init__.py"))
    return " ".join(sorted(folders))


def picture() -> str:
    """The whole drawing."""
    known = contracts()
    drawn: list[str] = []
    top = GAP
    for row in known["briefgen"][1:]:  # the first is __main__
        width = (WIDTH - GAP * (len(row) + 1)) / len(row)
        boxes = [list(words(room, known.get(f"briefgen.{room}"), width)) for room in row]
        height = PAD * 1.5 + LINE * max(map(len, boxes))
        for at, box in enumerate(boxes):
            left = GAP + at * (width + GAP)
            drawn.append(f'<rect x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{height:.0f}" rx="4"/>')
            for number, (kind, text) in enumerate(box, 1):
                place = f'x="{left + PAD:.0f}" y="{top + LINE * number + 2:.0f}"'
                drawn.append(f'<text {place} class="{kind}">{escape(text)}</text>')
        top += height + GAP
    title = "The rooms of briefgen: each imports only from the rows below it"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top:.0f}" role="img"><title>{title}</title>'
    return "\n".join([head, f"<style>{STYLE}</style>", *drawn, "</svg>", ""])


def main(arguments: list[str]) -> int:
    """Write the picture, or say that the one that is there is out of date."""
    made = picture()
    if "--check" in arguments:
        return 0 if PICTURE.is_file() and PICTURE.read_text("utf-8") == made else 1
    PICTURE.write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
