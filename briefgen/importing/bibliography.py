"""Items of a bibliography written into ``sources.yaml``, with all that stands there kept as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from briefgen.importing.imported import Rank, Remark
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.files.libraries.items import Item, tidy
from briefgen.reading.yaml.plain import plain_yaml
from briefgen.resolving.bibliography.csl_items import VARIABLES

_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class JoinedSources:
    """``text`` is the file; ``added`` are the ids of what is new in it."""

    text: str
    added: tuple[str, ...]
    remarks: tuple[Remark, ...]


def joined(before: str, items: Sequence[Item]) -> JoinedSources:
    """``sources.yaml`` with the items that it has not yet at its end.

    An id that is there with other words is left as it is, and named. Raises UnreadableDocumentError where the file
    is not YAML of a list.
    """
    known = {str(item["id"]): item for item in _listed(before) if isinstance(item, Mapping) and "id" in item}
    added, remarks, seen = list[Item](), list[Remark](), set[str]()
    for item in map(tidy, items):
        left = [name for name in item if name not in VARIABLES]
        item = {name: value for name, value in item.items() if name not in left}
        ident, has_title = item["id"], bool(item.get("title") or item.get("genre"))
        item = item if has_title else _entitled(item)
        if ident in seen:
            remarks.append(Remark(ident, "the file has this id twice; the first was taken"))
        elif ident not in known:
            added.append(item)
            remarks += [Remark(ident, f"“{name}” means nothing in a bibliography: not taken") for name in left]
            remarks += [] if has_title else [_untitled(item)]
        elif any(str(known[ident].get(name)) != str(item[name]) for name in ("title", "type") if name in item):
            remarks.append(Remark(ident, "sources.yaml has this id with another title or type; it was left unchanged"))
        seen.add(ident)
    remarks += [remark for item in added for remark in _lacks(item)]
    if not added:
        return JoinedSources(before, (), tuple(remarks))
    indent = "  " if re.search(r"(?m)^references:", before) else ""
    text = before if not before or before.endswith("\n") else before + "\n"
    text += ("\n" if text else "") + "\n".join(_written(item, indent) for item in added)
    _listed(text)
    return JoinedSources(text, tuple(item["id"] for item in added), tuple(remarks))


def _listed(text: str) -> list[Any]:
    try:
        found = plain_yaml(text) or []
    except ValueError as problem:
        raise UnreadableDocumentError(f"content/sources.yaml is not valid YAML; fix it first: {problem}") from problem
    if isinstance(found, dict):
        found = found.get("references") or []
    if not isinstance(found, list):
        raise UnreadableDocumentError("content/sources.yaml is not a list of sources; fix it first")
    return found


def _entitled(item: Item) -> Item:
    """An item without a title, with what can stand in for it: what it stands in, or its address."""
    for name in ("container-title", "URL"):
        if title := item.get(name):
            rest = {key: value for key, value in item.items() if key not in ("title", "container-title")}
            return {"id": rest.pop("id"), "type": rest.pop("type"), "title": title, **rest}
    return item


def _untitled(item: Item) -> Remark:
    title = item.get("title")
    said = f"it has no title: “{title}” was taken for one" if title else "it has no title"
    return Remark(item["id"], said, Rank.GUESSED)


def _lacks(item: Item) -> Iterable[Remark]:
    """What a reference needs and the item has not."""
    if not any(item.get(name) for name in ("author", "editor", "publisher", "container-title")):
        yield Remark(item["id"], "it has no author, editor, publisher or container-title")
    if not (item.get("issued") or item.get("accessed")):
        yield Remark(item["id"], "it has neither a date nor the day on which it was read")


def _written(item: Item, indent: str) -> str:
    lines = []
    for name, value in item.items():
        if isinstance(value, list) and all(isinstance(each, dict) for each in value):
            lines += [f"{name}:", *(f"  - {_flow(each)}" for each in value)]
        else:
            lines.append(f"{name}: {_flow(value)}")
    return "".join(f"{indent}{'- ' if at == 0 else '  '}{line}\n" for at, line in enumerate(lines))


def _flow(value: Any) -> str:
    """A value on one line; a date without quotation marks, as authors type it."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        return value
    made = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=float("inf"))
    return made.removesuffix("\n").removesuffix("\n...")
