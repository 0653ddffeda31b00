"""What editors have said of a text, as remarks to be kept beside the brief until they are settled."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.handouts.returning.compare import ReturnState
from briefgen.handouts.returning.take_back import TakenBack
from briefgen.model.records.remarks import EditorRemark, RemarkKind
from briefgen.model.values.characters import clean
from briefgen.rendering.office.handoff import HandoffParagraph, RunKind
from briefgen.rendering.office.returned import ReturnedParagraph
from briefgen.writing.content.remarks import new_remarks, remarks_file

_SAID = frozenset({RunKind.WORDS, RunKind.FIGURE})
_LONGEST_BEGINNING = 60


def remarks_of(taken: TakenBack) -> tuple[EditorRemark, ...]:
    """Every comment and tracked change, at its block; those of a new paragraph at the block before it."""
    text = taken.text
    found = [
        it
        for change in taken.changes
        if change.state is not ReturnState.NEW
        for held in change.paragraphs
        for it in _remarks(held, text.named.get(change.name), text.handoff.lang)
    ]
    return tuple(found)


def _remarks(held: ReturnedParagraph, block: HandoffParagraph | None, lang: str) -> Iterator[EditorRemark]:
    at = clean("".join(it.words for it in block.runs if it.kind in _SAID)) if block else ""
    place = {"language": lang, "block": block.key if block else "", "at": at[:_LONGEST_BEGINNING]}
    for change in held.changes:
        said = {"author": clean(change.author), "date": clean(change.moment), "words": clean(change.words)}
        yield EditorRemark(kind=RemarkKind(change.kind), **place, **said)
    for comment in held.comments:
        said = {"author": clean(comment.author), "date": clean(comment.moment), "words": clean(comment.words)}
        yield EditorRemark(kind=RemarkKind.COMMENT, **place, **said)


def kept_remarks(taken: TakenBack, before: str) -> tuple[str, int]:
    """The text of ``remarks.yaml``, and how many remarks are new in it."""
    kept = taken.kept
    new = new_remarks(kept, [it for it in remarks_of(taken) if it.words])
    return (remarks_file(before, new) if new else before), len(new)
