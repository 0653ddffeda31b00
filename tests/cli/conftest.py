"""The small project on the disk, and the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.command import Run, laid_out, runner
from support.project import SMALL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_out(tmp_path, SMALL)


@pytest.fixture
def briefgen(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)
