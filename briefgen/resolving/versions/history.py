"""The versions of a brief in one language: what was kept, what has changed since, what a slip has to correct."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefgen.language.words.values import word_date
from briefgen.model.output import addresses
from briefgen.model.records.versions import Kept, KeptVersion, in_order
from briefgen.model.values.quantities import Day
from briefgen.model.written.briefs import Brief, ChangeKind
from briefgen.resolving.edition.edition import Article
from briefgen.resolving.edition.history_views import (
    ChangedBlock,
    Erratum,
    ErratumRow,
    History,
    KeptView,
    RunView,
    SlipView,
    StepView,
)
from briefgen.resolving.edition.views import ChangeView, PdfView
from briefgen.resolving.site.scope import Scope
from briefgen.resolving.versions.compare import (
    Difference,
    PlainBlock,
    block_with,
    differences,
    excerpts,
    kept_said,
    said_of,
)


@dataclass(frozen=True, slots=True)
class TextVersion:
    """A version of a text: what it says, and of which day; ``pages`` has the page of each block that is known."""

    version: str
    day: Day | None
    """None of what it says now, where nobody says."""
    said: tuple[PlainBlock, ...]
    pages: Mapping[int, int]
    """Position of a block in ``said`` → page."""


def editions_of(article: Article, brief: Brief) -> tuple[TextVersion, ...]:
    """Every version that is known in the article's language, the oldest first; what it says now is the last."""
    data = brief.data.value
    kept = [
        _kept(version, brief.versions[version].data.value, article.lang)
        for version in in_order(brief.versions)
        if article.lang in brief.versions[version].data.value.texts and version != data.edition
    ]
    return (*kept, TextVersion(data.edition, data.updated or data.published, said_of(article), {}))


def _kept(version: str, data: KeptVersion, lang: str) -> TextVersion:
    pages = {place: it.page for place, it in enumerate(data.texts[lang]) if it.page}
    return TextVersion(version, data.updated or data.published, kept_said(data, lang), pages)


def history_of(article: Article, brief: Brief, scope: Scope) -> History | None:
    """What there is to show of the versions of a brief; None for one in which nothing has changed."""
    if not article.changes and not brief.versions:
        return None
    editions = editions_of(article, brief)
    if not article.changes and len(editions) == 1:
        return None
    return History(
        path=addresses.changes(scope.lang, brief.slug),
        steps=tuple(_steps(editions, article, scope))[::-1],
        kept=tuple(_kept_views(brief, scope))[::-1],
        slips=tuple(_slips(editions, article, brief, scope))[::-1],
    )


def _steps(editions: Sequence[TextVersion], article: Article, scope: Scope) -> Iterator[StepView]:
    for before, after in pairwise(editions):
        yield StepView(
            was=before.version,
            now=after.version,
            date=_worded(after, scope),
            iso=str(after.day) if after.day else "",
            changes=tuple(change for change in article.changes if change.version == after.version),
            blocks=tuple(_changed(it) for it in differences(before.said, after.said)),
            anchor=f"version-{after.version.replace('.', '-')}",
        )


def _worded(version: TextVersion, scope: Scope) -> str:
    return word_date(version.day, scope.language) if version.day else ""


def _changed(difference: Difference) -> ChangedBlock:
    block = difference.now or difference.was
    assert block is not None
    runs = tuple(RunView(it.fate.value, it.words) for it in difference.runs())
    return ChangedBlock(difference.fate.value, block.kind, block.number, block.under, block.anchor, runs)


def _kept_views(brief: Brief, scope: Scope) -> Iterator[KeptView]:
    current = brief.data.value.edition
    for version in in_order(brief.versions):
        kept = brief.versions[version]
        data = kept.data.value
        day = data.updated or data.published
        pdfs = tuple(pdf for pdf in pdfs_of(kept, brief.slug).values() if scope.lang in pdf.languages)
        yield KeptView(version, word_date(day, scope.language), str(day), pdfs, version == current)


