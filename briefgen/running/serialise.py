"""Results as bytes for the store, and back. What is read back is data: no code can come with it.

A cache lies in the project's folder and may come from anywhere, so reading an entry builds only
briefgen's own values and a few of Python's, and nothing else is ever called.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import is_dataclass
from enum import Enum
from typing import Any

from briefgen.model.core.diagnostics import Outcome
from briefgen.running.store import Store

_OTHERS = {
    ("decimal", "Decimal"),
    ("datetime", "date"),
    ("builtins", "set"),
    ("builtins", "frozenset"),
    ("markupsafe", "Markup"),
}
"""Values of Python, and a text that is HTML."""


class _ValuesOnly(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if self._may_be_named(module, name) else None
        if found is not None and ((module, name) in _OTHERS or _is_value_class(found)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a value")

    @staticmethod
    def _may_be_named(module: str, name: str) -> bool:
        ours = module.startswith("briefgen.") and "__" not in module and "." not in name
        return ours or (module, name) in _OTHERS


def _is_value_class(found: object) -> bool:
    if not isinstance(found, type) or not found.__module__.startswith("briefgen."):
        return False
    return is_dataclass(found) or issubclass(found, Enum) or hasattr(found, "model_fields")


def pack(outcome: Outcome[Any]) -> bytes:
    """The outcome as bytes. Raises when a part of it cannot be pickled."""
    return pickle.dumps(outcome, protocol=5)


def unpack(content: bytes) -> Outcome[Any] | None:
    """The outcome again, or None when the bytes hold anything else."""
    try:
        found = _ValuesOnly(io.BytesIO(content)).load()
    except Exception:  # a damaged or foreign pickle can raise anything
        return None
    return found if isinstance(found, Outcome) else None


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
