"""Authors in the front matter of papers: names, and what Quarto and Pandoc say of each person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.importing.site.source.front import Value, texts_of

_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?")
_AFFILIATION = ("affiliation", "affiliations", "institute", "organization")
_TAKEN = frozenset({"name", "literal", "title", "email", "orcid", *_AFFILIATION})


@dataclass(frozen=True, slots=True)
class SourceAuthor:
    """A person as a brief names one; empty where nothing is said."""

    name: str
    affiliation: str = ""
    email: str = ""
    orcid: str = ""


def authors_in(value: Value, affiliations: Value = None) -> Iterator[SourceAuthor]:
    """The people of ``author:``; they may refer to one of ``affiliations`` by its id."""
    known = {str(it.get("id")): it for it in _several(affiliations) if isinstance(it, Mapping)}
    for each in _several(value):
        if not isinstance(each, Mapping):
            # What follows a comma may be another person, a title or a place: it stays in its line.
            if name := _text(each):
                yield SourceAuthor(name)
        elif name := _name_of(each):
            places = (place for key in _AFFILIATION for place in _several(each.get(key)))
            named = dict.fromkeys(filter(None, (_place(place, known) for place in places)))
            orcid = _ORCID.fullmatch(_text(each.get("orcid")))
            yield SourceAuthor(name, ", ".join(named), _text(each.get("email")), orcid[1] if orcid else "")


def left_of_authors(value: Value) -> list[str]:
    """The keys of people that a brief has no place for."""
    people = [each for each in _several(value) if isinstance(each, Mapping) and _name_of(each)]
    found = [str(key) for each in people for key in each if str(key).lower() not in _TAKEN]
    wrong = [each for each in people if each.get("orcid") and not _ORCID.fullmatch(_text(each["orcid"]))]
    return list(dict.fromkeys([*found, *(["orcid"] if wrong else [])]))


def _several(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name_of(person: Mapping[str, Any]) -> str:
    name = person.get("name")
    if isinstance(name, Mapping):  # Quarto: {given: …, family: …}
        return _text(name.get("literal")) or " ".join(filter(None, (_text(name.get(it)) for it in ("given", "family"))))
    return next(iter(texts_of({**person, "name": name})), "")


def _place(place: Any, known: Mapping[str, Mapping[str, Any]]) -> str:
    """The name of an affiliation that is written out, or is named by its id."""
    if isinstance(place, Mapping):
        place = known.get(_text(place.get("ref")), place)
        return _text(place.get("name"))
    named = known.get(_text(place))
    return _text(named.get("name")) if named else _text(place)


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""
