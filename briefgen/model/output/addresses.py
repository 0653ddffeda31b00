"""Where things stand: output paths and anchors. The only place that knows the site's layout."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.model.core.directives import figure_anchor
from briefgen.model.core.written import Lang
from briefgen.model.values.pdf_forms import Profile


def home(lang: Lang) -> str:
    """The front page of a language."""
    return f"{lang}/index.html"


def section(lang: Lang, name: str) -> str:
    """The list page of a section: ``briefs``, ``packs``, ``topics`` are folders, the rest single pages."""
    return f"{lang}/{name}/index.html" if name in ("briefs", "packs", "topics") else f"{lang}/{name}.html"


def brief(lang: Lang, slug: str) -> str:
    """The page of a brief."""
    return f"{lang}/briefs/{slug}.html"


FILES = "files/"


def attachment(slug: str, name: str) -> str:
    """A file beside the texts of a brief, which they link to."""
    return f"{FILES}{slug}/{name}"


def changes(lang: Lang, slug: str) -> str:
    """The page that says what has changed in a brief."""
    return f"{lang}/briefs/{slug}/changes.html"


def side_by_side(path: str, other: Lang) -> str:
    """The page that shows the brief at ``path`` beside its text in another language."""
    return f"{posixpath.splitext(path)[0]}/with-{other}.html"


def erratum(lang: Lang, slug: str, version: str) -> str:
    """The slip for copies of a version of a brief that have been handed out."""
    return f"{lang}/briefs/{slug}/erratum-{version}.pdf"


def kept_name(path: str, slug: str, languages: Sequence[Lang]) -> str:
    """What the PDF at ``path`` is called among those of a version: ``ko.pdf``, ``ko-print.pdf``, ``facing.pdf``."""
    ending = path.rpartition(f"briefs/{slug}")[2]
    return f"{languages[0]}{ending}" if len(languages) == 1 else ending.lstrip("-")


def kept_pdf(name: str, slug: str, version: str, languages: Sequence[Lang]) -> str:
    """Where such a PDF stands on the site for good: ``ko/briefs/<slug>/1.0.pdf``, ``briefs/<slug>/1.0-facing.pdf``."""
    if len(languages) == 1:
        return f"{languages[0]}/briefs/{slug}/{version}{name.removeprefix(languages[0])}"
    return f"briefs/{slug}/{version}-{name}"


def pack(lang: Lang, ident: str) -> str:
    """The page of a pack."""
    return f"{lang}/packs/{ident}.html"


def topic(lang: Lang, ident: str) -> str:
    """The page of a topic."""
    return f"{lang}/topics/{ident}.html"


def page(lang: Lang, slug: str) -> str:
    """A plain page, such as about."""
    return f"{lang}/{slug}.html"


def feed(lang: Lang) -> str:
    """The Atom feed of a language."""
    return f"{lang}/feed.xml"


def feed_of(path: str) -> str:
    """The Atom feed that stands beside the page of a topic."""
    return _beside(path, ".xml")


def json_feed(path: str) -> str:
    """The same feed as JSON Feed: ``ko/feed.xml`` → ``ko/feed.json``."""
    return _beside(path, ".json")


def card(path: str) -> str:
    """The picture that stands for a page where somebody shares it."""
    return _beside(path, "-card.png")


@dataclass(frozen=True, slots=True)
class Files:
    """What stands beside the page of a brief for programs: all that it says, how it is cited, and its words alone."""

    json: str
    bib: str
    ris: str
    csl: str
    md: str
    txt: str


def files_of(path: str) -> Files:
    """The files beside the page of a brief."""
    return Files(*(_beside(path, ending) for ending in (".json", ".bib", ".ris", ".csl.json", ".md", ".txt")))


def chart_file(path: str, chart: str, ending: str) -> str:
    """A chart of a brief by itself: its figures as ``csv``, its drawing as ``svg``."""
    return f"{posixpath.splitext(path)[0]}/{figure_anchor(chart)}.{ending}"


def ledger(lang: Lang, ending: str) -> str:
    """The ledger as a table (``csv``) or for programs (``json``)."""
    return f"{lang}/facts.{ending}"


LLMS = "llms.txt"
"""All briefs of all languages, for language models: https://llmstxt.org."""
CATALOGUE = "catalog.json"
"""All briefs of all languages, for programs."""


