"""Compare names: terms and people of the glossary, Chinese characters, names in Latin letters, forbidden spellings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from briefgen.comparing.findings import Findings
from briefgen.comparing.glossary_names import Asked, Named, plain_text, simplified
from briefgen.comparing.language_context import LanguageContext, Segment
from briefgen.comparing.parts import TextPart
from briefgen.language.matching.alternation import any_of
from briefgen.model.core.diagnostics import Diagnostic, Span, warning

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]{2,}")
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z](?:[A-Za-z0-9]|[&+.'’-](?=[A-Za-z0-9]))+")
_GLOSSED = re.compile(r"[가-힣][’”'」』]?\($")
"""At most three letters and a line feed, so that four letters before a name show it."""
_GLOSS = re.compile(r"(?<=[^\W\d_A-Za-z])[’”'」』]?[(（]([a-z][a-z’' ,/-]{0,80})[)）]")
_ADDRESS = re.compile(
    r"\]\([^()\s]{1,300}\)"
    r"|(?:(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{1,30}:?//|www\.|(?<![\w.-])(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10}/)"
    r"[^\s()<>\[\]\u0080-\U0010ffff]{0,300}"
)
"""The address of a link that lacks its first bracket, and one that is written out."""
_POSSESSIVE = re.compile("['’]s$")
_NO_NAME = re.compile(
    "[A-Za-z]+['’](?:d|ll|m|re|t|ve)|(?:[A-Z][.])+[A-Z]|www[.].*|[a-z0-9-]+(?:[.][a-z0-9-]+)+[.][a-z]+|[a-z]+(?:-[a-z]+)+[.][a-z]+"
)
"""*We'd*, *U.S*, an address and the name of a file: words of another language, or of a program."""


def _latin_names(here: Segment) -> Iterator[Named]:
    """Find names in Latin letters in a text of another script.

    Figures with their units are none, nor are ordinary words in brackets that explain the word before them:
    의존성(dependency).
    """
    taken = bytearray(len(here.text))
    spans = [(it.start, it.end) for it in here.mentions]
    spans += (it.span(1) for it in _GLOSS.finditer(here.text))
    spans += (it.span() for it in _ADDRESS.finditer(here.text))
    for start, end in spans:
        taken[start:end] = b"\1" * (end - start)
    for it in _LATIN.finditer(here.text):
        said = _POSSESSIVE.sub("", it[0])
        if not taken[it.start()] and not _NO_NAME.fullmatch(said):
            yield Named(said.casefold(), said, it.start(), it.start() + len(said))


def compare_names(findings: Findings, one: Segment, other: Segment) -> None:
    """Gather the terms, Chinese characters and Latin names that one block has and the other has not."""
    _terms(findings, one, other)
    _characters(findings, one, other)
    if one.context.latin == other.context.latin:
        return
    here = other if one.context.latin else one
    names = dict.fromkeys(_latin_names(here))
    if not names:
        return
    there = here.there
    terms = "".join(it.context.terms_of(there.part) for it in (one, other))
    near = (Asked(plain_text(there.part) + terms, there.context.language), findings.names_in(there, section=True))
    for it in names:
        if not any(text.stands_for(it.said) for text in near) and not _is_term(it, here, findings.said_in(there)):
            kind = "elsewhere" if findings.names_in(there).stands_for(it.said) else "latin"
            findings.leave(kind, it.id, here, it.said, here.at(it.start, it.end))


def _terms(findings: Findings, one: Segment, other: Segment) -> None:
    both = (one, other)
    if not all(findings.is_known(role) for here in both for role in here.roles if role.kind == "term"):
        return
    named = {here: dict(_named(here)) for here in both}
    if not any(named.values()):
        return
    texts = {here: plain_text(here.part) for here in both}
    alone = {
        here: {
            ident: said
            for ident, said in named[here].items()
            if ident not in named[here.there] and not here.there.context.glossary.says(ident, texts[here.there])
        }
        for here in both
    }
    swapped = all(alone.values()) or any(_is_exchanged(here, alone[here], texts) for here in both)
    for here in both:
        section = findings.said_in(here.there)
        for ident, (said, span) in alone[here].items():
            if swapped or not here.there.context.glossary.says(ident, section):
                findings.leave("term", ident, here, said, span)


