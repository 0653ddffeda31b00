"""What is wrong with a file that comes back from a translator: nothing of it is taken then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator

from briefgen.handouts.translating.formats.exchange import ExchangeBrief
from briefgen.handouts.translating.pieces import signs
from briefgen.handouts.translating.units import BriefUnits
from briefgen.model.core.diagnostics import Diagnostic, error, few
from briefgen.model.values.plain import one_line

HINT = "nothing is taken from this file"
_MOST_PLACES = 10
_MOST_TOLD = 50
"""Of the units of a brief that are not its own: more say nothing new."""


def version_problems(file: str, given: ExchangeBrief, now: BriefUnits) -> Iterator[Diagnostic]:
    """Whether the brief still says what it said when it was exported."""
    if given.source_digest == now.source_digest:
        return
    said = {it.id: signs(it.source) for it in given.units}
    changed = [it.source.span for it in now.units if said.get(it.id) != signs(it.source.pieces)]
    places = few(f"{it.path}:{it.line}" for it in changed)
    lang = now.direction.source
    message = f"{file} was exported from an older text of {now.slug} ({lang})" + (
        f", which has changed since at {places}" if places else ""
    )
    hint = f"export it again and let the translator's program fill it from its memory; {HINT}"
    yield error("translation-file-is-current", message, min(changed, default=None), hint)


def target_problem(file: str, now: BriefUnits, differing: Container[str]) -> Diagnostic:
    """The translation was changed since the export; ``differing`` are the ids of the units that come back otherwise.

    The file does not say what they were sent with: of these, some were changed by the translator alone.
    """
    spans = [(it.target or it.source).span for it in now.units if it.id in differing]
    places = few((f"{it.path}:{it.line}" for it in spans), _MOST_PLACES)
    message = (
        f"{file} was exported before {now.slug} ({now.direction.target}) was last changed: "
        f"the file and the text differ at {places}"
    )
    hint = (
        "take it at the commit at which it was exported, and merge; "
        f"or export it again and let the translator's program fill it from its memory; {HINT}"
    )
    return error("translation-file-is-current", message, min(spans, default=None), hint)


def unit_problems(file: str, given: ExchangeBrief, now: BriefUnits, slugs: Iterable[str]) -> Iterator[Diagnostic]:
    """Units that are not of the brief, or there twice."""
    known = {it.id: it for it in now.units}
    count = Counter(it.id for it in given.units)
    for ident in [it for it, number in count.items() if number > 1][:_MOST_TOLD]:
        span = known[ident].source.span if ident in known else None
        message = f"{file} has {count[ident]} units with the id “{one_line(ident, 80)}”"
        yield error("unit-is-returned-once", message, span, f"keep one of them; {HINT}")
    for ident in [it for it in count if it not in known][:_MOST_TOLD]:
        other = ident.partition("#")[0]
        whose = f"is of the brief “{other}”" if other in slugs and other != now.slug else "is none of its units"
        message = f"{file}: the unit “{one_line(ident, 80)}” is in the part of {now.slug}, but {whose}"
        yield error("translation-file-is-ours", message, None, f"delete it; {HINT}")
