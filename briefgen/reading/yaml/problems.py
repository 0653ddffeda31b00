"""What validation found wrong, in an author's words and at the author's line."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from briefgen.language.matching.nearest import did_you_mean, nearest
from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.core.rules import REMOVED
from briefgen.model.core.written import LocalText
from briefgen.model.values.scalars import Bare
from briefgen.reading.yaml.tree import Path, YamlTree
from briefgen.reading.yaml.unquoted import typographic

_WANTED = {
    "string_type": "text",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dataclass_type": "a mapping",
    "list_type": "a list",
    "tuple_type": "a list",
    "none_required": "nothing",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "decimal_type": "a number",
    "bool_type": "true or false",
}
_BOUNDS = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}
_SIZES = {"too_short": "min_length", "too_long": "max_length"}
_ON_THE_PAGE = {"who": "owner", "when": "due", "by-when": "due", "sign-of-success": "sign"}
"""What stands before a value on the pages → its key."""
_WORDS_ONLY = re.compile(r"\^\(([\w|.-]+)\)\$")


@dataclass(frozen=True, slots=True)
class _PlacedProblem:
    """One problem: where it is in the author's tree, and the branch of a union that it belongs to."""

    path: Path
    union: tuple[str | int, ...] | None
    branch: str | int | None
    details: ErrorDetails


def explain(
    failure: ValidationError, model: type[BaseModel], tree: YamlTree, root: Path = (), *, incomplete: bool = False
) -> tuple[Diagnostic, ...]:
    """Diagnostics for all that ``failure`` lists about the part of ``tree`` at ``root``.

    A key that is missing because it is mistyped is reported once, as mistyped. With ``incomplete`` none is
    reported as missing: a syntax error may have hidden it.
    """
    found = _one_a_union(_places(failure, tree, root))
    mistyped = {(each.path[:-1], _meant(each, model)) for each in found if each.details["type"] == "extra_forbidden"}
    return tuple(
        _tell(each, model, tree, root)
        for each in found
        if each.details["type"] != "missing"
        or not (incomplete or (each.path, str(each.details["loc"][-1])) in mistyped)
    )


def _places(failure: ValidationError, tree: YamlTree, root: Path) -> list[_PlacedProblem]:
    whole = _at(tree.value, root)
    return [_place(details, whole) for details in failure.errors(include_url=False)]


def _place(details: ErrorDetails, whole: Any) -> _PlacedProblem:
    """Follow a location as far as the author's tree has it; what is not in the tree names a branch of a union."""
    path: list[str | int] = []
    union: tuple[str | int, ...] | None = None
    branch: str | int | None = None
    location = details["loc"]
    for index, part in enumerate(location):
        if _holds(whole, part):
            whole = whole[part]
            path.append(part)
        elif branch is None and not (details["type"] == "missing" and index == len(location) - 1):
            union, branch = location[:index], part
    return _PlacedProblem(tuple(path), union, branch, details)


def _holds(whole: Any, part: str | int) -> bool:
    if isinstance(whole, dict):
        return part in whole
    return isinstance(whole, list) and isinstance(part, int) and part < len(whole)


def _one_a_union(found: Sequence[_PlacedProblem]) -> list[_PlacedProblem]:
    """Of the branches of a union that all failed, the one that the author most likely meant: which went deepest."""
    unions: dict[tuple[str | int, ...], list[_PlacedProblem]] = {}
    for each in found:
        if each.union is not None:
            unions.setdefault(each.union, []).append(each)
    meant = {union: max(all_of_it, key=lambda each: len(each.path)).branch for union, all_of_it in unions.items()}
    return [each for each in found if each.union is None or each.branch == meant[each.union]]


def _tell(found: _PlacedProblem, model: type[BaseModel], tree: YamlTree, root: Path) -> Diagnostic:
    kind = found.details["type"]
    path = (*root, *found.path)
    if kind == "missing":
        return _missing(str(found.details["loc"][-1]), model, found.path, _span(tree, path))
    if kind == "extra_forbidden":
        return _unknown(model, tree, path, found.path)
    given = _at(tree.value, path)
    if isinstance(given, Bare) and (marks := typographic(given))[0]:
        return error("value-has-type", marks[0], _span(tree, path), marks[1])
    if kind in ("value_error", "assertion_error"):
        sentence = str(found.details.get("ctx", {}).get("error", found.details["msg"]))
        return error("value-has-type", sentence, _span(tree, path))
    if given is None:
        return _empty(tree, path)
    message, hint = _complaint(found, model, given, _name(path))
    return error("value-has-type", message, _span(tree, path), hint)