def pdf_of(path: str, profile: Profile = Profile.SCREEN) -> str:
    """The PDF that stands beside a page, in one of its forms."""
    ending = "" if profile is Profile.SCREEN else f"-{profile}"
    return f"{posixpath.splitext(path)[0]}{ending}.pdf"


def booklet_of(path: str) -> str:
    """The sheets of a page's PDF for the printer, imposed as a booklet."""
    return f"{posixpath.splitext(path)[0]}-booklet.pdf"


def facing(path: str) -> str:
    """The PDF of both languages face to face: above the languages, since it belongs to neither."""
    return pdf_of(path.partition("/")[2], Profile.FACING)


def _beside(path: str, ending: str) -> str:
    return posixpath.splitext(path)[0] + ending


def fact_anchor(ident: str) -> str:
    """Anchor of a fact on the ledger page."""
    return f"fact-{ident}"


def term_anchor(ident: str) -> str:
    """Anchor of a term on the glossary page."""
    return f"term-{ident}"


def reference_anchor(ident: str) -> str:
    """Anchor of a source in a list of References."""
    return f"ref-{ident}"


BESIDE = "--"
"""Between a language and an id, where a page shows two languages."""


def beside_anchor(lang: Lang, ident: str) -> str:
    """Anchor of a place of the text in ``lang`` on the page of another language."""
    return f"{lang}{BESIDE}{ident}"


def call_anchor(note: str) -> str:
    """Anchor of the place in a text that calls a note."""
    return f"{note}-call"


TOP = "top"
"""Anchor of the beginning of a brief on paper."""
OF_PAGES = frozenset(
    {
        "changes",
        "citation",
        "cite",
        "evidence",
        "evidence-table",
        "key-figures",
        "main",
        "marks",
        "missing",
        "notes",
        "references",
        "register",
        "risk-register",
        "since",
        "title",
        TOP,
    }
)
"""Ids of what stands around a text on its page and on paper: a heading without an id never gets one of these."""


def relative(path: str, here: str) -> str:
    """``path`` as a link from the page at ``here``; both are output paths."""
    link = posixpath.relpath(path, posixpath.dirname(here) or ".")
    return f"./{link}" if ":" in link.partition("/")[0] else link  # else a name such as “a:b” would be a scheme


def relative_address(path: str, here: str) -> str:
    """``path`` as a link that a server answers: to a folder's own page by the folder alone, as ``absolute`` has it."""
    link = relative(path, here)
    folder, name = posixpath.split(link)
    return f"{folder or '.'}/" if name == _FOLDER_PAGE else link


def reached(link: str, here: str) -> str:
    """The output path that ``link``, the path of a relative address, leads to from the page at ``here``."""
    file = f"{link}{_FOLDER_PAGE}" if link.endswith("/") else link
    return posixpath.normpath(posixpath.join(posixpath.dirname(here), file)) if link else here


def absolute(path: str, base_url: str) -> str:
    """The full address of the file at ``path``; of a folder's own page, ``index.html``, that of the folder.

    Servers and search engines know such a page by the folder alone, and a page has one address, on paper and on the
    web. Without a ``base_url`` the path from the root of the site, file and all: on a disk a folder shows no page.
    """
    return base_url + _without_file(path) if base_url else path


def path_at(address: str, base_url: str) -> str:
    """The path that ``absolute`` makes ``address`` of; the address may go on with an anchor, which stays.

    ``address`` starts with ``base_url``.
    """
    path, mark, anchor = address.removeprefix(base_url).partition("#")
    return f"{path}{_FOLDER_PAGE if path.endswith('/') or not path else ''}{mark}{anchor}"


_FOLDER_PAGE = "index.html"


def _without_file(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return (f"{folder}/" if folder else "") if name == _FOLDER_PAGE else path
