"""The page on security promises nothing that no test holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs_pages import anchors, links

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs/security.md").read_text("utf-8")
PROMISES = dict(re.findall(r"^### (P\d)\. .+?\n(.*?)(?=^#)", PAGE, re.MULTILINE | re.DOTALL))


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
    (recommended,) = re.findall(r"\| every page \| `Content-Security-Policy` \| `([^`]+)` \|", PAGE)
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
