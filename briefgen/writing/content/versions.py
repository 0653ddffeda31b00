"""``version.yaml`` written: a line a block, so that it can be read and compared by people too."""

from __future__ import annotations

import json
from collections.abc import Iterator

from briefgen.model.records.versions import KeptBlock, KeptVersion

_HEAD = """\
# What version {} said, block by block, and the PDFs that were handed out. Written by briefgen version keep;
# nothing here is to be changed by hand.
"""


def version_file(version: str, data: KeptVersion) -> str:
    """The text of the file: YAML whose entries are JSON."""
    return _HEAD.format(version) + "\n".join(_lines(data)) + "\n"


def _lines(data: KeptVersion) -> Iterator[str]:
    yield f"published: {data.published}"
    if data.updated:
        yield f"updated: {data.updated}"
    yield "pdfs:" if data.pdfs else "pdfs: {}"
    for name, pdf in data.pdfs.items():
        booklet = ", booklet: true" if pdf.booklet else ""
        languages = ", ".join(pdf.languages)
        yield f"  {name}: {{profile: {pdf.profile}, languages: [{languages}]{booklet}, sha256: {_text(pdf.sha256)}}}"
    yield "texts:" if data.texts else "texts: {}"
    for lang, blocks in data.texts.items():
        yield f"  {lang}:" if blocks else f"  {lang}: []"
        yield from (f"  - {_entry(block)}" for block in blocks)


def _entry(block: KeptBlock) -> str:
    given = {"number": block.number, "under": block.under, "id": block.id, "words": block.words}
    parts = [f"kind: {block.kind}", *([f"page: {block.page}"] if block.page else [])]
    parts += [f"facts: [{', '.join(block.facts)}]"] if block.facts else []
    parts += [f"{name}: {_text(value)}" for name, value in given.items() if value or name == "words"]
    return "{" + ", ".join(parts) + "}"


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
