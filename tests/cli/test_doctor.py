"""The doctor says what is lacking and how to get it on each system, and needs nothing of it itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.cli.main import main
from briefgen.doctor import libraries, place, python
from briefgen.doctor.findings import CheckResult, CheckState, System
from briefgen.doctor.project import git_program, project
from briefgen.hosting.git import Git
from briefgen.reading.world import DiskWorld

ROOT = Path(__file__).resolve().parents[2]
SITE = "title: A\ndescription: A.\nlanguages: [en]\npublisher: {name: A}\n"


def nothing(name: str) -> object:
    raise OSError(f"cannot load library '{name}'")


def all_but_pango(name: str) -> object:
    return nothing(name) if "pango" in name else object()


def test_libraries_that_are_not_found_are_named_with_the_packages_of_each_system() -> None:
    found = libraries.page_libraries(all_but_pango)
    assert (found.state, found.said) == (CheckState.LACKING, "not found: Pango, PangoFT2; no PDF can be made")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (named,) = (line.partition(":= ")[2] for line in makefile.splitlines() if line.startswith("LIBRARIES"))
    (debian,) = found.remedies_on(System.DEBIAN)
    assert debian.endswith(named), "the same packages as the Makefile has"
    assert found.remedies_on(System.MACOS)[0].startswith("brew install pango")
    assert "pacman -S" in found.remedies_on(System.WINDOWS)[0]
    assert len(found.remedies_on(None)) == len(System), "a system that is not known is told all"


def test_weasyprint_that_cannot_be_imported_is_told_in_its_own_words() -> None:
    found = libraries.weasyprint("raise OSError('cannot load library libpango')")
    assert found.state is CheckState.LACKING and found.said.endswith("OSError: cannot load library libpango")
    assert libraries.weasyprint("pass").state is CheckState.FINE


@pytest.mark.parametrize(
    ("finding", "state", "words"),
    [
        (python.python(), CheckState.FINE, ""),
        (
            python.python_libraries(["click>=8", "no-such-library<2", "ruff; extra == 'dev'"]),
            CheckState.LACKING,
            "no-such-",
        ),
        (python.python_libraries(["click>=8"]), CheckState.FINE, "all 1"),
        (place.disk(ROOT, 1_000_000), CheckState.LACKING, "0.0 GB"),
        (place.disk(ROOT, 500_000_000), CheckState.NOTE, "0.5 GB"),
        (place.disk(ROOT, 5_000_000_000), CheckState.FINE, "5.0 GB"),
        (place.folder(ROOT / "no such folder"), CheckState.LACKING, "cannot write in"),
        (place.terminal("utf-8"), CheckState.FINE, "prints Korean"),
        (place.terminal("cp437"), CheckState.NOTE, "cannot print"),
        (place.terminal(None), CheckState.NOTE, "ascii"),
        (place.chromium(str(ROOT / "docs")), CheckState.NOTE, "only developers"),
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
