"""What readers would see changed since a commit: blocks of texts in every language, facts with their uses, files."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from briefgen.handouts.named import checked_project
from briefgen.hosting.git import Git, GitError, nul_lines
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.core.written import Lang
from briefgen.model.extension import Installed
from briefgen.model.written.shown import Shown
from briefgen.reading.world import MemoryWorld, World
from briefgen.reporting.facts import FactMention, places_of
from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.edition.views import FactView
from briefgen.resolving.versions.block_changes import (
    Difference,
    Fate,
    PlainBlock,
    WordRun,
    differences,
    said_of,
    said_of_pack,
    said_of_page,
)

_FOLDERS = ("content", "templates")
_PLAIN_FILES = frozenset({b"100644", b"100755"})
_MOST = 300_000_000
"""Bytes that are read of a commit."""
_SEEN_ONLY = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
"""Files of which it is enough to know that they are there, and whether they are the same."""


class RevisionError(Exception):
    """Why a commit cannot be read, in a sentence."""


class _PastWorld(MemoryWorld):
    """Files as they were; what is installed is what there is now."""

    def __init__(self, files: Mapping[str, bytes], here: World) -> None:
        super().__init__(files, here.now())
        self._here = here

    def extension(self, name: str) -> Installed:
        """An extension that is installed."""
        return self._here.extension(name)


@dataclass(frozen=True, slots=True)
class PastProject:
    """A project at a commit: its short name, its files, and the name that git has for the bytes of each."""

    commit: str
    world: MemoryWorld
    objects: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _ListedFile:
    path: str
    name: str
    size: int


def past_project(git: Git, revision: str, here: World) -> PastProject:
    """The project in the folder of ``git`` at the last commit that ``revision`` and the working tree share.

    Where nothing is shared it is that of ``revision`` itself. ``here`` is the project as it stands. Raises
    RevisionError where it cannot be read.
    """
    try:
        commit = _shared(git, revision)
        entries = list(_entries(git.run("ls-tree", "-r", "-z", "-l", commit, "--", *_FOLDERS)))
        if sum(it.size for it in entries) > _MOST:
            raise RevisionError(f"the files of {revision} have more than {_MOST // 1_000_000} MB")
        wanted = [it for it in entries if PurePosixPath(it.path).suffix.lower() not in _SEEN_ONLY]
        contents = dict.fromkeys((it.path for it in entries), b"") | dict(_contents(git, wanted))
    except GitError as problem:
        raise RevisionError(f"git cannot read {revision}: {problem.last}") from problem
    if "content/site.yaml" not in contents:
        raise RevisionError(f"at {revision} this folder has no content/site.yaml")
    return PastProject(commit[:10], _PastWorld(contents, here), {it.path: it.name for it in entries})


def _shared(git: Git, revision: str) -> str:
    asked = f"{revision}^{{commit}}"
    found = git.says("rev-parse", "--verify", "--quiet", "--end-of-options", asked)
    if not found and not git.says("rev-parse", "--git-dir"):
        hint = "to compare with later, run git init, git add . and git commit"
        raise RevisionError(f"this folder is not in a git repository, which would keep earlier states: {hint}")
    if not found:
        fetch = "fetch it first (in a workflow: fetch-depth: 0 of actions/checkout)"
        raise RevisionError(f"there is no commit “{revision}” here: {fetch}, or run git log to see which there are")
    return git.says("merge-base", found, "HEAD") or found


def _entries(listed: bytes) -> Iterator[_ListedFile]:
    """The plain files of a commit; what is a link, or of another repository, is left out."""
    for line in nul_lines(listed):
        about, _, path = line.partition(b"\t")
        mode, _, name, size = about.split()
        shown = path.decode("utf-8", "replace")
        if mode in _PLAIN_FILES and not {"�", "\\"} & set(shown) and ".." not in shown.split("/"):
            yield _ListedFile(shown, name.decode(), int(size))


def _contents(git: Git, entries: list[_ListedFile]) -> Iterator[tuple[str, bytes]]:
    given = "".join(f"{it.name}\n" for it in entries).encode()
    answer = git.run("cat-file", "--batch", given=given) if entries else b""
    at = 0
    for entry in entries:
        at = answer.index(b"\n", at) + 1
        yield entry.path, answer[at : at + entry.size]
        at += entry.size + 1


_TEXT_FILES = (".md", ".yaml", ".yml", ".po", ".html", ".css", ".js", ".xml")
Said = Mapping[Lang, tuple[PlainBlock, ...]]
Token = tuple[str, str, str, int]
"""By which a block is known in every language: what it is, its key, its id, and which of those it is."""
_Known = Sequence[tuple[PlainBlock, Token]]


@dataclass(frozen=True, slots=True)
class ChangedSide:
    """A block in one language: what became of it, and its words run by run."""

    fate: Fate
    runs: tuple[WordRun, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A block that has changed in at least one language; a language that does not have it is left out."""

    kind: str
    number: str
    under: str
    sides: Mapping[Lang, ChangedSide]
    more: int = 0
    """How many rows of the table after it have come or gone with it."""


