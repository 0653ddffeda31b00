"""A name that a template asks for and that is not there, told as its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, UndefinedError
from jinja2.utils import missing

from briefgen.language.matching.nearest import did_you_mean

_HANDBOOK = "docs/templates.md lists all that a template sees"


class UnknownNameError(UndefinedError):
    """A name that nothing has; ``owner`` is what was asked for it, where something was."""

    def __init__(self, message: str, owner: Any, name: Any) -> None:
        super().__init__(message)
        self.owner = owner
        self.name = str(name)


class Undefined(StrictUndefined):
    """What stands for a name that is not there: any use of it is an ``UnknownNameError``."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        raised: Any = partial(UnknownNameError, owner=obj, name=name) if hint is None and name is not None else exc
        super().__init__(hint, obj, name, raised)


def say_unknown(unknown: UnknownNameError, line: str, given: Iterable[str]) -> tuple[str, str]:
    """What is wrong, and a hint; ``line`` is the line of the template, ``given`` all names that it is given."""
    if unknown.owner is missing:
        return f"there is no `{unknown.name}` here", did_you_mean(unknown.name, given, _HANDBOOK)
    kind = "mapping" if isinstance(unknown.owner, Mapping) else unknown.owner.__class__.__name__
    owner = _as_written(unknown.name, line) or kind
    if unknown.owner is None:
        return f"`{owner}` is none, so it has no `{unknown.name}`", "ask with {% if … %} first whether it is there"
    hint = did_you_mean(unknown.name, _names(unknown.owner), f"docs/templates.md lists what each value has ({kind})")
    return f"`{owner}` has no `{unknown.name}`", hint


def _as_written(name: str, line: str) -> str:
    """What stands before ``.name`` or ``["name"]``."""
    wanted = re.escape(name)
    found = re.search(rf"(\w+(?:\.\w+)*)(?:\.{wanted}\b|\[\s*[\"']{wanted}[\"']\s*\])", line)
    return found[1] if found else ""


def _names(owner: Any) -> list[str]:
    """What can be asked of a value: its keys, or its fields and methods."""
    if isinstance(owner, Mapping):
        return [str(key) for key in owner]
    return [name for name in dir(owner) if not name.startswith("_")]
