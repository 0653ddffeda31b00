"""A workflow installs the very briefgen that its author has, and no secret goes with its address."""

import os
import subprocess
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import briefgen
from briefgen.hosting.origin import of_checkout, of_record, public_address, released


def git(folder: Path, *arguments: str) -> str:
    settings = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    command = ["git", *settings, "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A clone whose commit is where it came from."""
    git(tmp_path, "init", "first")
    git(tmp_path / "first", "commit", "--allow-empty", "-m", "a")
    git(tmp_path, "clone", "first", "second")
    return tmp_path / "second"


@pytest.mark.parametrize(
    ("remote", "public"),
    [
        ("https://github.com/someone/briefgen.git", "https://github.com/someone/briefgen.git"),
        ("git@github.com:someone/briefgen.git", "https://github.com/someone/briefgen.git"),
        ("ssh://git@github.com/someone/briefgen.git", "https://github.com/someone/briefgen.git"),
        ("https://someone:secret@github.com/someone/briefgen", "https://github.com/someone/briefgen"),
        ("https://example.org:8443/briefgen", "https://example.org:8443/briefgen"),
        ("/home/someone/briefgen", None),
        ("file:///home/someone/briefgen", None),
        ("", None),
    ],
)
def test_the_address_is_one_that_anybody_can_use(remote: str, public: str | None) -> None:
    assert public_address(remote) == public


def test_a_checkout_is_named_at_its_commit(checkout: Path) -> None:
    git(checkout, "remote", "set-url", "origin", "git@github.com:someone/briefgen.git")
    commit = git(checkout, "rev-parse", "HEAD")
    assert of_checkout(checkout, os.environ) == f"briefgen @ git+https://github.com/someone/briefgen.git@{commit}"
    record = {"url": checkout.as_uri(), "dir_info": {"editable": True}}
    assert of_record(record, os.environ) == of_checkout(checkout, os.environ)


def test_a_commit_that_nobody_else_has_is_not_named(checkout: Path) -> None:
    git(checkout, "remote", "set-url", "origin", "https://github.com/someone/briefgen.git")
    git(checkout, "commit", "--allow-empty", "-m", "b")
    assert of_checkout(checkout, os.environ) is None


def test_a_folder_of_this_disk_and_a_repository_further_up_are_not_named(checkout: Path) -> None:
    assert of_checkout(checkout, os.environ) is None, "it was cloned from a folder"
    git(checkout, "remote", "set-url", "origin", "https://github.com/someone/briefs.git")
    (checkout / "inside").mkdir()
    assert of_checkout(checkout / "inside", os.environ) is None


def test_what_pip_recorded_is_named() -> None:
    vcs = {"url": "https://token@github.com/someone/briefgen", "vcs_info": {"vcs": "git", "commit_id": "0a1b"}}
    assert of_record(vcs, os.environ) == "briefgen @ git+https://github.com/someone/briefgen@0a1b"
    wheel = "https://example.org/briefgen-0.1.0-py3-none-any.whl"
    assert of_record({"url": wheel, "archive_info": {}}, os.environ) == f"briefgen @ {wheel}"
    assert (
        of_record({"url": "file:///home/someone/briefgen-0.1.0-py3-none-any.whl", "archive_info": {}}, os.environ)
        is None
    )


@pytest.mark.parametrize(
    ("version", "named"),
    [("0.1.0", "briefgen>=0.1.0,<0.2"), ("0.9.3", "briefgen>=0.9.3,<0.10"), ("1.4.2", "briefgen>=1.4.2,<2")],
)
def test_a_release_is_named_within_bounds(version: str, named: str) -> None:
    assert released(version) == named


def test_this_version_is_within_its_own_bounds() -> None:
    assert briefgen.__version__ in Requirement(released()).specifier
