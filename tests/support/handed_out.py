"""A brief handed out as an office document, in any format: its parts, and references that a designer has changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from briefgen.handouts.handoff import handoff
from briefgen.handouts.named import Order
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.output.tree import Tree
from briefgen.reading.world import MemoryWorld
from briefgen.running.pool.inline import Inline
from briefgen.running.store import FileStore
from support.project import SMALL

PROJECT = Path(__file__).resolve().parents[2]
FIRST = "content/briefs/first/en.md"


def handed(
    form: str, store: FileStore, files: Mapping[str, str | bytes] = SMALL, lang: str = "en", brief: str = "first"
) -> Outcome[Tree]:
    return handoff(MemoryWorld(dict(files)), Order((brief,), lang), form, executor=Inline(), store=store)


def member(content: bytes, path: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(path)


def part(content: bytes, path: str) -> Any:
    return etree.fromstring(member(content, path))


def changed(files: Mapping[str, str | bytes], path: str, old: str, new: str) -> dict[str, str | bytes]:
    assert old in str(files[path])
    return {**files, path: str(files[path]).replace(old, new)}


def restyled(reference: str, path: str, old: str, new: str) -> bytes:
    """A reference of the house, by its path, as a designer saves it."""
    held = io.BytesIO()
    with zipfile.ZipFile(PROJECT / reference) as before, zipfile.ZipFile(held, "w") as made:
        for name in before.namelist():
            text = before.read(name).decode()
            assert name != path or old in text
            made.writestr(name, text.replace(old, new) if name == path else text)
    return held.getvalue()
