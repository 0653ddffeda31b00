"""What became of each block of a document between handing out and coming back, and how it is told to its author."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import chain
from shlex import quote

from briefgen.handouts.handoff import EditedProject
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, error, few, warning
from briefgen.model.core.written import Lang
from briefgen.model.records.marks import RemarkKind, who_said
from briefgen.model.values.plain import one_line
from briefgen.rendering.office.brief import HandoffPictures
from briefgen.rendering.office.handoff import Handoff, HandoffParagraph, HandoffPicture, RunKind, control_tag
from briefgen.rendering.office.returned import NOTE_SIGN, PICTURE_SIGN, ReturnedDocument, ReturnedParagraph

_KEY = re.compile(r"bg_(\w+)_[0-9a-f]{8}")
_DIGITS = 12
_HINT = "nothing is taken from this file"


@dataclass(frozen=True, slots=True)
class SentText:
    """A text as it is handed out now, its paragraphs by name."""

    handoff: Handoff
    named: Mapping[str, HandoffParagraph]

    @property
    def title(self) -> str:
        """What it is called in a message."""
        return f"{self.handoff.slug} ({self.handoff.lang})"


def text_of(document: ReturnedDocument, project: EditedProject, file: str) -> Outcome[SentText | None]:
    """The text that the document was made of; None where it was made of none, or not of the text as it is."""
    every = [sent_text(project, slug, lang) for lang, edition in project.editions.items() for slug in edition.articles]
    names = set(document.names)
    if not names:
        message = f"{file} has no bookmarks of briefgen"
        hint = "take back a document that briefgen handoff has written, with its bookmarks"
        return Outcome(None, (error("returned-file-is-ours", message, None, hint),))
    known = {it.title: names & it.named.keys() for it in every}
    best = max(every, key=lambda it: len(known[it.title]), default=None)
    if best is None or not known[best.title]:
        message = f"{file} was made of no text of this project as it is now"
        hint = "take it back in the project that it was made in, at the commit at which it was made"
        return Outcome(None, (error("returned-file-is-ours", message, None, hint),))
    problems = tuple(_problems(document, best, every, file))
    return Outcome(None if problems else best, problems)


def sent_text(project: EditedProject, slug: str, lang: Lang) -> SentText:
    """A text as it is handed out now, with something in the place of each picture."""
    article = project.editions[lang].articles[slug]
    shown = {it.id: HandoffPicture(f"{it.id}.png", "") for it in article.numbered if it.drawing}
    bodies = (article.body, *(it.body for it in article.notes))
    for part in (part for body in bodies for part in body.walk() if part.kind == "image"):
        shown[part.get("src").removeprefix("file:")] = HandoffPicture("image.png", "")
    made = project.handoff(slug, lang, HandoffPictures(shown))
    return SentText(made, {made.name(it): it for it in made.paragraphs() if it.key})


def _problems(document: ReturnedDocument, best: SentText, every: list[SentText], file: str) -> Iterator[Diagnostic]:
    names = document.names
    twice = sorted({name for name in names if names.count(name) > 1})
    for name in twice:
        span = best.named[name].span if name in best.named else None
        message = f"{file} has two copies of a block: “{_short(best, name)}”"
        yield error("block-is-returned-once", message, span, f"delete one of them; {_HINT}")
    others = [it for it in every if it is not best]
    older: dict[Span | None, str] = {}
    for name in sorted(set(names) - best.named.keys()):
        whose = next((it for it in others if name in it.named), None)
        if whose is not None:
            message = f"{file} is {best.title}, but has a block of {whose.title}: “{_short(whose, name)}”"
            yield error("returned-file-is-ours", message, whose.named[name].span, f"delete it; {_HINT}")
        else:
            span = _by_key(best, name)
            older.setdefault(span, name)
    if older:
        yield _older(file, best, [span for span in older if span is not None], document.revision)


def _older(file: str, best: SentText, changed: list[Span], revision: str) -> Diagnostic:
    """Blocks have changed since; where the first is, and the commit at which the document was made if it says so."""
    places = few(sorted({f"{it.path}:{it.line}" for it in changed}))
    message = f"{file} was made of an older text of {best.title}" + (
        f": the text, or a figure in it, has changed since at {places}" if places else ""
    )
    name = quote(file)
    folder = f"content/briefs/{best.handoff.slug}"
    commit = revision[:_DIGITS] or "COMMIT"
    made_at = f"commit {commit}" if revision else f"find the commit, git log --oneline -- {folder}; then"
    hint = (
        f"{_HINT}. Commit your own changes; then take it back in the text as it was, {made_at}: "
        f"git worktree add ../as-it-was {commit}; "
        f"briefgen take-back {name} -C ../as-it-was --write-patch back.patch; git apply --3way back.patch"
    )
    return error("returned-file-is-current", message, min(changed, default=None), hint)


def _by_key(text: SentText, name: str) -> Span | None:
    """Return where the block with the same key is, which says something else now."""
    found = _KEY.fullmatch(name)
    wanted = found[1] if found else ""
    return next((it.span for it in text.named.values() if it.key.replace("-", "_") == wanted), None)


def _short(text: SentText, name: str) -> str:
    return one_line(text.named[name].words if name in text.named else name)


_BELONGS = 0.6
"""The part of a block's words that a paragraph has to have, for the block to be in it still."""


