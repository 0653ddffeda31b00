"""``links.yaml`` written: sorted, a line a value, so that a change is a line in a diff; the author's comments stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from briefgen.model.records.links import LinkRecord

HEAD = """\
# yaml-language-server: $schema=.schemas/links.schema.json
# What the addresses of other sites gave when they were asked. Written by briefgen check --links.
# archived: and note: are yours, and stay.
"""
_KEY = re.compile(r"(?P<quote>[\"']?)(?P<key>https?:.*)(?P=quote):\s*(?:#.*)?(?:\{.*)?")
_PLAIN = re.compile(r"[A-Za-z][^\x00-\x1f\"{}\[\],]*")
_MORE_THAN_TEXT = re.compile(r": | #|[: ]$|^(?:true|false|null|yes|no|on|off)$", re.IGNORECASE)


def links_file(before: str, records: Mapping[str, LinkRecord]) -> str:
    """The text of the file; the comments of ``before`` stand above the same addresses, others at the end."""
    head, above = _comments(before)
    lines = head if before.strip() else HEAD.splitlines()
    for address, record in records.items():
        lines += [*above.pop(address, []), f"{_scalar(address)}:", *_entry(record)]
    lines += [comment for left in above.values() for comment in left]
    return "\n".join(lines) + "\n"


def _entry(record: LinkRecord) -> Iterator[str]:
    yield f"  state: {record.state}"
    for key in ("status", "checked"):
        if (value := getattr(record, key)) is not None:
            yield f"  {key}: {value}"
    for key in ("to", "reason"):
        if (value := getattr(record, key)) is not None:
            yield f"  {key}: {_scalar(value)}"
    if record.archived is not None:
        yield "  archived:"
        yield f"    url: {_scalar(record.archived.url)}"
        if record.archived.date is not None:
            yield f"    date: {record.archived.date}"
    if record.note is not None:
        yield f"  note: {_scalar(record.note)}"


def _scalar(text: str) -> str:
    """As it is typed where that is safe, else in double quotes."""
    if text.isprintable() and _PLAIN.fullmatch(text) and not _MORE_THAN_TEXT.search(text):
        return text
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _comments(text: str) -> tuple[list[str], dict[str, list[str]]]:
    """The comments at the head, and those above or in the entry of each address."""
    head: list[str] = []
    above: dict[str, list[str]] = {}
    waiting, last = head, ""
    for line in text.splitlines():
        if line.startswith(" ") and line.lstrip().startswith("#") and last:
            above[last].append(line.strip())
        elif line.lstrip().startswith("#"):
            waiting.append(line.strip())
        elif (found := _KEY.fullmatch(line)) is not None:
            last = found["key"]
            above[last] = [] if waiting is head else waiting
            waiting = []
    return head, above if waiting is head else {**above, "": waiting}
