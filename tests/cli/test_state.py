"""``.briefgen/`` is believed where briefgen has made it, and not where whoever sent the project could have."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from support.command import Run, laid_out
from support.project import Project as Sources

from briefgen.cli.project import Project
from briefgen.cli.runs.state import store_of
from briefgen.running.store import FileStore, NullStore

KEY = "ab" * 20


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return laid_out(
        tmp_path / "project", {path: text for path, text in Sources().files.items() if "packs/" not in path}
    )


def warned(run: Run, root: Path, *more: str) -> list[dict[str, object]]:
    ran = run("check", "-C", root, "--format", "json", "--select", "state-is-own", *more)
    assert "Traceback" not in ran.err
    return json.loads(ran.out)["diagnostics"]


def commit(root: Path, *paths: str) -> None:
    own = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for arguments in (["init", "--quiet"], ["add", "--force", *paths]):
        subprocess.run(["git", *arguments], cwd=root, check=True, env=own)


def state(root: Path) -> dict[str, tuple[int, bytes]]:
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    return {str(path.relative_to(root)): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def test_a_state_that_is_committed_is_not_believed(root: Path, briefgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert warned(briefgen, root) == []
    FileStore(root / ".briefgen/cache").put(KEY, b"a foreign PDF")
    commit(root, ".")
    before = state(root / ".briefgen")
    assert "last-check.json" in before
    (problem,) = warned(briefgen, root)
    assert (problem["code"], problem["severity"]) == ("state-is-own", "warning")
    assert "git rm -r --cached .briefgen" in str(problem["hint"])
    assert warned(briefgen, root) == [problem], "nothing is remembered there either"
    assert state(root / ".briefgen") == before
    monkeypatch.delenv("BRIEFGEN_CACHE")
    assert isinstance(store_of(Project(root), no_cache=False), NullStore)


def test_a_state_that_git_does_not_track_is_believed(
    root: Path, briefgen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(root, "content")
    assert warned(briefgen, root) == []
    monkeypatch.delenv("BRIEFGEN_CACHE")
    store = store_of(Project(root), no_cache=False)
    assert isinstance(store, FileStore) and store.folder == root / ".briefgen/cache"


@pytest.mark.parametrize("link", [".briefgen", ".briefgen/cache"])
def test_a_state_that_is_a_link_is_not_written_through(
    root: Path, link: str, briefgen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = root.parent / "elsewhere"
    (elsewhere / "ab").mkdir(parents=True)
    (elsewhere / "ab/old").write_bytes(b"precious")
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to(elsewhere)
    before = state(elsewhere)
    (problem,) = warned(briefgen, root)
    assert str(problem["message"]).startswith(f"{link} is a symbolic link")
    monkeypatch.delenv("BRIEFGEN_CACHE")
    assert isinstance(store_of(Project(root), no_cache=False), NullStore)
    assert state(elsewhere) == before


def test_the_environment_says_where_the_cache_is(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(root.parent / "shared"))
    store = store_of(Project(root), no_cache=False)
    assert isinstance(store, FileStore) and store.folder == root.parent / "shared"


def test_a_cache_that_cannot_be_a_folder_is_reported(
    root: Path, briefgen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root.parent / "note").write_text("a file")
    monkeypatch.setenv("BRIEFGEN_CACHE", str(root.parent / "note"))
    ran = briefgen("check", "-C", root)
    assert ran.code == 0 and "which is not a folder and cannot be made one: no result was kept" in ran.err + ran.out
    assert "cannot be made one" not in briefgen("check", "-C", root, "--no-cache").err


def test_the_cache_is_shown_and_emptied(root: Path, briefgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = root.parent / "shared"
    monkeypatch.setenv("BRIEFGEN_CACHE", str(shared))
    assert briefgen("cache", "path", "-C", root).out == f"{shared}\n"
    assert briefgen("cache", "size", "-C", root).out == "0 results, 0.0 MB of 1,000.0 MB\n"
    FileStore(shared).put(KEY, b"a result" * 100_000)
    (shared / "notes.txt").write_text("not ours")
    assert briefgen("cache", "size", "-C", root).out == "1 result, 0.8 MB of 1,000.0 MB\n"
    assert briefgen("cache", "clear", "-C", root).out == "deleted 1 result, 0.8 MB\n"
    assert FileStore(shared).get(KEY) is None
    assert (shared / "notes.txt").read_text() == "not ours"


@pytest.mark.parametrize(("given", "limit"), [("1MB", 10**6), ("0.5 gb", 5 * 10**8), ("", 10**9)])
def test_the_environment_says_how_large_the_cache_may_be(
    root: Path, given: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE_LIMIT", given)
    store = store_of(Project(root), no_cache=False)
    assert isinstance(store, FileStore) and store.limit == limit


def test_a_limit_that_is_not_a_size_is_refused(root: Path, briefgen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE_LIMIT", "plenty")
    ran = briefgen("cache", "size", "-C", root)
    assert ran.code == 2 and "write one such as 500MB or 5GB" in ran.err


def test_a_cache_that_is_not_used_is_neither_shown_nor_emptied(
    root: Path, briefgen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BRIEFGEN_CACHE")
    elsewhere = root.parent / "elsewhere"
    FileStore(elsewhere / "cache").put(KEY, b"precious")
    (root / ".briefgen").symlink_to(elsewhere)
    ran = briefgen("cache", "clear", "-C", root)
    assert ran.code == 1 and "briefgen check says why" in ran.err
    assert FileStore(elsewhere / "cache").get(KEY) == b"precious"


@pytest.mark.parametrize("content", ["[" * 100_000, '{"version": 3, "files": ' + '{"a":' * 50_000, "[]", "NaN", "3"])
@pytest.mark.parametrize("place", [".briefgen/last-check.json", ".briefgen/last.json", "site/briefgen-manifest.json"])
def test_a_record_of_any_json_is_forgotten(root: Path, place: str, content: str, briefgen: Run) -> None:
    (root / place).parent.mkdir(exist_ok=True)
    (root / place).write_text(content)
    for command in (("check",), ("publish", "--dry-run")):
        ran = briefgen(*command, "-C", root)
        assert "internal-error" not in ran.out + ran.err and "Traceback" not in ran.err


@pytest.mark.parametrize(("limit", "is_told"), [("0.01MB", True), ("100MB", False)])
def test_a_build_says_when_its_results_do_not_fit_the_cache(
    root: Path, briefgen: Run, monkeypatch: pytest.MonkeyPatch, limit: str, is_told: bool
) -> None:
    monkeypatch.delenv("BRIEFGEN_CACHE")  # what all tests of a run share would be cut to the limit
    monkeypatch.setenv("BRIEFGEN_CACHE_LIMIT", limit)
    ran = briefgen("build", "--no-pdfs", "-C", root)
    assert ran.code == 0
    assert ("set BRIEFGEN_CACHE_LIMIT to 1GB" in ran.err) is is_told
