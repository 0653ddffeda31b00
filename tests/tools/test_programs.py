"""The programs beside the package: a release that agrees with itself, a manual page, an audit, a newer WeasyPrint."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from briefgen.cli.main import _COMMANDS
from briefgen.rendering.paper.tags import apply

PROJECT = Path(__file__).resolve().parents[2]
TOOL = runpy.run_path(str(PROJECT / "tools/release.py"), run_name="release")
LOG = "# Changelog\n\n## Unreleased\n\n## 3.1.4 - 2026-12-01\n\n### Added\n\n- A thing.\n\n## 3.1.3 - 2026-11-01\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path, text in {
        "briefgen/__init__.py": '__version__ = "3.1.4"\nREPOSITORY = "https://github.com/an/office"\n',
        "CHANGELOG.md": LOG,
        "docs/briefgen.1": '.TH BRIEFGEN 1 "" "briefgen 3.1.4" "User Commands"\n',
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def problems(project: Path, tag: str = "v3.1.4", repository: str = "an/office") -> list[str]:
    return list(TOOL["problems"](project, tag, repository))


def test_what_agrees_is_ready_and_its_notes_are_its_own(project: Path) -> None:
    assert problems(project) == []
    assert TOOL["notes"](project, "v3.1.4") == "### Added\n\n- A thing."


@pytest.mark.parametrize(
    ("path", "was", "now", "said"),
    [
        ("briefgen/__init__.py", "3.1.4", "3.1.5", "the tag is v3.1.4, but briefgen/__init__.py says 3.1.5"),
        ("CHANGELOG.md", "3.1.4 - 2026-12-01", "3.1.4", "CHANGELOG.md has nothing under “## 3.1.4 - YYYY-MM-DD”"),
        ("CHANGELOG.md", "Unreleased\n", "Unreleased\n\n- Late.\n", "still has entries under “Unreleased”"),
        ("docs/briefgen.1", "3.1.4", "3.1.3", "run make man"),
        ("briefgen/__init__.py", "https://github.com/an/office", "", "REPOSITORY is “”, but briefgen comes from https"),
    ],
)
def test_what_does_not_agree_is_named(project: Path, path: str, was: str, now: str, said: str) -> None:
    file = project / path
    file.write_text(file.read_text("utf-8").replace(was, now), "utf-8")
    assert any(said in each for each in problems(project))


def test_a_tag_that_is_no_version_and_another_repository_are_named(project: Path) -> None:
    assert "the tag “3.1” is no version: write one such as v3.1.4" in problems(project, tag="3.1")
    assert len(problems(project, repository="an/office2")) == 1


def test_this_project_has_an_address_or_is_refused() -> None:
    tag = f"v{TOOL['constant'](PROJECT, '__version__')}"
    said = [each for each in problems(PROJECT, tag) if "REPOSITORY" in each]
    assert said or TOOL["constant"](PROJECT, "REPOSITORY") == "https://github.com/an/office"


MAN_PAGE = runpy.run_path(str(PROJECT / "tools/man_page.py"), run_name="man_page")
PAGE = PROJECT / "docs" / "briefgen.1"


def test_it_is_that_of_the_commands_as_they_are() -> None:
    assert PAGE.read_text("utf-8") == MAN_PAGE["page"](), "run: make man"


def test_it_has_every_command_and_every_text_as_text() -> None:
    text = PAGE.read_text("utf-8")
    sections = {name.replace("\\-", "-") for name in re.findall(r'^\.SS "briefgen ([^ "]+)"', text, re.MULTILINE)}
    assert sections == set(_COMMANDS)
    assert text.isascii() and not re.search(r"^'", text, re.MULTILINE)
    assert set(re.findall(r"^\.(\w+)", text, re.MULTILINE)) == {"TH", "SH", "SS", "PP", "TP", "B", "EX", "EE"}
    assert MAN_PAGE["roff"](".so 'a-b' “\\n” →") == r"\&.so \(aqa\-b\(aq \(lq\en\(rq \[u2192]"


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff")
def test_groff_has_nothing_to_say_of_it() -> None:
    ran = subprocess.run(["groff", "-man", "-ww", "-Tutf8", "-z", PAGE], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


AUDIT = runpy.run_path(str(Path(__file__).resolve().parents[2] / "tools/audit.py"), run_name="audit")
FINE = {"name": "one", "version": "1.0", "vulns": []}
BAD = {"name": "two", "version": "2.0", "vulns": [{"id": "CVE-2026-0001"}]}
UNKNOWN = {"name": "three", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("dependencies", "said", "failed"),
    [
        ([FINE], "clean", False),
        ([FINE, UNKNOWN], "clean; not known to the index: three", False),
        ([UNKNOWN], "skipped: the index knows none of the 1 libraries", False),
        ([FINE, BAD, UNKNOWN], "\n  two 2.0: CVE-2026-0001; not known to the index: three", True),
    ],
)
def test_a_published_vulnerability_is_a_failure(dependencies: list[dict[str, Any]], said: str, failed: bool) -> None:
    assert AUDIT["judged"](dependencies) == (said, failed)


NEWER = runpy.run_path(str(Path(__file__).resolve().parents[2] / "tools/newer_weasyprint.py"), run_name="newer")
PINS, CHECKOUT, UPSTREAM, judged, repinned = (NEWER[it] for it in ("PINS", "PROJECT", "UPSTREAM", "judged", "repinned"))


@pytest.mark.parametrize("name", PINS)
def test_the_pin_is_found_and_raised(name: str) -> None:
    text = (CHECKOUT / name).read_text("utf-8")
    assert PINS[name].findall(text) == [apply.PINNED]
    assert PINS[name].findall(repinned(text, PINS[name], "99.9")) == ["99.9"]


def test_a_file_without_a_pin_is_not_taken_for_one_that_is_raised() -> None:
    with pytest.raises(ValueError, match="no single pin"):
        repinned("weasyprint>=70", re.compile("=="), "99.9")


def test_the_tests_of_paper_are_run_and_no_others() -> None:
    found = set(NEWER["pdf_tests"](CHECKOUT))
    assert {"tests/rendering/paper", "tests/rendering/theme/test_theme.py"} <= found
    assert (CHECKOUT / UPSTREAM).parent == CHECKOUT / "tests/rendering/paper"
    assert "tests/rendering/html/test_typeset.py" not in found
    assert all((CHECKOUT / name).exists() for name in found)


def test_what_breaks_is_named() -> None:
    said = f"..F\nFAILED {UPSTREAM}::test_a - assert 1\nERROR tests/rendering/paper/test_b.py::test_c\n1 failed\n"
    report = judged("99.9", NEWER["BROKEN"].findall(said))
    assert f"  {UPSTREAM}::test_a\n" in report and "  tests/rendering/paper/test_b.py::test_c\n" in report
    assert "remove the patch" in report
    assert "remove the patch" not in judged("99.9", ["tests/rendering/paper/test_b.py::test_c"])
    assert "can be raised" in judged("99.9", [])
