"""What a fact-checker checks: every number, quotation and name of a brief or a pack, in all languages at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from briefgen.language.figures.reader import FigureReader, reader_of
from briefgen.language.words.locators import word_place
from briefgen.language.words.sentences import sentence_ends
from briefgen.model.core.blocks import blocks, every
from briefgen.model.core.diagnostics import Span
from briefgen.model.core.document import ASIDES, BLOCK_KINDS, Node
from briefgen.model.core.written import Lang, Written
from briefgen.model.profile.language import Language
from briefgen.model.values.figures import End, FigureKind, Mention
from briefgen.model.written.briefs import Brief, BriefData, Text
from briefgen.model.written.glossary import Term, TermKind
from briefgen.model.written.packs import Pack
from briefgen.model.written.shown import Shown
from briefgen.resolving.edition.edition import Article, PackView
from briefgen.resolving.edition.views import FactView, Numbered
from briefgen.resolving.site.scope import Scope, scope_of
from briefgen.resolving.translation.standing import side_by_side
from briefgen.resolving.translation.translation_units import TranslationUnit, body_blocks, front_blocks, wording_blocks

_DATES = frozenset({FigureKind.DATE, FigureKind.YEAR, FigureKind.TIME})
_CAPITAL = r"[A-Z][\w-]*[^\W_](?:[’'][a-z])?"
_NAME = re.compile(rf"(?:{_CAPITAL} (?:(?:of|and|for) )?){{1,6}}{_CAPITAL}|\b[A-Z]{{2,}}[0-9]?\b")
"""Two words or more in capitals, or an abbreviation: in any language the look of a name."""
_AROUND = 70
"""Letters of the sentence that are shown on each side."""


class ClaimKind(StrEnum):
    """What is claimed."""

    FACT = "fact"
    """A figure of the ledger."""
    NUMBER = "number"
    DATE = "date"
    QUOTATION = "quotation"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class ClaimInText:
    """A claim in its words, with what stands before and after it in its sentence."""

    words: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. ``key`` is the same for what is claimed in another language too."""

    kind: ClaimKind
    key: tuple[object, ...]
    said: ClaimInText
    start: int = 0
    fact: str = ""
    """Id of the fact, for a figure of the ledger."""
    in_words: bool = False
    """Whether it may be a number and may be a mere word: *one*, *may*, 한."""


