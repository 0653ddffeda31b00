"""Builds a project twice with two processes, and prints what others made for each build and what came out.

A process that runs tests has threads, and is not forked.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from briefgen.building import build as building
from briefgen.building.build import BuildOptions, build
from briefgen.reading.world import DiskWorld
from briefgen.running.executors import executor
from briefgen.running.store import FileStore


class Watched(FileStore):
    """Counts what others have put into it."""

    by_others = 0

    def made_by_others(self, keys: list[str]) -> None:
        """As ``Ahead`` tells it."""
        self.by_others += len(keys)


def tell_what_others_hold() -> None:
    """Say on stderr how many letters of pages a process that was forked still has at its end."""
    fill, own = building._pages_of_share, os.getpid()

    def watched(*args: Any, **options: Any) -> Any:
        made = fill(*args, **options)
        letters = sum(len(page.html) for pages in made.value.values() for page in pages)
        if os.getpid() != own and letters:
            print(f"{letters} letters are held", file=sys.stderr, flush=True)
        return made

    building._pages_of_share = watched


def main(root: Path, store: Path) -> None:
    """Print a list of both builds."""
    building._FEW_CHECKED = building._FEW_FILLED = 2
    tell_what_others_hold()
    told = []
    for _ in range(2):
        watched = Watched(store)
        with executor("processes:2") as workers:
            made = build(DiskWorld(root), BuildOptions(web_only=True), executor=workers, store=watched)
        digests = {path: made.value.digest(path) for path in made.value}
        told.append([watched.by_others, digests, [str(it) for it in made.diagnostics]])
    print(json.dumps(told))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
