"""Which file of ``content/`` is what, by its path alone; what is nothing known gets a hint."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from briefgen.language.matching.nearest import did_you_mean, nearest
from briefgen.language.matching.variants import is_language
from briefgen.model.core.diagnostics import Diagnostic, Span, error, warning
from briefgen.model.core.written import Lang

CONTENT = "content"
SITE = f"{CONTENT}/site.yaml"
SOURCES = f"{CONTENT}/sources.yaml"
GLOSSARY = f"{CONTENT}/glossary.yaml"
TIMELINE = f"{CONTENT}/timeline.yaml"
LINKS = f"{CONTENT}/links.yaml"
BRIEF = "brief.yaml"
STAMPS = "translation.yaml"
SIGNOFFS = "signoffs.yaml"
REMARKS = "remarks.yaml"
PACK_SIGNOFFS = f".{SIGNOFFS}"
VERSIONS, VERSION = "versions", "version.yaml"

_LEDGER = frozenset({"fact.yaml", "facts.yaml"})
_LEDGER_HINT = f"facts stand in files of {CONTENT}/facts/, such as {CONTENT}/facts/budget.yaml"
_FILES = ("site.yaml", "sources.yaml", "glossary.yaml", "timeline.yaml", "links.yaml")
_TOP = (*_FILES, "facts", "data", "briefs", "packs", "pages")
_FOLDERS = frozenset(f"{CONTENT}/{name}" for name in _TOP if name not in _FILES)
SHEETS = frozenset({".xlsx", ".csv", ".tsv"})
"""Files whose cells may be the values of facts."""
LIBRARIES = frozenset({".bib", ".json", ".ris"})
"""Bibliographies of other programs."""
_CHART = ".chart.yaml"
_YAML = ".yaml"
_DOCUMENTS = frozenset(
    {".csv", ".doc", ".docx", ".epub", ".hwp", ".hwpx", ".odg", ".odp", ".ods", ".odt", ".pdf", ".ppt", ".pptx"}
    | {".rtf", ".tsv", ".txt", ".xls", ".xlsx"}
)
_DATA = frozenset({".asc", ".bib", ".cer", ".crt", ".der", ".geojson", ".ics", ".json", ".pem", ".ris", ".sig"})
_SAVED = frozenset({".7z", ".gz", ".m4a", ".mp3", ".mp4", ".ogg", ".tgz", ".wav", ".webm", ".zip"})
ATTACHMENTS = _DOCUMENTS | _DATA | _SAVED
"""Files that a text may link to; a browser runs nothing that stands in them."""
IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif"})
_LIKE_YAML = re.compile(r"(.+?)\.ya?ml(?:\.txt)?", re.IGNORECASE)
_COMPANIONS = ("README", "LICENSE", "LICENCE", "NOTICE", "CHANGELOG")


@dataclass(slots=True)
class VersionFolder:
    """The files of a version that has been kept."""

    data: str | None = None
    pdfs: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class TextFolder:
    """The files of one brief or page, by what they are; all values are paths in the project."""

    texts: dict[Lang, str] = field(default_factory=dict)
    data: str | None = None
    stamps: str | None = None
    signoffs: str | None = None
    remarks: str | None = None
    charts: dict[str, str] = field(default_factory=dict)
    images: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    """What is said of an image, by the name of the image."""
    files: dict[str, str] = field(default_factory=dict)
    """What texts may link to, by name."""
    versions: dict[str, VersionFolder] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    def missing(self, languages: Sequence[Lang]) -> tuple[Lang, ...]:
        """The languages that have no text here."""
        return tuple(lang for lang in languages if lang not in self.texts)

    @property
    def read(self) -> tuple[str, ...]:
        """The files whose content makes a brief or page: all but images, and what texts only link to."""
        alone = (self.data, self.stamps, self.signoffs, self.remarks, *(kept.data for kept in self.versions.values()))
        every = (*self.texts.values(), *self.charts.values(), *self.pictures.values())
        return (*every, *(path for path in alone if path is not None))

    @property
    def is_used(self) -> bool:
        """Whether any file here is one that is read."""
        return bool(self.texts or self.data or self.charts or self.images)


@dataclass(slots=True)
class Layout:
    """The files of ``content/``, by what they are."""

    single: set[str] = field(default_factory=set)
    facts: list[str] = field(default_factory=list)
    packs: dict[str, str] = field(default_factory=dict)
    pack_signoffs: dict[str, str] = field(default_factory=dict)
    briefs: dict[str, TextFolder] = field(default_factory=dict)
    pages: dict[str, TextFolder] = field(default_factory=dict)
    logos: list[str] = field(default_factory=list)
    """Images beside site.yaml and the packs, which these may name."""
    others: list[str] = field(default_factory=list)


def lay_out(paths: Iterable[str], languages: Sequence[Lang]) -> Layout:
    """Sort the files of ``content/`` (paths in the project, sorted)."""
    layout = Layout()
    for path in paths:
        match PurePosixPath(path).parts[1:]:
            case (name,) if name in _FILES:
                layout.single.add(path)
            case ("facts", name) if name.endswith(".yaml"):
                layout.facts.append(path)
            case ("facts", "proposed", name) if name.endswith(".yaml"):
                continue  # what an import has made of a spreadsheet, for the author to choose from
            case ("data", *below) if below and PurePosixPath(path).suffix.lower() in SHEETS | LIBRARIES:
                continue  # read where a fact, or site.yaml, names it
            case ("packs", name) if name.endswith(PACK_SIGNOFFS):
                layout.pack_signoffs[name.removesuffix(PACK_SIGNOFFS)] = path
            case (name,) | ("packs", name) if PurePosixPath(name).suffix.lower() in IMAGES:
                layout.logos.append(path)
            case ("packs", name) if name.endswith(".yaml"):
                layout.packs[name.removesuffix(".yaml")] = path
            case ("briefs", slug, *below) if below:
                _into_brief(layout.briefs.setdefault(slug, TextFolder()), "/".join(below), path, languages)
            case ("pages", slug, *below) if below:
                _into_page(layout.pages.setdefault(slug, TextFolder()), "/".join(below), path, languages)
            case _:
                layout.others.append(path)
    return layout


def _into_brief(folder: TextFolder, name: str, path: str, languages: Sequence[Lang]) -> None:
    if name == BRIEF:
        folder.data = path
    elif name == STAMPS:
        folder.stamps = path
    elif name == SIGNOFFS:
        folder.signoffs = path
    elif name == REMARKS:
        folder.remarks = path
    elif name.startswith(f"{VERSIONS}/") and name.count("/") == 2 and name.endswith((f"/{VERSION}", ".pdf")):
        _into_version(folder, name, path)
    elif name.endswith(_CHART) and "/" not in name:
        folder.charts[name.removesuffix(_CHART)] = path
    elif PurePosixPath(name).suffix.lower() in IMAGES:
        folder.images[name] = path
    elif _is_of_image(name):
        folder.pictures[name.removesuffix(_YAML)] = path
    elif PurePosixPath(name).suffix.lower() in ATTACHMENTS and not _LIKE_YAML.fullmatch(name):
        folder.files[name] = path
    else:
        _into_page(folder, name, path, languages)


def _is_of_image(name: str) -> bool:
    """Tell whether a file says something of an image: it is called like that, with another ending after its own."""
    return name.endswith(_YAML) and PurePosixPath(name.removesuffix(_YAML)).suffix.lower() in IMAGES


def _into_version(folder: TextFolder, below: str, path: str) -> None:
    _, version, name = below.split("/")
    kept = folder.versions.setdefault(version, VersionFolder())
    if name == VERSION:
        kept.data = path
    else:
        kept.pdfs[name] = path


def _into_page(folder: TextFolder, name: str, path: str, languages: Sequence[Lang]) -> None:
    lang = name.removesuffix(".md")
    if lang in languages and lang != name:
        folder.texts[lang] = path
    else:
        folder.others.append(path)


def misnamed(layout: Layout) -> dict[str, str]:
    """Files that only their ending keeps from being read, each with the path that it was meant to have."""
    others = (*layout.others, *(path for folder in layout.briefs.values() for path in folder.others))
    renamed = {path: _with_ending(path) for path in others}
    return {path: meant for path, meant in renamed.items() if meant != path and _is_read(meant)}


def _with_ending(path: str) -> str:
    folder, _, name = path.rpartition("/")
    found = _LIKE_YAML.fullmatch(name)
    return f"{folder}/{found[1]}.yaml" if found is not None else path


def _is_read(path: str) -> bool:
    match PurePosixPath(path).parts[1:]:
        case (name,):
            return name in _TOP
        case ("facts" | "packs", _):
            return True
        case ("briefs", _, name):
            return name in (BRIEF, STAMPS, SIGNOFFS, REMARKS) or name.endswith(_CHART) or _is_of_image(name)
    return False


def unexpected(layout: Layout, languages: Sequence[Lang]) -> Iterator[Diagnostic]:
    """A problem for each file that nothing reads, with what its name was probably meant to be.

    An error where only the ending is wrong: what the file holds was meant for the site.
    """
    meant = misnamed(layout)
    for path, read in meant.items():
        message = f"briefgen does not use the file {PurePosixPath(path).name} here: its name must end in .yaml"
        yield error("file-is-expected", message, Span(path), f"rename it to {PurePosixPath(read).name}")
    for problem in _unexpected(layout, languages):
        if problem.span is None or problem.span.path not in meant:
            yield problem


def unnamed(layout: Layout, logos: Container[str]) -> Iterator[Diagnostic]:
    """A warning for each image beside site.yaml or the packs that none of them names as its logo."""
    found = (_told(path, "name it under logo:, or put it in the folder of a brief") for path in layout.logos)
    yield from (it for path, it in zip(layout.logos, found, strict=True) if it is not None and path not in logos)


def _unexpected(layout: Layout, languages: Sequence[Lang]) -> list[Diagnostic]:
    told = [_told(path, _top_hint(path)) if path not in _FOLDERS else _no_folder(path) for path in layout.others]
    for kind, folders in (("brief", layout.briefs), ("page", layout.pages)):
        for folder in folders.values():
            told += [_told(path, _folder_hint(path, kind, folder, languages)) for path in folder.others]
    return [each for each in told if each is not None]


def _told(path: str, hint: str) -> Diagnostic | None:
    name = PurePosixPath(path).name
    if name.upper().startswith(_COMPANIONS):
        return None
    return warning("file-is-expected", f"briefgen does not use the file {name} here", Span(path), hint)


def _no_folder(path: str) -> Diagnostic:
    message = f"{PurePosixPath(path).name} is a file, and a folder is expected here"
    return error("file-is-plain", message, Span(path), "put a folder in its place, or rename the file")


def _top_hint(path: str) -> str:
    first, *below = PurePosixPath(path).parts[1:]
    if first in ("facts", "packs"):
        return _renamed(below[-1]) or f"files of {first}/ are directly in it and end in .yaml"
    if first in ("briefs", "pages"):
        return f"each of the {first} is a folder with a file for each language in it"
    if first in _LEDGER:
        return _LEDGER_HINT
    return did_you_mean(first, _TOP, _renamed(first) or f"{CONTENT}/ holds {', '.join(_TOP)}")


def _folder_hint(path: str, kind: str, folder: TextFolder, languages: Sequence[Lang]) -> str:
    name = PurePosixPath(path).name
    if name.endswith(".md"):
        return _language_hint(name.removesuffix(".md"), folder.missing(languages), languages)
    if kind == "page":
        return "a page has a file for each language and nothing else"
    if name in _LEDGER:
        return _LEDGER_HINT
    if (meant := nearest(name, _TOP, cutoff=0.85)) is not None:
        return f"did you mean {CONTENT}/{meant}?"
    known = [BRIEF] if folder.data is None else []
    otherwise = _renamed(name) or f"a brief has {BRIEF}, texts ({languages[0]}.md), charts (*{_CHART}) and images"
    return did_you_mean(name, known, otherwise)


def _language_hint(stem: str, missing: Sequence[Lang], languages: Sequence[Lang]) -> str:
    of_site = f"the languages of the site are {', '.join(languages)}"
    if is_language(stem):
        return f"{of_site}; add {stem} to languages: in {SITE}"
    meant = nearest(stem, missing, cutoff=0.4) or (missing[0] if len(missing) == 1 else None)
    return f"did you mean {meant}.md?" if meant is not None else f"{of_site}; others are added in {SITE}"


def _renamed(name: str) -> str:
    return f"rename it to {name.removesuffix('.yml')}.yaml" if name.endswith(".yml") else ""


def languages_seen(paths: Iterable[str]) -> tuple[Lang, ...]:
    """The languages that the names of the texts suggest, for a site that does not say them itself."""
    stems = {PurePosixPath(path).stem for path in paths if path.endswith(".md") and path.count("/") == 3}
    return tuple(sorted(stem for stem in stems if 2 <= len(stem.split("-")[0]) <= 3 and stem.isascii()))


def place_of(folder: TextFolder, otherwise: str) -> Span:
    """Return where a problem of a whole folder is shown: its data, else its first text."""
    texts: Mapping[Lang, str] = folder.texts
    return Span(folder.data or next(iter(sorted(texts.values())), otherwise))
