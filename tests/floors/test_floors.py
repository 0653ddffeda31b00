"""A module imports only lower floors and its own folder; an import that does not is found."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
    )


@pytest.mark.smoke
def test_the_floors_hold() -> None:
    found = lint(PROJECT)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize(
    ("module", "planted"),
    [
        ("model/output/tree.py", "import briefgen.building.build"),
        ("reading/world.py", "from briefgen.resolving.edition.edition import edition"),
        ("writing/site/publish.py", "import briefgen.cli.main"),
        ("running/run.py", "import briefgen.reporting.human"),
        ("language/words/numbers.py", "import briefgen.reading.world"),
        ("rendering/web/page.py", "import briefgen.rendering.paper.job"),
        ("rendering/office/flow.py", "from briefgen.rendering.web.pages import pages"),
        ("rendering/office/word/document.py", "import briefgen.importing.word.document"),
        ("rendering/paper/tags/tree.py", "import briefgen.rendering.paper.layout.lay_out"),
    ],
)
def test_an_import_of_a_higher_floor_is_found(tmp_path: Path, module: str, planted: str) -> None:
    shutil.copytree(PROJECT / "briefgen", tmp_path / "briefgen", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    with (tmp_path / "briefgen" / module).open("a") as file:
        file.write(f"\n{planted}\n")
    found = lint(tmp_path)
    assert found.returncode == 1
    assert "BROKEN" in found.stdout


def test_every_package_says_what_it_is() -> None:
    for package in sorted((PROJECT / "briefgen").rglob("__init__.py")):
        assert package.read_text("utf-8").startswith('"""'), package
