"""One digest for a value: equal inside, equal digest, on any machine and in any process.

Every part is written with its kind and its length, so that no two different values give the same
bytes. Order counts where it can reach a reader: a mapping with its entries in another order is
another value here, because a template lists them in that order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from typing import Any

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import Node
from briefgen.model.output.spill import SpilledText

DIGEST_SIZE = 20

_Add = Callable[[bytes], None]
Known = dict[int, tuple[object, str]]
"""Python's id of a value → the value, so that no other gets its id, and its fingerprint."""


def fingerprint(value: object, *, with_places: bool = False, known: Known | None = None) -> str:
    """The digest of ``value`` as 40 hexadecimal digits.

    Takes None, booleans, numbers, ``Decimal``, text, bytes, dates, enums, tuples, lists, sets, mappings,
    dataclasses and pydantic models. Raises TypeError for anything else, a ``Path`` too: a path says where a thing
    stands, not what it is. For the same reason fields of ``compare=False`` are left out, such as the place of a text in
    its file, but for one ``with_places``.

    Texts are most of a site, and stand in many values: the fingerprint of each is taken from ``known``, and put there.
    """
    return _digest(partial(_feed, value, places=with_places, known={} if known is None else known))


def _digest(write: Callable[[_Add], None]) -> str:
    parts: list[bytes] = []
    write(parts.append)
    return hashlib.blake2b(b"".join(parts), digest_size=DIGEST_SIZE).hexdigest()


def _feed(value: Any, add: _Add, places: bool, known: Known | None) -> None:
    kind: Any = type(value)
    if kind is str:
        content = value.encode("utf-8", "surrogatepass")
        add(b"text %d:%s" % (len(content), content))
    else:
        _way_of(kind, places)(value, add, known)


_Write = Callable[[Any, _Add, Known | None], None]


@cache
def _way_of(kind: Any, places: bool) -> _Write:
    """Return how a value of a class is written."""
    if (plain := _PLAIN.get(kind)) is not None:
        return partial(_plain, *plain)
    if kind in (tuple, list):
        return partial(_sequence, kind.__name__.encode(), places)
    if issubclass(kind, Enum):
        return lambda value, add, _: add(_part(b"enum", f"{_name(kind)}.{value.name}".encode()))
    if issubclass(kind, Node) and kind is not Node:  # a text that has not been opened
        return _way_of(Node, places)
    if is_dataclass(kind):
        return partial(_text_tree, places) if kind is Node else _way_of_record(kind, places)
    if hasattr(kind, "model_fields"):
        return partial(_model, kind, places)
    if issubclass(kind, Mapping):
        return partial(_mapping, places)
    if issubclass(kind, set | frozenset):
        return partial(_set, places)
    return _way_of_subclass(kind, places)


def _way_of_record(kind: Any, places: bool) -> _Write:
    return partial(_record, *_parts_of(kind, _fields(kind, places)), places)


def _way_of_subclass(kind: type[Any], places: bool) -> _Write:
    """A named tuple, or a subclass of text such as Markup: its class counts, then its content."""
    base = next((base for base in kind.__mro__[1:] if base in _PLAIN or base in (tuple, list)), None)
    if base is None:
        raise TypeError(f"{_name(kind)} has no fingerprint")
    head, plain = _part(b"subclass", _name(kind).encode()), base

    def write(value: Any, add: _Add, known: Known | None) -> None:
        add(head)
        _feed(plain(value), add, places, known)

    return write


def _text_tree(places: bool, value: Node, add: _Add, known: Known | None) -> None:
    """The root of a text is written as its fingerprint; where nothing is ``known``, all of it is written."""
    if known is None:
        _text_parts(value, places, add)
        return
    if id(value) not in known:
        known[id(value)] = value, _digest(partial(_text_parts, value, places))
    add(_part(b"tree", known[id(value)][1].encode()))