def _is_exchanged(here: Segment, alone: Mapping[str, object], texts: Mapping[Segment, str]) -> bool:
    """Say whether a term is named by id where the other language names another, which it also names elsewhere."""
    ids = {it: Counter(role.id for role in it.roles if role.kind == "term") for it in (here, here.there)}
    own, its = ids[here], ids[here.there]
    if not own or own.total() != its.total():
        return False

    def often(it: Segment, ident: str) -> int:
        return ids[it][ident] + it.context.glossary.count(ident, texts[it])

    return any(it in alone for it in own - its) and any(often(here.there, it) > often(here, it) for it in its - own)


def _named(here: Segment) -> Iterator[tuple[str, tuple[str, Span]]]:
    """Give the id of each term that a block names, with its words and their place."""
    glossary = here.context.glossary
    for it in glossary.find(here.text):
        yield it.id, (it.said, here.at(it.start, it.end))
    for role in here.roles:
        if role.kind == "term" and role.id in glossary.names:
            yield role.id, (next(iter(glossary.names[role.id]), role.id), role.span or here.part.span)


def _characters(findings: Findings, one: Segment, other: Segment) -> None:
    """Compare Chinese characters, but not with a language in which they are ordinary words."""
    if any(here.context.language.reading.numerals == "han" for here in (one, other)):
        return
    runs = {here: [_name(it) for it in HAN.finditer(here.text)] for here in (one, other)}
    for here, there in ((one, other), (other, one)):
        known = {it.id for it in runs[there]} | _scripts(there)
        alone = [it for it in runs[here] if it.id not in known and (runs[there] or not _is_gloss(it, here.text))]
        same = set(map(simplified, known)) if alone else set()
        for it in alone:
            if (key := simplified(it.id)) not in same:
                findings.leave("han", key, here, it.said, here.at(it.start, it.end))


def _name(found: re.Match[str]) -> Named:
    return Named(found[0], found[0], *found.span())


def _is_gloss(named: Named, text: str) -> bool:
    """Say whether the characters only say, in brackets, how the word before them is written: 이용후생(利用厚生)."""
    return _GLOSSED.search(text[max(0, named.start - 4) : named.start]) is not None and text.startswith(")", named.end)


def _is_term(named: Named, here: Segment, section: str) -> bool:
    """Say whether the glossary knows the letters as a name that the other language gives in other words."""
    return any(
        named.id in name.casefold() and here.there.context.glossary.says(ident, section)
        for ident, names in here.context.glossary.names.items()
        for name in names
    )


def _scripts(here: Segment) -> set[str]:
    """Give the forms in Chinese characters of the terms that a block names."""
    glossary = here.context.scope.site.glossary
    known = (glossary[it.id].value.scripts for it in here.roles if it.kind == "term" and it.id in glossary)
    return {form for scripts in known for form in scripts.values()}


# Spellings that the glossary forbids


_OPENS, _CLOSES = "“‘「『\"'", "”’」』\"'"


class Forbidden:
    """The forbidden spellings of one language; one that is quoted is talked about, not used."""

    def __init__(self, context: LanguageContext) -> None:
        self._meant: dict[str, tuple[str, str]] = {}
        for ident, written in context.scope.site.glossary.items():
            if forms := written.value.names.get(context.lang):
                self._meant |= {spelling.casefold(): (ident, forms.short) for spelling in forms.forbidden}
        edges = (r"(?<![^\W_])", r"(?![^\W_])") if context.latin else ("", "")
        self._pattern = re.compile(f"{edges[0]}{any_of(self._meant)}{edges[1]}", re.IGNORECASE)

    def find(self, parts: Iterable[TextPart], path: str) -> Iterator[Diagnostic]:
        """Warn of each use of a forbidden spelling."""
        for part in parts if self._meant else ():
            for inner in part.walk():
                yield from self._in(inner, path)

    def _in(self, part: TextPart, path: str) -> Iterator[Diagnostic]:
        text = part.words.text
        for it in self._pattern.finditer(text):
            if text[: it.start()][-1:] in _OPENS and text[it.end() :][:1] in _CLOSES and it.start():
                continue
            ident, short = self._meant[it[0].casefold()]
            message = f"the glossary forbids “{it[0]}” for the term “{ident}”"
            yield warning("spelling-is-allowed", message, part.words.at(it.start(), it.end(), path), f"write “{short}”")
