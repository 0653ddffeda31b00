"""``briefgen facts``: ask the ledger."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import click

from briefgen.cli import options as shared
from briefgen.cli.project import Project

if TYPE_CHECKING:
    from briefgen.model.core.diagnostics import Diagnostic
    from briefgen.model.written.shown import Shown
    from briefgen.reporting.facts import Places
    from briefgen.resolving.edition.edition import Edition


class _Ledger(NamedTuple):
    site: Shown
    editions: dict[str, Edition]
    places: Places
    is_whole: bool
    """Whether every file was read."""


_LANG = click.option("--lang", metavar="LANG", help="Language of the list.  [default: the first of the site]")
_ONE_LANG = click.option("--lang", metavar="LANG", help="Only this language.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Write JSON.")


@click.group(
    "facts",
    epilog="""\b
Examples:
  briefgen facts list
  briefgen facts show rd-budget-2025
  briefgen facts where rd-budget-2025
  briefgen facts unused
  briefgen facts unbound""",
)
def command() -> None:
    """Query the ledger: list and show facts, and find where they are used and which figures are not in it."""


def _read(project: Project) -> _Ledger:
    """The ledger as far as it can be read; what cannot be is told on standard error."""
    from briefgen.building.project import read_all
    from briefgen.cli.report import as_text
    from briefgen.model.core.rules import rule_of
    from briefgen.reading.world import DiskWorld
    from briefgen.reporting.facts import places_of
    from briefgen.resolving.documents.resolve import resolve

    found = read_all(DiskWorld(project.root), None)
    sources, unread = found.value, tuple(it for it in found.diagnostics if rule_of(it.code).unread)
    click.echo(as_text(unread, project) if unread else "", err=True, nl=False)
    editions = resolve(sources.site, sources.styles).value
    return _Ledger(sources.site, dict(editions), places_of(sources.site), not unread)


def _known(ledger: _Ledger, ident: str) -> str:
    return shared.one_of("fact", ident, ledger.site.facts)


def _edition(ledger: _Ledger, lang: str | None) -> Edition:
    if lang is not None and lang not in ledger.editions:
        raise click.BadParameter(f"the site has no language “{lang}”; it has {', '.join(ledger.editions)}")
    return ledger.editions[lang] if lang else next(iter(ledger.editions.values()))


@command.command("list")
@shared.with_options(shared.SOURCE, _LANG, _JSON, shared.DEBUG)
def list_facts(project: Project, lang: str | None, as_json: bool) -> int:
    """List all facts: value, status, strength and number of uses."""
    from briefgen.reporting.facts import as_data, listed

    ledger = _read(project)
    if as_json:
        click.echo(_dump([as_data(ident, ledger.editions, ledger.places) for ident in ledger.site.facts]))
    else:
        click.echo(listed(_edition(ledger, lang), ledger.places), nl=False)
    return 0


@command.command("show")
@click.argument("ident", metavar="ID")
@shared.with_options(shared.SOURCE, _JSON, shared.DEBUG)
def show(project: Project, ident: str, as_json: bool) -> int:
    """Show everything about a fact, in every language."""
    from briefgen.reporting.facts import as_data, shown

    ledger = _read(project)
    found = _known(ledger, ident)
    if as_json:
        click.echo(_dump(as_data(found, ledger.editions, ledger.places)))
    else:
        click.echo(shown(found, ledger.editions, ledger.places), nl=False)
    return 0


@command.command("where")
@click.argument("ident", metavar="ID")
@shared.with_options(shared.SOURCE, shared.DEBUG)
def where_used(project: Project, ident: str) -> int:
    """List the places that use a fact, as file:line:column."""
    from briefgen.reporting.facts import where

    ledger = _read(project)
    click.echo(where(_known(ledger, ident), ledger.places), nl=False)
    return 0


@command.command("unused")
@shared.with_options(shared.SOURCE, shared.DEBUG)
def unused_facts(project: Project) -> int:
    """List unused facts; exit code 1 if any lacks a reason under `unused`."""
    from briefgen.reporting.facts import meant_unused, unused

    ledger = _read(project)
    rest, meant = unused(ledger.site, ledger.places), meant_unused(ledger.site, ledger.places)
    for line in (*rest, *meant):
        click.echo(line)
    if not rest and ledger.is_whole:
        click.echo(
            f"every other fact is used; unused for the reasons given: {len(meant)}" if meant else "every fact is used"
        )
    return 1 if rest or not ledger.is_whole else 0


@command.command("unbound")
@shared.with_options(shared.SOURCE, _ONE_LANG, _JSON, shared.DEBUG)
def unbound_numbers(project: Project, lang: str | None, as_json: bool) -> int:
    """List figures in prose without a fact; exit code 1 if there are any."""
    from briefgen.checking.prose.figures import CODE, IN_CHART, numbers_are_bound
    from briefgen.checking.prose.rule import found_by

    ledger = _read(project)
    langs = (_edition(ledger, lang).lang,) if lang else tuple(ledger.editions)
    found = [it for one in langs for it in found_by((numbers_are_bound,), ledger.site, one) if it.span is not None]
    found.sort(key=lambda it: it.sort_key)
    codes = (CODE, IN_CHART)
    rest, allowed = [it for it in found if it.code in codes], [it for it in found if it.code not in codes]
    if as_json:
        click.echo(_dump([_as_data(it) for it in rest]))
    else:
        click.echo("".join(f"{it.span}: {it.message}; {it.hint}\n" for it in rest), nl=False)
        if rest or ledger.is_whole:
            click.echo(_summed(len(rest), len(allowed)))
    return 1 if rest or not ledger.is_whole else 0


def _as_data(found: Diagnostic) -> dict[str, object]:
    assert found.span is not None
    place = {"path": found.span.path, "line": found.span.line, "column": found.span.column}
    return {**place, "message": found.message, "hint": found.hint}


def _summed(rest: int, allowed: int) -> str:
    said = f"{rest} figures are not bound to a fact" if rest else "every figure comes from the ledger"
    return f"{said}; {allowed} allowed, for the reasons given" if allowed else said


def _dump(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
