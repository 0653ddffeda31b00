"""How a rule that looks at one text after another leaves out those that it has looked at before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.written.shown import Shown

Find = Callable[[], Iterable[Diagnostic]]
Recall = Callable[[tuple[object, ...], Find], Iterable[Diagnostic]]
"""What ``Find`` finds in a text; without looking, where it has looked for an equal key before.

The key holds all that is looked at besides what ``without_texts`` leaves of the site.
"""


def anew(key: tuple[object, ...], find: Find) -> Iterable[Diagnostic]:
    """Remembers nothing."""
    return find()


def without_texts(site: Shown) -> Shown:
    """The site with its ledger, sources, glossary and settings alone: what a rule may look up for any text."""
    return replace(site, briefs={}, pages={}, packs={}, timeline={}, links={}, written={}, said=())
