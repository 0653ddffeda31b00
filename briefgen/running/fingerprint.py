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
from functools import cache
from typing import Any

DIGEST_SIZE = 20

_Update = Callable[[bytes], None]


def fingerprint(value: object) -> str:
    """The digest of ``value`` as 40 hexadecimal digits.

    Takes None, booleans, numbers, ``Decimal``, text, bytes, dates, enums, tuples, lists, sets, mappings,
    dataclasses (without fields of ``compare=False``) and pydantic models. Raises TypeError for anything else,
    a ``Path`` too: a path says where a thing stands, not what it is.
    """
    digest = hashlib.blake2b(digest_size=DIGEST_SIZE)
    _feed(value, digest.update)
    return digest.hexdigest()


def _feed(value: Any, update: _Update) -> None:
    kind = type(value)
    if (plain := _PLAIN.get(kind)) is not None:
        tag, to_bytes = plain
        _part(tag, to_bytes(value), update)
    elif kind in (tuple, list):
        _sequence(kind.__name__.encode(), value, update)
    else:
        _feed_structure(value, kind, update)


def _feed_structure(value: Any, kind: type[Any], update: _Update) -> None:
    if isinstance(value, Enum):
        _part(b"enum", f"{_name(kind)}.{value.name}".encode(), update)
    elif is_dataclass(kind):
        _record(kind, ((name, getattr(value, name)) for name in _compared(kind)), update)
    elif hasattr(kind, "model_fields"):
        _record(kind, _model_parts(value, kind), update)
    elif isinstance(value, Mapping):
        _sequence(b"mapping", [part for entry in value.items() for part in entry], update)
    elif isinstance(value, set | frozenset):
        _sequence(b"set", sorted(fingerprint(member) for member in value), update)
    else:
        _feed_subclass(value, kind, update)


def _feed_subclass(value: Any, kind: type[Any], update: _Update) -> None:
    """A named tuple, or a subclass of text such as Markup: its class counts, then its content."""
    for base in kind.__mro__[1:]:
        if base in _PLAIN or base in (tuple, list):
            _part(b"subclass", _name(kind).encode(), update)
            _feed(base(value), update)
            return
    raise TypeError(f"{_name(kind)} has no fingerprint")


def _record(kind: type[Any], parts: Iterable[tuple[str, Any]], update: _Update) -> None:
    entries = list(parts)
    _part(b"record", f"{_name(kind)} {len(entries)}".encode(), update)
    for name, value in entries:
        _part(b"field", name.encode(), update)
        _feed(value, update)


def _sequence(tag: bytes, values: Any, update: _Update) -> None:
    _part(tag, str(len(values)).encode(), update)
    for value in values:
        _feed(value, update)


def _part(tag: bytes, content: bytes, update: _Update) -> None:
    update(b"%s %d:" % (tag, len(content)))
    update(content)


def _model_parts(value: Any, kind: type[Any]) -> Iterable[tuple[str, Any]]:
    yield from ((name, getattr(value, name)) for name in kind.model_fields)
    yield from (value.model_extra or {}).items()


@cache
def _compared(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.compare)


def _name(kind: type[Any]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _text(value: object) -> bytes:
    return str(value).encode("utf-8", "surrogatepass")


_PLAIN: dict[type[Any], tuple[bytes, Callable[[Any], bytes]]] = {
    str: (b"text", _text),
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
