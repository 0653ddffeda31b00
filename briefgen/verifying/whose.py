"""Which brief or pack a PDF is, in which version, and whether it is the one that its site has now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from briefgen.model.diagnostics import Outcome, error
from briefgen.model.pdf_manifest import PdfManifest
from briefgen.reading.world import World
from briefgen.verifying.manifest import read_manifest
from briefgen.verifying.verify import BUILD_FIRST, BUILT, MARK, READ

KNOWN, CURRENT = "pdf-says-what-it-is", "pdf-is-current"
FORMS = {
    "screen": "for the screen",
    "print": "for the printer",
    "large-print": "in large print",
    "leave-behind": "on one sheet",
    "facing": "two languages face to face",
}


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

    def lines(self) -> tuple[str, ...]:
        """For a person."""
        said = self.manifest
        number = f"{said.number} " if said.number else ""
        edition, form = ", ".join(said.languages), FORMS.get(said.profile, said.profile)
        return (
            f"{said.kind} {number}“{said.title}”",
            f"version {said.version} of {_dated(said)}, {edition}, {form}",
            f"made by {said.generator} {said.generator_version} from content {said.digest[:16]}",
            *([f"on the web: {said.base_url}{said.page}"] if said.base_url else []),
            self.words,
        )


def whose(content: bytes, name: str, site: World | None, folder: str) -> Outcome[Known | None]:
    """What the PDF ``content`` is, compared with the site, if there is one."""
    from pikepdf import PdfError

    try:
        said = read_manifest(content)
    except PdfError as problem:
        return Outcome(None, (error(READ, f"{name} cannot be read as a PDF: {problem}"),))
    if said is None:
        hint = "it was not made by briefgen, by an older briefgen, or a program that saved it has left the manifest out"
        return Outcome(
            None, (error(KNOWN, f"{name} does not say which document it is: it has no manifest", hint=hint),)
        )
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
    known = _compared(said, site, folder)
    if known.standing is Standing.CURRENT:
        return Outcome(known)
    return Outcome(known, (error(CURRENT, f"{name} is not the PDF that the site has now: {known.words}"),))


def _compared(said: PdfManifest, site: World, folder: str) -> Known:
    path = said.pdf
    try:
        there = read_manifest(site.read(path))
    except OSError:
        there = None
    if there is None or (there.id, there.base_url) != (said.id, said.base_url):
        return Known(said, Standing.ELSEWHERE, f"not from this site: {_why_elsewhere(said, there, folder, path)}")
    if there.digest == said.digest:
        return Known(said, Standing.CURRENT, f"current: {folder}/{path} has the same content")
    mine, its = _day(said), _day(there)
    what = f"version {there.version} of {_dated(there)}"
    if mine > its:
        return Known(said, Standing.NEWER, f"newer than the site: {what} is in {folder}/{path}")
    if (mine, said.version) == (its, there.version):
        what += " with other content"
    return Known(said, Standing.SUPERSEDED, f"superseded: {what} is in {folder}/{path}")


def _why_elsewhere(said: PdfManifest, there: PdfManifest | None, folder: str, path: str) -> str:
    if there is not None and there.base_url != said.base_url:
        return f"it belongs to {said.base_url or 'a site without an address'}"
    return f"there is no such PDF at {folder}/{path}"


def _day(said: PdfManifest) -> str:
    return said.updated or said.published


def _dated(said: PdfManifest) -> str:
    from datetime import date

    from babel.dates import format_date

    try:
        return str(format_date(date.fromisoformat(_day(said)[:10]), "d MMMM y", locale="en"))
    except ValueError:
        return _day(said) or "no date"
