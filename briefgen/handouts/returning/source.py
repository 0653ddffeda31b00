"""A block as its author wrote it, in pieces: what each says, and the characters of the file that say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from briefgen.model.core.diagnostics import Span
from briefgen.rendering.office.handoff import HandoffParagraph, HandoffRun, HandoffStyle, RunKind
from briefgen.rendering.office.returned import NOTE_SIGN, PICTURE_SIGN

_FENCE = re.compile(":{3,}")
_ROLE = re.compile(r"\{[a-z]+\}(`+)[^`]*\1")
_NOTE = re.compile(r"\[\^[^\[\]\s]+\]")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?")
_ENDS = re.compile(r"\n[ \t]*(?:\n|:::|[-*+] |\d+[.)] |\||#)|\Z")
_CELL_END = re.compile(r"(?<!\\)\||\n|\Z")
_FIRST = r"[^\s\"'>|{\[&*!%@`#,]"
_DIRECTIVE = re.compile(r"(?<!:):::+\{[a-z-]+\}[ \t]+(?P<quote>)(?P<said>(?:[^\n]*[^ \t\n])?)[ \t]*$", re.MULTILINE)
_QUOTED = re.compile(r"""(?P<quote>["'])(?P<said>[^\n]*?)(?P=quote)(?=[ \t]*(?:[,}#\n]|\Z))""")
_IN_BRACES = re.compile(rf"(?P<quote>)(?P<said>{_FIRST}(?:[^\n{{}},]*[^ \t\n{{}},])?)(?=[ \t]*[,}}])")
_PLAIN = re.compile(rf"(?P<quote>)(?P<said>{_FIRST}(?:[^\n]*[^ \t\n])?)(?=[ \t]*(?:\n(?![ \t]+[^\s:][^:\n]*\n)|\Z))")
_NEEDS_QUOTES = re.compile(r"^[\s\-?:,\[\]{}#&*!|>'\"%@`]|: | #|:$")
_ENDS_IN_BRACES = re.compile(r"[{}\[\],]")
_SIGNS = {RunKind.NOTE: NOTE_SIGN, RunKind.PICTURE: PICTURE_SIGN, RunKind.BREAK: " "}
_WHOLE = frozenset({RunKind.FIGURE, RunKind.NOTE, RunKind.PICTURE})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the project."""

    path: str
    text: str

    def offset(self, span: Span) -> int:
        """Where a place is, in characters from the beginning."""
        at = 0
        for _ in range(span.line - 1):
            at = self.text.find("\n", at) + 1
        return at + span.column - 1


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


def lines_of_whole(span: Span, file: SourceFile) -> tuple[int, str] | None:
    """Where the lines of a figure or a table end, and how far it is indented; None where its line begins otherwise."""
    at = file.offset(span)
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


def is_image(span: Span, file: SourceFile) -> bool:
    """Whether a figure is written as an image of Markdown."""
    return file.text.startswith("![", file.offset(span))


def written_wording(paragraph: HandoffParagraph, file: SourceFile) -> WrittenWording | None:
    """A wording of YAML, of front matter or of the first line of a directive; None where it goes over several lines."""
    kinds = {run.kind for run in paragraph.runs}
    if paragraph.span is None or kinds == {RunKind.MARK} or kinds & {RunKind.NOTE, RunKind.PICTURE}:
        return None
    start = file.offset(paragraph.span)
    line = file.text[file.text.rfind("\n", 0, start) + 1 : start]
    marks_of = (_DIRECTIVE, _QUOTED, _IN_BRACES if "{" in line else _PLAIN)
    found = next((it for mark in marks_of if (it := mark.match(file.text, start))), None)
    if found is None or (_FENCE.match(found[0]) and found.re is not _DIRECTIVE) or "\\" in found["said"]:
        return None
    label = "".join(run.words for run in paragraph.runs if run.kind is RunKind.MARK)
    said = [run for run in paragraph.runs if run.kind is not RunKind.MARK]
    atoms = tuple(_wording_atoms(said, found["said"]))
    if any(it.said and not it.written for it in atoms):
        return None
    block = WrittenBlock(found.start("said"), found.end("said"), atoms)
    return WrittenWording(block, label, found["quote"], found[0].startswith(":::"), found.re is _IN_BRACES)


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


def written_block(paragraph: HandoffParagraph, file: SourceFile) -> WrittenBlock | None:
    """The block in its file; None where it is not written there word by word."""
    placed = [run for run in paragraph.runs if run.span is not None and run.span.path == file.path]
    if not placed or not any(run.kind is RunKind.WORDS or run.kind in _WHOLE for run in placed):
        return None
    starts = [file.offset(run.span) for run in placed if run.span is not None]
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
    """Where the last run ends: at what ends a cell, a heading or a paragraph."""
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


@dataclass(frozen=True, slots=True)
class WrittenWording:
    """A wording with the quotation marks that it is in, if any."""

    block: WrittenBlock
    label: str
    """What the interface says before it, such as ``Who: ``."""
    quote: str
    is_markdown: bool
    is_in_braces: bool

    def spelled(self, words: str) -> str | None:
        """The wording as it has to be written; None where it would need other quotation marks."""
        if self.quote or self.is_markdown:
            return None if "\n" in words or (self.quote and self.quote in words) else words
        quoted = _NEEDS_QUOTES.search(words) or (self.is_in_braces and _ENDS_IN_BRACES.search(words))
        if not quoted:
            return words
        return None if '"' in words else f'"{words}"'


def joined(blocks: Sequence[WrittenBlock]) -> tuple[SourceAtom, ...]:
    """The atoms of blocks that have become one."""
    made: list[SourceAtom] = []
    for block in blocks:
        if made:
            made.append(SourceAtom(" ", " "))
        made += block.atoms
    return tuple(made)
