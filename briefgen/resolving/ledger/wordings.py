"""Facts in the wordings of YAML and in front matter: a title, a label or a question calls a figure by its name too.

A wording has no other marks. It is filled before anything is made of it, so that whatever reads one finds words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pydantic import BaseModel

from briefgen.language.korean.particles import Running
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, warning
from briefgen.model.core.written import ANY_LANGUAGE, Lang, LocalText, Written
from briefgen.model.written.briefs import Brief, Text
from briefgen.model.written.shown import NamedFact, Shown
from briefgen.model.written.wordings import EntryPart, with_wordings, wordings, words_of
from briefgen.reading.markdown.extensions.roles import ROLE
from briefgen.resolving.ledger.facts import fact_words
from briefgen.resolving.ledger.terms import readings
from briefgen.resolving.site.root_causes import only_causes
from briefgen.resolving.site.scope import Scope, scope_of

B = TypeVar("B", bound=BaseModel)
_MARK = "{"


def facts_in(written: Written[Any]) -> Iterator[tuple[str, Span]]:
    """Every fact that the wordings of a file or entry name, with its place."""
    for words, _, span in words_of(written):
        yield from ((ident, span) for ident, _ in _named(words))


def facts_in_front(text: Text) -> Iterator[tuple[str, Span]]:
    """Every fact that the front matter of a text names, with its place."""
    for name, words in text.front.value.wordings().items():
        yield from ((ident, text.front.at(name)) for ident, _ in _named(words))


def filled(site: Shown) -> Outcome[Shown]:
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
    made = replace(made, said=tuple(filler.said), written=site)
    return Outcome(made, only_causes(filler.problems, site.unread))


def _named(words: str) -> Iterator[tuple[str, str]]:
    """Id and form of every fact that a wording names."""
    if _MARK in words:
        yield from (_id_and_form(found[3]) for found in ROLE.finditer(words) if found[1] == "fact")


def _names_any(part: EntryPart) -> bool:
    return any(_MARK in words for words in part.value.root.values())


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
            pictures={name: self.written(picture, brief.slug) for name, picture in brief.pictures.items()},
        )

    def written(self, written: Written[B], slug: str = "") -> Written[B]:
        made = {part.path: self._filled(part, written, slug) for part in wordings(written.value) if _names_any(part)}
        return replace(written, value=with_wordings(written.value, made)) if made else written

    def _filled(self, part: EntryPart, written: Written[B], slug: str) -> LocalText:
        made: dict[Lang, str] = {}
        for key, words in part.value.root.items():
            # One wording for every language has the figure in the words of each.
            for lang in self.scopes if key == ANY_LANGUAGE else (key,):
                made[lang] = self._words(words, lang, written.at(*part.path, lang), slug)
        return LocalText(made)

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
            self.problems.append(warning("mark-is-written-out", f"“{source}” is printed as it is", span, hint))
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
