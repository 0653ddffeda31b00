"""``briefgen import``: documents of another program become texts of briefs, a bibliography sources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import options as shared
from briefgen.cli.imports.documents import documents_in, take_document, take_documents, tell_remarks
from briefgen.cli.imports.folder import take_folder
from briefgen.cli.imports.outside import content_of, read_outside
from briefgen.cli.output_folder import change_project
from briefgen.cli.project import CONTENT, Project, finish_change, project_at
from briefgen.cli.project_files import missing_schemas
from briefgen.reading.disk.finding import belongs, shown_path
from briefgen.reading.layout import LIBRARIES, SHEETS, SOURCES

if TYPE_CHECKING:
    from briefgen.importing.bibliography import JoinedSources
    from briefgen.reading.files.libraries.items import ReadReferences


@click.command(
    "import",
    epilog="""\b
Examples:
  briefgen import report.docx
  briefgen import 보고서.hwpx --brief trade-in-services
  briefgen import report-en.docx --brief trade-in-services --lang en -C my-briefs
  briefgen import zotero.bib
  briefgen import budget.xlsx                          figures as proposed facts
  briefgen import ../old-site -C my-briefs             a folder of Markdown
  briefgen import ../reports -C my-briefs              a folder of documents

In a project that no import has made, a Word or Hancom document becomes a
draft. What you have changed is never overwritten without --overwrite.""",
)
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@shared.with_options(
    click.option(
        "-C",
        "--source",
        "project",
        default=".",
        metavar="DIR",
        help="Project folder, which contains content/; made if there is none.  [default: current folder]",
    ),
    click.option("--brief", "slug", metavar="SLUG", help="Brief to put the text into.  [default: the file's name]"),
    click.option("--lang", metavar="LANG", help="Language of the text.  [default: by its letters]"),
    click.option(
        "--sheet", "sheets", multiple=True, metavar="NAME", help="Sheet of a workbook; may be repeated.  [default: all]"
    ),
    click.option("--overwrite", is_flag=True, help="Replace the text of the brief in this language."),
    shared.DEBUG,
)
def command(
    file: Path, project: str, slug: str | None, lang: str | None, sheets: tuple[str, ...], overwrite: bool
) -> int:
    """Import a folder of Markdown, a document, a bibliography, or a spreadsheet.

    From a folder, every Markdown file becomes a text of a brief: front matter,
    languages, links between files and images are taken over, and the text
    stays as it is. What could not be taken is in import-report.md. Word and
    Hancom documents in it become briefs too.

    From a Word (.docx) or Hancom (.hwpx) document, headings, lists, tables,
    notes, links and pictures are kept. Tracked changes are accepted. Comments,
    and everything that could not be taken, are listed with their place.

    From a bibliography, as BibTeX (.bib), RIS (.ris) or CSL-JSON (.json), the
    entries that content/sources.yaml does not have are added at its end.

    From a spreadsheet (.xlsx, .csv, .tsv), figures below a row of heads become
    proposed facts in content/facts/proposed/, which is not part of the site.
    """
    from briefgen.language.matching.variants import is_language

    if sheets and file.suffix.lower() not in SHEETS:
        raise click.UsageError(f"--sheet is for a spreadsheet, and {file} is not one")
    if lang is not None and not is_language(lang):
        raise click.BadParameter(f"“{lang}” is not the tag of a language, such as fr", param_hint="--lang")
    if "\ufffd" in (name := shown_path(str(file.absolute()))):
        raise click.BadParameter(f"{name} is not written in UTF-8: rename it", param_hint="FILE")
    root = Path(project)
    if not belongs(root, root / CONTENT):
        raise click.UsageError(f"{root / CONTENT} is a symbolic link out of the project: put the folder in its place")
    finish_change(root)
    if file.is_dir():
        found = documents_in(file, root) or take_folder(file, root, lang or "", overwrite)
        return take_documents(found, project, lang, overwrite) if found else 0
    if file.suffix.lower() in LIBRARIES:
        return _take_sources(file, project_at(project))
    if file.suffix.lower() in SHEETS:
        return _take_figures(file, project_at(project), sheets, overwrite)
    return take_document(file, project, slug, lang, overwrite)


def _take_sources(file: Path, project: Project) -> int:
    from briefgen.importing.imported import Remark

    path = project.root / SOURCES
    before = content_of(path).decode() if path.exists() else ""
    found, made = read_outside(file, _joined, file.suffix.lower(), content_of(file), before)
    if made.added:
        change_project(project.root, {SOURCES: made.text.encode()})
    click.echo(f"{file} → {path}: {len(made.added)} of {len(found.items)} entries added")
    tell_remarks((*(Remark(f"line {it.line}", it.message) for it in found.unread), *made.remarks))
    return 0


def _joined(ending: str, content: bytes, before: str) -> tuple[ReadReferences, JoinedSources]:
    """The entries of a bibliography, and the sources that were there ``before`` with them."""
    from briefgen.importing.bibliography import joined
    from briefgen.reading.files.libraries.cited import READERS

    found = READERS[ending](content)
    return found, joined(before, found.items)


def _take_figures(file: Path, project: Project, sheets: Sequence[str], overwrite: bool) -> int:
    from briefgen.importing.sheets.proposals import figures_of, join_figures

    figures = read_outside(file, figures_of, project.root, file.name, content_of(file), sheets)
    found = join_figures(project.root, file.name, figures, overwrite)
    if found.added:
        change_project(project.root, {**found.files, **missing_schemas(project.root)})
    proposed = f" → {found.path}: {found.added} of {found.figures} figures proposed"
    click.echo(f"{file}{proposed if found.figures else ': no figures to propose, and nothing is written'}")
    tell_remarks(found.remarks)
    return 0
