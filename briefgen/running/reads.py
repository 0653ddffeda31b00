"""Results remembered with what they read: each holds for as long as all of it reads the same.

A job (``run``) contains everything that it depends on. Work that may look anything up in a large value, such as a
template that sees the whole site, does not: it is given a *view* of that value, which notes each part that is asked
for. What is noted is kept beside the result, each part with its fingerprint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from briefgen.model.core.diagnostics import Outcome, few
from briefgen.model.core.document import Node
from briefgen.running.fingerprint import Known, compared, fingerprint
from briefgen.running.progress import Explain, alone, nobody
from briefgen.running.serialise import pack, unpack
from briefgen.running.store import NullStore, Store

T = TypeVar("T")

Path = tuple[str, ...]
"""The way to a part: the name of a root, then attributes and keys."""
_KEYS = "\0keys"
"""A step: which keys a mapping has, in their order, or how many entries a tuple has."""
_HAS = "\0has"
"""A step before a key: whether a mapping has it."""


@dataclass(frozen=True, slots=True)
class ReadDetail:
    """How finely the reads of a value are noted. One with neither ``parts`` nor ``each`` is noted whole."""

    parts: Mapping[str, ReadDetail] | None = None
    """Each attribute is a read; those that are named have a grain of their own."""
    each: ReadDetail | None = None
    """Each entry of the mapping or the tuple is a read, of this grain."""
    is_known: bool = False
    """It is no read: the key or the version has all that it depends on."""


WHOLE = ReadDetail()
KNOWN = ReadDetail(is_known=True)
BY_ATTRIBUTE = ReadDetail(parts={})
ENTRIES = ReadDetail(each=WHOLE)
"""A mapping whose entries are noted whole."""


@dataclass(frozen=True, slots=True)
class KeptResult:
    """A result in the store, and each part that was read for it with its fingerprint."""

    reads: tuple[tuple[Path, str], ...]
    value: Any


class Digests:
    """The fingerprints of the values of one build, each computed once for the same object."""

    def __init__(self, *, with_places: bool = False) -> None:
        self.with_places = with_places
        self._known: Known = {}
        self._texts: Known = {}
        self._owners: dict[int, tuple[Any, str]] = {}

    def of(self, value: Any) -> str:
        """The fingerprint of ``value``. Raises TypeError where it has none."""
        found = self._known.get(id(value))
        if found is None:
            found = self._known[id(value)] = value, self._made(value)
        return found[1]

    def of_text(self, root: Node) -> str:
        """Return what stands for a text in the fingerprint of anything that has it."""
        if id(root) not in self._texts:
            self.of(root)
        return self._texts[id(root)][1]

    def know_all(self, values: Iterable[object], digest: str) -> None:
        """That each of these values follows from what has this digest."""
        for number, value in enumerate(values):
            if value is not None:
                self._known[id(value)] = value, f"{digest} {number}"

    def know_owner(self, owner: Any, digest: str) -> None:
        """That what has a text, its ``body``, has this digest: one that differs is known by that, and how it does."""
        self._owners[id(owner.body)] = owner, digest

    def _made(self, value: Any) -> str:
        kind: Any = type(value)
        owner, digest = self._owners.get(id(getattr(value, "body", None)), (None, ""))
        if owner is None or not isinstance(owner, kind):
            return fingerprint(value, with_places=self.with_places, known=self._texts)
        parts = ((name, getattr(value, name)) for name in compared(kind))
        return fingerprint((digest, {name: self.of(it) for name, it in parts if it is not getattr(owner, name)}))

    def know(self, root: Node, digest: str) -> None:
        """That a text has this digest; it was computed when the text was made."""
        self._texts[id(root)] = root, digest


NEW = "nothing of it is in the cache: it is new, or its own files, its template or briefgen changed"
"""Why work is done of which nothing is remembered."""


def _shown(path: Path) -> str:
    """The path of a part as messages show it, such as ``site › facts › count-a``."""
    steps = [step for step in path if step not in (_KEYS, _HAS)]
    which = "the list of " if path[-1] == _KEYS else ""
    return which + " › ".join(steps)


class Memory:
    """What is remembered in ``store`` of work on ``roots``: name → value and its grain.

    ``version`` names everything else that results depend on, as that of a ``Stage`` does.
    """

    def __init__(
        self,
        store: Store,
        version: str,
        roots: Mapping[str, tuple[Any, ReadDetail]],
        digests: Digests,
        explain: Explain = nobody,
        missed: Callable[[], bool] = alone,
    ) -> None:
        self._store = store
        self._missed = missed
        self._explain = explain
        self._version = version
        self._roots = dict(roots)
        self._parts: dict[Path, Any] = {}
        self._reads: dict[Path, str] = {}
        self._digests = digests

    def add(self, root: str, value: Any, grain: ReadDetail) -> None:
        """Let work be done on one more root."""
        self._roots[root] = value, grain

    def recall(
        self, key: tuple[Any, ...], make: Callable[[Mapping[str, Any]], Outcome[T]], label: tuple[str, str] = ("", "")
    ) -> Outcome[T]:
        """The outcome of ``make`` for ``key``, remembered for as long as everything reads the same.

        ``make`` is given a view of each root. Where places do not count, an outcome with problems is not kept: a
        problem has a place, which may move while nothing else changes. ``label`` says what kind of work it is, and what
        for, to whoever has it explained.
        """
        if isinstance(self._store, NullStore):
            return make({root: value for root, (value, _) in self._roots.items()})
        name = fingerprint((self._version, *key))
        found = self._kept(name)
        if found is not None and self._holds(found.value):
            return Outcome(found.value.value, found.diagnostics)
        if self._explain is not nobody and label[0]:
            self._explain(*label, self._why(found))
        if self._missed():  # others have been at it
            return self.recall(key, make, label)
        noted: dict[Path, None] = {}
        made = make({root: _seen(value, grain, (root,), noted) for root, (value, grain) in self._roots.items()})
        if not made.diagnostics or self._digests.with_places:
            self._keep(name, noted, made)
        return made

    def _kept(self, name: str) -> Outcome[Any] | None:
        content = self._store.get(name)
        found = unpack(content) if content is not None else None
        return found if found is not None and isinstance(found.value, KeptResult) else None

    def _holds(self, kept: KeptResult) -> bool:
        try:
            return all(self._read(path) == digest for path, digest in kept.reads)
        except TypeError:  # what is there now has no fingerprint
            return False

    def _why(self, found: Outcome[Any] | None) -> str:
        if found is None:
            return NEW
        changed = [_shown(path) for path, digest in found.value.reads if self._read(path) != digest]
        return f"{few(changed)} changed"

    def _keep(self, name: str, noted: Mapping[Path, None], made: Outcome[Any]) -> None:
        try:
            reads = tuple((path, self._read(path)) for path in noted)
        except TypeError:  # something without a fingerprint was read
            return
        self._store.put(name, pack(Outcome(KeptResult(reads, made.value), made.diagnostics)))

    def _read(self, path: Path) -> str:
        """The fingerprint of what a path reads now; empty where it leads nowhere."""
        if path not in self._reads:
            try:
                self._reads[path] = self._digests.of(self._part(path))
            except LookupError:
                self._reads[path] = ""
        return self._reads[path]

    def _part(self, path: Path) -> Any:
        if path not in self._parts:
            self._parts[path] = self._step(path)
        return self._parts[path]

    def _step(self, path: Path) -> Any:
        *before, step = path
        if not before:
            return self._roots[step][0]
        if before[-1] == _HAS:
            return step in self._part(tuple(before[:-1]))
        owner = self._part(tuple(before))
        if isinstance(owner, tuple):
            return len(owner) if step == _KEYS else owner[int(step)]
        if step == _KEYS:
            return tuple(owner)
        if isinstance(owner, Mapping):
            return owner[step]
        if not hasattr(owner, step):
            raise LookupError(step)
        return getattr(owner, step)


def _seen(value: Any, grain: ReadDetail, path: Path, noted: dict[Path, None]) -> Any:
    """The value as work sees it: itself, noted, where it is one read; else a view that notes what is asked of it."""
    if grain.each is not None:
        view = _SequenceView if isinstance(value, tuple) else _MappingView
        return view(value, grain.each, path, noted)
    if grain.parts is not None and value is not None:
        return _View(value, grain.parts, path, noted)
    if not grain.is_known:
        noted[path] = None
    return value


class _View:
    """A value whose attributes are noted as they are asked for; it passes for one of its class."""

    __slots__ = ("_noted", "_parts", "_path", "_value")

    def __init__(self, value: Any, parts: Mapping[str, ReadDetail], path: Path, noted: dict[Path, None]) -> None:
        self._value, self._parts, self._path, self._noted = value, parts, path, noted

    __class__ = property(lambda self: type(self._value))

    def __dir__(self) -> Iterable[str]:
        return dir(self._value)

    def __getattr__(self, name: str) -> Any:
        part = getattr(self._value, name)
        return _seen(part, self._parts.get(name, WHOLE), (*self._path, name), self._noted)

    def __eq__(self, other: object) -> bool:
        return bool(self._whole() == (other._whole() if isinstance(other, _View) else other))

    def __hash__(self) -> int:
        return hash(self._whole())

    def __repr__(self) -> str:
        return repr(self._whole())

    def _whole(self) -> Any:
        """The value itself, which is then one read."""
        self._noted[self._path] = None
        return self._value


class _MappingView(Mapping[str, Any]):
    """A mapping whose entries, keys and gaps are noted as they are asked for."""

    __slots__ = ("_grain", "_noted", "_path", "_value")

    def __init__(self, value: Mapping[str, Any], grain: ReadDetail, path: Path, noted: dict[Path, None]) -> None:
        self._value, self._grain, self._path, self._noted = value, grain, path, noted

    def __getitem__(self, key: str) -> Any:
        if key in self._value:
            return _seen(self._value[key], self._grain, (*self._path, key), self._noted)
        self._noted[(*self._path, _HAS, key)] = None
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        self._noted[(*self._path, _HAS, str(key))] = None
        return key in self._value

    def __iter__(self) -> Iterator[str]:
        self._noted[(*self._path, _KEYS)] = None
        return iter(self._value)

    def __len__(self) -> int:
        self._noted[(*self._path, _KEYS)] = None
        return len(self._value)


class _SequenceView(Sequence[Any]):
    """A tuple whose entries and length are noted as they are asked for."""

    __slots__ = ("_grain", "_noted", "_path", "_value")

    def __init__(self, value: tuple[Any, ...], grain: ReadDetail, path: Path, noted: dict[Path, None]) -> None:
        self._value, self._grain, self._path, self._noted = value, grain, path, noted

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return tuple(self[it] for it in range(*place.indices(len(self))))
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        return _seen(self._value[place], self._grain, (*self._path, str(place)), self._noted)

    def __len__(self) -> int:
        self._noted[(*self._path, _KEYS)] = None
        return len(self._value)
