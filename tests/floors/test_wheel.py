"""The built package is whole: it holds the theme and the starters, and works without the checkout."""

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from email import message_from_bytes
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
    assert {"briefgen/preview/reload.js", "briefgen/reading/starter/site/github/workflows/site.yml"} <= names
    assert not [name for name in names if name.startswith(("tests/", "content/")) or name.endswith(".pyc")]


@pytest.mark.slow
def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    files = zipfile.ZipFile(wheel)
    (name,) = [name for name in files.namelist() if name.endswith(".dist-info/METADATA")]
    said = message_from_bytes(files.read(name))
    assert said["License-Expression"] == "MIT AND OFL-1.1"
    assert {Path(path).name for path in said.get_all("License-File", [])} == {
        "LICENSE", "OFL-noto-arabic.txt", "OFL-noto-cjk.txt", "OFL-source-sans.txt", "OFL-source-serif.txt"
    }  # fmt: skip
    assert said["Description-Content-Type"] == "text/markdown"
    text = said.get_payload()
    assert isinstance(text, str) and text.startswith("# briefgen")
    assert re.findall(r"\]\((?!https:|#)([^)]+)\)", text) == [], "the index has no files of the repository"
    (manual,) = [name for name in files.namelist() if name.endswith(".data/data/share/man/man1/briefgen.1")]
    assert files.read(manual) == (PROJECT / "docs/briefgen.1").read_bytes()


@pytest.mark.slow
def test_the_source_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    def build(kind: str, folder: Path, into: Path) -> Path:
        command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(into)]
        subprocess.run(command, cwd=folder, capture_output=True, check=True)
        (made,) = into.iterdir()
        return made

    with tarfile.open(build("sdist", PROJECT, tmp_path / "source")) as source:
        source.extractall(tmp_path / "unpacked", filter="data")
    (folder,) = (tmp_path / "unpacked").iterdir()
    assert build("wheel", folder, tmp_path / "wheel").read_bytes() == wheel.read_bytes()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it, and the libraries of this one on its path."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps", "--no-index"]
    subprocess.run([*install, "--python", programs / "python", wheel], check=True)
    libraries = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
    # a path in a .pth file: the .pth files there, such as that of the checkout, do not count
    (libraries / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return programs


@pytest.mark.slow
def test_the_wheel_alone_starts_builds_and_verifies_a_site(installed: Path, tmp_path: Path) -> None:
    site = tmp_path / "my-briefs"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

    def run(program: str, *arguments: str) -> str:
        command = [installed / program, *arguments]
        ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    where = run("python", "-c", "import briefgen; print(briefgen.__file__)")
    assert Path(where.strip()).is_relative_to(installed.parent)
    run("briefgen", "new", "site", str(site))
    run("briefgen", "build", "-C", str(site), "--strict")
    run("briefgen", "verify", "-C", str(site))
    page, mine = site / "site/ko/briefs/first-brief.html", site / "templates/web/brief.html"
    assert "of my own" not in page.read_text("utf-8")
    run("briefgen", "new", "template", "web/brief.html", "-C", str(site))
    mine.write_text(mine.read_text("utf-8").replace("{% block main %}", "{% block main %}<p>of my own</p>"), "utf-8")
    run("briefgen", "build", "-C", str(site), "--strict")
    assert "<p>of my own</p>" in page.read_text("utf-8")


@pytest.mark.slow
def test_the_wheel_holds_the_libraries_that_it_was_tested_with(wheel: Path) -> None:
    locked = zipfile.ZipFile(wheel).read("briefgen/requirements/base.txt")
    assert locked == (PROJECT / "requirements/base.txt").read_bytes()


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
