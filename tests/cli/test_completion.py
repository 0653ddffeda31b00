"""Tab completes what the commands themselves say: in bash by the very script, and quickly, as little is imported."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from briefgen.cli.commands.completion import VARIABLE
from briefgen.cli.main import cli, main

PROJECT = Path(__file__).resolve().parents[2]
ASK = """\
eval "$(briefgen completion bash)"
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_briefgen_completion briefgen
printf '%s\\n' "${COMPREPLY[@]}"
"""


def offered(*words: str, folder: Path = PROJECT) -> list[str]:
    """What click answers to the script of a shell."""
    asked = {VARIABLE: "bash_complete", "COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    before = Path.cwd()
    os.chdir(folder)
    try:
        said = CliRunner().invoke(cli, prog_name="briefgen", env=asked).output
    finally:
        os.chdir(before)
    return [line.partition(",")[2] for line in said.splitlines() if line]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path in ("site.yaml", "briefs/trade/brief.yaml", "briefs/energy/brief.yaml", "packs/both.yaml"):
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).touch()
    return tmp_path


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_with_the_script_offers_commands_and_options(tmp_path: Path) -> None:
    program = tmp_path / "briefgen"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={PROJECT} exec {sys.executable} -m briefgen "$@"\n')
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}

    def tab(*words: str) -> list[str]:
        command = ["bash", "-c", ASK, "bash", *words]
        ran = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True)
        assert ran.returncode == 0 and ran.stderr == ""
        return ran.stdout.split()

    assert tab("briefgen", "ch") == ["check"]
    assert tab("briefgen", "check", "--format", "") == ["human", "json", "sarif", "github"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["completion", shell])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    assert f"{VARIABLE}={shell}_complete" in said and "%(" not in said


def test_every_command_is_offered_and_none_is_imported_for_it() -> None:
    assert offered("briefgen", "") == cli.list_commands(click.Context(cli))
    code = (
        "import sys; from briefgen.cli.main import main\n"
        "try: main([])\nexcept SystemExit: pass\n"
        "print([name for name in sys.modules if name.startswith('briefgen.cli.commands.')])"
    )
    asked = {VARIABLE: "bash_complete", "COMP_WORDS": "briefgen\n", "COMP_CWORD": "1"}
    environment = {**os.environ, **asked, "PYTHONPATH": str(PROJECT)}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("press-copy", ""), ["energy", "trade"]),
        (("signoff", "sign", ""), ["both", "energy", "trade"]),
        (("version", "diff", "tr"), ["trade"]),
        (("press-copy", "-C", "nowhere", ""), []),
        (("handoff", ""), ["energy", "trade"]),
        (("handoff", "trade", "--to", "h"), ["hwpx"]),
        (("handoff", "--sh"), ["--sheet"]),
        (("mail", ""), ["both", "energy", "trade"]),
        (("epub", "trade", "b"), ["both"]),
        (("explain", "fact-is-kn"), ["fact-is-known"]),
        (("check", "--select", "page-is-filled,fact-is-kn"), ["page-is-filled,fact-is-known"]),
        (("--explain", "fact-is-known", "buil"), ["build"]),
        (("no-such-command", "buil"), ["build"]),
    ],
)
def test_names_of_the_project_and_codes_are_offered(project: Path, words: tuple[str, ...], expected: list[str]) -> None:
    assert offered("briefgen", *words, folder=project) == expected


def test_after_the_option_for_the_project_folders_are_offered() -> None:
    assert offered("briefgen", "build", "-C", "con") == ["con"]
