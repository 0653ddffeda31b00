"""The built package is whole: it holds the theme and the starters, and works without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    made = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.mark.slow
def test_the_wheel_holds_the_theme_and_the_starters(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    theme = {path.relative_to(PROJECT / "templates").as_posix() for path in (PROJECT / "templates").rglob("*.*")}
    assert {f"briefgen/theme/{name}" for name in theme} <= names
    assert {"briefgen/reload.js", "briefgen/starters/site/github/workflows/site.yml"} <= names
    assert not [name for name in names if name.startswith(("tests/", "content/")) or name.endswith(".pyc")]


@pytest.mark.slow
def test_the_wheel_works_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    site = tmp_path / "my-briefs"

    def briefgen(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "briefgen", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert briefgen("--version").startswith("briefgen ")
    briefgen("new", "site", str(site))
    briefgen("build", "-C", str(site), "--strict")
    page, mine = site / "site/ko/briefs/first-brief.html", site / "templates/web/brief.html"
    assert "of my own" not in page.read_text("utf-8")
    briefgen("new", "template", "web/brief.html", "-C", str(site))
    mine.write_text(mine.read_text("utf-8").replace("{% block main %}", "{% block main %}<p>of my own</p>"), "utf-8")
    briefgen("build", "-C", str(site), "--strict")
    assert "<p>of my own</p>" in page.read_text("utf-8")


def test_a_checkout_is_installed_as_a_path_to_it(tmp_path: Path) -> None:
    build = "import sys; from hatchling.build import build_editable; print(build_editable(sys.argv[1]))"
    made = subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    wheel = zipfile.ZipFile(tmp_path / made.stdout.strip())
    (path,) = [name for name in wheel.namelist() if not name.startswith("briefgen-")]
    assert wheel.read(path).decode() == str(PROJECT)
    (scripts,) = [name for name in wheel.namelist() if name.endswith("/entry_points.txt")]
    assert "briefgen = briefgen.cli.main:main" in wheel.read(scripts).decode()