def _text_parts(root: Node, places: bool, add: _Add) -> None:
    """A text, part by part. Its nodes are most of what is ever written, so they have a short form."""
    written: list[str] = []
    ahead = [root]
    while ahead:
        part = ahead.pop()
        written.append(
            f"{len(part.children)} {len(part.attrs)} {len(part.kind)}:{part.kind}{len(part.text)}:{part.text}"
        )
        for name, value in part.attrs.items():
            written.append(f"{len(name)}:{name}{len(value)}:{value}")
        if places:
            written.append(_place(part.span))
        ahead += part.children
    add(_part(b"placed nodes" if places else b"nodes", "".join(written).encode("utf-8", "surrogatepass")))


def _place(span: Span | None) -> str:
    if span is None:
        return "-"
    return f"{len(span.path)}:{span.path}{span.line} {span.column} {span.end_line} {span.end_column} "


def _plain(tag: bytes, to_bytes: Callable[[Any], bytes], value: Any, add: _Add, _: Known | None) -> None:
    add(_part(tag, to_bytes(value)))


_Fields = tuple[tuple[str, bytes], ...]
"""The fields of a class, each with what stands before it."""


def _parts_of(kind: Any, names: Iterable[str]) -> tuple[bytes, _Fields]:
    """Return what stands before a record of a class, and its fields."""
    every = tuple((name, _part(b"field", name.encode())) for name in names)
    return _part(b"record", f"{_name(kind)} {len(every)}".encode()), every


def _record(head: bytes, names: _Fields, places: bool, value: Any, add: _Add, known: Known | None) -> None:
    add(head)
    for name, before in names:
        add(before)
        _feed(getattr(value, name), add, places, known)


def _model(kind: Any, places: bool, value: Any, add: _Add, known: Known | None) -> None:
    extra = value.model_extra
    head, names = _parts_of(kind, (*kind.model_fields, *extra)) if extra else _parts_of_model(kind)
    _record(head, names, places, value, add, known)


@cache
def _parts_of_model(kind: Any) -> tuple[bytes, _Fields]:
    return _parts_of(kind, kind.model_fields)


def _mapping(places: bool, value: Mapping[Any, Any], add: _Add, known: Known | None) -> None:
    add(_part(b"mapping", str(2 * len(value)).encode()))
    for key, entry in value.items():
        _feed(key, add, places, known)
        _feed(entry, add, places, known)


def _set(places: bool, value: Iterable[Any], add: _Add, known: Known | None) -> None:
    members = sorted(fingerprint(member, with_places=places) for member in value)
    _sequence(b"set", places, members, add, known)


def _sequence(tag: bytes, places: bool, values: Any, add: _Add, known: Known | None) -> None:
    add(_part(tag, str(len(values)).encode()))
    for value in values:
        _feed(value, add, places, known)


def _part(tag: bytes, content: bytes) -> bytes:
    return b"%s %d:%s" % (tag, len(content), content)


@cache
def compared(kind: Any) -> tuple[str, ...]:
    """The fields that distinguish the values of a class; empty for a class without fields."""
    return _fields(kind, places=False) if is_dataclass(kind) else ()


def _fields(kind: Any, places: bool) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.compare or places)


def _name(kind: type[Any]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _text(value: object) -> bytes:
    return str(value).encode("utf-8", "surrogatepass")


_PLAIN: dict[type[Any], tuple[bytes, Callable[[Any], bytes]]] = {
    str: (b"text", _text),
    SpilledText: (b"text", _text),
    bytes: (b"bytes", bytes),
    type(None): (b"none", lambda _: b""),
    bool: (b"bool", _text),
    int: (b"int", _text),
    float: (b"float", lambda number: number.hex().encode()),
    Decimal: (b"decimal", _text),
    date: (b"date", lambda day: day.isoformat().encode()),
    datetime: (b"datetime", lambda moment: moment.isoformat().encode()),
    time: (b"time", lambda hour: hour.isoformat().encode()),
}
"""By exact type, so that the common parts cost one look-up."""
