"""``briefgen import``: a document of another program becomes a text of a brief."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli import options as shared
from briefgen.cli.commands.new import checked, languages, next_number, today, write_missing_schemas
from briefgen.cli.options import CONTENT, Project

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

A brief that is imported is a draft. A text that exists is never overwritten
without --overwrite.""",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@shared.with_options(
    shared.SOURCE,
    click.option("--brief", "slug", metavar="SLUG", help="Brief to put the text into.  [default: the file's name]"),
    click.option("--lang", metavar="LANG", help="Language of the text.  [default: by its letters]"),
    click.option("--overwrite", is_flag=True, help="Replace the text of the brief in this language."),
    shared.DEBUG,
)
def command(file: Path, project: Project, slug: str | None, lang: str | None, overwrite: bool) -> int:
    """Turn a Word (.docx) or Hancom (.hwpx) document into a text of a brief.

    Headings, lists, tables, notes, links and pictures are kept. Tracked
    changes are accepted. Comments, and everything that could not be taken,
    are listed with their place in the document.
    """
    from briefgen.importing.briefs import brief_files, language_of, slug_of

    text = _read(file)
    known = languages(project)
    lang = lang or language_of(text.title + text.markdown, known)
    if lang not in known:
        raise click.BadParameter(f"the site has no language “{lang}”; it has {', '.join(known)}", param_hint="--lang")
    briefs = project.root / CONTENT / "briefs"
    number = next_number(briefs)
    folder = briefs / checked("SLUG", slug or _without_language(slug_of(file.stem), known) or number.lower())
    taken = {path.name: path.read_bytes() for path in sorted(folder.glob("*")) if path.is_file()}
    made = brief_files(text, lang, number, today(), taken)
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


def _read(file: Path) -> ImportedText:
    from briefgen.importing.hancom.document import read_hwpx
    from briefgen.importing.imported import UnreadableDocumentError
    from briefgen.importing.word.document import read_word

    readers = {".docx": read_word, ".hwpx": read_hwpx}
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise click.ClickException(f"{file}: {_other_format(file.suffix.lower())}")
    try:
        if file.stat().st_size > _LARGEST:
            raise UnreadableDocumentError(f"it is larger than {_LARGEST // 1_000_000} MB")
        return reader(file.read_bytes())
    except UnreadableDocumentError as problem:
        raise click.ClickException(f"{file}: {problem}") from problem
    except OSError as problem:
        raise click.ClickException(f"{file} cannot be read: {problem.strerror}") from problem


def _other_format(ending: str) -> str:
    advice = {
        ".doc": "the old Word format is not read; save it as .docx",
        ".hwp": "the old Hancom format is not read; save it as .hwpx",
        ".odt": "save it as .docx in LibreOffice",
        ".md": "copy it to content/briefs/<slug>/<language>.md, and give it a title and a summary in front matter",
    }
    return advice.get(ending, "only .docx and .hwpx are read")


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
    if remarks:
        click.echo("To look at:")
        for remark in remarks:
            click.echo(f"  {f'{remark.place}: ' if remark.place else ''}{remark.message}")
