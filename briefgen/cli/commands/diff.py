"""``briefgen diff``: what a proposed change does to the site, as a comment for its pull request and as a page."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

from briefgen.cli import options as shared
from briefgen.cli.output_folder import write_files
from briefgen.cli.project import Project
from briefgen.cli.report import OK


@click.command(
    "diff",
    epilog="""\b
Examples:
  briefgen diff main
  briefgen diff origin/main --page changes.html > comment.md
  gh pr comment --body-file comment.md      in a workflow

The project is compared with the last commit that it shares with BASE. Exit code 0, whatever has changed.""",
)
@click.argument("base", metavar="BASE")
@shared.with_options(
    shared.SOURCE,
    click.option(
        "--page",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Also write a page with all languages side by side.",
    ),
    click.option("--draft", is_flag=True, help="Compare drafts and briefs under embargo too."),
    shared.NOW,
    shared.DEBUG,
)
def command(base: str, project: Project, page: Path | None, draft: bool, now: datetime | None) -> int:
    """Show what changes for readers since BASE, a commit or branch, in Markdown: texts, facts, problems."""
    from briefgen.handouts.changing.differences import RevisionError, past_project, site_changes
    from briefgen.handouts.changing.markdown import as_markdown
    from briefgen.handouts.changing.page import as_page
    from briefgen.hosting.git import Git
    from briefgen.reading.world import DiskWorld

    if page is not None and page.resolve().is_relative_to((project.root / "site").resolve()):
        raise click.UsageError("the page must not be in site/, which is for readers: choose another place")
    world = DiskWorld(project.root, now=now)
    try:
        past = past_project(Git(project.root, os.environ), base, world)
    except RevisionError as problem:
        raise click.ClickException(str(problem)) from problem
    changes = site_changes(past, world, preview=draft)
    if page is not None:
        write_files(page.parent, {page.name: as_page(changes).encode()})
    click.echo(as_markdown(changes), nl=False)
    return OK
