"""A build whose pages and texts lie on the disk gives what one in memory gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.built_trees import differing
from support.memory_store import MemoryStore
from support.project import SMALL, Project

from briefgen.model.output.spill import Spill, Spilled
from briefgen.model.output.tree import HeldFiles
from briefgen.running import serialise
from briefgen.running.store import NullStore, Store

TEXT = "content/briefs/first/en.md"


@pytest.mark.parametrize("make", [MemoryStore, NullStore])
def test_the_same_site_and_the_same_problems(
    make: type[Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serialise, "_MUCH", 0)  # else the few texts of a small site stay open
    own, other = Project(store=make()), Project(store=make())
    for old, new in (("", ""), ("We took every", "Nobody took any"), ("Nobody took any", 'Nobody "took" any')):
        own, other = (it.with_file(TEXT, it.files.get(TEXT, SMALL[TEXT]).replace(old, new)) for it in (own, other))
        with Spill(tmp_path) as spill:
            found, wanted = own.build(spill=spill), other.build()
            assert differing(dict(found.tree.files), dict(wanted.tree.files)) == []
        assert found.diagnostics == wanted.diagnostics
        assert isinstance(found.tree.files, HeldFiles)
        assert isinstance(found.tree.files.held["en/briefs/first.html"], Spilled)
