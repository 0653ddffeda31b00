"""The texts of a site as passages: what a rule on style looks at, each with its place and what is waived there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from briefgen.checking.waivers import Waived, of_block
from briefgen.comparing.parts import PLACE, BlockWords, TextPart, parts_of
from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.model.written.briefs import Text
from briefgen.model.written.shown import Shown

_NO_PROSE = frozenset({"code", "row", "image"})
_NAMED = frozenset({"heading", "cell", "title", "caption", "unit", "drawn"})
"""What names a thing and says no whole sentence."""
STANDFIRST = "standfirst"
"""The kind of passage that stands under the title."""


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """The words of one block."""

    words: BlockWords
    kind: str
    path: str
    waived: Waived = field(default_factory=dict)
    plain: bool = False
    """Whether it is a title, a caption or a wording of YAML, where words of facts stand filled in."""

    @property
    def text(self) -> str:
        """With ``PLACE`` where a fact, a term or a reference stands, and for each sign of what is quoted as code."""
        text, pieces, at = self.words.text, list[str](), 0
        for role in self.words.roles:
            if role.kind == "literal":
                pieces += (text[at : role.offset], PLACE * len(role.id))
                at = role.offset + len(role.id)
        return "".join((*pieces, text[at:])) if pieces else text

    @property
    def is_named(self) -> bool:
        """Whether it is a heading, a cell, a caption or a label."""
        return self.kind in _NAMED

    def told(self, code: str, message: str, start: int, end: int, hint: str) -> Diagnostic:
        """A warning at a part of the text."""
        return warning(code, message, self.words.at(start, end, self.path), hint)


@dataclass(frozen=True, slots=True)
class PassageGroup:
    """The passages of one text or entry."""

    passages: tuple[Passage, ...]
    figures_alone: bool = False
    """Whether only figures are looked for in it."""


def of_text(text: Text, site: Shown, waived: Waived | None = None) -> PassageGroup:
    """A text with what is ``waived`` for all of its brief."""
    return PassageGroup(tuple(_of_text(text, {**site.settings.value.allow, **(waived or {})})))


def _of_text(text: Text, waived: Waived) -> Iterator[Passage]:
    front = text.front.value
    waived = {**waived, **front.allow}
    for name, words in front.wordings().items():
        if name != "short_title":
            kind = {"title": "title", "subtitle": "title", "standfirst": STANDFIRST}.get(name, "paragraph")
            yield _plain(words, kind, text.front.at(name), waived)
    yield from _of_parts(parts_of(text), text.span.path, waived)


def _plain(text: str, kind: str, span: Span, waived: Waived) -> Passage:
    return Passage(BlockWords(text, ((0, span),), ()), kind, span.path, waived, plain=True)


def _of_parts(parts: Iterable[TextPart], path: str, waived: Waived) -> Iterator[Passage]:
    for part in parts:
        own = {**waived, **of_block(part.attrs)}
        if part.words.text.strip() and part.kind not in _NO_PROSE:
            caption = bool(part.children)  # only what a directive says of itself stands beside blocks
            yield Passage(part.words, "caption" if caption else part.kind, path, own, plain=caption)
        yield from _of_parts((*part.children, *part.notes), path, own)
