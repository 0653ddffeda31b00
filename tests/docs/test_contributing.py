"""CONTRIBUTING.md is true: its rooms are those of the contract, and each recipe changes the files that it names.

A recipe is applied to a copy of the checkout, and the test that it brings is run there.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from docs_pages import CONTRIBUTING, PROJECT, examples  # isort: skip

PAGE = CONTRIBUTING.read_text("utf-8")
RECIPES = {
    "A check": "check",
    "A directive": "directive",
    "An output format": "format",
    "An importer": "importer",
    "A language": "language",
}
"""Sections of the page, and what each is called in tests/data/recipes."""
COPIED = ("briefgen", "templates", "docs", "tests/support", "tests/conftest.py", "pyproject.toml", "README.md")
_STEP = re.compile(r"^\d+\. `([^`]+)`", re.MULTILINE)


def section(head: str) -> str:
    """The text below a heading, up to the next one."""
    return re.split(r"^##+ ", PAGE.partition(f" {head}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def test_the_rooms_are_those_of_the_contract_from_the_bottom() -> None:
    (rows,) = (
        it["layers"]
        for it in tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
        if it["containers"] == ["briefgen"]
    )
    named = _STEP.findall(section("The rooms"))
    for row in reversed(rows[1:]):  # the first is __main__
        rooms = row.split(" | ")
        assert sorted(named[: len(rooms)]) == sorted(rooms), "list the rooms in the order of the contract"
        del named[: len(rooms)]
    assert named == []


def test_the_picture_names_functions_of_the_pipeline() -> None:
    (picture,) = (it.text for it in examples(PAGE) if it.kind == "mermaid")
    code = "".join(
        (PROJECT / f"briefgen/{it}.py").read_text("utf-8") for it in ("building/build", "cli/commands/build")
    )
    places = [code.find(f"{name}(") for name in re.findall(r'-- "?(\w+)', picture)]
    assert len(places) > 8
    assert -1 not in places


def test_the_page_is_short() -> None:
    assert len(PAGE.split()) <= 900


def test_every_recipe_is_on_the_page() -> None:
    assert re.findall(r"^### (.+)$", PAGE, re.MULTILINE) == list(RECIPES)
    assert {it.name for it in (PROJECT / "tests/data/recipes").iterdir()} == {f"{it}.diff" for it in RECIPES.values()}


@pytest.mark.parametrize("head", RECIPES)
def test_a_recipe_does_what_it_says(tmp_path: Path, head: str) -> None:
    copy, text = copied(tmp_path / "briefgen"), section(head)
    for command in (line for it in examples(text) for line in it.text.splitlines()):
        run(copy, sys.executable, "-m", *shlex.split(command))
    recipe = PROJECT / f"tests/data/recipes/{RECIPES[head]}.diff"
    applied = run(copy, "git", "apply", str(recipe), fails=f"write {recipe.name} again with git diff -U1")
    named = _STEP.findall(text)
    assert touched(copy) == set(named), f"name in {CONTRIBUTING.name} under “{head}” the files that its recipe changes"
    own = [path for path in named if path.startswith("tests/")]
    assert own and applied == ""
    run(copy, sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'run'}", *own)


def copied(there: Path) -> Path:
    """The program, its theme, its handbooks and what its tests share; an empty site, as commands ask for one."""
    without = shutil.ignore_patterns("img", "examples", ".mypy_cache")
    for name in COPIED:
        (there / name).parent.mkdir(parents=True, exist_ok=True)
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, there / name, ignore=without)
        else:
            shutil.copy2(PROJECT / name, there / name)
    (there / "content").mkdir()
    (there / "content/site.yaml").touch()
    return there


def run(copy: Path, *command: str, fails: str = "") -> str:
    """What a command says that is run in the copy; the test fails with it where the command does."""
    env = {**os.environ, "PYTHONPATH": str(copy), "GIT_CEILING_DIRECTORIES": str(copy.parent)}
    done = subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True)
    assert done.returncode == 0, f"{fails}\n{done.stdout}{done.stderr}"
    return done.stdout


def touched(copy: Path) -> set[str]:
    """The files of the copy that the checkout has not, or has otherwise."""
    paths = (it for it in copy.rglob("*") if it.is_file() and "__pycache__" not in it.parts)
    names = {it.relative_to(copy).as_posix(): it.stat().st_mtime_ns for it in paths}
    return {name for name, when in names.items() if when != mtime(PROJECT / name)} - {"content/site.yaml"}


def mtime(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0
