"""The documents of a folder as the files of a project."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from briefgen.importing.briefs import first_sentences, slug_of
from briefgen.importing.imported import Rank, Remark
from briefgen.importing.site.addresses import without_code
from briefgen.importing.site.configuration import Configuration
from briefgen.importing.site.documents import FoundDocuments, SourceDocument, SourceText
from briefgen.importing.site.keys import plain
from briefgen.importing.site.links import LinkTable, linked
from briefgen.importing.site.ordering import navigation_of, ordered
from briefgen.importing.site.papers.bibliographies import NamedBibliographies, named_bibliographies
from briefgen.importing.site.papers.chunks import COMPUTED, without_hidden_code
from briefgen.importing.site.papers.contents import without_contents
from briefgen.importing.site.papers.figures import with_captions
from briefgen.importing.site.papers.narratives import NamedAuthors, with_names
from briefgen.importing.site.papers.page_ends import without_page_ends
from briefgen.importing.site.papers.snippets import Snippets
from briefgen.importing.site.project.earlier import EarlierImport
from briefgen.importing.site.project.left_marks import LeftMarks
from briefgen.importing.site.settings import from_name, quoted, site_yaml, wording

HOME = "home"
"""Slug of the first page of a folder."""
_ATX = re.compile(r"#[ \t]+(\S.*)")
_TITLE = re.compile(r"(?m)^ {0,3}#[ \t]+\S")
_UNDERLINED = re.compile(r"(?m)^ {0,3}[^\s#>|-][^\n]*\n {0,3}={2,}[ \t]*$")
_NEWEST = 24
"""Documents that the settings name for the first page."""
_LONGEST = 900
"""Letters of a title or summary."""


@dataclass(slots=True)
class ImportedSite:
    """``files`` of the project by path; ``remarks`` by file and line of the source."""

    files: dict[str, bytes] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    sources: NamedBibliographies = field(default_factory=NamedBibliographies)
    languages: tuple[str, ...] = ()
    slugs: dict[str, str] = field(default_factory=dict)
    """The brief that each text of the source is in, by its path there."""
    documents: int = 0
    texts: int = 0
    undated: int = 0
    """Documents that got the day on which their file last changed."""
    marks: LeftMarks = field(default_factory=LeftMarks)
    attached: set[str] = field(default_factory=set)
    """The files of the source that came along since a text shows them or links to them."""
    with_contents: list[str] = field(default_factory=list)
    """Texts with a place for a list of contents, which is left out."""
    of_generator: bool = False
    """Whether the folder has the configuration of a site generator: its other files are for downloading."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What is imported. ``days`` has the day on which each file last changed; ``earlier``: what imports before made."""

    files: Mapping[str, bytes]
    configuration: Configuration
    found: FoundDocuments
    days: Mapping[str, date]
    name: str
    earlier: EarlierImport = field(default_factory=EarlierImport)

    @property
    def earliest(self) -> str:
        """The earliest date that a document gives; empty where none does."""
        texts = (text for document in self.found.documents for text in document.texts.values())
        return min((text.keys.published for text in texts if text.keys.published), default="")


def imported_site(sources: Sources) -> ImportedSite:
    """The files of a project with these documents, and everything that was not taken."""
    found, earlier = sources.found, sources.earlier
    languages = (*found.languages, *(lang for lang in earlier.languages if lang not in found.languages))
    made = ImportedSite(remarks=list(found.remarks), languages=languages, of_generator=sources.configuration.is_known)
    navigation = navigation_of(sources.configuration.navigation)
    in_order = ordered(found.documents, navigation)
    placed = {it.key for it in in_order}
    in_turn = [*in_order, *(it for it in found.documents if it.key not in placed)]
    topics = _Topics(in_turn, earlier.known_topics, bool(in_order), navigation.sections)
    documents = [document for document in found.documents if not topics.is_all(document)]
    slugs = _slugs(documents, earlier, made.remarks)
    made.slugs = {text.path: slugs[it.key] for it in documents for text in it.texts.values()}
    places = {
        it.key: f"brief:{slugs[it.key]}" if it.key in slugs else f"topic:{topics.of(it)}" for it in found.documents
    }
    texts = {text.path: text for document in found.documents for text in document.texts.values()}
    by_path = {text.path: places[document.key] for document in found.documents for text in document.texts.values()}
    said = sources.configuration
    table = LinkTable(sources.files, said.folder, said.files, by_path, texts, found.folders, said.address)
    named = [(text.path, name) for text in texts.values() for name in text.keys.bibliographies]
    made.sources = named_bibliographies(sources.files, [*said.bibliographies, *named])
    for document in documents:
        _write(document, slugs[document.key], sources, table, topics, made)
    if made.with_contents:
        many = f"{len(made.with_contents)} texts" if len(made.with_contents) > 1 else made.with_contents[0]
        message = f"places for a list of contents, such as [TOC], were left out of {many}: each page has its own"
        made.remarks.append(Remark("lists of contents", message, Rank.LOST))
    made.remarks += _unread([text for document in documents for text in document.texts.values()])
    made.remarks += [*made.marks.remarks(), *made.sources.remarks]
    made.documents, made.texts = len(documents), sum(len(document.texts) for document in documents)
    if earlier.begins:
        settled = topics.named() | earlier.topics_but_of(slugs.values())
        home = _home(documents, slugs, in_order)
        settings = site_yaml(sources.configuration, sources.name, languages, settled, home)
        made.files["content/site.yaml"] = settings.encode()
    return made


