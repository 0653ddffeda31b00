"""Marks that only another program knows: places for contents, files that are put in, anchors with a blank."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.command import Run, laid_out, runner
from support.project import picture


@pytest.fixture
def briefgen(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


def imported(briefgen: Run, folder: Path, files: dict[str, str | bytes]) -> tuple[Path, str]:
    ran = briefgen("import", laid_out(folder / "old", files), "-C", folder / "new")
    assert ran.code == 0, ran.err
    return folder / "new/content/briefs", (folder / "new/import-report.md").read_text("utf-8")


def test_places_for_contents_are_left_out_and_said_once(briefgen: Run, tmp_path: Path) -> None:
    marks = {"a": "[TOC]", "b": "[[_TOC_]]", "c": "[[toc]]"}
    files: dict[str, str | bytes] = {
        f"{name}.md": f"# {name}\n\n{mark}\n\nIt is said.\n\n    {mark}\n" for name, mark in marks.items()
    }
    files["d.md"] = "# D\n\nWrite `[TOC]`:\n\n```\n[TOC]\n```\n"
    briefs, report = imported(briefgen, tmp_path, files)
    for name, mark in marks.items():
        assert (briefs / name / "en.md").read_text("utf-8").endswith(f"---\n\nIt is said.\n\n    {mark}\n")
    assert (briefs / "d/en.md").read_text("utf-8").count("[TOC]") == 2
    assert report.count("list of contents, such as [TOC], were left out of 3 texts") == 1


def test_a_snippet_is_put_in_or_reported(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "mkdocs.yml": "site_name: A\n",
        "docs/a.md": '# A\n\n- One\n\n    --8<-- "docs/_parts/note.md"\n\n```py\n--8<-- "run.py"\n```\n'
        '\n--8<-- "no.md"\n',
        "docs/b.md": "# B\n\nIt is said.\n",
        "docs/_parts/note.md": "See [B](b.md) and\n![x](x.png).\n",
        "docs/x.png": picture(8),
        "run.py": "# [B](b.md)\nprint(1)\n",
    }
    briefs, report = imported(briefgen, tmp_path, files)
    body = (briefs / "a/en.md").read_text("utf-8")
    assert "- One\n\n    See [B](brief:b) and\n    ![x](x.png).\n\n```py\n# [B](b.md)\nprint(1)\n```\n\n--8<--" in body
    assert (briefs / "a/x.png").is_file()
    assert '“--8<-- "no.md"” was not inserted: the folder has no such file' in report


def test_a_place_with_a_blank_is_a_link_and_is_reported_once(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.md": "# A\n\nSee [it](b.md#a- b) there.\n", "b.md": "# B\n\n## A b\n\nIt is.\n"}
    briefs, report = imported(briefgen, tmp_path, files)
    assert "[it](brief:b#a-%20b)" in (briefs / "a/en.md").read_text("utf-8")
    assert report.count("the link “b.md#a- b” leads to nothing that was imported") == 1
