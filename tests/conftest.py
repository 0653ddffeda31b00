"""Shared by all tests."""

from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _no_environment_of_the_developers_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a developer has set for their own terminal changes no test."""
    for name in ("NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
