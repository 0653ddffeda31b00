"""What editors have changed, as a patch of the files that an author applies block by block."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from briefgen.handouts.exchanging.documents.compare import BlockChange, ReturnState, SentText
from briefgen.handouts.exchanging.translators.slots import (
    Edit,
    MarkdownText,
    ProjectText,
    Slot,
    SlotKind,
    YamlNodes,
    applied,
    diff_of,
)
from briefgen.importing.markdown import escape
from briefgen.model.core.diagnostics import Span
from briefgen.rendering.office.handoff import HandoffParagraph, HandoffRun, HandoffStyle, HandoffWhole, RunKind
from briefgen.rendering.office.returned import NOTE_SIGN, PICTURE_SIGN, ReturnedParagraph

_FENCE = re.compile(":{3,}")
_OURS = re.compile(r":{3,}\{[a-z-]+\}")
"""A directive that no package has given."""
_ROLE = re.compile(r"\{[a-z]+\}(`+)[^`]*\1")
_NOTE = re.compile(r"\[\^[^\[\]\s]+\]")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?")
_ENDS = re.compile(r"\n[ \t]*(?:\n|:::|[-*+] |\d+[.)] |\||#)|\Z")
_CELL_END = re.compile(r"(?<!\\)\||\n|\Z")
_SIGNS = {RunKind.NOTE: NOTE_SIGN, RunKind.PICTURE: PICTURE_SIGN, RunKind.BREAK: " "}
_WHOLE = frozenset({RunKind.FIGURE, RunKind.NOTE, RunKind.PICTURE})


@dataclass(frozen=True, slots=True)
class SourceAtom:
    """What is said as one, and how it is written; either may be empty."""

    said: str
    written: str
    is_whole: bool = False
    """Whether it can only be kept or left out, as a role or a call of a note."""
    is_fixed: bool = False
    """Whether no text has it, as the number of a source: what an editor writes in its place belongs to no text."""


@dataclass(frozen=True, slots=True)
class WrittenBlock:
    """A block in its file: from ``start`` to ``end``; what stands there are the atoms."""

    start: int
    end: int
    atoms: tuple[SourceAtom, ...]

    @property
    def said(self) -> str:
        """All that it says."""
        return "".join(it.said for it in self.atoms)


def lines_of_whole(span: Span, file: ProjectText) -> tuple[int, str] | None:
    """Where the lines of a figure or a table end, and how far it is indented; None where its line begins otherwise."""
    at = file.at(span)
    start = file.text.rfind("\n", 0, at) + 1
    indent = file.text[start:at]
    lines = file.text[start:].splitlines(keepends=True)
    if indent.strip() or not lines:
        return None
    if fence := _FENCE.match(lines[0].strip()):
        ends = (line.strip() for line in lines[1:])
        count = next((at for at, line in enumerate(ends, 2) if set(line) == {":"} and len(line) >= len(fence[0])), 0)
    else:
        ends = (line.strip() for line in lines)
        count = next((at for at, line in enumerate(ends) if not line or _FENCE.match(line)), len(lines))
    return (start + sum(map(len, lines[:count])), indent) if count else None


def is_image(span: Span, file: ProjectText) -> bool:
    """Tell whether a figure is written as an image of Markdown."""
    return file.text.startswith("![", file.at(span))


@dataclass(frozen=True, slots=True)
class WrittenWording:
    """A wording where it stands; ``label`` is what the interface says before it, such as ``Who: ``."""

    slot: Slot
    label: str
    atoms: tuple[SourceAtom, ...]


def written_wording(paragraph: HandoffParagraph, file: ProjectText) -> WrittenWording | None:
    """A wording of YAML, of front matter or of the first line of a directive; None where a block is none."""
    kinds = {run.kind for run in paragraph.runs}
    if paragraph.span is None or kinds == {RunKind.MARK} or kinds & {RunKind.NOTE, RunKind.PICTURE}:
        return None
    slot = _slot(paragraph.span, file)
    if slot is None or slot.kind is SlotKind.LIST:
        return None
    label = "".join(run.words for run in paragraph.runs if run.kind is RunKind.MARK)
    said = [run for run in paragraph.runs if run.kind is not RunKind.MARK]
    atoms = tuple(_wording_atoms(said, "".join(it.written for it in slot.pieces)))
    return None if any(it.said and not it.written for it in atoms) else WrittenWording(slot, label, atoms)


def _slot(span: Span, file: ProjectText) -> Slot | None:
    if not file.path.endswith(".md"):
        return YamlNodes(file, file.text).slot(span)
    text = MarkdownText(file.path, file.text)
    is_ours = _OURS.match(file.text, file.at(span)) is not None
    return text.front.slot(span) or (text.captions.get((span.line, "")) if is_ours else None)


def _wording_atoms(runs: Sequence[HandoffRun], written: str) -> Iterator[SourceAtom]:
    """Roles stand for figures in their order; the words between them are their own."""
    figures = iter([run for run in runs if run.kind is RunKind.FIGURE])
    words = iter(_between(runs))
    at = 0
    for found in _ROLE.finditer(written):
        yield from _aligned(next(words, ""), written[at : found.start()])
        figure = next(figures, None)
        yield SourceAtom(figure.words if figure else found[0], found[0], is_whole=True)
        at = found.end()
    yield from _aligned(next(words, ""), written[at:])


def _between(runs: Sequence[HandoffRun]) -> list[str]:
    """The words before, between and after the figures."""
    made = [""]
    for run in runs:
        if run.kind is RunKind.FIGURE:
            made.append("")
        else:
            made[-1] += run.words
    return made


def written_block(paragraph: HandoffParagraph, file: ProjectText) -> WrittenBlock | None:
    """The block in its file; None where it is not written there word by word."""
    placed = [run for run in paragraph.runs if run.span is not None and run.span.path == file.path]
    if not placed or not any(run.kind is RunKind.WORDS or run.kind in _WHOLE for run in placed):
        return None
    starts = [file.at(run.span) for run in placed if run.span is not None]
    if starts != sorted(starts):
        return None
    if paragraph.style is not HandoffStyle.PICTURE and _FENCE.match(file.text, starts[0]):  # a package gave the words
        return None
    end = _end(paragraph, placed[-1], starts[-1], file.text)
    atoms: list[SourceAtom] = []
    ends = iter([*starts[1:], end])
    begun = iter(starts)
    for run in paragraph.runs:
        if run.span is None or run.span.path != file.path:
            atoms.append(SourceAtom(_said(run), "", is_whole=True, is_fixed=True))
        else:
            atoms += _atoms(run, file.text[next(begun) : next(ends)])
    return WrittenBlock(starts[0], end, tuple(atoms))


def _said(run: HandoffRun) -> str:
    return _SIGNS.get(run.kind, run.words)


def _end(paragraph: HandoffParagraph, last: HandoffRun, start: int, text: str) -> int:
    """Return where the last run ends: at what ends a cell, a heading or a paragraph."""
    said = last.words if last.kind is RunKind.WORDS else ""
    after = start + len(said) if text.startswith(said, start) else start
    if found := _ROLE.match(text, start):
        after = found.end()
    if paragraph.style in (HandoffStyle.CELL, HandoffStyle.HEAD_CELL):
        found = _CELL_END.search(text, after)
        return len(text[: found.start()].rstrip()) if found else len(text)
    if paragraph.style is HandoffStyle.HEADING:
        line = text.find("\n", after)
        line = len(text) if line < 0 else line
        tail = re.search(r"[ \t]*\{[^}\n]*\}[ \t]*$", text[after:line])
        return after + tail.start() if tail else line
    found = _ENDS.search(text, after)
    return max(after, len(text[: found.start()].rstrip())) if found else len(text)


def _atoms(run: HandoffRun, written: str) -> Iterator[SourceAtom]:
    said = _said(run)
    for mark in (_ROLE, _NOTE, _IMAGE):
        if (found := mark.match(written)) and (mark is _ROLE or run.kind in _WHOLE):
            yield SourceAtom(said, found[0], is_whole=True)
            if written[found.end() :]:
                yield SourceAtom("", written[found.end() :])
            return
    yield from _aligned(said, written)


def _aligned(said: str, written: str) -> Iterator[SourceAtom]:
    """Letter by letter where they are the same; the rest as it goes together."""
    for kind, one, two, three, four in SequenceMatcher(None, written, said, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (SourceAtom(sign, sign) for sign in said[three:four])
        elif kind == "delete":
            yield SourceAtom("", written[one:two])
        else:
            yield SourceAtom(said[three:four], written[one:two], is_whole=True)


def joined(blocks: Sequence[WrittenBlock]) -> tuple[SourceAtom, ...]:
    """The atoms of blocks that have become one."""
    made: list[SourceAtom] = []
    for block in blocks:
        if made:
            made.append(SourceAtom(" ", " "))
        made += block.atoms
    return tuple(made)


_CELLS = frozenset({HandoffStyle.CELL, HandoffStyle.HEAD_CELL})
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+")


@dataclass(frozen=True, slots=True)
class Patch:
    """The unified diff, and the blocks whose changes it has not, each by its name."""

    text: str
    left_out: tuple[str, ...] = ()
    taken: tuple[bool, ...] = ()
    """Of each change whether it is in the diff, or needs nothing there."""


def patch_of(changes: Sequence[BlockChange], text: SentText, read: Callable[[str], str]) -> Patch:
    """The patch; ``read`` gives the text of a file of the project."""
    maker = _PatchMaker(text, read)
    taken = tuple(maker.take(change) for change in changes)
    left_out = dict.fromkeys(it.name for it, done in zip(changes, taken, strict=True) if not done)
    return Patch(maker.diff(), tuple(left_out), taken)


@dataclass(slots=True)
class _PatchMaker:
    text: SentText
    read: Callable[[str], str]
    files: dict[str, ProjectText] = field(default_factory=dict)
    edits: dict[str, list[Edit]] = field(default_factory=dict)
    followed: set[str] = field(default_factory=set)
    """The blocks after which all that is new has been put in."""

    def take(self, change: BlockChange) -> bool:
        """Tell whether the change is in the patch, or needs nothing there."""
        done = True
        if change.state is ReturnState.GONE:
            done = bool(change.with_names) or self._delete(change.name)
        elif change.state is ReturnState.REWORDED or len(change.paragraphs) > 1:
            done = self._rewrite(change)
        elif change.state is ReturnState.NEW:
            done = change.name in self.followed  # it is put in with the block that it stands after
        if ReturnState.MOVED in change.states:
            done = self._move(change) and done
        noted = [it for it in change.notes if not self._note(change, it.number, it.now, it.state)]
        return done and not noted

    def _block(self, name: str) -> tuple[ProjectText, WrittenBlock, HandoffParagraph] | None:
        paragraph = self.text.named.get(name)
        if paragraph is None or paragraph.span is None or not paragraph.span.path.endswith(".md"):
            return None
        file = self._file(paragraph.span.path)
        block = written_block(paragraph, file)
        return (file, block, paragraph) if block else None

    def _file(self, path: str) -> ProjectText:
        if path not in self.files:
            self.files[path] = ProjectText(path, self.read(path))
        return self.files[path]

    def _edit(self, file: ProjectText, start: int, end: int, text: str) -> None:
        self.edits.setdefault(file.path, []).append(Edit(file.path, start, end, text))

    def _rewrite(self, change: BlockChange) -> bool:
        """The block in its new words, and the paragraphs that are new after it."""
        head, *loose = change.paragraphs
        paragraph = self.text.named[change.name]
        whole, is_cell = paragraph.whole, paragraph.style in _CELLS
        fits = all(it.depth == head.depth - bool(whole and is_cell) for it in loose)
        if loose and fits and not whole and not change.figures:
            done = self._write(change)
            self.followed.update([change.name] * done)
            return done
        if loose and fits and not any(it.figures for it in loose):
            put = self._put_after_whole(whole, loose) if whole else self._put_after(change)
            self.followed.update([change.name] * put)
        alone = replace(change, paragraphs=(head,))
        return change.state is not ReturnState.REWORDED or self._write(alone)

    def _put_after_whole(self, whole: HandoffWhole, loose: Sequence[ReturnedParagraph]) -> bool:
        """New paragraphs after the figure or table that a block is a part of."""
        file = self._file(whole.span.path)
        found = lines_of_whole(whole.span, file)
        if found is None:
            return False
        end, indent = found
        before = "" if file.text.endswith("\n", 0, end) else "\n"
        made = "".join(f"\n{indent}{written(it.words, '')}\n" for it in loose)
        self._edit(file, end, end, f"{before}{made}")
        return True

    def _put_after(self, change: BlockChange) -> bool:
        """New paragraphs after a block that stays as it is written, because a figure in it was changed."""
        found = self._block(change.name)
        if found is None or change.state is ReturnState.REWORDED or found[2].style in _CELLS:
            return False
        file, block, paragraph = found
        parting = self._parting(change, file, block)
        made = written(PARAGRAPH.join(it.words for it in change.paragraphs[1:]), parting)
        if paragraph.style is HandoffStyle.HEADING:
            end = self._lines(file, block)[1]
            self._edit(file, end, end, f"\n{made}\n")
        else:
            self._edit(file, block.end, block.end, parting + made)
        return True

    def _write(self, change: BlockChange) -> bool:
        """The block in its new words, with paragraphs that go on in it."""
        found = [self._block(name) for name in change.with_names]
        if change.figures:
            return False
        if len(found) == 1 and found[0] is None:
            return self._reword(change)
        blocks = [it for it in found if it is not None]
        if len(blocks) < len(found) or any(self._is_chart(it, file) for file, _, it in blocks):
            return False
        file, block, paragraph = blocks[0]
        if paragraph.style in _CELLS and change.paragraphs[1:]:
            return False
        now = PARAGRAPH.join(it.words for it in change.paragraphs)
        parting = self._parting(change, file, block)
        made = rewritten(joined([it for _, it, _ in blocks]), now, parting)
        if made is None:
            return False
        if paragraph.style is HandoffStyle.HEADING:  # its id stands at the end of its line
            line, _, rest = made.partition(parting)
            self._edit(file, block.start, block.end, line)
            end = self._lines(file, block)[1]
            self._edit(file, end, end, f"\n{rest}\n" * bool(rest))
            return True
        self._edit(file, block.start, block.end, made)
        for name in change.with_names[1:]:
            self._delete(name)
        return True

    def _is_chart(self, paragraph: HandoffParagraph, file: ProjectText) -> bool:
        """Tell whether a block is the picture of a chart: a directive, or a line of the brief’s YAML, stands for it."""
        whole = paragraph.whole
        return whole is not None and paragraph.style is HandoffStyle.PICTURE and not is_image(whole.span, file)

    def _reword(self, change: BlockChange) -> bool:
        """A wording of YAML or of a directive in its new words."""
        paragraph = self.text.named.get(change.name)
        if paragraph is None or paragraph.span is None or len(change.paragraphs) > 1:
            return False
        file = self._file(paragraph.span.path)
        found = written_wording(paragraph, file)
        if found is None or not change.now.startswith(found.label):
            return False
        own = change.now.removeprefix(found.label)
        made = rewritten(found.atoms, own, "\n", escape if found.slot.kind is SlotKind.CAPTION else str)
        spelled = found.slot.spelled(made) if made is not None else None
        if spelled is None:
            return False
        self._edit(file, found.slot.start, found.slot.end, spelled)
        return True

    def _parting(self, change: BlockChange, file: ProjectText, block: WrittenBlock) -> str:
        """Return what stands between a block and a new one: in a list the mark of an item."""
        line = file.line_start(block.start)
        mark = _ITEM.match(file.text, line)
        if mark is None or mark.end() > block.start:
            return "\n\n"
        if all(it.is_item for it in change.paragraphs[1:]):
            return f"\n{mark[0]}"
        return "\n\n" + " " * len(mark[0])

    def _delete(self, name: str) -> bool:
        found = self._block(name)
        if found is None:
            return False
        file, block, paragraph = found
        if self._is_chart(paragraph, file):
            return False
        if paragraph.style in _CELLS:
            self._edit(file, block.start, block.end, "")
            return True
        start, end = self._lines(file, block)
        self._edit(file, start, self._past_gap(file, start, end), "")
        return True

    def _past_gap(self, file: ProjectText, start: int, end: int) -> int:
        """Past the empty lines after a block, where there are some before it too."""
        while file.text[:start].endswith("\n\n") and file.text.startswith("\n", end):
            end += 1
        return end

    def _lines(self, file: ProjectText, block: WrittenBlock) -> tuple[int, int]:
        """The whole lines of a block."""
        return file.line_start(block.start), file.line_end(block.end)

    def _move(self, change: BlockChange) -> bool:
        """Cut out here and put in there; only what stands there by itself."""
        found, other = self._block(change.name), self._block(change.after)
        if found is None or other is None or change.state is ReturnState.REWORDED:
            return False
        file, block, paragraph = found
        there, after, before = other
        if there is not file or {paragraph.style, before.style} & _CELLS or self._is_chart(paragraph, file):
            return False
        start, end = self._lines(file, block)
        lines = file.text[start:end].strip("\n")
        whole = lines_of_whole(before.whole.span, file) if before.whole else None
        place = whole[0] if whole else self._lines(file, after)[1]
        is_item = _ITEM.match(lines) is not None and _ITEM.match(file.text[self._lines(file, after)[0] :]) is not None
        self._edit(file, start, end if is_item else self._past_gap(file, start, end), "")
        self._edit(file, place, place, f"{lines}\n" if is_item else f"\n{lines}\n")
        return True

    def _note(self, change: BlockChange, number: int, now: str, state: ReturnState) -> bool:
        if state is not ReturnState.REWORDED:
            return False
        runs = [run for name in change.with_names for run in self.text.named[name].runs if run.kind is RunKind.NOTE]
        held = runs[number].note if number < len(runs) else ()
        if len(held) != 1 or held[0].span is None:
            return False
        file = self._file(held[0].span.path)
        block = written_block(held[0], file)
        made = rewritten(block.atoms, now) if block else None
        if block is None or made is None:
            return False
        self._edit(file, block.start, block.end, made)
        return True

    def diff(self) -> str:
        """Return what the edits change."""
        texts = {path: self.files[path].text for path in sorted(self.edits)}
        return "".join(diff_of(path, was, applied(was, self.edits[path])) for path, was in texts.items())


# New words put into what an author wrote: roles, links and marks of sources stay where their words stay

PARAGRAPH = "\u2029"
"""Stands in new words where a paragraph begins."""
_TOKEN = re.compile(rf"[{PARAGRAPH}{NOTE_SIGN}{PICTURE_SIGN}]|\s+|\w+|[^\w\s]")
_EMPTY = re.compile(r"\*\*\*\*|____|~~~~|(?<!\^)\[\]\([^)]*\)")
_SPACES = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")


def rewritten(
    atoms: Sequence[SourceAtom], now: str, parting: str = "\n\n", spelled: Callable[[str], str] = escape
) -> str | None:
    """What to write so that the atoms say ``now``; ``parting`` stands between paragraphs, ``spelled`` is how new words
    are written. None where new words stand in the place of what no text has.
    """
    was = "".join(it.said for it in atoms)
    old, new = _TOKEN.findall(was), _TOKEN.findall(now)
    kept = bytearray(len(was))
    """For each character whether it stays."""
    put: dict[int, str] = {}
    """Place in the old words → new ones before it."""
    ends = [0]
    for token in old:
        ends.append(ends[-1] + len(token))
    for kind, one, two, three, four in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            kept[ends[one] : ends[two]] = b"\1" * (ends[two] - ends[one])
        elif words := "".join(new[three:four]):
            if _is_fixed(atoms, ends[one], ends[two]):
                return None
            put[ends[one]] = written(words, parting, spelled)
    made = _assembled(atoms, was, kept, put)
    return _tidied(made, parting)


def _is_fixed(atoms: Sequence[SourceAtom], start: int, end: int) -> bool:
    """Tell whether new words from ``start`` to ``end`` go into what no text has, or replace some of it."""
    fixed = [atom.is_fixed for atom in atoms for _ in atom.said]
    return any(fixed[start:end]) or (start == end and all(fixed[start - 1 : start + 1]) and 0 < start < len(fixed))


def _assembled(atoms: Sequence[SourceAtom], was: str, kept: bytearray, put: dict[int, str]) -> str:
    made: list[str] = []
    at = 0
    for atom in atoms:
        if at in put and (atom.said or _comes_after(atom.written, made)):
            made.append(put.pop(at))
        end = at + len(atom.said)
        if all(kept[at:end]):
            made.append(atom.written)
        elif atom.is_whole:
            made += [was[place] for place in range(at, end) if kept[place]]
        for place in [it for it in put if at < it < end]:
            made.append(put.pop(place))
        at = end
    return "".join([*made, *put.values()])


def _comes_after(written: str, made: Sequence[str]) -> bool:
    """Tell whether new words go before a mark: it is that of a source, or opens what comes; else it closes what was."""
    before = "".join(made[-1:])
    return written[:1].isspace() or not before or before[-1].isspace()


def written(words: str, parting: str, spelled: Callable[[str], str] = escape) -> str:
    """New words as they have to be written."""
    shown = words.replace(NOTE_SIGN, "").replace(PICTURE_SIGN, "")
    return parting.join(spelled(it) for it in shown.split(PARAGRAPH))


def _tidied(made: str, parting: str) -> str:
    made = _EMPTY.sub("", made)
    parts = (_SPACES.sub(" ", it).strip(" ") for it in made.split(parting)) if parting else (made,)
    return parting.join(parts)
