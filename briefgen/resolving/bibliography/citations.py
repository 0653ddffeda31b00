"""References in the language of an edition, as a CSL style of the theme has them.

The style is any style of the Citation Style Language; the processor is citeproc-py. A title in another
language is kept, marked with its language, and followed by our translation when the source has one.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import nh3
from markupsafe import Markup

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, error
from briefgen.model.profile.language import Language
from briefgen.model.records.links import ArchivedCopy
from briefgen.model.written.sources import Source
from briefgen.reading.cache import Newest
from briefgen.resolving.bibliography.csl_items import MARKED, Item, doi_address, item_of

_formatted: Newest[str | None] = Newest()
"""Nine tenths of the references' time is the processor's; a change of a text changes none of them."""
_CSL = "{http://purl.org/net/xbiblio/csl}"
_TAGS = frozenset({"a", "b", "i", "span", "sub", "sup", "u"})
_WRITTEN_TAG = re.compile(r"&lt;(/?(?:b|i|sub|sup|u))&gt;")
_UPRIGHT = re.compile(r'<i>([^<]*?)( ?\()?(<span lang="(?:ko|ja|zh)\b[^"]*">[^<]*</span>\)?)</i>')
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": frozenset({"href"}), "span": frozenset({"lang", "dir"})},
    url_schemes=frozenset({"http", "https"}),
    link_rel=None,
)


Recall = Callable[[tuple[object, ...], Callable[[], str | None]], str | None]
"""What a function gives; without calling it, what it gave for the same key."""


def anew(key: tuple[object, ...], make: Callable[[], str | None]) -> str | None:
    """Remembers nothing."""
    return make()


def format_references(
    sources: Sequence[Source],
    language: Language,
    style: str,
    copies: Mapping[str, ArchivedCopy] | None = None,
    recall: Recall = anew,
) -> Outcome[dict[str, Markup]]:
    """The entry of each source, by its id, as an HTML fragment without the number.

    ``style`` is the XML of a CSL style, ``copies`` are those of pages that are gone, by id of the source. Problems
    name the source as “id” and carry no place, except those of the style itself; a source that cannot be formatted
    gets a plain entry. ``recall`` remembers what the processor wrote.
    """
    told = (style, language.tag, language.locale)
    read = cache(lambda: _read_style(style, language))
    items = {source.id: item_of(source, language, (copies or {}).get(source.id)) for source in sources}
    problems = [problem for item in items.values() for problem in item.problems]
    is_sound = recall(told, lambda: None if read().value is None else "") is not None
    entries: dict[str, Markup] = {}
    for ident, item in items.items():
        entry = _entry(ident, item, read, told, recall) if is_sound else None
        if entry is None and is_sound:
            problems.append(_unformatted(ident, language))
        entries[ident] = _tagged(entry if entry is not None else _plain(item), item)
    return Outcome(entries, (*(() if is_sound else read().diagnostics), *problems))


def _entry(
    ident: str, item: Item, read: Callable[[], Outcome[_Style | None]], told: tuple[str, ...], recall: Recall
) -> str | None:
    """The entry of one item as the processor has it; ``told`` is all that the style is read from."""

    def written() -> str | None:
        style = read().value
        return style.format(item) if style is not None else None

    given = (told, item.data)
    return _formatted.get((ident, told[1]), given, lambda: recall(given, written))


class _Formatter:
    """How the processor writes formatting: as tags, which are escaped with all else and then recognised."""

    preformat = staticmethod(str)
    SmallCaps = Light = staticmethod(str)
    Italic = Oblique = staticmethod("<i>{}</i>".format)
    Bold = staticmethod("<b>{}</b>".format)
    Underline = staticmethod("<u>{}</u>".format)
    Superscript = staticmethod("<sup>{}</sup>".format)
    Subscript = staticmethod("<sub>{}</sub>".format)


@dataclass(frozen=True, slots=True)
class _Style:
    """A CSL style, ready to format."""

    csl: Any

    def format(self, item: Item) -> str | None:
        """The entry of one item, or None when the processor fails on it."""
        from citeproc import Citation, CitationItem, CitationStylesBibliography
        from citeproc.source.json import CiteProcJSON

        known = {key: value for key, value in item.data.items() if _is_known(key)}
        try:
            source = CiteProcJSON([{**known, "id": "source"}])
            bibliography = CitationStylesBibliography(self.csl, source, _Formatter)
            bibliography.register(Citation([CitationItem("source")]))
            (entry,) = bibliography.bibliography()
        except Exception:  # the processor raises whatever a style or an item makes it stumble on
            return None
        return str(entry)


def _is_known(key: str) -> bool:
    from citeproc import VARIABLES

    return key in ("id", "type", "shortTitle") or key.replace("-", "_") in VARIABLES


def _read_style(style: str, language: Language) -> Outcome[_Style | None]:
    from citeproc import CitationStylesStyle
    from lxml import etree

    _remember_searches()
    path = f"templates/csl/{language.tag}.csl"
    locale = (language.locale or language.tag).replace("_", "-")
    try:
        csl = CitationStylesStyle(io.BytesIO(style.encode("utf-8")), locale=locale, validate=False)
        if (ring := _ring(csl.root)) is not None:
            message = f"the macro “{ring.get('macro')}” of the CSL style calls itself"
            problem = error("template-is-sound", message, Span(path, ring.sourceline, 1), "remove one of the calls")
        elif csl.has_bibliography():
            return Outcome(_Style(csl))
        else:
            problem = error("template-is-sound", "the CSL style has no bibliography", Span(path), "add <bibliography>")
    except etree.XMLSyntaxError as wrong:
        line, column = wrong.position
        message = f"the CSL style cannot be read: {wrong.msg}"
        problem = error("template-is-sound", message, Span(path, max(line, 1), max(column, 1)), "fix the XML")
    except (AttributeError, TypeError, ValueError):
        message = "this is not a style of the Citation Style Language"
        problem = error("template-is-sound", message, Span(path), "start from the style that comes with briefgen")
    return Outcome(None, (problem,))


@cache
def _remember_searches() -> None:
    """The processor looks for the same parts of a style, which never change, again for every source.

    That is two thirds of its time.
    """
    from citeproc.model import CitationStylesElement

    CitationStylesElement.xpath_search = lru_cache(maxsize=4096)(CitationStylesElement.xpath_search)


def _ring(root: Any) -> Any:
    """The first call of a macro of a style by which it calls itself, also through others; None when none does."""
    macros = {macro.get("name"): macro for macro in root.iter(f"{_CSL}macro")}
    calls = {name: [part for part in macro.iter() if part.get("macro") in macros] for name, macro in macros.items()}

    def reached(name: str) -> set[str]:
        found, waiting = {name}, [name]
        while waiting:
            inner = {call.get("macro") for call in calls[waiting.pop()]} - found
            found |= inner
            waiting += inner
        return found

    return next((call for name in calls for call in calls[name] if name in reached(call.get("macro"))), None)


def _unformatted(ident: str, language: Language) -> Diagnostic:
    message = f"the CSL style for {language.tag} cannot format the source “{ident}”; it is listed plainly"
    hint = "check the macros that the style uses for this type of source"
    return replace(error("template-is-sound", message, None, hint), subject=("source", ident))


def _plain(item: Item) -> str:
    """Title and address, for want of a style."""
    parts = (item.data.get(key, "") for key in ("title", "genre", "annote", "URL"))
    return ", ".join(str(part) for part in parts if part) or str(item.data["id"])


def _tagged(entry: str, item: Item) -> Markup:
    """HTML of an entry: escaped, the marks made tags, and sanitised."""
    if address := doi_address(item):
        entry = entry.replace(address, item.mark(address, f'<a href="{address}">', "</a>"))
    text = _WRITTEN_TAG.sub(r"<\1>", html.escape(entry, quote=False))

    def tag(found: re.Match[str]) -> str:
        opening, closing = item.marks[int(found.group(1))]
        return opening + found.group(2) + closing

    return Markup(_CLEANER.clean(_UPRIGHT.sub(r"<i>\1</i>\2\3", MARKED.sub(tag, text)).replace("<i></i>", "")))
