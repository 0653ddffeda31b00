"""Report where a language of a brief, a page or YAML says other than the first, but for what its author allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, product
from typing import Any

from briefgen.checking.remembered import Find, LookedUp, Recall, anew, without_texts
from briefgen.checking.waivers import Waived, of_block, settled
from briefgen.comparing.compare import TextComparison
from briefgen.comparing.findings import or_allow
from briefgen.comparing.language_context import LanguageContext, held_by
from briefgen.comparing.names import Forbidden
from briefgen.comparing.parts import TextPart, parts_of, prose
from briefgen.comparing.references import moved, take_moves
from briefgen.model.core.diagnostics import Diagnostic, Severity, Span
from briefgen.model.core.written import Lang, Written
from briefgen.model.written.briefs import Change, Text
from briefgen.model.written.glossary import Term
from briefgen.model.written.shown import Shown
from briefgen.model.written.wordings import wordings

# Differences that their author allows by code: on a block, in front matter, in YAML, for a brief or the site


@dataclass(frozen=True, slots=True)
class Allowed:
    """What is allowed of one text in two languages, or of one entry of YAML."""

    everywhere: Waived
    blocks: tuple[tuple[str, int, int, Waived], ...] = ()
    """File, first line and end of a block that allows something, and what."""
    bodies: tuple[tuple[str, int], ...] = ()
    """File and the line at which its front matter has ended."""

    def settle(self, problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Give each problem, or that it is allowed here and why."""
        for found in problems:
            places = [found.span, *(span for span, _ in found.related)]
            own = {code: why for span in places if span for waived in self._at(span) for code, why in waived.items()}
            yield settled(self._advised(found), {**self.everywhere, **own})

    def _at(self, place: Span) -> list[Waived]:
        return [waived for path, *lines, waived in self.blocks if path == place.path and place.line in range(*lines)]

    def _advised(self, found: Diagnostic) -> Diagnostic:
        """Change a hint: no line of attributes can stand before what is not a block."""
        is_block = any(found.span and path == found.span.path and found.span.line >= at for path, at in self.bodies)
        if is_block:
            return found
        in_yaml = f"or say why they differ: allow: {{{found.code}: …}}"
        return replace(found, hint=found.hint.replace(or_allow(found.code), in_yaml))


def allowed_in_both(everywhere: Waived, texts: Sequence[tuple[Text, Sequence[TextPart]]]) -> Allowed:
    """Give what two texts, each with its blocks, allow besides what is allowed ``everywhere``."""
    blocks = (
        (text.span.path, block.span.line, max(_lines(block)) + 1, waived)
        for text, parts in texts
        for block in (inner for part in parts for inner in part.walk())
        if (waived := of_block(block.attrs))
    )
    fronts = {code: why for text, _ in texts for code, why in text.front.value.allow.items()}
    bodies = ((text.span.path, parts[0].span.line) for text, parts in texts if parts)
    return Allowed({**everywhere, **fronts}, tuple(blocks), tuple(bodies))


def _lines(part: TextPart) -> Iterator[int]:
    for inner in part.walk():
        yield max(inner.span.line, inner.span.end_line)
        yield from (span.line for _, span in inner.words.places)


# The comparison


def languages_agree(site: Shown, recall: Recall = anew) -> Iterable[Diagnostic]:
    """Report every difference between the first language of each text and the others."""
    return () if site.unread else Parity(site).everything(recall)


def _is_whole(text: Text) -> bool:
    return text.whole and text.front.whole


def _repeats(text: Text) -> bool:
    """Say whether the summary is the title or a paragraph's beginning: languages may cut it apart."""
    said = "".join(text.front.value.summary.rstrip("…").split())
    paragraphs = (part for part in text.body.children if part.kind == "paragraph")
    compared = (text.front.value.title, *(part.plain() for part in paragraphs))
    return bool(said) and any("".join(it.split()).startswith(said) for it in compared)


_OF_NAMES = frozenset({"numbers-agree", "magnitudes-agree"})


