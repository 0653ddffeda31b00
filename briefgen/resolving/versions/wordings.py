"""A wording in a text: where it stands, and how much round a change has to be quoted to be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.resolving.translation.blocks import canonical
from briefgen.resolving.versions.compare import Fate, WordRun
from briefgen.resolving.versions.said import PlainBlock

_AROUND = 4
"""Words quoted on either side of those that changed."""
_APART = 2 * _AROUND
"""Words between two changes from which on they are quoted apart."""


def block_with(words: str, said: Sequence[PlainBlock]) -> int | None:
    """The position of the first block in which ``words`` stand."""
    wanted = canonical(words)
    return next((place for place, block in enumerate(said) if wanted in canonical(block.words)), None)


def excerpts(runs: Sequence[WordRun]) -> Iterator[tuple[str, str]]:
    """Pairs of what was printed and what is to be read, with a few words round each change."""
    was: list[str] = []
    now: list[str] = []
    changed = False
    for place, run in enumerate(runs):
        words = run.words.split()
        if run.fate is not Fate.SAME:
            changed = True
            (was if run.fate is Fate.GONE else now).extend(words)
            continue
        last = place == len(runs) - 1
        if changed and (last or len(words) > _APART):
            yield _quoted(was, now, words[:_AROUND], more=len(words) > _AROUND)
            was, now, changed = [], [], False
        if not changed:
            ahead = words[-_AROUND:]
            cut = ["…"] if len(words) > _AROUND else []
            was, now = [*cut, *ahead], [*cut, *ahead]
        else:
            was += words
            now += words
    if changed:
        yield _quoted(was, now, [], more=False)


def _quoted(was: list[str], now: list[str], after: list[str], *, more: bool) -> tuple[str, str]:
    end = [*after, *(["…"] if more else [])]
    return " ".join([*was, *end]), " ".join([*now, *end])