@dataclass(slots=True)
class _Line:
    """The words of a block in one line, and what of them comes from the ledger and the glossary."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    facts: list[tuple[int, int, str]] = field(default_factory=list)
    terms: list[tuple[int, int, str]] = field(default_factory=list)
    labels: list[tuple[int, int]] = field(default_factory=list)
    """References within the text: Figure 1 claims nothing."""

    def read(self, parts: Iterable[Node]) -> None:
        for part in parts:
            start = self.length
            if part.kind in ASIDES or part.kind == "image":
                continue
            if part.children:
                self.read(part.children)
            else:
                self.say(part.plain())
            if part.kind == "figure-words":
                self.facts.append((start, self.length, part.get("fact")))
            elif part.kind == "term-words":
                self.terms.append((start, self.length, part.get("term")))
            elif part.kind == "reference":
                self.labels.append((start, self.length))
            elif part.kind in BLOCK_KINDS:
                self.say(" | " if part.kind == "cell" else " ")

    def say(self, words: str) -> None:
        self.pieces.append(words)
        self.length += len(words)


class Finder:
    """Finds claims in one language; made once for many texts."""

    def __init__(self, language: Language, reader: FigureReader, glossary: Mapping[str, Written[Term]]) -> None:
        quotes = language.quotes
        self.reader = reader
        self.glossary = glossary
        self.dotted = language.prose.dotted
        self.quoted = _quoted((quotes.outer, quotes.inner, ("“", "”")))
        self.titles = _quoted(pair for pair in (quotes.title, quotes.book) if pair not in (quotes.outer, quotes.inner))

    def in_block(self, block: Node) -> list[Claim]:
        """The claims of a settled block that holds a line of text, in its order."""
        line = _Line()
        line.read(block.children)
        return self._found(line)

    def in_words(self, words: str, facts: Iterable[tuple[str, str]] = ()) -> list[Claim]:
        """The claims of plain words; ``facts`` are the figures of the ledger in them: (words, id), in their order."""
        line = _Line()
        line.say(words)
        end = 0
        for figure, ident in facts:
            if (start := words.find(figure, end)) >= 0 and figure:
                end = start + len(figure)
                line.facts.append((start, end, ident))
        return self._found(line)

    def _found(self, line: _Line) -> list[Claim]:
        text = "".join(line.pieces)
        found = [*self._facts(text, line), *self._quotations(text), *self._names(text, line)]
        taken = [*((start, end) for start, end, _ in (*line.facts, *line.terms)), *line.labels]
        numbers = [it for it in _ranges(text, self.reader.read(text)) if not _meets((it.start, it.end), taken)]
        found += [self._number(text, it) for it in numbers]
        taken += [(it.start, it.end) for it in numbers]
        found += [
            self._look(text, it)
            for it in _NAME.finditer(text)
            if not _meets(it.span(), taken) and not _may_be_no_name(text, it)
        ]
        return sorted(found, key=lambda it: it.start)

    def _facts(self, text: str, line: _Line) -> Iterator[Claim]:
        for start, end, ident in line.facts:
            yield Claim(ClaimKind.FACT, ("fact", ident), self._said(text, start, end), start, ident)

    def _number(self, text: str, it: Mention) -> Claim:
        kind = ClaimKind.DATE if it.kind in _DATES else ClaimKind.NUMBER
        worth = (it.day,) if it.day is not None else (it.value,)
        in_words = not it.unit and not any(sign.isdigit() for sign in it.text)
        return Claim(kind, (kind, *worth), self._said(text, it.start, it.end), it.start, in_words=in_words)

    def _quotations(self, text: str) -> Iterator[Claim]:
        for kind, pattern in ((ClaimKind.QUOTATION, self.quoted), (ClaimKind.NAME, self.titles)):
            for it in pattern.finditer(text):
                yield Claim(kind, (kind,), self._said(text, *it.span()), it.start())

    def _names(self, text: str, line: _Line) -> Iterator[Claim]:
        for start, end, ident in line.terms:
            if self.glossary[ident].value.kind is not TermKind.TERM:
                yield Claim(ClaimKind.NAME, ("term", ident), self._said(text, start, end), start)

    def _look(self, text: str, it: re.Match[str]) -> Claim:
        return Claim(ClaimKind.NAME, ("name", it[0]), self._said(text, *it.span()), it.start())

    def _said(self, text: str, start: int, end: int) -> ClaimInText:
        """The words from ``start`` to ``end``, and so much of their sentence as helps to judge them."""
        stops = [0, *sentence_ends(text, self.dotted), len(text)]
        first = max(stop for stop in stops if stop <= start)
        last = min(stop for stop in stops if stop >= end)
        before, after = text[first:start], text[end:last]
        before = before if len(before) <= _AROUND else f"…{before[-_AROUND:].partition(' ')[2]}"
        after = after if len(after) <= _AROUND else f"{after[:_AROUND].rpartition(' ')[0]}…"
        return ClaimInText(_plain(text[start:end]), before.lstrip(), after.rstrip())


def _may_be_no_name(text: str, found: re.Match[str]) -> bool:
    """Tell whether two words in capitals open a sentence: one of them then need not be of a name."""
    opens = found.start() == 0 or text[: found.start()].rstrip()[-1:] in ".!?:;|“‘("
    return opens and sum(word[0].isupper() for word in found[0].split()) == 2


def _quoted(pairs: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    """Return what stands between any of these marks; an apostrophe closes nothing."""
    every = {pair for pair in pairs if all(pair)}
    forms = [rf"{re.escape(a)}[^{re.escape(a)}]+?{re.escape(b)}(?![A-Za-z])" for a, b in sorted(every)]
    return re.compile("|".join(forms) or r"(?!)")


def _meets(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def _ranges(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The figures of a text, the two ends of a range as one, and no figure within another."""
    low: Mention | None = None
    end = -1
    for it in mentions:
        if it.range is End.LOW:
            low = it
            continue
        if low is not None and it.range is End.HIGH:
            it = replace(it, start=low.start, text=text[low.start : it.end])
            low = None
        if it.start >= end:
            end = it.end
            yield it


def _plain(words: str) -> str:
    return " ".join(words.split())


Cites = tuple[tuple[str, str], ...]
"""(source id, place as written)."""


_SUMMARY, _TIMELINE = "summary", "timeline"
"""Anchors of a pack's own pages."""
_ONCE = frozenset({ClaimKind.NUMBER, ClaimKind.DATE})
"""What is told once a block."""


