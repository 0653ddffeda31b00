"""The part of ``briefgen import`` that takes a whole folder of Markdown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from briefgen.cli.imports.outside import read_outside
from briefgen.cli.output_folder import change_project
from briefgen.cli.project import CONTENT, Project
from briefgen.cli.project_files import files_around, languages, missing_schemas
from briefgen.importing.imported import Remark

if TYPE_CHECKING:
    from briefgen.importing.record import Joined
    from briefgen.importing.site.project.earlier import EarlierImport
    from briefgen.importing.site.source.folder import FolderFiles
    from briefgen.importing.site.writing import ImportedSite

SHOWN = 20
"""Remarks on the terminal: more are in a file alone."""
LOCK = "~$"
"""How the file begins by which Word marks a document as open."""


def documents_among(files: Iterable[str], attached: Collection[str] = ()) -> list[str]:
    """The Word and Hancom documents among ``files``, but for those that are ``attached`` to a text.

    One that has the name of a Markdown file beside it is an export of that, or its source, and is left out.
    """
    from briefgen.importing.briefs import READERS
    from briefgen.importing.site.source.documents import MARKDOWN

    paths = [PurePosixPath(path) for path in files]
    texts = {path.with_suffix("") for path in paths if path.suffix.lower() in MARKDOWN}
    return [
        str(path)
        for path in paths
        if path.suffix.lower() in READERS
        and not path.name.startswith(LOCK)
        and path.with_suffix("") not in texts
        and str(path) not in attached
    ]


def take_folder(folder: Path, root: Path, lang: str, overwrite: bool) -> list[Path]:
    """Import the Markdown of a folder into a project, which is made where there is none.

    Returns the Word and Hancom documents of the folder that are texts of their own, not files that a text links to.
    """
    from briefgen.importing.bibliography import join_sources
    from briefgen.importing.record import RECORD, join_project, record_of
    from briefgen.importing.site.project.earlier import earlier_import, list_new_languages
    from briefgen.importing.site.project.report import REPORT, left_out, notes_of, report_of
    from briefgen.importing.site.source.folder import FolderFiles

    record = record_of(root)
    begins = not (root / CONTENT / "site.yaml").is_file() and not record.has_begun
    refuse_a_wrong_place(folder, root, not begins)
    files = FolderFiles(folder, without=root.resolve())
    earlier = earlier_import(record, folder)
    known = () if earlier.begins and not earlier.edited else languages(Project(root))
    site = read_outside(folder, _made, files, folder, lang, earlier, known)
    if not site.documents:
        lost = "".join(f"\n  {it.place}: {it.message}" for it in (*files.passed_over, *site.remarks)[:SHOWN])
        raise click.ClickException(f"{folder}: there is no Markdown document in it that can be taken{lost}")
    site.files |= {name: files[path] for name, path in site.attached.items()}
    attached = set(site.attached.values())
    beside = [] if site.of_generator else documents_among(files, attached)
    left = left_out(files, {*attached, *beside}, of_generator=site.of_generator)
    remarks = [*files.passed_over, *site.remarks, *left, *profiled(site, root)]
    record.sources[earlier.place] = {**earlier.slugs, **site.slugs}
    joined = join_project(record, site.files, overwrite)
    joined.gone = earlier.own(joined.gone)
    remarks = [*_changed_twice(site, joined, folder), *remarks, *list_new_languages(root, joined)]
    remarks += join_sources(root, site.sources.items, joined.written)
    notes = notes_of(site, joined, root)
    around = files_around(root, site.languages) if begins else {}
    report = report_of(site, joined, remarks, notes).encode()
    change_project(
        root, {**around, **missing_schemas(root), **joined.written, RECORD: record.content(), REPORT: report}
    )
    _tell(folder, root, site, joined, remarks, notes, is_last=not beside)
    return [folder / path for path in beside]


def _changed_twice(site: ImportedSite, joined: Joined, folder: Path) -> Iterator[Remark]:
    """Texts that were edited here while their source changed as well."""
    from briefgen.importing.imported import Rank

    for name in joined.changed_twice:
        if origin := site.origins.get(name):
            said = f"you have edited it, and its source has changed too: compare it with {folder / origin}"
            yield Remark(name, f"{said}, or replace it with --overwrite", Rank.LOST)


def _tell(
    folder: Path,
    root: Path,
    site: ImportedSite,
    joined: Joined,
    remarks: Sequence[Remark],
    notes: Sequence[str],
    *,
    is_last: bool,
) -> None:
    from briefgen.importing.imported import in_kinds
    from briefgen.importing.site.project.report import REPORT, told_of

    click.echo(f"{folder} → {root}: {told_of(site)}; {len(joined.written)} written, {joined.same} unchanged")
    for note in notes:
        click.echo(note)
    if joined.kept:
        said = "changed or deleted here since the last import"
        click.echo(_left(joined.kept, f"was {said} and was", f"were {said} and were"))
    if joined.gone:
        click.echo(_left(joined.gone, f"is no longer in {folder} and was", f"are no longer in {folder} and were"))
    shown = list(in_kinds(remarks))[:SHOWN]
    for remark in shown:
        click.echo(f"  {remark.place}: {remark.message}")
    more = f"All {len(remarks):,} remarks are" if len(remarks) > len(shown) else "All remarks are"
    click.echo(f"{more} in {root / REPORT}." + (f" Next: briefgen check -C {root}" if is_last else ""))


def _left(names: Sequence[str], one: str, many: str) -> str:
    """Return what is said of files that were left as they are: one by its name, more by their number."""
    if len(names) == 1:
        return f"1 file {one} left as it is: {names[0]}"
    return f"{len(names)} files {many} left as they are"


def refuse_a_wrong_place(folder: Path, root: Path, is_project: bool) -> None:
    """Raises click.UsageError where a project cannot be made."""
    if root.resolve() == folder.resolve() or root.resolve().is_relative_to((folder / CONTENT).resolve()):
        raise click.UsageError(f"the project cannot be {folder} itself: give another folder with -C, which is made")
    if (root / CONTENT).exists() and not is_project:
        raise click.UsageError(f"{root / CONTENT} is there and has no site.yaml: give another folder with -C")


def _made(files: FolderFiles, folder: Path, lang: str, earlier: EarlierImport, known: Sequence[str]) -> ImportedSite:
    """The files of the project; of the languages ``known`` alone where there are any."""
    from briefgen.importing.site.source.configuration import configuration_of
    from briefgen.importing.site.source.documents import find_documents, fitted
    from briefgen.importing.site.writing import ImportedSite, Sources, imported_site
    from briefgen.running.pool.worker import begin_part

    configuration = configuration_of(files)
    found = find_documents(files, configuration, lang, begin_part)
    if known:
        found = fitted(found, known)
    if not found.documents:
        return ImportedSite(remarks=list(found.remarks))
    return imported_site(Sources(files, configuration, found, folder.resolve().name, earlier, begin_part))


def profiled(site: ImportedSite, root: Path) -> list[Remark]:
    """Add a profile for each language that has none."""
    from briefgen.importing.site.project.new_language import profile_of
    from briefgen.language.matching.variants import base_language
    from briefgen.reading.world import default_theme

    remarks = []
    shipped = {path.stem for path in (default_theme() / "locale").glob("*.yaml")}
    for lang in site.languages:
        name = f"templates/locale/{lang}.yaml"
        if base_language(lang, shipped):
            continue
        if (made := profile_of(lang)) is None:
            remarks.append(Remark(name, f"nothing is known of the language “{lang}”: write its profile"))
            continue
        site.files[name] = made.encode()
        remarks.append(
            Remark(name, "made for a language that briefgen does not come with; interface words are English")
        )
    return remarks