def _missing(key: str, model: type[BaseModel], path: Path, span: Span) -> Diagnostic:
    choices = choices_at(model, (*path, key))
    hint = f"add “{key}: {choices[0]}” or another of {', '.join(choices)}" if choices else f"add “{key}: …”"
    return error("key-is-given", f"the key “{key}” is missing", span, hint)


def _unknown(model: type[BaseModel], tree: YamlTree, path: Path, below: Path) -> Diagnostic:
    key = str(path[-1])
    for holder in models_at(model, below[:-1]):
        if rule := getattr(holder, "removed", {}).get(key):
            message = f"the rule “{rule}”, which read “{key}”, was removed"
            return error("key-is-known", message, tree.keys.get(path, tree.places[()]), f"delete it; {REMOVED[rule]}")
        if name := getattr(holder, "renamed", {}).get(key):
            message = f"“{key}” is now called “{name}”"
            return error("key-is-known", message, tree.keys.get(path, tree.places[()]), f"write {name}:")
    known = _keys_at(model, below[:-1])
    otherwise = f"the keys here are {', '.join(known)}" if known else "delete it"
    hint = _COMMA if path in tree.bare else did_you_mean(_as_on_the_page(key, known), known, otherwise)
    return error("key-is-known", f"“{key}” is not a valid key here", tree.keys.get(path, tree.places[()]), hint)


def _meant(found: _PlacedProblem, model: type[BaseModel]) -> str | None:
    known = _keys_at(model, found.path[:-1])
    return nearest(_as_on_the_page(str(found.path[-1]), known), known)


def _as_on_the_page(key: str, known: Sequence[str]) -> str:
    """The key whose value the pages show under this word, where it can stand here; else the word itself."""
    meant = _ON_THE_PAGE.get(key.casefold().replace("_", "-").replace(" ", "-"), key)
    return meant if meant in known else key


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    return [name for holder in models_at(model, path) for name in known_keys(holder)]


_COMMA = "inside { } a comma ends a text: put a text with a comma in quotes"


def _empty(tree: YamlTree, path: Path) -> Diagnostic:
    hint = _COMMA if path in tree.bare else "write a value after the colon, or delete the key"
    return error("value-has-type", f"{_name(path)} is empty", _span(tree, path), hint)


def _complaint(found: _PlacedProblem, model: type[BaseModel], given: Any, name: str) -> tuple[str, str]:
    """The sentence and the hint for a value that is there and does not fit."""
    kind, context = found.details["type"], found.details.get("ctx", {})
    if kind in _WANTED:
        return f"{name} is {_kind(given)}; {_WANTED[kind]} is expected here", _shape_hint(kind, model, found.path)
    if kind in ("enum", "literal_error"):
        choices = choices_at(model, found.path) or _quoted(str(context.get("expected", "")))
        return _not_a_choice(name, given, choices)
    if kind == "string_pattern_mismatch":
        return _wrong_form(name, given, str(context.get("pattern", "")), form_at(model, found.path))
    if kind in _BOUNDS:
        words, key = _BOUNDS[kind]
        return f"{name} is {given}; it must be {words} {context.get(key)}", ""
    if kind in _SIZES:
        wanted = context.get(_SIZES[kind])
        return (
            f"{name} has {len(given)} entries; {'at least' if kind == 'too_short' else 'at most'} {wanted} is expected",
            "",
        )
    return f"{name} does not fit here", f"{_kind(given)} was given"


def _not_a_choice(name: str, given: Any, choices: Iterable[str]) -> tuple[str, str]:
    listed = ", ".join(choices)
    if not isinstance(given, str):
        return f"{name} is {_kind(given)}; one word is expected here", f"write one of {listed}"
    return f"{name} cannot be “{given}”", did_you_mean(given, choices, f"write one of {listed}")


def _wrong_form(name: str, given: Any, pattern: str, form: str) -> tuple[str, str]:
    if (words := _WORDS_ONLY.fullmatch(pattern)) is not None:
        return _not_a_choice(name, given, tuple(words[1].split("|")))
    return f"{name} cannot be written “{given}”", form or "docs/authoring.md shows how it is written"


