"""``briefgen check --links``: asks the addresses of other sites, and keeps their answers in ``content/links.yaml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import click

from briefgen import __version__
from briefgen.cli.output_folder import change_project
from briefgen.cli.project import Project
from briefgen.cli.runs.progress import progress
from briefgen.model.core.diagnostics import Diagnostic, has_errors
from briefgen.reading.layout import LINKS

if TYPE_CHECKING:
    from briefgen.links.answers import Answers
    from briefgen.links.client import Client
    from briefgen.model.records.links import LinkRecord
    from briefgen.model.written.site import Site


def refresh(project: Project, *, private: bool, quiet: bool) -> None:
    """Ask every address that the sources write, and bring the record up to date in one step.

    Without a network, or when the record cannot be read, it stays as it is, and that is said.
    """
    from briefgen.links.answers import ask_all
    from briefgen.links.record import brought_up_to_date, with_copies
    from briefgen.reading.load import load, load_links
    from briefgen.reading.world import DiskWorld
    from briefgen.resolving.site.external import pages_of

    world = DiskWorld(project.root)
    site = load(world).value
    limits = site.settings.value.limits
    if has_errors(load_links(world, limits).diagnostics):
        click.echo(f"no links were checked: {LINKS} cannot be read", err=True)
        return
    pages = pages_of(site)
    client = _client(site, private)
    with progress(quiet).stage("check links", len(pages)) as step:
        answers = ask_all(pages, client.send, step)
    if not answers.network:
        click.echo(f"no address answered: there seems to be no network; {LINKS} is unchanged", err=True)
        return
    now = load_links(world, limits)  # asking takes minutes, in which an author may have written something
    if has_errors(now.diagnostics):
        click.echo(f"nothing was recorded: {LINKS} can no longer be read", err=True)
        return
    before = {address: written.value for address, written in now.value.items()}
    record = brought_up_to_date(before, answers.by_address, pages, world.now().date())
    if archive := site.settings.value.links.archive:
        record = with_copies(record, archive, client.fetch)
    _write(project, record)
    if not quiet:
        click.echo(_told(answers), err=True)


def unchecked(project: Project, now: datetime | None) -> tuple[Diagnostic, ...]:
    """Report what the record does not know of the addresses that the sources write."""
    from briefgen.checking.links.external import addresses_are_checked
    from briefgen.reading.load import load
    from briefgen.reading.world import DiskWorld

    world = DiskWorld(project.root, now=now)
    return addresses_are_checked(load(world).value, world.now().date())


def _client(site: Site, private: bool) -> Client:
    from briefgen.links.client import Client

    home = site.settings.value.base_url
    return Client(f"briefgen/{__version__} ({f'+{home}' if home else 'link check'})", private=private)


def _write(project: Project, records: Mapping[str, LinkRecord]) -> None:
    from briefgen.writing.content.records import links_file

    path = project.root / LINKS
    before = path.read_text("utf-8") if path.exists() else ""
    if records or before:
        change_project(project.root, {LINKS: links_file(before, records).encode()})


def _told(answers: Answers) -> str:
    counted = Counter(answer.state for answer in answers.by_address.values())
    states = ", ".join(f"{number} {state}" for state, number in sorted(counted.items()))
    addresses = f"{len(answers.by_address)} address{'' if len(answers.by_address) == 1 else 'es'}"
    return f"{addresses} checked: {states}; recorded in {LINKS}" if states else "there are no external links to check"
