"""Which brief or pack a PDF is, in which version, whether it is still as it was made, and the one its site has now.

What the file says of itself is a claim: it names the file to compare it with, and nothing else follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import islice
from typing import Any

from briefgen.model.core.diagnostics import Outcome, error
from briefgen.model.output import addresses
from briefgen.model.output.pdf_manifest import PdfManifest
from briefgen.model.output.site_manifest import MANIFEST, digest_named, files_named
from briefgen.model.values.json_text import LARGEST_LIST, parse_json
from briefgen.reading.world import World
from briefgen.rendering.paper.jobs.digest import shown
from briefgen.verifying.paper.compare_pages import differences
from briefgen.verifying.paper.manifest import BOOKLET, Inside, read_inside
from briefgen.verifying.paper.opened import UnreadablePdfError
from briefgen.verifying.verify import AS_BUILT, BUILD_FIRST, READ, no_site

Fact = tuple[str, str]
"""Label and words."""
Facts = Mapping[str, Fact]
KNOWN, CURRENT, UNCHANGED = "pdf-says-what-it-is", "pdf-is-current", "pdf-is-unchanged"
FORMS = {
    "screen": "for the screen",
    "print": "for the printer",
    "large-print": "in large print",
    "leave-behind": "on one sheet",
    "facing": "two languages face to face",
    "checking": "with every mark for checking",
    BOOKLET: "for the printer, imposed as a booklet",
}
_CHANGES, _LINES = 8, 60
"""So many changed facts are named, and so many lines of the change log."""


_WHAT_IS_COMPARED = (
    "compared: pages, words, numbers, drawing, what lies on the pages, tags, notes, bookmarks, metadata, files inside",
)


class PdfStatus(StrEnum):
    """How a PDF stands to the site."""

    CURRENT = "current"
    ALTERED = "altered"
    SUPERSEDED = "superseded"
    NEWER = "newer"
    ELSEWHERE = "not from this site"
    NOT_COMPARED = "not compared"


class PdfMatch(StrEnum):
    """What two files have in common."""

    BYTES = "the same file, byte for byte"
    CONTENT = "the same content in other bytes: another program has saved or signed it"
    LONGER = "the same content, but more bytes follow its end: another program has added them, a signature perhaps"
    NONE = "not the same content"


@dataclass(frozen=True, slots=True)
class Compared:
    """What the file was compared with, and what came of it."""

    path: str
    likeness: PdfMatch
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a PDF says of itself, and how it stands to the site."""

    manifest: PdfManifest
    standing: PdfStatus
    words: str
    changes: tuple[str, ...] = ()
    """In what it differs from the PDF that the site has, where it does."""
    since: tuple[str, ...] = ()
    """What was told of it since, a line each: of each brief its versions and the entries of its change log."""
    compared: Compared | None = None
    """None when there is no such file to compare it with."""

    @property
    def not_compared(self) -> bool:
        """Whether nothing follows."""
        return self.standing is PdfStatus.NOT_COMPARED

    lists_problems = not_compared
    """Whether a person is told of the problems besides these lines, which have those of a PDF."""

    def as_data(self) -> dict[str, Any]:
        """For programs."""
        compared = (
            {"path": it.path, "likeness": it.likeness.name.lower(), "differences": list(it.differences)}
            if (it := self.compared)
            else None
        )
        said = {"document": self.manifest.as_data(), "standing": self.standing, "compared": compared}
        return {**said, "since": list(self.since), "changes": list(self.changes)}

    def lines(self) -> tuple[str, ...]:
        """For a person."""
        said = self.manifest
        number = f"{said.number} " if said.number else ""
        edition, form = ", ".join(said.languages), FORMS.get(said.profile, said.profile)
        return (
            f"{said.kind} {number}“{said.title}”",
            f"version {said.version}{_dated(said)}, {edition}, {form}",
            f"content digest: {shown(said.digest)}; made by {said.generator} {said.generator_version}",
            *([f"on the web: {said.base_url}{said.page}"] if said.base_url else []),
            self.words,
            *(f"  {it}" for it in (self.compared.differences if self.compared else ())),
            *(_WHAT_IS_COMPARED if self.compared and self.compared.likeness is not PdfMatch.BYTES else ()),
            *self.since,
            *(f"  {change}" for change in self.changes),
        )


