"""A text as the blocks that are translated one by one, each with the digest of what it says.

The digest is that of the canonical text: the words, and by their ids the facts, terms, sources and targets that stand
among them. White space, line breaks, emphasis, the marks of lists and the shape of quotation marks are not part of it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from briefgen.model.core.blocks import Block, blocks, lines
from briefgen.model.core.diagnostics import Span
from briefgen.model.core.directives import id_of
from briefgen.model.core.document import BLOCK_KINDS, Node
from briefgen.model.core.written import Lang, Written
from briefgen.model.records.marks import DIGITS
from briefgen.model.written.briefs import Brief, Text
from briefgen.model.written.wordings import wordings

_MEANT_TAGS = frozenset({"sup", "sub", "del", "s", "ins"})
"""HTML elements that change what is said: 10² is not 102."""

_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_QUOTES = str.maketrans("“”„‟«»‘’‚‛", '""""""' + "''''")
_WRITES_SPACES = r"[^\W\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
"""A letter or digit that a space sets apart; between hangul a space is spelling, not meaning."""
_IDLE_SPACE = re.compile(rf"(?<!{_WRITES_SPACES}) | (?!{_WRITES_SPACES})")
_FIGURE = re.compile(r"\d[\d.,]*\d")
_NAMED = re.compile("\x02([^\x03]*)\x03")
_WORD = re.compile(r"[^\W\d_]+")
_OF_A_NAME = 3
"""Words that a name may have that no language translates."""
_NOT_IN_KEY = re.compile(r"[\s#:,&*!|>'\"%@`{}\[\]]+")


@dataclass(frozen=True, slots=True, eq=False)
class TranslationUnit:
    """What is translated as a whole: a paragraph, a row, a heading, a title, a wording in YAML."""

    kind: str
    at: str
    """Where it stands, by ids: ``text/background``, ``front/title``."""
    written: str
    """What it says, with marks where something stands in it by its id."""
    span: Span
    ident: str = ""
    """The author's own id of it."""
    level: int = 0
    signs: frozenset[tuple[str, str]] = frozenset()
    """What it names by id: the same in every language."""
    node: Node | None = None
    said: str = field(init=False)
    """The canonical text."""
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "said", canonical(self.written))
        object.__setattr__(self, "digest", digest(self.said))

    @property
    def words(self) -> str:
        """What it says in one line, for the author."""
        return " ".join(_NAMED.sub(_shown, self.written).rstrip(" |").split())

    @property
    def is_for_all(self) -> bool:
        """Whether it may read the same in every language: a figure, a name. A sentence has been left untranslated."""
        return len(_WORD.findall(_NAMED.sub(" ", self.written))) <= _OF_A_NAME


def digest(said: str) -> str:
    """The digest of a canonical text."""
    return hashlib.sha256(said.encode()).hexdigest()[:DIGITS]


def canonical(words: str) -> str:
    """Words without what does not change their meaning."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFC", words)).translate(_QUOTES)
    return _IDLE_SPACE.sub("", " ".join(plain.split()))


def _shown(found: re.Match[str]) -> str:
    kind, _, ident = found[1].partition(" ")
    return {"fact": f"{{{ident}}}", "term": f"{{{ident}}}", "ref": f"{{{ident}}}", "cite": f"[@{ident}]"}.get(kind, "")


def key(*parts: object) -> str:
    """Return where a block stands, in a form that needs no quotes in YAML."""
    return "/".join(_NOT_IN_KEY.sub("-", str(part)) for part in parts)


def front_blocks(text: Text) -> Iterator[TranslationUnit]:
    """The texts of the front matter that are given."""
    front = text.front.value
    said = front.wordings() | ({"keywords": "; ".join(front.keywords)} if front.keywords else {})
    for name, words in said.items():
        yield TranslationUnit(f"front-{name}", key("front", name), words, text.front.at(name), name)


def wording_blocks(
    brief: Brief, original: Lang, lang: Lang, *, lacking: bool = False
) -> Iterator[tuple[TranslationUnit, TranslationUnit | None]]:
    """Every wording of a brief's YAML in both languages: of its data, charts and pictures.

    One that ``lang`` does not have is left out, unless those that it is ``lacking`` are asked for too.
    """
    charts = [(f"chart/{ident}", it) for ident, it in brief.charts.items()]
    pictures = [(f"picture/{name}", it) for name, it in brief.pictures.items()]
    entries: list[tuple[str, Written[Any]]] = [("brief", brief.data), *charts, *pictures]
    for name, written in entries:
        for part in wordings(written.value, cells=True):
            said, at = part.value.root, f"{name}/{key(*part.path)}"
            one, other = (
                TranslationUnit("wording", at, said[it], written.at(*part.path, it), at) if said.get(it) else None
                for it in (original, lang)
            )
            if one is not None and (other is not None or lacking):
                yield one, other


def body_blocks(text: Text) -> tuple[TranslationUnit, ...]:
    """The blocks of the body in reading order; a note's follow the block that calls it."""
    return tuple(_units(blocks(text.body), text.span))


