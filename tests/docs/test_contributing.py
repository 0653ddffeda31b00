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
COPIED = (
    "briefgen",
    "templates",
    "docs",
    "tests/support",
    "tests/conftest.py",
    "tests/docs",
    "tests/handouts",
    "tests/data/recipes",
    "tests/slow.txt",
    "pyproject.toml",
    "README.md",
)
BEGUN = "tests/data/recipes/begun_language.py"
"""What holds of the language of its recipe, which is only begun."""
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
    assert len(PAGE.split()) <= 960


def test_every_recipe_is_on_the_page() -> None:
    assert re.findall(r"^### (.+)$", PAGE, re.MULTILINE) == list(RECIPES)
    assert {it.name for it in (PROJECT / "tests/data/recipes").glob("*.diff")} == {
        f"{it}.diff" for it in RECIPES.values()
    }


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, its theme, its handbooks and what its tests share; an empty site, as commands ask for one."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in COPIED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("img"))
        else:
            shutil.copy2(PROJECT / name, folder / name)
    (folder / "content").mkdir()
    (folder / "content/site.yaml").touch()
    return folder


@pytest.mark.parametrize("head", RECIPES)
def test_a_recipe_does_what_it_says(checkout: Path, tmp_path: Path, head: str) -> None:
    text, recipe = section(head), PROJECT / f"tests/data/recipes/{RECIPES[head]}.diff"
    copy = shutil.copytree(checkout, tmp_path / "copy", copy_function=os.link)  # git replaces what it changes
    for command in (line for it in examples(text) for line in it.text.splitlines()):
        run(copy, sys.executable, "-m", *shlex.split(command))
    run(copy, "git", "apply", str(recipe), fails=f"write {recipe.name} again with git diff -U1")
    assert changed(checkout, copy) == set(_STEP.findall(text)), f"name under “{head}” the files that its recipe changes"
    (told,) = re.findall(r"`pytest ([^`]+)`", text)
    own = BEGUN if head == "A language" else told
    run(copy, sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'run'}", *own.split())


def run(copy: Path, *command: str, fails: str = "") -> None:
    """Run a command in the copy; where it fails, so does the test, with what it says."""
    env = {**os.environ, "PYTHONPATH": str(copy), "GIT_CEILING_DIRECTORIES": str(copy.parent)}
    done = subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True)
    assert done.returncode == 0, f"{fails}\n{done.stdout}{done.stderr}"


def changed(checkout: Path, copy: Path) -> set[str]:
    """The files of a copy that are not those of the checkout."""
    paths = (path for path in copy.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    names = {path.relative_to(copy) for path in paths}
    return {
        name.as_posix()
        for name in names
        if not (checkout / name).exists() or not (checkout / name).samefile(copy / name)
    }
