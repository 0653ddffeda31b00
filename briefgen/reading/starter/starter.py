"""What a project is started from, and which of its words are still those of the start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.reading.starter.texts import wordings
from briefgen.reading.world import World

STARTERS = Path(__file__).resolve().parent
_ID = "START-ID"
_NO_HEAD = r"(?!#|:::|---|\s*$|keywords:"
_DRAFT = re.compile(rb"^status:\s*[\"']?draft\b", re.MULTILINE)
_ASKS = "Say here|무엇을 어떻게|اكتب هنا|Schreiben Sie hier|Diga aquí|Dites ici|何をどのように|在此说明"
_STANDING_IN = {
    "brief/*.md": rf"{_NO_HEAD}).*",
    "pack/pack.yaml": r"  (ko|en): .*",
    "site/content/briefs/*/*.md": rf"{_NO_HEAD}).*",
    "site/content/packs/*.yaml": r"  (ko|en): .*",
    "site/content/pages/about/*.md": rf"{_NO_HEAD}|title:|summary:).*",
    "site/content/pages/accessibility/*.md": rf"({_ASKS}).*",
    "site/content/site.yaml": r"  name: .*",
}
_STAND_INS = ("One sentence on what this pack is for.", "Title of the pack (START-ID)")
_PUBLISHER = "Name of the publisher"
"""Files of the starters → the lines that stand in for words of the author's; headings may well stay."""


def words_of_the_start(world: World) -> Iterator[Diagnostic]:
    """A warning for each text of the project that has lines of a starter: where the first one stands.

    A draft goes to no reader: it may have them still.
    """
    texts = [path for path in world.files("content") if path.endswith((".md", ".yaml"))]
    data = [path for path in texts if path.endswith("/brief.yaml")]
    drafts = tuple(path.removesuffix("brief.yaml") for path in data if _DRAFT.search(_read(world, path)))
    for path in texts:
        if path.startswith(drafts):
            continue
        lines = _read(world, path).decode("utf-8", "replace").splitlines()
        kept = [number for number, line in enumerate(lines, 1) if _stand_ins().fullmatch(line.rstrip())]
        if kept:
            said = lines[kept[0] - 1].strip()
            more = f", and {len(kept) - 1} more of its lines" if len(kept) > 1 else ""
            message = f"“{said}” is placeholder text of the starter{more}"
            hint = "write your own words there, or delete the file"
            yield warning("starter-is-replaced", message, Span(path, kept[0]), hint)


def _read(world: World, path: str) -> bytes:
    """The bytes of a file; none where it cannot be read, which is reported where it is needed."""
    try:
        return world.read(path)
    except OSError:
        return b""


@cache
def _stand_ins() -> re.Pattern[str]:
    found = {
        re.escape(line.rstrip()).replace(re.escape(f" ({_ID})"), r"( \([a-z0-9-]+\))?")
        for files, wanted in _STANDING_IN.items()
        for path in STARTERS.glob(files)
        for line in path.read_text("utf-8").splitlines()
        if re.fullmatch(wanted, line)
    }
    return re.compile("|".join(sorted(found | set(_translated()))))


def _translated() -> Iterator[str]:
    """The same of the wordings in other languages."""
    for english in _STAND_INS:
        for lang, words in wordings()[english].items():
            yield re.escape(f"  {lang}: {words}").replace(re.escape(f" ({_ID})"), r"( \([a-z0-9-]+\))?")
    publisher = "|".join(re.escape(words) for words in wordings()[_PUBLISHER].values())
    yield rf"  name: .*({publisher}).*"
