"""A site can be made without PDFs, and then names none."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.command import laid_out, runner
from support.project import SMALL


def test_a_site_without_pdfs_names_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, briefgen = laid_out(tmp_path, SMALL), runner(capsys)
    ran = briefgen("build", "-C", folder, "--no-pdfs", "--executor", "inline")
    assert ran.code == 0, ran.out
    site = folder / "site"
    assert not list(site.rglob("*.pdf")) and (site / "en/briefs/first.html").is_file()
    assert not [page for page in site.rglob("*.html") if ".pdf" in page.read_text("utf-8")]
    assert (
        "rebuilt" in briefgen("build", "-C", folder, "--no-pdfs", "--explain", "--no-cache", "--executor", "inline").err
    )
