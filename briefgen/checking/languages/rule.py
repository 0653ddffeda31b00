"""Every language of a brief, a page or a wording in YAML says the same as the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from functools import partial
from itertools import chain
from typing import Any

from briefgen.checking.languages.allowed import Allowed, allowed_in
from briefgen.checking.languages.compare import TextComparison
from briefgen.checking.languages.differences.forbidden import Forbidden
from briefgen.checking.languages.parts import TextPart, parts_of, prose
from briefgen.checking.languages.sides import LanguageSide, held_by, side_of
from briefgen.checking.languages.term_names import term_names
from briefgen.checking.remembered import Find, LookedUp, Recall, anew, without_texts
from briefgen.checking.waivers import Waived
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.written.briefs import Brief, Change, Text
from briefgen.model.written.shown import Shown
from briefgen.model.written.wordings import wordings
from briefgen.model.written.written import Lang, Written
from briefgen.rendering.fonts.faces import Fonts
from briefgen.resolving.edition.edition import Edition


def languages_agree(edition: Edition, site: Shown, fonts: Fonts, recall: Recall = anew) -> Iterable[Diagnostic]:
    """Every difference between the first language of each text and the others; told once, with the first edition."""
    if edition.lang == site.languages[0] and not site.unread:
        yield from Parity(site).everything(recall)


def _is_whole(text: Text) -> bool:
    return text.whole and text.front.whole


def _repeats(text: Text) -> bool:
    """Whether the summary is the title or a paragraph's beginning, where it is compared: languages may cut it apart."""
    said = "".join(text.front.value.summary.rstrip("…").split())
    paragraphs = (part for part in text.body.children if part.kind == "paragraph")
    compared = (text.front.value.title, *(part.plain() for part in paragraphs))
    return bool(said) and any("".join(it.split()).startswith(said) for it in compared)


class Parity:
    """The comparison of a whole site; what each language needs is made once."""

    def __init__(self, site: Shown) -> None:
        self.site = site
        self._frame = frame = without_texts(site)
        self.sides: dict[Lang, LanguageSide] = {lang: side_of(frame, lang) for lang in site.languages}
        self.forbidden = {lang: Forbidden(side) for lang, side in self.sides.items()}

    def everything(self, recall: Recall = anew) -> Iterator[Diagnostic]:
        """Every text and every wording."""
        looked_up = {"site": self._frame, "held": held_by(self._frame)}

        def find(what: Callable[[Parity], Iterable[Diagnostic]]) -> Find:
            return lambda seen: what(self._seeing(seen))

        for brief in self.site.briefs.values():
            key = ("agree", brief.data, brief.texts, brief.charts, brief.pictures)
            yield from recall(key, find(partial(Parity._brief, brief=brief)), looked_up)
        for page in self.site.pages.values():
            yield from recall(("agree", page), find(partial(Parity.texts, texts=page, counted=False)), looked_up)
        shared = tuple(self.site.shared_entries())
        every = find(lambda it: chain.from_iterable(map(it.wordings, shared)))
        yield from recall(("agree", shared), every, looked_up)

    def _seeing(self, seen: LookedUp) -> Parity:
        """The same, which looks facts and sources up in what is ``seen``."""
        other = copy(self)
        other.sides = {lang: side.seeing(seen["site"], seen["held"]) for lang, side in self.sides.items()}
        return other

    def _brief(self, brief: Brief) -> Iterator[Diagnostic]:
        yield from self.texts(brief.texts, counted=True, allowed=brief.data.value.allow)
        for written in brief.entries():
            yield from self.wordings(written)

    def texts(
        self, texts: Mapping[Lang, Text], *, counted: bool, allowed: Waived | None = None
    ) -> Iterator[Diagnostic]:
        """A brief or page; of one whose paragraphs are ``counted`` another rule tells which has more."""
        read = {lang: (texts[lang], *_read(texts[lang])) for lang in self.sides if lang in texts}
        for lang, (text, front, parts) in read.items():
            yield from self.forbidden[lang].find((*front.values(), *parts), text.span.path)
        first = next(iter(read.values()), None)
        for other in list(read.values())[1:]:
            if first is not None and _is_whole(first[0]) and _is_whole(other[0]):
                yield from self._allowed(first, other, allowed or {}).settle(self._compare(first, other, counted))

    def _allowed(self, one: _Read, other: _Read, of_both: Waived) -> Allowed:
        both = [(text.span.path, parts) for text, _, parts in (one, other)]
        fronts = [text.front.value.allow for text, *_ in (one, other)]
        return Allowed(
            {**self.site.settings.value.allow, **of_both, **fronts[0], **fronts[1]},
            tuple(block for path, parts in both for block in allowed_in(path, parts)),
            tuple((path, parts[0].span.line) for path, parts in both if parts),
        )

    def _compare(self, one: _Read, other: _Read, counted: bool) -> Iterator[Diagnostic]:
        (first, front, parts), (second, its_front, its_parts) = one, other
        paths = first.span.path, second.span.path
        comparison = TextComparison(self.sides[first.lang], self.sides[second.lang], paths, counted=counted)
        again = _repeats(first) and _repeats(second)
        for name in (it for it in front if it in its_front and not (again and it == "summary")):
            comparison.pair(front[name], its_front[name])
        comparison.blocks(parts, its_parts)
        yield from comparison.differences()

    def wordings(self, written: Written[Any]) -> Iterator[Diagnostic]:
        """The wordings of one file or entry of YAML."""
        path = written.span.path
        allowed = Allowed({**self.site.settings.value.allow, **getattr(written.value, "allow", {})})
        for by_lang in _by_language(written):
            known = {lang: by_lang[lang] for lang in self.sides if lang in by_lang}
            for lang, part in known.items():
                yield from self.forbidden[lang].find((part,), path)
            first, *others = known or ("",)
            for lang in others:
                comparison = TextComparison(
                    self.sides[first], self.sides[lang], (path, path), counted=False, names=False
                )
                comparison.pair(known[first], known[lang])
                yield from allowed.settle(comparison.differences())
        yield from allowed.settle(term_names(written, self.sides))


def _by_language(written: Written[Any]) -> Iterator[Mapping[Lang, TextPart]]:
    """Each wording that is given in several languages, as blocks by language."""
    for part in wordings(written.value, cells=True):
        if isinstance(part.owners[-1], Change) and part.field == "was":
            continue  # what was wrong is quoted: that languages did not agree may be what was wrong
        said = part.value.root
        if len(said) > 1:
            yield {lang: prose("wording", words, written.at(*part.path, lang)) for lang, words in said.items()}


_Read = tuple[Text, Mapping[str, TextPart], tuple[TextPart, ...]]


def _read(text: Text) -> tuple[Mapping[str, TextPart], tuple[TextPart, ...]]:
    front = text.front
    said = front.value.wordings().items()
    return {name: prose(name.replace("_", " "), words, front.at(name)) for name, words in said}, parts_of(text)
