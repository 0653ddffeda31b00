"""A source becomes a CSL item: what a citation processor takes, and what is missing from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from briefgen.language.lines.scripts import direction_by_letters
from briefgen.language.matching.nearest import did_you_mean
from briefgen.language.words.dates import word_date
from briefgen.model.core.diagnostics import Diagnostic, error, warning
from briefgen.model.profile.language import Language
from briefgen.model.records.links import ArchivedCopy, leads_to_a_page
from briefgen.model.values.parsing import parse_day, parse_value
from briefgen.model.values.quantities import Day, Interval
from briefgen.model.written.sources import Source


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NAMES = _words(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author "
    "performer producer recipient reviewed-author script-writer series-creator translator"
)
_DATES = _words("accessed available-date event-date issued original-date submitted")
_TEXTS = _words(
    "DOI ISBN ISSN PMCID PMID abstract annote archive archive-place archive_collection archive_location authority "
    "call-number categories chapter-number citation-key citation-label collection-number collection-title "
    "container-title container-title-short custom dimensions division edition event event-place event-title genre "
    "issue journalAbbreviation jurisdiction keyword locator medium number number-of-pages number-of-volumes "
    "original-publisher original-publisher-place original-title page page-first part-number part-title "
    "printing-number publisher publisher-place references reviewed-genre reviewed-title scale section shortTitle "
    "source status supplement-number title-short version volume volume-title year-suffix"
)
TYPES = _words(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection "
    "dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case "
    "legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance "
    "periodical personal_communication post post-weblog regulation report review review-book software song speech "
    "standard thesis treaty webpage"
)
_LISTS = _words("categories custom keyword")
"""What exports write as lists or mappings, and no style prints."""
_NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
_UNQUOTED = frozenset({"book", "report", "thesis"})
_READ_HERE = ("container-title-translated", "language", "URL", "archived", "checked")
VARIABLES = frozenset({"id", "type", "title", "title-translated", "note", *_NAMES, *_DATES, *_TEXTS, *_READ_HERE})
"""What an entry of a bibliography may have; of anything else a check warns."""
_WITH_LANGUAGE = ("title", "container-title", "collection-title")
_DESCRIPTION = re.compile(r"\s*\[(.*)\]\s*", re.DOTALL)
_EAST_ASIAN = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff·]+")
_RESERVED = re.compile("[\ue000-\ue00f]")
_OPENS, _TELLS, _CLOSES = "\ue000", "\ue001", "\ue002"


@dataclass(slots=True)
class Item:
    """A CSL item; ``marks`` are the tags, opening and closing, that its texts refer to by number."""

    data: dict[str, Any]
    marks: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def mark(self, text: str, opening: str, closing: str) -> str:
        """``text`` in a form that comes through the processor unharmed and is tagged afterwards."""
        self.marks.append((opening, closing))
        return f"{_OPENS}{len(self.marks) - 1}{_TELLS}{text}{_CLOSES}"


_BEFORE_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_DOI = re.compile(r"10\.[0-9]{4,9}/[A-Za-z0-9_.;()/:+~#-]+")
MARKED = re.compile(f"{_OPENS}([0-9]+){_TELLS}([^{_OPENS}{_CLOSES}]*){_CLOSES}")
"""A marked text in what the processor gives back: the number of its mark, and the text."""


def item_of(source: Source, language: Language, copy: ArchivedCopy | None = None) -> Item:
    """The CSL item of ``source`` for references in ``language``; ``copy`` is that of a page which is gone."""
    item = Item({"id": source.id, "type": source.type, "language": source.language or language.tag})
    if source.type not in TYPES:
        hint = did_you_mean(source.type, TYPES, "use a type of CSL: article-newspaper, report, webpage, book …")
        item.problems.append(_warn("value-has-type", source, f"has the unknown type “{source.type}”", hint))
    _put_extras(item, source, language)
    _put_date(item, source, language, "accessed", source.accessed)
    _put_title(item, source, language)
    _put_languages(item, source, language)
    _put_addresses(item, source, copy)
    _put_doi(item)
    _put_substitute(item, source)
    _leave_out_repetition(item.data)
    _put_directions(item, source, language)
    item.problems += _missing(item.data, source)
    return item


def _put_extras(item: Item, source: Source, language: Language) -> None:
    for key, value in sorted((source.model_extra or {}).items()):
        if key in _NAMES:
            item.data[key] = names_in(value)
            if not _are_names(value):
                hint = "write a name, or {family: Hong, given: Gildong}, or a list of them"
                item.problems.append(_mistyped(source, key, "has a name in “{}” that is not text", hint))
        elif key in _DATES:
            _put_date(item, source, language, key, value)
        elif key in _TEXTS:
            if isinstance(value, str | int | float):
                item.data[key] = _clean(str(value))
            elif value is not None and key not in _LISTS:
                item.problems.append(_mistyped(source, key, "has a value in “{}” that is not text", "write a text"))
        else:
            known = [*_NAMES, *_DATES, *_TEXTS, "title", "title-translated", *_READ_HERE]
            hint = did_you_mean(key, known, "use a variable of CSL, or note: for a remark")
            item.problems.append(_warn("key-is-known", source, f"has the unknown key “{key}”", hint))


def _clean(text: str) -> str:
    return _RESERVED.sub("", " ".join(text.split()))


def _are_names(given: Any) -> bool:
    """Tell whether all that stands for a name is text."""
    people = given if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    return not any(_is_nested(part) for it in people for part in (it.values() if isinstance(it, Mapping) else [it]))


def _is_nested(value: Any) -> bool:
    return isinstance(value, Mapping | list | tuple)


def _mistyped(source: Source, key: str, what: str, hint: str) -> Diagnostic:
    problem = error("value-has-type", f"the source “{source.id}” {what.format(key)}", None, hint)
    return replace(problem, subject=("source", source.id, key))


def names_in(given: Any) -> list[dict[str, str]]:
    """The names in a field of a source, such as ``author``: one, or several."""
    people = given if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    return [name for name in map(_name, people) if name]


def _name(person: Any) -> dict[str, str]:
    """One name; in East Asian script the family name stands first, without a space."""
    if not isinstance(person, Mapping):
        return {"literal": _clean(str(person))} if person and not _is_nested(person) else {}
    parts = {key: _clean(str(part)) for key in _NAME_PARTS if (part := person.get(key)) and not _is_nested(part)}
    family, given = parts.get("family", ""), parts.get("given", "")
    if "literal" in parts:
        return {"literal": parts["literal"]}
    if family and given and _EAST_ASIAN.fullmatch(family + given):
        return {"literal": family + given}
    return parts


def _put_date(item: Item, source: Source, language: Language, key: str, value: Any) -> None:
    if value in (None, ""):
        return
    try:
        item.data[key] = _date(value, language)
    except (ValueError, TypeError, LookupError):
        hint = "write 2025, 2025-04, 2025-04-11 or two of them with a slash between"
        item.problems.append(_mistyped(source, key, "has a date in “{}” that cannot be read", hint))


def _date(value: Any, language: Language) -> dict[str, Any]:
    """A date as CSL has it; what is not a single date is put in words. Raises ValueError when it is none."""
    if isinstance(value, Mapping):
        if "literal" in value:
            return {"literal": _clean(str(value["literal"]))}
        if "raw" in value:
            return _date(value["raw"], language)
        parts = value["date-parts"] if "date-parts" in value else [_year_month_day(value)]
        return _from_days([parse_day("-".join(f"{int(n):02d}" for n in part)) for part in parts], language)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _from_days([_day_of(part) for part in value], language)
    if "/" in str(value):
        return {"literal": word_date(_interval(str(value)), language)}
    return _from_days([parse_day(str(value))], language)


def _interval(given: str) -> Interval:
    interval = parse_value(given)
    if not isinstance(interval, Interval):
        raise ValueError(f"“{given}” is not an interval")
    return interval


def _year_month_day(value: Mapping[str, Any]) -> list[Any]:
    return [value[key] for key in ("year", "month", "day") if key in value]


def _day_of(value: Any) -> Day:
    parts = _year_month_day(value)
    return parse_day("-".join(f"{int(part):02d}" for part in parts))


def _from_days(days: list[Day], language: Language) -> dict[str, Any]:
    first, *rest = days
    if rest:
        return {"literal": word_date(_interval("/".join(map(str, days))), language)}
    return {"date-parts": [[part for part in (first.year, first.month, first.day) if part]]}


def _put_title(item: Item, source: Source, language: Language) -> None:
    """The title, with our translation in ``annote``; a title in square brackets is a description of our own."""
    title = _clean(source.title or "")
    translated = ""
    if source.title_translated is not None and _is_foreign(source, language):
        translated = _clean(source.title_translated.get(language.tag) or "")
    if described := _DESCRIPTION.fullmatch(title):
        _put_description(item, described.group(1), translated, source, language)
        return
    if title:
        item.data["title"] = title if source.type in _UNQUOTED else _requoted(title, language)
    if translated:
        item.data["annote"] = translated


def _put_description(item: Item, described: str, translated: str, source: Source, language: Language) -> None:
    """A description stands in ``genre``, in the language of the edition where there is one."""
    if translated:
        described = bracketed.group(1) if (bracketed := _DESCRIPTION.fullmatch(translated)) else translated
    elif _is_foreign(source, language):
        described = _in_its_language(item, described, source)
    genre = item.data.get("genre")
    item.data["genre"] = f"{described}, {genre}" if genre else described


def _requoted(title: str, language: Language) -> str:
    """A title that will stand in quotation marks, with those inside it changed where they are the same."""
    quotes = language.quotes
    if quotes.title != quotes.outer or quotes.outer == quotes.inner:
        return title
    first, last = map(re.escape, quotes.outer)
    pair = re.compile(rf"{first}([^{first}{last}]*){last}(?![A-Za-z])")
    return pair.sub(lambda found: f"{quotes.inner[0]}{found.group(1)}{quotes.inner[1]}", title)


def _is_foreign(source: Source, language: Language) -> bool:
    return bool(source.language) and _primary(source.language or "") != _primary(language.tag)


def _primary(tag: str) -> str:
    return tag.replace("_", "-").split("-")[0].lower()


def _put_languages(item: Item, source: Source, language: Language) -> None:
    if not _is_foreign(source, language):
        return
    for key in _WITH_LANGUAGE:
        if key in item.data:
            item.data[key] = _in_its_language(item, item.data[key], source)
    translated = source.container_title_translated
    if "container-title" in item.data and translated and (name := _clean(translated.get(language.tag) or "")):
        item.data["container-title"] = f"{name}{language.bracket_gap}({item.data['container-title']})"


def _put_directions(item: Item, source: Source, language: Language) -> None:
    """Words of a language that nobody has named have the direction of their letters."""
    for key in ("publisher",) if source.language else (*_WITH_LANGUAGE, "publisher"):
        way = direction_by_letters(str(item.data.get(key, "")))
        if way not in ("", language.direction):
            item.data[key] = item.mark(item.data[key], f'<span dir="{way}">', "</span>")


def _in_its_language(item: Item, text: str, source: Source) -> str:
    tag = re.sub(r"[^A-Za-z0-9-]", "", (source.language or "").replace("_", "-"))
    return item.mark(text, f'<span lang="{tag}">', "</span>")


def _put_addresses(item: Item, source: Source, copy: ArchivedCopy | None) -> None:
    kept = source.archived or (copy.url if copy is not None else None)
    for key, address in (("URL", source.url), ("archive_location", kept)):
        if not address:
            continue
        address = _clean(address)
        if leads_to_a_page(address):
            item.data[key] = item.mark(address, f'<a href="{address}">', "</a>")
        else:
            item.problems.append(
                _warn("address-is-safe", source, f"has the address “{address}”", "write it in full: https://…")
            )


def _put_doi(item: Item) -> None:
    """Without what may be written before it: a style puts the address of the resolver there."""
    if "DOI" in item.data:
        item.data["DOI"] = _BEFORE_DOI.sub("", item.data["DOI"], count=1)


def doi_address(item: Item) -> str:
    """Return where the DOI of ``item`` leads; empty for none, and for what is no DOI."""
    doi = item.data.get("DOI", "")
    return f"https://doi.org/{doi}" if _DOI.fullmatch(doi) and "URL" not in item.data else ""


def _put_substitute(item: Item, source: Source) -> None:
    """What stands in for a title that is missing: what the source stands in, its address, or its id in brackets."""
    if "title" in item.data or "genre" in item.data:
        return
    names = (item.data.pop("container-title", ""), _clean(source.url or ""), item.data.get("DOI", ""))
    title = next(filter(None, names), f"[{source.id}]")
    hint = "add title:, in square brackets when it is a description of your own"
    said = f"the source “{source.id}” has no title: “{title}” stands in its place"
    item.problems.append(replace(error("source-is-complete", said, None, hint), subject=("source", source.id, "title")))
    item.data["title"] = title


def _leave_out_repetition(data: dict[str, Any]) -> None:
    """An author that is also the publisher is named once."""
    authors = {name["literal"] for name in data.get("author", ()) if "literal" in name}
    for key in ("publisher", "container-title"):
        if data.get(key) in authors:
            del data[key]


def _missing(data: Mapping[str, Any], source: Source) -> list[Diagnostic]:
    problems = []
    if not any(data.get(key) for key in ("author", "editor", "publisher", "container-title")):
        hint = "add author:, publisher: or container-title:"
        problems.append(_warn("source-is-complete", source, "does not say who published it", hint))
    given = source.accessed or (source.model_extra or {}).get("issued")
    if "issued" not in data and "accessed" not in data and not given:
        hint = "add issued: 2025-04-11, or accessed: for a page without a date"
        problems.append(_warn("source-is-complete", source, "has neither a date nor the day it was read", hint))
    return problems


def _warn(code: str, source: Source, what: str, hint: str) -> Diagnostic:
    return replace(warning(code, f"the source “{source.id}” {what}", None, hint), subject=("source", source.id))
