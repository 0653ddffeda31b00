"""Every file of a site is compared with the list that the build left: what was changed, lost or added is named."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from briefgen.hosting.folder import file_problems
from briefgen.model.output.site_manifest import MANIFEST
from briefgen.model.output.tree import Tree
from briefgen.writing.site.publish import publish

FILES = {
    "index.html": b"<p>home",
    "en/briefs/first.html": b"<p>brief",
    "en/briefs/first.pdf": b"%PDF-1.7",
    "en/briefs/first/fig-bars.svg": b"<svg/>",
    "en/facts.csv": b"a,b",
    "en/feed.xml": b"<feed/>",
    "search/en/terms-00.js": b"briefgenSearch()",
    "catalog.json": b"{}",
    ".nojekyll": b"",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    assert publish(Tree(FILES), folder).value.done
    return folder


def told(folder: Path) -> list[str]:
    found = list(file_problems(folder, "site"))
    assert {it.code for it in found} <= {"file-is-as-built"}
    return [it.message for it in found]


def test_a_site_as_it_was_built_passes(site: Path) -> None:
    assert told(site) == []


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_is_not_as_it_was_built_is_named(site: Path, path: str) -> None:
    file = site / path
    file.write_bytes(file.read_bytes() + b" ")
    assert told(site) == [f"site/{path} was changed since the build"]
    if FILES[path]:
        file.write_bytes(FILES[path][:-1] + b"?")
        assert told(site) == [f"site/{path} was changed since the build"], "of the same length"
    file.unlink()
    assert told(site) == [f"site/{path} is missing, although the build made it"]


@pytest.mark.parametrize("path", ["more.html", "en/briefs/second.pdf", ".htaccess", "en/.hidden", "old.html~", "x.bak"])
def test_a_file_that_the_build_did_not_make_is_named(site: Path, path: str) -> None:
    (site / path).write_bytes(b"more")
    assert told(site) == [f"site/{path} is not from this build"]


def test_what_a_host_or_a_system_leaves_is_passed_over(site: Path) -> None:
    (site / "CNAME").write_text("briefs.example.org\n", "utf-8")
    (site / ".DS_Store").write_bytes(b"\0")
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref: refs/heads/gh-pages\n", "utf-8")
    assert told(site) == []
    (site / "en" / "CNAME").write_text("elsewhere.example.org\n", "utf-8")
    assert told(site) == ["site/en/CNAME is not from this build"], "a host leaves it at the top only"


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"\xff", b"[" * 200_000, b'{"made_by": "briefgen", "files": []}', b"{" + b" " * 30_000_000],
)
def test_a_list_that_cannot_be_read_is_named(site: Path, content: bytes) -> None:
    (site / MANIFEST).write_bytes(content)
    assert told(site) == [f"site/{MANIFEST} cannot be read, so the files of the build are not known"]


def test_entries_of_a_list_that_are_not_ours_do_no_harm(site: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"")
    listed = json.loads((site / MANIFEST).read_bytes())
    empty = listed["files"][".nojekyll"]
    odd = {"../outside": empty, str(tmp_path / "outside"): empty, "index.html": [], "en/feed.xml": None, "a\0b": empty}
    listed["files"] |= odd
    (site / MANIFEST).write_text(json.dumps(listed), "utf-8")
    found = told(site)
    assert len(found) == len(odd)
    assert sum("is not in the site" in it for it in found) == 2
    assert "site/index.html was changed since the build" in found


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(site: Path) -> None:
    (site / "index.html").unlink()
    os.mkfifo(site / "index.html")
    assert told(site) == ["site/index.html was changed since the build"]


def test_a_link_in_the_place_of_a_file_is_told(site: Path, tmp_path: Path) -> None:
    (site / "index.html").rename(tmp_path / "index.html")
    (site / "index.html").symlink_to(tmp_path / "index.html")
    assert told(site) == ["site/index.html is a symbolic link, not the file that the build made"]
