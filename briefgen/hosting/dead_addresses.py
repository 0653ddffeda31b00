"""Addresses that were published and lead nowhere any more: no URL ever dies."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from briefgen.model.core.diagnostics import Diagnostic, Severity, Span, few
from briefgen.model.values.pdf_forms import Profile

STAYS = "address-stays"
_KEPT = re.compile(r".+\.(html|pdf)")
"""What people note down, print and link to; the files beside it go with the page."""
_LOST = "404.html"
_SECTIONS: Mapping[str, str] = {
    "briefs": "content/briefs/{}/brief.yaml",
    "packs": "content/packs/{}.yaml",
    "topics": "content/site.yaml",
}
"""Folders of the site → the file in which ``was:`` stands."""
_FORMS = ("-booklet", *(f"-{profile}" for profile in sorted(Profile, key=len, reverse=True)))
_SITE = "content/site.yaml"
_SHOWN = 3
_Subject = tuple[str, str]
"""The section of an address, and the name in it that its languages and forms share; no section for plain pages."""


def vanished(
    before: Collection[str], now: Collection[str], severity: Severity = Severity.ERROR
) -> Iterator[Diagnostic]:
    """A problem for each subject of which addresses are gone: pages and PDFs that stood there before."""
    gone = sorted(path for path in set(before) - set(now) if _KEPT.fullmatch(path) and path != _LOST)
    by_subject: dict[_Subject, list[str]] = {}
    for path in gone:
        by_subject.setdefault(_subject(path), []).append(path)
    new = {_subject(path) for path in now if path.endswith(".html")} - {_subject(path) for path in before}
    for (section, name), paths in by_subject.items():
        whole = not any(_subject(path) == (section, name) for path in now)
        yield _problem(section, name, paths, sorted(it for of, it in new if of == section and whole), severity)


def _problem(section: str, name: str, paths: list[str], candidates: list[str], severity: Severity) -> Diagnostic:
    message = f"{few(paths)} {'was' if len(paths) == 1 else 'were'} published, but would now be missing"
    spare = f"redirects: {{{paths[0]}: {_above(paths[0])}}}"
    if candidates and (section or len(candidates) == 1):
        names = " or ".join(f"“{it}”" for it in candidates[:_SHOWN])
        place = _SECTIONS.get(section, "the texts in content/pages/{}/").format(candidates[0])
        there = f"{place}, below topics: and {candidates[0]}:" if section == "topics" else place
        hint = (
            f"if it is now {names}, add was: {name} to {there} (a list, if it had other names before); "
            f"otherwise give its replacement in {_SITE}:"
        )
        span = Span(place) if place.endswith(".yaml") else None
        return Diagnostic(STAYS, message, span, severity, f"{hint} {spare}")
    return Diagnostic(STAYS, message, Span(_SITE), severity, f"give its replacement: {spare}")


def _subject(path: str) -> _Subject:
    """``ko/briefs/trade.html``, ``en/briefs/trade-print.pdf`` and ``briefs/trade/1.0-facing.pdf`` are of one brief."""
    parts = path.rpartition(".")[0].split("/")
    for number in (0, 1):
        if len(parts) > number + 1 and parts[number] in _SECTIONS:
            return parts[number], _bare(parts[number + 1]) if len(parts) == number + 2 else parts[number + 1]
    return "", parts[-1]


def _bare(name: str) -> str:
    """A name without the form of a PDF behind it."""
    return next((name.removesuffix(ending) for ending in _FORMS if name.endswith(ending)), name)


def _above(path: str) -> str:
    """Return where a reader finds what there is of the kind: the list of the section, or a PDF for a PDF."""
    folder, _, name = path.rpartition("/")
    if name.endswith(".pdf"):
        return f"{folder}/….pdf"
    return f"{folder}/index.html" if folder else "index.html"
