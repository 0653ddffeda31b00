"""The built packages are whole: they hold the theme and the starters, and the libraries that they were tested with."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email import message_from_bytes
from email.message import Message
from hashlib import sha256
from pathlib import Path

import pytest

import briefgen

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(release: Path) -> Path:
    (found,) = release.glob("briefgen-*.whl")
    return found


@pytest.fixture(scope="module")
def fonts(release: Path) -> Path:
    (found,) = release.glob("briefgen_fonts-*.whl")
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that pip builds from a checkout or an address of the repository."""
    return built("wheel", PROJECT, tmp_path_factory.mktemp("whole"))


def built(kind: str, folder: Path, into: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(into)]
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    (made,) = into.iterdir()
    return made


def names_in(wheel: Path) -> set[str]:
    return {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}


def metadata(wheel: Path) -> Message:
    files = zipfile.ZipFile(wheel)
    (name,) = [name for name in files.namelist() if name.endswith(".dist-info/METADATA")]
    return message_from_bytes(files.read(name))


def licenses(said: Message) -> set[str]:
    return {Path(path).name for path in said.get_all("License-File", [])}


OFL = {
    f"OFL-{it}.txt" for it in ("noto-arabic", "noto-cjk", "noto-emoji", "source-code", "source-sans", "source-serif")
}


def test_the_wheels_hold_the_theme_and_the_starters(wheel: Path, fonts: Path) -> None:
    program, set_in = names_in(wheel), names_in(fonts)
    theme = {path.relative_to(PROJECT / "templates").as_posix() for path in (PROJECT / "templates").rglob("*.*")}
    assert {f"briefgen/theme/{name}" for name in theme} <= program | set_in
    assert set_in == {f"briefgen/theme/{name}" for name in theme if name.startswith("fonts/")} and not program & set_in
    assert {"briefgen/preview/reload.js", "briefgen/reading/starter/site/github/workflows/site.yml"} <= program
    assert not [name for name in program if name.startswith(("tests/", "content/")) or name.endswith(".pyc")]
    handbooks = {
        path.relative_to(PROJECT).as_posix()
        for path in (PROJECT / "docs").glob("**/*.md")
        if path.parent.name in ("docs", "ko")
    }
    assert {name.removeprefix("briefgen/") for name in program if name.startswith("briefgen/docs/")} == handbooks
    assert wheel.stat().st_size < 10_000_000


def test_the_wheels_say_what_they_are(wheel: Path, fonts: Path) -> None:
    said, of_fonts = metadata(wheel), metadata(fonts)
    assert said["License-Expression"] == "MIT" and licenses(said) == {"LICENSE"}
    assert of_fonts["License-Expression"] == "OFL-1.1" and licenses(of_fonts) == OFL
    wanted = [each for each in said.get_all("Requires-Dist", []) if each.startswith("briefgen")]
    assert wanted == [f"briefgen-fonts=={of_fonts['Version']}"] and of_fonts["Requires-Dist"] is None
    assert said["Description-Content-Type"] == of_fonts["Description-Content-Type"] == "text/markdown"
    text = said.get_payload()
    assert isinstance(text, str) and text.startswith("# briefgen")
    assert re.findall(r"\]\((?!https:|#)([^)]+)\)", text) == [], "the index has no files of the repository"
    files = zipfile.ZipFile(wheel)
    (manual,) = [name for name in files.namelist() if name.endswith(".data/data/share/man/man1/briefgen.1")]
    assert files.read(manual) == (PROJECT / "docs/briefgen.1").read_bytes()


def test_a_wheel_of_a_release_knows_its_commit_and_a_checkout_does_not(wheel: Path) -> None:
    (said,) = re.findall(
        r'^COMMIT = "(.*)"$', zipfile.ZipFile(wheel).read("briefgen/__init__.py").decode(), re.MULTILINE
    )
    at = subprocess.run(["git", "rev-parse", "HEAD"], cwd=PROJECT, capture_output=True, text=True)
    assert said == at.stdout.strip() and not briefgen.COMMIT


def test_a_wheel_of_a_checkout_has_its_fonts(whole: Path, wheel: Path, fonts: Path) -> None:
    said = metadata(whole)
    assert said["License-Expression"] == "MIT AND OFL-1.1" and licenses(said) == {"LICENSE", *OFL}
    assert not [each for each in said.get_all("Requires-Dist", []) if each.startswith("briefgen")]
    assert names_in(whole) == names_in(wheel) | names_in(fonts)


def test_the_source_gives_the_same_wheel(release: Path, whole: Path, tmp_path: Path) -> None:
    (source,) = release.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (folder,) = (tmp_path / "unpacked").iterdir()
    assert built("wheel", folder, tmp_path / "wheel").read_bytes() == whole.read_bytes()


def test_the_version_of_the_fonts_is_that_of_these_fonts() -> None:
    said = tomllib.loads((PROJECT / "tools/fonts.toml").read_text("utf-8"))["tool"]["briefgen"]["manifest"]
    now = sha256((PROJECT / "templates/fonts/manifest.yaml").read_bytes()).hexdigest()
    assert said == now, "set it in tools/fonts.toml, and raise the version there if it has been released"


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
