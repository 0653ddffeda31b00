"""Results as bytes for the store, and back. What is read back is data: no code can come with it.

A cache lies in the project's folder and may come from anywhere, so reading an entry builds only
briefgen's own values and a few of Python's, and nothing else is ever called.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from briefgen.model.core.diagnostics import Outcome
from briefgen.model.core.document import Node
from briefgen.model.output.spill import Spill, Spilled, bytes_of
from briefgen.running.store import Store

_OTHERS = {
    ("decimal", "Decimal"),
    ("datetime", "date"),
    ("builtins", "set"),
    ("builtins", "frozenset"),
    ("markupsafe", "Markup"),
    ("briefgen.running.serialise", "unopened"),
}
"""Values of Python, a text that is HTML, and the function that makes a text of its pickle."""
_WHOLE = "document"
_MUCH, _AT_MOST = 8_000_000, 16_000_000
"""Bytes, packed, of the texts that may be open when nobody looks at one, and at any time."""


class _ValuesOnly(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        key = (module, name)
        if key not in _allowed:  # each of thousands of entries names the same classes
            _allowed[key] = self._found(module, name)
        return _allowed[key]

    def _found(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if self._may_be_named(module, name) else None
        if found is not None and ((module, name) in _OTHERS or _is_value_class(found)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a value")

    @staticmethod
    def _may_be_named(module: str, name: str) -> bool:
        ours = module.startswith("briefgen.") and "__" not in module and "." not in name
        return ours or (module, name) in _OTHERS


_allowed: dict[tuple[str, str], Any] = {}
"""The classes that entries have named so far, of those that they may name."""


def _is_value_class(found: object) -> bool:
    if not isinstance(found, type) or not found.__module__.startswith("briefgen."):
        return False
    return is_dataclass(found) or issubclass(found, Enum) or hasattr(found, "model_fields")


class ForeignEntryError(Exception):
    """A text of the store is not one that briefgen has written, though its checksum is right."""

    def __str__(self) -> str:
        return "the cache in .briefgen/ has an entry that briefgen did not write"


class UnopenedText(Node):
    """A text whose parts are made when it is first asked for one; from then on it is a ``Node`` like any other."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        # Another thread may open it at the same time: both find the same.
        if (content := object.__getattribute__(self, "unopened")) is not None:
            read = _text_of(content)
            for part in fields(Node):
                object.__setattr__(self, part.name, getattr(read, part.name))
            object.__setattr__(self, "__class__", Node)
            object.__setattr__(self, "unopened", None)
        return object.__getattribute__(self, name)

    def __eq__(self, other: object) -> bool:
        return bool(self.kind) and Node.__eq__(self, other)

    __hash__ = Node.__hash__

    def __reduce__(self) -> tuple[Callable[..., Node], tuple[object, ...]]:
        """As it was kept, where nobody has opened it."""
        return unopened, (self.unopened,)


class RestingText(Node):
    """A text that lies packed for as long as nobody looks at it; its parts are on a desk until that is cleared."""

    __slots__ = ("_desk", "held")

    __class__ = property(lambda _: Node)

    def __getattr__(self, name: str) -> Any:
        return getattr(object.__getattribute__(self, "_desk").opened(self), name)

    def __reduce__(self) -> tuple[Callable[..., Node], tuple[object, ...]]:
        return unopened, (bytes_of(self.held),)


class Desk:
    """Texts that are being looked at: of a site with more than a few, the others lie in the ``spill``.

    One that is opened again has equal parts, and not the same: it is cleared only where nobody is in the midst of one.
    """

    def __init__(self, spill: Spill) -> None:
        self._spill = spill
        self._open: dict[int, tuple[RestingText, Node]] = {}
        self._size = 0
        """Bytes of the open texts, packed."""

    @property
    def is_on_disk(self) -> bool:
        """Whether texts rest on the disk; in memory they are left as they are."""
        return self._spill.is_on_disk

    def put(self, text: Node) -> Node:
        """The text, packed, and open on the desk where it is open now; itself where it rests already."""
        if type(text) is RestingText or not self.is_on_disk:
            return text
        packed = object.__getattribute__(text, "unopened") if type(text) is UnopenedText else None
        resting = object.__new__(RestingText)
        known = object.__getattribute__(text, "known") if packed is not None else getattr(text, "known", None)
        held = self._spill.put(pickle.dumps(text, protocol=5) if packed is None else packed)
        for name, value in (("_desk", self), ("held", held), ("known", known)):
            object.__setattr__(resting, name, value)
        if packed is None:
            self._keep_open(resting, text)
        return resting

    def opened(self, text: RestingText) -> Node:
        """The text with its parts."""
        found = self._open.get(id(text))
        if found is None:
            found = self._keep_open(text, _text_of(bytes_of(text.held)))
        return found[1]

    def clear(self) -> None:
        """Let texts rest where much is open."""
        if self._size > _MUCH:
            self._open.clear()
            self._size = 0

    def _keep_open(self, text: RestingText, opened: Node) -> tuple[RestingText, Node]:
        self._size += len(text.held)
        while self._open and self._size > _AT_MOST:
            self._size -= len(self._open.pop(next(iter(self._open)))[0].held)
        self._open[id(text)] = text, opened
        return text, opened


