"""The commands at the hour: a build after the time has the brief though no file changed; the terminal alone tells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.command import Ran, laid_out
from support.project import SMALL

TIME = "2026-03-05T09:00+09:00"
BEFORE, AFTER = "2026-03-05T08:59+09:00", "2026-03-05T00:00+00:00"
DATA = "content/briefs/second/brief.yaml"
SECRET = "The second brief"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project in one language on the disk, its second brief under embargo."""
    files = {path: text for path, text in SMALL.items() if "packs" not in path and not path.endswith("/ko.md")}
    files["content/site.yaml"] = str(files["content/site.yaml"]).replace("[ko, en]", "[en]")
    files[DATA] = f"{files[DATA]}embargo_until: {TIME}\n"
    return laid_out(tmp_path, files)


def everything(folder: Path) -> str:
    return "\n".join(path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*")) if path.is_file())


def build(briefgen, project: Path, *more: object) -> Ran:
    return briefgen("build", "-C", project, "--executor", "inline", *more)


def test_a_build_after_the_time_has_it_though_no_file_has_changed(briefgen, project: Path) -> None:
    first = build(briefgen, project, "--now", BEFORE)
    assert first.code == 0
    assert SECRET not in everything(project / "site")
    assert f"1 brief or pack is under embargo, until {TIME}\n" in first.err
    again = build(briefgen, project, "--now", "2026-03-01T00:00+09:00")
    assert again.out.startswith("nothing has changed")
    assert f"until {TIME}\n" in again.err, "it is told even when nothing is made"
    then = build(briefgen, project, "--now", AFTER, "--explain")
    assert "rebuilt: the end of an embargo lies between the last build and now\n" in then.err
    assert "under embargo" not in then.err
    assert SECRET in everything(project / "site")
    assert (project / "site/en/briefs/second.pdf").is_file()
    assert build(briefgen, project, "--now", "2027-01-01T00:00+09:00").out.startswith("nothing has changed")


def test_a_rehearsal_is_not_what_stays(briefgen, project: Path) -> None:
    """The next build takes back what a rehearsal has shown: its record must not say that nothing changed."""
    build(briefgen, project, "--now", AFTER)
    assert SECRET in everything(project / "site")
    build(briefgen, project, "--now", BEFORE)
    assert SECRET not in everything(project / "site")


def test_the_clock_is_the_one_of_the_machine(briefgen, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772668799")
    assert f"until {TIME}" in briefgen("check", "-C", project, "--executor", "inline").err
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772668800")
    assert "embargo" not in briefgen("check", "-C", project, "--executor", "inline").err


def test_the_result_of_a_build_says_nothing_of_it(briefgen, project: Path) -> None:
    ran = build(briefgen, project, "--now", BEFORE, "--format", "json", "-q")
    assert json.loads(ran.out)["diagnostics"] == []
    assert "second" not in ran.out and "embargo" not in ran.out + ran.err


def test_check_tells_what_would_be_wrong_at_the_time(briefgen, project: Path) -> None:
    text = project / "content/briefs/second/en.md"
    text.write_text(text.read_text("utf-8") + "\nThere are {fact}`nothing`.\n", "utf-8")
    check = ("check", "-C", project, "--executor", "inline", "-q", "--now")
    assert briefgen(*check, BEFORE).code == 0
    assert "fact-is-known" in briefgen(*check, AFTER).out
    assert "fact-is-known" in briefgen(*check, BEFORE, "--draft").out


def test_drafts_have_a_folder_of_their_own(briefgen, project: Path) -> None:
    ran = build(briefgen, project, "--draft", "--now", BEFORE)
    assert ran.code == 0
    assert not (project / "site").exists()
    page = (project / "draft/en/briefs/second.html").read_text("utf-8")
    assert "standing-embargo" in page
    refused = build(briefgen, project, "--draft", "-o", project / "site")
    assert refused.code == 2 and "site/" in refused.err


@pytest.mark.parametrize(("status", "told"), [("draft", "draft"), ("review", "in review")])
def test_a_brief_that_nobody_has_published_is_named_at_the_end(briefgen, project: Path, status: str, told: str) -> None:
    data = (project / DATA).read_text("utf-8").replace(f"embargo_until: {TIME}", f"status: {status}")
    (project / DATA).write_text(data, "utf-8")
    line = f"1 brief is left out because it is not published: second ({told}); preview it with: briefgen serve, "
    line += "check it with: briefgen check --draft; to publish it, delete the line status: in brief.yaml\n"
    check = ("check", "-C", project, "--executor", "inline", "--strict")
    for ran in (briefgen(*check), briefgen(*check)):  # the second finds that nothing has changed
        assert ran.err.endswith(line)
        assert (ran.code, "left out" in ran.out) == (0, False)
    assert "left out" not in briefgen(*check, "-q").err
    assert "left out" not in briefgen(*check, "--draft").err


@pytest.mark.parametrize("typed", ["2026-03-05", "2026-03-05T09:00", "tomorrow"])
def test_a_rehearsal_needs_a_whole_time(briefgen, project: Path, typed: str) -> None:
    ran = build(briefgen, project, "--now", typed)
    assert ran.code == 2
    assert TIME in ran.err


def test_copies_for_the_press_stand_outside_the_site(briefgen, project: Path) -> None:
    whole = project / DATA
    whole.write_text(whole.read_text("utf-8").replace("2026", "2999"), "utf-8")
    copy = ("press-copy", "S-02", "-C", project, "--executor", "inline", "--copies", 2, "--to", "Jane Doe")
    ran = briefgen(*copy)
    files = [project / "press" / f"second-en-copy-00{number}.pdf" for number in (1, 2)]
    assert (ran.code, ran.out) == (0, "".join(["2 files:\n", *(f"  {it}\n" for it in files)]))
    assert sorted((project / "press").iterdir()) == files
    refused = briefgen(*copy, "-o", project / "site" / "press")
    assert refused.code == 2 and "site/" in refused.err