def _shape_hint(kind: str, model: type[BaseModel], path: Path) -> str:
    if _WANTED[kind] != "a mapping":
        return ""
    if takes_wording(model, path):
        return "write one text, or one text a language: {ko: …, en: …}"
    known = _keys_at(model, path)
    return f"write its keys on indented lines below it: {', '.join(known)}" if known else "write “key: value” below it"


def _kind(given: Any) -> str:
    if given is None:
        return "empty"
    if isinstance(given, dict):
        return "a mapping"
    return "a list" if isinstance(given, list) else "text"


def _name(path: Path) -> str:
    """Return how the value at ``path`` is called: its key, with the position in a list."""
    if not path:
        return "this"
    if isinstance(path[-1], int):
        return f"entry {path[-1] + 1}" + (f" of “{path[-2]}”" if len(path) > 1 else "")
    return f"“{path[-1]}”"


def _quoted(expected: str) -> tuple[str, ...]:
    return tuple(re.findall(r"'([^']*)'", expected))


def _at(whole: Any, path: Path) -> Any:
    for part in path:
        whole = whole[part]
    return whole


def _span(tree: YamlTree, path: Path) -> Span:
    """The place of the part at ``path``, or of the nearest whole that has one."""
    while path not in tree.places:
        path = path[:-1]
    return tree.places[path]


# What the schema asks for at a place: the model whose keys stand there, the key that names a value


def models_at(model: type[BaseModel], path: Sequence[str | int]) -> tuple[type[BaseModel], ...]:
    """The models that may stand at ``path`` below ``model``."""
    return tuple(found for found in _kinds_at(model, path) if _has_keys(found))


def known_keys(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys an author may write, in the order of the schema."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def choices_at(model: type[BaseModel], path: Sequence[str | int]) -> tuple[str, ...]:
    """The words that may stand at ``path`` when it takes one of a few words, else none."""
    for kind in _kinds_at(model, path):
        if isinstance(kind, type) and issubclass(kind, Enum):
            return tuple(str(choice.value) for choice in kind)
    return ()


def form_at(model: type[BaseModel], path: Sequence[str | int]) -> str:
    """Return how the schema describes what may stand at ``path``; empty when it does not."""
    if not path:
        return ""
    fields = (_field(holder, path[-1]) for holder in models_at(model, path[:-1]))
    return next((said for field in fields if field is not None and (said := _described(field))), "")


def _described(field: FieldInfo) -> str:
    """The description of a field, or of one of the types that it may have."""
    if field.description:
        return field.description
    marks = (mark for kind in get_args(field.annotation) for mark in getattr(kind, "__metadata__", ()))
    return next((mark.description for mark in marks if isinstance(mark, FieldInfo) and mark.description), "")


def takes_wording(model: type[BaseModel], path: Sequence[str | int]) -> bool:
    """Tell whether a text, or one text a language, may stand at ``path``."""
    return LocalText in _kinds_at(model, path)


def _kinds_at(model: type[BaseModel], path: Sequence[str | int]) -> tuple[Any, ...]:
    kinds: tuple[Any, ...] = (model,)
    for part in path:
        kinds = tuple(below for kind in kinds for below in _below(kind, part))
    return kinds


def _below(kind: Any, part: str | int) -> Iterator[Any]:
    if _has_keys(kind):
        field = _field(kind, part)
        if field is not None:
            yield from _plain(field.annotation)
        return
    arguments = get_args(kind)
    if get_origin(kind) is dict and len(arguments) == 2:
        yield from _plain(arguments[1])
    elif arguments and isinstance(part, int):
        yield from _plain(arguments[0])


def _field(model: type[BaseModel], key: str | int) -> FieldInfo | None:
    fields = model.model_fields.items()
    return next((field for name, field in fields if key in (field.alias, name)), None)


def _plain(annotation: Any) -> Iterator[Any]:
    """The kinds an annotation allows, without optional, union and annotated wrappings.

    A sequence yields its items too: many keys take one item in place of a list.
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _plain(arguments[0])
    elif origin in (Union, types.UnionType):
        for each in arguments:
            yield from _plain(each)
    else:
        yield annotation
        if origin in (tuple, list) and arguments:
            yield from _plain(arguments[0])


def _has_keys(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel) and not issubclass(kind, RootModel)
