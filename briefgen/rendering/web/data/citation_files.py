"""How a brief is cited, as reference managers take it: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from briefgen.model.output import addresses
from briefgen.model.values.characters import shown
from briefgen.resolving.edition.edition import Article, Edition

_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_SPECIAL |= {sign: f"\\{sign}" for sign in "&%$#_"}
# BibTeX counts braces whether or not a backslash stands before them: one alone would end the field.
_SPECIAL |= {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation of a brief names.

    ``day`` is that of the version at hand: year, month and day, as far as they are known; empty where none is.
    """

    key: str
    title: str
    people: tuple[str, ...]
    publisher: str
    series: str
    number: str
    version: str
    day: tuple[int, ...]
    lang: str
    url: str
    abstract: str
    keywords: tuple[str, ...]


def cited(article: Article, edition: Edition) -> Cited:
    """The brief as it is cited: by the day on which it last changed, under its full address."""
    base = edition.site.base_url
    return Cited(
        key=f"{article.number or article.slug}-{article.lang}",
        title=f"{article.title}: {article.subtitle}" if article.subtitle else article.title,
        people=tuple(person.name for person in article.authors),
        publisher=edition.site.publisher,
        series=article.series,
        number=article.number,
        version=article.version,
        day=tuple(int(part) for part in article.day_iso.split("-") if part),
        lang=article.lang,
        url=addresses.absolute(article.path, base) if base else "",
        abstract=article.summary,
        keywords=article.keywords,
    )


def to_bibtex(it: Cited) -> bytes:
    """A ``@techreport``. Names stand whole, as in the other forms.

    A name does not say which part of it is the family's (Kim Minji, Jane Kim), nor whether it is an institution's.
    """
    people = " and ".join(f"{{{_tex(name)}}}" for name in it.people or (it.publisher,))
    fields = {
        "author": people,
        "title": f"{{{_tex(it.title)}}}",
        "institution": _tex(it.publisher),
        "type": _tex(it.series),
        "number": _tex(it.number),
        "version": _tex(it.version),
        "year": str(it.day[0]) if it.day else "",
        "month": str(it.day[1]) if len(it.day) > 1 else "",
        "date": _iso(it.day),
        "language": it.lang,
        "keywords": _tex(", ".join(it.keywords)),
        "abstract": _tex(it.abstract),
        "url": it.url,
    }
    lines = (f"  {name} = {{{value}}}," for name, value in fields.items() if value)
    return "\n".join((f"@techreport{{{it.key},", *lines, "}", "")).encode()


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(letter, letter) for letter in " ".join(shown(text).split()))


def to_ris(it: Cited) -> bytes:
    """A report in RIS, whose lines end as the format has it."""
    fields = [
        ("TY", "RPRT"),
        *(("AU", name) for name in it.people or (it.publisher,)),
        ("TI", it.title),
        ("T2", it.series),
        ("PB", it.publisher),
        ("SN", it.number),
        ("ET", it.version),
        ("PY", str(it.day[0]) if it.day else ""),
        ("DA", "/".join([f"{part:02d}" for part in it.day] + [""] * (4 - len(it.day))) if it.day else ""),
        ("LA", it.lang),
        ("AB", it.abstract),
        *(("KW", word) for word in it.keywords),
        ("UR", it.url),
        ("ER", ""),
    ]
    lines = (f"{tag}  - {' '.join(shown(value).split())}" for tag, value in fields if value or tag == "ER")
    return "".join(f"{line}\r\n" for line in lines).encode()


def to_csl(it: Cited) -> bytes:
    """A list of one item, as CSL-JSON is read."""
    item: dict[str, Any] = {
        "id": it.key,
        "type": "report",
        "title": it.title,
        "author": [{"literal": name} for name in it.people or (it.publisher,)],
        "publisher": it.publisher,
        "collection-title": it.series,
        "number": it.number,
        "version": it.version,
        "issued": {"date-parts": [list(it.day)]} if it.day else None,
        "language": it.lang,
        "abstract": it.abstract,
        "keyword": ", ".join(it.keywords),
        "URL": it.url,
    }
    filled = {key: value for key, value in item.items() if value}
    return json.dumps([filled], ensure_ascii=False, indent=1).encode() + b"\n"


def _iso(day: tuple[int, ...]) -> str:
    return "-".join(f"{part:02d}" for part in day)
