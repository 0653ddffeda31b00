"""How a translation stands to its original, block by block, and what a reader is told of it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError

from briefgen.model.core.blocks import blocks, every
from briefgen.model.core.directives import CHART, figure_anchor, id_of
from briefgen.model.core.document import Node
from briefgen.model.core.written import Lang
from briefgen.model.output import addresses
from briefgen.model.profile.language import Language
from briefgen.model.records.marks import NOT_TRANSLATED, BlockMark
from briefgen.model.written.briefs import Brief
from briefgen.resolving.translation.pairs import Pair, Pairs
from briefgen.resolving.translation.translation_units import TranslationUnit, body_blocks, front_blocks, wording_blocks


class BlockState(StrEnum):
    """How a block of a translation stands to the original."""

    CURRENT = "current"
    STALE = "stale"
    """The original says something else than when the block was stamped."""
    MISSING = "missing"
    """The original has a block that the translation has not."""
    UNSTAMPED = "unstamped"
    """Both languages have it, and nobody has said that the one was made from the other."""


@dataclass(frozen=True, slots=True, eq=False)
class TranslatedBlock:
    """A block in both languages, as far as they have it, and its stamp."""

    state: BlockState
    source: TranslationUnit | None
    """None: the original has it no more."""
    made: TranslationUnit | None
    stamp: BlockMark | None = None

    @property
    def shown(self) -> TranslationUnit:
        """The block where the translation has it, else where the original has it."""
        block = self.made or self.source
        assert block is not None
        return block


@dataclass(frozen=True, slots=True, eq=False)
class TranslationStatus:
    """One translation of a brief."""

    slug: str
    original: Lang
    lang: Lang
    pieces: tuple[TranslatedBlock, ...]
    is_started: bool = True
    """Whether anything of the translation has ever been stamped."""

    def count(self, state: BlockState) -> int:
        """Return how many blocks stand so."""
        return sum(piece.state is state for piece in self.pieces)

    @property
    def behind(self) -> tuple[TranslatedBlock, ...]:
        """What is stale or missing, in the order of the original."""
        return tuple(piece for piece in self.pieces if piece.state in (BlockState.STALE, BlockState.MISSING))


def stamps_of(brief: Brief, lang: Lang) -> tuple[BlockMark, ...]:
    """Return what has been stamped in a language; nothing in a brief that has never been."""
    return brief.stamps.value.stamps.get(lang, ()) if brief.stamps else ()


def standings(brief: Brief, site: tuple[Lang, ...], *, unstamped: bool = False) -> Iterator[TranslationStatus]:
    """Every translation of a brief that has been stamped; with ``unstamped`` those that never were, too.

    A text with a slip that may hide a part of it cannot be compared.
    """
    original = brief.original(site)
    for lang, text in brief.texts.items():
        if original is None or lang == original or not (text.whole and brief.texts[original].whole):
            continue
        stamps = stamps_of(brief, lang)
        if stamps or unstamped:
            pairs = [it for it in side_by_side(brief, original, lang) if _is_translated(*it)]
            yield TranslationStatus(brief.slug, original, lang, tuple(_sorted(pairs, stamps)), bool(stamps))


def side_by_side(brief: Brief, original: Lang, lang: Lang) -> Iterator[Pair[TranslationUnit]]:
    """Every block of two texts of a brief once, and every wording of its YAML that the original has."""
    texts = brief.texts
    given = {block.at: block for block in front_blocks(texts[lang])}
    yield from ((block, given.pop(block.at, None)) for block in front_blocks(texts[original]))
    yield from ((None, block) for block in given.values())
    yield from Pairs(stamps_of(brief, lang)).of(body_blocks(texts[original]), body_blocks(texts[lang]))
    yield from wording_blocks(brief, original, lang, lacking=True)


def _is_translated(source: TranslationUnit | None, made: TranslationUnit | None) -> bool:
    """Whether a pair counts: a wording of YAML stands in for one that is missing, and front matter may have more."""
    if source is None:
        return made is not None and made.node is not None
    return made is not None or source.kind != "wording"


_Key = tuple[str, ...] | None
_SAME: tuple[
    tuple[Callable[[BlockMark], _Key], Callable[[TranslationUnit | None, TranslationUnit | None], _Key]], ...
] = (
    (lambda stamp: (stamp.digest, stamp.made), lambda a, b: (a.digest, b.digest) if a and b else None),
    (lambda stamp: (stamp.digest,), lambda a, b: (a.digest,) if a else None),
    (lambda stamp: (stamp.made, stamp.at), lambda a, b: (b.digest, a.at) if a and b else None),
    (lambda stamp: (stamp.made,), lambda a, b: (b.digest,) if b else None),
    (lambda stamp: (stamp.at,), lambda a, b: (a.at,) if a else None),
)
"""By what a pair of blocks knows its stamp, the surest first; the last is for what was changed in both texts."""


def _sorted(pairs: Sequence[Pair[TranslationUnit]], stamps: Sequence[BlockMark]) -> Iterator[TranslatedBlock]:
    """Each pair with its stamp; what only the translation has is none of ours unless the original once had it."""
    found: dict[int, BlockMark] = {}
    left = dict(enumerate(stamps))
    for of_stamp, of_pair in _SAME:
        waiting: dict[_Key, deque[int]] = defaultdict(deque)
        for number, stamp in left.items():
            waiting[of_stamp(stamp)].append(number)
        for place, (source, made) in enumerate(pairs):
            if place not in found and (numbers := waiting.get(of_pair(source, made))):
                found[place] = left.pop(numbers.popleft())
    sources = {stamp.digest: stamp for stamp in stamps}
    for place, (source, made) in enumerate(pairs):
        known = found.get(place) or (sources.get(source.digest) if source else None)
        if source or known:
            yield TranslatedBlock(_state(source, made, known), source, made, known)


def _state(source: TranslationUnit | None, made: TranslationUnit | None, stamp: BlockMark | None) -> BlockState:
    if source is None:
        return BlockState.STALE
    if made is None:
        return BlockState.CURRENT if _is_left_out(source, stamp) else BlockState.MISSING
    if source.digest == made.digest and source.is_for_all:
        return BlockState.CURRENT
    if stamp is None or _is_left_out(source, stamp):
        return BlockState.UNSTAMPED
    return BlockState.CURRENT if stamp.digest == source.digest else BlockState.STALE


def _is_left_out(source: TranslationUnit, stamp: BlockMark | None) -> bool:
    return stamp is not None and stamp.digest == source.digest and stamp.made == NOT_TRANSLATED


# The stamps once an author has said that blocks are as old as their originals

NewStamps = Mapping[Lang, Sequence[tuple[BlockMark, BlockMark]]]
"""By language every stamp, and the one in whose place it stands."""


def restamped(
    brief: Brief,
    translations: Iterable[TranslationStatus],
    chosen: Callable[[TranslatedBlock], bool] = lambda _: True,
    *,
    left_out: bool = False,
) -> NewStamps:
    """The stamps of a brief in the order of the original, in these translations new ones of the blocks ``chosen``.

    What is missing gets none, unless it is ``left_out`` on purpose. A stamp to which no block answers any more goes.
    """
    made = {lang: [(it, it) for it in own] for lang in brief.texts if (own := stamps_of(brief, lang))}
    for translation in translations:
        stamps = ((_stamp(it, left_out) if chosen(it) else it.stamp, it.stamp) for it in translation.pieces)
        made[translation.lang] = [(stamp, before or stamp) for stamp, before in stamps if stamp is not None]
    return made


def _stamp(piece: TranslatedBlock, left_out: bool) -> BlockMark | None:
    source, made = piece.source, piece.made
    if source is None:
        return None
    if made is None:
        return BlockMark(source.digest, source.at, NOT_TRANSLATED) if left_out else piece.stamp
    return BlockMark(source.digest, source.at, made.digest)


STALE, UNTRANSLATED = "stale", "untranslated"
"""Attributes of a block: the address of what the original says in its place, or says near it and is not translated."""
ORIGINAL, ORIGINAL_NAME = "original", "original-name"


@dataclass(frozen=True, slots=True)
class TranslationView:
    """How a brief in a language that it was not written in stands to its original."""

    original: Lang
    original_name: str
    """In the language of the edition: Korean, 한국어."""
    path: str
    """Of the original's page."""
    stale: int = 0
    """Parts that are older than the original."""
    missing: int = 0
    """Parts of the original that are not translated."""


