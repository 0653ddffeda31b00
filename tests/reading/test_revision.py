"""What git knows is read from its own files: the commit that is checked out, and whether it tracks a path."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from briefgen.reading.disk.revision import git_revision
from briefgen.reading.files.tracked import is_tracked
from briefgen.reading.world import DiskWorld, MemoryWorld

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OTHER = "f" * 40


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def on_a_branch(git: Path) -> None:
    write(git / "HEAD", "ref: refs/heads/main\n")
    write(git / "refs/heads/main", f"{COMMIT}\n")


def on_a_packed_branch(git: Path) -> None:
    write(git / "HEAD", "ref: refs/heads/main\n")
    write(
        git / "packed-refs", f"# pack-refs with: peeled\n{OTHER} refs/heads/older\n{COMMIT} refs/heads/main\n^{OTHER}\n"
    )


def on_no_branch(git: Path) -> None:
    write(git / "HEAD", f"{COMMIT}\n")


@pytest.mark.parametrize("state", [on_a_branch, on_a_packed_branch, on_no_branch])
def test_the_commit_that_is_checked_out_is_found(tmp_path: Path, state) -> None:
    state(tmp_path / ".git")
    assert git_revision(tmp_path) == COMMIT


def test_the_project_may_be_a_folder_of_the_repository(tmp_path: Path) -> None:
    on_a_branch(tmp_path / ".git")
    (tmp_path / "briefs" / "spring").mkdir(parents=True)
    assert git_revision(tmp_path / "briefs" / "spring") == COMMIT


def test_a_further_worktree_shares_the_branches_of_the_first(tmp_path: Path) -> None:
    on_a_packed_branch(tmp_path / "first" / ".git")
    own = tmp_path / "first" / ".git" / "worktrees" / "second"
    write(own / "HEAD", "ref: refs/heads/main\n")
    write(own / "commondir", "../..\n")
    write(tmp_path / "second" / ".git", f"gitdir: {own}\n")
    assert git_revision(tmp_path / "second") == COMMIT


@pytest.mark.parametrize(
    "head",
    [
        "",
        "ref: refs/heads/unborn",
        "ref: HEAD",
        "not a commit",
        f"{COMMIT[:-1]}",
        "\x00\ud83d".encode("utf-8", "replace").decode(),
    ],
)
def test_a_repository_without_a_commit_gives_none(tmp_path: Path, head: str) -> None:
    write(tmp_path / ".git" / "HEAD", head)
    assert git_revision(tmp_path) is None


def test_a_broken_repository_gives_none(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_bytes(b"\xff\xfe")
    assert git_revision(tmp_path) is None


def test_a_name_that_was_given_stands_in_for_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_branch(tmp_path / ".git")
    monkeypatch.delenv("BRIEFGEN_REVISION", raising=False)
    assert DiskWorld(tmp_path).revision() == COMMIT
    monkeypatch.setenv("BRIEFGEN_REVISION", "second printing")
    assert DiskWorld(tmp_path).revision() == "second printing"


def test_a_project_in_memory_has_no_commit() -> None:
    assert MemoryWorld({}).revision() is None


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
