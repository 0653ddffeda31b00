"""The shape shared by everything an author writes in YAML.

Every scalar reaches these models as the text the author typed: the schema decides what it is, never
YAML. So ``version: 1.10`` stays ``1.10`` and ``no`` stays ``no``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    RootModel,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import LookedAt
from briefgen.model.values.characters import is_blank
from briefgen.model.values.instants import parse_moment
from briefgen.model.values.scalars import one_text, reading_text

T = TypeVar("T", bound=BaseModel)

Lang = str
"""A BCP 47 language tag as the site declares it, e.g. ``ko``."""

ANY_LANGUAGE = "*"


def _needing_words(schema: Any) -> Any:
    """The schema of a model, changed so that a required text is not blank."""
    if schema["type"] != "model-fields":
        inner = schema.get("schema")
        return schema if inner is None else schema | {"schema": _needing_words(inner)}
    needed = {
        name: field | {"schema": core_schema.no_info_after_validator_function(_with_words, field["schema"])}
        for name, field in schema["fields"].items()
        if field["schema"]["type"] not in ("default", "nullable")
    }
    return schema | {"fields": schema["fields"] | needed}


def _with_words(given: Any) -> Any:
    if isinstance(given, LocalText):
        for lang, words in given.root.items():
            if is_blank(words):
                of = "" if lang == ANY_LANGUAGE else f" for “{lang}”"
                raise ValueError(f"no words are written here{of}; write the text")
    elif isinstance(given, str) and is_blank(given):
        raise ValueError("no words are written here; write the text")
    return given


class Schema(BaseModel):
    """Base of every written model: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The schema of pydantic, reading numbers and truth values from text, with words wherever a text is needed."""
        schema: CoreSchema = _needing_words(reading_text(handler(source)))
        return schema


class LocalText(RootModel[dict[str, str]]):
    """A wording per language; a plain string stands for every language."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _same_in_every_language(cls, given: Any) -> Any:
        return {ANY_LANGUAGE: given} if isinstance(given, str) else given

    def get(self, lang: Lang) -> str | None:
        """The wording in ``lang``, or None when it is missing."""
        return self.root.get(lang, self.root.get(ANY_LANGUAGE))

    def best(self, lang: Lang) -> str:
        """The wording in ``lang``, else in the first language written."""
        return self.get(lang) or next(iter(self.root.values()), "")

    def missing(self, languages: tuple[Lang, ...]) -> tuple[Lang, ...]:
        """The languages of the site that have no wording here."""
        return tuple(lang for lang in languages if self.get(lang) is None)


def _moment(given: Any) -> Any:
    return parse_moment(given) if isinstance(one_text(given), str) else given


MomentField = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "examples": ["2026-03-05T09:00+09:00"]}),
]
"""A minute of the clock, with its offset from UTC."""


def one_or_many(given: Any) -> Any:
    """Return where a list is wanted, one entry may stand alone."""
    return [given] if isinstance(given, (str, dict)) else given


def _bare_name(given: str) -> str:
    if not given or given != given.strip() or any(sign in given for sign in "/\\.:#?"):
        raise ValueError(f"“{given}” is not a name: write the name alone, as its folder or file had it")
    return given


ImageName = Annotated[
    str,
    Field(
        pattern=r"^[\w-]+(\.[\w-]+)*\.(svg|png|jpe?g|webp)$",
        description="the name of an image beside this file, without a folder or blanks, such as logo.svg or logo.png",
    ),
]
"""The name of an image in the folder of the file that names it."""

Version = Annotated[
    str,
    Field(pattern=r"^v?[0-9]+(\.[0-9]+)*(-[A-Za-z0-9.]+)?$", description="numbers with full stops, such as 1.0 or 2.1"),
]

Allowed = dict[str, str]
"""Rules on style that are off for what it stands in: code → why."""

OldNames = Annotated[tuple[Annotated[str, AfterValidator(_bare_name)], ...], BeforeValidator(one_or_many)]
"""Names that something had before: its old addresses lead to it."""
Strings = Annotated[tuple[str, ...], BeforeValidator(one_or_many)]


@dataclass(frozen=True, slots=True)
class Written(LookedAt, Generic[T]):
    """A model with the place of each of its parts; places take no part in equality."""

    value: T
    span: Span = field(compare=False)
    spans: Mapping[tuple[str | int, ...], Span] = field(compare=False, default_factory=dict)
    whole: bool = field(compare=False, default=True)
    """False when a part of it could not be read: it is left out, or something stands in for it."""

    def at(self, *path: str | int) -> Span:
        """The place of the part at ``path`` (keys and list positions), or of the nearest whole."""
        for length in range(len(path), 0, -1):
            if (found := self.spans.get(path[:length])) is not None:
                return found
        return self.span
