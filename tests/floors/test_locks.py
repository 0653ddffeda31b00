"""The locked requirements are those of pyproject.toml, each with its hashes, and name no index."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[2]


def locked(name: str) -> dict[str, str]:
    text = (PROJECT / "requirements" / name).read_text("utf-8")
    return {
        canonicalize_name(found): version
        for found, version in re.findall(r"^([\w.-]+)==([^ ;\\]+)", text, re.MULTILINE)
    }


def wanted(extra: str | None) -> list[Requirement]:
    project = settings()["project"]
    found = project["dependencies"] + (project["optional-dependencies"][extra] if extra else [])
    return [Requirement(line) for line in found]


def settings() -> dict[str, Any]:
    return tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))


@pytest.mark.parametrize(("name", "extra"), [("base.txt", None), ("dev.txt", "dev")])
def test_every_dependency_is_locked_within_its_bounds(name: str, extra: str | None) -> None:
    versions = locked(name)
    for requirement in wanted(extra):
        assert requirement.specifier, f"{requirement.name} has no bounds"
        version = versions.get(canonicalize_name(requirement.name))
        assert version is not None and version in requirement.specifier, f"{requirement}: run make lock"


def test_what_builds_the_package_is_locked() -> None:
    wanted = settings()["build-system"]["requires"]
    assert settings()["dependency-groups"]["build"] == wanted
    for requirement in map(Requirement, wanted):
        assert locked("build.txt")[requirement.name] in requirement.specifier


def test_the_locks_agree() -> None:
    assert locked("base.txt").items() <= locked("dev.txt").items()
    assert locked("build.txt").items() <= locked("dev.txt").items()


def test_what_describes_a_release_is_locked() -> None:
    for requirement in map(Requirement, settings()["dependency-groups"]["release"]):
        assert locked("release.txt")[requirement.name] in requirement.specifier


@pytest.mark.parametrize("name", ["base.txt", "build.txt", "dev.txt", "release.txt"])
def test_every_line_has_a_hash_and_no_line_an_index(name: str) -> None:
    text = (PROJECT / "requirements" / name).read_text("utf-8")
    assert "index" not in text and "://" not in text
    for entry in re.split(r"\n(?=\S)", text):
        assert entry.startswith("#") or "--hash=sha256:" in entry, entry
