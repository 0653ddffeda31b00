"""What stands in the way of a release: signatures that are not there, or not of the text as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.building.project import ProjectSources
from briefgen.building.signing import BRIEF, signing_of
from briefgen.checking.release import no_rules, signature_problems
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.written.written import Lang
from briefgen.resolving.edition.edition import Edition


def release_problems(sources: ProjectSources, editions: Mapping[Lang, Edition] | None = None) -> Iterator[Diagnostic]:
    """Of everything that readers are shown; ``sources`` is what was read. What they are not shown yet may wait.

    A text is signed as it will be with all that it leans on, so it is looked at like that here too. ``editions`` are
    those of what readers are shown, where they have been settled already.
    """
    shown = sources.site
    rules = shown.settings.value.signoff
    if rules is None:
        yield no_rules(shown.settings.span)
        return
    signing = signing_of(sources, editions).value
    for document in signing.documents:
        there = shown.briefs if document.kind == BRIEF else shown.packs
        if document.name in there:
            place = document.written.span if document.written else document.span
            seats = document.seats(signing.site)
            yield from signature_problems(document.kind, document.name, place, seats, document.texts, rules)
