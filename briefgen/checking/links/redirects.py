"""An old address is nobody else's now, and what it leads to is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.language.matching.nearest import did_you_mean
from briefgen.model.core.diagnostics import Diagnostic, error
from briefgen.model.output.path_names import fault_of
from briefgen.resolving.site.redirects import Moved

FREE, LEADS = "old-address-is-free", "link-resolves"


def old_addresses_hold(moved: Sequence[Moved], live: Collection[str]) -> Iterator[Diagnostic]:
    """``live`` are the paths of all that is made, but for what stands at old addresses."""
    first: dict[str, Moved] = {}
    alike = {path.casefold(): path for path in live}
    files = {it.page.casefold(): it.page for it in moved} | alike
    folders = {folder: path for path in sorted(alike) for folder in _folders(path)}
    for it in moved:
        if not it.is_here:
            message = f"“{it.said}” cannot be an old address of this site"
            yield error(FREE, message, it.span, "write its path below base_url, e.g. ko/briefs/trade.html")
            continue
        if fault := fault_of(it.page) or _nested(it.page.casefold(), files, folders):
            yield error(FREE, f"“{it.said}” cannot be an old address: {fault}", it.span, "write another address")
            continue
        if (used := alike.get(it.page.casefold())) is not None:
            where = "it is in use now" if used == it.page else f"{used}, which differs only in capitals, is in use now"
            message = f"“{it.said}” is not an old address: {where}"
            yield error(FREE, message, it.span, "remove it here, or rename what uses it now")
        elif (other := first.setdefault(it.page.casefold(), it)).new != it.new:
            found = error(FREE, f"“{it.said}” redirects to two places", it.span, "keep it for one of them")
            yield replace(found, related=((other.span, "also given here"),) if other.span else ())
        if it.is_whole:
            yield from _dead(it, live)


def _folders(path: str) -> Iterator[str]:
    """The folders that a path is in."""
    while path := path.rpartition("/")[0]:
        yield path


def _nested(path: str, files: Mapping[str, str], folders: Mapping[str, str]) -> str:
    """Return what says that a file would be a folder too; empty when none would."""
    if file := next((files[it] for it in _folders(path) if it in files), ""):
        return f"{file} is a file, not a folder"
    return f"it is the folder of {files[folders[path]]}" if path in folders else ""


def _dead(it: Moved, live: Collection[str]) -> Iterator[Diagnostic]:
    """Report what a line of ``redirects:`` cannot do."""
    if it.leads_away or it.new in live:
        if not it.old.endswith(".html") and it.old.rpartition(".")[2] != it.new.rpartition(".")[2]:
            message = f"“{it.said}” is not a page: it cannot redirect, and {it.new} is a file of another type"
            yield error(LEADS, message, it.span, "give a file of the same type: it will be copied to the old address")
        return
    yield error(LEADS, f"“{it.said}” redirects to {it.new}, which is not on the site", it.span, _meant(it.new, live))


def _meant(path: str, live: Collection[str]) -> str:
    return did_you_mean(path, live, "write the path of an existing page, e.g. ko/briefs/index.html")
