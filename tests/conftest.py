"""Shared by all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from projects import Built, Project, exemplar_files

from briefgen.build import BuildOptions, build
from briefgen.model.tree import Tree
from briefgen.reading.world import MemoryWorld
from briefgen.running.executors import executor
from briefgen.running.packing import pack, unpack
from briefgen.running.store import FileStore, MemoryStore
from briefgen.writing.publish import publish

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _no_environment_of_the_developers_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a developer has set for their own terminal changes no test."""
    for name in ("NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
