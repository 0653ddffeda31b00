"""Differences that their author allows by code: on a block, in front matter, in YAML, for a brief or the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen.checking.languages.parts import TextPart
from briefgen.checking.languages.report import or_allow
from briefgen.checking.waivers import Waived, of_block, settled
from briefgen.model.core.diagnostics import Diagnostic, Span
from briefgen.model.written.briefs import Text


@dataclass(frozen=True, slots=True)
class Allowed:
    """What is allowed of one text in two languages, or of one entry of YAML."""

    everywhere: Waived
    blocks: tuple[tuple[str, int, int, Waived], ...] = ()
    """File, first line and end of a block that allows something, and what."""
    bodies: tuple[tuple[str, int], ...] = ()
    """File and the line at which its front matter has ended."""

    def settle(self, problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Each problem, or that it is allowed here and why."""
        for found in problems:
            places = [found.span, *(span for span, _ in found.related)]
            own = {code: why for span in places if span for waived in self._at(span) for code, why in waived.items()}
            yield settled(self._advised(found), {**self.everywhere, **own})

    def _at(self, place: Span) -> list[Waived]:
        return [waived for path, *lines, waived in self.blocks if path == place.path and place.line in range(*lines)]

    def _advised(self, found: Diagnostic) -> Diagnostic:
        """No line of attributes can stand before what is not a block."""
        is_block = any(found.span and path == found.span.path and found.span.line >= at for path, at in self.bodies)
        if is_block:
            return found
        in_yaml = f"or say why they differ: allow: {{{found.code}: …}}"
        return replace(found, hint=found.hint.replace(or_allow(found.code), in_yaml))


def allowed_in_both(everywhere: Waived, texts: Sequence[tuple[Text, Sequence[TextPart]]]) -> Allowed:
    """What two texts, each with its blocks, allow besides what is allowed ``everywhere``."""
    blocks = (
        (text.span.path, block.span.line, max(_lines(block)) + 1, waived)
        for text, parts in texts
        for block in (inner for part in parts for inner in part.walk())
        if (waived := of_block(block.attrs))
    )
    fronts = {code: why for text, _ in texts for code, why in text.front.value.allow.items()}
    bodies = ((text.span.path, parts[0].span.line) for text, parts in texts if parts)
    return Allowed({**everywhere, **fronts}, tuple(blocks), tuple(bodies))


def _lines(part: TextPart) -> Iterator[int]:
    for inner in part.walk():
        yield max(inner.span.line, inner.span.end_line)
        yield from (span.line for _, span in inner.words.places)
