"""The commit is read from the files of a repository, however it is checked out."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.reading.files.revision import git_revision
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
