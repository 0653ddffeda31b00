"""The page on how briefgen is built shows the rooms as they are."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "architecture.md").read_text("utf-8")


def test_the_picture_is_that_of_the_contract() -> None:
    drawn = subprocess.run([sys.executable, PROJECT / "tools" / "draw_rooms.py", "--check"])
    assert drawn.returncode == 0, "run: python tools/draw_rooms.py"


def test_every_file_that_the_page_names_is_there() -> None:
    named = re.findall(r"`([\w/]+/[\w/.]+)`", PAGE)
    assert len(named) > 10
    for path in named:
        assert any((PROJECT / folder / path).exists() for folder in ("", "briefgen", "templates")), path


def test_the_rooms_are_few_and_no_module_lies_beside_them() -> None:
    beside = {it.name for it in (PROJECT / "briefgen").glob("*.py")}
    assert beside == {"__init__.py", "__main__.py"}
    for room in (it.parent for it in (PROJECT / "briefgen").glob("*/__init__.py")):
        files = (it.relative_to(room).parts for it in room.rglob("*") if it.is_file())
        entries = {parts[0] for parts in files if "__pycache__" not in parts} - {"__init__.py"}
        assert len(entries) <= 12, f"{room.name} has {len(entries)} entries"


def test_each_class_has_a_name_of_its_own() -> None:
    named = re.compile(r"^class (\w+)", re.MULTILINE)
    names = [name for it in (PROJECT / "briefgen").rglob("*.py") for name in named.findall(it.read_text("utf-8"))]
    assert [name for name, times in Counter(names).items() if times > 1] == []
