"""Keys of front matter that were not taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.importing.imported import Rank, Remark
from briefgen.importing.site.source.documents import SourceText


def left_keys(texts: Iterable[SourceText]) -> Iterator[Remark]:
    """What is said of front matter that was not taken: of each key once for all files, of a wrong date at its file."""
    by_key: dict[str, list[tuple[str, str]]] = {}
    for text in texts:
        if text.front.problem:
            yield Remark(text.path, text.front.problem, Rank.LOST)
        yield from (Remark(text.path, said) for said in text.keys.wrong)
        for said in text.keys.unread:
            name, _, value = said.partition(": ")
            if value:
                by_key.setdefault(name, []).append((text.path, " ".join(said.split())))
    for key, found in by_key.items():
        path, said = found[0]
        files = f"{len(found)} files, such as {path}" if len(found) > 1 else path
        yield Remark("front matter", f"“{key}” was not taken from {files} ({_short(said)})")


def _short(said: str) -> str:
    return said if len(said) <= 200 else said[:199] + "…"
