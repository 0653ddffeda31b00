"""A brief that is handed out and imported again has all its blocks, notes, tables, pictures and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.handed_out import FIRST, changed, handed
from support.project import SMALL

from briefgen.handouts.handoff import read_edited
from briefgen.importing.hancom.document import read_hwpx
from briefgen.importing.word.document import read_word
from briefgen.model.core.document import Node
from briefgen.reading.world import MemoryWorld
from briefgen.running.store import FileStore

READERS = {"docx": read_word, "hwpx": read_hwpx}
MORE = """\
1. One of 3.
2. Two of 1,250:
   - inner 4.5%

Line one of 17.[^more]

[^more]: The note says 2031.

| Year | Sum |
|------|----:|
| 2019 | 7.5 |
| 2020 | 81 |

"""
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LEAVES = frozenset({"paragraph", "heading", "cell"})


def counts(body: Node) -> Counter[str]:
    """How many there are of each kind."""
    kinds = {"item": "item", "cell": "cell", "heading": "heading", "image": "picture", "call": "call"}
    found = Counter(kinds[it.kind] for it in body.walk() if it.kind in kinds)
    found["picture"] += sum(it.kind == "directive" and it.get("name") == "chart" for it in body.walk())
    return found


def stretches(part: Node) -> Iterator[str]:
    """The words of a block between the marks of sources and notes."""
    for child in part.children:
        if child.kind in ("citation", "call", "image"):
            yield "\0"
        elif child.children:
            yield from stretches(child)
        else:
            yield child.plain()


def letters(words: str) -> str:
    return re.sub(r"[\s\u200b\u2060\\*]", "", words)


@pytest.mark.parametrize("form", sorted(READERS))
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_nothing_is_lost(form: str, lang: str, shared_folder: Path) -> None:
    files = changed(SMALL, FIRST, "## Proposals", f"{MORE}## Proposals") if lang == "en" else SMALL
    made = handed(form, FileStore(shared_folder / "store"), files, lang).value[f"first-{lang}.{form}"]
    project = read_edited(MemoryWorld(dict(files))).value
    assert project is not None and isinstance(made, bytes)
    body = project.editions[lang].articles["first"].body
    text = READERS[form](made)
    shown = counts(body)
    assert text.markdown.count("![") == shown["picture"]
    assert len(re.findall(r"(?m)^\s*(?:[-*]|\d+[.)]) ", text.markdown)) == shown["item"]
    assert len(re.findall(r"(?m)^#+ ", text.markdown)) == shown["heading"] + 1  # the references
    assert len(re.findall(r"(?m)^\[\^\d+\]: ", text.markdown)) == shown["call"]
    blocks = ["".join(stretches(it)).split("\0") for it in body.walk() if it.kind in LEAVES]
    said = letters(text.title + text.markdown)
    assert [it for block in blocks for it in block if letters(it) not in said] == []
    numbers = Counter(number for block in blocks for it in block for number in NUMBER.findall(it))
    assert numbers - Counter(NUMBER.findall(text.markdown)) == Counter()