class ReturnState(StrEnum):
    """What became of a block."""

    SAME = "same"
    REWORDED = "reworded"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"


class FigureState(StrEnum):
    """What was done to a figure, which nobody may do."""

    CHANGED = "changed"
    DELETED = "deleted"
    UNLOCKED = "unlocked"
    PASTED = "pasted"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that did not come back as it was: its tag, its words before and now."""

    state: FigureState
    tag: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class NoteChange:
    """A note of a block that did not come back as it was; ``number`` counts those that the block had, from 0."""

    state: ReturnState
    number: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block by its name, or what is new after one."""

    name: str
    states: tuple[ReturnState, ...]
    was: str = ""
    now: str = ""
    paragraphs: tuple[ReturnedParagraph, ...] = ()
    """Those that hold its words now."""
    with_names: tuple[str, ...] = ()
    """The blocks whose words are in them: itself, and those that were joined to it."""
    after: str = ""
    """Of a block that was moved: the one that it stands after now."""
    figures: tuple[FigureChange, ...] = ()
    notes: tuple[NoteChange, ...] = ()

    @property
    def state(self) -> ReturnState:
        """What became of its words."""
        return self.states[0]


@dataclass(slots=True)
class _Group:
    """A paragraph that is known, the blocks that are in it, and the new ones after it."""

    head: ReturnedParagraph
    loose: tuple[ReturnedParagraph, ...]
    names: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[ReturnedParagraph, ...]:
        return (self.head, *self.loose)


def compare(sent: ReturnedDocument, back: ReturnedDocument) -> tuple[BlockChange, ...]:
    """Every block in the order in which it was sent, and what is new after it."""
    return tuple(_Comparison({it.names[0]: it for it in sent.paragraphs if it.names}, back).changes())


@dataclass(slots=True)
class _Comparison:
    sent: Mapping[str, ReturnedParagraph]
    back: ReturnedDocument
    found: dict[str, _Group] = field(default_factory=dict)
    """Block → where it is."""
    lost: dict[str, list[str]] = field(default_factory=dict)
    """Words → blocks that had them and are no longer there: a paragraph that reads so is one of them."""
    groups: list[_Group] = field(default_factory=list)
    struck: dict[str, ReturnedParagraph] = field(default_factory=dict)
    """Blocks of which only the mark is left, with all that is said of them."""

    def changes(self) -> Iterator[BlockChange]:
        for head, loose in self.back.groups():
            self._place(_Group(head, loose))
        for name, was in self.sent.items():
            if name not in self.found and was.words:
                self.lost.setdefault(was.words, []).append(name)
        self._find_lost()
        after = self._moved()
        told: set[str] = set()
        for name in self.sent:
            if name in told:
                continue
            group = self.found.get(name)
            if group is None:
                left = tuple(it for key, it in self.struck.items() if key == name)
                yield BlockChange(name, (ReturnState.GONE,), self.sent[name].words, paragraphs=left)
                continue
            told.update(group.names)
            yield from self._told(name, group, after)
        yield from (it for group in self.groups if not group.names for it in self._new("", group.loose))

    def _place(self, group: _Group) -> None:
        names = [name for name in group.head.names if name in self.sent]
        held = self._held(names, group.head.words)
        group.names = tuple(held)
        self.struck.update({name: group.head for name in names if not held})
        if names and not held and self.groups:
            self.groups[-1].loose += group.loose
            return
        self.groups.append(group)
        self.found.update(dict.fromkeys(held, group))

    def _held(self, names: Sequence[str], words: str) -> list[str]:
        """The blocks whose words are in a paragraph in which several begin, or which has lost its own."""
        if not words:
            return [name for name in names if not self.sent[name].words]
        if len(names) < 2:
            return list(names)
        for name in names:
            if self.sent[name].words == words:
                return [name]
        near = [name for name in names if _share(self.sent[name].words, words) >= _BELONGS]
        return near or [max(names, key=lambda name: _share(self.sent[name].words, words))]

    def _find_lost(self) -> None:
        """A paragraph without a mark that has the words of a block that is gone is that block, moved."""
        for at in range(len(self.groups) - 1, -1, -1):
            group = self.groups[at]
            for place, it in enumerate(group.loose):
                if names := self.lost.get(it.words):
                    own = _Group(it, group.loose[place + 1 :], (names.pop(0),))
                    group.loose = group.loose[:place]
                    self.groups.insert(at + 1, own)
                    self.found[own.names[0]] = own
                    break

    def _moved(self) -> dict[str, str]:
        """The blocks that are no longer in their order, each with the one that it stands after."""
        now = [name for group in self.groups for name in group.names]
        then = [name for name in self.sent if name in self.found]
        blocks = SequenceMatcher(None, then, now, autojunk=False).get_matching_blocks()
        still = {name for at, _, size in blocks for name in then[at : at + size]}
        return {name: now[at - 1] if at else "" for at, name in enumerate(now) if name not in still}

    def _told(self, name: str, group: _Group, after: Mapping[str, str]) -> Iterator[BlockChange]:
        sent = [self.sent[it] for it in group.names]
        was = " ".join(it.words for it in sent)
        states = []
        figures = tuple(_figures(sent, group.every))
        if len(sent) > 1 or not _only_figures(sent[0].words, group.head.words, figures):
            states.append(ReturnState.REWORDED)
        if name in after:
            states.append(ReturnState.MOVED)
        yield BlockChange(
            name,
            tuple(states) or (ReturnState.SAME,),
            was,
            group.head.words,
            group.every,
            group.names,
            after.get(name, ""),
            figures,
            tuple(_notes(sent, group.every)),
        )
        for joined in group.names[1:]:
            yield BlockChange(joined, (ReturnState.GONE,), self.sent[joined].words, with_names=group.names)
        yield from self._new(name, group.loose)

    def _new(self, name: str, loose: Sequence[ReturnedParagraph]) -> Iterator[BlockChange]:
        for it in loose:
            yield BlockChange(name, (ReturnState.NEW,), "", it.words, (it,))


