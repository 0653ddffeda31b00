"""Files come from the project and the theme, and from nowhere else."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefgen.reading.world import DiskWorld, MemoryWorld, World, default_theme


def write(root: Path, *names: str) -> None:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)


def both(tmp_path: Path, own: tuple[str, ...], theme: tuple[str, ...]) -> list[World]:
    write(tmp_path / "project", *own)
    write(tmp_path / "theme", *theme)
    return [
        DiskWorld(tmp_path / "project", tmp_path / "theme"),
        MemoryWorld({name: name for name in own}, theme={name: name for name in theme}),
        MemoryWorld({name: name for name in own}, theme=tmp_path / "theme"),
    ]


def test_files_are_sorted_and_relative_to_the_project(tmp_path: Path) -> None:
    for world in both(tmp_path, ("content/b.yaml", "content/a/z.md", "other.txt"), ()):
        assert world.files("content") == ("content/a/z.md", "content/b.yaml")
        assert world.files("content/a") == ("content/a/z.md",)
        assert world.files("missing") == ()


def test_the_files_of_the_theme_are_known_whichever_of_them_the_project_has_too(tmp_path: Path) -> None:
    for world in both(tmp_path, ("templates/web/home.html", "templates/own.html"), ("web/home.html", "js/a.js")):
        assert world.lent() == ("templates/js/a.js", "templates/web/home.html")
        assert set(world.lent()) < set(world.files("templates"))


def test_a_template_that_the_project_lacks_comes_from_the_theme(tmp_path: Path) -> None:
    for world in both(tmp_path, ("templates/web/home.html",), ("web/home.html", "web/page.html")):
        assert world.files("templates") == ("templates/web/home.html", "templates/web/page.html")
        assert world.read("templates/web/home.html") == b"templates/web/home.html"
        assert world.read("templates/web/page.html") == b"web/page.html"
        assert world.files("templates/web") == world.files("templates") == world.files("")


def test_only_templates_fall_back_to_the_theme(tmp_path: Path) -> None:
    for world in both(tmp_path, ("content/site.yaml",), ("content/other.yaml", "web/page.html")):
        assert world.files("content") == ("content/site.yaml",)
        with pytest.raises(FileNotFoundError):
            world.read("content/other.yaml")
        with pytest.raises(FileNotFoundError):
            world.read("web/page.html")


@pytest.mark.parametrize(
    "name", [".git/config", ".hidden", "a.md~", "#a.md#", "~$a.docx", "a.md.bak", "__pycache__/a.pyc", "Thumbs.db"]
)
def test_hidden_files_and_backups_are_not_listed(tmp_path: Path, name: str) -> None:
    for world in both(tmp_path, (f"content/{name}", "content/a.md"), ()):
        assert world.files("content") == ("content/a.md",)


@pytest.mark.parametrize(
    "path", ["../secret", "content/../../secret", "/etc/hostname", "a\\b", "templates/../../x", "a\0b"]
)
def test_a_path_that_leads_out_of_the_project_is_refused(tmp_path: Path, path: str) -> None:
    write(tmp_path, "secret", "x")
    for world in both(tmp_path, ("content/a.md",), ("web/a.html",)):
        with pytest.raises(FileNotFoundError):
            world.read(path)
        with pytest.raises(FileNotFoundError):
            world.files(path)


def test_a_symbolic_link_is_followed_inside_the_project_only(tmp_path: Path) -> None:
    write(tmp_path, "secret/key", "project/content/a.md")
    (tmp_path / "project/content/inside.md").symlink_to(tmp_path / "project/content/a.md")
    (tmp_path / "project/content/outside.md").symlink_to(tmp_path / "secret/key")
    (tmp_path / "project/content/folder").symlink_to(tmp_path / "secret")
    (tmp_path / "project/content/broken.md").symlink_to(tmp_path / "project/nothing")
    world = DiskWorld(tmp_path / "project", tmp_path / "theme")
    assert world.files("content") == ("content/a.md", "content/inside.md")
    assert world.files("content/folder") == ()
    for path in ("content/outside.md", "content/folder/key", "content/broken.md"):
        with pytest.raises(FileNotFoundError):
            world.read(path)


def test_a_name_is_composed_however_the_disk_writes_it(tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "그림.png")
    write(tmp_path / "project", f"content/{apart}")
    world = DiskWorld(tmp_path / "project", tmp_path / "theme")
    assert world.files("content") == ("content/그림.png",)
    assert world.read("content/그림.png") == f"content/{apart}".encode()


def test_a_name_that_no_disk_can_hold_is_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        DiskWorld(tmp_path).read("content/" + "x" * 5000)
    with pytest.raises(FileNotFoundError):
        DiskWorld(tmp_path).read("")


def test_the_clock_can_be_fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert DiskWorld(tmp_path).now() == datetime(1970, 1, 2, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert DiskWorld(tmp_path).now().tzinfo is UTC
    assert MemoryWorld({}).now() == MemoryWorld({}).now()


def test_variables_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_SAMPLE", "x")
    assert DiskWorld(tmp_path).variable("BRIEFGEN_SAMPLE") == "x"
    assert MemoryWorld({}).variable("BRIEFGEN_SAMPLE") is None
    assert MemoryWorld({}, variables={"A": "b"}).variable("A") == "b"


def test_the_packaged_theme_has_the_language_profiles() -> None:
    assert (default_theme() / "locale" / "ko.yaml").is_file()
    assert "templates/locale/en.yaml" in MemoryWorld({}).files("templates/locale")


def test_the_size_of_a_file_is_known_without_reading_it(tmp_path: Path) -> None:
    for world in both(tmp_path, ("content/a.zip", "templates/own.html"), ("web/page.html",)):
        assert world.size("content/a.zip") == len("content/a.zip")
        assert world.size("templates/web/page.html") == len("web/page.html")
        for path in ("content/b.zip", "content", "web/page.html", "../secret"):
            with pytest.raises(FileNotFoundError):
                world.size(path)


def test_a_file_that_may_not_be_read_has_no_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "content/a.zip")
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(PermissionError):
        DiskWorld(tmp_path, tmp_path).size("content/a.zip")
