"""What the schema asks for at a place: the model whose keys stand there, the key that names a value."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from briefgen.model.written.written import LocalText


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
    """How the schema describes what may stand at ``path``; empty when it does not."""
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
    """Whether a text, or one text a language, may stand at ``path``."""
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
