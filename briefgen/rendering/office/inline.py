"""The line of a settled text as runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from briefgen.model.core.document import Node
from briefgen.model.output import addresses
from briefgen.model.written.shown import NamedFact
from briefgen.rendering.office.handoff import HandoffParagraph, HandoffPicture, HandoffRun, RunKind, RunLook

_LOOKS: Mapping[str, RunLook] = {
    "strong": RunLook.BOLD,
    "b": RunLook.BOLD,
    "emph": RunLook.ITALIC,
    "i": RunLook.ITALIC,
    "em": RunLook.ITALIC,
    "cite": RunLook.ITALIC,
    "var": RunLook.ITALIC,
    "dfn": RunLook.ITALIC,
    "strike": RunLook.STRIKE,
    "s": RunLook.STRIKE,
    "del": RunLook.STRIKE,
    "code": RunLook.CODE,
    "kbd": RunLook.CODE,
    "samp": RunLook.CODE,
    "sup": RunLook.ABOVE,
    "sub": RunLook.BELOW,
}
"""By the kind of a node or the tag of an element."""


@dataclass(frozen=True, slots=True)
class LineReader:
    """Reads lines: ``labels`` are what facts are called, ``notes`` makes paragraphs of what a note holds."""

    base_url: str
    labels: Mapping[str, str]
    picture: Callable[[Node], HandoffPicture | None]
    notes: Callable[[Node], tuple[HandoffParagraph, ...]]
    _look: HandoffRun = field(default_factory=HandoffRun)
    """A run without words that looks as those around do."""

    def runs(self, parts: Iterable[Node]) -> Iterator[HandoffRun]:
        """The runs of the parts of a line."""
        for part in parts:
            yield from self._runs(part)

    def _runs(self, part: Node) -> Iterator[HandoffRun]:
        kind = part.kind
        if kind in ("text", "literal"):
            looks = self._look.looks | ({RunLook.CODE} if kind == "literal" else set())
            yield replace(self._look, words=part.text, looks=looks, span=part.span)
        elif kind == "softbreak":
            yield replace(self._look, words=" ", span=part.span)
        elif kind == "hardbreak" or part.get("tag") == "br":
            yield HandoffRun("\n", RunKind.BREAK, span=part.span)
        elif kind == "figure-words":
            yield self._figure(part)
        elif kind == "term-words":
            yield replace(self._look, words=part.plain(), span=part.span)
        elif kind == "citation":
            yield from self._citation(part)
        elif kind == "call":
            yield HandoffRun(kind=RunKind.NOTE, span=part.span, note=self.notes(part))
        elif kind == "call-again":
            yield HandoffRun(part.get("number"), RunKind.MARK, frozenset({RunLook.ABOVE}), part.get("href"))
        elif kind == "image":
            yield HandoffRun(kind=RunKind.PICTURE, span=part.span, picture=self.picture(part))
        elif kind == "reference":
            yield replace(self._look, words=part.plain(), href=self._address(part.get("href")), span=part.span)
        else:
            yield from self._within(part).runs(part.children)
            if part.get("class") == "point-label":  # on a page the label stands apart; here it has its colon again
                yield HandoffRun(":", looks=frozenset({RunLook.BOLD}))

    def _within(self, part: Node) -> LineReader:
        """The reader for what stands in emphasis, a link or an element."""
        look = _LOOKS.get(part.get("tag") or part.kind)
        href = self._address(part.get("href")) if part.get("href") else self._look.href
        lang = part.get("lang") or self._look.lang
        looks = self._look.looks | ({look} if look else set())
        return replace(self, _look=replace(self._look, looks=looks, href=href, lang=lang))

    def _figure(self, part: Node) -> HandoffRun:
        ident = part.get("fact")
        return replace(
            self._look,
            words=part.plain(),
            kind=RunKind.FIGURE,
            href="",
            fact=ident,
            form=part.get("form"),
            label=self.labels.get(ident, ident),
            span=part.span,
        )

    def _citation(self, part: Node) -> Iterator[HandoffRun]:
        sign = HandoffRun(kind=RunKind.MARK, looks=frozenset({RunLook.ABOVE}))
        yield replace(sign, words="[")
        for at, child in enumerate(part.children):
            yield replace(sign, words=("; " if at else ""))
            yield replace(sign, words=child.plain(), href=child.get("href"))
        yield replace(sign, words="]")

    def _address(self, href: str) -> str:
        """Of a place in the document, or of a page: one of the site has an address only if the site has one."""
        if not href.startswith("site:"):
            return href
        path, _, anchor = href.removeprefix("site:").partition("#")
        if not self.base_url:
            return ""
        return addresses.absolute(path, self.base_url) + (f"#{anchor}" if anchor else "")


def with_figures(words: str, named: Iterable[NamedFact], labels: Mapping[str, str]) -> Iterator[HandoffRun]:
    """A wording as runs: the facts that it names, in its order, and the words around them."""
    at = 0
    for fact in named:
        found = words.find(fact.words, at) if fact.words else -1
        if found < 0:
            continue
        if found > at:
            yield HandoffRun(words[at:found])
        label = labels.get(fact.fact, fact.fact)
        yield HandoffRun(fact.words, RunKind.FIGURE, fact=fact.fact, form=fact.form, label=label)
        at = found + len(fact.words)
    if words[at:]:
        yield HandoffRun(words[at:])