@dataclass(frozen=True, slots=True)
class ClaimSide:
    """A claim in one language: its words, where they stand in print and in the author's file."""

    said: ClaimInText
    label: str = ""
    """``¶3``, ``그림 1``."""
    anchor: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim. ``sources`` are those that its block cites; a figure of the ledger has its own."""

    kind: ClaimKind
    brief: str
    """Number of the brief; empty for what a pack says itself."""
    sides: Mapping[Lang, ClaimSide]
    fact: str = ""
    sources: Cites = ()


@dataclass(frozen=True, slots=True)
class _BlockClaims:
    """The claims of one block in one language."""

    claims: Sequence[Claim]
    label: str = ""
    anchor: str = ""
    span: Span | None = None

    def side(self, claim: Claim) -> ClaimSide:
        return ClaimSide(claim.said, self.label, self.anchor, self.span)


@dataclass(slots=True)
class Reading:
    """Reads claims: a finder and a scope for each language. A name is told once a brief."""

    finders: Mapping[Lang, Finder]
    scopes: Mapping[Lang, Scope]
    named: set[tuple[object, ...]] = field(default_factory=set)

    def of_brief(self, brief: Brief, articles: Mapping[Lang, Article]) -> Iterator[ClaimRow]:
        """Every claim of a brief; ``articles`` has it settled in each of its languages."""
        self.named = set()
        number = brief.data.value.number
        tops = {lang: _top(article) for lang, article in articles.items()}
        yield from self._key_figures(number, {lang: it.key_figures for lang, it in articles.items()}, tops, brief.data)
        places = {
            lang: places_of(brief.texts[lang], article, self.scopes[lang].language)
            for lang, article in articles.items()
        }
        for same in aligned(brief, tuple(articles)):
            charts = {lang: _chart_of(block, articles[lang]) for lang, block in same.items()}
            found = {
                lang: self._in_words_of_chart(lang, block, chart)
                if (chart := charts[lang])
                else self._in_block(lang, block, places[lang], tops[lang])
                for lang, block in same.items()
            }
            drawn = (it.drawing for it in charts.values() if it and it.drawing)
            sources = tuple((ident, "") for it in drawn for ident in it.source_ids)
            cites = tuple(dict.fromkeys((*self._cites(same, found), *sources)))
            yield from self._rows(number, found, cites, len(articles))
        yield from self._charts(number, articles)

    def of_pack(self, packs: Mapping[Lang, PackView]) -> Iterator[ClaimRow]:
        """Every claim that a pack makes besides its briefs: its own words, key figures, timeline."""
        self.named = set()
        for name in ("title", "subtitle", "summary", "audience", "purpose"):
            yield from self._in_words({lang: getattr(pack, name) for lang, pack in packs.items()}, packs)
        for words in zip(*(_asked_and_found(pack) for pack in packs.values()), strict=False):
            yield from self._in_words(dict(zip(packs, words, strict=True)), packs)
        site, first = next(iter(self.scopes.values())).site, next(iter(packs.values()))
        figures = {lang: it.key_figures for lang, it in packs.items()}
        yield from self._key_figures("", figures, dict.fromkeys(packs, _SUMMARY), site.packs[first.id])
        for events in zip(*(pack.events for pack in packs.values()), strict=False):
            sides = {
                lang: ClaimSide(
                    ClaimInText(it.when_words, "", f" {it.label}"), "", _TIMELINE, site.timeline[it.id].span
                )
                for lang, it in zip(packs, events, strict=True)
            }
            yield ClaimRow(ClaimKind.DATE, "", sides, "", events[0].sources)
            texts = {lang: f"{it.label}. {it.text}" for lang, it in zip(packs, events, strict=True)}
            yield from self._in_words(texts, packs, events[0].sources, _TIMELINE)

    def _in_block(self, lang: Lang, block: TranslationUnit, places: Places, top: str) -> _BlockClaims:
        place = places.get(id(block.node)) if block.node is not None else None
        if place is None:
            named = self._named(lang, lambda span: span == block.span)
            return _BlockClaims(self.finders[lang].in_words(block.words, named), "", top, block.span)
        of_words = block.kind in ("code", "figure") or place.node.kind == "directive"
        finder = self.finders[lang]
        found = finder.in_words(block.words) if of_words else finder.in_block(place.node)
        return _BlockClaims(found, place.label, place.anchor or top, block.span)

    def _in_words_of_chart(self, lang: Lang, block: TranslationUnit, chart: Numbered) -> _BlockClaims:
        named = self._named(lang, lambda span: span == block.span)
        return _BlockClaims(self.finders[lang].in_words(block.words, named), chart.label, chart.id, block.span)

    def _in_words(
        self, words: Mapping[Lang, str], packs: Mapping[Lang, PackView], sources: Cites = (), anchor: str = _SUMMARY
    ) -> Iterator[ClaimRow]:
        found = {
            lang: _BlockClaims(
                self.finders[lang].in_words(said, self._in_pack(lang, said, packs[lang])), "", anchor, packs[lang].span
            )
            for lang, said in words.items()
            if said
        }
        yield from self._rows("", found, sources, len(words))

    def _named(self, lang: Lang, there: Callable[[Span], bool]) -> list[tuple[str, str]]:
        """The words and ids of facts that a wording calls by their names."""
        return [(it.words, it.fact) for it in self.scopes[lang].site.said if it.lang == lang and there(it.span)]

    def _in_pack(self, lang: Lang, words: str, pack: PackView) -> list[tuple[str, str]]:
        named = self._named(lang, lambda span: pack.span is not None and span.path == pack.span.path)
        return [(figure, ident) for figure, ident in named if figure in words]

    def _cites(
        self, blocks: Mapping[Lang, TranslationUnit], found: Mapping[Lang, _BlockClaims]
    ) -> Iterator[tuple[str, str]]:
        """Yield what a block cites, and what the figures of the ledger in it do, each source once."""
        facts = next(iter(self.scopes.values())).site.facts
        named = dict(it for block in blocks.values() for it in cited(block))
        own = (claim.fact for side in found.values() for claim in side.claims if claim.fact in facts)
        for ident in own:
            for ref in facts[ident].value.source:
                named.setdefault(ref.id, ref.place)
        return iter(named.items())

    def _rows(
        self, brief: str, found: Mapping[Lang, _BlockClaims], sources: Cites, languages: int
    ) -> Iterator[ClaimRow]:
        """The claims of one block, those of several languages that have the same key as one.

        A word that may be a number counts as one where two languages have it.
        """
        rows: list[tuple[Claim, dict[Lang, ClaimSide]]] = []
        for lang, block in found.items():
            for claim in block.claims:
                if claim.kind in _ONCE and any(it.key == claim.key and lang in own for it, own in rows):
                    continue
                sides = next((own for it, own in rows if it.key == claim.key and lang not in own), None)
                if sides is None:
                    rows.append((claim, sides := {}))
                sides[lang] = block.side(claim)
        for claim, sides in rows:
            if claim.in_words and (claim.key[-1] == 1 or (len(sides) == 1 and languages > 1)):
                continue
            if claim.kind is ClaimKind.NAME and len(claim.key) > 1:
                if claim.key in self.named:
                    continue
                self.named.add(claim.key)
            yield ClaimRow(claim.kind, brief, sides, claim.fact, sources)

    def _key_figures(
        self,
        brief: str,
        facts: Mapping[Lang, Sequence[FactView]],
        anchors: Mapping[Lang, str],
        named: Written[BriefData] | Written[Pack],
    ) -> Iterator[ClaimRow]:
        for same in zip(*facts.values(), strict=False):
            at = next(at for at, figure in enumerate(named.value.key_figures) if figure.fact == same[0].id)
            place = named.at("key_figures", at)
            sides = {
                lang: ClaimSide(ClaimInText(fact.words, f"{fact.label}: "), "", anchors[lang], place)
                for lang, fact in zip(facts, same, strict=True)
            }
            yield ClaimRow(ClaimKind.FACT, brief, sides, same[0].id)

    def _charts(self, brief: str, articles: Mapping[Lang, Article]) -> Iterator[ClaimRow]:
        """The cells of charts: figures of the ledger, and numbers that are typed in."""
        charts = {lang: {it.drawing.id: it for it in own.numbered if it.drawing} for lang, own in articles.items()}
        for ident in next(iter(charts.values()), {}):
            drawn = {lang: own[ident] for lang, own in charts.items() if ident in own}
            yield from self._cells(brief, drawn)

    def _cells(self, brief: str, drawn: Mapping[Lang, Numbered]) -> Iterator[ClaimRow]:
        first = next(iter(drawn.values())).drawing
        for at, row in enumerate(first.rows if first else ()):
            for key in row:
                cells = {lang: (it, it.drawing.rows[at][key]) for lang, it in drawn.items() if it.drawing}
                fact = row[key].fact
                kind = ClaimKind.FACT if fact else self._kind(next(iter(drawn)), row[key].words)
                if kind is not None:
                    sides = {
                        lang: ClaimSide(ClaimInText(cell.words, f"{it.title}: "), it.label, it.id, _span(it))
                        for lang, (it, cell) in cells.items()
                    }
                    sources = tuple((ident, "") for ident in first.source_ids) if first else ()
                    yield ClaimRow(kind, brief, sides, fact, sources)

    def _kind(self, lang: Lang, words: str) -> ClaimKind | None:
        """Return what a cell that is not a figure of the ledger claims; None when it is a mere word."""
        found = self.finders[lang].in_words(words)
        return next((it.kind for it in found if it.kind in _ONCE and not it.in_words), None)


def _chart_of(block: TranslationUnit, article: Article) -> Numbered | None:
    """The figure whose wording a block is."""
    kind, _, rest = block.at.partition("/")
    ident = rest.partition("/")[0]
    found = (it for it in article.numbered if it.drawing is not None and it.drawing.id == ident)
    return next(found, None) if kind == "chart" else None


def _span(it: Numbered) -> Span | None:
    return it.drawing.span if it.drawing else None


def _top(article: Article) -> str:
    """The anchor of the beginning of a brief: in a pack with its prefix."""
    prefix = next((it.id.partition("--")[0] for it in article.headings if "--" in it.id), "")
    return f"{prefix}--top" if prefix else "top"


def reading_of(site: Shown) -> Reading:
    """Return what reads the claims of a site in all its languages."""
    scopes = {lang: scope_of(site, lang) for lang in site.languages}
    finders = {lang: Finder(scope.language, reader_of(site, lang), site.glossary) for lang, scope in scopes.items()}
    return Reading(finders, scopes)


def _asked_and_found(pack: PackView) -> list[str]:
    """The questions of a pack, their answers and its findings."""
    return [*(words for it in pack.questions for words in (it.text, it.answer)), *(it.message for it in pack.findings)]


# Where a block of a text comes out: its settled words, the number to cite it by, the anchor its page is known by


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Where a block comes out in one language."""

    node: Node
    """As settled."""
    label: str
    """``¶3``, ``그림 1``; empty before the first paragraph."""
    anchor: str


