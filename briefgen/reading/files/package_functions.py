"""The extensions that a site uses, and what their functions give: code of others, which may do anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from briefgen.language.matching.nearest import did_you_mean
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Severity, Span, error
from briefgen.model.core.written import Written
from briefgen.model.extension import Installed, Problem
from briefgen.model.written.settings import Settings
from briefgen.reading.bounded import within
from briefgen.reading.disk.installed import ExtensionError

if TYPE_CHECKING:
    from briefgen.reading.world import World

T = TypeVar("T")

_SHARE = 0.5
"""Of the time that a text may take: an extension is stopped by its own name before the text is."""


def extensions_of(world: World, settings: Written[Settings]) -> Outcome[tuple[Installed, ...]]:
    """Those that ``site.yaml`` lists, and no others; that they run is told where they are listed."""
    report = Report()
    found: dict[str, Installed] = {}
    for number, name in enumerate(settings.value.extensions):
        place = settings.at("extensions", number)
        try:
            found[name] = used = world.extension(name)
        except ExtensionError as why:
            hint = "install its package beside briefgen, or delete the name"
            report.add([error("extension-is-installed", str(why), place, hint)])
            continue
        message = f"the extension “{name}” is code of {used.package}, and runs whenever the site is built or checked"
        hint = "whoever installs the package vouches for it: review a change of this line as code"
        report.add([Diagnostic("extension-is-named", message, place, Severity.NOTE, hint)])
    report.add(_unknown_codes(settings, found.values()))
    return Outcome(tuple(found.values()), report.sorted())


def _unknown_codes(settings: Written[Settings], used: Iterable[Installed]) -> Iterator[Diagnostic]:
    """Codes of extensions in ``rules:`` that no extension of the site has."""
    known = [it.full(code) for it in used for code in it.extension.codes]
    failed = set(settings.value.extensions).difference(it.name for it in used)
    for code in settings.value.rules:
        if "/" in code and code not in known and code.partition("/")[0] not in failed:
            hint = did_you_mean(code, known, "delete it, or list the extension under extensions:")
            message = f"“{code}” is not a code of an extension that the site uses"
            yield error("value-has-type", message, settings.at("rules", code), hint)


def outcome_of(
    used: Installed, what: str, place: Span | None, work: Callable[[], tuple[T, Iterable[Problem]]], instead: T
) -> Outcome[T]:
    """What ``work`` gives, with its problems; ``instead``, and an error that names the extension, when it fails."""

    def tried() -> Outcome[T]:
        try:
            value, problems = work()
            return Outcome(value, tuple(_told(used, it, place) for it in problems))
        except (Exception, SystemExit) as fault:  # whatever code of others may do
            message = f"{what} of {used.package} failed: {type(fault).__name__}{_where(fault)}: {fault}"
            hint = f"report it to the authors of {used.package}, or delete the extension from site.yaml"
            return Outcome(instead, (error("extension-works", message, place, hint),))

    return within(f"{what} of {used.package}", place, tried, lambda: instead, times=_SHARE)


def expected(given: object, kind: type[T]) -> T:
    """Return what a function gave. Raises TypeError when it is of another kind."""
    if not isinstance(given, kind):
        raise TypeError(f"it gave {type(given).__name__} instead of {kind.__name__}")
    return given


def _told(used: Installed, given: Problem, place: Span | None) -> Diagnostic:
    """A problem under its full code. Raises ValueError for a code that its extension does not declare."""
    found = expected(given, Problem)
    if found.code not in used.extension.codes:
        raise ValueError(f"it reports the code “{found.code}”, which its extension does not declare")
    span = found.at.span if found.at is not None and found.at.span is not None else place
    return Diagnostic(used.full(found.code), str(found.message), span, Severity(found.severity), str(found.hint))


def _where(fault: BaseException) -> str:
    """The module and line of the extension's own code, for its author."""
    at: TracebackType | None = fault.__traceback__
    found = ""
    while at is not None:
        module = str(at.tb_frame.f_globals.get("__name__", ""))
        if not module.startswith("briefgen."):
            found = f" at line {at.tb_lineno} of {module}"
        at = at.tb_next
    return found
