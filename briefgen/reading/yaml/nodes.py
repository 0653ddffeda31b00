"""From a YAML file to written models: strict, with the place of every part, all problems at once.

A file is a pure function of its bytes and its path. What cannot be read is reported; what can be read
is kept, so that one mistake does not hide the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Span, error
from briefgen.model.core.written import Written
from briefgen.reading.bounded import allowed, within
from briefgen.reading.cache import Newest
from briefgen.reading.disk.text import read_text
from briefgen.reading.yaml.problems import explain
from briefgen.reading.yaml.tree import Path, YamlTree, read_tree

T = TypeVar("T", bound=BaseModel)
K = TypeVar("K", dict[str, Any], list[Any])

Standins = Mapping[str, Any]
"""What stands, by key, for a part that is missing or broken, so that the rest can be used."""

_READING = "reading the file"
_trees: Newest[Outcome[YamlTree]] = Newest(for_previews=True)


def decode(
    model: type[T], content: bytes, path: str, *, first_line: int = 1, standins: Standins | None = None
) -> Outcome[Written[T] | None]:
    """One model from a whole file, or from front matter that begins on ``first_line`` of the file.

    None when it is broken; with ``standins``, then, what can be read and these in place of the rest.
    """

    def read() -> Outcome[Written[T] | None]:
        report = Report()
        tree = report.take(_tree(content, path, first_line))
        written = report.take(_model(model, tree, (), tree.places, standins))
        return Outcome(written, report.sorted())

    return within(_READING, Span(path, first_line), read, lambda: None)


def decode_map(
    model: type[T], content: bytes, path: str, *, standins: Standins | None = None
) -> Outcome[dict[str, Written[T]]]:
    """A mapping id → model, in the author's order; entries that are broken are left out or patched."""
    return within(_READING, Span(path), lambda: _read_map(model, content, path, standins), dict)


def _read_map(model: type[T], content: bytes, path: str, standins: Standins | None) -> Outcome[dict[str, Written[T]]]:
    report = Report()
    tree = report.take(_tree(content, path))
    entries = report.take(_whole(tree, dict, "a mapping from ids"))
    spans = _spans_of_entries(tree, ())
    found = {id: report.take(_model(model, tree, (id,), spans[id], standins)) for id in entries}
    return Outcome({id: written for id, written in found.items() if written is not None}, report.sorted())


def decode_list(
    model: type[T], content: bytes, path: str, *, under: str | None = None, standins: Standins | None = None
) -> Outcome[list[Written[T]]]:
    """A list of models; the list may also stand alone under the key ``under``. Broken items are left out or patched."""
    return within(_READING, Span(path), lambda: _read_list(model, content, path, under, standins), list)


def _read_list(
    model: type[T], content: bytes, path: str, under: str | None, standins: Standins | None
) -> Outcome[list[Written[T]]]:
    report = Report()
    tree = report.take(_tree(content, path))
    root: Path = ()
    if under is not None and isinstance(tree.value, dict):
        root = (under,)
        report.add(_other_keys(tree, under))
    items = report.take(_whole(tree, list, "a list", root))
    spans = _spans_of_entries(tree, root)
    places = range(len(items))
    found = [report.take(_model(model, tree, (*root, place), spans[place], standins)) for place in places]
    return Outcome([written for written in found if written is not None], report.sorted())


def is_whole(content: bytes, path: str) -> bool:
    """Tell whether all of a file can be read, so that what it does not hold is not there."""
    return within(_READING, Span(path), lambda: Outcome(_tree(content, path).value.sound), lambda: False).value


def _tree(content: bytes, path: str, first_line: int = 1) -> Outcome[YamlTree]:
    """The tree of a file; a file that is not text gives an empty one that is not sound."""
    most = allowed().entries
    return _trees.get((path, first_line), (content, most), lambda: _tree_of(content, path, first_line, most))


def _tree_of(content: bytes, path: str, first_line: int, most: int) -> Outcome[YamlTree]:
    report = Report()
    text = report.take(read_text(content, path, first_line))
    tree = YamlTree(sound=False) if text is None else report.take(read_tree(text, path, first_line, most))
    tree.places.setdefault((), Span(path, first_line))
    return Outcome(tree, report.sorted())


