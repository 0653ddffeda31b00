"""A release is refused while its tag, version, change log, manual page and addresses do not agree."""

import runpy
import shutil
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
TOOL = runpy.run_path(str(PROJECT / "tools/release.py"), run_name="release")
LOG = "# Changelog\n\n## Unreleased\n\n## 3.1.4 - 2026-12-01\n\n### Added\n\n- A thing.\n\n## 3.1.3 - 2026-11-01\n"
URLS = '[project.urls]\nSource = "https://github.com/an/office"\nIssues = "https://github.com/an/office/issues"\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path, text in {
        "briefgen/__init__.py": '"""A."""\n\n__version__ = "3.1.4"\n',
        "CHANGELOG.md": LOG,
        "docs/briefgen.1": '.TH BRIEFGEN 1 "" "briefgen 3.1.4" "User Commands"\n',
        "pyproject.toml": URLS,
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
        ("pyproject.toml", "an/office/issues", "someone/briefgen", "“Issues” is https://github.com/someone/briefgen"),
    ],
)
def test_what_does_not_agree_is_named(project: Path, path: str, was: str, now: str, said: str) -> None:
    file = project / path
    file.write_text(file.read_text("utf-8").replace(was, now), "utf-8")
    assert any(said in each for each in problems(project))


def test_a_tag_that_is_no_version_and_another_repository_are_named(project: Path) -> None:
    assert "the tag “3.1” is no version: write one such as v3.1.4" in problems(project, tag="3.1")
    assert len(problems(project, repository="an/office2")) == 2


def test_the_placeholder_for_the_address_is_refused(tmp_path: Path) -> None:
    for path in ("briefgen/__init__.py", "CHANGELOG.md", "docs/briefgen.1", "pyproject.toml"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        shutil.copy(PROJECT / path, tmp_path / path)
    tag = f"v{TOOL['version'](PROJECT)}"
    if "github.com/someone/" in (PROJECT / "pyproject.toml").read_text("utf-8"):
        assert len([each for each in problems(tmp_path, tag) if "not one of an/office" in each]) == 4
