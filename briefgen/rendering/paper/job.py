"""A PDF to be laid out, as a value: all it depends on, nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from briefgen.model.output.assets import Asset
from briefgen.model.values.pdf_forms import Profile
from briefgen.model.written.print_options import PressSheet

VARIANTS = {"ua-1": "pdf/a-3a", "ua-2": "pdf/a-4f"}
"""The archival standard that goes with each of accessibility, as WeasyPrint calls it."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that travels inside the PDF.

    ``relationship`` is what it is to the document: ``Data`` behind a drawing, ``Source`` of what is said,
    ``Supplement`` beside it. ``figure`` is the id of the figure that it belongs to, if it belongs to one.
    """

    name: str
    kind: str
    """Media type."""
    relationship: str
    description: str
    content: bytes = field(repr=False)
    figure: str = ""


@dataclass(frozen=True, slots=True)
class PdfJob:
    """One PDF. ``html`` is a whole document; relative addresses in it are taken from ``https://pack.invalid/``.

    ``css`` holds (name, text) in the order of the cascade; ``assets`` maps an address to what stands
    there. ``created`` and ``modified`` are ISO dates. ``identifier`` names the document over its
    versions. ``standard`` is ``ua-1`` or ``ua-2``. ``titles`` is the title in every language that the
    document exists in, ``languages`` are those of the text when there are more than ``lang``;
    ``rights`` says in words what the licence at ``licence`` allows. ``digest`` stands for the content; its
    beginning is printed in the pages. ``max_pages`` is how many pages its sheets have; what does not fit on
    them is reported in ``Laid``. ``press`` is what a printer needs, in that form; ``booklet`` is the
    output path of the imposed file, if there is to be one.
    """

    name: str
    lang: str
    html: str
    title: str
    css: tuple[tuple[str, str], ...] = ()
    assets: Mapping[str, Asset] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    subject: str = ""
    keywords: tuple[str, ...] = ()
    created: str = ""
    modified: str = ""
    identifier: str = ""
    profile: Profile = Profile.SCREEN
    standard: str = "ua-1"
    titles: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    version: str = ""
    publisher: str = ""
    rights: str = ""
    licence: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    digest: str = ""
    max_pages: int | None = None
    press: PressSheet | None = None
    booklet: str = ""

    @property
    def variant(self) -> str:
        """What WeasyPrint calls the standard."""
        return VARIANTS[self.standard]


def digest_of(job: PdfJob) -> str:
    """SHA-256 of all that ``job`` holds: another word, figure, rule, font or picture gives another."""
    about = [job.name, job.lang, job.title, job.authors, job.subject, job.keywords, job.created, job.modified]
    rights = [job.identifier, job.version, job.publisher, job.rights, job.licence]
    form = [job.profile, job.standard, dict(job.titles), job.languages, str(job.press), job.booklet]
    assets = {url: it.digest for url, it in job.assets.items()}
    enclosed = [
        (it.name, it.kind, it.relationship, it.description, sha256(it.content).hexdigest(), it.figure)
        for it in job.enclosures
    ]
    whole = json.dumps([about, rights, form, job.html, job.css, assets, enclosed], ensure_ascii=False)
    return sha256(whole.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class FacingJob:
    """One PDF of two texts that face each other, the first on the left-hand pages.

    ``about`` describes the whole and has no page of its own; ``halves`` are whole documents, each in one language.
    ``names`` has the languages' own names.
    """

    about: PdfJob
    halves: tuple[PdfJob, PdfJob]
    names: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """Its output path."""
        return self.about.name

    @property
    def html(self) -> str:
        """The pages of both texts, one after the other: what there is to set."""
        return "".join(half.html for half in self.halves)

    @property
    def whole(self) -> PdfJob:
        """All that is in it as one job: its words and what its pages use."""
        assets = {address: it for half in self.halves for address, it in half.assets.items()}
        return replace(self.about, html=self.html, assets=assets)
