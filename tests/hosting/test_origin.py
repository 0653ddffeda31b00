"""A workflow installs the very briefgen that its author has, and no secret goes with its address."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from briefgen.hosting.origin import of_checkout, of_record, origin, public_address

WHEEL = "https://example.org/briefgen-0.1.0-py3-none-any.whl"


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
    assert of_record({"url": WHEEL, "archive_info": {}}, os.environ) == f"briefgen @ {WHEEL}"
    with_digest = {"url": WHEEL, "archive_info": {"hashes": {"sha256": "0a1b"}}}
    assert of_record(with_digest, os.environ) == f"briefgen @ {WHEEL}#sha256=0a1b"
    on_this_disk = {"url": "file:///home/someone/briefgen-0.1.0-py3-none-any.whl", "archive_info": {}}
    assert of_record(on_this_disk, os.environ) is None


def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, **records: str) -> None:
    """Have pip's records of ``briefgen`` and its fonts be these, of a package that is no checkout."""
    for package, record in records.items():
        about = tmp_path / f"{package}-1.0.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0.0\n", "utf-8")
        if record:
            (about / "direct_url.json").write_text(json.dumps({"url": record, "archive_info": {}}), "utf-8")
    monkeypatch.setattr("briefgen.__file__", str(tmp_path / "briefgen/__init__.py"))
    monkeypatch.syspath_prepend(tmp_path)


def test_the_fonts_come_from_an_address_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, tmp_path, briefgen=WHEEL, briefgen_fonts="https://example.org/briefgen_fonts-1.0.0.whl")
    fonts = "briefgen-fonts @ https://example.org/briefgen_fonts-1.0.0.whl"
    assert origin(os.environ) == f"briefgen @ {WHEEL}\n{fonts}"


@pytest.mark.parametrize(
    ("repository", "commit", "named"),
    [
        ("https://github.com/an/office", "0a1b2c", "briefgen @ git+https://github.com/an/office@0a1b2c"),
        ("https://github.com/an/office", "", None),
        ("", "0a1b2c", None),
    ],
)
def test_what_an_index_gave_is_named_by_the_commit_it_was_built_from_and_never_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repository: str, commit: str, named: str | None
) -> None:
    installed(monkeypatch, tmp_path, briefgen="", briefgen_fonts="")
    monkeypatch.setattr("briefgen.hosting.origin.REPOSITORY", repository)
    monkeypatch.setattr("briefgen.hosting.origin.COMMIT", commit)
    assert origin(os.environ) == named
