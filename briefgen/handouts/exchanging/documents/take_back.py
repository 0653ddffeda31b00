"""A document that editors have changed, compared with the text that it was made of; nothing is overwritten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.handouts.exchanging.documents.compare import (
    BlockChange,
    ReturnState,
    SentText,
    compare,
    every_problem,
    text_of,
)
from briefgen.handouts.exchanging.documents.patch import Patch, patch_of
from briefgen.handouts.handoff import WRITERS, EditedProject, read_edited
from briefgen.importing.hancom.returned import returned_hwpx
from briefgen.importing.word.returned import returned_word
from briefgen.model.core.diagnostics import Outcome, Report, Severity, error
from briefgen.model.records.marks import EditorRemark, Remarks
from briefgen.model.values.characters import clean
from briefgen.reading.bounded import within
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.world import World
from briefgen.rendering.office.handoff import HandoffParagraph, RunKind
from briefgen.rendering.office.returned import ReturnedDocument, ReturnedParagraph
from briefgen.running.pool.watched import By, here
from briefgen.writing.content.records import new_remarks, remarks_file

READERS: Mapping[str, Callable[[bytes], ReturnedDocument]] = {"docx": returned_word, "hwpx": returned_hwpx}
"""By the ending of a file."""


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file, by the path that its author gave."""

    path: str
    content: bytes

    @property
    def form(self) -> str:
        """Its ending."""
        return self.path.rpartition(".")[2].lower()


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of each block, and a patch of the text."""

    text: SentText
    changes: tuple[BlockChange, ...]
    patch: Patch
    kept: Remarks | None = None
    """What editors have said of the brief before, as it was kept."""

    @property
    def title(self) -> str:
        """What it is called in a message."""
        return self.text.title

    @property
    def counts(self) -> dict[str, int]:
        """How many blocks are in each state; one that was reworded and moved is in both."""
        found = Counter(state.value for it in self.changes for state in it.states)
        return {state.value: found[state.value] for state in ReturnState}

    @property
    def counted(self) -> str:
        """The same for a person."""
        return ", ".join(f"{count} {state}" for state, count in self.counts.items())

    @property
    def diff(self) -> str:
        """The patch as a unified diff."""
        return self.patch.text

    @property
    def left_out(self) -> tuple[str, ...]:
        """Where the blocks are whose changes are not in the patch, and why not where it is not told otherwise."""
        return tuple(map(self._place, self.patch.left_out))

    def _place(self, name: str) -> str:
        paragraph = self.text.named.get(name)
        if paragraph is None:
            return "at the beginning of the document"
        place = f"{paragraph.span.path}:{paragraph.span.line}" if paragraph.span else f"“{paragraph.words}”"
        figures = any(it.name == name and it.figures for it in self.changes)
        return f"{place} (its figure was changed)" if figures else place

    def as_data(self) -> dict[str, Any]:
        """For programs."""
        named, handoff = self.text.named, self.text.handoff
        blocks = [
            {
                "key": named[it.name].key if it.name in named else "",
                "states": [state.value for state in it.states],
                "was": it.was,
                "now": it.now,
            }
            for it in self.changes
        ]
        return {"brief": handoff.slug, "language": handoff.lang, "counts": self.counts, "blocks": blocks}


def take_back(world: World, file: ReturnedFile, by: By = here) -> Outcome[TakenBack | None]:
    """What editors have changed; None, and why, for what cannot be taken back. The file is read ``by`` a process."""
    project = read_edited(world)
    if project.value is None:
        return Outcome(None, tuple(it for it in project.diagnostics if it.severity is Severity.ERROR))
    return taken_back(project.value, file, lambda path: world.read(path).decode("utf-8", "replace"), by)


def taken_back(
    project: EditedProject, file: ReturnedFile, read: Callable[[str], str], by: By = here
) -> Outcome[TakenBack | None]:
    """The same of a project that has been read; ``read`` gives the text of one of its files."""
    document: Outcome[ReturnedDocument | None] = by(_document, file)
    if (back := document.value) is None:
        return Outcome(None, document.diagnostics)
    return within("taking the file back", None, lambda: _compared(project, file, back, read), lambda: None)


def _compared(
    project: EditedProject, file: ReturnedFile, document: ReturnedDocument, read: Callable[[str], str]
) -> Outcome[TakenBack | None]:
    found = text_of(document, project, file.path)
    if found.value is None:
        return Outcome(None, found.diagnostics)
    sent = READERS[file.form](WRITERS[file.form](found.value.handoff, project.sources).value)
    changes = compare(sent, document)
    patch = patch_of(changes, found.value, read)
    problems = Report()
    problems.add(every_problem(changes, found.value, patch.taken))
    written = project.sources.site.briefs[found.value.handoff.slug].remarks
    return Outcome(TakenBack(found.value, changes, patch, written.value if written else None), problems.sorted())


def _document(file: ReturnedFile) -> Outcome[ReturnedDocument | None]:
    try:
        return Outcome(READERS[file.form](file.content))
    except UnreadableDocumentError as problem:
        hint = "have it sent again, as the program saves it"
        return Outcome(None, (error("returned-file-is-readable", f"{file.path}: {problem}", None, hint),))


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
    for it in held.remarks:
        if words := clean(it.words):
            said = {"author": clean(it.author), "date": clean(it.moment), "words": words}
            yield EditorRemark(kind=it.kind, **place, **said)


def kept_remarks(taken: TakenBack, before: str) -> tuple[str, int]:
    """The text of ``remarks.yaml``, and how many remarks are new in it."""
    kept = taken.kept
    new = new_remarks(kept, remarks_of(taken))
    return (remarks_file(before, new) if new else before), len(new)
