"""The packages of a release, and environments that have briefgen from them alone."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from filelock import FileLock

from support.project import ROOT

_OURS = ("briefgen", "_briefgen")


def build_release(shared: Path) -> Path:
    """The folder of a release, built into ``shared`` when no process of this run has done so."""
    folder, done = shared / "dist", shared / "dist-done"
    with FileLock(shared / "dist.lock"):
        if not done.exists():
            command = [sys.executable, ROOT / "tools/dist.py", "--into", folder]
            ran = subprocess.run(command, capture_output=True, text=True)
            assert ran.returncode == 0, ran.stdout + ran.stderr
            done.touch()
    return folder


def lend_libraries(environment: Path, own: Path) -> None:
    """Let an environment import the libraries of this one; ``own`` is a folder for what says where they are.

    Neither briefgen nor the path to the checkout is among them, so that pip sees that briefgen is to be installed.
    """
    if not own.exists():
        own.mkdir(parents=True)
        for entry in Path(sysconfig.get_path("purelib")).iterdir():
            if not entry.name.startswith(_OURS) and entry.suffix != ".pth":
                (own / entry.name).symlink_to(entry)
    libraries = Path(sysconfig.get_path("purelib", "venv", {"base": str(environment)}))
    (libraries / "libraries.pth").write_text(f"{own}\n")


def install_release(release: Path, environment: Path, own: Path) -> Path:
    """Make an environment with the wheels of a release in it; its folder of programs."""
    venv.create(environment, with_pip=False)
    programs = Path(sysconfig.get_path("scripts", "venv", {"base": str(environment)}))
    install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps", "--no-index"]
    subprocess.run([*install, "--python", programs / "python", *release.glob("*.whl")], check=True)
    lend_libraries(environment, own)
    return programs
