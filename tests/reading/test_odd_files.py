"""Links, pipes, twins and names: what cannot stand in a project is said at the file, and nothing of it is opened."""

from __future__ import annotations

import os
import socket
import time
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.project import SMALL

from briefgen.cli.project import Project
from briefgen.cli.runs.last_build import LastBuild
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.reading.cache import Recall
from briefgen.reading.disk.finding import on_disk
from briefgen.reading.load import load
from briefgen.reading.world import DiskWorld, MemoryWorld

FIRST = "content/briefs/first"
FOLLOWING = ("file-is-expected", "number-is-unique", "value-has-type", "key-is-known", "yaml-is-sound", "key-is-given")
"""What the made-up files of a test give besides."""
SECRET = "password: correct horse battery staple\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    write(root, SMALL)
    (root / ".env").write_text(SECRET)
    (root / "notes.yaml").write_text(SECRET)
    write(tmp_path / "outside", {"key.md": SECRET, "folder/brief.yaml": SECRET})
    return root


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def problems(root: Path, but: str = "") -> list[Diagnostic]:
    """What is said of a project; none of it may quote a secret."""
    found = load(DiskWorld(root)).diagnostics
    assert "horse" not in repr(found)
    return [it for it in found if it.code not in (*FOLLOWING, but)]


def told(root: Path, but: str = "") -> list[str]:
    return [f"{found.span.path if found.span else ''} {found.code}" for found in problems(root, but)]


def stock(root: Path) -> Mapping[str, tuple[int, int, str]]:
    """All that a command looks at before it says a word."""
    taken = LastBuild.of(Project(root), root / "site", None).stock
    assert taken is not None
    return taken.files


def test_a_project_of_files_and_folders_has_no_problem(root: Path) -> None:
    assert told(root) == []


@pytest.mark.parametrize(
    ("name", "target"),
    [
        (f"{FIRST}/en.md", "../../../../outside/key.md"),
        (f"{FIRST}/en.md", "../../../.env"),
        (f"{FIRST}/en.md", "../../../notes.yaml"),
        (f"{FIRST}/en.md", "/etc/hostname"),
        (f"{FIRST}/photo.png", "/dev/zero"),
        ("content/site.yaml", "../.env"),
        ("content/pages/about", "../../../outside/folder"),
        ("content/briefs/third", "../../../outside/folder"),
        ("content/facts/more.yaml", "nothing.yaml"),
        ("content/facts/more.yaml", "more.yaml"),
        ("templates", "../outside"),
    ],
)
def test_a_link_that_leads_out_or_nowhere_is_named_and_not_followed(root: Path, name: str, target: str) -> None:
    link = root / name
    if link.is_dir():
        for file in sorted(link.rglob("*"), reverse=True):
            file.unlink()
        link.rmdir()
    link.unlink(missing_ok=True)
    link.symlink_to(target)
    before = stock(root)
    assert told(root) == [f"{name} file-is-plain"]
    assert not any("key.md" in path or "folder/brief.yaml" in path for path in before)


def test_content_that_is_a_link_out_of_the_project_is_named(root: Path) -> None:
    (root / "content").rename(root.parent / "elsewhere")
    (root / "content").symlink_to("../elsewhere")
    assert told(root) == ["content file-is-plain"]


def test_a_link_within_the_content_is_followed_once(root: Path) -> None:
    (root / FIRST / "again.png").symlink_to("photo.png")
    (root / "content/briefs/third").symlink_to("second")
    world = DiskWorld(root)
    assert world.read(f"{FIRST}/again.png") == SMALL[f"{FIRST}/photo.png"]
    assert "content/briefs/third/en.md" in world.files("content")
    assert told(root) == []
    (root / "content/briefs/second/up").symlink_to("..")
    assert told(root) == ["content/briefs/second/up file-is-plain", "content/briefs/third/up file-is-plain"]
    assert len([path for path in stock(root) if path.startswith("content/")]) < 100


def test_links_that_multiply_end(root: Path) -> None:
    for step in range(12):
        (root / f"content/m{step}").mkdir()
        for number in range(10):
            (root / f"content/m{step}/{number}").symlink_to(f"../m{step + 1}")
    assert len(DiskWorld(root).files("content")) < 1000
    assert len(stock(root)) < 3000
    assert len(told(root)) > 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_what_is_no_file_is_named_and_never_opened(root: Path) -> None:
    os.mkfifo(root / FIRST / "pipe.md")
    os.mkfifo(root / "content/facts/pipe.yaml")
    here = Path.cwd()
    os.chdir(root / "content")  # the name of a socket has to be short
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("socket.yaml")
            names = ["content/socket.yaml", f"{FIRST}/pipe.md", "content/facts/pipe.yaml"]
            assert told(root) == sorted(f"{name} file-is-plain" for name in names)
            assert set(names) <= set(stock(root))
    finally:
        os.chdir(here)
    for read in (DiskWorld(root).read, DiskWorld(root, reader=Recall().read).read):
        with pytest.raises(OSError):
            read("content/facts/pipe.yaml")
    with pytest.raises(OSError):
        Recall().read(root / "content/facts/pipe.yaml")


