"""Which brief or pack a PDF is, in which version, and whether it is the one that its site has now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from briefgen.model.diagnostics import Outcome, error
from briefgen.model.pdf_manifest import PdfManifest
from briefgen.reading.world import World
from briefgen.rendering.digest import shown
from briefgen.resolving import addresses
from briefgen.verifying.manifest import BOOKLET, Inside, read_inside, why_unread
from briefgen.verifying.verify import BUILD_FIRST, BUILT, MARK, READ

Fact = tuple[str, str]
"""Label and words."""
Facts = Mapping[str, Fact]
_PDF, _HEAD = b"%PDF-", 1024
"""A PDF says so near its beginning."""
KNOWN, CURRENT = "pdf-says-what-it-is", "pdf-is-current"
FORMS = {
    "screen": "for the screen",
    "print": "for the printer",
    "large-print": "in large print",
    "leave-behind": "on one sheet",
    "facing": "two languages face to face",
    BOOKLET: "for the printer, imposed as a booklet",
}
_CHANGES = 8
"""So many changed facts are named."""


class Standing(StrEnum):
    """How a PDF stands to the site."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    NEWER = "newer"
    ELSEWHERE = "not from this site"
    NOT_COMPARED = "not compared"


@dataclass(frozen=True, slots=True)
class Known:
    """What a PDF says of itself, and how it stands to the site."""

    manifest: PdfManifest
    standing: Standing
    words: str
    changes: tuple[str, ...] = ()
    """In what it differs from the PDF that the site has, where it does."""
    since: tuple[str, ...] = ()
    """What was told of it since, a line each: of each brief its versions and the entries of its change log."""

    def lines(self) -> tuple[str, ...]:
        """For a person."""
        said = self.manifest
        number = f"{said.number} " if said.number else ""
        edition, form = ", ".join(said.languages), FORMS.get(said.profile, said.profile)
        return (
            f"{said.kind} {number}“{said.title}”",
            f"version {said.version} of {_dated(said)}, {edition}, {form}",
            f"content digest: {shown(said.digest)}; made by {said.generator} {said.generator_version}",
            *([f"on the web: {said.base_url}{said.page}"] if said.base_url else []),
            self.words,
            *self.since,
            *(f"  {change}" for change in self.changes),
        )


def whose(content: bytes, name: str, site: World | None, folder: str) -> Outcome[Known | None]:
    """What the PDF ``content`` is, compared with the site, if there is one."""
    from pikepdf import PdfError

    try:
        inside = read_inside(content)
    except PdfError as problem:
        told = f"cannot be read as a PDF: {why_unread(problem)}" if _PDF in content[:_HEAD] else "is not a PDF"
        return Outcome(None, (error(READ, f"{name} {told}"),))
    if inside is None:
        hint = "it was not made by briefgen, by an older briefgen, or a program that saved it has left the manifest out"
        return Outcome(
            None, (error(KNOWN, f"{name} does not say which document it is: it has no manifest", hint=hint),)
        )
    said = inside.manifest
    if site is None:
        words = "not compared with a site: there is no project here; name its folder with -C"
        return Outcome(Known(said, Standing.NOT_COMPARED, words))
    try:
        site.read(MARK)
    except OSError:
        return Outcome(
            Known(said, Standing.NOT_COMPARED, f"not compared: there is no site in {folder}"),
            (error(BUILT, f"there is no site in {folder}", hint=BUILD_FIRST),),
        )
    known = _compared(inside, site, folder)
    if known.standing is Standing.CURRENT:
        return Outcome(known)
    return Outcome(known, (error(CURRENT, f"{name} is not the PDF that the site has now: {known.words}"),))


def _compared(mine: Inside, site: World, folder: str) -> Known:
    said = mine.manifest
    path = said.pdf
    try:
        found = read_inside(site.read(path))
    except OSError:
        found = None
    there = found.manifest if found is not None else None
    if found is None or there is None or (there.id, there.base_url) != (said.id, said.base_url):
        return Known(said, Standing.ELSEWHERE, f"not from this site: {_why_elsewhere(said, there, folder, path)}")
    if there.digest == said.digest:
        return Known(said, Standing.CURRENT, f"current: {folder}/{path} has the same content")
    since = (*_as_kept(said, site, folder), *_since(said, there))
    own, its = _day(said), _day(there)
    what = f"version {there.version} of {_dated(there)}"
    changes = tuple(_changed(mine, found))
    if own > its:
        return Known(said, Standing.NEWER, f"newer than the site: {what} is in {folder}/{path}", changes)
    if (own, said.version) == (its, there.version):
        what += " with other content"
        changes = (*changes, f"the version was not raised: both are {said.version}")
    return Known(said, Standing.SUPERSEDED, f"superseded: {what} is in {folder}/{path}", changes, since)


def _as_kept(said: PdfManifest, site: World, folder: str) -> Iterator[str]:
    """Where the site has the very file among the versions that were kept."""
    name = addresses.kept_name(said.pdf, said.id, said.languages)
    path = addresses.kept_pdf(name, said.id, said.version, said.languages)
    if said.kind != "brief":
        return
    try:
        there = read_inside(site.read(path))
    except OSError:
        return
    if there is not None and there.manifest.digest == said.digest:
        yield f"kept as version {said.version} in {folder}/{path}"


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
    return _worded(_day(said))


def _worded(day: str) -> str:
    from datetime import date

    from babel.dates import format_date

    try:
        return str(format_date(date.fromisoformat(day[:10]), "d MMMM y", locale="en"))
    except ValueError:
        return day or "no date"
