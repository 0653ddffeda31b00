"""A document that editors have changed, compared with the text that it was made of; nothing is overwritten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from briefgen.handouts.handoff import WRITERS, EditedProject, read_edited
from briefgen.handouts.returning.compare import BlockChange, ReturnState, compare
from briefgen.handouts.returning.identity import SentText, text_of
from briefgen.handouts.returning.patch import Patch, patch_of
from briefgen.handouts.returning.told import every_problem
from briefgen.importing.hancom.returned import returned_hwpx
from briefgen.importing.word.returned import returned_word
from briefgen.model.core.diagnostics import Outcome, Report, Severity, error
from briefgen.model.records.remarks import Remarks
from briefgen.reading.bounded import within
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.world import World
from briefgen.rendering.office.returned import ReturnedDocument
from briefgen.running.pool.watched import By, here

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
    def counts(self) -> dict[str, int]:
        """How many blocks are in each state; one that was reworded and moved is in both."""
        found = Counter(state.value for it in self.changes for state in it.states)
        return {state.value: found[state.value] for state in ReturnState}


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