def _units(some: Iterable[Block], span: Span) -> Iterator[TranslationUnit]:
    for block in lines(some):
        said = _said_by(block)
        if (words := "".join(said.pieces)).strip(" |"):
            yield _unit(block, words, said.signs, block.span or span)
        for note in block.called():
            for unit in _units(note.blocks, span):
                yield unit if unit.kind != "paragraph" else _as_note(unit, note.node)


def _unit(block: Block, words: str, signs: Iterable[tuple[str, str]], span: Span) -> TranslationUnit:
    inside = {("in", f"{it.get('name') or it.kind} {id_of(it)}") for it in block.containers}
    figures = {("figure", found) for found in _FIGURE.findall(words)}
    return TranslationUnit(
        kind=block.line or block.node.get("name") or block.kind,
        at=key("text", block.section.get("id")) if block.section else "text",
        written=words,
        span=span,
        ident="" if block.line in ("row", "paragraph") else block.id,
        level=int(block.node.get("level", "2")) if block.line == "heading" else 0,
        signs=frozenset(inside.union(signs, figures)),
        node=block.node,
    )


def _said_by(block: Block) -> _Said:
    said = _Said()
    for words in (block.node.text,) if block.line == "code" else block.captions:
        said.word(words)
    return said.read(block.node.children if block.line else ())


def _as_note(block: TranslationUnit, note: Node) -> TranslationUnit:
    """A paragraph of a note: it goes with no other, and knows the note of the same name in another language."""
    signs = block.signs | {("note", note.get("label"))}
    return TranslationUnit("note", block.at, block.written, block.span, "", 0, signs, block.node)


@dataclass(slots=True)
class _Said:
    """Gathers what a block says."""

    pieces: list[str] = field(default_factory=list)
    signs: set[tuple[str, str]] = field(default_factory=set)

    def word(self, words: str) -> _Said:
        self.pieces += [words, " "]
        return self

    def read(self, parts: Iterable[Node]) -> _Said:
        for part in parts:
            self._one(part)
        return self

    def _one(self, part: Node) -> None:
        kind = part.kind
        if kind in ("text", "literal"):
            self.pieces.append(part.text)
        elif kind in ("softbreak", "hardbreak"):
            self.pieces.append(" ")
        elif kind == "cell":
            self.read(part.children).pieces.append(" | ")
        elif kind == "note":
            self._sign("note", "")
        elif kind in _IDS:
            attrs = [part.get(name) for name in _IDS[kind]]
            self._sign(kind, attrs[0], *attrs[1:])
            self.read(part.children)
        elif kind == "strike" or part.get("tag") in _MEANT_TAGS:
            name = part.get("tag") or kind
            self.pieces.append(f"\x02{name}\x03")
            self.read(part.children).pieces.append(f"\x02/{name}\x03")
        else:
            self.read(part.children)
            if kind in BLOCK_KINDS:
                self.pieces.append(" ")

    def _sign(self, kind: str, ident: str, *more: str) -> None:
        self.pieces.append("\x02" + " ".join(filter(None, (kind, ident, *more))) + "\x03")
        if ident:
            self.signs.add((kind, ident))


_IDS = {
    "fact": ("id", "form"),
    "term": ("id",),
    "ref": ("id",),
    "cite": ("id", "locator", "prefix", "suffix"),
    "link": ("href", "title"),
    "image": ("src", "alt", "title"),
}
"""What stands in a text by an id, and what else of it says something."""
