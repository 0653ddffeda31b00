"""``briefgen import``: documents of another program become texts of briefs, a bibliography sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import options as shared
from briefgen.cli.commands.new import checked, languages, next_number, today, write_missing_schemas
from briefgen.cli.folder_import import take_folder
from briefgen.cli.options import CONTENT, Project, project_at
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.layout import LIBRARIES, SHEETS

if TYPE_CHECKING:
    from briefgen.importing.imported import ImportedText, Remark

_LARGEST = 200_000_000


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

A Word or Hancom document becomes a draft. What you have changed is never
overwritten without --overwrite.""",
)
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@shared.with_options(
    click.option(
        "-C",
        "--source",
        "project",
        default=".",
        metavar="DIR",
        help="Project folder, which contains content/; made if FILE is a folder.  [default: current folder]",
    ),
    click.option("--brief", "slug", metavar="SLUG", help="Brief to put the text into.  [default: the file's name]"),
    click.option("--lang", metavar="LANG", help="Language of the text.  [default: by its letters]"),
    click.option("--overwrite", is_flag=True, help="Replace the text of the brief in this language."),
    shared.DEBUG,
)
def command(file: Path, project: str, slug: str | None, lang: str | None, overwrite: bool) -> int:
    """Import a folder of Markdown, a document, a bibliography, or a spreadsheet.

    From a folder, every Markdown file becomes a text of a brief: front matter,
    languages, links between files and images are taken over, and the text
    stays as it is. What could not be taken is in import-report.md.

    From a Word (.docx) or Hancom (.hwpx) document, headings, lists, tables,
    notes, links and pictures are kept. Tracked changes are accepted. Comments,
    and everything that could not be taken, are listed with their place.

    From a bibliography, as BibTeX (.bib), RIS (.ris) or CSL-JSON (.json), the
    entries that content/sources.yaml does not have are added at its end.

    From a spreadsheet (.xlsx, .csv, .tsv), figures below a row of heads become
    proposed facts in content/facts/proposed/, which is not part of the site.
    """
    if file.is_dir():
        return take_folder(file, Path(project), lang or "", overwrite)
    if file.suffix.lower() in LIBRARIES:
        return _take_sources(file, project_at(project))
    if file.suffix.lower() in SHEETS:
        return _take_figures(file, project_at(project), overwrite)
    return _take_text(file, project_at(project), slug, lang, overwrite)


