"""The page on how briefgen is built shows the rooms as they are."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "architecture.md").read_text("utf-8")
FULLER = {
    "cli/commands",
    "comparing",
    "model/written",
    "reading/files",
    "reading/markdown",
    "reading/markdown/extensions",
    "rendering/charts",
    "rendering/office",
}
"""Folders that hold more than they should; none may join them."""


def test_the_picture_is_that_of_the_contract() -> None:
    drawn = subprocess.run([sys.executable, PROJECT / "tools" / "draw_rooms.py", "--check"])
    assert drawn.returncode == 0, "run: python tools/draw_rooms.py"


def test_every_file_that_the_page_names_is_there() -> None:
    named = re.findall(r"`([\w/]+/[\w/.]+)`", PAGE)
    assert len(named) > 10
    for path in named:
        assert any((PROJECT / folder / path).exists() for folder in ("", "briefgen", "templates")), path


def test_no_module_lies_beside_the_rooms() -> None:
    beside = {it.name for it in (PROJECT / "briefgen").glob("*.py")}
    assert beside == {"__init__.py", "__main__.py"}


def test_a_folder_holds_no_more_than_one_can_overlook() -> None:
    files = (it.relative_to(PROJECT / "briefgen").parts for it in (PROJECT / "briefgen").rglob("*") if it.is_file())
    known = {parts for parts in files if "__pycache__" not in parts and parts[-1] != "__init__.py"}
    entries = {parts[:depth] for parts in known for depth in range(2, len(parts) + 1)}
    counts = Counter("/".join(parts[:-1]) for parts in entries)
    assert {folder for folder, count in counts.items() if count > 12} == FULLER


def test_each_class_has_a_name_of_its_own() -> None:
    named = re.compile(r"^class (\w+)", re.MULTILINE)
    names = [name for it in (PROJECT / "briefgen").rglob("*.py") for name in named.findall(it.read_text("utf-8"))]
    assert [name for name, times in Counter(names).items() if times > 1] == []
