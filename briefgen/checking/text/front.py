"""What stands first in a brief and a pack: three key figures at most, which is what one row holds."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.checking.waivers import settled
from briefgen.model.core.diagnostics import Diagnostic, warning
from briefgen.model.core.written import Written
from briefgen.model.written.briefs import BriefData
from briefgen.model.written.packs import Pack
from briefgen.model.written.shown import Shown

_MOST = 3


def key_figures_are_three(site: Shown) -> Iterable[Diagnostic]:
    """A warning at the fourth key figure of each brief and pack that has more than three."""
    every: tuple[Written[BriefData] | Written[Pack], ...] = (
        *(brief.data for brief in site.briefs.values()),
        *site.packs.values(),
    )
    for written in every:
        if (number := len(written.value.key_figures)) > _MOST:
            message = f"there are {number} key figures; one row holds {_MOST}"
            hint = "keep the three that readers should remember; put the others in the text"
            found = warning("key-figures-are-three", message, written.at("key_figures", _MOST), hint)
            yield settled(found, written.value.allow)
