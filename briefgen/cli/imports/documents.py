"""The part of ``briefgen import`` that takes documents of Word and Hancom Office."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.imports.folder import LOCK, SHOWN, documents_among, profiled, refuse_a_wrong_place
from briefgen.cli.imports.outside import content_of, read_outside
from briefgen.cli.output_folder import change_project
from briefgen.cli.project import CONTENT, Project
from briefgen.cli.project_files import checked, files_around, missing_schemas
from briefgen.reading.files.archive import UnreadableDocumentError

if TYPE_CHECKING:
    from briefgen.importing.imported import ImportedText, Remark
    from briefgen.importing.site.writing import ImportedSite
    from briefgen.model.written.site import Site

_PUBLISH = "A brief is a draft until you delete the line “status: draft” in its brief.yaml"
_TOO_SHORT = (
    "its words are too few to tell the language, and English was taken: if it is another, give --lang and a new folder"
)
_NO_WORDS = re.compile(r"</?[a-z][^<>\n]{0,60}>|\]\([^()\s]*\)?|\{width=\d+%?\}|https?://\S+")
_DRAFT = re.compile(r"(?m)^status: *[\"']?draft\b")


def documents_in(folder: Path, root: Path) -> list[Path]:
    """The documents of a folder that has no Markdown but a README, and tell what is passed over; none where it has.

    ``root`` is the project.
    """
    from briefgen.importing.site.source.documents import MARKDOWN
    from briefgen.importing.site.source.folder import FolderFiles

    try:
        names = FolderFiles(folder, without=root.resolve())
    except UnreadableDocumentError:
        return []  # reported where Markdown is looked for
    paths = map(Path, names)
    if any(path.suffix.lower() in MARKDOWN and path.stem.lower() != "readme" for path in paths):
        return []
    if documents := [folder / name for name in documents_among(names)]:
        tell_remarks(names.passed_over)
    return documents


def take_documents(files: Sequence[Path], root: str, lang: str | None, overwrite: bool) -> int:
    """Import each document as a brief of its own; one that cannot be taken is named, and the others go on."""
    from briefgen.importing.briefs import address_of

    if not (Path(root) / CONTENT / "site.yaml").is_file():
        tell_remarks(_begin(files[0].parent, root, [lang] if lang else _languages_of(files)))
    project, failed, used, taken = Project(Path(root)), 0, set[str](), list[Path]()
    for file in files:
        try:
            slug = address_of(file.stem)
            free = next(it for at in count(1) if (it := f"{slug}-{at}" if at > 1 else slug) not in used or not slug)
            used.add(free)
            taken.append(_take(file, _read(file), project, free if free != slug else None, lang, overwrite))
        except click.ClickException as problem:
            problem.show()
            failed += 1
    _tell_next(root, taken)
    if failed:
        click.echo(f"{failed} of {len(files)} documents were not taken", err=True)
    return 1 if failed else 0


def _languages_of(files: Sequence[Path]) -> list[str]:
    """The languages of documents, the most frequent first."""
    from briefgen.importing.site.source.languages import is_too_short, language_by_words

    counts = Counter[str]()
    for file in files:
        with contextlib.suppress(click.ClickException):
            if not is_too_short(words := _words_of(_read(file))):
                counts[language_by_words(words)] += 1
    return [lang for lang, _ in counts.most_common()] or ["en"]


def take_document(file: Path, root: str, slug: str | None, lang: str | None, overwrite: bool) -> int:
    """Import a document into a project, which is made where there is none."""
    from briefgen.importing.imported import Rank, Remark
    from briefgen.importing.site.source.languages import is_too_short, language_by_words

    text = _read(file)
    begun: Sequence[Remark] = ()
    if not (Path(root) / CONTENT / "site.yaml").is_file():
        words = _words_of(text)
        begun = _begin(file, root, [lang or language_by_words(words)])
        begun = begun if lang or not is_too_short(words) else (*begun, Remark("", _TOO_SHORT, Rank.GUESSED))
    _tell_next(root, [_take(file, text, Project(Path(root)), slug, lang, overwrite, begun)])
    return 0


def _tell_next(root: str, folders: Sequence[Path]) -> None:
    """What to do next; how a brief is published only where one of these is a draft."""
    said = (folder / "brief.yaml" for folder in folders)
    are_drafts = any(_DRAFT.search(path.read_text("utf-8", "replace")) for path in said if path.is_file())
    click.echo(
        f"Next: briefgen check --draft -C {root}. {_PUBLISH}" if are_drafts else f"Next: briefgen build -C {root}"
    )


def _take(
    file: Path,
    text: ImportedText,
    project: Project,
    slug: str | None,
    lang: str | None,
    overwrite: bool,
    begun: Sequence[Remark] = (),
) -> Path:
    """Write the document into the folder of its brief, which is returned."""
    from briefgen.importing.briefs import address_of, brief_files
    from briefgen.importing.record import RECORD, record_of
    from briefgen.importing.site.project.report import document_report_of

    lang, text, known, around = _settled(file, text, lang, project)
    briefs = project.root / CONTENT / "briefs"
    record = record_of(project.root)
    place = record.place_of(file)
    named = slug or record.brief_of(place, lang) or _without_language(address_of(file.stem), known)
    free = next(it for it in map("brief-{}".format, count(1)) if not (briefs / it).exists())
    folder = briefs / checked("SLUG", named or _imported_before(briefs, text, lang, file.stem) or free)
    taken = {path.name: path.read_bytes() for path in sorted(folder.glob("*")) if path.is_file()}
    name = f"{CONTENT}/briefs/{folder.name}"
    taken |= {path.removeprefix(f"{name}/"): it for path, it in around.items() if path.startswith(f"{name}/")}
    own = record.unedited_of(place, folder.name, taken)
    kept = {name: content for name, content in taken.items() if name not in own}
    is_draft = not record.has_begun  # beside what is published, a text is looked at before it is
    made = brief_files(text, lang, kept, file.stem, is_draft=is_draft)
    changed = {name: content for name, content in made.files.items() if taken.get(name) != content}
    if not overwrite:
        _refuse_to_lose(file, folder, changed, kept)
    unnamed = () if named else (_without_an_address(file, folder.name),)
    remarks = (*begun, *unnamed, *made.remarks)
    report = f"import-report-{folder.name}-{lang}.md"
    record.keep_unedited(around)
    record.keep_document(place, folder.name, made.files)
    reported = document_report_of(file.name, remarks).encode() if len(remarks) > SHOWN else None
    texts = {f"{name}/{it}": content for it, content in changed.items()}
    own_files = {RECORD: record.content(), report: reported}
    change_project(project.root, {**around, **missing_schemas(project.root), **texts, **own_files})
    _tell(file, folder, lang, sorted(changed))
    tell_remarks(_first(remarks, project.root / report))
    return folder


def _words_of(text: ImportedText) -> str:
    """The words that tell the language: names of elements and addresses are in none."""
    return f"{text.title}\n{_NO_WORDS.sub(' ', text.markdown)}"


def _imported_before(briefs: Path, text: ImportedText, lang: str, stem: str) -> str:
    """The brief that holds this very text; empty where none does."""
    from briefgen.importing.briefs import brief_files

    name = f"{lang}.md"
    content = brief_files(text, lang, {}, stem).files[name]
    return next((it.parent.name for it in sorted(briefs.glob(f"*/{name}")) if it.read_bytes() == content), "")


def _refuse_to_lose(file: Path, folder: Path, changed: Mapping[str, bytes], kept: Mapping[str, bytes]) -> None:
    """Raises click.ClickException where a file would be lost that another document became, or that was edited."""
    lost = sorted(name for name in changed if name in kept and name != "brief.yaml")
    if lost:
        free = next(name for at in range(2, 1000) if not (folder.parent / (name := f"{folder.name}-{at}")).exists())
        raise click.ClickException(
            f"{file}: {folder / lost[0]} exists and differs. If this is another document, give --brief {free}; "
            "if it is a newer version, give --overwrite"
        )


def _begin(given: Path, root: str, langs: Sequence[str]) -> Sequence[Remark]:
    """Make a project for what is imported, in these languages, and say what to look at."""
    from briefgen.importing.imported import Rank, Remark
    from briefgen.importing.record import RECORD, join_project, record_of
    from briefgen.importing.site.project.settings import begun_site, title_from
    from briefgen.importing.site.writing import ImportedSite

    if root == ".":
        raise click.UsageError(
            f"there is no {CONTENT}/site.yaml here: name the folder of the project, which is made if there is none: "
            f'briefgen import "{given}" -C my-briefs'
        )
    place = Path(root)
    record = record_of(place)
    refuse_a_wrong_place(given, place, record.has_begun)
    name = place.resolve().name
    made = begun_site(name, langs)
    site = ImportedSite({f"{CONTENT}/site.yaml": made.encode()}, languages=tuple(langs))
    said = f"the title and the publisher are “{title_from(name)}”, after the folder: write yours"
    remarks = [Remark(f"{CONTENT}/site.yaml", said, Rank.GUESSED), *profiled(site, place)]
    joined = join_project(record, site.files)
    change_project(place, {**files_around(place, site.languages), **joined.written, RECORD: record.content()})
    click.echo(f"{place} was made, a project in {', '.join(langs)}")
    return remarks


def _settled(
    file: Path, text: ImportedText, lang: str | None, project: Project
) -> tuple[str, ImportedText, Sequence[str], Mapping[str, bytes]]:
    """The language, the text with what to say of this, the languages of the site then, and what changes for that."""
    from briefgen.reading.load import load
    from briefgen.reading.world import DiskWorld

    site = load(DiskWorld(project.root)).value
    tag, text = _with_language(text, lang, site.languages)
    if tag in site.languages:
        return tag, text, site.languages, {}
    made = _added(file, project, site, tag, is_given=lang is not None)
    return tag, replace(text, remarks=(*made.remarks, *text.remarks)), (*site.languages, tag), made.files


def _with_language(text: ImportedText, lang: str | None, known: Sequence[str]) -> tuple[str, ImportedText]:
    """The language that is given or told by the words, and the text with a remark where this is in doubt.

    A language that the site lacks is taken only where the words leave no doubt.
    """
    from briefgen.importing.imported import Remark
    from briefgen.importing.site.source.languages import certain_language, language_among, other_language

    if lang:
        return lang, text
    words = _words_of(text)
    lang = language_among(words, known)
    if not (other := other_language(words, lang)):
        return lang, text
    if other not in known and certain_language(words) == other:
        return other, text
    said = f"the words look like “{other}” and were put into {lang}.md"
    first = "" if other in known else f"add {other} to languages: in content/site.yaml and "
    remark = Remark("", f"{said}: if they are, {first}import with --lang {other}")
    return lang, replace(text, remarks=(*text.remarks, remark))


def _added(file: Path, project: Project, site: Site, lang: str, *, is_given: bool) -> ImportedSite:
    """The files that change so that the site has the language, and what to say of them.

    Raises click.ClickException where its author has more to write.
    """
    from briefgen.importing.imported import Remark
    from briefgen.importing.site.project.new_language import LanguageNotAddedError, files_with_language
    from briefgen.importing.site.writing import ImportedSite

    lacks = f"the site has no language “{lang}”; it has {', '.join(site.languages)}"
    try:
        files = files_with_language(project.root, site, lang)
    except LanguageNotAddedError as problem:
        if is_given:
            raise click.BadParameter(f"{lacks}: {problem}", param_hint="--lang") from problem
        said = f"its words are in “{lang}”, which the site lacks: {problem}. If they are not, give --lang"
        raise click.ClickException(f"{file}: {said}") from problem
    others = sum(name.endswith("/brief.yaml") for name in files)
    told = f"{lang} was added to languages:" + ("" if is_given else ", for the words of this text are in it")
    if others:
        told += (
            f"; {others} brief{'s' if others > 1 else ''} without that line got it, with {', '.join(site.languages)}"
        )
    made = ImportedSite(files, [Remark(f"{CONTENT}/site.yaml", told)], languages=(lang,))
    made.remarks += profiled(made, project.root)
    return made


def _without_an_address(file: Path, slug: str) -> Remark:
    from briefgen.importing.imported import Rank, Remark

    return Remark(
        "",
        f"“{file.stem}” has no Latin letters for an address: the brief is at {slug}; "
        "to choose another, rename its folder, or give --brief NAME",
        Rank.GUESSED,
    )


def _read(file: Path) -> ImportedText:
    from briefgen.importing.briefs import READERS

    reader = READERS.get(file.suffix.lower())
    if file.name.startswith(LOCK):
        raise click.ClickException(
            f"{file} is the lock file of a document that is open in Word, and has no text: import the document itself"
        )
    if reader is None:
        raise click.ClickException(f"{file}: {_other_format(file.suffix.lower(), READERS)}")
    return read_outside(file, reader, content_of(file))


def _other_format(ending: str, read: Iterable[str]) -> str:
    advice = {
        ".doc": "the old Word format is not read; save it as .docx",
        ".hwp": "the old Hancom format is not read; save it as .hwpx",
        ".odt": "save it as .docx in LibreOffice",
        ".md": "import the folder that it is in",
        ".txt": "end its name in .md, and import the folder that it is in",
        ".pdf": "the text of a PDF is not read; put it beside a text, in content/briefs/SLUG/, and link to it there",
        ".xls": "the old Excel format is not read; save it as .xlsx",
        ".xlsm": "a file with macros is not read; save it as .xlsx",
        ".ods": "save it as .xlsx in LibreOffice",
    }
    return advice.get(ending, f"only {', '.join(read)}, .bib, .ris, .json, .xlsx, .csv and .tsv are read")


def _without_language(slug: str, known: Sequence[str]) -> str:
    """``report-en`` and ``report-ko`` are texts of one brief."""
    stem, _, last = slug.rpartition("-")
    return stem if stem and last in known else slug


def _tell(file: Path, folder: Path, lang: str, written: Sequence[str]) -> None:
    if not written:
        click.echo(f"{folder} holds this text already")
    else:
        click.echo(f"{file} → {folder / f'{lang}.md'}")
        for name in written:
            click.echo(f"  {name}")


def _first(remarks: Sequence[Remark], report: Path) -> Sequence[Remark]:
    """The remarks to be shown: of many the first of each kind, and where all of them are."""
    from briefgen.importing.imported import Remark, in_kinds

    if len(remarks) <= SHOWN:
        return remarks
    shown = list(in_kinds(remarks))[:SHOWN]
    return (*shown, Remark("", f"{len(remarks) - len(shown)} more remarks are in {report}"))


def tell_remarks(remarks: Sequence[Remark]) -> None:
    """List what to look at."""
    if remarks:
        click.echo("To look at:")
        for remark in remarks:
            click.echo(f"  {f'{remark.place}: ' if remark.place else ''}{remark.message}")
