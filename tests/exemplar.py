"""The project's own site, built once for all processes of a test run."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock
from projects import ROOT, Exemplar

from briefgen.build import BuildOptions, build
from briefgen.model.diagnostics import Outcome
from briefgen.reading.world import DiskWorld
from briefgen.running.executors import executor
from briefgen.running.packing import pack, unpack
from briefgen.running.store import FileStore
from briefgen.writing.publish import publish


def build_exemplar(shared: Path) -> Exemplar:
    """Build into ``shared`` when no process of this run has done so."""
    folder, told = shared / "exemplar", shared / "exemplar-told"
    with FileLock(shared / "exemplar.lock"):
        if not told.exists():
            with executor("processes") as workers:
                outcome = build(DiskWorld(ROOT), BuildOptions(), executor=workers, store=FileStore(shared / "store"))
            assert publish(outcome.value, folder).value.done
            told.write_bytes(pack(Outcome(None, outcome.diagnostics)))
    outcome = unpack(told.read_bytes())
    assert outcome is not None
    return Exemplar(folder, outcome.diagnostics)
