"""YAML that other programs read as well, as texts in lists and mappings."""

from __future__ import annotations

from typing import Any

import yaml

from briefgen.reading.yaml.tree import MAX_REPEATED

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FREE = 10 * MAX_REPEATED
"""Characters that aliases may add to those of the file."""


def plain_yaml(text: str) -> Any:
    """The value of one document, in which each scalar is text as it was typed.

    Raises ValueError for what is not YAML, is nested too deeply, or is much longer with its aliases written out.
    """
    try:
        value = yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError as problem:
        mark, said = getattr(problem, "problem_mark", None), " ".join(str(problem).split())
        place = f"line {mark.line + 1}: {getattr(problem, 'problem', said)}" if mark else said
        raise ValueError("it is nested too deeply" if "maximum nesting" in said else place) from problem
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    left, waiting = 2 * len(text) + _FREE, [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += (part for entry in one.items() for part in entry)
        elif isinstance(one, list):
            waiting += one
        left -= 1 + len(one) if isinstance(one, str) else 1
        if left < len(waiting):
            raise ValueError("its aliases (*) repeat too much: write it out")
    return value
