"""Build what a release publishes into dist/: the source, the wheel of the program, and the wheel of its fonts.

A wheel that is built from the source or from a checkout has the fonts in it. A release has them as a package of their
own, ``briefgen-fonts``, so that 20 MB are not downloaded again with each version. Both wheels fill ``briefgen/``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
SETTINGS, FONTS = "pyproject.toml", "tools/fonts.toml"


def build(kind: str, folder: Path, into: Path) -> Path:
    """The ``sdist`` or ``wheel`` of the project in a folder."""
    before = set(into.iterdir())
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", into], cwd=folder, check=True)
    (made,) = set(into.iterdir()) - before
    return made


def without_fonts(settings: str, version: str) -> str:
    """The settings of a wheel that asks for the package of the fonts instead of holding them."""
    for was, now in (
        ("\ndependencies = [\n", f'\ndependencies = [\n    "briefgen-fonts=={version}",\n'),
        ('license = "MIT AND OFL-1.1"', 'license = "MIT"'),
        ('license-files = ["LICENSE", "templates/fonts/OFL*.txt"]', 'license-files = ["LICENSE"]'),
        ("\nexclude = [", '\nexclude = ["templates/fonts", '),
    ):
        if settings.count(was) != 1:
            raise SystemExit(f"{SETTINGS} should have this once: {was.strip()}")
        settings = settings.replace(was, now)
    return settings


def with_commit(code: str) -> str:
    """The code of ``briefgen/__init__.py`` with the commit of the project in it, where that is a repository."""
    if not (PROJECT / ".git").exists():
        return code
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=PROJECT, capture_output=True, text=True, check=True)
    return code.replace('\nCOMMIT = ""\n', f'\nCOMMIT = "{commit.stdout.strip()}"\n')


def make(into: Path) -> None:
    """Build the source, and from it both wheels."""
    source = build("sdist", PROJECT, into)
    with tempfile.TemporaryDirectory() as unpacked:
        with tarfile.open(source) as archive:
            archive.extractall(unpacked, filter="data")
        (folder,) = Path(unpacked).iterdir()
        code = folder / "briefgen/__init__.py"
        code.write_text(with_commit(code.read_text("utf-8")), "utf-8")
        own, fonts = ((folder / name).read_text("utf-8") for name in (SETTINGS, FONTS))
        version = tomllib.loads(fonts)["project"]["version"]
        for settings in (without_fonts(own, version), fonts):
            (folder / SETTINGS).write_text(settings, "utf-8")
            build("wheel", folder, into)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--into", type=Path, default=PROJECT / "dist", metavar="FOLDER")
    into: Path = parser.parse_args().into.resolve()
    into.mkdir(parents=True, exist_ok=True)
    make(into)
    return 0


if __name__ == "__main__":
    sys.exit(main())
