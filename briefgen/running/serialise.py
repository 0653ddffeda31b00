"""Results as bytes for the store, and back. What is read back is data: no code can come with it.

A cache lies in the project's folder and may come from anywhere, so reading an entry builds only
briefgen's own values and a few of Python's, and nothing else is ever called.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Generic, TypeVar

from briefgen.model.core.diagnostics import Outcome
from briefgen.model.core.document import Node
from briefgen.model.output.spill import Spill, bytes_of
from briefgen.running.store import Store

T = TypeVar("T")

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
    """What a dataclass is made of, where its values are all that it does with them.

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


class Packed(Generic[T]):
    """A value that lies packed, on the disk where there is room, and is made again for each who asks."""

    __slots__ = ("_held",)

    def __init__(self, value: T, spill: Spill) -> None:
        self._held = spill.put(pack(Outcome(value)))

    @property
    def value(self) -> T:
        """The value. Raises ForeignEntryError where the bytes are not as they were put."""
        found = unpack(bytes_of(self._held))
        if found is None:
            raise ForeignEntryError
        value: T = found.value
        return value


def recall(
    store: Store,
    key: str,
    make: Callable[[], Outcome[Any]],
    may_be_kept: Callable[[Outcome[Any]], bool] | None = None,
) -> Outcome[Any]:
    """What ``make`` returns; what it returned before, where that is in the store under ``key``."""
    content = store.get(key)
    found = unpack(content) if content is not None else None
    if found is None:
        found = make()
        if may_be_kept is None or may_be_kept(found):
            store.put(key, pack(found))
    return found