def _home(
    documents: Iterable[SourceDocument], slugs: Mapping[str, str], in_order: Sequence[SourceDocument]
) -> list[str]:
    """The order of the first page: that of the folder, what the site puts in order, what has a date, newest first.

    Where most documents have a date, these come before those in order.
    """
    days = {
        slugs[it.key]: max(text.keys.published for text in it.texts.values())
        for it in documents
        if slugs[it.key] != HOME and not any(text.keys.draft for text in it.texts.values())
    }
    newest = sorted(filter(days.get, sorted(days)), key=lambda slug: days[slug], reverse=True)
    dated = newest[:_NEWEST] if len(newest) > 1 else []
    placed = [slugs[it.key] for it in in_order if it.key in slugs][:_NEWEST]
    both = [*dated, *placed] if len(dated) > len(placed) else [*placed, *dated]
    return list(dict.fromkeys([*({HOME} & set(slugs.values())), *both]))


def _slugs(documents: Sequence[SourceDocument], earlier: EarlierImport, remarks: list[Remark]) -> dict[str, str]:
    """A slug for each document, by its key: that of an earlier import, or one that no other has."""
    slugs: dict[str, str] = {}
    used = {"index"}
    for document in documents:
        known = (earlier.slugs.get(text.path, "") for text in document.texts.values())
        if slug := next((it for it in known if it and it not in used), ""):
            slugs[document.key] = slug
            used.add(slug)
    for document in documents:
        if document.key in slugs:
            continue
        wanted = "-".join(filter(None, (slug_with_letters(part) for part in document.key.split("/")))) or HOME
        slug, count = wanted, 1
        while slug in used or slug in earlier.taken:
            count += 1
            slug = f"{wanted}-{count}"
        slugs[document.key] = slug
        used.add(slug)
        if other := earlier.taken.get(wanted):
            path = next(iter(document.texts.values())).path
            said = f"“{wanted}” is the address of a document from {other}: this one is at “{slug}”"
            remarks.append(Remark(path, said, Rank.LOST))
    return slugs


def slug_with_letters(name: str) -> str:
    """A part of an address: in plain letters, or with letters of the other scripts where those would be lost."""
    plainly = slug_of(name)
    if sum(letter.isalnum() for letter in name) == sum(letter.isalnum() for letter in plainly):
        return plainly
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-")


@dataclass(slots=True)
class _Topics:
    """Folders as topics: the first below the one that holds everything. A single one says nothing, and is none.

    Nor is a folder of one document, which is the document with its files. ``allowed`` are those that the settings of
    the project have; None where they are made anew.
    """

    documents: Sequence[SourceDocument]
    allowed: Collection[str] | None = None
    in_order: bool = False
    """Whether the site says in which order it has its documents."""
    sections: Mapping[str, str] = field(default_factory=dict)
    """Titles that the settings of the site give to folders."""
    names: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        first = [it.key.split("/")[0] for it in self.documents if "/" in it.key or it.is_head]
        counts = Counter(filter(None, first))
        heads = {it.key: it for it in self.documents if it.is_head}
        places = {folder: at for at, folder in reversed([*enumerate(first)])} if self.in_order else {}
        for folder in sorted(counts, key=lambda it: (places.get(it, 0), it)) if len(counts) > 1 else ():
            if counts[folder] == 1 or (self.allowed is not None and self.ident(folder) not in self.allowed):
                continue
            texts = heads[folder].texts if folder in heads else {}
            titles = {lang: title_of(text)[0] for lang, text in texts.items()}
            self.names[folder] = titles or {"*": self.sections.get(folder) or from_name(folder)}

    def named(self) -> dict[str, Any]:
        """The name of each topic, or its names by language, by its id."""
        return {self.ident(folder): names.get("*") or names for folder, names in self.names.items()}

    def of(self, document: SourceDocument) -> str:
        """The id of the topic of a document; empty when it has none."""
        folder = document.key.split("/")[0]
        return self.ident(folder) if folder in self.names else ""

    def is_all(self, document: SourceDocument) -> bool:
        """Whether all that a document says is the name of a topic that others have too."""
        return (
            document.is_head
            and document.key in self.names
            and not any(text.front.body.strip() for text in document.texts.values())
            and any(it.key.startswith(f"{document.key}/") for it in self.documents)
        )

    @staticmethod
    def ident(folder: str) -> str:
        """The id of a folder's topic."""
        ident = slug_with_letters(folder) or "topic"
        return f"{ident}-topic" if ident == "index" else ident