def view_translation(standing: TranslationStatus, language: Language) -> TranslationView:
    """Return how a translation stands as a whole, in words of its own ``language``."""
    return TranslationView(
        original=standing.original,
        original_name=called(standing.original, language),
        path=addresses.brief(standing.original, standing.slug),
        stale=standing.count(BlockState.STALE),
        missing=standing.count(BlockState.MISSING),
    )


def called(lang: str, language: Language) -> str:
    """Return what a language is called in another: 한국어 is Korean."""
    return _name(language.locale or language.tag, lang)


@lru_cache(maxsize=64)
def _name(locale: str, lang: str) -> str:
    try:
        return Locale.parse(lang, sep="-").get_language_name(locale.replace("-", "_")) or lang
    except (UnknownLocaleError, ValueError):
        return lang


def marked(body: Node, brief: Brief, standing: TranslationStatus, view: TranslationView) -> Node:
    """A text as written, with a mark on each block that is older than its original or has lost one beside it."""
    if not standing.behind:
        return body
    anchors = {id(it.node): it.place for it in every(blocks(brief.texts[standing.original].body))}
    charts = {id_of(part): part for part in body.walk() if CHART.is_kind_of(part)}
    marks: dict[int, dict[str, str]] = {}
    for place, piece in enumerate(standing.pieces):
        attribute = {BlockState.STALE: STALE, BlockState.MISSING: UNTRANSLATED}.get(piece.state)
        host = _host(standing.pieces, place, charts) if attribute else None
        if attribute and host is not None:
            anchor = anchors.get(id(piece.source.node), "") if piece.source else ""
            if CHART.is_kind_of(host):
                anchor = figure_anchor(id_of(host))
            shown = {ORIGINAL: view.original, ORIGINAL_NAME: view.original_name}
            marks.setdefault(id(host), shown).setdefault(attribute, f"site:{view.path}#{anchor}")
    return _with_attrs(body, marks)


