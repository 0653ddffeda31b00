"""The sheet to check facts by: a row for each claim, as a table for a spreadsheet and as pages to tick and sign."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.language.words.locators import word_place
from briefgen.model.core.diagnostics import Diagnostic, Outcome
from briefgen.model.core.written import Lang
from briefgen.rendering.html.body import PRINT
from briefgen.rendering.html.typeset import typeset
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.jobs.digest import with_digest
from briefgen.rendering.paper.jobs.documents import Press, language_css, print_context
from briefgen.rendering.paper.jobs.mirrored_css import for_direction
from briefgen.rendering.theme import design_tokens
from briefgen.resolving.claims import ClaimKind, ClaimRow, ClaimSide
from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.edition.views import FactView, Reference
from briefgen.resolving.ledger.records import STATUSES, STRENGTHS, to_csv

SHEET, TEMPLATE = "css/factcheck.css", "print/factcheck.html"
ROLES = {"facts": "facts", "language": "language", "editor": "editor"}
"""Roles that have words of their own in every language; another is shown as the author calls it."""
KINDS = {
    ClaimKind.FACT: "figure of the ledger",
    ClaimKind.NUMBER: "number",
    ClaimKind.DATE: "date",
    ClaimKind.QUOTATION: "quotation",
    ClaimKind.NAME: "name",
}
Pages = Mapping[Lang, Mapping[str, int]]
"""By language the page of the PDF on which each id stands."""


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A brief that is checked, or the pack itself: its number (empty for a pack), title and digests by language."""

    number: str
    title: str
    version: str
    published: str
    digests: Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class SignedRole:
    """A role that has to sign: what stands in ``signoffs.yaml`` of it, if it is of the text as it is."""

    role: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is checked: the document and its parts, the claims of each in order, and who has to sign."""

    name: str
    """Slug or id: part of the names of the files."""
    title: str
    made: str
    """The day, in words."""
    languages: tuple[tuple[Lang, str], ...]
    """Tag and own name."""
    parts: tuple[tuple[CheckedDocument, tuple[ClaimRow, ...]], ...]
    roles: tuple[SignedRole, ...]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the sheet, in words."""

    number: int
    kind: str
    sides: Mapping[Lang, ClaimSide]
    place: str
    """``¶3``, in the language of the sheet where that has it."""
    pages: Mapping[Lang, int]
    fact: FactView | None
    status: str
    strength: str
    doubt: str
    """What is in doubt about the fact, where the fact first stands."""
    told: int
    """The row that has told the doubt; 0 where there is none, or it is told here."""
    sources: tuple[tuple[Reference, str], ...]
    """Where it comes from, each with the place in it in words."""
    written: Mapping[Lang, str]
    """``file:line``."""


def lines_of(
    sheet: Sheet, edition: Edition, press: Press, pages: Pages
) -> tuple[tuple[CheckedDocument, tuple[SheetRow, ...]], ...]:
    """The rows in words of the language of ``edition``, numbered through."""
    teller = _Teller(edition, press, pages)
    return tuple((part, tuple(teller.lines(rows))) for part, rows in sheet.parts)


class _Teller:
    """Words rows; sources are numbered where they first stand."""

    def __init__(self, edition: Edition, press: Press, pages: Pages) -> None:
        self.edition, self.pages, self.language = edition, pages, press.context.language
        self.say = _say(press, edition.lang)
        self.known = {it.id: it for it in edition.references}
        self.numbers: dict[str, Reference] = {}
        self.count = 0
        self.doubted: dict[str, int] = {}

    def lines(self, rows: Iterable[ClaimRow]) -> Iterator[SheetRow]:
        for row in rows:
            self.count += 1
            yield self._line(row)

    def _line(self, row: ClaimRow) -> SheetRow:
        fact = self.edition.facts.get(row.fact)
        doubt = fact.doubt if fact else ""
        told = self.doubted.setdefault(row.fact, self.count) if doubt else 0
        own = row.sides.get(self.edition.lang) or next(iter(row.sides.values()))
        return SheetRow(
            number=self.count,
            kind=self.say(KINDS[row.kind]),
            sides=row.sides,
            place=own.label,
            pages={lang: page for lang, side in row.sides.items() if (page := self._page(lang, side))},
            fact=fact,
            status=self.say(STATUSES[fact.status]) if fact else "",
            strength=self.say(STRENGTHS[fact.strength]) if fact else "",
            doubt=doubt if told == self.count else "",
            told=told if told != self.count else 0,
            sources=tuple(self._sources(row, fact)),
            written={lang: f"{it.span.path}:{it.span.line}" for lang, it in row.sides.items() if it.span},
        )

    def _page(self, lang: Lang, side: ClaimSide) -> int | None:
        return self.pages.get(lang, {}).get(side.anchor)

    def _sources(self, row: ClaimRow, fact: FactView | None) -> Iterator[tuple[Reference, str]]:
        if fact is not None:
            given = (*fact.sources, *fact.also)
        else:
            given = tuple((ident, word_place(place, self.language) if place else "") for ident, place in row.sources)
        for ident, place in given:
            if (source := self.known.get(ident)) is not None:
                number = len(self.numbers) + 1
                yield self.numbers.setdefault(ident, replace(source, number=number)), place