def _write(
    document: SourceDocument, slug: str, sources: Sources, table: LinkTable, topics: _Topics, made: ImportedSite
) -> None:
    folder = f"content/briefs/{slug}"
    names: dict[str, str] = {}
    for lang, text in document.texts.items():
        title, body, line, remark = _title_and_body(text)
        result = linked(text, body, table, names)
        taken = dict(result.taken)

        def led(part: str, text: SourceText = text, taken: dict[str, str] = taken) -> str:
            put_in = linked(text, part, table, names)
            taken.update(put_in.taken)
            return put_in.body

        made.remarks += [
            Remark(
                f"{text.path}:{line + at - 1}", f"the link “{address}” leads to nothing that was imported", Rank.LOST
            )
            for at, address in result.dead
        ]
        made.marks.look(text.path, result.body, line)
        snippets = Snippets(sources.files, ("", sources.configuration.folder), led)
        whole = snippets.put_in(result.body, text.path)
        made.remarks += snippets.remarks
        without = without_contents(whole)
        made.with_contents += [text.path] if without != whole else []
        named = NamedAuthors(without_page_ends(without))
        if _is_paper(text, sources.configuration):
            named = with_names(with_captions(named.text), made.sources.items)
        shown = without_hidden_code(text.path, named.text, text.front.keys)
        said = ((Rank.LOST, text.front.problem), (Rank.GUESSED, remark))
        noted = (*((Rank.NOTED, it) for it in named.remarks), *((Rank.LOST, it) for it in shown.remarks))
        made.remarks += [Remark(text.path, message, rank) for rank, message in (*said, *noted) if message]
        made.files[f"{folder}/{lang}.md"] = (_front(text, title, shown.text) + shown.text).encode()
        for name, path in taken.items():
            made.files[f"{folder}/{name}"] = sources.files[path]
            made.attached.add(path)
    made.files[f"{folder}/brief.yaml"] = _brief_yaml(document, slug, sources, topics, made).encode()


def _is_paper(text: SourceText, said: Configuration) -> bool:
    """Whether a text is one of Pandoc, Quarto or R Markdown, which read more than Markdown in it."""
    ending = PurePosixPath(text.path).suffix.lower()
    return ending in COMPUTED or bool(text.keys.bibliographies or said.bibliographies)


def _unread(texts: Iterable[SourceText]) -> Iterator[Remark]:
    """What is said of front matter that was not taken: of each key once for all files, of a wrong date at its file."""
    by_key: dict[str, list[tuple[str, str]]] = {}
    for text in texts:
        yield from (Remark(text.path, said) for said in text.keys.wrong)
        for said in text.keys.unread:
            by_key.setdefault(said.partition(":")[0], []).append((text.path, said))
    for key, found in by_key.items():
        path, said = found[0]
        files = f"{len(found)} files, such as {path}" if len(found) > 1 else path
        yield Remark("front matter", f"“{key}” was not taken from {files} ({_short(said)})")


def _short(said: str) -> str:
    return said if len(said) <= 200 else said[:199] + "…"


def title_of(text: SourceText) -> tuple[str, range]:
    """The title of a text, and the lines of its first heading where that says the same and so is one too many.

    Of several headings of level 1 none is the title.
    """
    heading, lines = _first_heading(text.front.body.split("\n"))
    if heading and not text.keys.title and _has_several_titles(text.front.body):
        heading = ""
    title = text.keys.title or heading or from_name(PurePosixPath(text.key).name or PurePosixPath(text.path).stem)
    return title[:_LONGEST], lines if heading and heading.casefold() == title.casefold() else range(0)


