"""The last pass over finished HTML: language marks, line breaks of Korean, numbers kept whole.

Only ``<span lang="…">``, ``<span class="nb">``, ``<bdi dir="ltr">``, ``<wbr>``, ``dir`` and the word joiner U+2060 are
put in; everything else stays as it is, byte for byte. Spaces stay ordinary spaces, so that every number can still be
searched for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat

from briefgen.language.lines.eojeol import (
    WEB_WIDTH,
    WORD_JOINER,
    breaks_inside,
    call_joints,
    chunks,
    eojeols,
    has_eojeols,
    has_korean,
    joints,
    may_break_inside,
    width,
)
from briefgen.language.lines.last_line import LastWords, last_pair, last_word
from briefgen.language.lines.phrases import phrases_in
from briefgen.language.lines.scripts import direction_of, foreign_runs, left_to_right
from briefgen.language.lines.spaced_marks import BETWEEN, marked_blanks
from briefgen.language.lines.urls import address_breaks
from briefgen.model.profile.language import Language
from briefgen.rendering.html.insertions import InsertionRank, LinePiece, TextLine
from briefgen.rendering.html.tokens import HtmlToken, TokenKind, decode, texts_and_tags

_APART = "footnote"
"""Class of an inline element that stands elsewhere on the page than the words round it."""
_WHOLE = "fact"
"""Class of an inline element whose words are one group."""
_KEPT = "nb"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
"""Their text also becomes a PDF bookmark or a running head, where a joiner would be a stray sign."""

_PARAGRAPHS = _HEADINGS | {"p", "li", "dd"}
_NARROW = frozenset({"td", "th", "dt", "caption", "figcaption"})
"""Elements in which a pair of words may well be too wide to be kept together."""
MAY_BREAK = "<wbr>"
_DOTTED = re.compile(rf"\S+ {BETWEEN}(?=\s)")
"""A word and the dot after it, where no joiner can hold the blank between them."""
_COMPOSED = re.compile(r"[\s~–-]")
"""What a line could break at."""

_ADDRESS = re.compile(
    r'<(a|span class="uri")(?![^>]* dir=)([^>]*)>(?=(?:https?://|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/)[^<>]*</)'
)
"""The tag of a link or a span whose words are an address: its last sign stands at its end in any language."""
_FOREIGN = re.compile(r' lang="([A-Za-z0-9-]+)"')
"""A language that an element names."""

Range = tuple[int, int]

_Part = str | tuple[str, str, bool] | int
"""What a piece of a line is to how the line is set: its text as it stands in the source, with its language and whether
it is kept together where these are not those of the page; no text for what is left alone. Of a tag its depth, and 0 of
something without width."""
_Open = tuple[str, str, bool, bool, bool, int | None]
"""An element that is not closed yet: its name, its language, whether it is kept together, inline or apart, and where a
group begins with it."""
_Set = dict[tuple[tuple[_Part, ...], tuple[Range, ...], str], list[str]]
"""Lines of the web that have been set: what stands before, between and after their tags."""
_LINES = 8192
"""How many are remembered: most lines stand on several pages, with other addresses in their tags."""
_PROFILES = 16
"""Of how many profiles: a preview reads them anew after every change, and then has the lines of the pages at hand."""
_HOLE = "\ufdd0"
"""Stands for a tag in a line that is to be remembered: no letter of any text."""

_lines: dict[tuple[int, str], tuple[Language, _Set]] = {}
"""By the identity of a profile, as with patterns of phrases, and the language of the page."""


def typeset(html: str, lang: str, medium: str, language: Language, break_rule: str = "eojeol") -> str:
    """Finished HTML, ready for the lines of a page.

    ``lang`` is the language of the page where no element says another; ``medium`` is ``web`` or
    ``print``; ``break_rule`` (``eojeol``, ``semi`` or ``syllable``) holds for print.
    """
    if language.direction == "rtl":
        html = _ADDRESS.sub(r'<\1\2 dir="ltr">', html)
    html = _FOREIGN.sub(lambda found: _directed(found, language.direction), html)
    is_print = medium == "print"
    known = None if is_print else _known_lines(language, lang)
    page = ("", lang, False, False, False, None)
    setter = _Setter(lang, is_print, language, break_rule, known, [page])
    for text, token in texts_and_tags(html):
        if text:
            setter.say(text)
        if token is not None:
            setter.take(token)
    return setter.finish()


def _directed(found: re.Match[str], direction: str) -> str:
    """A language in a tag, with its direction where the page has another and the tag says none."""
    way, html = direction_of(found[1]), found.string
    if way in ("", direction):
        return found[0]
    start = html.rfind("<", 0, found.start())
    is_said = html.rfind(">", 0, found.start()) > start or ' dir="' in html[start : html.find(">", start)]
    return found[0] if is_said else f'{found[0]} dir="{way}"'


def _known_lines(language: Language, lang: str) -> _Set:
    found = _lines.get((id(language), lang))
    if found is None or found[0] is not language:
        if len(_lines) >= _PROFILES:
            del _lines[next(iter(_lines))]
        found = _lines[id(language), lang] = (language, {})
    return found[1]


@dataclass(slots=True)
class _Flow:
    """A stretch of the page: what is finished, and the line being gathered. ``tags`` are all of it but its text."""

    done: list[str] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    wholes: list[Range] = field(default_factory=list)
    length: int = 0
    is_blank: bool = True


@dataclass(slots=True)
class _Setter:
    lang: str
    is_print: bool
    language: Language
    rule: str
    known: _Set | None
    opened: list[_Open]
    """First what stands for the page."""
    flows: list[_Flow] = field(default_factory=lambda: [_Flow()])

    def say(self, source: str) -> None:
        """Gather text."""
        flow, text = self.flows[-1], source if "&" not in source else decode(source)[0]
        _, lang, kept, _, _, _ = self.opened[-1]
        flow.parts.append((source, lang, kept) if kept or lang != self.lang else source)
        flow.sources.append(source)
        flow.length += len(text)
        if flow.is_blank and not text.isspace():
            flow.is_blank = False

    def take(self, token: HtmlToken) -> None:
        """Gather what is not text; a boundary ends the line."""
        if token.kind is TokenKind.BOUNDARY:
            self._end_line(ends=self.is_print and not token.void and self._is_paragraph)
            self._nest(token)
            self.flows[-1].done.append(token.source)
        elif token.kind is TokenKind.OPAQUE:
            _, lang, kept, _, _, _ = self.opened[-1]
            self._add(token.source, ("", lang, kept))
            self.flows[-1].length += 1
            self.flows[-1].is_blank = False
        elif token.closing:
            self._nest(token, token.source)
        else:
            if _APART in token.classes:
                self.flows.append(_Flow())
            self._add(token.source, 1)
            self._nest(token)

    def finish(self) -> str:
        """All of the page."""
        while len(self.flows) > 1:
            self._leave()
        self._end_line()
        return "".join(self.flows[0].done)

    @property
    def _lang(self) -> str:
        return self.opened[-1][1]

    @property
    def _is_leftward(self) -> bool:
        """Whether words of the other direction are to be kept in order: on paper each element is set by itself."""
        return self.is_print and self.language.direction == "rtl" == direction_of(self._lang)

    @property
    def _spans_only(self) -> bool:
        """Whether eojeols are kept by spans and not by joiners."""
        return not self.is_print or any(element[0] in _HEADINGS for element in self.opened)

    @property
    def _is_paragraph(self) -> bool:
        """Whether the last line of the text should not be too short; on the web the browser sees to that."""
        if not self.is_print:
            return False
        blocks = [name for name, _, _, inline, _, _ in self.opened if not inline]
        inmost = next((name for name in reversed(blocks) if name != "div"), "")
        return inmost in _PARAGRAPHS and _NARROW.isdisjoint(blocks)

    def _add(self, source: str, part: _Part) -> None:
        """A piece that is not text."""
        flow = self.flows[-1]
        flow.parts.append(part)
        flow.sources.append(source)
        flow.tags.append(source)

    def _nest(self, token: HtmlToken, source: str = "") -> None:
        """Keep account of open elements; the ``source`` of a closing inline tag is put where it belongs."""
        if not token.closing:
            if not token.void:
                self.opened.append(self._opening(token))
            return
        last = self.opened[-1][0]
        known = last == token.name or any(element[0] == token.name for element in self.opened)
        while known and self.opened[-1][0] != token.name:
            self._close(self.opened.pop())
        element = self.opened.pop() if known else None
        if source:
            self._add(source, -1)
        if element is not None:
            self._close(element)

    def _opening(self, token: HtmlToken) -> _Open:
        _, lang, kept, _, _, _ = self.opened[-1]
        lang, classes, inline = lang if token.lang is None else token.lang, token.classes, token.kind is TokenKind.OPEN
        if not classes:
            return token.name, lang, kept, inline, False, None
        whole_from = self.flows[-1].length if inline and _WHOLE in classes else None
        return token.name, lang, kept or _KEPT in classes, inline, inline and _APART in classes, whole_from

    def _close(self, element: _Open) -> None:
        _, _, _, _, apart, whole_from = element
        if apart and len(self.flows) > 1:
            self._leave()
        elif whole_from is not None and whole_from < self.flows[-1].length:
            self.flows[-1].wholes.append((whole_from, self.flows[-1].length))

    def _leave(self) -> None:
        """Put a note's finished HTML back into the line it was called from, as something without width."""
        self._end_line(ends=self._is_paragraph)
        self._add("".join(self.flows.pop().done), 0)

    def _end_line(self, *, ends: bool = False) -> None:
        """Set what was gathered; ``ends`` says that a paragraph ends with it."""
        flow = self.flows[-1]
        if flow.is_blank:
            flow.done += flow.sources
        elif self.known is None:
            flow.done.append(self._set(_line(flow, flow.tags, self.lang), flow.wholes, ends))
        else:
            flow.done.append(self._remembered(self.known, flow))
        if flow.parts:
            flow.parts, flow.sources, flow.tags, flow.wholes, flow.length, flow.is_blank = [], [], [], [], 0, True

    def _remembered(self, known: _Set, flow: _Flow) -> str:
        """The line as one with the same words was set: what stands in its tags changes nothing."""
        key = (tuple(flow.parts), tuple(flow.wholes), self._lang)
        found = known.get(key)
        if found is None:
            found = self._set(_line(flow, repeat(_HOLE), self.lang), flow.wholes, ends=False).split(_HOLE)
            if len(found) != len(flow.tags) + 1:  # an author has written that sign
                return self._set(_line(flow, flow.tags, self.lang), flow.wholes, ends=False)
            if len(known) >= _LINES:
                known.clear()
            known[key] = found
        return "".join([it for pair in zip(found, (*flow.tags, ""), strict=True) for it in pair])

    def _set(self, line: TextLine, wholes: list[Range], ends: bool) -> str:
        """One line with everything put in."""
        ends = ends and has_eojeols(self._lang)
        runs = list(left_to_right(line.text)) if self._is_leftward else []
        isolated = [run for run in runs if not line.text[slice(*run)].isalnum() and line.isolate(*run)]
        pair = last_pair(line.text, self._lang) if ends else None
        whole = last_word(line.text, self._lang) if ends else None
        groups = self._groups(line, [*wholes, whole] if whole else wholes, pair if self._spans_only else None)
        groups = [group for group in groups if not any(_divides(group, run) for run in runs)]
        kept = [group for group in groups if line.keep(*group)]
        split = sorted(set(groups).difference(kept))
        for start, end in split:
            kept += self._keep_parts(line, start, end)
        self._join(line, kept, split, pair)
        self._part(line, kept)
        self._mark(line, [*kept, *isolated])
        return line.html()

    def _groups(self, line: TextLine, wholes: list[Range], pair: LastWords | None) -> list[Range]:
        """Return what must stay on one line in a span: numbers and dates, and on the web what a browser would break."""
        phrases = [found.span() for found in phrases_in(line.text, self.language) if _COMPOSED.search(found[0])]
        ends = [] if pair is None else [(pair.start, pair.end)]
        if self.is_print and self._spans_only:
            phrases += [found.span() for found in _DOTTED.finditer(line.text)]
        groups = _merged([*ends, *(each for each in [*wholes, *phrases] if _fits(line.text, each))], line.text)
        if self._spans_only and has_eojeols(self._lang):
            groups = _with_eojeols(groups, line.text, every=self.is_print)
        return [group for group in groups if not _is_kept(line, group) and not line.text[slice(*group)].isspace()]

    def _keep_parts(self, line: TextLine, start: int, end: int) -> list[Range]:
        """A group that crosses tags, kept piece by piece; a blank between tags is left alone.

        In a grid or a flexible box a span round a blank would become a cell of its own.
        """
        places = [start, *_between(line.starts, start, end), end]
        words = [(part, line.text[slice(*part)]) for part in pairwise(places)]
        parts = [part for part, text in words if not text.isalnum() and not text.isspace()]
        return [part for part in parts if line.keep(*part)]

    def _join(self, line: TextLine, kept: list[Range], split: list[Range], pair: LastWords | None) -> None:
        """Word joiners: in print inside every eojeol, on the web only where no span can hold a group."""
        calls = call_joints(line.text)
        wanted = set(calls)
        spaced = self._marked_blanks(line.text)
        if self._spans_only and not (calls or split or spaced):
            return
        if not self._spans_only:
            wanted |= self._joints(line.text)
        wanted |= {place for start, end in split for place in _between(line.starts, start, end)}
        spaces = {place for place in wanted if line.text[place - 1].isspace() or line.text[place].isspace()}
        inside = {place for start, end in kept for place in range(start + 1, end)}
        ends = self._ends(line.text, pair) if pair is not None and not self._spans_only else set()
        for place in sorted((wanted - spaces - inside) | ends | (spaced - inside)):
            line.insert(place, InsertionRank.JOINER, WORD_JOINER, after=True)
        for place in calls:
            if line.is_parted(place):
                line.insert(place, InsertionRank.JOINER, WORD_JOINER, after=False)

    def _marked_blanks(self, text: str) -> set[int]:
        """Blanks that a mark keeps, in the language of the page; a heading of a PDF has no joiners."""
        if self._lang != self.lang or (self.is_print and self._spans_only):
            return set()
        return marked_blanks(text, self.language.spaced_marks, BETWEEN if self.is_print else "")

    def _part(self, line: TextLine, kept: list[Range]) -> None:
        """On the web, where an address may break."""
        places = [] if self.is_print else list(address_breaks(line.text))
        if not places:
            return
        inside = {place for start, end in kept for place in range(start + 1, end)}
        for place in places:
            if place not in inside:
                line.insert(place, InsertionRank.JOINER, MAY_BREAK, after=True)

    def _ends(self, text: str, pair: LastWords) -> set[int]:
        """Return what keeps the last two words together, also where a narrow column undoes a span round both."""
        return {*pair.spaces, *(place for place in self._joints(text) if pair.start < place < pair.end)}

    def _joints(self, text: str) -> set[int]:
        """Return where no line may break in print; none of its own in Japanese and Chinese, which have their rules."""
        return joints(text, self.rule) if has_eojeols(self._lang) else set()

    def _mark(self, line: TextLine, kept: list[Range]) -> None:
        cuts = sorted({place for group in kept for place in group})
        start = 0
        for piece in line.pieces:
            if piece.text and piece.text != "\ufffc":
                for first, last, lang in foreign_runs(piece.text, piece.lang, self.language):
                    for part in _cut(start + first, start + last, cuts):
                        line.mark(*part, lang)
            start += len(piece.text)


