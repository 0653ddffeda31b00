"""A release is refused while its tag, version, change log, manual page and address do not agree."""

import runpy
from pathlib import Path

import pytest

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
