"""All that can be signed, as readers see it or will, whatever is under embargo too; and what is not signed yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from briefgen.building.project import ProjectSources, read_all
from briefgen.checking.release import no_rules, signature_problems
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Span
from briefgen.model.core.written import Lang, Written
from briefgen.model.records.marks import Signoffs
from briefgen.model.written.briefs import BriefStatus
from briefgen.model.written.shown import Shown
from briefgen.reading.layout import PACK_SIGNOFFS, SIGNOFFS
from briefgen.reading.world import World
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.embargo.embargo import shown_at
from briefgen.resolving.signing import SignedText, Signer, seats, signed_article, signed_pack

BRIEF, PACK = "brief", "pack"


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """A brief or a pack, and who has signed it."""

    kind: str
    name: str
    """The slug or the id."""
    number: str
    """Of a brief; empty for a pack."""
    path: str
    """Where its signatures stand, or would."""
    written: Written[Signoffs] | None
    texts: Mapping[Lang, SignedText]
    span: Span

    def seats(self, site: Shown) -> tuple[Signer, ...]:
        """Every role for every language."""
        rules = site.settings.value.signoff
        return tuple(seats(self.written, rules.required if rules else (), self.texts))


@dataclass(frozen=True, slots=True)
class Signing:
    """The whole project, read to be signed."""

    sources: ProjectSources
    editions: Mapping[Lang, Edition]
    documents: tuple[SignedDocument, ...]

    @property
    def site(self) -> Shown:
        """The site with what readers may not see yet."""
        return self.sources.site

    def document(self, name: str) -> SignedDocument | None:
        """A pack by its id, a brief by slug or number."""
        return next((it for it in self.documents if name in (it.name, it.number)), None)


def read_signing(world: World, base_url: str | None = None) -> Outcome[Signing]:
    """Read and settle everything, what readers may not see yet too."""
    report = Report()
    sources = report.take(read_all(world, base_url, preview=True))
    return Outcome(report.take(signing_of(sources)), report.sorted())


def signing_of(sources: ProjectSources, editions: Mapping[Lang, Edition] | None = None) -> Outcome[Signing]:
    """All that can be signed of what was read, what readers are not shown yet too.

    ``editions`` are those of what readers are shown, where they have been settled already: where that is everything,
    nothing is settled again. What has been withdrawn has nothing to sign.
    """
    report = Report()
    if sources.hidden is not None:
        site = report.take(shown_at(*sources.hidden, preview=True))
        sources, editions = replace(sources, site=site, hidden=None), None
    if editions is None:
        editions = report.take(resolve(sources.site, sources.styles)) if sources.site.profiles else {}
    documents = (*_briefs(sources, editions), *_packs(sources, editions))
    return Outcome(Signing(sources, editions, documents), report.sorted())


def _briefs(sources: ProjectSources, editions: Mapping[Lang, Edition]) -> Iterator[SignedDocument]:
    site = sources.site
    for slug, brief in sorted(site.briefs.items(), key=lambda it: (it[1].data.value.number, it[0])):
        if brief.data.value.status is BriefStatus.WITHDRAWN:
            continue
        texts = {
            lang: signed_article(edition.articles[slug], edition, brief, site, sources.images)
            for lang, edition in editions.items()
            if slug in edition.articles
        }
        path = f"content/briefs/{slug}/{SIGNOFFS}"
        yield SignedDocument(BRIEF, slug, brief.data.value.number, path, brief.signoffs, texts, brief.data.at("number"))


def _packs(sources: ProjectSources, editions: Mapping[Lang, Edition]) -> Iterator[SignedDocument]:
    site = sources.site
    for ident, pack in site.packs.items():
        texts = {
            lang: signed_pack(edition.packs[ident], site)
            for lang, edition in editions.items()
            if ident in edition.packs
        }
        path = f"content/packs/{ident}{PACK_SIGNOFFS}"
        yield SignedDocument(PACK, ident, "", path, site.pack_signoffs.get(ident), texts, pack.at("title"))


def release_problems(sources: ProjectSources, editions: Mapping[Lang, Edition] | None = None) -> Iterator[Diagnostic]:
    """Signatures that are not there, or not of the text as it is; ``sources`` is what was read.

    Only what readers are shown needs them; the rest may wait. A text is signed as it will be with all that it leans on,
    so it is looked at like that here too. ``editions`` are those of what readers are shown, where they have been
    settled already.
    """
    shown = sources.site
    rules = shown.settings.value.signoff
    if rules is None:
        yield no_rules(shown.settings.span)
        return
    signing = signing_of(sources, editions).value
    for document in signing.documents:
        there = shown.briefs if document.kind == BRIEF else shown.packs
        if document.name in there:
            place = document.written.span if document.written else document.span
            seats = document.seats(signing.site)
            yield from signature_problems(document.kind, document.name, place, seats, document.texts, rules)