def _text_of(content: bytes) -> Node:
    try:
        read = _ValuesOnly(io.BytesIO(content)).load()
    except Exception as raised:  # as in ``unpack``
        raise ForeignEntryError from raised
    if type(read) is not Node:
        raise ForeignEntryError
    return read


def unopened(content: bytes) -> Node:
    """The text that ``content`` is the pickle of."""
    text = object.__new__(UnopenedText)
    object.__setattr__(text, "unopened", content)
    object.__setattr__(text, "known", None)
    return text


@cache
def _given(kind: Any) -> tuple[str, ...]:
    """Return what a dataclass is made of, where its values are all that it does with them.

    To be made of them takes a third of the time of what a frozen dataclass does to be unpickled.
    """
    if not is_dataclass(kind) or hasattr(kind, "__post_init__") or "__reduce__" in vars(kind):
        return ()
    names = tuple(part.name for part in fields(kind) if part.init and not part.kw_only)
    return names if len(names) == len(fields(kind)) else ()


class _TextsApart(pickle.Pickler):
    """Whole texts are pickled each by itself: of most of what is read back no more than the title is asked for."""

    def reducer_override(self, value: Any) -> Any:
        kind: Any = type(value)
        if kind is Node:
            return (unopened, (pickle.dumps(value, protocol=5),)) if value.kind == _WHOLE else NotImplemented
        names = _given(kind)
        return (kind, tuple(getattr(value, name) for name in names)) if names else NotImplemented


def pack(outcome: Outcome[Any]) -> bytes:
    """The outcome as bytes. Raises when a part of it cannot be pickled."""
    content = io.BytesIO()
    _TextsApart(content, protocol=5).dump(outcome)
    return content.getvalue()


def unpack(content: bytes) -> Outcome[Any] | None:
    """The outcome again, or None when the bytes hold anything else. Its texts are not looked into."""
    try:
        found = _ValuesOnly(io.BytesIO(content)).load()
    except Exception:  # a damaged or foreign pickle can raise anything
        return None
    return found if isinstance(found, Outcome) else None


@dataclass(frozen=True, slots=True)
class PackedParts:
    """The fields of a value, each packed by itself, on the disk where there is room; made again for each who asks."""

    held: Mapping[str, bytes | Spilled]

    @classmethod
    def of(cls, value: Any) -> PackedParts:
        """Those of a dataclass."""
        return cls({part.name: pack(Outcome(getattr(value, part.name))) for part in fields(value)})

    def put(self, spill: Spill) -> PackedParts:
        """The same in the ``spill``."""
        return PackedParts({name: spill.put(bytes_of(part)) for name, part in self.held.items()})

    def part(self, name: str) -> Any:
        """One of them. Raises ForeignEntryError where the bytes are not as they were put."""
        found = unpack(bytes_of(self.held[name]))
        if found is None:
            raise ForeignEntryError
        return found.value


def recall(
    store: Store,
    key: str,
    make: Callable[[], Outcome[Any]],
    may_be_kept: Callable[[Outcome[Any]], bool] | None = None,
) -> Outcome[Any]:
    """Return what ``make`` returns; what it returned before, where that is in the store under ``key``."""
    content = store.get(key)
    found = unpack(content) if content is not None else None
    if found is None:
        found = make()
        if may_be_kept is None or may_be_kept(found):
            store.put(key, pack(found))
    return found
