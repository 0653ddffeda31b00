"""The page on how briefgen is built shows the rooms as they are; that on security promises what tests hold."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from docs_pages import anchors, links

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "architecture.md").read_text("utf-8")
FULLER = {
    "cli/commands",
    "comparing",
    "model/written",
    "reading/markdown",
    "reading/markdown/extensions",
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


# The page on security


SECURITY_PAGE = (PROJECT / "docs/security.md").read_text("utf-8")
PROMISES = dict(re.findall(r"^### (P\d)\. .+?\n(.*?)(?=^#)", SECURITY_PAGE, re.MULTILINE | re.DOTALL))


def test_there_are_nine_promises() -> None:
    assert list(PROMISES) == [f"P{number}" for number in range(1, 10)]


@pytest.mark.parametrize("name", PROMISES)
def test_each_promise_names_tests_that_there_are(name: str) -> None:
    (line,) = re.findall(r"^Tests: (.+)$", PROMISES[name], re.MULTILINE)
    files = re.findall(r"`(tests/[^`]+)`", line)
    assert files and line == ", ".join(f"`{file}`" for file in files)
    for file in files:
        assert re.search(r"^def test_", (PROJECT / file).read_text("utf-8"), re.MULTILINE), file


def test_the_links_of_the_page_on_reporting_lead_somewhere() -> None:
    found = links(PROJECT / "SECURITY.md")
    assert len(found) >= 2
    for path, _, anchor in (link.partition("#") for link in found):
        assert anchor in anchors(PROJECT / path), path


def test_the_headers_do_not_loosen_what_the_pages_say_themselves() -> None:
    own = re.findall(
        r'Content-Security-Policy" content="([^"]+)"', (PROJECT / "templates/web/base.html").read_text("utf-8")
    )
    (recommended,) = re.findall(r"\| every page \| `Content-Security-Policy` \| `([^`]+)` \|", SECURITY_PAGE)
    assert [each for each in own if not recommended.startswith(each)] == [] and own


def test_commands_that_reach_out_are_those_that_open_connections_or_run_programs() -> None:
    found = set()
    for path in (PROJECT / "briefgen").rglob("*.py"):
        text = path.read_text("utf-8")
        if re.search(
            r"^(import|from) (socket|subprocess|ssl|http\.client|http\.server|urllib\.request)\b", text, re.MULTILINE
        ):
            found.add(path.relative_to(PROJECT / "briefgen").as_posix())
    assert found == {
        "links/client.py",  # check --links
        "preview/serve.py",
        "hosting/git.py",  # publish
        "doctor/machine.py",  # doctor: a worker tries what the kernel should prevent
        "hosting/origin.py",  # the path in a file: address, nothing is opened
    }
