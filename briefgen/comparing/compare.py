"""Compare two languages of one text: every difference, once, at both of its places."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from briefgen.comparing.alignment import Pairing, Signatures, pairings, signatures_of
from briefgen.comparing.designations import compare_designations
from briefgen.comparing.facts import compare_facts, compare_same_facts, leave_surplus
from briefgen.comparing.figures import (
    compare_counted_things,
    compare_directions,
    compare_figures,
    compare_repeated,
    tell_figures_left,
)
from briefgen.comparing.findings import Findings, cancel
from briefgen.comparing.language_context import Contexts, Segment, segments
from briefgen.comparing.names import compare_names
from briefgen.comparing.parts import PLACE, TextPart
from briefgen.comparing.qualifiers import compare_typed, compare_with_ledger
from briefgen.comparing.references import (
    compare_locators,
    compare_order,
    compare_references,
    moved_blocks,
    tell_moved,
)
from briefgen.comparing.spelled_numbers import compare_spelled_numbers
from briefgen.comparing.swapped_figures import compare_neighbours, compare_tables
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.rendering.html.list_numbers import begins_at

_NUMBERED = frozenset({"paragraph", "list-true", "list-false"})


def _compare_places(findings: Findings, one: Segment, other: Segment) -> None:
    if not compare_order(findings, one, other):
        compare_neighbours(findings, one, other)


def _compare_first_numbers(findings: Findings, one: Segment, other: Segment) -> None:
    """Report a numbered list that begins at another number."""
    if one.part.kind in ("list-true", "ol") and not any("reversed" in it.part.attrs for it in (one, other)):
        its, own = (begins_at(_first_number(it.part), 1) for it in (one, other))
        if own != its:
            beside = f"the same list in {one.lang}"
            findings.tell("first number", other, other.part.span, str(own), str(its), beside=beside)


def _first_number(part: TextPart) -> str | None:
    return next((it.attrs["value"] for it in part.children[:1] if "value" in it.attrs), part.attrs.get("start"))


Compare = Callable[[Findings, Segment, Segment], None]
_FIGURES: tuple[Compare, ...] = (
    compare_figures,
    compare_facts,
    compare_same_facts,
    compare_with_ledger,
    compare_typed,
    leave_surplus,
    compare_spelled_numbers,
    compare_designations,
    compare_counted_things,
    compare_repeated,
    compare_directions,
)
"""How the words of two blocks are compared, those of code too."""
_WORDS: tuple[Compare, ...] = (_compare_places, compare_locators, _compare_first_numbers)
"""How the words of two blocks are compared besides, and their names."""


class TextComparison:
    """One text in two languages. Where paragraphs are ``counted`` another rule tells which text has more of them."""

    def __init__(self, contexts: Contexts, paths: tuple[str, str], *, counted: bool, names: bool = True) -> None:
        self.counted = counted
        self.words = (*_WORDS, compare_names) if names else _WORDS
        self.findings = Findings(contexts, paths)

    def blocks(self, one: Sequence[TextPart], other: Sequence[TextPart]) -> None:
        """Align two sequences of blocks and gather what differs."""
        findings = self.findings
        findings.read(one, other)
        pairs = pairings(one, other, signatures_of(one, other))
        findings.note_sections(pairs)
        lost = [pair for pair in pairs if pair.one is None or pair.other is None]
        moved = moved_blocks(lost)
        more = _more_of_one(lost) if self.counted else frozenset()
        elsewhere = dict.fromkeys(moved.values())
        for pair in elsewhere:
            tell_moved(findings, *segments(pair, findings.contexts))
        for pair in (*(it for it in pairs if it not in moved), *(inner for it in elsewhere for inner in _inside(it))):
            if pair.one and pair.other:
                self._pair(pair)
            else:
                self._lost(pair, told=not pair.depth and pair.section in more)

    def pair(self, one: TextPart, other: TextPart) -> None:
        """Gather what differs between two blocks that are known to be the same."""
        for context, part in zip(self.findings.contexts, (one, other), strict=True):
            context.read((part,))
        pair = Pairing(one, other, -1)
        self.findings.note_sections([pair])
        self._pair(pair)

    def differences(self) -> list[Diagnostic]:
        """Report what is gathered and stands nowhere else in the other language, besides what is told already."""
        findings = self.findings
        tell_figures_left(findings)
        others = [it for it in findings.left if it.kind not in ("number", "fact")]
        for it in cancel(others, lambda a, b: a.key == b.key):
            findings.tell_left(it)
        return findings.problems

    def _lost(self, pair: Pairing, *, told: bool) -> None:
        part = pair.part(0 if pair.one else 1)
        if part.ignored is not None:
            self.findings.tell_ignored(part)
        elif not (told and part.kind in _NUMBERED):
            self.findings.tell_lost(pair)

    def _pair(self, pair: Pairing) -> None:
        parts = pair.part(0), pair.part(1)
        ignored = [part for part in parts if part.ignored is not None]
        for part in ignored:
            self.findings.tell_ignored(part)
        if ignored:
            return
        both = segments(_without_shared_code(pair, *parts), self.findings.contexts)
        compare_references(self.findings, *both)
        if not is_untranslated(*both) and not _is_other_code(*parts):
            for compare in (*_FIGURES, *(() if parts[0].kind == "code" else self.words)):
                compare(self.findings, *both)
        compare_tables(self.findings, *both)


def _more_of_one(lost: Sequence[Pairing]) -> frozenset[int]:
    """Give the sections in which one text has more paragraphs and lists than the other: another rule tells."""
    more: dict[int, int] = {}
    for pair in lost:
        part = pair.one or pair.other
        if part is not None and not pair.depth and part.kind in _NUMBERED:
            more[pair.section] = more.get(pair.section, 0) + (1 if pair.one else -1)
    return frozenset(section for section, count in more.items() if count)


def _inside(pair: Pairing) -> list[Pairing]:
    """Pair a block that stands in other places, and what is in it."""
    return [replace(it, section=pair.section) for it in pairings([pair.part(0)], [pair.part(1)], Signatures())]


# What is not compared

_MARKED = re.compile(r"\d[.,]\d")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = 3
"""Words of which a text is one in some language, and not a figure with a unit."""
_DIGITS = re.compile(r"\d+")


def _without_shared_code(pair: Pairing, *parts: TextPart) -> Pairing:
    """Leave out the figures in code that stands in both blocks: ``3,4`` is read otherwise in another language."""
    one, other = (
        {it.id for it in part.words.roles if it.kind == "literal"} if part.mentions else set() for part in parts
    )
    if not one & other:
        return pair
    return replace(pair, one=_without_code(parts[0], one & other), other=_without_code(parts[1], one & other))


def _without_code(part: TextPart, shared: set[str]) -> TextPart:
    code = [it for it in part.words.roles if it.kind == "literal" and it.id in shared]
    places = [(it.offset, it.offset + len(it.id)) for it in code]
    left = [it for it in part.mentions if not any(it.start < end and start < it.end for start, end in places)]
    return part if len(left) == len(part.mentions) else replace(part, mentions=left)


def is_untranslated(one: Segment, other: Segment) -> bool:
    """Say whether both say the same words, and nothing by id; 1.234 alone is another where it is two numbers."""
    text = one.text
    if text != other.text or not text.strip() or PLACE in text:
        return False
    marks = {it.context.language.numbers.decimal for it in (one, other)}
    return len(marks) == 1 or not _MARKED.search(text) or len(_WORD.findall(text)) >= _SENTENCE


def _is_other_code(one: TextPart, other: TextPart) -> bool:
    """Say whether code differs in more than digits in every line that differs: an example of another language."""
    if one.kind != "code":
        return False
    lines = one.words.text.splitlines(), other.words.text.splitlines()
    return len(lines[0]) != len(lines[1]) or not any(
        a != b and _DIGITS.sub("0", a) == _DIGITS.sub("0", b) for a, b in zip(*lines, strict=True)
    )
