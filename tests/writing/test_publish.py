"""A reader finds the old site or the new one, whole; and nothing of anyone else's is ever touched."""

import hashlib
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.output.site_manifest import MANIFEST
from briefgen.model.output.tree import Tree
from briefgen.model.values import json_text
from briefgen.running.store import FileStore
from briefgen.writing.site import atomic_swap
from briefgen.writing.site.manifest import manifest_of, read_manifest
from briefgen.writing.site.publish import check_names, publish

SMALL = Tree({"index.html": b"<p>old", "ko/index.html": "<p>양회".encode(), "ko/a.pdf": b"%PDF"})
CHANGED = Tree({"index.html": b"<p>new", "ko/index.html": "<p>양회".encode(), "en/index.html": b"<p>en"})


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def expected(tree: Tree) -> dict[str, bytes]:
    return {**tree.files, MANIFEST: "".join(manifest_of(tree)).encode()}


def codes(outcome) -> list[str]:
    return [found.code for found in outcome.diagnostics]


@pytest.fixture(params=["exchange", "two renames"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "two renames":
        monkeypatch.setattr(atomic_swap, "_exchange", lambda *_: False)


@pytest.mark.usefixtures("system")
def test_the_folder_holds_exactly_the_tree_and_its_manifest(tmp_path: Path) -> None:
    site = tmp_path / "out" / "site"
    first = publish(SMALL, site)
    assert first.diagnostics == () and files(site) == expected(SMALL)
    second = publish(CHANGED, site)
    assert second.diagnostics == () and files(site) == expected(CHANGED)
    assert (second.value.files, second.value.written, second.value.removed) == (3, 2, 1)
    assert [path.name for path in site.parent.iterdir() if path.name != ".site.lock"] == ["site"]


def test_unchanged_files_keep_their_times(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(SMALL, site)
    os.utime(site / "ko/index.html", (1000, 1000))
    os.utime(site / "index.html", (1000, 1000))
    publish(CHANGED, site)
    assert (site / "ko/index.html").stat().st_mtime == 1000
    assert (site / "index.html").stat().st_mtime > 1000


def test_a_file_that_has_moved_is_not_written_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(Tree({"search/a/p0.js": b"same", "search/a/p1.js": b"old", "kept.js": b"kept"}), site)
    before = (site / "search/a/p0.js").stat().st_ino
    moved = Tree({"search/b/p0.js": b"same", "search/b/p1.js": b"new", "kept.js": b"kept", "copy.js": b"same"})
    published = publish(moved, site)
    assert files(site) == expected(moved)
    assert published.value.written == 3
    inodes = [(site / path).stat().st_ino for path in moved]
    assert before in inodes and len(set(inodes)) == len(inodes), "two names for one file would change together"


@pytest.mark.parametrize("named", ["../outside.js", "/outside.js", "a/../../outside.js"])
def test_a_file_outside_of_the_folder_is_not_linked(tmp_path: Path, named: str) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside.js"
    publish(SMALL, site)
    outside.write_bytes(b"text")
    listed = json.loads((site / MANIFEST).read_text())
    listed["files"][named] = {"sha256": hashlib.sha256(b"text").hexdigest(), "size": 4}
    (site / MANIFEST).write_text(json.dumps(listed))
    publish(Tree({"a/b.js": b"text"}), site)
    assert (site / "a/b.js").read_bytes() == b"text" and outside.stat().st_nlink == 1


def test_unchanged_files_keep_their_times_where_a_disk_has_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    publish(SMALL, site)
    os.utime(site / "ko/index.html", (1000, 1000))
    monkeypatch.delattr(os, "link")
    monkeypatch.setattr(os, "link", no_links, raising=False)
    assert publish(CHANGED, site).value.written == 2
    assert (site / "ko/index.html").stat().st_mtime == 1000
    assert files(site) == expected(CHANGED)


def no_links(*_: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_a_file_that_was_edited_by_hand_becomes_what_the_tree_says(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(SMALL, site)
    (site / "index.html").write_bytes(b"<p>0ld")
    publish(SMALL, site)
    assert files(site) == expected(SMALL)


def test_the_manifest_is_the_same_for_the_same_tree(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    publish(SMALL, one)
    publish(Tree(dict(reversed(SMALL.files.items()))), other)
    assert (one / MANIFEST).read_bytes() == (other / MANIFEST).read_bytes()
    assert json.loads((one / MANIFEST).read_bytes())["files"]["ko/a.pdf"]["size"] == 4


def test_a_folder_of_very_many_files_is_known_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 200,000 files the manifest is larger than JSON from anywhere may be."""
    monkeypatch.setattr(json_text, "LARGEST", 10)
    assert publish(SMALL, tmp_path / "site").value.done
    assert publish(CHANGED, tmp_path / "site").value.done
    assert files(tmp_path / "site") == expected(CHANGED)


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    assert publish(SMALL, site).value.done
    assert files(site) == expected(SMALL)


@given(st.dictionaries(st.text(min_size=1), st.binary(), max_size=3), st.dictionaries(st.text(), st.text(), max_size=2))
def test_the_manifest_is_json_written_as_json_is(files: dict[str, bytes], sheets: dict[str, str]) -> None:
    text = "".join(manifest_of(Tree(files, sheets=sheets)))
    read = json.loads(text)
    assert text == json.dumps(read, ensure_ascii=False, indent=1) + "\n"
    assert [(path, about["size"]) for path, about in read["files"].items()] == [
        (path, len(files[path])) for path in sorted(files)
    ]
    assert {path: about["sha256"] for path, about in read.get("sheets", {}).items()} == sheets


@pytest.mark.parametrize("stranger", ["index.html", ".git/config", "briefgen-manifest.json"])
def test_a_folder_of_someone_else_is_refused(tmp_path: Path, stranger: str) -> None:
    site = tmp_path / "site"
    (site / stranger).parent.mkdir(parents=True)
    (site / stranger).write_text('{"files": {}}')
    outcome = publish(SMALL, site)
    assert codes(outcome) == ["folder-is-ours"] and not outcome.value.done
    assert files(site) == {stranger: b'{"files": {}}'}


@pytest.mark.parametrize("stranger", ["CNAME", "ko/notes.txt", ".git/HEAD"])
def test_someone_elses_file_in_our_folder_is_never_lost(tmp_path: Path, stranger: str) -> None:
    site = tmp_path / "site"
    publish(SMALL, site)
    (site / stranger).parent.mkdir(parents=True, exist_ok=True)
    (site / stranger).write_text("mine")
    outcome = publish(CHANGED, site)
    assert codes(outcome) == ["folder-is-ours"] and stranger in outcome.diagnostics[0].message
    assert files(site) == {**expected(SMALL), stranger: b"mine"}


def test_what_a_file_manager_leaves_is_no_obstacle(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(SMALL, site)
    (site / "ko" / ".DS_Store").write_text("")
    assert publish(CHANGED, site).value.done
    assert files(site) == expected(CHANGED)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    assert codes(publish(SMALL, tmp_path / "site")) == ["folder-is-ours"]
    assert (tmp_path / "site").read_text() == "mine"


def test_a_link_to_the_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")
    publish(SMALL, tmp_path / "site")
    publish(CHANGED, tmp_path / "site")
    assert (tmp_path / "site").is_symlink()
    assert files(tmp_path / "elsewhere") == expected(CHANGED)


def test_a_folder_that_is_refused_has_no_lock_beside_it(tmp_path: Path) -> None:
    elsewhere = tmp_path / "home/photos"
    elsewhere.mkdir(parents=True)
    (elsewhere / "cat.jpg").write_text("mine")
    (tmp_path / "site").symlink_to(elsewhere)
    assert codes(publish(SMALL, tmp_path / "site")) == ["folder-is-ours"]
    assert [path.name for path in elsewhere.parent.iterdir()] == ["photos"]


@pytest.mark.usefixtures("system")
@pytest.mark.parametrize("failing", ["write_bytes", "rename", "mkdir"])
def test_a_full_disk_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    site = tmp_path / "site"
    publish(SMALL, site)
    monkeypatch.setattr(atomic_swap, "_exchange", lambda *_: False)
    real, calls = getattr(Path, failing), []

    def fails(self: Path, *args: object, **options: object) -> object:
        calls.append(self)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return real(self, *args, **options)

    monkeypatch.setattr(Path, failing, fails)
    outcome = publish(CHANGED, site)
    monkeypatch.undo()
    assert codes(outcome) == ["folder-is-writable"]
    assert "No space left on device; the site is unchanged" in outcome.diagnostics[0].message
    assert files(site) == expected(SMALL)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "site"]


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of a file's size stands for a full disk")
@pytest.mark.parametrize("room", [0, 1, 6, 100, 300])
def test_wherever_the_disk_is_full_the_old_site_stays(tmp_path: Path, room: int) -> None:
    """The system itself refuses to write, after so many bytes of a file."""
    import resource

    site, store = tmp_path / "site", FileStore(tmp_path / "cache")
    publish(SMALL, site)
    old, larger = files(site), Tree({**CHANGED.files, "en/long.html": b"<p>new" * 100})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
        outcome = publish(larger, site)
        store.put("ab12", b"x" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert codes(outcome) == ["folder-is-writable"]
    assert files(site) == old
    assert store.get("ab12") is None
    left = sorted(path.name for path in tmp_path.rglob("*") if path.is_file() and site not in path.parents)
    assert left in ([], [".site.lock"]), "nothing half written is left"
    assert publish(larger, site).diagnostics == () and files(site) == expected(larger)


def test_two_builds_do_not_publish_at_once(tmp_path: Path) -> None:
    with FileLock(tmp_path / ".site.lock"):
        outcome = publish(SMALL, tmp_path / "site", patience=0)
    assert codes(outcome) == ["folder-is-writable"] and "another build" in outcome.diagnostics[0].message
    assert not (tmp_path / "site").exists()


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    publish(SMALL, tmp_path / "site")
    for name in (".site.123.new", ".site.124.old"):
        (tmp_path / name / "ko").mkdir(parents=True)
        (tmp_path / name / "ko" / "half").write_text("")
    publish(CHANGED, tmp_path / "site")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "site"]


def test_a_run_killed_between_two_renames_is_mended(tmp_path: Path) -> None:
    publish(SMALL, tmp_path / "site")
    os.utime(tmp_path / "site/ko/index.html", (1000, 1000))
    (tmp_path / "site").rename(tmp_path / ".site.99.old")
    assert publish(CHANGED, tmp_path / "site").value.removed == 1
    assert (tmp_path / "site/ko/index.html").stat().st_mtime == 1000


BAD = [
    "", "/etc/passwd", "../up", "a/../../up", "a//b", "./a", "a/.", "a\\b", "C:/a", "aux", "ko/CON.html", "lpt1.txt",
    "a.", "a ", "a?b", "a\nb", "a\x00b", "Briefgen-Manifest.json", "x" * 256, "ko/" + "한" * 90, "y/" * 600 + "z",
]  # fmt: skip


@pytest.mark.parametrize("path", BAD)
def test_a_path_that_some_system_cannot_keep_is_refused(tmp_path: Path, path: str) -> None:
    outcome = publish(Tree({"index.html": b"", path: b""}), tmp_path / "site")
    assert codes(outcome) == ["path-is-portable"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["a.html", "ko/두 회의.pdf", ".nojekyll", "assets/a.b.c", "console.html", "com.html"])
def test_an_ordinary_path_is_accepted(path: str) -> None:
    assert check_names([path]) == ()


def test_a_file_cannot_stand_where_a_folder_must() -> None:
    assert [found.code for found in check_names(["ko", "KO/index.html"])] == ["path-is-portable"]


@given(st.lists(st.text(max_size=12), max_size=4))
def test_no_accepted_path_leaves_the_folder(paths: list[str]) -> None:
    for path in paths:
        if not check_names([path]):
            assert os.path.normpath(f"/site/{path}").startswith("/site/")


def kill_while_publishing(site: Path, way: str, moment: float) -> None:
    import publish_without_end

    child = subprocess.Popen(
        [sys.executable, publish_without_end.__file__, site, way],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    assert child.stdout.readline(), "it publishes once, and from now on without a pause"
    time.sleep(moment)
    child.kill()
    child.wait()
    child.stdout.close()


@pytest.mark.parametrize(("way", "times"), [("exchange", 20), ("renames", 8)])
def test_a_build_killed_at_any_moment_leaves_one_whole_site(tmp_path: Path, way: str, times: int) -> None:
    from publish_without_end import big

    site, moments = tmp_path / "out" / "site", random.Random(7)
    trees = {name: expected(big(name)) for name in "AB"}
    for _ in range(times):
        kill_while_publishing(site, way, moments.uniform(0, 0.15))
        if way == "renames" and not site.exists():
            continue  # between the two renames nothing stands there; the next run puts it back
        found = files(site)
        assert found == trees[found["name"].decode()]
    publish(SMALL, site)
    assert sorted(path.name for path in site.parent.iterdir()) == [".site.lock", "site"]


def test_a_damaged_manifest_is_none(tmp_path: Path) -> None:
    for content in (b"", b"[]", b"{}", b'{"made_by": "briefgen"}', b'{"made_by": "briefgen", "files": []}', b"\xff"):
        (tmp_path / MANIFEST).write_bytes(content)
        assert read_manifest(tmp_path) is None
