"""A brief as the units that a translator gets: each text with its place, in both languages as far as they have it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from briefgen.handouts.exchanging.translators.pieces import Piece, PieceKind, signs
from briefgen.handouts.exchanging.translators.slots import MarkdownText, ProjectText, Slot, YamlNodes
from briefgen.model.core.blocks import Block, blocks, every
from briefgen.model.core.diagnostics import Span
from briefgen.model.core.directives import TABLE, directive_of
from briefgen.model.core.written import Lang
from briefgen.model.written.briefs import Brief
from briefgen.resolving.translation.standing import BlockState, TranslatedBlock, TranslationStatus, standings
from briefgen.resolving.translation.translation_units import TranslationUnit, body_blocks, front_blocks, wording_blocks

DIGITS = 16


@dataclass(frozen=True, slots=True, eq=False)
class ExportedUnit:
    """One text. ``id`` has the brief in it, and is the same for as long as the source is."""

    id: str
    state: BlockState
    source: Slot
    target: Slot | None
    piece: TranslatedBlock | None
    """The block that is stamped; None for what the translation does not have."""
    block: Block | None = None
    """Of the source; None for front matter and YAML."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What the translation says; nothing where there is none."""
        return self.target.pieces if self.target else ()


@dataclass(frozen=True, slots=True)
class Direction:
    """From which language into which."""

    source: Lang
    target: Lang


@dataclass(frozen=True, slots=True, eq=False)
class BriefUnits:
    """All units of a brief in one direction."""

    slug: str
    direction: Direction
    units: tuple[ExportedUnit, ...]
    left_out: tuple[Span, ...] = ()
    """Texts that stand in no one stretch of a file, such as those in HTML."""
    files: Mapping[str, ProjectText] = field(default_factory=dict)
    nodes: Mapping[str, YamlNodes] = field(default_factory=dict)
    """The YAML of each file, or that of its front matter."""
    target_path: str = ""
    """The text in the other language; empty while there is none."""
    standing: TranslationStatus | None = None
    """None until the other language has a text."""

    @property
    def source_digest(self) -> str:
        """Of all that is translated from."""
        return _digest((it.id, it.source.pieces) for it in self.units)

    @property
    def target_digest(self) -> str:
        """Of all that is translated so far."""
        return _digest((it.id, it.pieces) for it in self.units)


def _digest(texts: Iterable[tuple[str, tuple[Piece, ...]]]) -> str:
    said = "\x1e".join(
        "\x1f".join((ident, *(f"{kind}\x1d{name}" for kind, name in signs(pieces)))) for ident, pieces in texts
    )
    return hashlib.sha256(said.encode()).hexdigest()[:DIGITS]


def units_of(brief: Brief, direction: Direction, site: tuple[Lang, ...], files: Mapping[str, str]) -> BriefUnits:
    """The units of a brief that has a text in the first language; ``files`` has the text of each of its files."""
    return _Units(brief, direction, site, files).made()