def _whole(tree: YamlTree, kind: type[K], wanted: str, root: Path = ()) -> Outcome[K]:
    """The outermost mapping or list; an empty file has an empty one."""
    value = tree.value if not root else tree.value.get(root[0])
    if isinstance(value, kind):
        return Outcome(value)
    if value is None:
        return Outcome(kind())
    return Outcome(kind(), (error("value-has-type", f"{wanted} is expected here", tree.places[root]),))


def _other_keys(tree: YamlTree, under: str) -> tuple[Diagnostic, ...]:
    hint = f"write a list, or a list under “{under}:”"
    return tuple(
        error("key-is-known", f"“{key}” is not a valid key here", tree.keys[(key,)], hint)
        for key in tree.value
        if key != under
    )


def _spans_of_entries(tree: YamlTree, root: Path) -> dict[str | int, dict[Path, Span]]:
    """The places below each entry, by their path in it."""
    depth = len(root)
    spans: defaultdict[str | int, dict[Path, Span]] = defaultdict(dict)
    for path, span in tree.places.items():
        if len(path) > depth and path[:depth] == root:
            spans[path[depth]][path[depth + 1 :]] = span
    return spans


def _model(
    model: type[T], tree: YamlTree, root: Path, spans: Mapping[Path, Span], standins: Standins | None
) -> Outcome[Written[T] | None]:
    given = tree.value
    for part in root:
        given = given[part]
    given = {} if given is None else given
    span = tree.places[root]
    try:
        return Outcome(Written(model.model_validate(given), span, spans))
    except ValidationError as failure:
        problems = explain(failure, model, tree, root, incomplete=not tree.sound)
        wrong = [(details["loc"], details["type"]) for details in failure.errors(include_url=False) if details["loc"]]
    value = None if standins is None else _patched(model, given, wrong, standins)
    return Outcome(None if value is None else Written(value, span, spans, whole=False), problems)


def _patched(model: type[T], given: Any, wrong: Sequence[tuple[Path, str]], standins: Standins) -> T | None:
    """The model from what is sound, with as few stand-ins as it takes; an unknown key takes nothing with it."""
    extra = [path for path, kind in wrong if kind == "extra_forbidden"]
    known = _without(given, extra)
    of_values = [path for path, kind in wrong if kind != "extra_forbidden"]
    emptied = _emptied(known, of_values)
    kept = _sound(emptied, _broken(model, emptied), standins)
    plain = _sound(known, {path[0] for path in of_values}, standins)
    broken = {path[0] for path, _ in wrong}
    sound = _sound(given, broken, {})
    for attempt in (kept, plain, _sound(given, broken, standins), {**standins, **sound}, dict(standins)):
        try:
            return model.model_validate(attempt)
        except ValidationError:
            continue
    return None


def _emptied(given: Any, wrong: Sequence[Path]) -> Any:
    """Return what is given with an empty entry for each that cannot be read: what refers to it by its id finds it."""
    if not isinstance(given, dict):
        return given
    entries: defaultdict[str | int, dict[str | int, Any]] = defaultdict(dict)
    for path in wrong:
        if len(path) > 1 and isinstance(given.get(path[0]), dict):
            entries[path[0]][path[1]] = {}
    return {key: {**value, **entries[key]} if key in entries else value for key, value in given.items()}


def _broken(model: type[T], given: Any) -> set[str | int]:
    """The keys whose values the model refuses."""
    try:
        model.model_validate(given)
    except ValidationError as failure:
        return {details["loc"][0] for details in failure.errors(include_url=False) if details["loc"]}
    return set()


def _sound(given: Any, broken: set[str | int], standins: Standins) -> dict[str, Any]:
    """Return what is given but for the keys that are broken, which have their stand-ins."""
    sound = {key: value for key, value in given.items() if key not in broken} if isinstance(given, dict) else {}
    return {key: value for key, value in standins.items() if key in broken} | sound


def _without(given: Any, keys: Sequence[Path]) -> Any:
    """Return what is given without some of its keys, each by its path."""
    here: set[str | int] = set()
    below: defaultdict[str | int, list[Path]] = defaultdict(list)
    for first, *rest in keys:
        if rest:
            below[first].append(tuple(rest))
        else:
            here.add(first)
    if isinstance(given, dict):
        parts = ((key, value) for key, value in given.items() if key not in here)
        return {key: _without(value, below[key]) if key in below else value for key, value in parts}
    if isinstance(given, list):
        return [_without(value, below[at]) if at in below else value for at, value in enumerate(given)]
    return given
