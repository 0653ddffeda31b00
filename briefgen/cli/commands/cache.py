"""``briefgen cache``: where results are kept from one build to the next, how much there is, and to empty it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefgen.cli import options as shared
from briefgen.cli.project import Project
from briefgen.cli.runs.state import cache_folder, cache_limit

if TYPE_CHECKING:
    from briefgen.running.store import FileStore

_MEGABYTE = 1_000_000


@click.group("cache", epilog="\b\nExamples:\n  briefgen cache size\n  briefgen cache clear -C my-briefs")
def command() -> None:
    """Show or empty the cache: the results that a build reuses.

    \b
    It is .briefgen/cache in the project, or the folder that the environment
    variable BRIEFGEN_CACHE names. It may be deleted or shared at any time.
    BRIEFGEN_CACHE_LIMIT is its limit, such as 500MB or 5GB.  [default: 1GB]
    """


@command.command("path")
@shared.with_options(shared.SOURCE, shared.DEBUG)
def path(project: Project) -> int:
    """Print the folder of the cache."""
    click.echo(_store(project).folder)
    return 0


@command.command("size")
@shared.with_options(shared.SOURCE, shared.DEBUG)
def size(project: Project) -> int:
    """Print how many results the cache holds, their size and the limit."""
    store = _store(project)
    entries, taken = store.size()
    click.echo(f"{_results(entries)}, {_megabytes(taken)} of {_megabytes(store.limit)}")
    return 0


@command.command("clear")
@shared.with_options(shared.SOURCE, shared.DEBUG)
def clear(project: Project) -> int:
    """Delete all results; the next build makes everything from scratch."""
    store = _store(project)
    _, before = store.size()
    removed = store.prune(0)
    entries, _ = store.size()
    if entries:
        raise click.ClickException(f"{_results(entries)} in {store.folder} cannot be deleted")
    click.echo(f"deleted {_results(removed)}, {_megabytes(before)}")
    return 0


def _store(project: Project) -> FileStore:
    from briefgen.running.store import FileStore

    folder = cache_folder(project)
    if folder is None:
        raise click.ClickException("the cache of this project is not used; briefgen check says why")
    return FileStore(folder, cache_limit())


def _megabytes(count: int) -> str:
    return f"{count / _MEGABYTE:,.1f} MB"


def _results(count: int) -> str:
    return f"{count} result" if count == 1 else f"{count} results"
