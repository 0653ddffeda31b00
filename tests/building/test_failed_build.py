"""A mistake in a source costs the reader nothing: until it is mended, the site on the disk stays as it was."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.project import Project, words_of
from support.shared_cache import lend

from briefgen.cli.main import main

TEXT = "content/briefs/first/en.md"
RECOMMENDATIONS = "recommendations:\n  r1: {owner: press, source: report-b}\n"
LEDGER = "content/facts/counts.yaml"
BODY = "\n## Background {#background}\n\nWe took every {term}`sample`. The budget is {fact}`money-a`.\n"
Site = Mapping[str, tuple[bytes, int]]
"""Every file by its path: its bytes and the time of its last change."""


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code, what it printed, and the site after it."""

    code: int
    out: str
    err: str
    site: Site


@dataclass(frozen=True)
class Folder:
    """A project on the disk."""

    root: Path

    def write(self, path: str, content: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.write(path, text.replace(old, new))

    def site(self) -> Site:
        files = (path for path in sorted((self.root / "site").rglob("*")) if path.is_file())
        return {path.relative_to(self.root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}

    def briefgen(self, command: str, *options: str) -> Ran:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as stopped:
            main([command, "-C", str(self.root), "--executor", "inline", *options])
        return Ran(int(stopped.value.code or 0), out.getvalue(), err.getvalue(), self.site())


@dataclass(frozen=True)
class Story:
    """What happened to one project, in this order."""

    built: Ran
    broken: Ran
    without_briefs: Ran
    mended: Ran
    back: Ran

    @staticmethod
    def shown(ran: Ran) -> str:
        """The page of the brief as a reader sees it."""
        return words_of(ran.site["site/en/briefs/first.html"][0].decode())


def contents(site: Site) -> dict[str, bytes]:
    return {path: content for path, (content, _) in site.items() if not path.endswith("manifest.json")}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = Folder(tmp_path_factory.mktemp("project"))
    lend()
    project = Project().with_body(TEXT, BODY).with_change("content/site.yaml", "languages: [ko, en]", "languages: [en]")
    for path, content in project.files.items():
        if not any(part in path for part in ("/second/", "/packs/", "ko.md", ".chart.yaml", "photo.png")):
            folder.write(path, content)
    folder.replace("content/briefs/first/brief.yaml", "related: [second]\n", "")
    folder.replace("content/briefs/first/brief.yaml", RECOMMENDATIONS, "")
    built = folder.briefgen("build")
    folder.replace(TEXT, "{fact}`money-a`", "{fact}`mony-a`")
    folder.replace(LEDGER, "398.5 billion", "401.5 billion")
    broken = folder.briefgen("build")
    (folder.root / "content/briefs").rename(folder.root / "briefs")
    without_briefs = folder.briefgen("build")
    (folder.root / "briefs").rename(folder.root / "content/briefs")
    folder.replace(TEXT, "{fact}`mony-a`", "{fact}`money-a`")
    mended = folder.briefgen("build", "--explain", "--format", "json")
    folder.replace(LEDGER, "401.5 billion", "398.5 billion")
    back = folder.briefgen("build")
    return Story(built, broken, without_briefs, mended, back)


def test_a_sound_project_is_published(story: Story) -> None:
    assert story.built.code == 0
    assert story.built.out.endswith("seconds)\n") and "site/index.html" in story.built.out
    assert {"site/index.html", "site/en/briefs/first.html", "site/en/briefs/first.pdf"} <= set(story.built.site)
    assert "398.5 billion yuan" in story.shown(story.built)
    assert story.built.err == "", "a stage is told where nobody watches only if it takes long"


def test_an_error_is_told_with_its_line_and_the_site_stays_as_it_was(story: Story) -> None:
    assert story.broken.code == 1
    assert f"{TEXT}:8:" in story.broken.out
    assert "error[fact-is-known]" in story.broken.out
    assert "did you mean “money-a”?" in story.broken.out
    assert "{fact}`mony-a`" in story.broken.out, "the line itself is shown"
    assert "nothing was published" in story.broken.out
    assert story.broken.site == story.built.site


def test_a_project_that_has_lost_its_briefs_replaces_no_site(story: Story) -> None:
    assert story.without_briefs.code == 1
    assert "content/briefs" in story.without_briefs.out
    assert story.without_briefs.site == story.built.site


def test_once_mended_it_is_published_with_all_that_changed_meanwhile(story: Story) -> None:
    assert story.mended.code == 0
    assert json.loads(story.mended.out)["result"]["published"] is True
    assert f"{LEDGER} has changed" in story.mended.err
    before, after = contents(story.built.site), contents(story.mended.site)
    changed = {path for path in before if before[path] != after.get(path)}
    assert {"site/en/briefs/first.html", "site/en/briefs/first.pdf", "site/en/facts.html"} <= changed
    assert "401.5 billion yuan" in story.shown(story.mended)


def test_a_figure_set_back_gives_the_same_bytes(story: Story) -> None:
    assert story.back.code == 0
    assert contents(story.back.site) == contents(story.built.site)


def test_a_file_that_did_not_change_keeps_its_time(story: Story) -> None:
    assert story.mended.site["site/robots.txt"] == story.built.site["site/robots.txt"]
    assert story.back.site["site/robots.txt"] == story.built.site["site/robots.txt"]
