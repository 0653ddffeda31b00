"""``remarks.yaml`` written: what is new is added below what stands there, and nothing that stands there changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from briefgen.model.records.remarks import EditorRemark, Remarks
from briefgen.writing.content.appended import appended

HEAD = """\
# yaml-language-server: $schema=../../.schemas/remarks.schema.json
# What editors have said of a text that came back: briefgen take-back --keep adds to it. Nothing here is published.
# What is settled has done: true, or is deleted.
"""


def new_remarks(before: Remarks | None, found: Sequence[EditorRemark]) -> tuple[EditorRemark, ...]:
    """Those that are not kept yet, settled or not."""
    known = {_same(it) for it in before.remarks} if before else set()
    return tuple({_same(it): it for it in found if _same(it) not in known}.values())


def _same(it: EditorRemark) -> tuple[str, ...]:
    return (it.kind, it.language, it.author, it.date, it.words)


def remarks_file(before: str, new: Sequence[EditorRemark]) -> str:
    """The text of the file with the ``new`` ones at its end."""
    return appended(before, "remarks", (line for it in new for line in _entry(it)), HEAD) + "\n"


def _entry(it: EditorRemark) -> Iterator[str]:
    yield f"- kind: {it.kind}"
    yield f"  language: {it.language}"
    for name in ("block", "at", "author", "date", "words"):
        if said := getattr(it, name):
            yield f"  {name}: {json.dumps(said, ensure_ascii=False)}"
    yield "  done: false"