def _say(press: Press, lang: Lang) -> Callable[[str], str]:
    catalogue = press.context.catalogues.get(lang)
    return catalogue.gettext if catalogue else lambda message: message


def factcheck_job(sheet: Sheet, edition: Edition, press: Press, pages: Pages) -> Outcome[PdfJob]:
    """The sheet as a PDF, ready to be laid out."""
    problems: list[Diagnostic] = []
    parts = lines_of(sheet, edition, press, pages)
    references = _listed(parts)
    say = _say(press, edition.lang)
    roles = [replace(it, role=say(ROLES.get(it.role, it.role))) for it in sheet.roles]
    given = {"sheet": replace(sheet, roles=tuple(roles)), "parts": parts, "sources": references}
    context = print_context(given, (), references, edition, press.context, problems)
    filled = press.context.templates.fill(TEMPLATE, context)
    title = say("Fact-checking sheet: %(title)s") % {"title": sheet.title}
    job = PdfJob(
        name=f"factcheck-{sheet.name}.pdf",
        lang=edition.lang,
        html=typeset(filled.value, edition.lang, PRINT, press.context.language),
        title=title,
        css=_sheets(press),
        assets=press.fonts,
        authors=(edition.site.publisher,),
        subject=title,
        identifier=f"{edition.site.base_url}factcheck/{sheet.name}",
        standard=edition.site.pdf,
        publisher=edition.site.publisher,
    )
    return Outcome(with_digest(job), (*problems, *filled.diagnostics))


def _sheets(press: Press) -> tuple[tuple[str, str], ...]:
    sheets = (
        (f"templates/{design_tokens.FILE}", press.theme.text(design_tokens.FILE)),
        ("fonts", press.font_css),
        (f"templates/{SHEET}", press.theme.text(SHEET)),
        ("language", language_css(press.context.language)),
    )
    return for_direction(sheets, press.context.language)


def _listed(parts: Iterable[tuple[CheckedDocument, Sequence[SheetRow]]]) -> tuple[Reference, ...]:
    """The sources that rows name, in the order of their numbers."""
    found = {it.number: it for _, lines in parts for line in lines for it, _ in line.sources}
    return tuple(found[number] for number in sorted(found))


def factcheck_csv(sheet: Sheet, edition: Edition, press: Press, pages: Pages) -> bytes:
    """The sheet as CSV: UTF-8 with a mark at its head, by which a spreadsheet knows it."""
    say = _say(press, edition.lang)
    langs = sheet.languages
    head = [
        *(say(word) for word in ("No.", "Brief", "Kind", "Place")),
        *(f"{say('Page')} ({lang})" for lang, _ in langs),
        *(f"{say(word)} ({lang})" for lang, _ in langs for word in ("What is said", "In its sentence")),
        *(say(word) for word in ("Fact", "Status", "Strength", "Source", "Doubt", "Note")),
        *(f"{say('File')} ({lang})" for lang, _ in langs),
        *(say(word) for word in ("Checked", "Initials", "Remarks")),
    ]
    every = lines_of(sheet, edition, press, pages)
    rows = (_cells(line, part.number, [lang for lang, _ in langs]) for part, lines in every for line in lines)
    return to_csv([head, *rows])


def _cells(line: SheetRow, brief: str, langs: Sequence[Lang]) -> list[str]:
    said = [line.sides.get(lang) for lang in langs]
    words = [text for it in said for text in _both(it)]
    fact = line.fact
    sources = "; ".join(", ".join(filter(None, (_plain(it), it.url, place))) for it, place in line.sources)
    return [
        str(line.number),
        brief,
        line.kind,
        line.place,
        *(str(line.pages.get(lang, "")) for lang in langs),
        *words,
        fact.id if fact else "",
        line.status,
        line.strength,
        sources,
        fact.doubt if fact else "",
        fact.note if fact else "",
        *(line.written.get(lang, "") for lang in langs),
        "",
        "",
        "",
    ]


def _both(side: ClaimSide | None) -> tuple[str, str]:
    if side is None:
        return "", ""
    return side.said.words, f"{side.said.before}{side.said.words}{side.said.after}"


def _plain(reference: Reference) -> str:
    from markupsafe import Markup

    return Markup(reference.html).striptags()
