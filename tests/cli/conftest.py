"""The small project on the disk, and the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.command import laid_out
from support.project import SMALL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_out(tmp_path, SMALL)
