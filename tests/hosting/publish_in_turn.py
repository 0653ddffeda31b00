"""Publishes two sites in turn from the project named on the command line, until it is killed."""

import itertools
import os
import sys
from pathlib import Path

from repositories import SOMEONE, Place


def site(name: str) -> dict[str, bytes]:
    return {
        "name": name.encode(),
        **{f"en/{number}.html": f"<p>{name} {number}".encode() * 200 for number in range(20)},
    }


if __name__ == "__main__":
    root = Path(sys.argv[1])
    place = Place(root, root.parent / "pages.git", {**os.environ, **SOMEONE})
    for turn in itertools.cycle("AB"):
        assert place.build(site(turn)).publish().value is not None
        print(turn, flush=True)
