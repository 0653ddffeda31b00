"""What a document of another program becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum

from briefgen.model.values.characters import name_of, unwanted, without
from briefgen.model.values.plain import one_line


class Rank(IntEnum):
    """How much a remark matters to an author; the first matter most."""

    LOST = 0
    """Something of the document is not there, or does not work."""
    NOTED = 1
    GUESSED = 2
    """A title or an address that the document does not say."""
    DETAIL = 3
    """A change that nobody sees, or that was made before."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What could not be taken, or should be looked at: ``place`` is such as ``paragraph 12, “The first words…”``."""

    place: str
    message: str
    rank: Rank = Rank.NOTED


def shortened(words: str) -> str:
    """The beginning of words, on one line."""
    return one_line(words, 30)


def place_of(kind: str, number: int, words: str, heading: str, before: str) -> str:
    """Return where a block of a document is: no program shows the numbers of its paragraphs, but all find words."""
    if shown := shortened(words):
        return f"{kind} {number}, “{shown}”"
    near = f", under “{heading}”" if heading and heading == before else f", after “{before}”" if before else ""
    return f"{kind} {number}{near}"


def title_remarks(title: str, found: str) -> Iterator[Remark]:
    """Yield where a title that had to be guessed was taken from."""
    if found:
        yield Remark("", f"the title “{title}” was taken from {found}", Rank.GUESSED)


@dataclass(frozen=True, slots=True)
class ImportedText:
    """A document as Markdown. ``title`` is empty where it says none; ``images`` are by the name the text uses."""

    title: str
    markdown: str
    images: Mapping[str, bytes] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    subtitle: str = ""


_SAID = re.compile(r"“[^“”]*”|\d[\d.,:-]*")
_FEW = 3
"""As many of one kind are listed one by one."""


def in_kinds(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """Yield what to show of ``remarks`` where all of them would be too many."""
    kinds: dict[tuple[Rank, str], list[Remark]] = {}
    for remark in sorted(remarks, key=lambda it: it.rank):
        kinds.setdefault((remark.rank, _SAID.sub("", remark.message)), []).append(remark)
    for found in kinds.values():
        if len(found) <= _FEW:
            yield from found
        else:
            yield replace(found[0], message=f"{found[0].message} (and {len(found) - 1} more of this kind)")


LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
"""Characters that end a line, and that no text may have for it."""
_SEPARATORS = re.compile("[\x85\u2028\u2029]+(\n?)")
_HANGUL = re.compile("[가-힣]")
_LEADER = re.compile("(?<!․)․(?!․)")
"""The dot that Hancom Office types between two nouns; several after one another lead to the number of a page."""
_EMBEDDED = re.compile("([\u202a\u202b])([^\u202a-\u202e\u2066-\u2069\n]*)\u202c")
_ISOLATE = {"\u202a": "\u2066", "\u202b": "\u2067"}
"""The successors of the marks that set the direction of a few words."""


def without_marks(text: str) -> tuple[str, list[tuple[int, str]]]:
    """``text`` without them, and the line of each with what it was.

    A separator of lines is replaced by a space. Two marks round words on one line are replaced by those that Unicode
    has in their place now; nothing is said of these.
    """
    text = _EMBEDDED.sub(lambda found: f"{_ISOLATE[found[1]]}{found[2]}\u2069", text)
    places = list(unwanted(text))
    if not places:
        return text, []
    said = [(text.count("\n", 0, at) + 1, f"{name_of(text[at])} was taken out") for at in places]
    spaced = _SEPARATORS.sub(lambda found: found[1] or " ", text)
    return without(spaced, list(unwanted(spaced))), said


def cleaned(text: ImportedText) -> ImportedText:
    """A document without them, with one remark for all; the dots of Hancom Office are such as fonts have."""
    (title, of_title), (markdown, of_text) = without_marks(text.title), without_marks(text.markdown)
    subtitle, of_subtitle = without_marks(text.subtitle)
    remarks = list(text.remarks)
    if count := len(of_title) + len(of_subtitle) + len(of_text):
        remarks.append(Remark("", f"invisible characters that no text may have were taken out: {count}", Rank.DETAIL))
    parts = [title, subtitle, markdown]
    if _HANGUL.search(markdown) and (count := sum(len(_LEADER.findall(part)) for part in parts)):
        title, subtitle, markdown = (_LEADER.sub("·", part) for part in parts)
        remarks.append(Remark("", f"· was written for ․ (U+2024), which fonts lack: {count} times", Rank.DETAIL))
    title, subtitle = (" ".join(part.split()) for part in (title, subtitle))
    return replace(text, title=title, subtitle=subtitle, markdown=markdown, remarks=tuple(remarks))
