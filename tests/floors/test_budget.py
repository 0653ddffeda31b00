"""The code stays within its budget: lines for each room in ``[tool.briefgen.budget]``, and lines for a function."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
CODE = PROJECT / "briefgen"
LOOSE = "loose"
"""The row of the modules that lie beside the rooms."""
SLACK = 200
"""Lines that a room may be below its budget."""
LONGEST = 60
"""Lines of a function."""


def budget() -> dict[str, int]:
    """Room → lines that it may have."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    rows: dict[str, int] = settings["tool"]["briefgen"]["budget"]
    return rows


def counted() -> dict[str, int]:
    """Room → physical lines of its Python files; ``tests`` is counted as a room."""
    rooms = {it.name: [*it.rglob("*.py")] for it in sorted(CODE.iterdir()) if any(it.glob("*.py"))}
    rooms |= {LOOSE: [*CODE.glob("*.py")], "tests": [*(PROJECT / "tests").rglob("*.py")]}
    return {room: sum(it.read_bytes().count(b"\n") for it in files) for room, files in rooms.items()}


def problems(rows: Mapping[str, int], rooms: Mapping[str, int]) -> Iterator[str]:
    """A sentence for each row that does not fit its room, with what to do."""
    for room, lines in rooms.items():
        row = f"`{room} = {lines}` under [tool.briefgen.budget] in pyproject.toml"
        if room not in rows:
            yield f"{room} has no budget: write {row}"
        elif lines > rows[room]:
            more = f"{room} has {lines - rows[room]} lines more than its budget of {rows[room]}"
            yield f"{more}: remove as many, or write {row} and say why in the commit"
        elif lines < rows[room] - SLACK:
            yield f"{room} has {rows[room] - lines} lines fewer than its budget of {rows[room]}: write {row}"
    for room in rows.keys() - rooms.keys():
        yield f"there is no room {room}: delete its row under [tool.briefgen.budget] in pyproject.toml"


def test_every_room_is_within_its_budget() -> None:
    found = [*problems(budget(), counted())]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"links": 500}, ["links has 11 lines more than its budget of 500: remove as many, or write `links = 511`"]),
        ({"links": 511}, []),
        ({"links": 711}, []),
        ({"links": 712}, ["links has 201 lines fewer than its budget of 712: write `links = 511`"]),
        ({}, ["links has no budget: write `links = 511`"]),
        ({"links": 511, "chains": 9}, ["there is no room chains: delete its row"]),
    ],
)
def test_a_row_that_does_not_fit_its_room_is_told_with_what_to_write(rows: dict[str, int], said: list[str]) -> None:
    found = [*problems(rows, {"links": 511})]
    assert len(found) == len(said)
    assert all(sentence.startswith(start) for sentence, start in zip(found, said, strict=True))


def test_no_function_is_too_long_to_be_seen_at_once() -> None:
    found = [
        f"{path.relative_to(PROJECT)}:{it.lineno}: {it.name} has {length} lines; cut it where one thought ends"
        for path in sorted(CODE.rglob("*.py"))
        for it in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(it, ast.FunctionDef | ast.AsyncFunctionDef)
        and it.end_lineno is not None
        and (length := it.end_lineno - it.lineno + 1) > LONGEST
    ]
    assert not found, "\n".join(found)