@dataclass(slots=True)
class _Units:
    brief: Brief
    direction: Direction
    site: tuple[Lang, ...]
    files: Mapping[str, str]
    texts: dict[str, MarkdownText] = field(default_factory=dict)
    nodes: dict[str, YamlNodes] = field(default_factory=dict)
    blocks: dict[int, Block] = field(default_factory=dict)
    found: list[ExportedUnit] = field(default_factory=list)
    left_out: list[Span] = field(default_factory=list)
    taken: Counter[str] = field(default_factory=Counter)

    def made(self) -> BriefUnits:
        standing = self._standing()
        self.blocks = {id(it.node): it for it in every(blocks(self.brief.texts[self.direction.source].body))}
        worded: set[str] = set()
        for source, target, piece in self._pairs(standing):
            worded.add(source.at)
            self._add(source, target, piece)
        for source in self._other_wordings(worded):
            self._add(source, None, None)
        other = self.brief.texts.get(self.direction.target)
        if other is not None:
            self._text(other.span.path)
        nodes = {**{path: it.front for path, it in self.texts.items()}, **self.nodes}
        files = {path: it.source for path, it in nodes.items()}
        path = other.span.path if other else ""
        return BriefUnits(
            self.brief.slug, self.direction, tuple(self.found), tuple(self.left_out), files, nodes, path, standing
        )

    def _standing(self) -> TranslationStatus | None:
        original = self.brief.original(self.site)
        lang = self.direction.target if self.direction.source == original else self.direction.source
        every_one = standings(self.brief, self.site, unstamped=True)
        return next((it for it in every_one if it.lang == lang and self.direction.target in self.brief.texts), None)

    def _pairs(
        self, standing: TranslationStatus | None
    ) -> Iterator[tuple[TranslationUnit, TranslationUnit | None, TranslatedBlock | None]]:
        if standing is None:
            text = self.brief.texts[self.direction.source]
            yield from ((it, None, None) for it in (*front_blocks(text), *body_blocks(text)))
            return
        forward = standing.original == self.direction.source
        for piece in standing.pieces:
            source, target = (piece.source, piece.made) if forward else (piece.made, piece.source)
            if source is not None and not (target is None and piece.state is BlockState.CURRENT):
                yield source, target, piece

    def _other_wordings(self, known: set[str]) -> Iterator[TranslationUnit]:
        """Wordings that the other language does not have."""
        for source, target in wording_blocks(self.brief, self.direction.source, self.direction.target, lacking=True):
            if target is None and source.at not in known:
                yield source

    def _add(self, source: TranslationUnit, target: TranslationUnit | None, piece: TranslatedBlock | None) -> None:
        slots = dict(self._slots(source, self.direction.source))
        others = dict(self._slots(target, self.direction.target)) if target else {}
        if not slots and source.kind != "code" and not self._is_worded_beside(source):
            self.left_out.append(source.span)
        is_whole = target is None or slots.keys() == others.keys()
        for part, slot in slots.items():
            if not any(it.kind is PieceKind.WORDS and it.said.strip() for it in slot.pieces):
                continue
            if target is not None and part not in others:
                self.left_out.append(slot.span)
                continue
            ident = self._ident(source, part)
            state = self._state(piece, source, target) if is_whole or target else BlockState.MISSING
            self.found.append(ExportedUnit(ident, state, slot, others.get(part), piece, self._block(source, part)))

    def _is_worded_beside(self, source: TranslationUnit) -> bool:
        """Whether it is an image whose words are in a file beside it, from which they are taken where they lack."""
        shown = [] if source.node is None else [it for it in source.node.walk() if it.kind == "image"]
        return bool(shown) and all(PurePosixPath(it.get("src")).name in self.brief.pictures for it in shown)

    def _ident(self, source: TranslationUnit, part: str) -> str:
        block = self._block(source, part)
        stem = source.at if block is None else block.key
        if block is not None and source.kind == "note":
            stem += "/note-" + next((label for kind, label in source.signs if kind == "note"), "")
        tail = part.partition("#")[0]
        ident = f"{self.brief.slug}#{stem}" + (f"/{tail}" if tail else "")
        self.taken[ident] += 1
        return ident if self.taken[ident] == 1 else f"{ident}~{self.taken[ident]}"

    def _block(self, source: TranslationUnit, part: str) -> Block | None:
        if source.node is None:
            return None
        cell = part.rpartition("#")[2]
        node = source.node.children[int(cell)] if source.kind == "row" and cell else source.node
        return self.blocks.get(id(node))

    def _slots(self, unit: TranslationUnit, lang: Lang) -> Iterator[tuple[str, Slot]]:
        """The slots of a block: itself, its cells as ``#1``, its captions, its images."""
        if unit.node is None:
            yield from self._wording(unit)
            return
        text = self._text(unit.span.path)
        if unit.node.kind == "directive":
            yield from self._captions(unit, text)
        elif unit.kind == "row":
            for at in range(len(unit.node.children)):
                if (slot := text.cell_of(unit.node, at)) is not None:
                    yield f"#{at}", slot
                    yield from ((f"{image}#{at}", it) for image, it in text.image_slots(slot))
        elif unit.kind != "code" and (slot := text.slot_of(unit.node)) is not None:
            yield from [("", slot)] if unit.kind != "figure" else []
            yield from text.image_slots(slot)

    def _captions(self, unit: TranslationUnit, text: MarkdownText) -> Iterator[tuple[str, Slot]]:
        kind = directive_of(unit.node) if unit.node is not None else None
        for name in ("", *TABLE.captions):
            slot = text.captions.get((unit.span.line, name))
            if slot is not None and unit.node is not None and (name or kind is None or not kind.anchor):
                yield name.strip(":") or "title", slot

    def _wording(self, unit: TranslationUnit) -> Iterator[tuple[str, Slot]]:
        path = unit.span.path
        nodes = self._text(path).front if path.endswith(".md") else self._nodes(path)
        slot = nodes.slot(unit.span, unit.written)
        if slot is not None:
            yield "", slot

    def _text(self, path: str) -> MarkdownText:
        if path not in self.texts:
            self.texts[path] = MarkdownText(path, self.files[path])
        return self.texts[path]

    def _nodes(self, path: str) -> YamlNodes:
        if path not in self.nodes:
            self.nodes[path] = YamlNodes(ProjectText(path, self.files[path]), self.files[path])
        return self.nodes[path]

    def _state(
        self, piece: TranslatedBlock | None, source: TranslationUnit, target: TranslationUnit | None
    ) -> BlockState:
        if target is None or piece is None:
            return BlockState.MISSING
        if piece.source is source:
            return piece.state
        if piece.stamp is not None and piece.stamp.made != source.digest:  # it is translated back into the original
            return BlockState.STALE
        return BlockState.CURRENT if piece.state is BlockState.CURRENT else BlockState.UNSTAMPED


MOST_UNITS, MOST_BRIEFS = 200_000, 2_000
"""Of a file that comes back; the example has 800 in 9 briefs."""


@dataclass(frozen=True, slots=True)
class ExchangeUnit:
    """One text in both languages; ``is_confirmed`` says that a translator has set it to done."""

    id: str
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    state: BlockState = BlockState.MISSING
    remarks: tuple[str, ...] = ()
    """A note for the translator."""
    span: Span | None = None
    """Where the source stands."""
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ExchangeBrief:
    """A brief in one direction, with digests of what both texts said when the file was written."""

    slug: str
    source_lang: Lang
    target_lang: Lang
    source_digest: str
    target_digest: str
    units: tuple[ExchangeUnit, ...] = field(default=())


class UnreadableExchangeError(ValueError):
    """A file that is not taken: the message says in a sentence why."""
