"""Workflows, the container and the hook for pre-commit run only pinned code, with no more rights than they use."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[2]
OWN, STARTED = PROJECT / ".github/workflows", PROJECT / "briefgen/reading/starter/site/github/workflows"
WORKFLOWS = sorted([*OWN.glob("*.y*ml"), *STARTED.glob("*.y*ml")])
RELEASE, ACTION = OWN / "release.yml", PROJECT / "action.yml"
EACH, EACH_SITE, ALL = (
    pytest.mark.parametrize("path", paths, ids=lambda path: path.relative_to(PROJECT).as_posix())
    for paths in (WORKFLOWS, [path for path in WORKFLOWS if path.name == "site.yml"], [*WORKFLOWS, ACTION])
)
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
RIGHTS = {
    "site.yml": {
        "test": {"contents": "read"},
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    },
    "release.yml": {
        "build": {"contents": "read"},
        "test": {},
        "attest": {"attestations": "write", "id-token": "write"},
        "publish": {"id-token": "write"},
        "announce": {"contents": "write"},
    },
}


def uses(path: Path) -> list[str]:
    return re.findall(r"^\s*-?\s*uses:\s*(.+?)\s*$", path.read_text("utf-8"), re.MULTILINE)


@ALL
def test_every_action_is_pinned_to_a_commit_and_says_its_version(path: Path) -> None:
    assert len(uses(path)) >= 5
    assert [each for each in uses(path) if not PINNED.fullmatch(each)] == []


def test_all_workflows_use_the_same_commits() -> None:
    pins: dict[str, set[str]] = {}
    for each in (each for path in [*WORKFLOWS, ACTION] for each in uses(path)):
        pins.setdefault(each.partition("@")[0], set()).add(each)
    assert [found for found in pins.values() if len(found) > 1] == []


@EACH
def test_a_job_has_the_rights_that_it_uses_and_no_others(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert job["permissions"] == RIGHTS[path.name][name], name
    assert "pull_request_target" not in path.read_text("utf-8")


@ALL
def test_zizmor_finds_nothing(path: Path) -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    options = ("--offline", "--no-progress", "--persona", "auditor", "--min-severity", "low")
    ran = subprocess.run([zizmor, *options, path], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "No findings to report" in ran.stdout, ran.stdout


@EACH_SITE
def test_problems_are_shown_at_their_lines_in_a_pull_request(path: Path) -> None:
    steps = yaml.safe_load(path.read_text("utf-8"))["jobs"]["build"]["steps"]
    runs = [step["run"] for step in steps if re.match("make|briefgen", step.get("run", ""))]
    runs = [run for run in runs if not run.startswith("make docs")]  # its lines are those of what is made of docs/
    assert len(runs) == 3 and [run for run in runs if "--format github" not in run] == []


def test_a_new_site_installs_nothing_without_a_hash_but_what_its_requirements_name() -> None:
    text = (STARTED / "site.yml").read_text("utf-8")
    installs = re.findall(r"pip install (.+)$", text, re.MULTILINE)
    files = [each.partition("-r ")[2] for each in installs if "--require-hashes" in each.split()]
    assert files[0] == "requirements-build.txt" and files[1].endswith('/requirements/base.txt"')
    (own,) = [each for each in installs if "--require-hashes" not in each.split()]
    assert {"--no-deps", "--no-build-isolation", "requirements.txt"} <= set(own.split())
    assert "-m pip check" in text.partition(installs[-1])[2], "what is lacking, such as the fonts, is named"
    given = (PROJECT / "briefgen/reading/starter/site/requirements-build.txt").read_text("utf-8")
    assert given == (PROJECT / "requirements/build.txt").read_text("utf-8"), "run make lock"


def test_only_a_tag_that_was_checked_and_tried_is_published() -> None:
    workflow = yaml.safe_load(RELEASE.read_text("utf-8"))
    assert workflow[True]["push"] == {"tags": ["v*"]}, "YAML 1.1 reads on as true"
    jobs, text = workflow["jobs"], RELEASE.read_text("utf-8")
    order = ["build", "test", "attest", "publish", "announce"]
    assert [jobs[name].get("needs") for name in order] == [None, *order[:-1]]
    assert {jobs[name]["if"] for name in order[2:]} == {"github.ref_type == 'tag'"}
    assert jobs["publish"]["environment"]["name"] == "pypi"
    assert (
        "secrets." not in text
        and "password" not in re.sub(r"#.*", "", text)
        and "cache" not in re.sub(r"#.*", "", text)
    )
    (check,) = [step for step in jobs["build"]["steps"] if "tools/release.py check" in step.get("run", "")]
    assert check["if"] == "github.ref_type == 'tag'"


def test_a_release_is_tried_on_every_python_that_the_package_names() -> None:
    tried = yaml.safe_load(RELEASE.read_text("utf-8"))["jobs"]["test"]["strategy"]["matrix"]["python"]
    named = re.findall(r"Python :: (3\.\d+)", (PROJECT / "pyproject.toml").read_text("utf-8"))
    assert tried == named
    installs = re.findall(r"pip install (.+)$", RELEASE.read_text("utf-8"), re.MULTILINE)
    assert installs and all({"--require-hashes", "--no-index"} & set(each.split()) for each in installs)


def test_the_action_does_what_the_workflow_of_a_new_site_does() -> None:
    action = yaml.safe_load(ACTION.read_text("utf-8"))
    steps = action["runs"]["steps"]
    runs = {step["name"]: step["run"] for step in steps if "run" in step}
    assert [name for name in runs if name in ("check", "build", "verify")] == ["check", "build", "verify"]
    assert all("--format github" in runs[name] for name in ("check", "build", "verify"))
    assert [step for step in steps if "run" in step and (step["shell"] != "bash" or "${{" in step["run"])] == []
    libraries = re.findall(r"^LIBRARIES := (.+)$", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert f"--no-install-recommends {libraries[0]}\n" in runs["install the libraries that set pages"]
    given = set(re.findall(r"inputs\.([\w-]+)", ACTION.read_text("utf-8")))
    assert given == set(action["inputs"])


@pytest.mark.parametrize("options", ["", "--release --profile print"])
def test_the_options_of_the_action_reach_the_build_as_words(tmp_path: Path, options: str) -> None:
    program = tmp_path / "briefgen/bin/briefgen"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n")
    program.chmod(0o755)
    (step,) = [each for each in yaml.safe_load(ACTION.read_text("utf-8"))["runs"]["steps"] if each.get("id") == "build"]
    places = {"PATH": "/usr/bin:/bin", "RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(tmp_path / "output")}
    environment = {**places, "SOURCE": "my briefs", "BASE_URL": "https://a.example/", "OPTIONS": options}
    ran = subprocess.run(["bash", "-e", "-c", step["run"]], env=environment, capture_output=True, text=True)
    fixed = ["build", "-C", "my briefs", "--format", "github", "--base-url", "https://a.example/"]
    assert (ran.returncode, ran.stdout.splitlines()) == (0, [*fixed, *options.split()])
    assert (tmp_path / "output").read_text() == "site=my briefs/site\n"


# The container


TEXT = (PROJECT / "Dockerfile").read_text("utf-8")
STEPS = re.findall(r"^([A-Z]+) (.+(?:\n .+)*)", TEXT, re.MULTILINE)


def of(kind: str) -> list[str]:
    return [said for name, said in STEPS if name == kind]


def test_the_base_has_a_digest_and_can_be_another() -> None:
    assert STEPS[0][0] == "ARG" and re.fullmatch(r"BASE=\S+@sha256:[0-9a-f]{64}", STEPS[0][1])
    assert of("FROM") == ["${BASE}"]


def test_only_the_wheels_and_the_locked_libraries_go_in() -> None:
    assert of("COPY") == ["requirements/base.txt dist/briefgen*.whl /install/"] and not of("ADD")
    kept = (PROJECT / ".dockerignore").read_text("utf-8").split()
    assert kept == ["*", "!dist/briefgen*.whl", "!requirements/base.txt"]
    installs = [line for said in of("RUN") for line in said.splitlines() if "pip install" in line]
    assert ["--require-hashes" in line or "--no-index" in line for line in installs] == [True, True]


def test_the_libraries_of_the_system_are_those_of_the_makefile() -> None:
    (libraries,) = re.findall(r"^LIBRARIES := (.+)$", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert f"--no-install-recommends git {libraries} " in of("RUN")[0]


def test_it_runs_as_a_user_without_rights_in_the_folder_that_is_mounted() -> None:
    (user,) = of("USER")
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user), "a number: whoever runs it can see that it is not root"
    assert of("VOLUME") == of("WORKDIR") == ["/work"]
    assert [name for name, _ in STEPS].index("USER") > max(n for n, (name, _) in enumerate(STEPS) if name == "RUN")
    assert of("ENTRYPOINT") == ['["briefgen"]']


# The hook


def test_the_hook_is_one_that_pre_commit_can_install() -> None:
    (hook,) = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert (hook["id"], hook["entry"], hook["language"]) == ("briefgen-check", "briefgen check", "python")
    assert hook["pass_filenames"] is False and hook["require_serial"] is True
    for path, is_looked_at in {
        "content/briefs/a/en.md": True,
        "templates/web/brief.html": True,
        "README.md": False,
    }.items():
        assert bool(re.search(hook["files"], path)) is is_looked_at
