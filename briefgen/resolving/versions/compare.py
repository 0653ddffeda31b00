"""Two versions of a text side by side: which blocks have gone, come or changed, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from briefgen.resolving.translation.pairs import align
from briefgen.resolving.versions.said import PlainBlock

_SAME_ID = 10.0
_ENOUGH = 0.35
"""How much of their words two blocks share at least, in order, to be one that was changed."""
_MOVED = 0.7
"""How much of its words a block has kept that stands elsewhere now."""

_AROUND = 4
"""Words quoted on either side of those that changed."""
_APART = 2 * _AROUND
"""Words between two changes from which on they are quoted apart."""


class Fate(StrEnum):
    """What has become of a block, or of words in it."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words of a block that went the same way."""

    fate: Fate
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A block that is not the same in both versions: as it was (None: there was none) and as it is now."""

    was: PlainBlock | None
    now: PlainBlock | None

    @property
    def fate(self) -> Fate:
        """Gone, new, changed, or moved with the words that it had."""
        if self.was and self.now:
            return Fate.MOVED if self.was.same == self.now.same else Fate.CHANGED
        return Fate.GONE if self.was else Fate.NEW

    def runs(self) -> tuple[WordRun, ...]:
        """Both texts in one, run by run."""
        return word_runs(self.was.words if self.was else "", self.now.words if self.now else "")


def differences(before: Sequence[PlainBlock], after: Sequence[PlainBlock]) -> tuple[Difference, ...]:
    """Every block in which two versions of a text differ, in the order of the later one."""
    old, new = [it.same for it in before], [it.same for it in after]
    found: list[Difference] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        found += [Difference(was, now) for was, now in align(before[a:b], after[c:d], _likeness)]
    return tuple(_with_moves(found))


def _with_moves(found: Sequence[Difference]) -> Iterator[Difference]:
    """A block that has gone here and come there is one, told where it stands now."""
    gone = [it for it in found if it.now is None]
    moved: dict[int, Difference] = {}
    for it in found:
        if it.was is None and it.now is not None and gone:
            likest = max(gone, key=lambda other: _likeness(other.was, it.now) if other.was and it.now else -1.0)
            if likest.was and _likeness(likest.was, it.now) >= _MOVED:
                moved[id(it)] = moved[id(likest)] = Difference(likest.was, it.now)
                gone.remove(likest)
    for it in found:
        if id(it) not in moved:
            yield it
        elif it.was is None:
            yield moved[id(it)]


def _likeness(one: PlainBlock, other: PlainBlock) -> float:
    """How likely two blocks are the same; below 0 when they cannot be."""
    if one.kind != other.kind or (one.id and other.id and one.id != other.id):
        return -1.0
    if one.id and other.id:
        return _SAME_ID
    left, right = one.words.split(), other.words.split()
    ratio = SequenceMatcher(None, left, right, autojunk=False).ratio()
    by_letters = SequenceMatcher(None, one.words, other.words, autojunk=False).quick_ratio() / 2
    likeness = max(ratio, by_letters if len(left) < 8 else 0.0)
    return likeness if likeness >= _ENOUGH else -1.0


def word_runs(before: str, after: str) -> tuple[WordRun, ...]:
    """Two wordings in one: what stayed, what went, what came, in whole words."""
    return tuple(_runs(before.split(), after.split()))


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[WordRun]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield WordRun(Fate.SAME, " ".join(old[a:b]))
            continue
        if a < b:
            yield WordRun(Fate.GONE, " ".join(old[a:b]))
        if c < d:
            yield WordRun(Fate.NEW, " ".join(new[c:d]))


def marked(runs: Iterable[WordRun]) -> str:
    """Both wordings in one line, for a terminal: what went as [-…-], what came as {+…+}."""
    signs = {Fate.GONE: "[-{}-]", Fate.NEW: "{{+{}+}}"}
    return " ".join(signs.get(run.fate, "{}").format(run.words) for run in runs)


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
