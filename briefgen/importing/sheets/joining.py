"""The figures of a spreadsheet for a project, with nothing lost that its author has made of earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from briefgen.importing.imported import Remark
from briefgen.importing.sheets.proposals import FOLDER, Proposals, proposal_file, proposals_of, tables_of, unit_reader
from briefgen.importing.site.project.joining import RECORD, digest_of, record_file, record_of
from briefgen.importing.site.slugs import slug_with_letters
from briefgen.language.figures.reader import reader_of
from briefgen.reading.load import load
from briefgen.reading.world import DiskWorld


class JoinedFigures(NamedTuple):
    """How many figures a spreadsheet has, and how many are new in the file at ``path``; ``files`` are to be written."""

    path: Path
    figures: int
    added: int
    remarks: tuple[Remark, ...]
    files: Mapping[str, bytes]


class FoundFigures(NamedTuple):
    """What a spreadsheet proposes; ``languages`` and ``facts`` are those that the site has."""

    proposals: Proposals
    languages: Sequence[str]
    facts: frozenset[str]


def figures_of(root: Path, name: str, content: bytes, sheets: Sequence[str] = ()) -> FoundFigures:
    """The figures of these ``sheets``, or of all, for the project. Raises UnreadableDocumentError."""
    site = load(DiskWorld(root)).value
    unit_of = unit_reader([reader_of(site, lang) for lang in site.languages])
    found = proposals_of(tables_of(name, content, sheets), unit_of)
    return FoundFigures(found, site.languages, frozenset(site.facts))


def join_figures(root: Path, name: str, figures: FoundFigures, overwrite: bool) -> JoinedFigures:
    """Give the file of proposed facts with these figures.

    What was proposed before and has been deleted or renamed since is not proposed again, unless ``overwrite``.
    """
    found = figures.proposals
    shown = f"{FOLDER}/{slug_with_letters(PurePath(name).stem) or 'figures'}.yaml"
    path, record = root / shown, record_of(root)
    proposed = set() if overwrite else {key.rpartition("#")[2] for key in record if key.startswith(f"{shown}#")}
    before = path.read_text("utf-8") if path.exists() and not overwrite else ""
    made = proposal_file(before, found.facts, name, figures.languages, proposed.union(figures.facts))
    files = {}
    if made.added:
        values = {fact.ident: fact.value for fact in found.facts}
        record |= {f"{shown}#{it}": digest_of(values[it].encode()) for it in made.added}
        files = {shown: made.text.encode(), RECORD: record_file(root, record)}
    remarks = (*found.remarks, *made.remarks)
    return JoinedFigures(path, len(found.facts) + found.left_out, len(made.added), remarks, files)
