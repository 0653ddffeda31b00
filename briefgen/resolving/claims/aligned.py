"""The blocks of a brief side by side, in the order of its original."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefgen.model.written.briefs import Brief
from briefgen.model.written.written import Lang
from briefgen.resolving.translation.blocks import TranslationUnit, body_blocks, front_blocks, wording_blocks
from briefgen.resolving.translation.pairs import Pairs
from briefgen.resolving.translation.standing import stamps_of

_CHART_DATA = "/data"
"""Cells of charts are told by what they show, not by how they are written."""

Aligned = Mapping[Lang, TranslationUnit]


def aligned(brief: Brief, langs: Sequence[Lang]) -> tuple[Aligned, ...]:
    """Each block in every language that has it; what the original lacks comes last."""
    original = brief.original(tuple(langs)) or langs[0]
    front = list(front_blocks(brief.texts[original]))
    body = body_blocks(brief.texts[original])
    yaml = [block for block, _ in wording_blocks(brief, original, original) if not _is_cell(block)]
    table: dict[int, dict[Lang, TranslationUnit]] = {id(block): {original: block} for block in (*front, *body, *yaml)}
    extra: list[dict[Lang, TranslationUnit]] = []
    for lang in langs:
        if lang != original:
            for source, made in _pairs(brief, lang, front, body, yaml, original):
                if source is not None and made is not None:
                    table[id(source)][lang] = made
                elif made is not None:
                    extra.append({lang: made})
    return (*table.values(), *extra)


def _pairs(
    brief: Brief,
    lang: Lang,
    front: Sequence[TranslationUnit],
    body: Sequence[TranslationUnit],
    yaml: Sequence[TranslationUnit],
    original: Lang,
) -> Iterator[tuple[TranslationUnit | None, TranslationUnit | None]]:
    text = brief.texts[lang]
    given = {block.at: block for block in front_blocks(text)}
    yield from ((block, given.pop(block.at, None)) for block in front)
    yield from ((None, block) for block in given.values())
    yield from Pairs(stamps_of(brief, lang)).of(body, body_blocks(text))
    words = {block.at: block for _, block in wording_blocks(brief, original, lang)}
    yield from ((block, words.get(block.at)) for block in yaml)


def _is_cell(block: TranslationUnit) -> bool:
    return block.at.startswith("chart/") and _CHART_DATA in block.at
