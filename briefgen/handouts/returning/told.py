"""What became of a document, told at the places of the project that it concerns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain

from briefgen.handouts.returning.compare import BlockChange, FigureChange, FigureState, NoteChange, ReturnState
from briefgen.handouts.returning.identity import SentText
from briefgen.model.core.diagnostics import Diagnostic, Span, error, few, warning
from briefgen.model.values.plain import one_line
from briefgen.rendering.office.handoff import HandoffParagraph, RunKind, control_tag
from briefgen.rendering.office.returned import NOTE_SIGN, PICTURE_SIGN, ReturnedParagraph

_BLOCK, _FIGURE = "block-is-as-handed-out", "figure-is-as-handed-out"
_AROUND = 24
_SIGNS = str.maketrans({NOTE_SIGN: "", PICTURE_SIGN: "[…]"})
_WRITE = "write it into the text, or take it from the patch (--write-patch)"
_BY_HAND = "write it by hand: it is not in the patch"


def told_of(change: BlockChange, text: SentText, is_taken: bool) -> Iterator[Diagnostic]:
    """Problems of one block: its words, figures, notes, and what editors say of it; ``is_taken`` into the patch."""
    write = _WRITE if is_taken else _BY_HAND
    paragraph = text.named.get(change.name)
    span = paragraph.span if paragraph else None
    if change.state is ReturnState.NEW:
        after = f"after {_called(paragraph)}" if paragraph else "at the beginning"
        yield warning(_BLOCK, f"new {after}: “{short(change.now)}”", span, write)
    elif change.state is ReturnState.GONE:
        joined = bool(change.with_names)
        facts = few(dict.fromkeys(run.fact for run in paragraph.runs if run.fact), 5) if paragraph else ""
        how = "joined to the block before it" if joined else f"gone, with the figures {facts}" if facts else "gone"
        hint = "join them in the text" if joined else "delete it from the text, with its figures, or keep it"
        yield warning(_BLOCK, f"{how}: “{short(change.was)}”", span, hint)
    else:
        yield from _kept(change, text, span, write)
    yield from (_figure(it, paragraph, span) for it in change.figures)
    yield from (_note(it, change, text, span, write) for it in change.notes)
    if change.state is not ReturnState.NEW:
        for it in change.paragraphs:
            yield from _editors(it, span)


def _kept(change: BlockChange, text: SentText, span: Span | None, write: str) -> Iterator[Diagnostic]:
    if ReturnState.REWORDED in change.states:
        yield warning(_BLOCK, f"reworded: {difference(change.was, change.now)}", span, write)
    if ReturnState.MOVED in change.states:
        other = text.named.get(change.after)
        where = f"after {_called(other)}" if other else "to the beginning"
        yield warning(_BLOCK, f"moved {where}: “{short(change.was)}”", span, "move it in the text")


def _called(paragraph: HandoffParagraph) -> str:
    return paragraph.whole.name if paragraph.whole else f"“{short(paragraph.words)}”"


def _figure(change: FigureChange, own: HandoffParagraph | None, span: Span | None) -> Diagnostic:
    runs = [run for run in own.runs if run.kind is RunKind.FIGURE] if own else []
    run = next((it for it in runs if control_tag(it) == change.tag), None)
    place = run.span if run and run.span else span
    fact = change.tag.partition(":")[2]
    message = {
        FigureState.CHANGED: f"the figure {fact} reads “{change.now}”, not “{change.was}”",
        FigureState.DELETED: f"the figure {fact} (“{change.was}”) was deleted",
        FigureState.UNLOCKED: f"the figure {fact} (“{change.was}”) was unlocked",
        FigureState.PASTED: f"the figure {fact} (“{change.now}”) was pasted here",
    }[change.state]
    hint = "write the patch first; then change the value in the ledger, with its source: the text keeps the figure"
    if change.state is not FigureState.CHANGED:
        hint = "the text keeps the figure; if it is to go, take the fact out of the text"
    if change.state is FigureState.UNLOCKED:
        hint = "the text keeps the figure: it is changed in the ledger alone, with its source"
    if change.state is FigureState.PASTED:
        hint = "if it is meant, write the fact there in the text"
    return error(_FIGURE, message, place, hint)


def _note(change: NoteChange, block: BlockChange, text: SentText, span: Span | None, write: str) -> Diagnostic:
    notes = [run for name in block.with_names for run in text.named[name].runs if run.kind is RunKind.NOTE]
    held = notes[change.number].note if change.number < len(notes) else ()
    place = next((it.span for it in held if it.span), span)
    if change.state is ReturnState.REWORDED:
        said = f"note reworded: {difference(change.was, change.now)}"
    else:
        said = f"note {change.state}: “{short(change.was or change.now)}”"
    return warning(_BLOCK, said, place if change.state is not ReturnState.NEW else span, write)


def _editors(it: ReturnedParagraph, span: Span | None) -> Iterator[Diagnostic]:
    for change in it.changes:
        who = _who(change.author, change.moment)
        yield warning(
            "change-is-decided", f"tracked {change.kind} by {who}: “{short(change.words)}”", span, "accept or reject it"
        )
    for comment in it.comments:
        who = _who(comment.author, comment.moment)
        yield warning(
            "comment-is-answered", f"comment by {who}: {comment.words}", span, "answer it in the text or to its author"
        )


def _who(author: str, moment: str) -> str:
    return ", ".join(filter(None, (author or "somebody", moment.replace("T", " "))))


def difference(was: str, now: str) -> str:
    """The words that differ, with some of those around them: ``“… the budget rose …” → “… the budget fell …”``."""
    one, two = was.split(), now.split()
    codes = [it for it in SequenceMatcher(None, one, two, autojunk=False).get_opcodes() if it[0] != "equal"]
    if not codes:
        return f"“{short(was)}” → “{short(now)}”"
    first, last = codes[0], codes[-1]
    return f"{_window(one, first[1], last[2])} → {_window(two, first[3], last[4])}"


def _window(words: list[str], start: int, end: int) -> str:
    """Words from ``start`` to ``end`` with a few before and after."""
    before = " ".join(words[:start])[-_AROUND:]
    after = " ".join(words[end:])[:_AROUND]
    inside = " ".join(words[start:end])
    parts = ("…" * (len(before) >= _AROUND) + before, inside, after + "…" * (len(after) >= _AROUND))
    return f"“{short(' '.join(filter(None, parts)))}”"


def short(words: str) -> str:
    """Words for a message, in one line."""
    return one_line(words.translate(_SIGNS), 160)


def every_problem(changes: tuple[BlockChange, ...], text: SentText, taken: Sequence[bool]) -> tuple[Diagnostic, ...]:
    """The problems of all blocks; ``taken`` says of each change whether it is in the patch."""
    return tuple(chain.from_iterable(told_of(it, text, done) for it, done in zip(changes, taken, strict=True)))
