"""Templates that come with briefgen are compiled once for all processes; what is kept holds for them alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import BaseLoader, DictLoader, Environment
from jinja2.loaders import FunctionLoader

from briefgen.reading.world import default_theme
from briefgen.rendering.theme.compiled import Compiled
from briefgen.rendering.theme.template_words import EXTENSIONS

NAME = "parts/chart.html"
PACKAGED = (default_theme() / NAME).read_text("utf-8")


class Counting(Environment):
    """How often something is compiled."""

    compiled = 0

    def _compile(self, source: str, filename: str) -> object:  # type: ignore[override]
        Counting.compiled += 1
        return super()._compile(source, filename)


def compiled(folder: Path, version: str = "1", loader: BaseLoader | None = None) -> int:
    """How often a new process compiles the template."""
    cache, Counting.compiled = Compiled(), 0
    cache.keep(version, folder)
    environment = Counting(loader=loader or DictLoader({NAME: PACKAGED}), bytecode_cache=cache, extensions=EXTENSIONS)
    environment.get_template(NAME)
    return Counting.compiled


@pytest.fixture(autouse=True)
def _python_writes_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_the_next_process_compiles_nothing(tmp_path: Path) -> None:
    assert compiled(tmp_path / "new") == 1
    assert compiled(tmp_path / "new") == 0
    assert compiled(tmp_path / "new", version="2") == 1


def test_what_an_author_has_changed_last_is_kept_beside_the_packaged_one(tmp_path: Path) -> None:
    assert compiled(tmp_path) == 1
    (kept,) = tmp_path.iterdir()
    before = kept.read_bytes()
    assert compiled(tmp_path, loader=DictLoader({NAME: PACKAGED + " "})) == 1
    assert compiled(tmp_path, loader=DictLoader({NAME: PACKAGED + " "})) == 0
    assert compiled(tmp_path, loader=DictLoader({NAME: PACKAGED + "  "})) == 1
    assert len(list(tmp_path.iterdir())) == 2 and kept.read_bytes() == before


def test_a_name_that_briefgen_has_no_template_of_is_not_kept(tmp_path: Path) -> None:
    cache = Compiled()
    cache.keep("1", tmp_path)
    loader = FunctionLoader(lambda name: ("mine", f"templates/{name}", lambda: True))
    assert Environment(loader=loader, bytecode_cache=cache).get_template("web/mine.html").render() == "mine"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("damage", [lambda it: it[:-1], lambda it: b"", lambda it: it[:70] + b"x" + it[71:]])
def test_damaged_code_is_compiled_anew(tmp_path: Path, damage) -> None:
    assert compiled(tmp_path) == 1
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(damage(kept.read_bytes()))
    assert compiled(tmp_path) == 1
    assert compiled(tmp_path) == 0


def test_nothing_is_written_where_python_writes_no_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compiled(tmp_path) == 1
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert compiled(tmp_path / "file") == 1
    assert compiled(tmp_path / "file") == 1