def _line(flow: _Flow, tags: Iterable[str], lang: str) -> TextLine:
    """The line that a flow has gathered on a page in ``lang``, with ``tags`` in place of its own."""
    ahead = iter(tags)
    return TextLine([_piece(part, ahead, lang) for part in flow.parts])


def _piece(part: _Part, tags: Iterator[str], lang: str) -> LinePiece:
    if isinstance(part, int):
        return LinePiece(next(tags), depth=part)
    source, own, kept = (part, lang, False) if isinstance(part, str) else part
    if source:
        return LinePiece(source, *decode(source), lang=own, kept=kept)
    tag = next(tags)
    return LinePiece(tag, "\ufffc", (0, len(tag)), lang=own, kept=kept)


def _between(places: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Those of sorted ``places`` that are after ``start`` and before ``end``."""
    return places[bisect_right(places, start) : bisect_left(places, end)]


def _divides(group: Range, run: Range) -> bool:
    """Tell whether a group begins or ends within a run, or goes beyond it."""
    return group[0] < run[1] and run[0] < group[1] and not (run[0] <= group[0] and group[1] <= run[1])


def _fits(text: str, group: Range) -> bool:
    return width(text[slice(*group)]) <= WEB_WIDTH


def _with_eojeols(groups: list[Range], text: str, *, every: bool) -> list[Range]:
    """Groups with ``every`` eojeol, or those a browser would break: whole where not too wide, else in parts.

    ``groups`` are sorted and apart from each other, and so is what is returned.
    """
    if not has_korean(text) or not (groups or every or may_break_inside(text)):
        return groups
    found: list[Range] = []
    rest = deque(groups)
    for start, end in eojeols(text):
        while rest and rest[0][0] < end:
            found.append(rest.popleft())
        first = len(found)
        while first and start < found[first - 1][1]:
            first -= 1
        near = found[first:]
        if end - start < 2 or not (near or every or breaks_inside(text[start:end])):
            continue
        whole = min([start, *(group[0] for group in near)]), max([end, *(group[1] for group in near)])
        parts = [whole] if _fits(text, whole) else _in_parts(near, start, end, text)
        found[first:] = parts
    return [*found, *rest]


def _in_parts(near: list[Range], start: int, end: int, text: str) -> list[Range]:
    parts = [part for part in chunks(text, start, end, 0) if _fits(text, part)]
    return _merged([*near, *parts], text)


def _is_kept(line: TextLine, group: Range) -> bool:
    return line.pieces[line.holder(group[0])[0]].kept


def _merged(groups: Iterable[Range], text: str) -> list[Range]:
    """Groups that overlap as one where that is not too wide; else the first of them."""
    found: list[Range] = []
    for start, end in sorted(groups, key=lambda group: (group[0], -group[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
        elif _fits(text, union := (found[-1][0], max(end, found[-1][1]))):
            found[-1] = union
    return found


def _cut(start: int, end: int, cuts: list[int]) -> list[Range]:
    return list(pairwise([start, *_between(cuts, start, end), end]))
