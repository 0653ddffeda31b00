"""The workflows of this project and of a new site run only pinned code, with no more rights than they use."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[2]
OWN, STARTED = PROJECT / ".github/workflows", PROJECT / "briefgen/reading/starter/site/github/workflows"
WORKFLOWS = sorted([*OWN.glob("*.y*ml"), *STARTED.glob("*.y*ml")])
EACH = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.relative_to(PROJECT).as_posix())
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
RIGHTS = {
    "test": {"contents": "read"},
    "build": {"contents": "read", "pages": "read"},
    "deploy": {"pages": "write", "id-token": "write"},
}


def uses(path: Path) -> list[str]:
    return re.findall(r"^\s*-?\s*uses:\s*(.+?)\s*$", path.read_text("utf-8"), re.MULTILINE)


@EACH
def test_every_action_is_pinned_to_a_commit_and_says_its_version(path: Path) -> None:
    assert len(uses(path)) >= 6
    assert [each for each in uses(path) if not PINNED.fullmatch(each)] == []


def test_all_workflows_use_the_same_commits() -> None:
    pins: dict[str, set[str]] = {}
    for each in (each for path in WORKFLOWS for each in uses(path)):
        pins.setdefault(each.partition("@")[0], set()).add(each)
    assert [found for found in pins.values() if len(found) > 1] == []


@EACH
def test_a_job_has_the_rights_that_it_uses_and_no_others(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert job["permissions"] == RIGHTS[name], name
    assert "pull_request_target" not in path.read_text("utf-8")


@EACH
def test_zizmor_finds_nothing(path: Path) -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    options = ("--offline", "--no-progress", "--persona", "auditor", "--min-severity", "low")
    ran = subprocess.run([zizmor, *options, path], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "No findings to report" in ran.stdout, ran.stdout


@EACH
def test_problems_are_shown_at_their_lines_in_a_pull_request(path: Path) -> None:
    steps = yaml.safe_load(path.read_text("utf-8"))["jobs"]["build"]["steps"]
    runs = [step["run"] for step in steps if re.match("make|briefgen", step.get("run", ""))]
    assert len(runs) == 3 and [run for run in runs if "--format github" not in run] == []


def test_a_new_site_installs_nothing_without_a_hash_but_briefgen_itself() -> None:
    text = (STARTED / "site.yml").read_text("utf-8")
    installs = re.findall(r"pip install (.+)$", text, re.MULTILINE)
    files = [each.partition("-r ")[2] for each in installs if "--require-hashes" in each.split()]
    assert files[0] == "requirements-build.txt" and files[1].endswith('/requirements/base.txt"')
    (own,) = [each for each in installs if "--require-hashes" not in each.split()]
    assert {"--no-deps", "--no-build-isolation", "requirements.txt"} <= set(own.split())
    given = (PROJECT / "briefgen/reading/starter/site/requirements-build.txt").read_text("utf-8")
    assert given == (PROJECT / "requirements/build.txt").read_text("utf-8"), "run make lock"
