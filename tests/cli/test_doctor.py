"""The doctor says what is lacking and how to get it on each system, and needs nothing of it itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.cli.main import main
from briefgen.doctor.machine import LIBRARIES, CheckResult, CheckState, System, disk, folder, weasyprint
from briefgen.doctor.project import git_program, project
from briefgen.hosting.git import Git
from briefgen.reading.world import DiskWorld

ROOT = Path(__file__).resolve().parents[2]
SITE = "title: A\ndescription: A.\nlanguages: [en]\npublisher: {name: A}\n"


def test_weasyprint_that_cannot_be_imported_is_told_in_its_own_words() -> None:
    found = weasyprint("raise OSError('cannot load library libpango')")
    assert found.state is CheckState.LACKING and found.said.endswith("OSError: cannot load library libpango")
    assert weasyprint("pass").state is CheckState.FINE
    assert found.remedies_on(System.MACOS) == (LIBRARIES[System.MACOS],)
    assert len(found.remedies_on(None)) == len(System), "a system that is not known is told all"


def test_the_libraries_are_the_packages_that_the_makefile_installs() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (named,) = (line.partition(":= ")[2] for line in makefile.splitlines() if line.startswith("LIBRARIES"))
    assert LIBRARIES[System.DEBIAN].endswith(named)


@pytest.mark.parametrize(
    ("finding", "state", "words"),
    [
        (disk(ROOT, 1_000_000), CheckState.LACKING, "0.0 GB"),
        (disk(ROOT, 500_000_000), CheckState.NOTE, "0.5 GB"),
        (disk(ROOT, 5_000_000_000), CheckState.FINE, "5.0 GB"),
        (folder(ROOT / "no such folder"), CheckState.LACKING, "cannot write in"),
        (git_program(Git(ROOT, {"PATH": str(ROOT)})), CheckState.NOTE, "briefgen publish needs it"),
    ],
)
def test_each_thing_is_looked_at(finding: CheckResult, state: CheckState, words: str) -> None:
    assert finding.state is state and words in finding.said
    assert bool(finding.remedies_on(None)) is (state is not CheckState.FINE)


def test_a_project_is_told_what_publishing_lacks(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text(SITE)
    git = Git(tmp_path, {"PATH": os.environ["PATH"], "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})

    def states() -> dict[str, str]:
        return {it.what: f"{it.state} {it.remedy}" for it in project(DiskWorld(tmp_path), tmp_path, git)}

    assert states()["git remote"] == "note git init --initial-branch main"
    assert states()["workflow"].startswith("note run briefgen publish")
    git.run("init", "--quiet")
    assert states()["git remote"].startswith("note git remote add origin ")
    git.run("remote", "add", "origin", "git@github.com:someone/sample.git")
    (tmp_path / ".github" / "workflows").mkdir(parents=True)
    (tmp_path / ".github" / "workflows" / "site.yml").write_text("run: briefgen build")
    found = states()
    assert found["git remote"] == "ok " and found["workflow"] == "ok "
    assert found["base_url"].endswith("base_url: https://someone.github.io/sample/")
    (tmp_path / "content" / "site.yaml").write_text("titel: A\n")
    assert states()["content"] == "lacks see them all: briefgen check"


def test_a_git_that_is_too_old_is_told(tmp_path: Path) -> None:
    program = tmp_path / "git"
    program.write_text("#!/bin/sh\necho git version 2.25.1\n")
    program.chmod(0o755)
    found = git_program(Git(tmp_path, {"PATH": f"{tmp_path}:{os.environ['PATH']}"}))
    assert found.state is CheckState.NOTE and found.said == "2.25.1: briefgen publish needs 2.29 or newer"


def test_it_works_where_weasyprint_does_not_and_on_the_poorest_terminal(tmp_path: Path) -> None:
    lacking = tmp_path / "weasyprint"
    lacking.mkdir()
    (lacking / "__init__.py").write_text("raise OSError('cannot load library libpango')")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "briefgen", "doctor", "-C", str(tmp_path)]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ran.returncode == 1 and ran.stderr == ""
    assert (
        "  lacks WeasyPrint                it cannot be imported: OSError: cannot load library libpango" in ran.stdout
    )
    assert "The project" not in ran.stdout


def test_the_command_says_what_it_came_to(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    fine = CheckResult("A", CheckState.FINE, "is there", "never said")
    noted = CheckResult("B", CheckState.NOTE, "is not there", "get it")
    monkeypatch.setattr("briefgen.cli.commands.doctor._machine", lambda _: iter([fine, noted]))
    monkeypatch.setattr("briefgen.cli.commands.doctor._project", lambda _: iter(()))
    with pytest.raises(SystemExit) as stopped:
        main(["doctor"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.splitlines() == [
        "This machine",
        f"  ok    {'A':<26}is there",
        f"  note  {'B':<26}is not there",
        f"{'':34}get it",
        "Everything that a site needs is there.",
    ]
