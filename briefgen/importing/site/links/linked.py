"""Addresses of another site's texts as addresses of this one, by a table of what there is to link to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote

from briefgen.importing.site.links.addresses import Address, replaced, rewritten, without_code
from briefgen.importing.site.source.documents import MARKDOWN, SourceText
from briefgen.importing.site.source.languages import language_tag, without_ending
from briefgen.reading.layout import ATTACHMENTS, IMAGES

_ELSEWHERE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//|#)")
_REF = re.compile(r"\{\{[<%]-?\s*(?:rel)?ref\s+(?:path=)?[\"'`]?([^\"'`\s>%]+)[\"'`]?[^\n]{0,300}?-?[>%]\}\}")
_LIQUID = re.compile(r"\{%-?\s*(?:link|post_url)\s+(\S+)\s*-?%\}")
_BASE = re.compile(r"\{\{-?\s*(?:site\.(?:baseurl|url)|page\.root|base\w*)\s*-?\}\}|^@site(?=/)")
_RELATIVE = re.compile(r"\{\{-?\s*['\"]([^'\"]+)['\"]\s*\|\s*(?:relative_url|absolute_url|relURL)\s*-?\}\}")


def linked(
    source: SourceText, body: str, table: LinkTable, names: dict[str, str], taken: dict[str, str]
) -> tuple[str, list[tuple[int, str]]]:
    """``body`` with its addresses led to documents and files here, and line and address of those that lead nowhere.

    ``names`` has the files that the folder of the document holds: name → path in the source. Those that this text shows
    or links to are added to it and to ``taken``.
    """
    dead: list[tuple[int, str]] = []
    line, at = 1, 0

    def tell(address: Address) -> None:
        nonlocal line, at  # addresses come in order
        line, at = line + body.count("\n", at, address.start), address.start
        dead.append((line, address.value))

    def new(address: Address) -> str | None:
        given = _unwrapped(address.value)
        is_whole = bool(_ELSEWHERE.match(given))
        local = table.within(given) if is_whole else given
        if not local:
            return None if given == address.value or not given else given
        path, mark, anchor = local.partition("#")
        path = unquote(path.partition("?")[0])
        found = table.document(path, source) if not address.is_image else None
        if found is not None:
            own = table.paths[found]
            if " " in anchor:  # it would be no link
                tell(address)
                anchor = anchor.replace(" ", "%20")
            return f"#{anchor}" if own is source and mark else f"{table.places[own.path]}{mark}{anchor}"
        if is_whole:
            return None
        there = table.file(path, source)
        if there is not None and PurePosixPath(there).suffix.lower() in IMAGES | ATTACHMENTS:
            name = _free_name(there, names, table.files)
            taken[name] = names[name] = there
            return name if given != name else None
        if not address.is_image and (home := table.home(path, source)):
            return home if given != home else None
        tell(address)
        return None

    return replaced(body, new), dead


def _unwrapped(address: str) -> str:
    """An address out of what template languages put round it."""
    address = address.strip()
    for pattern in (_REF, _LIQUID, _RELATIVE):
        address = pattern.sub(lambda found: found[1], address)
    return _BASE.sub("", address)


def _free_name(path: str, names: Mapping[str, str], files: Mapping[str, bytes]) -> str:
    """The name of a file beside the text: its own, with that of its folder where another has it."""
    plain = [re.sub(r"[^\w.-]+", "-", part) for part in PurePosixPath(path).parts]
    for depth in range(1, len(plain) + 1):
        name = "-".join(plain[-depth:]).lstrip("-.")
        if files[names.get(name, path)] == files[path]:
            return name
    return f"{len(names)}-{plain[-1]}"


_LINK = re.compile(
    r"(?<![!\\])\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]*\]){1,1000})\]"
    r"(?:\([ ]*(?P<address><[^<>\n]+>|[^\s()<>]+)(?:[ ]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ ]*\)"
    r"|(?:\[(?P<label>[^\[\]\n]*)\])?(?![\[(:]))"
)
_DEFINITION = re.compile(
    r"(?m)^ {0,3}\[(?P<label>[^\[\]^\n][^\[\]\n]*)\]:[ \t]*(?P<address><[^<>\n]+>|[^\s<>]+)"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*$"
)
_LIST = re.compile(
    r"(?:\.{1,2}/)*/?(?:[a-z]{2}(?:-\w{2,4})?/)?(?:categories|category|tags?)(?:/(?P<name>[^/#?]+))?/?(?:#.*)?"
)


def with_topics(source: SourceText, text: str, table: LinkTable) -> tuple[str, list[int]]:
    """``text`` with a topic for each link to a list that is one, and the lines of others, of which the words stay."""
    shown = without_code(text)
    labels = {_label(it["label"]): it["address"] for it in _DEFINITION.finditer(shown)}
    gone = {label: address for label, address in labels.items() if _topic_at(address, source, table) == ""}
    lost = list[int]()

    def link(found: re.Match[str]) -> str | None:
        words = text[slice(*found.span("words"))]
        address = found["address"] or gone.get(_label(found["label"] or words), "")
        if (topic := _topic_at(address, source, table)) is None:
            return None
        if not topic:
            lost.append(text.count("\n", 0, found.start()) + 1)
        return f"[{words}](topic:{topic})" if topic else words

    def definition(found: re.Match[str]) -> str | None:
        topic = _topic_at(found["address"], source, table)
        return topic and f"[{found['label']}]: topic:{topic}"

    return rewritten(_DEFINITION, rewritten(_LINK, text, link, shown), definition), lost


def _label(words: str) -> str:
    return " ".join(words.casefold().split())


def _topic_at(address: str, source: SourceText, table: LinkTable) -> str | None:
    """The topic of the category or tag whose list an address leads to, or empty; None for another address."""
    address = address.strip("<>")
    local = table.within(address) or address
    found, path = _LIST.fullmatch(local), local.partition("#")[0]
    if found is None or table.document(path, source) is not None or table.file(path, source) is not None:
        return None
    name = unquote(found["name"] or "").casefold()
    return table.topics.get(name) or table.topics.get(name.replace("-", " ")) or ""


_POSTS = re.compile(r"(?:\A|/)_posts(?=/|\Z)")
_DATED = re.compile(r"\A\d{4}-\d{1,2}-\d{1,2}-")
_NUMBERED = re.compile(r"(?:(?<=/)|\A)\d+[ \t]*[-_.]+[ \t]*(?=[^-_./\s])")
"""What Docusaurus and Nuxt leave out of the address of a page: ``2.users/01-notes`` is at ``users/notes``."""
_OF_PAGES = MARKDOWN | {".html", ".htm", ".php", ".aspx"}


@dataclass(slots=True)
class LinkTable:
    """What there is to link to. ``places`` gives the address of a document here by the path of its text."""

    files: Mapping[str, bytes]
    folder: str
    shared: Sequence[str]
    places: Mapping[str, str]
    paths: Mapping[str, SourceText]
    """Every text by its path."""
    languages: frozenset[str] = frozenset()
    """Names of the folders of languages."""
    address: str = ""
    """Where the site was published."""
    topics: Mapping[str, str] = field(default_factory=dict)
    """The ids of topics here by their names, in small letters."""
    _by_key: dict[str, str] = field(default_factory=dict)
    _by_language: dict[str, dict[str, str]] = field(default_factory=dict)
    """Files that have a language in their name, by their name without it."""

    def __post_init__(self) -> None:
        for path in self.files:
            place = PurePosixPath(path)
            name, lang = without_ending(place.stem, ())
            if lang:
                plainly = str(place.with_name(f"{name}{place.suffix}")).casefold()
                self._by_language.setdefault(plainly, {}).setdefault(lang, path)
        named = [(name, path) for path, text in self.paths.items() for name in _names_of(path, text)]
        unnumbered = [(_NUMBERED.sub("", name), path) for name, path in named if _NUMBERED.search(name)]
        heads = [(posixpath.dirname(name), path) for name, path in unnumbered if posixpath.basename(name) == "index"]
        for name, path in (*named, *unnumbered, *heads):
            self._by_key.setdefault(name.casefold(), path)

    def document(self, address: str, source: SourceText) -> str | None:
        """The path of the text that an address without its ``#`` leads to."""
        places = list(self._places(address, source.path))
        others = [other for place in places for other in self._in_other_languages(place)]
        for place in (*places, *others, *self._places(address, source.key)):
            stem = _without_page_ending(place)
            for name in (place, stem, f"{place}/index", _NUMBERED.sub("", place), stem.removesuffix("/index")):
                found = self._by_key.get(name.strip("/").casefold())
                if found is not None and not self._is_meant_as_folder(place, found, source):
                    return found
        bare = _without_page_ending(address.strip("/"))
        first, _, rest = bare.partition("/")
        names = (bare, f"{bare}/index", *((rest, f"{rest}/index") if language_tag(first) else ()))
        found = next((self._by_key[name.casefold()] for name in names if name.casefold() in self._by_key), None)
        here = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), address))
        return found if found is None or not self._is_meant_as_folder(here, found, source) else None

    def _is_meant_as_folder(self, place: str, found: str, source: SourceText) -> bool:
        """Tell whether a text that seems to link to itself names the folder beside it that is called as it is."""
        is_itself = found == source.path and not source.is_head
        return is_itself and any(path.startswith(f"{place}/") for path in self.files)

    def within(self, address: str) -> str:
        """The path within the site of a whole address that begins with that of the site; else empty."""
        start = self.address.rstrip("/")
        is_own = bool(start) and address.lower().startswith(start.lower()) and address[len(start) :][:1] in ("/", "#")
        return address[len(start) :] if is_own else ""

    def home(self, address: str, source: SourceText) -> str | None:
        """The address of the first page of a language, where an address leads to that of the old site."""
        if not address.startswith("/"):
            return None
        lang = language_tag(address.strip("/")) if address.strip("/") else source.lang
        return f"/{lang}/" if any(text.lang == lang for text in self.paths.values()) else None

    def file(self, address: str, source: SourceText) -> str | None:
        """The path of the file that an address leads to."""
        places = list(self._places(address, source.path))
        places += [other for place in places for other in self._in_other_languages(place)]
        here = next((place for place in places if place in self.files), None)
        return here or next((it for place in places if (it := self._of_a_language(place, source.lang))), None)

    def _of_a_language(self, place: str, lang: str) -> str | None:
        """The file of Hugo that a language has for one: ``quay.es.png`` for ``quay.png``, of ``lang`` if there is."""
        found = self._by_language.get(place.casefold(), {})
        return found.get(lang) or next(iter(found.values()), None)

    def _in_other_languages(self, place: str) -> Iterator[str]:
        """The same place in the folders of the other languages: most sites have an image in one of them."""
        parts = place.split("/")
        for at, part in enumerate(parts[:-1]):
            if part in self.languages:
                yield from (
                    "/".join([*parts[:at], other, *parts[at + 1 :]]) for other in sorted(self.languages - {part})
                )
                return

    def _places(self, address: str, path: str) -> Iterator[str]:
        """Paths that an address may mean, the likeliest first."""
        here = posixpath.dirname(path)
        if address.startswith("/"):
            bare = address.lstrip("/")
            above = [str(folder) for folder in PurePosixPath(path).parents]
            roots = [*self.shared, self.folder, "static", "public", "docs", *above]
            starts = dict.fromkeys(root.strip("./") for root in roots)
        else:
            bare = address
            # A page with an address of its own folder is one step further down than its file.
            starts = dict.fromkeys((here, posixpath.splitext(path)[0], posixpath.dirname(here), self.folder))
        for start in starts:
            place = posixpath.normpath(posixpath.join(start, bare)) if bare else start
            if not place.startswith(".."):
                yield place


