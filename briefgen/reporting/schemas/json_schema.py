"""The JSON Schema of a written model: what an editor may offer while a file of YAML is typed, and what it underlines.

An editor reads numbers and truth values out of plain scalars where briefgen keeps the text, so a text may be a
number there, and a number a text. A schema takes all that the model takes; the rest it leaves to ``briefgen check``.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from briefgen.model.core.written import LocalText, one_or_many
from briefgen.model.profile import language
from briefgen.model.records.links import ArchivedCopy
from briefgen.model.records.marks import BlockMark
from briefgen.model.values.quantities import Day, Interval, Quantity, QuantityRange
from briefgen.model.written.briefs import FrontMatter
from briefgen.model.written.facts import KeyFigure, SourceRef, WrittenFact
from briefgen.model.written.packs import Proposal
from briefgen.model.written.settings import LinkRules, Settings

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Part = dict[str, Any]
Describe = Callable[[type[BaseModel], str], str]
"""Model and key → what the key means."""

_TEXT: Part = {"type": ["string", "number", "boolean"]}
_WHOLE: Part = {"type": ["integer", "string"], "pattern": r"^[-+]?(0|[1-9][0-9]*)$"}
_NUMBER: Part = {"type": ["number", "string"], "pattern": r"^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?$"}
_TRUTH: Part = {"type": ["boolean", "string"], "pattern": "^(true|false)$"}
_DAY = r"[0-9]{4}([-−–][0-9]{2}){0,2}"
_LEAVES: dict[Any, Part] = {
    str: _TEXT,
    int: _WHOLE,
    bool: _TRUTH,
    float: _NUMBER,
    Decimal: _NUMBER,
    Any: {},
    BlockMark: _TEXT | {"pattern": r"^[0-9a-f]{12} \S+$"},
    Day: {"type": ["string", "integer"], "pattern": rf"^\s*{_DAY}\s*$", "examples": ["2025-04-11", "2025-04", "2025"]},
    Interval: {"type": "string", "pattern": rf"^\s*{_DAY}\s*/\s*{_DAY}\s*$", "examples": ["2025-03-04/2025-03-11"]},
    Quantity: {"type": ["string", "number"], "pattern": "[0-9]", "examples": ["398.119 billion CNY", "+10 %"]},
    QuantityRange: {"type": "string", "pattern": "[0-9]", "examples": ["3-5 trillion KRW"]},
    LocalText: {"anyOf": [_TEXT, {"type": "object", "additionalProperties": _TEXT}]},
    datetime: {
        "type": "string",
        "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?\s*(Z|[-+][0-9]{2}:?[0-9]{2})\s*$",
        "examples": ["2026-03-05T09:00+09:00"],
    },
    types.NoneType: {"type": "null"},
}
_TEXT_TOO: tuple[type[BaseModel], ...] = (SourceRef, ArchivedCopy, KeyFigure, Proposal)
"""Models that may be written as one text."""
_WHOLE_MODEL: dict[type[BaseModel], Part] = {
    WrittenFact: {"anyOf": [{"required": ["value"]}, {"required": ["statement"]}]},
    FrontMatter: {"anyOf": [{"required": ["summary"]}, {"required": ["standfirst"]}]},
}
"""What holds between the keys of a model."""
_KEYS: dict[tuple[type[BaseModel], str], Part] = {
    (Settings, "base_url"): {"pattern": "^(https?://.*)?$"},
    (LinkRules, "archive"): {"pattern": r"^https?://.*\{\}"},
}
"""What a validator of a single key asks for."""
_LIMITS = {"min_length": "minItems", "max_length": "maxItems", "ge": "minimum", "le": "maximum", "pattern": "pattern"}


def schema_of(model: type[BaseModel], shape: str, title: str, describe: Describe) -> Part:
    """The schema of a file that holds one model (``one``), a map of ids to models (``map``), or a ``list`` of them."""
    writer = _SchemaWriter(describe)
    inner = writer.model(model)
    whole = {"one": inner, "map": _map_of(inner), "list": _list_of(inner)}[shape]
    return {"$schema": DIALECT, "title": title, **whole, "$defs": dict(sorted(writer.defs.items()))}


def _map_of(entry: Part) -> Part:
    return {"type": ["object", "null"], "additionalProperties": entry}


def _list_of(entry: Part) -> Part:
    listed = {"type": ["array", "null"], "items": entry}
    under = {"type": "object", "additionalProperties": False, "properties": {"references": listed}}
    return {"anyOf": [listed, under]}


@dataclass(slots=True)
class _SchemaWriter:
    describe: Describe
    defs: dict[str, Part] = field(default_factory=dict)

    def model(self, model: type[BaseModel]) -> Part:
        """A reference to a model, which is written once."""
        if model.__name__ not in self.defs:
            self.defs[model.__name__] = {}  # a model that holds itself finds this
            self.defs[model.__name__] = self._written(model)
        return {"$ref": f"#/$defs/{model.__name__}"}

    def _written(self, model: type[BaseModel]) -> Part:
        fields = {info.alias or name: info for name, info in model.model_fields.items()}
        written: Part = {
            "type": "object",
            "description": " ".join(inspect.cleandoc(model.__doc__ or "").split("\n\n")[0].replace("``", "`").split()),
            "properties": {key: self._field(model, key, info) for key, info in fields.items()},
            "additionalProperties": model.model_config.get("extra") == "allow",
            **_WHOLE_MODEL.get(model, {}),
        }
        either = {key for part in _WHOLE_MODEL.get(model, {}).get("anyOf", ()) for key in part["required"]}
        if required := [key for key, info in fields.items() if info.is_required() and key not in either]:
            written["required"] = required
        return {"anyOf": [_TEXT, written]} if model in _TEXT_TOO else written

    def _field(self, model: type[BaseModel], key: str, info: FieldInfo) -> Part:
        part = self._annotated(info.annotation, tuple(info.metadata)) | _KEYS.get((model, key), {})
        if words := self.describe(model, key):
            part = {"description": words, **part}
        if isinstance(info.default, str | bool | int) and info.default not in ("", False):
            part["default"] = info.default.value if isinstance(info.default, Enum) else info.default
        return part

    def _annotated(self, kind: Any, metadata: tuple[Any, ...]) -> Part:
        part = self._kind(kind)
        for each in metadata:
            if isinstance(each, BeforeValidator) and each.func is one_or_many:
                part = {"anyOf": [part["items"], part]} if "items" in part else part
            elif isinstance(each, BeforeValidator) and each.func is language.one_form:
                part = {"anyOf": [part["additionalProperties"], part]}
            elif getattr(each, "func", None) is language.has_place:
                part = part | {"pattern": r"\{\}"}
            elif getattr(each, "func", None) is language.has_other:
                part = part | {"required": ["other"]}
            else:
                part = _limited(part, each)
        return part

    def _kind(self, kind: Any) -> Part:
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self._annotated(arguments[0], arguments[1:])
        if origin in (Union, types.UnionType):
            return _either([self._kind(each) for each in arguments])
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin is dict:
            return {"type": "object", "additionalProperties": self._kind(arguments[1])}
        if origin is tuple:
            fixed = {"minItems": len(arguments), "maxItems": len(arguments)} if arguments[-1] is not ... else {}
            return {"type": "array", "items": self._kind(arguments[0]), **fixed}
        if kind in _LEAVES:
            return dict(_LEAVES[kind])
        if issubclass(kind, Enum):
            return {"enum": [choice.value for choice in kind]}
        return self.model(kind)


def _either(parts: list[Part]) -> Part:
    flat = [each for part in parts for each in (part["anyOf"] if part.keys() == {"anyOf"} else [part])]
    different = [part for place, part in enumerate(flat) if part not in flat[:place]]
    return different[0] if len(different) == 1 else {"anyOf": different}


def _limited(part: Part, limit: Any) -> Part:
    """The part within what a validator of pydantic asks for; the one of a list is asked of the list alone."""
    found = {key: getattr(limit, name) for name, key in _LIMITS.items() if getattr(limit, name, None) is not None}
    if not found:
        return part
    if "anyOf" in part:
        return {"anyOf": [each | found if each.get("type") == "array" else each for each in part["anyOf"]]}
    return part | found
