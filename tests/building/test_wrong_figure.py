"""A wrong figure in one language stops what would put it before readers."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from support.command import change, laid_out, runner
from support.project import Project

TEXT = "content/briefs/first/en.md"
WHO = ["-c", "user.name=A", "-c", "user.email=a@example.org"]


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *WHO, *arguments], cwd=folder, check=True, capture_output=True)


def test_build_and_publish_stop_at_a_wrong_figure_in_one_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = Project().with_body(TEXT.replace("en.md", "ko.md"), "\n예산은 {fact}`money-a`이다.\n")
    project = project.with_body(TEXT, "\nThe budget is 398.5 billion yuan.\n")
    brief = "number: S-01\npublished: 2001-04-11\n"
    project = project.with_file("content/briefs/first/brief.yaml", brief)
    left = [path for path in project.files if "/second/" not in path and "/packs/" not in path and "chart" not in path]
    folder = laid_out(tmp_path / "project", {path: project.files[path] for path in left})
    git(tmp_path, "init", "--bare", "origin.git")
    for command in (["init"], ["add", "-A"], ["commit", "-m", "Begin"], ["remote", "add", "origin", "../origin.git"]):
        git(folder, *command)
    run = runner(capsys)
    assert run("build", "-C", folder, "--executor", "inline").code == 0
    page = folder / "site/en/briefs/first.html"
    before = page.read_bytes()
    change(folder, TEXT, "398.5 billion", "389.5 billion")
    git(folder, "commit", "-am", "Slip")
    for command in ("check", "build", "publish"):
        ran = run(command, "-C", folder, *(["--executor", "inline"] if command == "build" else []))
        assert ran.code == 1, command
        assert f"{TEXT}:6:15: error[numbers-agree]" in ran.out or command == "publish"
    assert page.read_bytes() == before
    branches = subprocess.run(["git", "branch"], cwd=tmp_path / "origin.git", check=True, capture_output=True)
    assert branches.stdout == b""
