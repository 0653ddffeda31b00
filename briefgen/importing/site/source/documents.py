"""The documents of a folder of Markdown: which file is a text in which language of which document."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from briefgen.importing.imported import Rank, Remark, without_marks
from briefgen.importing.site.links.addresses import without_code
from briefgen.importing.site.source.configuration import Configuration
from briefgen.importing.site.source.front import FrontPart, split_front
from briefgen.importing.site.source.keys import FrontKeys, day_of, front_keys
from briefgen.importing.site.source.languages import language_by_words, language_folders, language_tag, without_ending
from briefgen.model.core.limits import TEXT

MARKDOWN = frozenset({".md", ".markdown", ".mdx", ".qmd", ".rmd"})
NOT_DOCUMENTS = frozenset(
    {"node_modules", "themes", "layouts", "archetypes", "vendor", "public", "_site", "_includes", "_layouts", "_sass"}
)
"""Folders of a site generator whose files are not pages."""
COMPUTED = frozenset({".qmd", ".rmd"})
"""Endings of documents whose code is run to make one of Markdown, which has what the code prints."""
_OTHER_TEXTS = frozenset({".adoc", ".asciidoc", ".htm", ".html", ".ipynb", ".org", ".rst", ".textile"})
_OF_REPOSITORY = frozenset(
    {"readme", "contributing", "code_of_conduct", "code-of-conduct", "changelog", "license", "licence", "security"}
)
HEADS = frozenset({"index", "_index", "readme"})
_PLUGIN = re.compile(r"docusaurus-plugin-content-(docs|blog|pages)(?:-(.+))?")
_DATED = re.compile(r"((?:19|20)\d\d)([-_. ]?)(\d{1,2})\2(\d{1,2})(?!\d)(?:[-_. ]+(\S.*))?")
_ENCODINGS = ("utf-8", "cp949", "cp1252")


@dataclass(frozen=True, slots=True)
class SourceText:
    """One file of Markdown. ``path`` is within the folder that is imported."""

    path: str
    lang: str
    key: str
    """Path of the document without language and ending: the same for its translations."""
    front: FrontPart
    keys: FrontKeys
    is_head: bool = False
    """Whether it is the first page of a folder: it is called so, or as the folder is."""


@dataclass(slots=True)
class SourceDocument:
    """A document with its texts by language."""

    key: str
    texts: dict[str, SourceText] = field(default_factory=dict)
    is_head: bool = False


_DRAFTS = "_drafts"
"""Folder of what Jekyll does not publish."""


@dataclass(frozen=True, slots=True)
class FoundDocuments:
    """What a folder holds. ``languages`` begins with that of most documents."""

    documents: tuple[SourceDocument, ...]
    languages: tuple[str, ...]
    remarks: tuple[Remark, ...]
    folders: frozenset[str] = frozenset()
    """Names of the folders of languages."""
    numbers: Mapping[str, float] = field(default_factory=dict)
    """Those that stand before the names of documents and folders, by their keys."""


def find_documents(
    files: Mapping[str, bytes],
    configuration: Configuration,
    language: str = "",
    begin: Callable[[str], object] = str,
) -> FoundDocuments:
    """The documents among ``files``; ``language`` is that of texts that say none. ``begin`` is told of each file."""
    remarks: list[Remark] = []
    paths = [path for path in sorted(files) if _is_document(path, configuration, remarks)]
    if configuration.is_known:
        paths = [path for path in paths if not _is_of_repository(path, files, remarks)]
    paths = _without_sources(paths, remarks)
    remarks += _other_texts(files, {posixpath.dirname(path) for path in paths})
    places = {path: path.removeprefix(configuration.folder).lstrip("/") for path in paths}
    folders = language_folders(places.values(), HEADS)
    stems: dict[str, list[str]] = {}
    for path in paths:
        stems.setdefault(str(PurePosixPath(path).parent), []).append(PurePosixPath(path).stem)
    serial = _serial_names(stems.values())
    texts = []
    for path in paths:
        begin(path)
        text, remark = decoded(files[path])
        if len(text) > TEXT:
            said = f"it has {len(text):,} characters, more than {TEXT:,}: not taken; divide it"
            remarks.append(Remark(path, said, Rank.LOST))
            continue
        if remark:
            remarks.append(Remark(path, remark))
        text, marks = without_marks(text)
        remarks += [Remark(f"{path}:{line}", mark, Rank.DETAIL) for line, mark in marks]
        made = _text(path, places[path], text, folders, stems[str(PurePosixPath(path).parent)], serial)
        if made.keys.hidden:
            said = f"{made.keys.hidden}: its site does not publish it, so it was not taken"
            remarks.append(Remark(path, said, Rank.LOST))
        else:
            texts.append(made)
    parts = frozenset[str]().union(*(included_in(text.path, text.front.body) for text in texts))
    texts = [text for text in texts if text.path not in parts]
    remarks = [remark for remark in remarks if remark.place not in parts]
    unsaid = {text.path: text.front.body[:3000] for text in texts if not text.lang}
    sample = list(unsaid.values()) or [text.front.body[:3000] for text in texts]
    said = language or configuration.language or language_by_words("\n".join(sample[:100]))
    texts = _without_common_folder([text if text.lang else replace(text, lang=said) for text in texts])
    keys = () if configuration.navigation is not None else [text.key for text in texts]
    names = numbered_names(keys, HEADS)
    documents = _joined([_renamed(text, names.plain.get(text.key, text.key)) for text in texts], unsaid, remarks)
    names_of_languages = frozenset[str]().union(*folders.values()) - {""}
    return FoundDocuments(
        tuple(documents), _languages(documents, said), tuple(remarks), names_of_languages, names.numbers
    )


def _is_document(path: str, configuration: Configuration, remarks: list[Remark]) -> bool:
    place, folder = PurePosixPath(path), configuration.folder
    if place.suffix.lower() not in MARKDOWN or (folder and not path.startswith(f"{folder}/")):
        return False
    if NOT_DOCUMENTS & set(place.parts[:-1]):
        return False
    if place.stem.startswith("_") and without_ending(place.stem, ())[0].lower() not in HEADS:
        remarks.append(Remark(path, "a part that other pages include; it was not taken as a document", Rank.LOST))
        return False
    return True


def _is_of_repository(path: str, files: Mapping[str, bytes], remarks: list[Remark]) -> bool:
    """Tell whether a file is about the repository, and not a page of the site that its generator makes."""
    is_one = "/" not in path and PurePosixPath(path).stem.lower() in _OF_REPOSITORY
    if is_one and not split_front(decoded(files[path])[0]).keys:
        said = "it is about the repository, not a page of the site, and was not taken"
        remarks.append(Remark(path, said, Rank.LOST))
        return True
    return False


def _without_sources(paths: Sequence[str], remarks: list[Remark]) -> list[str]:
    """The documents without those that another one beside them was made of."""
    made = {posixpath.splitext(path)[0]: path for path in paths if path.lower().endswith(".md")}
    kept = []
    for path in paths:
        stem, ending = posixpath.splitext(path)
        if ending.lower() in COMPUTED and stem in made:
            remarks.append(
                Remark(path, f"{PurePosixPath(made[stem]).name} beside it was made of it, and was taken instead")
            )
        else:
            kept.append(path)
    return kept


def _other_texts(files: Iterable[str], folders: Collection[str]) -> Iterator[Remark]:
    """Yield what to say of documents in other formats that stand beside those of Markdown."""
    for path in sorted(files):
        suffix = PurePosixPath(path).suffix.lower()
        if suffix in _OTHER_TEXTS and posixpath.dirname(path) in folders:
            said = f"a document in another format ({suffix}): not taken, and links to it lead nowhere"
            yield Remark(path, said, Rank.LOST)


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file, with ``\\n`` for each line break, and what was strange about it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _lines(content.decode("utf-16", "replace")), "it was in UTF-16"
    for encoding in _ENCODINGS:
        try:
            text = content.removeprefix(b"\xef\xbb\xbf").decode(encoding)
        except UnicodeDecodeError:
            continue
        return _lines(text), "" if encoding == "utf-8" else f"it was read as {encoding.upper()}"
    return _lines(content.decode("utf-8", "replace")), "it has letters of no known encoding"


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(
    path: str,
    within: str,
    text: str,
    languages: Mapping[str, frozenset[str]],
    beside: Sequence[str],
    serial: frozenset[str],
) -> SourceText:
    front = split_front(text)
    keys = front_keys(front.keys, front.typed)
    parts, lang = _without_folder(PurePosixPath(within).parts[:-1], languages)
    stem, ending = without_ending(PurePosixPath(within).stem, beside)
    is_head = stem.lower() in HEADS or stem in parts[-1:]
    day, rest = _day(stem)
    stem = stem if rest in serial else rest
    keys = keys if keys.published or not day else replace(keys, published=day)
    if _DRAFTS in PurePosixPath(within).parts[:-1]:
        keys = replace(keys, draft=True)
    lang = ending or lang or language_tag(keys.language)
    key = "/".join([*parts, *([] if is_head else [stem])])
    return SourceText(path, lang, unicodedata.normalize("NFC", key), front, keys, is_head)


def _without_folder(parts: Sequence[str], languages: Mapping[str, frozenset[str]]) -> tuple[list[str], str]:
    """The folders without the one that says the language, and the language."""
    for depth, name in enumerate(parts):
        above = "/".join(parts[:depth])
        if name in languages.get(above, ()):
            is_one = len(languages) == 1 and "" not in languages[above]  # then what it is called says nothing
            kept = () if is_one else parts[:depth]
            return [*kept, *_translated_folder(parts[depth + 1 :])], language_tag(name)
    return list(parts), ""


def _translated_folder(parts: Sequence[str]) -> list[str]:
    """The folder of which these are a translation: Docusaurus has ``docusaurus-plugin-content-docs/current``."""
    found = _PLUGIN.fullmatch(parts[0]) if parts else None
    if found is None:
        return list(parts)
    kind, name = found.groups()
    if kind != "docs":
        return ["src", "pages", *parts[1:]] if kind == "pages" else [name or "blog", *parts[1:]]
    version = parts[1] if len(parts) > 1 else "current"
    there = (
        [name or "docs"] if version == "current" else [f"{name}_versioned_docs" if name else "versioned_docs", version]
    )
    return [*there, *parts[2:]]


def _day(stem: str) -> tuple[str, str]:
    """The day and the rest of the name of a post: ``2024-03-05-budget``, ``20240305 budget``; all of a day alone."""
    found = _DATED.fullmatch(stem)
    if found is None or (not found[2] and len(found[3] + found[4]) < 4):
        return "", stem
    day = day_of("-".join(found.group(1, 3, 4)))
    return (day, found[5] or stem) if day else ("", stem)


def _serial_names(folders: Iterable[Sequence[str]]) -> frozenset[str]:
    """Names that a folder has with several dates, as ``2024-03-05-minutes`` and ``2024-04-02-minutes``."""
    found: set[str] = set()
    for stems in folders:
        counts = Counter(rest for day, rest in map(_day, stems) if day)
        found |= {rest for rest, count in counts.items() if count > 1}
    return frozenset(found)


def _without_common_folder(texts: list[SourceText]) -> list[SourceText]:
    """Keys without the folder that nearly all of them begin with, such as ``docs`` in the folder of each language."""
    counts = Counter(text.key.split("/")[0] for text in texts if "/" in text.key)
    common, count = counts.most_common(1)[0] if counts else ("", 0)
    if count < 0.9 * len(texts):
        return texts
    taken = {text.key for text in texts if text.key.split("/")[0] != common}
    below = [(text, text.key.removeprefix(common).lstrip("/")) for text in texts]
    return [replace(text, key=rest) if text.key not in taken and rest not in taken else text for text, rest in below]


def _renamed(text: SourceText, key: str) -> SourceText:
    """A text under its key without numbers: ``1.index`` is the first page of its folder."""
    above, _, name = key.rpartition("/")
    is_head = key != text.key and name.lower() in HEADS
    return replace(text, key=above if is_head else key, is_head=text.is_head or is_head)


def _joined(texts: Iterable[SourceText], unsaid: Collection[str], remarks: list[Remark]) -> list[SourceDocument]:
    """Translations as one document: those with the same path, or the same key for translations.

    Of two for one place the one stays that says its language, which those of ``unsaid`` do not, or is not a README.
    """
    documents: dict[str, SourceDocument] = {}
    by_same_text: dict[str, str] = {}
    for text in texts:
        key = by_same_text.setdefault(text.keys.same_text, text.key) if text.keys.same_text else text.key
        document = documents.setdefault(key, SourceDocument(key))
        if (there := document.texts.get(text.lang)) is not None:
            if _comes_after(there, unsaid) > _comes_after(text, unsaid):
                document.texts[text.lang] = text
                text, there = there, text
            key = f"{text.key}-{PurePosixPath(text.path).stem}".strip("-")
            remarks.append(Remark(text.path, f"{there.path} has the same place in {text.lang}; both were taken"))
            document = documents.setdefault(key, SourceDocument(key))
        document.texts.setdefault(text.lang, text)
        document.is_head |= text.is_head
    for document in documents.values():
        _leave_drafts_out(document, remarks)
    return list(documents.values())


def _comes_after(text: SourceText, unsaid: Collection[str]) -> tuple[bool, bool]:
    return text.path in unsaid, PurePosixPath(text.path).stem.lower() == "readme"


def _leave_drafts_out(document: SourceDocument, remarks: list[Remark]) -> None:
    """A draft beside a published text in another language would keep it from readers: a brief is one or the other."""
    drafts = [lang for lang, text in document.texts.items() if text.keys.draft]
    if len(drafts) < len(document.texts):
        for lang in drafts:
            draft = document.texts.pop(lang)
            others = ", ".join(document.texts)
            said = f"a draft, while the document is published in {others}: not taken"
            remarks.append(Remark(draft.path, said, Rank.LOST))


def _languages(documents: Iterable[SourceDocument], first: str) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for document in documents:
        for lang in document.texts:
            counts[lang] = counts.get(lang, 0) + 1
    return tuple(sorted(counts, key=lambda lang: (lang != first, -counts[lang], lang)))


def fitted(found: FoundDocuments, known: Sequence[str]) -> FoundDocuments:
    """The documents that a site of the languages ``known`` has a place for."""
    documents, remarks = [], list(found.remarks)
    advice = "not taken; add it to languages: in content/site.yaml"
    for document in found.documents:
        texts = {lang: text for lang, text in document.texts.items() if lang in known}
        remarks += [
            Remark(text.path, f"the site has no language “{lang}”: {advice}", Rank.LOST)
            for lang, text in document.texts.items()
            if lang not in known
        ]
        if texts:
            documents.append(replace(document, texts=texts))
    return replace(found, documents=tuple(documents), languages=tuple(known), remarks=tuple(remarks))


INCLUDE = re.compile(r"(?m)^([ \t]*)\{\{<[ ]*include[ ]+[\"']?([^\"'\n<>]+?)[\"']?[ ]*>\}\}[ \t]*$")


def included_in(path: str, body: str) -> frozenset[str]:
    """The paths of the files that the text at ``path`` includes."""
    if "{{<" not in body:
        return frozenset()
    return frozenset(place_of(found[2], path) for found in INCLUDE.finditer(without_code(body))) - {path}


def place_of(name: str, path: str) -> str:
    """The path of the file that the text at ``path`` names: from its folder, or with ``/`` from that of the project."""
    folder = "" if name.startswith("/") else posixpath.dirname(path)
    return posixpath.normpath(posixpath.join(folder, name.lstrip("/")))


_NUMBER = re.compile(r"(\d{1,3})[ \t]*[-_.]+[ \t]*(?=[^\W\d])")
"""Not a day or a year."""


@dataclass(frozen=True, slots=True)
class NumberedNames:
    """``plain`` are keys of documents without numbers, by those with them; ``numbers`` are by plain keys."""

    plain: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)


def numbered_names(keys: Iterable[str], heads: Collection[str]) -> NumberedNames:
    """The numbers of all folders in which most names, and two of them, have one.

    One of ``heads``, the names of the first page of a folder, needs no number beside its own.
    """
    every = sorted(set(keys))
    within: dict[str, set[str]] = {}
    for key in every:
        parts = key.split("/")
        for depth, name in enumerate(parts):
            within.setdefault("/".join(parts[:depth]), set()).add(name)
    named = {folder: _without_numbers(names, heads) for folder, names in within.items()}
    plain, numbers = dict[str, str](), dict[str, float]()
    for key in every:
        parts, made = key.split("/"), list[str]()
        for depth, name in enumerate(parts):
            new, number = named["/".join(parts[:depth])].get(name, (name, None))
            made.append(new)
            if number is not None:
                numbers["/".join(made)] = number
        plain[key] = "/".join(made)
    return NumberedNames(plain, numbers)


def _without_numbers(names: Iterable[str], heads: Collection[str]) -> dict[str, tuple[str, int]]:
    """The names of a folder that lose their numbers, with these; none that would then be the name of two."""
    every = set(names)
    found = {name: number for name in every if (number := _NUMBER.match(name))}
    if len(found) < 2 or 2 * len(found) <= len(every):
        found = {name: number for name, number in found.items() if name[number.end() :].lower() in heads}
    new = {name: name[number.end() :] for name, number in found.items()}
    taken = Counter([*new.values(), *(every - found.keys())])
    return {name: (plain, int(found[name][1])) for name, plain in new.items() if taken[plain] == 1}
