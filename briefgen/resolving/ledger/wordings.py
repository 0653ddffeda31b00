"""Facts in the wordings of YAML and in front matter: a title, a label or a question calls a figure by its name too.

A wording has no other marks. It is filled before anything is made of it, so that whatever reads one finds words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pydantic import BaseModel

from briefgen.language.korean.particles import Running
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, warning
from briefgen.model.written.briefs import Brief, Text
from briefgen.model.written.site import NamedFact, Site
from briefgen.model.written.written import ANY_LANGUAGE, Lang, LocalText, Written
from briefgen.reading.markdown.extensions.roles import ROLE
from briefgen.resolving.ledger.facts import fact_words
from briefgen.resolving.ledger.terms import readings
from briefgen.resolving.site.root_causes import only_causes
from briefgen.resolving.site.scope import Scope, scope_of

B = TypeVar("B", bound=BaseModel)
Path = tuple[str | int, ...]
Wording = Callable[[str, Lang, Path], str]

_MARK = "{"


def facts_in(written: Written[Any]) -> Iterator[tuple[str, Span]]:
    """Every fact that the wordings of a file or entry name, with its place."""
    for words, span in wordings_of(written, _MARK):
        yield from ((ident, span) for ident, _ in _named(words))


def entries_with_wordings(site: Site) -> tuple[Written[Any], ...]:
    """Every file and entry of YAML that says something in words."""
    kinds: tuple[Mapping[str, Written[Any]], ...] = (site.sources, site.facts, site.glossary, site.timeline, site.packs)
    of_briefs = [it for brief in site.briefs.values() for it in ({"": brief.data}, brief.charts)]
    return (site.settings, *(written for kind in (*kinds, *of_briefs) for written in kind.values()))


def wordings_of(written: Written[Any], having: str = "") -> Iterator[tuple[str, Span]]:
    """Every wording of a file or entry, in each language, with its place; ``having``: only those with this in them."""
    found: list[tuple[str, Span]] = []

    def look(words: str, lang: Lang, path: Path) -> str:
        if having in words:
            found.append((words, written.at(*path, lang)))
        return words

    _walk(written.value, (), look, (), "")
    yield from found


def facts_in_front(text: Text) -> Iterator[tuple[str, Span]]:
    """Every fact that the front matter of a text names, with its place."""
    for name, words in text.front.value.wordings().items():
        yield from ((ident, text.front.at(name)) for ident, _ in _named(words))


def filled(site: Site) -> Outcome[Site]:
    """``site`` with the words of facts in the place of their names; what is unknown stays visible and is reported."""
    filler = _Filler({lang: scope_of(site, lang) for lang in site.languages})
    made = replace(
        site,
        settings=filler.written(site.settings),
        facts=filler.each(site.facts),
        glossary=filler.each(site.glossary),
        timeline=filler.each(site.timeline),
        sources=filler.each(site.sources),
        packs=filler.each(site.packs),
        briefs={slug: filler.brief(brief) for slug, brief in site.briefs.items()},
        pages={slug: {lang: filler.text(text) for lang, text in texts.items()} for slug, texts in site.pages.items()},
    )
    unfilled = {said.slug: site.briefs[said.slug] for said in filler.said if said.slug}
    return Outcome(replace(made, said=tuple(filler.said), unfilled=unfilled), only_causes(filler.problems, site.unread))


def _named(words: str) -> Iterator[tuple[str, str]]:
    """Id and form of every fact that a wording names."""
    if _MARK in words:
        yield from (_id_and_form(found[3]) for found in ROLE.finditer(words) if found[1] == "fact")


def _id_and_form(written: str) -> tuple[str, str]:
    ident, _, form = " ".join(written.split()).partition("#")
    return ident.strip(), form.strip()


@dataclass(slots=True)
class _Filler:
    scopes: Mapping[Lang, Scope]
    said: list[NamedFact] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    _readings: dict[Lang, dict[str, str]] = field(default_factory=dict)

    def each(self, given: Mapping[str, Written[B]]) -> dict[str, Written[B]]:
        return {ident: self.written(written) for ident, written in given.items()}

    def brief(self, brief: Brief) -> Brief:
        return replace(
            brief,
            data=self.written(brief.data, brief.slug),
            texts={lang: self.text(text, brief.slug) for lang, text in brief.texts.items()},
            charts={ident: self.written(chart, brief.slug) for ident, chart in brief.charts.items()},
        )

    def written(self, written: Written[B], slug: str = "") -> Written[B]:
        def fill(words: str, lang: Lang, path: Path) -> str:
            return self._words(words, lang, written.at(*path, lang), slug)

        value = _walk(written.value, (), fill, tuple(self.scopes))
        return written if value is written.value else replace(written, value=value)

    def text(self, text: Text, slug: str = "") -> Text:
        front, made = text.front, dict[str, str]()
        for name, words in front.value.wordings().items():
            if _MARK in words:
                made[name] = self._words(words, text.lang, front.at(name), slug)
        if not made:
            return text
        if "standfirst" in made and front.value.summary == front.value.standfirst:
            made["summary"] = made["standfirst"]
        return replace(text, front=replace(front, value=front.value.model_copy(update=made)))

    def _words(self, words: str, lang: Lang, span: Span, slug: str) -> str:
        scope = self.scopes.get(lang)
        if scope is None or not ROLE.search(words):
            return words
        running = Running(self._read_aloud(lang, scope), scope.language.particles == "korean", self.problems)
        made: list[str] = []
        at = 0
        for found in ROLE.finditer(words):
            made.append(running.write(words[at : found.start()], span))
            made.append(self._role(found[0], found[1], found[3], running, scope, span, slug))
            at = found.end()
        made.append(running.write(words[at:], span))
        running.end()
        return "".join(made)

    def _role(self, source: str, name: str, what: str, running: Running, scope: Scope, span: Span, slug: str) -> str:
        if name != "fact":
            hint = "in a title or a wording only {fact}`id` is read: write the words"
            self.problems.append(warning("mark-is-written-out", f"“{source}” is printed as it stands", span, hint))
            running.lose()
            return source
        ident, form = _id_and_form(what)
        outcome = fact_words(ident, form, scope, span)
        self.problems.extend(outcome.diagnostics)
        if outcome.diagnostics:
            running.lose()
        else:
            running.put_in(outcome.value)
            self.said.append(NamedFact(ident, form, outcome.value, scope.lang, slug, span))
        return outcome.value

    def _read_aloud(self, lang: Lang, scope: Scope) -> dict[str, str]:
        if lang not in self._readings:
            self._readings[lang] = dict(readings(scope))
        return self._readings[lang]


def _walk(value: Any, path: Path, fill: Wording, languages: tuple[Lang, ...], having: str = _MARK) -> Any:
    """``value`` with every wording in it filled; the very same object where nothing changes."""
    if isinstance(value, LocalText):
        return _wording(value, path, fill, languages, having)
    if isinstance(value, BaseModel):
        changed: dict[str, Any] = {}
        for name, about in type(value).model_fields.items():
            inner = getattr(value, name)
            made = _walk(inner, (*path, about.alias or name), fill, languages, having)
            if made is not inner:
                changed[name] = made
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, dict):
        whole = {key: _walk(inner, (*path, key), fill, languages, having) for key, inner in value.items()}
        return whole if any(whole[key] is not inner for key, inner in value.items()) else value
    if isinstance(value, tuple):
        parts = tuple(_walk(inner, (*path, at), fill, languages, having) for at, inner in enumerate(value))
        return parts if any(made is not inner for made, inner in zip(parts, value, strict=True)) else value
    return value


def _wording(value: LocalText, path: Path, fill: Wording, languages: tuple[Lang, ...], having: str) -> LocalText:
    if not any(having in words for words in value.root.values()):
        return value
    # One wording for every language has the figure in the words of each.
    given = {
        lang: words
        for key, words in value.root.items()
        for lang in (languages or (key,) if key == ANY_LANGUAGE else (key,))
    }
    made = {lang: fill(words, lang, path) for lang, words in given.items()}
    return value if made == value.root else LocalText(made)
