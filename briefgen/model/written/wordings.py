"""The parts of an entry of YAML, its wordings among them: one walk for everyone who looks for words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.written import Lang, LocalText, Written
from briefgen.model.written.charts import Chart

B = TypeVar("B", bound=BaseModel)
Path = tuple[str | int, ...]


class EntryPart(NamedTuple):
    """Anything in an entry: a model, a list, a wording, a text; ``owners`` are the models that it is in."""

    value: Any
    path: Path = ()
    owners: tuple[BaseModel, ...] = ()
    field: str = ""
    """The field of the innermost owner that it is in."""

    @property
    def is_cell(self) -> bool:
        """Whether it is a cell of a chart that is worded by language."""
        if not (self.owners and isinstance(self.owners[-1], Chart) and self.field == "data" and len(self.path) == 3):
            return False
        cell = self.value.root if isinstance(self.value, LocalText) else self.value
        return isinstance(cell, Mapping) and "fact" not in cell and all(isinstance(it, str) for it in cell.values())


def parts(entry: BaseModel, *, texts: bool = False) -> Iterator[EntryPart]:
    """The entry and all that is given in it, in the order of the schema; its plain texts only with ``texts``.

    A wording is one part in all its languages.
    """
    waiting, left_out = [EntryPart(entry)], (NoneType,) if texts else (NoneType, str)
    while waiting:
        part = waiting.pop()
        yield part
        waiting += reversed([it for it in _inner(part) if not isinstance(it.value, left_out)])


def _inner(part: EntryPart) -> Iterator[EntryPart]:
    value, path, owners, field = part
    if isinstance(value, LocalText | str):
        return
    if isinstance(value, BaseModel):
        for name, about in type(value).model_fields.items():
            yield EntryPart(getattr(value, name), (*path, about.alias or name), (*owners, value), name)
    elif isinstance(value, dict | tuple | list):
        for key, it in value.items() if isinstance(value, dict) else enumerate(value):
            yield EntryPart(it, (*path, key), owners, field)


def wordings(entry: BaseModel, *, cells: bool = False) -> Iterator[EntryPart]:
    """Its wordings; with ``cells`` those of a chart's data too."""
    for part in parts(entry):
        if isinstance(part.value, LocalText):
            yield part
        elif cells and part.is_cell:
            yield part._replace(value=LocalText(dict(part.value)))


def words_of(written: Written[Any]) -> Iterator[tuple[str, Lang, Span]]:
    """Yield what the wordings of an entry say in each language, with its place."""
    return iter(written.about(_words_of))


def _words_of(written: Written[Any]) -> tuple[tuple[str, Lang, Span], ...]:
    return tuple(
        (words, lang, written.at(*part.path, lang))
        for part in wordings(written.value)
        for lang, words in part.value.root.items()
    )


def with_wordings(entry: B, made: Mapping[Path, LocalText]) -> B:
    """The entry with other wordings at these paths."""
    for path, wording in made.items():
        entry = _with(entry, path, wording)
    return entry


def _with(value: Any, path: Path, made: LocalText) -> Any:
    if not path:
        return made
    key, rest = path[0], path[1:]
    if isinstance(value, BaseModel):
        name = next(name for name, about in type(value).model_fields.items() if key == (about.alias or name))
        return value.model_copy(update={name: _with(getattr(value, name), rest, made)})
    if isinstance(value, Mapping):
        return {**value, key: _with(value[key], rest, made)}
    return tuple(_with(inner, rest, made) if at == key else inner for at, inner in enumerate(value))
