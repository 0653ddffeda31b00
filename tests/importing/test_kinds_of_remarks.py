"""What an import says on the terminal: losses first, and of each kind the first with a count."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.command import laid_out, runner

from briefgen.importing.imported import Rank, Remark, in_kinds


def test_losses_come_first_and_each_kind_is_counted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    files = {f"{name}.md": f"It is said of {name}.\n\n[One](no-{name}.md)\n" for name in ("ab", "cd", "ef", "gh", "ij")}
    files["zz.md"] = "# Last\n\nIt is said.\n\nA\x08 key.\n"
    ran = runner(capsys)("import", laid_out(tmp_path / "old", files), "-C", tmp_path / "new")
    lines = [line.strip() for line in ran.out.splitlines() if line.startswith("  ")]
    assert lines[0] == "ab.md:3: the link “no-ab.md” leads to nothing that was imported (and 4 more of this kind)"
    assert lines[1] == "ab.md: it says no title: “Ab” was made of its name (and 4 more of this kind)"
    assert "control character" in lines[-1] and "All 11 remarks are in" in ran.out


def test_comments_stand_before_tracked_changes() -> None:
    tracked = [Remark("", f"tracked insertion by Kim: “{word}” was accepted", Rank.DETAIL) for word in "abcd"]
    comments = [Remark("", f"comment by Lee: {word} is wrong") for word in ("this", "that", "it", "all", "none")]
    shown = [remark.message for remark in in_kinds([*tracked, *comments])]
    assert shown[:5] == [it.message for it in comments]
    assert shown[5:] == ["tracked insertion by Kim: “a” was accepted (and 3 more of this kind)"]
