"""The part of ``briefgen import`` that takes a whole folder of Markdown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from briefgen.cli.commands.new import languages, write_around, write_missing_schemas
from briefgen.cli.options import CONTENT, Project
from briefgen.importing.imported import Remark
from briefgen.reading.files.archive import UnreadableDocumentError

if TYPE_CHECKING:
    from briefgen.importing.site.folder import FolderFiles
    from briefgen.importing.site.writing import ImportedSite

SHOWN = 20
"""Remarks on the terminal: more are in a file alone."""
_DOCUMENTS = (".docx", ".hwpx")
LOCK = "~$"
"""How the file begins by which Word marks a document as open."""


def documents_among(files: Iterable[str], attached: Collection[str] = ()) -> list[str]:
    """The Word and Hancom documents among ``files``, but for those that are ``attached`` to a text.

    One that has the name of a Markdown file beside it is an export of that, or its source, and is left out.
    """
    from briefgen.importing.site.documents import MARKDOWN

    paths = [PurePosixPath(path) for path in files]
    texts = {path.with_suffix("") for path in paths if path.suffix.lower() in MARKDOWN}
    return [
        str(path)
        for path in paths
        if path.suffix.lower() in _DOCUMENTS
        and not path.name.startswith(LOCK)
        and path.with_suffix("") not in texts
        and str(path) not in attached
    ]


def take_folder(folder: Path, root: Path, lang: str, overwrite: bool) -> list[Path]:
    """Import the Markdown of a folder into a project, which is made where there is none.

    Returns the Word and Hancom documents of the folder that are texts of their own, not files that a text links to.
    """
    from briefgen.importing.site.folder import FolderFiles, is_imported, join_project
    from briefgen.importing.site.papers.bibliographies import join_sources
    from briefgen.importing.site.report import REPORT, report_of, told_of

    own = (root / CONTENT / "site.yaml").is_file() and not is_imported(root)
    refuse_a_wrong_place(folder, root, own or is_imported(root))
    try:
        files = FolderFiles(folder, without=root.resolve())
    except UnreadableDocumentError as problem:
        raise click.ClickException(f"{folder}: {problem}") from problem
    site = _made(files, folder, lang)
    if not site.documents:
        raise click.ClickException(f"{folder}: there is no Markdown document in it")
    remarks = [*files.passed_over, *site.remarks]
    if own:
        remarks += _fitted(site, languages(Project(root)))
    remarks += profiled(site, root)
    begins = not own and not is_imported(root)
    joined = join_project(root, site.files, overwrite)
    remarks += join_sources(root, site.sources.items)
    if begins:
        write_around(root, site.languages)
    write_missing_schemas(Project(root))
    (root / REPORT).write_text(report_of(site, joined, remarks), "utf-8")
    click.echo(f"{folder} → {root}: {told_of(site)}; {len(joined.written)} written, {joined.same} unchanged")
    if joined.kept:
        click.echo(f"{len(joined.kept)} were changed or deleted here since the last import and were left as they are")
    for remark in remarks[:SHOWN]:
        click.echo(f"  {remark.place}: {remark.message}")
    more = f"{len(remarks) - SHOWN} more remarks are" if len(remarks) > SHOWN else "All remarks are"
    beside = [] if site.of_generator else documents_among(files, site.attached)
    click.echo(f"{more} in {root / REPORT}." + ("" if beside else f" Next: briefgen check -C {root}"))
    return [folder / path for path in beside]


def refuse_a_wrong_place(folder: Path, root: Path, is_project: bool) -> None:
    """Raises click.UsageError where a project cannot be made."""
    if root.resolve() == folder.resolve() or root.resolve().is_relative_to((folder / CONTENT).resolve()):
        raise click.UsageError(f"the project cannot be {folder} itself: give another folder with -C, which is made")
    if (root / CONTENT).exists() and not is_project:
        raise click.UsageError(f"{root / CONTENT} is there and has no site.yaml: give another folder with -C")


def _made(files: FolderFiles, folder: Path, lang: str) -> ImportedSite:
    from briefgen.importing.site.configuration import configuration_of
    from briefgen.importing.site.documents import find_documents
    from briefgen.importing.site.writing import ImportedSite, Sources, imported_site

    configuration = configuration_of(files)
    found = find_documents(files, configuration, lang)
    if not found.documents:
        return ImportedSite()
    days = {text.path: files.day(text.path) for document in found.documents for text in document.texts.values()}
    return imported_site(Sources(files, configuration, found, days, folder.resolve().name))


def profiled(site: ImportedSite, root: Path) -> list[Remark]:
    """Add a profile for each language that has none."""
    from briefgen.importing.site.profiles import profile_of
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


def _fitted(site: ImportedSite, known: tuple[str, ...]) -> list[Remark]:
    """Leave out what an existing site has no place for: its settings stay, and so do its languages."""
    import re

    remarks = []
    del site.files["content/site.yaml"]
    for name in [name for name in site.files if name.endswith(".md") and Path(name).stem not in known]:
        del site.files[name]
        remarks.append(Remark(name, f"the site has no language “{Path(name).stem}”: not taken"))
    for name, content in site.files.items():
        if name.endswith("/brief.yaml"):
            text = re.sub(r"(?m)^(topics|languages|original): .*\n", "", content.decode())
            there = [lang for lang in known if f"{name[: -len('brief.yaml')]}{lang}.md" in site.files]
            site.files[name] = f"{text}languages: [{', '.join(there)}]\n".encode()
    return remarks
