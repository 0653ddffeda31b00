"""Key figures are three, which is what one row holds; what is asked of a printer is for a form that is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefgen.checking.waivers import settled
from briefgen.model.core.diagnostics import Diagnostic, error, warning
from briefgen.model.core.written import Lang, Written
from briefgen.model.values.pdf_forms import Profile
from briefgen.model.written.briefs import BriefData
from briefgen.model.written.packs import Pack
from briefgen.model.written.shown import Shown
from briefgen.resolving.edition.edition import Edition

_CODE = "print-form-is-made"
_MOST = 3


def key_figures_are_three(site: Shown) -> Iterable[Diagnostic]:
    """A warning at the fourth key figure of each brief and pack that has more than three."""
    for written in _documents(site):
        if (number := len(written.value.key_figures)) > _MOST:
            message = f"there are {number} key figures; one row holds {_MOST}"
            hint = "keep the three that readers should remember; put the others in the text"
            found = warning("key-figures-are-three", message, written.at("key_figures", _MOST), hint)
            yield settled(found, written.value.allow)


def press_has_its_form(edition: Edition, site: Shown) -> Iterable[Diagnostic]:
    """A warning for each ``print:`` without the form that it is for; an error for a form that has no right to left."""
    for written in _documents(site):
        yield from _unused(written)
        if edition.direction == "rtl":
            yield from _without_right_to_left(written, edition.lang)


def _documents(site: Shown) -> Iterator[Written[BriefData] | Written[Pack]]:
    yield from (brief.data for brief in site.briefs.values())
    yield from site.packs.values()


def _unused(written: Written[BriefData] | Written[Pack]) -> Iterator[Diagnostic]:
    data = written.value
    if "print_" in data.model_fields_set and Profile.PRINT not in data.profiles:
        hint = f"write profiles: [{', '.join([*data.profiles, Profile.PRINT])}]"
        yield warning(_CODE, "“print” is for the form print, which is not made", written.at("print"), hint)


def _without_right_to_left(written: Written[BriefData] | Written[Pack], lang: Lang) -> Iterator[Diagnostic]:
    """Report what lays pages side by side knows only books that open from left to right."""
    data = written.value
    if Profile.FACING in data.profiles:
        message = f"a facing edition cannot be made with a language that is read from right to left (“{lang}”)"
        yield error(_CODE, message, written.at("profiles"), "take facing out of profiles")
    if Profile.PRINT in data.profiles and data.print_.booklet:
        message = f"a booklet cannot be made in a language that is read from right to left (“{lang}”)"
        yield error(_CODE, message, written.at("print", "booklet"), "write booklet: false")
