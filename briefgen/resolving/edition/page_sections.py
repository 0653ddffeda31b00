"""A text as its page is laid out: what stands at its head, then sections, each with what stands beside it.

Web and paper lay the same sections out in the same order, so that a reader aloud meets them alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefgen.model.core.directives import AT_A_GLANCE, PLACES, RECOMMENDATION
from briefgen.model.core.document import Node


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks of a section that follow each other: recommendations, set as cards, or anything else."""

    blocks: tuple[Node, ...]
    is_cards: bool = False


@dataclass(frozen=True, slots=True)
class PageSection:
    """A heading of the second level and what follows it; the first section of a text may have none."""

    heading: Node | None
    beside: tuple[Node, ...]
    """Charts, tables and boxes that stand in the column beside its text."""
    runs: tuple[Run, ...]

    @property
    def has_cards(self) -> bool:
        """Whether it recommends something."""
        return any(run.is_cards for run in self.runs)


def glance_of(body: Node) -> tuple[Node, ...]:
    """The points to take away."""
    return tuple(part for part in body.children if AT_A_GLANCE.is_kind_of(part))


def lead_of(body: Node) -> tuple[Node, ...]:
    """The chart that stands before the text, if there is one."""
    return tuple(part for part in body.children if part.get("lead"))


def sections_of(body: Node) -> tuple[PageSection, ...]:
    """The rest of the text."""
    rest = [part for part in body.children if not part.get("lead") and not AT_A_GLANCE.is_kind_of(part)]
    return tuple(_section(blocks) for blocks in _parted(rest))


def _parted(blocks: Sequence[Node]) -> Iterator[list[Node]]:
    """The blocks cut before every heading of the second level."""
    part: list[Node] = []
    for block in blocks:
        if _opens(block) and part:
            yield part
            part = []
        part.append(block)
    if part:
        yield part


def _section(blocks: Sequence[Node]) -> PageSection:
    heading = blocks[0] if _opens(blocks[0]) else None
    rest = blocks[1:] if heading is not None else blocks
    beside = tuple(block for block in rest if is_beside(block))
    flow = (block for block in rest if not is_beside(block))
    runs = groupby(flow, key=RECOMMENDATION.is_kind_of)
    return PageSection(heading, beside, tuple(Run(tuple(found), is_cards) for is_cards, found in runs))


def is_beside(part: Node) -> bool:
    """Tell whether a block is to stand beside the text of its section."""
    return part.get(":place:") == PLACES[1]


def _opens(part: Node) -> bool:
    return part.kind == "heading" and part.get("level") == "2"
