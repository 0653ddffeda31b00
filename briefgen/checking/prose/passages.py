"""The texts of a site as passages: what a rule on style looks at, each with its place and what is waived there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.checking.languages.parts import PLACE, BlockWords, TextPart, parts_of
from briefgen.checking.waivers import Waived, of_block
from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.model.written.briefs import Text
from briefgen.model.written.shown import Shown
from briefgen.model.written.written import Lang

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
    sourced: bool = False
    """Whether the entry of YAML that it stands in names its source."""
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

    def roles(self, kind: str) -> Iterator[str]:
        """The ids that it names of a kind: facts, terms, sources."""
        return (role.id for role in self.words.roles if role.kind == kind)

    def told(self, code: str, message: str, start: int, end: int, hint: str) -> Diagnostic:
        """A warning at a part of the text."""
        return warning(code, message, self.words.at(start, end, self.path), hint)


@dataclass(frozen=True, slots=True)
class PassageGroup:
    """The passages that are read as one text: what is explained in one is explained in those after it."""

    passages: tuple[Passage, ...]
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Term id → the words that its full form gives."""
    known: frozenset[str] = frozenset()
    """Words that are explained elsewhere: for YAML, in the glossary."""
    figures_alone: bool = False
    """Whether only figures are looked for in it."""


def names_of(site: Shown, lang: Lang) -> dict[str, frozenset[str]]:
    """Term id → the words that its full form gives."""
    return {ident: _said(term.value.names.get(lang)) for ident, term in site.glossary.items()}


def of_text(text: Text, site: Shown, named: Mapping[str, frozenset[str]], waived: Waived | None = None) -> PassageGroup:
    """A text with what is ``waived`` for all of its brief; ``named`` is what ``names_of`` gives."""
    return PassageGroup(tuple(_of_text(text, {**site.settings.value.allow, **(waived or {})})), named)


def _said(forms: object) -> frozenset[str]:
    said = (getattr(forms, "full", None) or "", getattr(forms, "short", "") or "")
    return frozenset(word.strip("(),;/") for form in said for word in form.replace("(", " ").split())


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