@pytest.mark.parametrize(
    "name",
    [
        "content/site.yaml",
        "content/glossary.yaml",
        "content/sources.yaml",
        "content/facts/more.yaml",
        f"{FIRST}/en.md",
        f"{FIRST}/brief.yaml",
        "templates/css/web.css",
        "templates/locale/en.yaml",
    ],
)
def test_a_folder_in_the_place_of_a_file_is_named(root: Path, name: str) -> None:
    (root / name).unlink(missing_ok=True)
    (root / name).mkdir(parents=True)
    assert told(root) == [f"{name} file-is-plain"]
    assert name in stock(root)


@pytest.mark.parametrize("name", ["facts", "data", "briefs", "packs", "pages"])
def test_a_file_in_the_place_of_a_folder_is_named(name: str) -> None:
    files = {path: text for path, text in SMALL.items() if not path.startswith(f"content/{name}/")}
    found = load(MemoryWorld({**files, f"content/{name}": "words\n"})).diagnostics
    assert [it.code for it in found if it.span and it.span.path == f"content/{name}"] == ["file-is-plain"]


def test_names_are_found_whichever_form_each_part_of_a_path_has(root: Path) -> None:
    apart, composed = (unicodedata.normalize(form, "정책") for form in ("NFD", "NFC"))
    files = {"brief.yaml": "a", f"{composed}.png": "b", f"{apart}2.png": "c"}
    write(root, {f"content/briefs/{apart}/{name}": content for name, content in files.items()})
    world = DiskWorld(root)
    for name in files:
        path = f"content/briefs/{composed}/{unicodedata.normalize('NFC', name)}"
        assert path in world.files("content")
        assert world.read(path) == files[name].encode()
    assert on_disk(root, f"content/briefs/{composed}/new.yaml") == root / f"content/briefs/{apart}/new.yaml"
    assert told(root, but="language-has-file") == []


def test_twins_by_unicode_form_are_an_error(root: Path) -> None:
    names = [unicodedata.normalize(form, "content/briefs/정책") for form in ("NFC", "NFD")]
    write(root, {f"{name}/brief.yaml": "x" for name in names})
    assert told(root, but="language-has-file") == ["content/briefs/정책 file-name-is-unique"]
    found = load(MemoryWorld({**SMALL, **{f"{name}/brief.yaml": "x" for name in names}})).diagnostics
    assert "file-name-is-unique" in {it.code for it in found}


def test_twins_by_letter_case_are_an_error_at_both(root: Path) -> None:
    write(root, {f"{FIRST}/Photo.png": b"x", "content/briefs/First/brief.yaml": "x"})
    folders, files = (
        ["content/briefs/First/brief.yaml", f"{FIRST}/Photo.png"],
        [f"{FIRST}/Photo.png", f"{FIRST}/photo.png"],
    )
    if len(set((root / "content/briefs").iterdir())) == 3:  # a disk that keeps them apart
        assert told(root, but="language-has-file") == [f"{path} file-name-is-unique" for path in (*folders, *files)]


@pytest.mark.parametrize(
    "name",
    ["con", "NUL.md", "com1.png", "a.", "a ", " a", "a:b", "a?b", "a\nb", "x" * 201, "한" * 67, "a\u202eb", "a\u200bb"],
)
def test_a_name_that_some_system_cannot_keep_is_an_error_at_the_file(name: str) -> None:
    files = {**SMALL, f"content/briefs/{name}/brief.yaml": "number: X-1\npublished: 2001-01-01\n"}
    found = [it for it in load(MemoryWorld(files)).diagnostics if it.code == "path-is-portable"]
    assert [it.span.path for it in found if it.span] == [f"content/briefs/{name}/brief.yaml"]
    assert "\u202e" not in found[0].message and "\n" not in found[0].message


@pytest.mark.parametrize("name", ["정책-2025", "🚀", "👩‍🔬", "a.b", "con-2", "naïve", "한" * 60, "أ"])
def test_other_names_are_fine(name: str) -> None:
    found = load(MemoryWorld({**SMALL, f"content/briefs/{name}/brief.yaml": "number: X-1\npublished: 2001-01-01\n"}))
    assert not [it for it in found.diagnostics if it.code in ("path-is-portable", "file-name-is-unique")]


def test_a_name_that_is_not_utf_8_is_an_error(root: Path) -> None:
    try:
        (root / "content" / os.fsdecode(b"facts\xff.yaml")).write_text("x")
    except OSError:
        pytest.skip("this disk keeps names in UTF-8 only")
    assert told(root) == ["content/facts\ufffd.yaml path-is-portable"]


@pytest.mark.parametrize("name", ["content/facts/huge.yaml", f"{FIRST}/huge.png"])
def test_a_file_that_memory_cannot_hold_is_reported_and_not_read(root: Path, name: str) -> None:
    with (root / name).open("wb") as file:
        file.truncate(6_000_000_000)  # takes no room on the disk
    assert told(root) == [f"{name} file-is-plain"]
    with pytest.raises(OSError):
        DiskWorld(root).read(name)
    assert name in stock(root)


def test_a_name_that_is_not_there_is_looked_for_in_time(tmp_path: Path) -> None:
    for number in range(2_000):
        (tmp_path / f"{number}.md").touch()
    begun = time.process_time()
    assert all(on_disk(tmp_path, f"new-{number}") == tmp_path / f"new-{number}" for number in range(200))
    assert time.process_time() - begun < 0.7