def _without_page_ending(address: str) -> str:
    """The address of a page without its ending; that of another file, such as a key, stays as it is."""
    stem, ending = posixpath.splitext(address)
    return stem if ending.lower() in _OF_PAGES else address


def _names_of(path: str, text: SourceText) -> Iterator[str]:
    """The ways in which a text is named in links, but for its folder."""
    stem = posixpath.splitext(path)[0]
    yield path
    yield stem
    folder = posixpath.dirname(path)
    if text.is_head:
        yield folder
    if text.keys.slug:
        yield posixpath.join(folder, text.keys.slug)
        yield text.keys.slug
    without = posixpath.join(folder, PurePosixPath(text.key).name)
    yield without
    if text.key:
        yield text.key
    yield from text.keys.addresses
    yield from _of_days(path, text)


def _of_days(path: str, text: SourceText) -> Iterator[str]:
    """Addresses that Hugo and Jekyll make of the day of a post: ``blog/2026/03/05/opening``."""
    if not text.keys.published:
        return
    place = PurePosixPath(path)
    name = place.parent.name if text.is_head else without_ending(place.stem, ())[0]
    names = dict.fromkeys(filter(None, (text.keys.slug, _DATED.sub("", name), name)))
    folder = str(place.parent.parent if text.is_head else place.parent)
    folders = (posixpath.dirname(text.key), folder.removeprefix("content").strip("/."), folder, "")
    sections = dict.fromkeys(it for above in folders for it in (above, _POSTS.sub("", above)))
    year, month, day = text.keys.published.split("-")
    for section in sections:
        for date in (f"{year}/{month}/{day}", f"{year}/{month}", year):
            yield from (posixpath.join(section, date, name) for name in names)
