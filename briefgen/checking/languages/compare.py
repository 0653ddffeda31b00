"""Two languages of one text compared: every difference, once, at both of its places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.checking.languages import report
from briefgen.checking.languages.differences.company import compare_company
from briefgen.checking.languages.differences.facts_compared import FACT
from briefgen.checking.languages.differences.figures_compared import NUMBER, compare_figures, told_figures
from briefgen.checking.languages.differences.list_numbers_compared import compare_list_numbers
from briefgen.checking.languages.differences.locators import compare_locators
from briefgen.checking.languages.differences.names import plain_text
from briefgen.checking.languages.differences.names_compared import compare_names
from briefgen.checking.languages.differences.tables_compared import compare_tables
from briefgen.checking.languages.exchanged import compare_order, moved_blocks
from briefgen.checking.languages.gathering import Gathering, Leftover, cancel
from briefgen.checking.languages.parts import PLACE, TextPart
from briefgen.checking.languages.sections import Pairing, Signatures, pairings, signatures_of
from briefgen.checking.languages.sides import Sides
from briefgen.model.core.diagnostics import Diagnostic

_NAMED = ("cite", "ref", "link", "image", "claim")
_NUMBERED = frozenset({"paragraph", "list-true", "list-false"})


class TextComparison:
    """One text in two languages. Where paragraphs are ``counted`` another rule tells which text has more of them."""

    def __init__(self, sides: Sides, paths: tuple[str, str], *, counted: bool, names: bool = True) -> None:
        self.counted, self.names = counted, names
        self.gathered = Gathering(sides, paths)

    def blocks(self, one: Sequence[TextPart], other: Sequence[TextPart]) -> None:
        """Align two sequences of blocks and gather what differs."""
        for side, parts, whole in zip(self.gathered.sides, (one, other), self.gathered.whole, strict=True):
            side.read(parts)
            whole.extend(plain_text(inner) for part in parts for inner in part.walk())
        pairs = pairings(one, other, signatures_of(one, other))
        self.gathered.note_words(pairs)
        lost = [pair for pair in pairs if pair.one is None or pair.other is None]
        moved = moved_blocks(lost)
        more = _more_of_one(lost) if self.counted else frozenset()
        elsewhere = dict.fromkeys(moved.values())
        self.gathered.problems += report.moved(elsewhere, self.gathered.sides)
        for pair in (*(it for it in pairs if it not in moved), *(inner for it in elsewhere for inner in _inside(it))):
            if pair.one and pair.other:
                self._pair(pair)
            else:
                self._lost(pair, told=not pair.depth and pair.section in more)

    def pair(self, one: TextPart, other: TextPart) -> None:
        """Gather what differs between two blocks that are known to be the same."""
        for side, part in zip(self.gathered.sides, (one, other), strict=True):
            side.read((part,))
        pair = Pairing(one, other, -1)
        self.gathered.note_words([pair])
        self._pair(pair)

    def differences(self) -> Iterator[Diagnostic]:
        """Everything gathered that stands nowhere else in the other language."""
        yield from self.gathered.problems
        yield from told_figures(self.gathered)
        others = cancel([it for it in self.gathered.left if it.kind not in (NUMBER, FACT)], lambda a, b: a.key == b.key)
        yield from (report.leftover(it, self.gathered.sides) for it in others)

    # Blocks

    def _lost(self, pair: Pairing, *, told: bool) -> None:
        part = pair.part(0 if pair.one else 1)
        if part.ignored is not None:
            self.gathered.problems += report.ignored(part)
        elif not (told and part.kind in _NUMBERED):
            self.gathered.problems += report.lost(pair, self.gathered.sides, self.gathered.paths)

    def _pair(self, pair: Pairing) -> None:
        one, other = pair.part(0), pair.part(1)
        reasons = [part for part in (one, other) if part.ignored is not None]
        for part in reasons:
            self.gathered.problems += report.ignored(part)
        if reasons:
            return
        self._roles(pair, one, other)
        if not is_untranslated(one, other, self.gathered.sides) and not is_other_code(one, other):
            self._words(pair, one, other)
        if one.kind == "table":
            compare_tables(self.gathered, one, other)

    def _words(self, pair: Pairing, one: TextPart, other: TextPart) -> None:
        compare_figures(self.gathered, pair, one, other)
        if one.kind == "code":
            return
        if not compare_order(self.gathered, pair, (one, other)):
            compare_company(self.gathered, pair, (one, other))
        compare_locators(self.gathered, pair, (one, other))
        compare_list_numbers(self.gathered, one, other)
        if self.names:
            compare_names(self.gathered, pair, one, other)

    # What is named by id

    def _roles(self, pair: Pairing, one: TextPart, other: TextPart) -> None:
        if not one.words.roles and not other.words.roles:
            return
        for kind in _NAMED:
            both = [[role for role in part.words.roles if role.kind == kind] for part in (one, other)]
            if not any(both) or not all(self.gathered.is_known(role) for roles in both for role in roles):
                continue
            for side in (0, 1):
                more = Counter(it.key for it in both[side]) - Counter(it.key for it in both[1 - side])
                for role in reversed(both[side]):
                    if more[role.key] > 0:
                        more[role.key] -= 1
                        place = role.span or pair.part(side).span
                        self.gathered.left.append(Leftover(kind, role.key, side, role.id, place, pair))


def _more_of_one(lost: Sequence[Pairing]) -> frozenset[int]:
    """Sections in which one text has more paragraphs and lists than the other: another rule tells."""
    more: dict[int, int] = {}
    for pair in lost:
        part = pair.one or pair.other
        if part is not None and not pair.depth and part.kind in _NUMBERED:
            more[pair.section] = more.get(pair.section, 0) + (1 if pair.one else -1)
    return frozenset(section for section, count in more.items() if count)


def _inside(pair: Pairing) -> list[Pairing]:
    """A block that stands in other places, and what is in it."""
    return [replace(it, section=pair.section) for it in pairings([pair.part(0)], [pair.part(1)], Signatures())]


_MARKED = re.compile(r"\d[.,]\d")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = 3
"""Words of which a text is one in some language, and not a figure with a unit."""
_DIGITS = re.compile(r"\d+")


def is_untranslated(one: TextPart, other: TextPart, sides: Sides) -> bool:
    """Whether both say the same words, and nothing by id; 1.234 alone is not the same where it is two numbers."""
    text = one.words.text
    if text != other.words.text or not text.strip() or PLACE in text:
        return False
    marks = {side.scope.language.numbers.decimal for side in sides}
    return len(marks) == 1 or not _MARKED.search(text) or len(_WORD.findall(text)) >= _SENTENCE


def is_other_code(one: TextPart, other: TextPart) -> bool:
    """Whether code differs in more than digits in every line that differs: an example of another language."""
    if one.kind != "code":
        return False
    lines = one.words.text.splitlines(), other.words.text.splitlines()
    return len(lines[0]) != len(lines[1]) or not any(
        a != b and _DIGITS.sub("0", a) == _DIGITS.sub("0", b) for a, b in zip(*lines, strict=True)
    )
