"""``make`` on a bare machine: what is missing is named, and a step that failed is done again."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[2]
LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class Machine:
    """A checkout on a machine whose programs are small scripts: a user who may install nothing, no package, no pip."""

    def __init__(self, folder: Path) -> None:
        self.checkout, self.programs = folder / "checkout", folder / "programs"
        self.log, self.broken = folder / "log", folder / "broken"
        self.programs.mkdir()
        self.log.touch()
        self.broken.touch()
        shutil.copytree(PROJECT / "requirements", self.checkout / "requirements")
        shutil.copytree(PROJECT / "tools", self.checkout / "tools")
        for name in ("Makefile", "pyproject.toml"):
            shutil.copy(PROJECT / name, self.checkout)
        for name in ("make", "sh", "sed", "tr", "touch", "rm", "mkdir", "cat", "cp", "chmod"):
            found = shutil.which(name)
            assert found, name
            (self.programs / name).symlink_to(found)
        self.program("id", "echo 1000")
        self.program("apt-get", "exit 1")
        self.program("dpkg-query", "exit 1")
        # a Python that makes environments whose Python is itself
        self.program(
            "python3",
            f'echo "$*" >> {self.log}\n'
            'case "$*" in\n'
            '  "-m venv --clear"*) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;\n'
            '  *--editable*) echo "#!/bin/sh" > .venv/bin/briefgen && chmod +x .venv/bin/briefgen ;;\n'
            "esac\n"
            f'for part in $(cat {self.broken}); do case "$*" in *"$part"*) exit 1 ;; esac; done',
        )

    def program(self, name: str, script: str) -> None:
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def make(self, target: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.programs), "PYTHON": "python3", "HOME": os.environ.get("HOME", "/")}
        return subprocess.run(
            [self.programs / "make", target], cwd=self.checkout, env=environment, capture_output=True, text=True
        )

    def was_run(self, part: str) -> int:
        return sum(part in line for line in self.log.read_text().splitlines())

    def has(self, name: str) -> bool:
        return (self.checkout / ".venv" / name).exists()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_without_the_right_to_install_the_exact_command_is_printed_every_time(machine: Machine) -> None:
    for _ in range(2):
        ran = machine.make("site")
        assert ran.returncode == 2
        assert f"  sudo apt-get update && sudo apt-get install --no-install-recommends {LIBRARIES}\n" in ran.stderr
        assert not machine.has(".base") and not machine.was_run("pip install")
    machine.program("dpkg-query", "printf installed")
    assert machine.make("site").returncode == 0
    assert machine.was_run("pip install") == 2, "the libraries, and the command"


def test_only_what_is_missing_is_asked_for(machine: Machine) -> None:
    machine.program("dpkg-query", 'case "$*" in *pango-1.0-0) printf installed ;; *) exit 1 ;; esac')
    assert "install --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0\n" in machine.make("site").stderr


def test_programs_for_the_tests_are_asked_for_by_the_name_of_their_package(machine: Machine) -> None:
    machine.program("dpkg-query", "printf installed")
    machine.program("qpdf", "")
    ran = machine.make("lint")
    assert ran.returncode == 2 and "install --no-install-recommends git poppler-utils chromium\n" in ran.stderr
    assert machine.has(".base") and not machine.has(".dev")


@pytest.mark.parametrize("step", ["--clear", "base.txt", "--editable"])
def test_a_step_that_failed_is_done_again(machine: Machine, step: str) -> None:
    machine.program("dpkg-query", "printf installed")
    machine.broken.write_text(step)
    for _ in range(2):
        assert machine.make("site").returncode == 2
    assert machine.was_run(step) == 2
    machine.broken.write_text("")
    assert machine.make("site").returncode == 0
    assert machine.was_run(step) == 3


def test_a_second_run_installs_nothing(machine: Machine) -> None:
    machine.program("dpkg-query", "printf installed")
    machine.make("site")
    machine.make("check")
    assert machine.was_run("pip install") == 2 and machine.was_run("-m venv") == 1


def test_nothing_is_downloaded_but_what_is_locked(machine: Machine) -> None:
    machine.program("dpkg-query", "printf installed")
    machine.make("site")
    installs = [line for line in machine.log.read_text().splitlines() if "pip install" in line]
    assert ["--require-hashes" in line or "--no-index" in line for line in installs] == [True, True]


def test_a_new_python_starts_from_nothing(machine: Machine) -> None:
    machine.program("dpkg-query", "printf installed")
    machine.make("site")
    python = machine.checkout / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/gone/python3.10")
    machine.make("site")
    assert machine.was_run("-m venv --clear") == 2


def test_the_workflow_calls_targets_that_there_are_and_publishes_only_what_was_tested() -> None:
    jobs = yaml.safe_load((PROJECT / ".github/workflows/site.yml").read_text("utf-8"))["jobs"]
    runs = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert [run.split()[:2] for run in runs] == [
        ["make", "test-all"],
        ["make", "check"],
        ["make", "site"],
        ["make", "verify"],
        ["make", "docs"],
    ]
    assert {run.split()[1] for run in runs} <= targets
    assert jobs["deploy"]["needs"] == ["test", "build"] and jobs["deploy"]["if"] == "github.ref == 'refs/heads/main'"