class Parity:
    """The comparison of a whole site; what each language needs is made once."""

    def __init__(self, site: Shown) -> None:
        self.site = site
        self._frame = frame = without_texts(site)
        self.contexts: dict[Lang, LanguageContext] = {lang: LanguageContext(frame, lang) for lang in site.languages}
        self.forbidden = {lang: Forbidden(context) for lang, context in self.contexts.items()}

    def everything(self, recall: Recall = anew) -> Iterator[Diagnostic]:
        """Compare every text and every wording."""
        looked_up = {"site": self._frame, "held": held_by(self._frame)}

        def find(what: Callable[[Parity], Iterable[Diagnostic]]) -> Find:
            return lambda seen: what(self._seeing(seen))

        written = self.site.as_written
        for brief in written.briefs.values():
            key = ("agree", brief.data, brief.texts, brief.charts, brief.pictures)
            allowed = brief.data.value.allow
            texts = partial(Parity.together, texts=brief.texts, entries=brief.entries(), counted=True, allowed=allowed)
            yield from recall(key, find(texts), looked_up)
        for page in written.pages.values():
            yield from recall(("agree", page), find(partial(Parity.together, texts=page)), looked_up)
        shared = tuple(written.shared_entries())
        yield from recall(("agree", shared), find(partial(Parity.together, entries=shared)), looked_up)

    def _seeing(self, seen: LookedUp) -> Parity:
        """Give the same, which looks facts and sources up in what is ``seen``."""
        other = copy(self)
        other.contexts = {lang: context.seeing(seen["site"], seen["held"]) for lang, context in self.contexts.items()}
        return other

    def together(
        self,
        texts: Mapping[Lang, Text] | None = None,
        entries: Iterable[Written[Any]] = (),
        *,
        counted: bool = False,
        allowed: Waived | None = None,
    ) -> Iterator[Diagnostic]:
        """Compare the texts of a brief or page, and files and entries of YAML; what has moved is looked for in all.

        Of texts whose paragraphs are ``counted`` another rule tells which has more.
        """
        made: list[_Compared] = []
        yield from self._texts(texts or {}, made, counted, allowed or {})
        for written in entries:
            yield from self._wordings(written, made)
        yield from _told(made)

    def _texts(
        self, texts: Mapping[Lang, Text], made: list[_Compared], counted: bool, allowed: Waived
    ) -> Iterator[Diagnostic]:
        read = {lang: (texts[lang], *_read(texts[lang])) for lang in self.contexts if lang in texts}
        for lang, (text, front, parts) in read.items():
            yield from self.forbidden[lang].find((*front.values(), *parts), text.span.path)
        whole = [it for it in read.values() if _is_whole(it[0])]
        for other in whole[1:] if whole and whole[0] is next(iter(read.values())) else ():
            waived = {**self.site.settings.value.allow, **allowed}
            both = allowed_in_both(waived, [(text, parts) for text, _, parts in (whole[0], other)])
            made.append((self._compare(whole[0], other, counted), both))

    def _compare(self, one: _Read, other: _Read, counted: bool) -> TextComparison:
        (first, front, parts), (second, its_front, its_parts) = one, other
        contexts = self.contexts[first.lang], self.contexts[second.lang]
        comparison = TextComparison(contexts, (first.span.path, second.span.path), counted=counted)
        again = _repeats(first) and _repeats(second)
        for name in (it for it in front if it in its_front and not (again and it == "summary")):
            comparison.pair(front[name], its_front[name])
        comparison.blocks(parts, its_parts)
        return comparison

    def _wordings(self, written: Written[Any], made: list[_Compared]) -> Iterator[Diagnostic]:
        path = written.span.path
        allowed = Allowed({**self.site.settings.value.allow, **getattr(written.value, "allow", {})})
        for by_lang in _by_language(written):
            known = {lang: by_lang[lang] for lang in self.contexts if lang in by_lang}
            for lang, part in known.items():
                yield from self.forbidden[lang].find((part,), path)
            first, *others = known or ("",)
            for lang in others:
                contexts = self.contexts[first], self.contexts[lang]
                comparison = TextComparison(contexts, (path, path), counted=False, names=False)
                comparison.pair(known[first], known[lang])
                made.append((comparison, allowed))
        yield from allowed.settle(self._names(written))

    def _names(self, written: Written[Any]) -> Iterator[Diagnostic]:
        """Compare the numbers in the names of a term; one with a day or a year is called otherwise in each language."""
        names = written.value.names if isinstance(written.value, Term) else {}
        first, *others = [lang for lang in self.contexts if lang in names] or ("",)
        for lang, form in product(others, ("short", "full")):
            said = [(it, getattr(names[it], form) or "") for it in (first, lang)]
            one, other = (prose("name", words, written.at("names", it, form)) for it, words in said)
            contexts = self.contexts[first], self.contexts[lang]
            comparison = TextComparison(contexts, (written.span.path, written.span.path), counted=False, names=False)
            comparison.pair(one, other)
            if not any(it.day for part in (one, other) for it in part.mentions) and all(words for _, words in said):
                found = comparison.differences()
                yield from [it for it in found if it.severity is Severity.ERROR and it.code in _OF_NAMES][:1]


_Compared = tuple[TextComparison, Allowed]


def _told(made: Iterable[_Compared]) -> Iterator[Diagnostic]:
    """Give what differs between each two languages, and first what has only changed places."""
    by_languages: dict[tuple[Lang, ...], list[_Compared]] = {}
    for it in made:
        by_languages.setdefault(tuple(context.lang for context in it[0].findings.contexts), []).append(it)
    for group in by_languages.values():
        texts = [comparison.findings for comparison, _ in group]
        owner = {id(left): number for number, text in enumerate(texts) for left in text.left}
        for moves in take_moves(texts):
            found = moved(moves)
            for number in dict.fromkeys(owner[id(left)] for left in chain.from_iterable(moves)):
                (found,) = group[number][1].settle([found])
            yield found
        for comparison, its in group:
            yield from its.settle(comparison.differences())


def _by_language(written: Written[Any]) -> Iterator[Mapping[Lang, TextPart]]:
    """Give each wording that is given in several languages, as blocks by language."""
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