def _take_text(file: Path, project: Project, slug: str | None, lang: str | None, overwrite: bool) -> int:
    from briefgen.importing.briefs import brief_files, slug_of
    from briefgen.importing.imported import Remark
    from briefgen.importing.site.languages import language_among, other_language

    text = _read(file)
    known = languages(project)
    words = f"{text.title}\n{text.markdown}"
    if not lang:
        lang = language_among(words, known)
        if other := other_language(words, lang):
            text = replace(text, remarks=(*text.remarks, Remark("", _in_another_language(lang, other, known))))
    if lang not in known:
        raise click.BadParameter(f"the site has no language “{lang}”; it has {', '.join(known)}", param_hint="--lang")
    briefs = project.root / CONTENT / "briefs"
    number = next_number(briefs)
    folder = briefs / checked("SLUG", slug or _without_language(slug_of(file.stem), known) or number.lower())
    taken = {path.name: path.read_bytes() for path in sorted(folder.glob("*")) if path.is_file()}
    made = brief_files(text, lang, number, today(), taken, file.stem)
    changed = {name: content for name, content in made.files.items() if taken.get(name) != content}
    lost = sorted(name for name in changed if name in taken and name != "brief.yaml" and not overwrite)
    if lost:
        raise click.ClickException(
            f"{folder / lost[0]} exists and differs; give --overwrite to overwrite it, or another --brief"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in changed.items():
        (folder / name).write_bytes(content)
    write_missing_schemas(project)
    _tell(file, folder, lang, sorted(changed), made.remarks)
    return 0


def _take_sources(file: Path, project: Project) -> int:
    from briefgen.importing.bibliography import joined
    from briefgen.importing.imported import Remark
    from briefgen.reading.files.libraries.cited import READERS

    path = project.root / CONTENT / "sources.yaml"
    try:
        found = READERS[file.suffix.lower()](_content(file))
        made = joined(path.read_text("utf-8") if path.exists() else "", found.items)
    except UnreadableDocumentError as problem:
        raise click.ClickException(f"{file}: {problem}") from problem
    if made.added:
        path.write_text(made.text, "utf-8")
    click.echo(f"{file} → {path}: {len(made.added)} of {len(found.items)} entries added")
    _tell_remarks((*(Remark(f"line {it.line}", it.message) for it in found.unread), *made.remarks))
    return 0


def _take_figures(file: Path, project: Project, overwrite: bool) -> int:
    from briefgen.importing.sheets.joining import join_figures

    try:
        found = join_figures(project.root, file.name, _content(file), overwrite)
    except UnreadableDocumentError as problem:
        raise click.ClickException(f"{file}: {problem}") from problem
    if found.added:
        write_missing_schemas(project)
    proposed = f" → {found.path}: {found.added} of {found.figures} figures proposed"
    click.echo(f"{file}{proposed if found.figures else ': no figures to propose, and nothing is written'}")
    _tell_remarks(found.remarks)
    return 0


def _content(file: Path) -> bytes:
    """The bytes of a file that is not too large. Raises UnreadableDocumentError for others."""
    try:
        if file.stat().st_size > _LARGEST:
            raise UnreadableDocumentError(f"it is larger than {_LARGEST // 1_000_000} MB")
        return file.read_bytes()
    except OSError as problem:
        raise UnreadableDocumentError(f"it cannot be read: {problem.strerror}") from problem


def _read(file: Path) -> ImportedText:
    from briefgen.importing.hancom.document import read_hwpx
    from briefgen.importing.word.document import read_word

    readers = {".docx": read_word, ".hwpx": read_hwpx}
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise click.ClickException(f"{file}: {_other_format(file.suffix.lower())}")
    try:
        return reader(_content(file))
    except UnreadableDocumentError as problem:
        raise click.ClickException(f"{file}: {problem}") from problem


def _other_format(ending: str) -> str:
    advice = {
        ".doc": "the old Word format is not read; save it as .docx",
        ".hwp": "the old Hancom format is not read; save it as .hwpx",
        ".odt": "save it as .docx in LibreOffice",
        ".md": "import the folder that it is in",
        ".xls": "the old Excel format is not read; save it as .xlsx",
        ".xlsm": "a file with macros is not read; save it as .xlsx",
        ".ods": "save it as .xlsx in LibreOffice",
    }
    return advice.get(ending, "only .docx, .hwpx, .bib, .ris, .json, .xlsx, .csv and .tsv are read")


def _in_another_language(lang: str, other: str, known: Sequence[str]) -> str:
    taken = f"the words look like “{other}” and were put into {lang}.md"
    if other in known:
        return f"{taken}: give --lang {other} if they are"
    return f"{taken}: if they are, add {other} to languages: in content/site.yaml and import with --lang {other}"


def _without_language(slug: str, known: Sequence[str]) -> str:
    """``report-en`` and ``report-ko`` are texts of one brief."""
    stem, _, last = slug.rpartition("-")
    return stem if stem and last in known else slug


def _tell(file: Path, folder: Path, lang: str, written: Sequence[str], remarks: Sequence[Remark]) -> None:
    if not written:
        click.echo(f"{folder} holds this text already")
    else:
        click.echo(f"{file} → {folder / f'{lang}.md'}")
        for name in written:
            click.echo(f"  {name}")
    _tell_remarks(remarks)


def _tell_remarks(remarks: Sequence[Remark]) -> None:
    if remarks:
        click.echo("To look at:")
        for remark in remarks:
            click.echo(f"  {f'{remark.place}: ' if remark.place else ''}{remark.message}")
