"""Numbers before the names of a folder, ``01-intro/02_setup``: they give its order, and are no part of an address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

_NUMBER = re.compile(r"(\d{1,3})[ \t]*[-_.]+[ \t]*(?=[^\W\d])")
"""Not a day or a year."""


@dataclass(frozen=True, slots=True)
class NumberedNames:
    """``plain`` are keys of documents without numbers, by those with them; ``numbers`` are by plain keys."""

    plain: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)


def numbered_names(keys: Iterable[str], heads: Collection[str]) -> NumberedNames:
    """The numbers of all folders in which most names, and two of them, have one.

    One of ``heads``, the names of the first page of a folder, needs no number beside its own.
    """
    every = sorted(set(keys))
    within: dict[str, set[str]] = {}
    for key in every:
        parts = key.split("/")
        for depth, name in enumerate(parts):
            within.setdefault("/".join(parts[:depth]), set()).add(name)
    named = {folder: _without_numbers(names, heads) for folder, names in within.items()}
    plain, numbers = dict[str, str](), dict[str, float]()
    for key in every:
        parts, made = key.split("/"), list[str]()
        for depth, name in enumerate(parts):
            new, number = named["/".join(parts[:depth])].get(name, (name, None))
            made.append(new)
            if number is not None:
                numbers["/".join(made)] = number
        plain[key] = "/".join(made)
    return NumberedNames(plain, numbers)


def _without_numbers(names: Iterable[str], heads: Collection[str]) -> dict[str, tuple[str, int]]:
    """The names of a folder that lose their numbers, with these; none that would then be the name of two."""
    every = set(names)
    found = {name: number for name in every if (number := _NUMBER.match(name))}
    if len(found) < 2 or 2 * len(found) <= len(every):
        found = {name: number for name, number in found.items() if name[number.end() :].lower() in heads}
    new = {name: name[number.end() :] for name, number in found.items()}
    taken = Counter([*new.values(), *(every - found.keys())])
    return {name: (plain, int(found[name][1])) for name, plain in new.items() if taken[plain] == 1}
