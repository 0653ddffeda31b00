"""``briefgen serve``: a preview in the browser that follows every change."""

from __future__ import annotations

import errno
import os
import threading
from datetime import datetime
from typing import TYPE_CHECKING

import click

from briefgen.cli import options as shared
from briefgen.cli.options import wants_colour
from briefgen.cli.project import CONTENT, Project
from briefgen.cli.report import as_text
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.output.tree import Tree

if TYPE_CHECKING:
    from briefgen.preview.preview import Preview
    from briefgen.preview.serve import Server

_LAST_PORT = 65535


@click.command(
    "serve",
    epilog="""\b
Examples:
  briefgen serve
  briefgen serve -C my-briefs --port 9000
  briefgen serve --no-draft --now 2026-03-05T09:00+09:00

PDFs are made when you open one, and again after each change. Stop with Ctrl-C.""",
)
@shared.with_options(
    shared.SOURCE,
    click.option(
        "--port",
        type=click.IntRange(0, 65535),
        default=8000,
        show_default=True,
        help="Port on this machine; 0 chooses a free one.",
    ),
    click.option(
        "--draft/--no-draft",
        default=True,
        help="Include drafts and briefs under embargo, marked on every page.  [default: --draft]",
    ),
    shared.NOW,
    shared.EXECUTOR,
    shared.NO_CACHE,
    shared.DEBUG,
)
def command(project: Project, port: int, draft: bool, now: datetime | None, executor: str, no_cache: bool) -> int:
    """Preview the site in the browser and update it while you write."""
    from briefgen.building.build import BuildOptions
    from briefgen.cli.runs.state import store_of, workers_of
    from briefgen.preview.builder import PreviewOptions, whole_builds
    from briefgen.preview.preview import Preview
    from briefgen.preview.quick_pages import QuickSite
    from briefgen.preview.serve import serve
    from briefgen.reading.cache import Recall
    from briefgen.reading.world import TEMPLATES, DiskWorld, default_theme

    # What the builder leaves behind when it is stopped in its work is cleared away; Python would tell of it as well.
    os.environ.setdefault("PYTHONWARNINGS", "ignore:resource_tracker")
    order = PreviewOptions(project.root, now, draft, executor, store_of(project, no_cache))
    with workers_of(project, executor) as workers, whole_builds(order, workers) as make:
        recall = Recall()

        def draw(last: Tree, looked_at: str) -> QuickSite:
            world = DiskWorld(project.root, now=now, reader=recall.read)
            options = BuildOptions(pdfs=False, preview=draft)
            return QuickSite(world, options, last, looked_at, executor=workers, store=order.store)

        def tell(diagnostics: tuple[Diagnostic, ...]) -> str:
            click.echo(as_text(diagnostics, project, colour=wants_colour()) or "built, no problems\n", nl=False)
            return as_text(diagnostics, project)

        server = _server(Preview(make, tell, draw), port)
        folders = [project.root / CONTENT, project.root / TEMPLATES, default_theme()]
        serve(server, folders, lambda: click.echo(f"look at {server.address}"), threading.Event())
    return 0


def _server(preview: Preview, port: int) -> Server:
    from briefgen.preview.serve import Server

    try:
        return Server(preview, port)
    except OSError as problem:
        another = f"choose another, for example --port {port + 1 if port < _LAST_PORT else 8000}, or 0 for a free one"
        if problem.errno == errno.EADDRINUSE:
            words = f"port {port} is already in use, perhaps by another briefgen serve: stop that program, or {another}"
        elif problem.errno == errno.EACCES:
            words = f"no permission to use port {port}: {another}"
        else:
            words = f"port {port} cannot be used ({problem.strerror}): {another}"
        raise click.UsageError(words) from None
