"""Whether git tracks a path is read from the index as git itself writes it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from briefgen.reading.files.tracked import is_tracked

FORMS = {
    "2": ("update-index", "--index-version", "2"),
    "4": ("update-index", "--index-version", "4"),
    "split": ("update-index", "--split-index"),
}


def git(folder: Path, *arguments: str) -> None:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env={**os.environ, **own})


def written(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("hashes", ["sha1", "sha256"])
@pytest.mark.parametrize("below", ["", "a/project/"])
def test_a_tracked_folder_is_seen_and_no_other(tmp_path: Path, form: str, hashes: str, below: str) -> None:
    git(tmp_path, "init", "--quiet", f"--object-format={hashes}")
    written(
        tmp_path, f"{below}.bashrc", f"{below}.briefgen-notes", f"{below}x/.briefgen/a", f"{below}content/site.yaml"
    )
    git(tmp_path, "add", "--all")
    git(tmp_path, *FORMS[form])
    assert not is_tracked(tmp_path / below / ".briefgen")
    written(tmp_path, f"{below}.briefgen/cache/ab/cd")
    assert not is_tracked(tmp_path / below / ".briefgen")
    git(tmp_path, "add", "--all")
    assert is_tracked(tmp_path / below / ".briefgen")
    git(tmp_path, "rm", "-r", "--cached", "--quiet", f"{below}.briefgen")
    assert not is_tracked(tmp_path / below / ".briefgen")


def test_a_link_and_a_file_that_is_only_to_be_added_count(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / ".briefgen").symlink_to("/tmp")
    git(tmp_path, "add", "--all")
    assert is_tracked(tmp_path / ".briefgen")


def test_a_further_worktree_has_an_index_of_its_own(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    git(first, "init", "--quiet", "-b", "main")
    written(first, ".briefgen/last.json")
    git(first, "add", "--all")
    git(first, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "all")
    git(first, "worktree", "add", "--quiet", str(second))
    assert is_tracked(second / ".briefgen")


def test_without_a_repository_nothing_is_tracked(tmp_path: Path) -> None:
    written(tmp_path, ".briefgen/last.json")
    assert not is_tracked(tmp_path / ".briefgen")


@pytest.mark.parametrize(
    "content", [b"", b"DIRC", b"DIRC" + b"\xff" * 40, b"DIRC\0\0\0\4\xff\xff\xff\xff" + b"\x80" * 99]
)
def test_a_damaged_index_is_read_to_an_end(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/index").write_bytes(content)
    assert not is_tracked(tmp_path / ".briefgen")
