"""Publishes two big sites in turn into the folder named on the command line, until it is killed."""

import itertools
import random
import sys
from pathlib import Path

from briefgen.model.output.tree import Tree
from briefgen.writing.site import atomic_swap
from briefgen.writing.site.publish import publish


def big(name: str) -> Tree:
    letters = random.Random(name)
    paths = [f"{part}/{number}.html" for part in "abc" for number in range(25 if name == "A" else 20)]
    same = {f"same/{number}.css": b"same" * 1000 for number in range(20)}
    return Tree({"name": name.encode(), **{path: letters.randbytes(8000) for path in paths}, **same})


if __name__ == "__main__":
    if sys.argv[2] == "renames":
        atomic_swap._exchange = lambda *_: False
    for turn in itertools.cycle("AB"):
        assert publish(big(turn), Path(sys.argv[1])).value.done
        print(turn, flush=True)