def whose(content: bytes, name: str, site: World | None, folder: str) -> Outcome[Known | None]:
    """What the PDF ``content`` is, compared with the files of the site, if there is one."""
    try:
        inside = read_inside(content)
    except UnreadablePdfError as problem:
        return Outcome(None, (error(READ, f"{name} {problem}"),))
    if inside is None:
        hint = "it was not made by briefgen, by an older briefgen, or a program that saved it has left the manifest out"
        return Outcome(
            None, (error(KNOWN, f"{name} does not say which document it is: it has no manifest", hint=hint),)
        )
    said = inside.manifest
    if site is None:
        words = "not compared with a site: there is no project here; give its folder with -C"
        return Outcome(Known(said, PdfStatus.NOT_COMPARED, words))
    try:
        named = files_named(parse_json(site.read(MANIFEST), LARGEST_LIST)) or {}
    except OSError:
        missing = no_site(site, folder)
        return Outcome(Known(said, PdfStatus.NOT_COMPARED, f"not compared: {missing.message}"), (missing,))
    except ValueError as problem:
        words = f"not compared: {folder}/{MANIFEST} cannot be read: {problem}"
        return Outcome(Known(said, PdfStatus.NOT_COMPARED, words), (error(AS_BUILT, words, hint=BUILD_FIRST),))
    try:
        known = _BuiltSite(site, folder, named).compare(content, inside)
    except UnreadablePdfError as problem:
        return Outcome(None, (error(READ, f"{name}, or what it is compared with, {problem}"),))
    except ChangedError as problem:
        words = f"not compared: {problem} was changed since the build, so the comparison means nothing"
        return Outcome(Known(said, PdfStatus.NOT_COMPARED, words), (error(AS_BUILT, words, hint=BUILD_FIRST),))
    if known.standing is PdfStatus.CURRENT:
        return Outcome(known)
    if known.standing is PdfStatus.ALTERED:
        first = known.compared.differences[0] if known.compared else ""
        return Outcome(known, (error(UNCHANGED, f"{name} is not what it says it is: {known.words} {first}"),))
    return Outcome(known, (error(CURRENT, f"{name} is not the PDF that the site has now: {known.words}"),))


class ChangedError(Exception):
    """A file of the site that a PDF would be compared with is not as it was built; the message is its path."""


@dataclass(frozen=True, slots=True)
class _BuiltSite:
    """Where a PDF is compared with what its site has."""

    world: World
    folder: str
    named: Mapping[str, Any]
    """What its manifest says of each of its files."""

    def compare(self, content: bytes, mine: Inside) -> Known:
        """How a PDF stands to the site, once it has been compared with the file that it says it is.

        Raises ChangedError when that file is not as the build left it: nothing follows from it then.
        """
        said, path = mine.manifest, mine.manifest.pdf
        there, found = self._there(path)
        its = found.manifest if found is not None else None
        if found is None or its is None or (its.id, its.base_url) != (said.id, said.base_url):
            return Known(
                said, PdfStatus.ELSEWHERE, f"not from this site: {_why_elsewhere(said, its, self.folder, path)}"
            )
        if its.digest == said.digest:
            return self._as_said(said, content, there, path)
        kept, as_kept = self._kept(said)
        compared = _compared(content, kept, as_kept) if kept else None
        if compared is not None and compared.likeness is PdfMatch.NONE:
            where = f"{self.folder}/{compared.path}, its version {said.version}"
            return Known(
                said, PdfStatus.ALTERED, f"altered: it says that it is {where}, but differs:", compared=compared
            )
        return self._not_current(mine, found, compared)

    def _there(self, path: str) -> tuple[bytes, Inside | None]:
        """A PDF of the site and what is inside it; none where it has no such file."""
        try:
            content = self.world.read(path)
        except OSError:
            return b"", None
        digest = digest_named(self.named.get(path))
        if digest and digest != sha256(content).hexdigest():
            raise ChangedError(f"{self.folder}/{path}")
        try:
            return content, read_inside(content)
        except UnreadablePdfError:
            return b"", None

    def _as_said(self, said: PdfManifest, content: bytes, there: bytes, path: str) -> Known:
        compared = _compared(content, there, path)
        if compared.likeness is PdfMatch.NONE:
            words = f"altered: it says that it is {self.folder}/{path}, but differs:"
            return Known(said, PdfStatus.ALTERED, words, compared=compared)
        is_, has = f"current: {self.folder}/{path} is", f"current: {self.folder}/{path} has"
        words = f"{is_ if compared.likeness is PdfMatch.BYTES else has} {compared.likeness}"
        return Known(said, PdfStatus.CURRENT, words, compared=compared)

    def _kept(self, said: PdfManifest) -> tuple[bytes, str]:
        """The very file among the versions that were kept, and where it stands; nothing when there is none."""
        if said.kind != "brief":
            return b"", ""
        name = addresses.kept_name(said.pdf, said.id, said.languages)
        path = addresses.kept_pdf(name, said.id, said.version, said.languages)
        content, inside = self._there(path)
        return (content, path) if inside is not None and inside.manifest.digest == said.digest else (b"", "")

    def _not_current(self, mine: Inside, found: Inside, compared: Compared | None) -> Known:
        """The site has another; ``compared`` says that the PDF is as it was kept, where it was."""
        said, there = mine.manifest, found.manifest
        own, its = _day(said), _day(there)
        where, what = f"{self.folder}/{said.pdf}", f"version {there.version}{_dated(there)}"
        changes = tuple(_changed(mine, found))
        if compared is None:
            as_kept = f"its own content was not compared: {self.folder} has no copy of this version {said.version}"
        else:
            as_kept = f"kept as version {said.version} in {self.folder}/{compared.path}: {compared.likeness}"
        if own and its and own > its:
            return Known(said, PdfStatus.NEWER, f"newer than the site: {what} is in {where}", changes, (as_kept,))
        if (own, said.version) == (its, there.version):
            what += " with other content"
            changes = (*changes, f"the version was not raised: both are {said.version}")
        since = (as_kept, *islice(_since(said, there), _LINES))
        return Known(said, PdfStatus.SUPERSEDED, f"superseded: {what} is in {where}", changes, since, compared)