def _share(part: str, whole: str) -> float:
    """Return how much of a block's words a paragraph has."""
    if not part:
        return 0.0
    blocks = SequenceMatcher(None, part, whole, autojunk=False).get_matching_blocks()
    return sum(size for _, _, size in blocks if size > 2) / len(part)


def _only_figures(was: str, now: str, figures: Sequence[FigureChange]) -> bool:
    """Tell whether words are the same but for what was done to figures, which is told by itself."""
    for it in figures:
        if it.state is FigureState.PASTED:
            now = now.replace(it.now, "", 1) if was.count(it.now) < now.count(it.now) else now
        elif it.state is not FigureState.UNLOCKED:
            was = was.replace(it.was, it.now, 1)
    return "".join(was.split()) == "".join(now.split()) if figures else was == now


def _figures(sent: Sequence[ReturnedParagraph], back: Sequence[ReturnedParagraph]) -> Iterator[FigureChange]:
    """The figures of a block that are not there as they were, and those that are there and were not."""
    expected = Counter((it.tag, it.words) for each in sent for it in each.figures)
    found = [it for each in back for it in each.figures]
    there = Counter((it.tag, it.words) for it in found)
    extra = there - expected
    said = " ".join(it.words for it in back)
    for tag, was in (expected - there).elements():
        now = next((words for other, words in extra if other == tag), None)
        if now is not None:
            extra -= Counter([(tag, now)])
            yield FigureChange(FigureState.CHANGED, tag, was, now)
        elif said.count(was) > _held_figures(was, there):
            yield FigureChange(FigureState.UNLOCKED, tag, was, was)
        else:
            yield FigureChange(FigureState.DELETED, tag, was, "")
    yield from (FigureChange(FigureState.PASTED, tag, "", now) for tag, now in extra.elements())
    yield from (FigureChange(FigureState.UNLOCKED, it.tag, it.words, it.words) for it in found if not it.is_locked)


def _held_figures(words: str, there: Counter[tuple[str, str]]) -> int:
    """Return how often words stand in figures that are still figures."""
    return sum(count * held.count(words) for (_, held), count in there.items())


def _notes(sent: Sequence[ReturnedParagraph], back: Sequence[ReturnedParagraph]) -> Iterator[NoteChange]:
    """The notes of a block that were reworded, taken out or put in."""
    was = [note for it in sent for note in it.notes]
    now = [note for it in back for note in it.notes]
    for kind, one, two, three, four in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        both = min(two - one, four - three) if kind != "equal" else 0
        for at in range(both):
            yield NoteChange(ReturnState.REWORDED, one + at, was[one + at], now[three + at])
        if kind != "equal":
            yield from (NoteChange(ReturnState.GONE, at, was[at], "") for at in range(one + both, two))
            yield from (NoteChange(ReturnState.NEW, one, "", now[at]) for at in range(three + both, four))


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
    for said in it.remarks:
        who = who_said(said.author, said.moment)
        if said.kind is RemarkKind.COMMENT:
            hint = "answer it in the text or to its author"
            yield warning("comment-is-answered", f"comment by {who}: {said.words}", span, hint)
        else:
            message = f"tracked {said.kind} by {who}: “{short(said.words)}”"
            yield warning("change-is-decided", message, span, "accept or reject it")


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