@dataclass(frozen=True, slots=True)
class ChangedDocument:
    """A brief, a pack or a page: what it is, its name, its title, what became of it, and its blocks."""

    what: str
    name: str
    title: str
    fate: Fate
    rows: tuple[ChangedRow, ...]


@dataclass(frozen=True, slots=True)
class FactDifference:
    """A fact of the ledger: its words before and now by language, what else of it differs, and where it is used."""

    id: str
    was: Mapping[Lang, str]
    now: Mapping[Lang, str]
    beside: tuple[str, ...] = ()
    places: tuple[FactMention, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteChanges:
    """All that a proposed change does."""

    since: str
    languages: Mapping[Lang, str]
    """Language → its direction."""
    documents: tuple[ChangedDocument, ...] = ()
    facts: tuple[FactDifference, ...] = ()
    files: tuple[tuple[str, Fate], ...] = ()
    """Pictures and attachments."""
    new: tuple[Diagnostic, ...] = ()
    solved: tuple[Diagnostic, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether readers and checks see what they saw."""
        return not (self.documents or self.facts or self.files or self.new or self.solved)


@dataclass(frozen=True, slots=True)
class _ProjectState:
    """A project as it is read, settled and checked."""

    site: Shown
    editions: Mapping[Lang, Edition]
    found: tuple[Diagnostic, ...]
    said: Mapping[tuple[str, str], Said] = field(default_factory=dict)


def site_changes(past: PastProject, world: World, *, preview: bool) -> SiteChanges:
    """Return what has changed between a commit and the project as it stands; a ``preview`` has drafts too."""
    before, after = _state(past.world, preview), _state(world, preview)
    names = sorted(before.said.keys() | after.said.keys())
    documents = (_document(it, before.said.get(it, {}), after.said.get(it, {})) for it in names)
    return SiteChanges(
        since=past.commit,
        languages={lang: edition.direction for lang, edition in {**before.editions, **after.editions}.items()},
        documents=tuple(it for it in documents if it is not None),
        facts=tuple(_facts(before, after)),
        files=tuple(_files(past, world)),
        new=_without(after.found, before.found),
        solved=_without(before.found, after.found),
    )


def _state(world: World, preview: bool) -> _ProjectState:
    project = checked_project(world, None, preview=preview)
    sources, editions = project.value
    return _ProjectState(sources.site, editions, project.diagnostics, _said(editions))


def _said(editions: Mapping[Lang, Edition]) -> dict[tuple[str, str], Said]:
    """Return what each document says by language."""
    found: dict[tuple[str, str], dict[Lang, tuple[PlainBlock, ...]]] = {}
    for lang, edition in editions.items():
        for slug, article in edition.articles.items():
            found.setdefault(("brief", slug), {})[lang] = said_of(article)
        for slug, page in edition.pages.items():
            found.setdefault(("page", slug), {})[lang] = said_of_page(page)
        for ident, pack in edition.packs.items():
            found.setdefault(("pack", ident), {})[lang] = said_of_pack(pack)
    return dict(found)


# Texts


def _document(name: tuple[str, str], before: Said, after: Said) -> ChangedDocument | None:
    told = after or before
    title = next((it.words for blocks in told.values() for it in blocks if it.kind == "title"), name[1])
    fate = Fate.NEW if not before else Fate.GONE if not after else Fate.CHANGED
    rows = tuple(_rows(before, after))
    return ChangedDocument(*name, title, fate, rows) if rows or fate is not Fate.CHANGED else None


def _rows(before: Said, after: Said) -> Iterator[ChangedRow]:
    """The blocks that differ in a language, each with what the other languages say there."""
    places: dict[tuple[bool, Token], float] = {}
    changed: dict[tuple[bool, Token], dict[Lang, Difference]] = {}
    stands: dict[Lang, dict[Token, PlainBlock]] = {}
    for lang in dict.fromkeys((*after, *before)):
        was, now = _known(before.get(lang, ())), _known(after.get(lang, ()))
        stands[lang] = {token: block for block, token in now}
        names = {id(block): (gone, token) for gone, them in ((True, was), (False, now)) for block, token in them}
        for difference in differences(before.get(lang, ()), after.get(lang, ())):
            name = names[id(difference.now or difference.was)]
            changed.setdefault(name, {})[lang] = difference
            places.setdefault(name, _place(difference, was, now))
    yield from _together(_row(name, changed[name], stands) for name in sorted(changed, key=places.__getitem__))


def _place(difference: Difference, was: _Known, now: _Known) -> float:
    """Where it stands in the text as it is now; what has gone stands after what was before it and is there still."""
    if difference.now is not None:
        at = float(next(at for at, (block, _) in enumerate(now) if block is difference.now))
    else:
        still = {block.same: at for at, (block, _) in enumerate(now)}
        before = [block.same for block, _ in was[: next(at for at, it in enumerate(was) if it[0] is difference.was)]]
        at = next((still[same] + 0.5 for same in reversed(before) if same in still), -0.5)
    return at / max(1, len(now))


def _together(rows: Iterable[ChangedRow]) -> Iterator[ChangedRow]:
    """The rows of a table that has come or gone as one."""
    last: ChangedRow | None = None
    for row in rows:
        if last and _is_like(last, row):
            last = replace(last, more=last.more + 1)
            continue
        if last:
            yield last
        last = row
    if last:
        yield last


def _is_like(one: ChangedRow, other: ChangedRow) -> bool:
    """Tell whether both are rows of one table that have come or gone."""
    fates = [{lang: it.fate for lang, it in row.sides.items()} for row in (one, other)]
    is_whole = set(fates[0].values()) <= {Fate.NEW, Fate.GONE}
    return (
        is_whole and fates[0] == fates[1] and (one.kind, one.under) == (other.kind, other.under) == ("row", one.under)
    )


def _known(blocks: Sequence[PlainBlock]) -> list[tuple[PlainBlock, Token]]:
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for block in blocks:
        name = (block.kind, block.key, block.id)
        found.append((block, (*name, seen[name])))
        seen[name] += 1
    return found


def _row(
    name: tuple[bool, Token], own: Mapping[Lang, Difference], stands: Mapping[Lang, Mapping[Token, PlainBlock]]
) -> ChangedRow:
    sides: dict[Lang, ChangedSide] = {}
    is_gone, token = name
    for lang in stands:
        if difference := own.get(lang):
            block = difference.now or difference.was
            sides[lang] = ChangedSide(
                difference.fate, difference.runs(), str(block.span) if block and block.span else ""
            )
        elif (still := stands[lang].get(token)) and not is_gone:
            sides[lang] = ChangedSide(Fate.SAME, (WordRun(Fate.SAME, still.words),), str(still.span or ""))
    first = next(iter(own.values()))
    block = first.now or first.was
    assert block is not None
    return ChangedRow(block.kind, block.number, block.under, sides)


# Facts


_ASPECTS: Mapping[str, Callable[[FactView], object]] = {
    "name": lambda it: it.label,
    "time": lambda it: it.period,
    "comparison": lambda it: (it.change, it.compared_to, it.compared_as),
    "sources": lambda it: (it.sources, it.also),
    "status": lambda it: it.status,
    "strength": lambda it: it.strength,
    "note": lambda it: (it.note, it.doubt),
}


def _facts(before: _ProjectState, after: _ProjectState) -> Iterator[FactDifference]:
    was, now = _views(before.editions), _views(after.editions)
    places, earlier = places_of(after.site), places_of(before.site)
    for ident in sorted(was.keys() | now.keys()):
        old, new = was.get(ident, {}), now.get(ident, {})
        words = [{lang: it.words or it.statement for lang, it in views.items()} for views in (old, new)]
        both = old.keys() & new.keys()
        beside = [name for name, of in _ASPECTS.items() if any(of(old[lang]) != of(new[lang]) for lang in both)]
        if words[0] != words[1] or beside:
            used = places.get(ident) or earlier.get(ident) or ()
            yield FactDifference(ident, words[0], words[1], tuple(beside), used)


def _views(editions: Mapping[Lang, Edition]) -> dict[str, dict[Lang, FactView]]:
    found: dict[str, dict[Lang, FactView]] = {}
    for lang, edition in editions.items():
        for ident, view in edition.facts.items():
            found.setdefault(ident, {})[lang] = view
    return found


# Files and problems


def _files(past: PastProject, world: World) -> Iterator[tuple[str, Fate]]:
    """Pictures and attachments that have come, gone or changed."""
    before = {path for path in past.objects if path.startswith("content/briefs/") and not path.endswith(_TEXT_FILES)}
    after = {path for path in world.files("content/briefs") if not path.endswith(_TEXT_FILES)}
    for path in sorted(before | after):
        if path not in after:
            yield path, Fate.GONE
        elif path not in before:
            yield path, Fate.NEW
        elif _object_name(world, path, past.objects[path]) != past.objects[path]:
            yield path, Fate.CHANGED


def _object_name(world: World, path: str, like: str) -> str:
    """The name that git gives the bytes of a file, by SHA-1 or SHA-256."""
    try:
        content = world.read(path)
    except OSError:
        return ""
    made = hashlib.new("sha1" if len(like) == 40 else "sha256", usedforsecurity=False)
    made.update(b"blob %d\0" % len(content) + content)
    return made.hexdigest()


def _without(found: Iterable[Diagnostic], others: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems that the others do not have, wherever in their file they are."""
    left = Counter(map(_named, others))
    more: list[Diagnostic] = []
    for each in found:
        name = _named(each)
        if left[name]:
            left[name] -= 1
        else:
            more.append(each)
    return tuple(more)


def _named(found: Diagnostic) -> tuple[str, str, str, str]:
    return found.code, found.severity.value, found.span.path if found.span else "", found.message
