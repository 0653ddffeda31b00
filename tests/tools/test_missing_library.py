"""A machine that lacks a library of the system is told which, and builds as soon as it is there."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
LACKING = """\
print("WeasyPrint could not import some external libraries.")
raise OSError("cannot load library 'libpango-1.0-0': libpango-1.0-0: cannot open shared object file")
"""


def briefgen(*arguments: str, path: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": path, "BRIEFGEN_CACHE": ""}  # nothing is laid out before
    command = [sys.executable, "-m", "briefgen", *arguments]
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True)


def test_a_missing_library_is_named_once_and_forgotten_when_it_is_there(tmp_path: Path) -> None:
    lacking, site = tmp_path / "lacking" / "weasyprint", str(tmp_path / "my-briefs")
    lacking.mkdir(parents=True)
    (lacking / "__init__.py").write_text(LACKING)
    briefgen("new", "site", site)
    # PYTHONPATH comes after the folder of the checkout and before the installed libraries
    ran = briefgen("build", "-q", "-C", site, path=str(lacking.parent))
    assert ran.returncode == 1
    assert ran.stdout.startswith("error[pdf-is-clean] no PDF can be made: cannot load library 'libpango-1.0-0'")
    assert "  hint: install the page layout libraries, on Debian and Ubuntu with: apt-get install " in ran.stdout
    assert "\n1 error\n" in ran.stdout
    ran = briefgen("build", "-q", "-C", site)
    assert (ran.returncode, ran.stdout) == (0, "")
