"""What is asked of a printer is asked for a form that is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.model.core.diagnostics import Diagnostic, warning
from briefgen.model.written.briefs import BriefData
from briefgen.model.written.packs import Pack
from briefgen.model.written.pdf_forms import Profile
from briefgen.model.written.shown import Shown
from briefgen.model.written.written import Written
from briefgen.rendering.fonts.faces import Fonts
from briefgen.resolving.edition.edition import Edition

_CODE = "print-form-is-made"


def press_has_its_form(edition: Edition, site: Shown, fonts: Fonts) -> Iterable[Diagnostic]:
    """A warning for each ``print:`` without the form that it is for."""
    every: tuple[Written[BriefData] | Written[Pack], ...] = (
        *(brief.data for brief in site.briefs.values()),
        *site.packs.values(),
    )
    for written in every:
        yield from _unused(written)


def _unused(written: Written[BriefData] | Written[Pack]) -> Iterator[Diagnostic]:
    data = written.value
    if "print_" in data.model_fields_set and Profile.PRINT not in data.profiles:
        hint = f"write profiles: [{', '.join([*data.profiles, Profile.PRINT])}]"
        yield warning(_CODE, "“print” is for the form print, which is not made", written.at("print"), hint)
