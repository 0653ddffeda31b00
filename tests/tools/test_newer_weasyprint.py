"""``make weasyprint`` raises the pin in a copy, runs the tests that have to do with paper and says which fail."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from briefgen.rendering.paper.tags import apply

TOOL = runpy.run_path(str(Path(__file__).resolve().parents[2] / "tools/newer_weasyprint.py"), run_name="newer")
PINS, PROJECT, UPSTREAM, judged, repinned = (TOOL[it] for it in ("PINS", "PROJECT", "UPSTREAM", "judged", "repinned"))


@pytest.mark.parametrize("name", PINS)
def test_the_pin_is_found_and_raised(name: str) -> None:
    text = (PROJECT / name).read_text("utf-8")
    assert PINS[name].findall(text) == [apply.PINNED]
    assert PINS[name].findall(repinned(text, PINS[name], "99.9")) == ["99.9"]


def test_a_file_without_a_pin_is_not_taken_for_one_that_is_raised() -> None:
    with pytest.raises(ValueError, match="no single pin"):
        repinned("weasyprint>=70", re.compile("=="), "99.9")


def test_the_tests_of_paper_are_run_and_no_others() -> None:
    found = set(TOOL["pdf_tests"](PROJECT))
    assert {"tests/rendering/paper", "tests/rendering/theme/test_theme.py"} <= found
    assert (PROJECT / UPSTREAM).parent == PROJECT / "tests/rendering/paper"
    assert "tests/rendering/html/test_typeset.py" not in found
    assert all((PROJECT / name).exists() for name in found)


def test_what_breaks_is_named() -> None:
    said = f"..F\nFAILED {UPSTREAM}::test_a - assert 1\nERROR tests/rendering/paper/test_b.py::test_c\n1 failed\n"
    report = judged("99.9", TOOL["BROKEN"].findall(said))
    assert f"  {UPSTREAM}::test_a\n" in report and "  tests/rendering/paper/test_b.py::test_c\n" in report
    assert "remove the patch" in report
    assert "remove the patch" not in judged("99.9", ["tests/rendering/paper/test_b.py::test_c"])
    assert "can be raised" in judged("99.9", [])