def _compared(mine: bytes, published: bytes, path: str) -> Compared:
    """What two files have in common. Raises UnreadableError."""
    if mine == published:
        return Compared(path, PdfMatch.BYTES)
    found = differences(mine, published)
    same = PdfMatch.LONGER if mine.startswith(published) else PdfMatch.CONTENT
    return Compared(path, PdfMatch.NONE if found else same, found)


def _since(said: PdfManifest, there: PdfManifest) -> Iterator[str]:
    """What has changed in each brief of a PDF since it was made: corrections first, then what is new."""
    now = {brief.slug: brief for brief in there.briefs}
    for brief in said.briefs:
        if (its := now.get(brief.slug)) is None:
            yield f"{brief.number}: is no longer in it"
            continue
        new = [change for change in its.changes if change not in brief.changes]
        if new or its.version != brief.version:
            yield f"{brief.number}: version {brief.version} here, {its.version} now"
        for change in sorted(new, key=lambda it: (it.kind != "correction", it.date)):
            made = f", version {change.version}" if change.version else ""
            yield f"  {change.kind} ({change.level}) of {_worded(change.date)}{made}: {change.text}"


def _changed(mine: Inside, its: Inside) -> Iterator[str]:
    """The facts in which two PDFs differ: as the one in hand has them, and as the site has them."""
    told = [_fact_changed(*pair) for pair in _pairs(mine.facts, its.facts)]
    yield from told[:_CHANGES]
    if len(told) > _CHANGES:
        yield f"and {len(told) - _CHANGES} facts more"
    if not told:
        yield "the facts are the same; words or looks differ"


def _pairs(mine: Facts, its: Facts) -> Iterator[tuple[Fact | None, Fact | None]]:
    """Each fact that differs, on either side."""
    for ident in dict.fromkeys((*mine, *its)):
        if mine.get(ident) != its.get(ident):
            yield mine.get(ident), its.get(ident)


def _fact_changed(mine: Fact | None, its: Fact | None) -> str:
    (label, before), (name, after) = mine or ("", ""), its or ("", "")
    if its is None:
        return f"“{label}” is no longer there: {before}"
    if mine is None:
        return f"“{name}” is new: {after}"
    if before == after:
        return f"“{label}” is now “{name}”: {after}"
    return f"“{name}”: {before} → {after}"


def _why_elsewhere(said: PdfManifest, there: PdfManifest | None, folder: str, path: str) -> str:
    if there is not None and there.base_url != said.base_url:
        return f"it belongs to {said.base_url or 'a site without an address'}"
    return f"there is no such PDF at {folder}/{path}"


def _day(said: PdfManifest) -> str:
    return said.updated or said.published


def _dated(said: PdfManifest) -> str:
    """“ of ” and the day; empty where the brief gives none."""
    return f" of {_worded(day)}" if (day := _day(said)) else ""


def _worded(day: str) -> str:
    from datetime import date

    from babel.dates import format_date

    try:
        return str(format_date(date.fromisoformat(day[:10]), "d MMMM y", locale="en"))
    except ValueError:
        return day or "no date"