def pdfs_of(kept: Kept, slug: str) -> dict[str, PdfView]:
    """The PDFs of a version by their paths in the project, each at its address on the site."""
    found: dict[str, PdfView] = {}
    for name, pdf in kept.data.value.pdfs.items():
        if name in kept.files:
            path = addresses.kept_pdf(name, slug, kept.version, pdf.languages)
            found[kept.files[name]] = PdfView(pdf.profile, path, pdf.languages, pdf.booklet)
    return found


# Slips


def _slips(editions: Sequence[TextVersion], article: Article, brief: Brief, scope: Scope) -> Iterator[SlipView]:
    """One for each version with something to correct; a wording that was wrong in another language is none of ours."""
    now = editions[-1]
    for place, copies in enumerate(editions[:-1]):
        since = {it.version for it in editions[place + 1 :]}
        errata = tuple(
            erratum
            for view, change in zip(article.changes, brief.data.value.changes, strict=True)
            if view.kind == ChangeKind.CORRECTION and view.version in since
            if (erratum := _erratum(view, copies, editions, article.changes)).rows or not (change.was or change.now)
        )
        if errata:
            yield SlipView(
                version=copies.version,
                date=_worded(copies, scope),
                now=now.version,
                now_date=_worded(now, scope),
                errata=errata,
                path=addresses.erratum(scope.lang, brief.slug, copies.version),
            )


def _erratum(
    change: ChangeView, copies: TextVersion, editions: Sequence[TextVersion], changes: Sequence[ChangeView]
) -> Erratum:
    """The wording that the change log gives, then all else that the change has made different in the copies."""
    alone = sum(it.version == change.version for it in changes) == 1
    place = block_with(change.was, copies.said) if change.was else None
    rows = {-1: [ErratumRow(0, "", "", "", "", change.now)]} if change.now and not change.was else {}
    if place is not None:
        rows[place] = [_row(copies, place, change.was, change.now)]
    for number, difference in enumerate(_made_by(change, editions)):
        at = _position(difference.was, copies) if difference.was else len(copies.said) + number
        if at is not None and at not in rows and (alone or _touches(change, difference)):
            rows[at] = list(_compared(difference, at, copies))
    return Erratum(change, tuple(row for at in sorted(rows) for row in rows[at]))


def _made_by(change: ChangeView, editions: Sequence[TextVersion]) -> tuple[Difference, ...]:
    """In what the version that a change made differs from the one before."""
    place = next(place for place, it in enumerate(editions) if it.version == change.version)
    return differences(editions[place - 1].said, editions[place].said) if place else ()


def _touches(change: ChangeView, difference: Difference) -> bool:
    """Whether the change says that it affects the block, or a fact in it."""
    anchors = {it.anchor for it in change.affects}
    headings = {it.words for it in change.affects if it.kind == "heading"}
    for block in filter(None, (difference.was, difference.now)):
        facts = {addresses.fact_anchor(fact) for fact in block.facts}
        if anchors & {block.anchor, block.id, *facts} or block.under in headings:
            return True
    return False


def _compared(difference: Difference, at: int, copies: TextVersion) -> Iterator[ErratumRow]:
    """What to correct in a block: a few words round each change, or all of it where it has come or gone."""
    was, now = difference.was, difference.now
    whole = [(was.words if was else "", now.words if now else "")]
    for before, after in excerpts(difference.runs()) if was and now else whole:
        if was:
            yield _row(copies, at, before, after)
        elif now:
            yield ErratumRow(0, now.kind, now.number, now.under, before, after)


def _position(block: PlainBlock, copies: TextVersion) -> int | None:
    return next((place for place, it in enumerate(copies.said) if it.same == block.same), None)


def _row(copies: TextVersion, place: int, was: str, now: str) -> ErratumRow:
    block = copies.said[place]
    return ErratumRow(copies.pages.get(place, 0), block.kind, block.number, block.under, was, now)