def _first_heading(lines: Sequence[str]) -> tuple[str, range]:
    """The words of the heading that a text begins with, and its lines; comments before it do not count."""
    for at, line in enumerate(lines):
        shown = line.strip()
        if not shown or (shown.startswith("<!--") and shown.endswith("-->")):
            continue
        if found := _ATX.fullmatch(shown):
            return plain(found[1].rstrip("#")), range(at, at + 1)
        under = lines[at + 1].strip() if at + 1 < len(lines) else ""
        return (plain(shown), range(at, at + 2)) if under and set(under) == {"="} else ("", range(0))
    return "", range(0)


def _has_several_titles(body: str) -> bool:
    shown = without_code(body)
    return len(_TITLE.findall(shown)) + len(_UNDERLINED.findall(shown)) > 1


def _title_and_body(text: SourceText) -> tuple[str, str, int, str]:
    """Title, body, the line of the file on which the body begins, and what to say of the title."""
    title, heading = title_of(text)
    lines = text.front.body.split("\n")
    before = [line for line in lines[: heading.start] if line.strip()]
    lines = [*before, *lines[heading.stop :]]
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    line = text.front.line + heading.stop + first - len(before)
    return title, "\n".join(lines[first:]), line, _of_its_name(text, title)


def _of_its_name(text: SourceText, title: str) -> str:
    """What to say of a title that the text does not say itself."""
    if text.keys.title:
        return ""
    why = "it says no title"
    if _first_heading(text.front.body.split("\n"))[0]:
        if not _has_several_titles(text.front.body):
            return ""
        why = "none of its headings of level 1 is its title"
    return f"{why}: “{title}” was made of its name"


def _front(text: SourceText, title: str, body: str) -> str:
    keys = text.keys
    summary = keys.summary or first_sentences(body, of_prose=True, title=title) or title
    lines = [f"title: {quoted(title)}"]
    if keys.short_title and keys.short_title != title:
        lines.append(f"short_title: {quoted(keys.short_title)}")
    if keys.subtitle:
        lines.append(f"subtitle: {quoted(keys.subtitle)}")
    lines.append(f"summary: {quoted(summary[:_LONGEST])}")
    if keys.keywords:
        lines.append(f"keywords: {json.dumps(list(keys.keywords), ensure_ascii=False)}")
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def _brief_yaml(document: SourceDocument, slug: str, sources: Sources, topics: _Topics, made: ImportedSite) -> str:
    texts = [document.texts[lang] for lang in sources.found.languages if lang in document.texts]
    published = next((text.keys.published for text in texts if text.keys.published), "")
    if not published:
        day = min(sources.days[text.path] for text in texts).isoformat()
        published = min(filter(None, (day, sources.earliest)))
        made.undated += 1
    updated = max((text.keys.updated for text in texts), default="")
    lines = [f"published: {published}"]
    if updated and updated > published:
        lines.append(f"updated: {updated}")
    if any(text.keys.draft for text in texts):
        lines.append("status: draft")
    stay = sources.earlier.texts.get(slug, ())
    there = [lang for lang in made.languages if lang in document.texts or lang in stay]
    if len(there) < len(made.languages):
        lines.append(f"languages: [{', '.join(there)}]")
    if there[0] != made.languages[0]:
        lines.append(f"original: {there[0]}")
    if topic := topics.of(document):
        lines.append(f"topics: [{quoted(topic)}]")
    if authors := _authors(document, sources.found.languages):
        lines += ["authors:", *(f"  - name: {name}" for name in authors)]
    schema = "# yaml-language-server: $schema=../../.schemas/brief.schema.json\n"
    return schema + "\n".join(lines) + "\n"


def _authors(document: SourceDocument, languages: Sequence[str]) -> list[str]:
    """Each author as YAML: once, or by language where the languages name as many."""
    texts = {lang: document.texts[lang] for lang in languages if lang in document.texts}
    by_lang = {lang: text.keys.authors for lang, text in texts.items() if text.keys.authors}
    if not by_lang:
        return []
    first = next(iter(by_lang.values()))
    if any(len(names) != len(first) for names in by_lang.values()) or len(set(by_lang.values())) == 1:
        return [quoted(name) for name in first]
    return [wording({lang: names[at] for lang, names in by_lang.items()}) for at in range(len(first))]
