"""The example package of the handbook for those who extend briefgen does what it says, on every way out."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.command import Run, laid_out
from support.edited import WORD
from support.project import ROOT, SMALL, Project, words_of

from briefgen.handouts.exchanging.documents.compare import sent_text
from briefgen.handouts.exchanging.documents.take_back import ReturnedFile, taken_back
from briefgen.handouts.exchanging.translators.export import ExportOrder, read_translated
from briefgen.handouts.exchanging.translators.export import exported as made_of
from briefgen.handouts.exchanging.translators.units import Direction
from briefgen.handouts.handoff import WRITERS, read_edited
from briefgen.model.core.diagnostics import Severity
from briefgen.reading.disk.installed import ExtensionError, installed_extension

EXAMPLE = ROOT / "docs/examples/briefgen-deadlines"
LIST = """
:::{{deadlines/list}} {}
2027-03-15: {} {{fact}}`money-a`.
2001-04-12: {}
:::
"""
SITE: dict[str, str | bytes] = {
    **SMALL,
    "content/site.yaml": f"{SMALL['content/site.yaml']}extensions: [deadlines]\n",
    "content/briefs/first/en.md": f"{SMALL['content/briefs/first/en.md']}"
    + LIST.format("By when", "Comments close on", "The draft is out, and the ministry answers; all read it."),
    "content/briefs/first/ko.md": f"{SMALL['content/briefs/first/ko.md']}"
    + LIST.format("기한", "의견을 받는다:", "초안이 나온다."),
}
AT = "content/briefs/first/en.md:35:1"
SHOWN = ["By when", "Day What", "2001-04-12 The draft is out", "2027-03-15 Comments close on 398.5 billion yuan"]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The example as ``pip install --editable`` leaves it: its folder, and what its metadata says."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text("utf-8"))["project"]
    name, version = project["name"], project["version"]
    about = tmp_path / "site-packages" / f"{name.replace('-', '_')}-{version}.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
    points = "".join(f"{key} = {value}\n" for key, value in project["entry-points"]["briefgen"].items())
    (about / "entry_points.txt").write_text(f"[briefgen]\n{points}", "utf-8")
    for folder in (about.parent, EXAMPLE):
        monkeypatch.syspath_prepend(folder)
    yield about
    sys.modules.pop("briefgen_deadlines", None)


def test_every_way_out_has_what_it_adds_and_verify_finds_it_equal(
    installed: Path, tmp_path: Path, briefgen: Run
) -> None:
    files = {path: content for path, content in SITE.items() if "packs/" not in path}
    run, site = briefgen, laid_out(tmp_path / "site", files)
    ran = run("build", "--executor", "inline", "-C", site, "-o", tmp_path / "out")
    assert ran.code == 0, ran.out + ran.err
    assert "“deadlines” is code of briefgen-deadlines 1.0" in ran.out
    folder = tmp_path / "out/en/briefs"
    for path in ("first.html", "first.md", "first.txt"):
        said = " ".join(words_of((folder / path).read_text("utf-8")).replace("|", " ").split())
        assert all(it in said for it in SHOWN[1:]), (path, said)
    calendar = (folder / "first/deadlines.ics").read_bytes().decode()
    assert "DTSTART;VALUE=DATE:20010412\r\nSUMMARY:The draft is out\\, and the ministry answers\\; all read" in calendar
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    assert "URL:https://example.org/sample/en/briefs/first.html\r\n" in calendar
    assert not (folder / "second/deadlines.ics").exists()
    assert run("verify", "-C", site, "-o", tmp_path / "out").code == 0


def test_its_check_and_its_directive_report_at_their_lines(installed: Path) -> None:
    small = Project(dict(SITE), extensions=(installed_extension("deadlines"),))
    small = small.with_change("content/briefs/first/en.md", "2001-04-12: The", "2001-04-10: The")
    small = small.with_change("content/briefs/first/ko.md", "2001-04-12: ", "곧 ")
    built = small.build()
    (late,) = (it for it in built.diagnostics if it.code == "deadlines/deadline-lies-ahead")
    (unread,) = (it for it in built.diagnostics if it.code == "deadlines/line-is-deadline")
    assert (str(late.span), late.severity) == (AT, Severity.WARNING)
    assert unread.message == "“곧 초안이 나온다.” is not a deadline"
    assert "곧 초안이 나온다." in built.words("ko/briefs/first.html")


def test_what_comes_back_of_a_document_changes_no_line_that_a_directive_has_given(installed: Path) -> None:
    of = read_edited(Project(dict(SITE), extensions=(installed_extension("deadlines"),)).world()).value
    assert of is not None
    sent = WRITERS["docx"](sent_text(of, "first", "en").handoff, of.sources).value
    changes = WORD.reword("all read it.", "nobody reads it."), WORD.reword("By when", "When")
    back = ReturnedFile("first-en.docx", WORD.edited(sent, *changes))
    outcome = taken_back(of, back, lambda path: str(SITE[path]))
    assert outcome.value is not None
    assert [(it.code, str(it.span)) for it in outcome.diagnostics] == [("block-is-as-handed-out", AT)] * 2
    assert outcome.value.patch.text == ""


def test_translators_are_told_of_the_lines_that_a_directive_has_given(installed: Path) -> None:
    project = read_translated(Project(dict(SITE), extensions=(installed_extension("deadlines"),)).world()).value
    assert project is not None
    outcome = made_of(project, ExportOrder(("first",), Direction("en", "ko"), "xliff"))
    (found,) = (it for it in outcome.diagnostics if it.code == "translation-file-is-whole")
    assert str(found.span) == AT
    assert "given by a directive of a package" in found.hint
    assert outcome.value is not None and b"Take more samples." in outcome.value.content


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ("deadlines = briefgen_deadlines:NOTHING\n", "cannot be loaded: AttributeError"),
        ("deadlines = no_such_module:EXTENSION\n", "cannot be loaded: ModuleNotFoundError"),
        ("deadlines = briefgen_deadlines:calendar\n", "is not an Extension: briefgen_deadlines:calendar"),
        ("deadline = briefgen_deadlines:EXTENSION\n", "has the extension “deadlines”; did you mean “deadline”?"),
    ],
)
def test_a_package_that_cannot_be_used_is_told(installed: Path, points: str, said: str) -> None:
    (installed / "entry_points.txt").write_text(f"[briefgen]\n{points}", "utf-8")
    with pytest.raises(ExtensionError, match=re.escape(said)):
        installed_extension("deadlines")


def test_one_name_in_two_packages_is_told(installed: Path) -> None:
    other = installed.with_name("other-2.0.dist-info")
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: other\nVersion: 2.0\n", "utf-8")
    (other / "entry_points.txt").write_text("[briefgen]\ndeadlines = os:system\n", "utf-8")
    with pytest.raises(ExtensionError, match=r"more than one package .*: briefgen-deadlines 1\.0, other 2\.0"):
        installed_extension("deadlines")


def test_a_package_that_no_site_names_is_not_imported(installed: Path, tmp_path: Path, briefgen: Run) -> None:
    folder = laid_out(tmp_path / "plain", SMALL)
    assert briefgen("check", "-C", folder).code == 0
    assert "briefgen_deadlines" not in sys.modules
