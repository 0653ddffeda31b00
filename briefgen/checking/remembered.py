"""How a rule that looks at one text after another leaves out those that it has looked at before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.written.shown import Shown

LookedUp = Mapping[str, Any]
"""What a rule may look up, by name: the ``site``; the ``look`` of a language, or the figures ``held`` by the ledger."""
Find = Callable[[LookedUp], Iterable[Diagnostic]]
Recall = Callable[[tuple[object, ...], Find, LookedUp], Iterable[Diagnostic]]
"""What ``Find`` finds in a text; without looking, where it has looked for an equal key before and what it looked up
then is the same.

The key holds all that is looked at besides what ``without_texts`` leaves of the site. Facts and sources, which change
most, are to be looked up in what ``Find`` is given, and nowhere else.
"""


def anew(key: tuple[object, ...], find: Find, looked_up: LookedUp) -> Iterable[Diagnostic]:
    """Remembers nothing."""
    return find(looked_up)


def without_texts(site: Shown) -> Shown:
    """The site with its ledger, sources, glossary and settings alone: what a rule may look up for any text."""
    return replace(site, briefs={}, pages={}, packs={}, timeline={}, links={}, written=None, said=())
