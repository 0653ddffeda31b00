"""What a reader is told of a translation that is older than its original: at the block, and how much of it there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError

from briefgen.model.core.blocks import blocks, every
from briefgen.model.core.directives import CHART, id_of
from briefgen.model.core.document import Node
from briefgen.model.output import addresses
from briefgen.model.profile.language import Language
from briefgen.model.written.briefs import Brief
from briefgen.resolving.edition.views import TranslationView
from briefgen.resolving.translation.standing import BlockState, TranslatedBlock, TranslationStatus

STALE, UNTRANSLATED = "stale", "untranslated"
"""Attributes of a block: the address of what the original says in its place, or says near it and is not translated."""
ORIGINAL, ORIGINAL_NAME = "original", "original-name"


def view_translation(standing: TranslationStatus, language: Language) -> TranslationView:
    """How a translation stands as a whole, in words of its own ``language``."""
    return TranslationView(
        original=standing.original,
        original_name=called(standing.original, language),
        path=addresses.brief(standing.original, standing.slug),
        stale=standing.count(BlockState.STALE),
        missing=standing.count(BlockState.MISSING),
    )


def called(lang: str, language: Language) -> str:
    """What a language is called in another: 한국어 is Korean."""
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
                anchor = addresses.figure_anchor(id_of(host))
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
