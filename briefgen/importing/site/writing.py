"""The documents of a folder as the files of a project."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from briefgen.importing.bibliography import NamedBibliographies, named_bibliographies
from briefgen.importing.imported import Rank, Remark
from briefgen.importing.site.bodies import Bodies, left_keys
from briefgen.importing.site.links.linked import LinkTable
from briefgen.importing.site.project.earlier import EarlierImport
from briefgen.importing.site.project.settings import brief_yaml, front_matter, site_yaml, title_from
from briefgen.importing.site.source.configuration import Configuration, unread_settings
from briefgen.importing.site.source.documents import FoundDocuments, SourceDocument
from briefgen.importing.site.source.ordering import front_page, not_on_it, order_of
from briefgen.importing.site.titles import guessed_title, slugs_of, title_and_body, too_long
from briefgen.importing.site.topics import FolderTopics


@dataclass(slots=True)
class ImportedSite:
    """``files`` of the project by path; ``remarks`` by file and line of the source."""

    files: dict[str, bytes] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    sources: NamedBibliographies = field(default_factory=NamedBibliographies)
    languages: tuple[str, ...] = ()
    slugs: dict[str, str] = field(default_factory=dict)
    """The brief that each text of the source is in, by its path there."""
    origins: dict[str, str] = field(default_factory=dict)
    """The path in the source of each text here."""
    documents: int = 0
    texts: int = 0
    undated: int = 0
    """Documents that state no date."""
    attached: dict[str, str] = field(default_factory=dict)
    """The files that come along since a text shows them or links to them, with their path in the source."""
    publisher: str = ""
    """What the settings name as the publisher where the source names none."""
    is_titled: bool = True
    """Whether the source says what the site is called."""
    of_generator: bool = False
    """Whether the folder has the configuration of a site generator: its other files are for downloading."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What is imported. ``earlier``: what imports before made. ``begin`` is told of each file before its turn."""

    files: Mapping[str, bytes]
    configuration: Configuration
    found: FoundDocuments
    name: str
    earlier: EarlierImport = field(default_factory=EarlierImport)
    begin: Callable[[str], object] = str


def imported_site(sources: Sources) -> ImportedSite:
    """The files of a project with these documents, and everything that was not taken."""
    found, earlier, said = sources.found, sources.earlier, sources.configuration
    languages = (*found.languages, *(lang for lang in earlier.languages if lang not in found.languages))
    made = ImportedSite(remarks=list(found.remarks), languages=languages, of_generator=said.is_known)
    order = order_of(sources.files, said.navigation, found)
    topics = FolderTopics(order, earlier.known_topics)
    documents = [document for document in found.documents if not topics.is_name(document)]
    texts = [text for document in documents for text in document.texts.values()]
    slugs = slugs_of(documents, earlier, made.remarks)
    made.slugs = {text.path: slugs[it.key] for it in documents for text in it.texts.values()}
    table = _link_table(sources, slugs, topics)
    named = [(path, name) for path, text in table.paths.items() for name in text.keys.bibliographies]
    lying = [("", path) for path in sorted(sources.files) if path.lower().endswith((".bib", ".ris"))]
    made.sources = named_bibliographies(sources.files, [*said.bibliographies, *named] or lying, sources.begin)
    bodies = Bodies(sources.files, said, table, made.sources.items)
    for document in documents:
        _write(document, slugs[document.key], sources, bodies, topics.of(document), made)
    made.remarks += (Remark(*unread, Rank.LOST) for unread in unread_settings(sources.files))
    made.remarks += [*left_keys(texts), *bodies.seen.remarks(), *made.sources.remarks]
    made.documents, made.texts = len(documents), len(texts)
    home = front_page(documents, slugs, order.placed)
    made.remarks += not_on_it([*home, *slugs.values()], earlier)
    if earlier.begins:
        settled = topics.named() | earlier.topics_but_of(slugs.values())
        titles = topics.site_titles()
        titled = replace(said, title=next(iter(titles.values())), titles=titles) if titles and not said.title else said
        made.files["content/site.yaml"] = site_yaml(titled, sources.name, languages, settled, home).encode()
        made.is_titled = bool(titled.title)
        made.publisher = "" if titled.author else titled.title or title_from(sources.name)
    return made


def _link_table(sources: Sources, slugs: Mapping[str, str], topics: FolderTopics) -> LinkTable:
    """What there is to link to: briefs, and in place of documents that are only names, topics or the first page."""
    found, said = sources.found, sources.configuration
    texts = {text.path: text for document in found.documents for text in document.texts.values()}
    places = {
        text.path: f"brief:{slugs[it.key]}" if it.key in slugs else f"topic:{topic}" if topic else f"/{text.lang}/"
        for it in found.documents
        for topic in (topics.of(it),)
        for text in it.texts.values()
    }
    return LinkTable(
        sources.files, said.folder, said.files, places, texts, found.folders, said.address, topics.by_name()
    )


def _write(
    document: SourceDocument, slug: str, sources: Sources, bodies: Bodies, topic: str, made: ImportedSite
) -> None:
    folder = f"content/briefs/{slug}"
    names: dict[str, str] = {}
    for lang, text in document.texts.items():
        sources.begin(text.path)
        title, body, line = title_and_body(text)
        own = bodies.made(text, body, line, names)
        made.remarks += [*own.remarks, *guessed_title(text, title), *too_long(text)]
        made.files[f"{folder}/{lang}.md"] = (front_matter(text, title, own.text) + own.text).encode()
        made.attached |= {f"{folder}/{name}": path for name, path in own.taken.items()}
        made.origins[f"{folder}/{lang}.md"] = text.path
    stay = sources.earlier.texts.get(slug, ())
    made.files[f"{folder}/brief.yaml"] = brief_yaml(document, made.languages, stay, topic).encode()
    made.undated += not any(text.keys.published or text.keys.updated for text in document.texts.values())
