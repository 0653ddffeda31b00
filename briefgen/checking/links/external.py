"""Addresses of other sites, as the record in ``links.yaml`` has them: no build asks the network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from briefgen.model.core.diagnostics import Diagnostic, Severity, Span, error, warning
from briefgen.model.core.written import Written
from briefgen.model.records.links import LinkRecord, LinkState, leads_to_a_page, names_a_host, user_in
from briefgen.model.values.plain import one_line
from briefgen.model.values.quantities import Day
from briefgen.model.written.site import Site
from briefgen.resolving.site.external import AddressMention, mentions_of

_ASK = "run briefgen check --links to check it again"


def addresses_hold(site: Site) -> Iterable[Diagnostic]:
    """Report what the record knows against an address, at each place that writes it; an address that names no site."""
    for mention in mentions_of(site):
        if not names_a_host(mention.address):
            hint = "write it in full: https://example.org/page"
            yield error("link-resolves", f"the address “{mention.address}” contains no site", mention.span, hint)
            continue
        if user := user_in(mention.address):
            yield _has_user(mention, user)
        if (record := site.links.get(mention.page)) is not None:
            yield from _held_against(mention, record)
    yield from _recorded(site)


def addresses_are_checked(site: Site, today: date) -> tuple[Diagnostic, ...]:
    """Report what is not known of the site's addresses: those never asked, asked too long ago, or that gave no answer.

    A warning for what was asked long ago, a note otherwise; once an address, at the record where there is one.
    """
    first = {mention.page: mention for mention in reversed(mentions_of(site)) if names_a_host(mention.address)}
    return tuple(problem for page in sorted(first) for problem in _unknown(first[page], site, today))


def _has_user(mention: AddressMention, user: str) -> Diagnostic:
    host = urlsplit(mention.address).netloc.removeprefix(user)
    message = f"“{one_line(mention.address)}” leads to {host}, not to {one_line(user[:-1])}: that is the name of a user"
    hint = f"write the address without what stands before the @: https://{host}/…"
    return warning("address-is-safe", message, mention.span, hint)


def _held_against(mention: AddressMention, record: Written[LinkRecord]) -> Iterator[Diagnostic]:
    found = record.value
    if found.state is LinkState.GONE and found.archived is None and not mention.kept:
        hint = f"give another address, or a copy in {record.span.path}: archived: {{url: https://…}}"
        yield warning("address-is-there", f"{mention.page} is gone{_how(found)}", mention.span, hint)
    elif found.state is LinkState.MOVED and found.to:
        _, place, rest = mention.address.partition("#")
        message = f"{mention.page} has moved permanently{_how(found)}"
        hint = f"write {found.to}{place}{rest}"
        yield replace(warning("address-is-current", message, mention.span, hint), severity=Severity.NOTE)


def _how(found: LinkRecord) -> str:
    day = f"on {found.checked}" if found.checked else ""
    said = ", ".join(part for part in (str(found.status or ""), found.reason or "", day) if part)
    return f" ({said})" if said else ""


def _recorded(site: Site) -> Iterator[Diagnostic]:
    """Report what the record is about is an address, and what is put in its place has to be safe to follow, too."""
    for key, record in site.links.items():
        if not leads_to_a_page(key):
            message = f"“{one_line(key)}” is not an address of a page"
            yield error("address-is-safe", message, record.span, "write it in full, as texts have it: https://…")
        for path, address in (
            (("to",), record.value.to),
            (("archived", "url"), getattr(record.value.archived, "url", None)),
        ):
            if address is not None and not leads_to_a_page(address):
                message = f"“{address}” is not an address of a page"
                yield error("address-is-safe", message, record.at(*path), "write it in full: https://…")


def _unknown(mention: AddressMention, site: Site, today: date) -> Iterator[Diagnostic]:
    record = site.links.get(mention.page)
    found = record.value if record is not None else LinkRecord()
    place = record.span if record is not None else mention.span
    limit = site.settings.value.links.max_age_days
    if found.state is LinkState.UNCHECKED:
        yield _note(f"{mention.page} has never been checked{_how(found)}", place)
    elif found.state is LinkState.REFUSED:
        yield _note(f"{mention.page} did not say whether the page exists{_how(found)}: look at it in a browser", place)
    elif found.checked is None:
        yield _note(f"{mention.page}: the record does not say when it was checked", place)
    elif (age := (today - _day(found.checked)).days) > limit:
        message = f"{mention.page} was checked {age} days ago; the limit is {limit}"
        yield warning("address-is-checked", message, place, _ASK)


def _note(message: str, place: Span | None) -> Diagnostic:
    return Diagnostic("address-is-checked", message, place, Severity.NOTE)


def _day(day: Day) -> date:
    return date(day.year, day.month or 1, day.day or 1)
