"""The claims of one block in one language: figures of the ledger, other numbers and dates, quotations, names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from briefgen.language.figures.reader import FigureReader
from briefgen.language.words.sentences import sentence_ends
from briefgen.model.core.document import ASIDES, BLOCK_KINDS, Node
from briefgen.model.profile.language import Language
from briefgen.model.values.figures import End, FigureKind, Mention
from briefgen.model.written.glossary import Term, TermKind
from briefgen.model.written.written import Written

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
    """Whether two words in capitals open a sentence: one of them then need not be of a name."""
    opens = found.start() == 0 or text[: found.start()].rstrip()[-1:] in ".!?:;|“‘("
    return opens and sum(word[0].isupper() for word in found[0].split()) == 2


def _quoted(pairs: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    """What stands between any of these marks; an apostrophe closes nothing."""
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
