"""What stands in the way of a release: signatures that are not there, or not of the text as it is."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checking.release import no_rules, signature_problems
from briefgen.model.diagnostics import Diagnostic
from briefgen.model.site import Site
from briefgen.reading.world import World
from briefgen.stages.signing import BRIEF, read_signing


def release_problems(world: World, shown: Site) -> Iterator[Diagnostic]:
    """Of everything that readers are ``shown``. What they are not shown yet may wait."""
    rules = shown.settings.value.signoff
    if rules is None:
        yield no_rules(shown.settings.span)
        return
    signing = read_signing(world).value
    for document in signing.documents:
        there = shown.briefs if document.kind == BRIEF else shown.packs
        if document.name in there:
            place = document.written.span if document.written else document.span
            seats = document.seats(signing.site)
            yield from signature_problems(document.kind, document.name, place, seats, document.texts, rules)
