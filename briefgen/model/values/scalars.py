"""From the text of a YAML scalar to what the schema asks for; the schema decides, never YAML.

A field that holds text keeps the text as typed. A field of another type reads it strictly: ``032``,
``1_000``, ``12:30:45`` and ``yes`` are refused and never guessed. A field that may hold anything
(``Any``) takes the types of JSON.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pydantic_core import core_schema

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DIGITS = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[-+]?((0|[1-9][0-9]{0,39})(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][-+]?[0-9]{1,2})?")
_LONG = 40
"""Characters of a value that a message repeats."""
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}


class Bare(str):
    """A scalar written without quotes; only a field of type ``Any`` tells it from other text."""

    __slots__ = ()


def whole_number(given: Any) -> Any:
    """``12`` → 12. Raises ValueError with a sentence for the author when a text is not a whole number."""
    if not isinstance(given, str):
        return given
    if not _WHOLE.fullmatch(given):
        wrong = "has more than 18 digits" if given.isdecimal() and len(given) > 18 else "is not a whole number"
        raise ValueError(f"“{_shown(given)}” {wrong}; write digits only, e.g. 12")
    return int(given)


def whole(text: str | None, otherwise: int = 0, most: int = 999_999_999) -> int:
    """The digits of an attribute of somebody's file as a number; ``otherwise`` for other text and for over ``most``."""
    given = int(text) if text is not None and _DIGITS.fullmatch(text) else otherwise
    return given if given <= most else otherwise


def number(given: Any) -> Any:
    """``1.50`` → Decimal("1.50"). Raises ValueError with a sentence for the author otherwise."""
    if not isinstance(given, str):
        return given
    if not _NUMBER.fullmatch(given):
        raise ValueError(f"“{_shown(given)}” is not a number; write it like 12 or 0.5")
    return Decimal(given)


def _shown(given: str) -> str:
    return given if len(given) <= _LONG else f"{given[:_LONG]}…"


def truth(given: Any) -> Any:
    """``true`` or ``false``. Raises ValueError with a sentence for the author for any other text."""
    if not isinstance(given, str):
        return given
    if given not in ("true", "false"):
        raise ValueError(f"“{given}” is neither true nor false; write one of these two words")
    return given == "true"


def json_value(given: Any) -> Any:
    """The same structure with every ``Bare`` scalar as JSON has it: null, true, false, int, Decimal or text."""
    if isinstance(given, Bare):
        return _json_scalar(str(given))
    if isinstance(given, dict):
        return {str(key): json_value(value) for key, value in given.items()}
    if isinstance(given, list):
        return [json_value(value) for value in given]
    return given


def _json_scalar(text: str) -> Any:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if _NUMBER.fullmatch(text) else text


def one_text(given: Any) -> Any:
    """Hand on what is one scalar. Raises ValueError with a sentence for the author for a mapping or a list."""
    if isinstance(given, dict | list):
        kind = "mapping" if isinstance(given, dict) else "list"
        raise ValueError(f"one piece of text is expected here, not a {kind}")
    return given


_READERS: dict[str, Callable[[Any], Any]] = {
    "int": whole_number,
    "float": number,
    "decimal": number,
    "bool": truth,
    "any": json_value,
}
_HOLDERS = ("schema", "fields", "items_schema", "keys_schema", "values_schema", "choices")


def reading_text(schema: core_schema.CoreSchema) -> core_schema.CoreSchema:
    """A model's validation schema, changed so that its fields read numbers and truth values from text as above."""
    changed: core_schema.CoreSchema = _changed(schema, outermost=True)
    return changed


def _changed(part: Any, outermost: bool = False) -> Any:
    if isinstance(part, list):
        return [_changed(each) for each in part]
    if isinstance(part, tuple):  # a choice of a union with its label
        return (_changed(part[0]), *part[1:])
    kind = part.get("type") if isinstance(part, dict) else None
    if isinstance(part, dict) and not isinstance(kind, str):  # fields by name
        return {name: _changed(each) for name, each in part.items()}
    if not isinstance(part, dict) or (kind == "model" and not outermost):
        return part  # a model inside this one has been changed by its own class
    if kind in _READERS:
        return core_schema.no_info_before_validator_function(_READERS[kind], part)
    inner = outermost and kind != "model"
    changed = part | {key: _changed(part[key], inner) for key in _HOLDERS if key in part}
    return _with_extras_read(changed) if kind == "model" else changed


def _with_extras_read(model: Any) -> Any:
    """Keys that the schema does not name, where it allows them, are read as JSON has them."""
    inner = model["schema"]
    if model.get("config", {}).get("extra_fields_behavior") != "allow" or inner["type"] != "model-fields":
        return model
    read = core_schema.no_info_before_validator_function(json_value, core_schema.any_schema())
    return model | {"schema": inner | {"extras_schema": read}}
