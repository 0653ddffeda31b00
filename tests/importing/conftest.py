"""Runs the command in the process of the tests."""

from __future__ import annotations

import pytest
from support.command import Run, runner


@pytest.fixture
def briefgen(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)
