"""What editors have said of a text: each open remark at its block, and at the same block of other languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from briefgen.model.core.diagnostics import Diagnostic, Severity, Span, warning
from briefgen.model.core.document import Node
from briefgen.model.core.written import Lang
from briefgen.model.records.marks import EditorRemark, RemarkKind
from briefgen.model.values.plain import one_line
from briefgen.model.written.briefs import Brief
from briefgen.model.written.shown import Shown
from briefgen.resolving.edition.edition import Edition
from briefgen.resolving.translation.standing import standings

_COMPARED = 40
"""Letters of the beginning of a block by which it is known."""
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class _RemarkPlace:
    """A block of the text as it is: its key, and how it begins."""

    key: str
    words: str
    length: int
    span: Span


def remarks_are_settled(edition: Edition, site: Shown) -> Iterable[Diagnostic]:
    """A warning for each open remark on a text of this language, and a note at the same block of the others."""
    for slug, article in edition.articles.items():
        brief = site.briefs[slug]
        kept = brief.remarks
        remarks = kept.value.remarks if kept else ()
        open_ones = [(at, it) for at, it in enumerate(remarks) if it.language == edition.lang and not it.done]
        if kept is None or not open_ones:
            continue
        places = list(_places(article.body))
        for at, remark in open_ones:
            own = kept.at("remarks", at, "kind")
            place = _place(remark, places)
            yield _told(remark, place or own, own)
            for span in _twins(brief, site.languages, edition.lang, place) if place else ():
                told = _told(remark, span, own)
                message = f"on the same block in “{remark.language}”: {told.message}"
                yield replace(told, message=message, severity=Severity.NOTE)


def _beginning(words: str) -> str:
    return "".join(words.split())[:_COMPARED]


def _places(body: Node) -> Iterator[_RemarkPlace]:
    for it in body.walk():
        if (key := it.get("block")) and it.span is not None:
            said = it.said()
            yield _RemarkPlace(key, _beginning(said), len(said), it.span)


def _place(remark: EditorRemark, places: Sequence[_RemarkPlace]) -> Span | None:
    """Return where the block is now: keys count the blocks of a text, so that its words say more."""
    wanted = _beginning(remark.at)
    if not wanted:
        return next((it.span for it in places if it.key == remark.block), None)
    begun = [it for it in places if it.words == wanted]
    if begun:  # what is around a block begins as it does
        return min(begun, key=lambda it: (it.key != remark.block, it.length)).span
    alike = [(SequenceMatcher(None, wanted, it.words, autojunk=False).ratio(), -it.length, it.span) for it in places]
    best = max(alike, default=None)
    return best[2] if best and best[0] >= _ALIKE else None


def _twins(brief: Brief, languages: tuple[Lang, ...], lang: Lang, place: Span) -> Iterator[Span]:
    """The same block in each of the other languages that have it."""
    for status in standings(brief, languages, unstamped=True):
        for piece in status.pieces:
            ours, theirs = piece.source, piece.made
            if lang == status.lang:
                ours, theirs = theirs, ours
            elif lang != status.original:
                continue
            if ours and theirs and (ours.span.path, ours.span.line) == (place.path, place.line):
                yield theirs.span
                break


def _told(remark: EditorRemark, place: Span, own: Span) -> Diagnostic:
    is_comment = remark.kind is RemarkKind.COMMENT
    what = "comment" if is_comment else f"tracked {remark.kind}"
    code = "comment-is-answered" if is_comment else "change-is-decided"
    hint = f"when it is settled, write done: true in {own.path}:{own.line}"
    return warning(code, f"{what} by {remark.who}: “{one_line(remark.words, 160)}”", place, hint)
