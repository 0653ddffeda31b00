"""What is remembered belongs to all the code that made it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import briefgen
from briefgen.rendering.charts.draw import draw
from briefgen.rendering.fonts.subset import cut_font
from briefgen.rendering.paper.facing.edition import lay_out
from briefgen.running import code_digest
from briefgen.running.code_digest import CodeDigests, imported_by, own_code

DIGEST = """\
from briefgen.rendering.paper.facing.edition import lay_out
from briefgen.running.code_digest import own_code
print(own_code(lay_out))
"""


def test_results_of_other_code_are_told_apart() -> None:
    assert own_code(lay_out) == own_code(lay_out)
    assert len({own_code(lay_out), own_code(draw), own_code(cut_font)}) == 3


def test_all_that_the_layout_leans_on_is_code_of_its_own() -> None:
    needed = imported_by(lay_out.__module__)
    assert {
        "briefgen.rendering.paper.layout.lay_out",
        "briefgen.rendering.paper.engine.patches.overflow_wrap",
        "briefgen.language.lines.eojeol",
    } <= needed
    assert "briefgen.rendering.web.page" not in needed


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ("language/lines/eojeol.py", False),
        ("rendering/paper/engine/patches/overflow_wrap.py", False),
        ("cli/commands/new.py", True),
    ],
)
def test_code_that_changes_makes_another_digest_where_it_is_used(tmp_path: Path, changed: str, same: bool) -> None:
    shutil.copytree(Path(briefgen.__file__).parent, tmp_path / "briefgen", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "briefgen/language/lines/eojeol").mkdir()  # left by another version, where it was a package

    def digest() -> str:
        command = [sys.executable, "-B", "-c", DIGEST]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    before = digest()
    with (tmp_path / "briefgen" / changed).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert (digest() == before) is same


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(code_digest, "_YOUNG", 0)
    (tmp_path / "package/inner").mkdir(parents=True)
    (tmp_path / "package/inner/a.py").write_text("x = 1\n")
    CodeDigests(tmp_path / "kept.json", tmp_path / "package").add("a", "1")
    return tmp_path / "package"


def test_digests_are_kept_for_as_long_as_every_file_of_the_package_is_the_same(package: Path) -> None:
    kept = package.parent / "kept.json"
    assert CodeDigests(kept, package).digests == {"a": "1"}
    (package / "notes.txt").touch()
    assert CodeDigests(kept, package).digests == {"a": "1"}
    (package / "inner/a.py").write_text("x = 2\n")
    assert CodeDigests(kept, package).digests == {}
    CodeDigests(kept, package).add("a", "2")
    assert CodeDigests(kept, package).digests == {"a": "2"}
    (package / "inner/b.py").touch()
    assert CodeDigests(kept, package).digests == {}


def test_digests_are_neither_read_nor_kept_while_a_file_may_change_within_a_tick(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = package.parent / "kept.json"
    before = kept.read_bytes()
    monkeypatch.setattr(code_digest, "_YOUNG", 10**12)
    young = CodeDigests(kept, package)
    assert young.digests == {}
    young.add("b", "2")
    assert kept.read_bytes() == before and young.digests == {"b": "2"}


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"state": 1}', "\ud800"])
def test_a_damaged_record_of_digests_is_none(package: Path, damage: str) -> None:
    kept = package.parent / "kept.json"
    kept.write_text(damage, errors="surrogatepass")
    assert CodeDigests(kept, package).digests == {}