def _host(pieces: Sequence[TranslatedBlock], place: int, charts: Mapping[str, Node]) -> Node | None:
    """The block that carries the mark: its own, or for a heading and for what is missing one beside it."""
    made = pieces[place].made
    if made is not None and made.node is None:
        kind, _, rest = made.at.partition("/")
        return charts.get(rest.partition("/")[0]) if kind == CHART.name else None
    source = pieces[place].source
    if made is None and (source is None or source.node is None):
        return None
    own = [made.node] if made is not None and made.node else []
    in_note = source is not None and source.kind == "note"
    for node in (*own, *_beside(pieces, place, before=made is None, notes=in_note)):
        if node.kind != "heading":
            return _last_cell(node)
    return None


def _beside(pieces: Sequence[TranslatedBlock], place: int, *, before: bool, notes: bool) -> Iterator[Node]:
    """The blocks of the translation's text round a place, the likely one first; ``notes`` stand elsewhere."""

    def nodes(some: Sequence[TranslatedBlock]) -> list[Node]:
        made = (piece.made for piece in some if piece.made and (notes or piece.made.kind != "note"))
        return [block.node for block in made if block.node]

    ahead = nodes(pieces[:place][::-1])
    yield from ahead[:1] if before else ()
    yield from nodes(pieces[place + 1 :])
    yield from ahead


def _last_cell(node: Node) -> Node:
    return node.children[-1] if node.kind == "row" and node.children else node


def _with_attrs(part: Node, marks: Mapping[int, Mapping[str, str]]) -> Node:
    own = marks.get(id(part))
    children = tuple(_with_attrs(child, marks) for child in part.children)
    if own is None and all(a is b for a, b in zip(children, part.children, strict=True)):
        return part
    return part.with_children(children).with_attrs(**(own or {}))
