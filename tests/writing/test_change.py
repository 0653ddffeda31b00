"""A project changes in one step: wherever a command is killed, its files are the old ones, or the next finishes it."""

from __future__ import annotations

import errno
import json
import os
import subprocess
from collections.abc import Callable
from itertools import count
from pathlib import Path
from threading import Thread

import pytest
from support.command import laid_out
from support.disk_steps import KilledError, tree, watched

from briefgen.writing.content.change import FOLDER, PLAN, change, finish, replace_bytes

OLD = {"content/a.md": "old a", "content/briefs/one/ko.md": "old ko", "content/gone.md": "gone", "content/stays": "x"}
NEW: dict[str, bytes | None] = {
    "content/a.md": b"new a",
    "content/briefs/one/ko.md": b"new ko",
    "content/briefs/two/en.md": b"new en",
    "content/gone.md": None,
    "import-report.md": b"report",
}
WANTED = {"content/stays": b"x", **{path: content for path, content in NEW.items() if content is not None}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return laid_out(tmp_path / "project", OLD)


def begun(root: Path) -> dict[str, bytes | str]:
    return {path: content for path, content in tree(root).items() if not path.startswith(".briefgen")}


def killed(root: Path, at: int) -> bool:
    """Whether a change is killed at that step; False where it has fewer."""
    with watched(root, kill=at):
        try:
            change(root, NEW)
        except KilledError:
            return True
    return False


def test_all_is_written_and_nothing_is_left_beside_it(root: Path) -> None:
    change(root, NEW)
    assert tree(root) == WANTED
    node = (root / "content/a.md").stat().st_ino
    change(root, NEW)
    assert (root / "content/a.md").stat().st_ino == node, "what is so already is not written again"


def test_killed_at_any_step_it_is_not_begun_or_finished_by_the_next(tmp_path: Path) -> None:
    before = {path: text.encode() for path, text in OLD.items()}
    seen = set()
    for at in count(1):
        root = laid_out(tmp_path / str(at), OLD)
        if not killed(root, at):
            break
        left = begun(root)
        is_decided = (root / PLAN).exists()
        assert is_decided or left in (before, WANTED)
        assert all(content in (before.get(path), NEW.get(path)) for path, content in left.items()), "none is cut"
        assert bool(finish(root)) == is_decided
        assert begun(root) == (WANTED if is_decided else left)
        seen.add(is_decided)
        change(root, NEW)
        assert begun(root) == WANTED
    assert seen == {True, False} and at > 15


def test_who_finishes_may_be_killed_too(tmp_path: Path) -> None:
    first = laid_out(tmp_path / "first", OLD)
    with watched(first) as steps:
        change(first, NEW)
    decided = 1 + next(number for number, (kind, to) in enumerate(steps.taken) if kind == "os.rename" and "plan" in to)
    for at in count(1):
        root = laid_out(tmp_path / str(at), OLD)
        assert killed(root, decided + 2) and (root / PLAN).exists()
        with watched(root, kill=at):
            try:
                finish(root)
                break
            except KilledError:
                pass
        finish(root)
        assert begun(root) == WANTED
    assert at > 8


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    """Until all is written; from there on what is left is done once there is room."""
    seen = set()
    for at in count(1):
        root = laid_out(tmp_path / str(at), OLD)
        with watched(root, full=at) as steps:
            try:
                change(root, NEW)
            except OSError as problem:
                assert problem.errno == errno.ENOSPC and problem.strerror and problem.filename
                said = problem.strerror
        if at > len(steps.taken):
            break
        if tree(root) == WANTED:  # the last steps need no room
            continue
        is_decided = (root / PLAN).exists()
        assert is_decided == ("by the next command" in said)
        assert is_decided or begun(root) == {path: text.encode() for path, text in OLD.items()}
        assert is_decided or not (root / FOLDER).exists()
        finish(root)
        assert not is_decided or begun(root) == WANTED
        seen.add(is_decided)
    assert seen == {True, False}


@pytest.mark.parametrize(
    "link", ["content", "content/briefs", "content/briefs/two", "content/a.md", "content/gone.md", ".briefgen", FOLDER]
)
@pytest.mark.parametrize("led_to", ["../elsewhere", "elsewhere", "nowhere"])
def test_no_link_is_followed_and_it_is_named(root: Path, link: str, led_to: str) -> None:
    for elsewhere in (root.parent / "elsewhere", root / "elsewhere"):
        elsewhere.mkdir()
    place = root / link
    if place.exists():
        place.rename(root / "was")
    place.parent.mkdir(exist_ok=True, parents=True)
    place.symlink_to(os.path.relpath(root / led_to, place.parent))
    before = tree(root.parent)
    with pytest.raises(OSError, match="symbolic link") as raised:
        change(root, NEW)
    assert str(raised.value.strerror).startswith(f"{link} is a symbolic link")
    assert tree(root.parent) == before


@pytest.mark.parametrize(
    "path", ["../a", "/etc/a", "content//a", "content/./a", ".git/hooks/pre-commit", ".GIT/config"]
)
def test_nothing_is_written_outside_or_into_the_repository(root: Path, path: str) -> None:
    before = tree(root.parent)
    with pytest.raises(OSError, match="no place in a project"):
        change(root, {"content/a.md": b"new", path: b"x"})
    assert tree(root.parent) == before


@pytest.mark.parametrize(
    "path", ["content/briefs", "content/a.md/b", "content/pipe", f"content/new/{'a' * 300}.yaml", f"{'a' * 300}/b.yaml"]
)
def test_what_is_no_file_is_told_before_anything_is_written(root: Path, path: str) -> None:
    os.mkfifo(root / "content/pipe")
    before = tree(root)
    with pytest.raises(OSError) as raised:
        change(root, {"content/stays": b"new", path: b"x"})
    assert raised.value.filename == path and raised.value.strerror
    assert tree(root) == before


@pytest.mark.parametrize("plan", ["[1]", '{"content/a.md": "../../x"}', '{"content/a.md": 7.5}', "[" * 9999, "\x00"])
def test_a_plan_that_briefgen_has_not_made_is_none(root: Path, plan: str) -> None:
    laid_out(root, {PLAN: plan})
    before = begun(root)
    finish(root)
    assert begun(root) == before
    change(root, NEW)
    assert begun(root) == WANTED


def test_a_plan_that_is_committed_is_a_strangers(root: Path) -> None:
    laid_out(root, {PLAN: json.dumps({"content/a.md": "0"}), f"{FOLDER}/0": "theirs"})
    for arguments in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", "-C", str(root), *arguments], check=True)
    finish(root)
    assert (root / "content/a.md").read_text("utf-8") == "old a"
    with pytest.raises(OSError, match="committed"):
        change(root, NEW)
    assert begun(root)["content/a.md"] == b"old a"


def test_content_on_a_disk_of_its_own_is_written_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = Path.replace

    def across(self: Path, target: Path) -> Path:
        if self.parent.name == "change" and target.parent != self.parent:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return moved(self, target)

    monkeypatch.setattr(Path, "replace", across)
    change(root, NEW)
    assert tree(root) == WANTED


def test_two_at_once_are_one_after_the_other(root: Path) -> None:
    """Each whole: never a file of one beside a file of the other."""
    ways = [{f"content/{name}.md": str(way).encode() * 999 for name in "abcdef"} for way in range(4)]
    threads = [Thread(target=lambda own=own: [change(root, own) for _ in range(4)]) for own in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {(root / path).read_bytes() for path in ways[0]} in [set(own.values()) for own in ways]
    assert not tree(root / ".briefgen")


def test_a_file_keeps_who_may_read_it(root: Path) -> None:
    (root / "content/a.md").chmod(0o640)
    change(root, NEW)
    assert (root / "content/a.md").stat().st_mode & 0o777 == 0o640


def test_a_named_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "out.html"
    file.write_text("old", "utf-8")
    with watched(tmp_path, full=1), pytest.raises(OSError, match="No space"):
        replace_bytes(file, b"new")
    assert tree(tmp_path) == {"out.html": b"old"}


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to(os.devnull)], ids=["pipe", "link"])
def test_what_is_no_file_is_not_replaced_by_one(make: Callable[[Path], None], tmp_path: Path) -> None:
    file = tmp_path / "out.html"
    make(file)
    before = file.lstat()
    with pytest.raises(OSError, match="not a plain file"):
        replace_bytes(file, b"new")
    assert file.lstat() == before and list(tmp_path.iterdir()) == [file]