Places = Mapping[int, BlockPlace]
"""By Python's id of the block as written."""


def places_of(text: Text, article: Article, language: Language) -> Places:
    """The place of each block of ``text``, which ``article`` has settled."""
    labels = {it.id: it.label for it in article.numbered}
    found: dict[int, BlockPlace] = {}
    last = ""
    for written, settled in zip(every(blocks(text.body)), every(blocks(article.body)), strict=False):
        last = f"¶{settled.number}" if settled.number else last
        own = (_label(part, labels, language) for part in (settled.node, *reversed(settled.around)))
        found[id(written.node)] = BlockPlace(settled.node, next(filter(None, own), last), settled.anchor)
    return found


def _label(part: Node, labels: Mapping[str, str], language: Language) -> str:
    """The label of what has a number of its own: a figure, a table, a note."""
    return word_place(f"n. {part.get('number')}", language) if part.kind == "call" else labels.get(part.get("id"), "")


def cited(block: TranslationUnit) -> tuple[tuple[str, str], ...]:
    """(source id, place as written) of what a block cites."""
    nodes = block.node.walk() if block.node is not None else iter(())
    return tuple((part.get("id"), part.get("locator")) for part in nodes if part.kind == "cite")


# The blocks of a brief side by side, in the order of its original

_CHART_DATA = "/data"
"""Cells of charts are told by what they show, not by how they are written."""

Aligned = Mapping[Lang, TranslationUnit]


def aligned(brief: Brief, langs: Sequence[Lang]) -> tuple[Aligned, ...]:
    """Each block in every language that has it; what the original lacks comes last."""
    original = brief.original(tuple(langs)) or langs[0]
    text = brief.texts[original]
    yaml = (block for block, _ in wording_blocks(brief, original, original) if not _is_cell(block))
    table: dict[object, dict[Lang, TranslationUnit]] = {
        _known_by(block): {original: block} for block in (*front_blocks(text), *body_blocks(text), *yaml)
    }
    extra: list[Aligned] = []
    for lang in (it for it in langs if it != original):
        for source, made in side_by_side(brief, original, lang):
            if source is None and made is not None:
                extra.append({lang: made})
            elif source is not None and made is not None and not _is_cell(source):
                table[_known_by(source)][lang] = made
    return (*table.values(), *extra)


def _known_by(block: TranslationUnit) -> object:
    return block.at if block.node is None else id(block.node)


def _is_cell(block: TranslationUnit) -> bool:
    return block.at.startswith("chart/") and _CHART_DATA in block.at
