"""``briefgen version``: what has been handed out is kept, and what has changed since is shown."""

from __future__ import annotations

import click

from briefgen.cli import completing
from briefgen.cli import options as shared
from briefgen.cli.output_folder import change_project
from briefgen.cli.project import Project
from briefgen.cli.report import FAILED, OK, ReportStyle, tell
from briefgen.cli.runs.progress import progress


@click.group(
    "version",
    epilog="""\b
Examples:
  briefgen version keep --all                when you publish
  briefgen version diff money-for-self-reliance""",
)
def command() -> None:
    """Keep versions that you hand out, and show what has changed since."""


@command.command(
    "keep",
    epilog="""\b
Examples:
  briefgen version keep money-for-self-reliance
  briefgen version keep --all

The words of the text and the PDFs are written to content/briefs/BRIEF/versions/VERSION/. Commit them: a build publishes
them at permanent addresses, and never makes them again.""",
)
@click.argument("briefs", metavar="[BRIEF]...", nargs=-1, shell_complete=completing.briefs)
@shared.with_options(
    shared.SOURCE,
    click.option("--all", "everything", is_flag=True, help="Keep the current version of every published brief."),
    click.option("--anew", is_flag=True, help="Keep it again, replacing what was kept; only if nobody has that yet."),
    shared.BASE_URL,
    shared.REVISION,
    shared.FORMAT,
    shared.QUIET,
    shared.EXECUTOR,
    shared.NO_CACHE,
    shared.DEBUG,
)
def keep_(
    briefs: tuple[str, ...],
    project: Project,
    everything: bool,
    anew: bool,
    base_url: str | None,
    revision: str,
    form: str,
    quiet: bool,
    executor: str,
    no_cache: bool,
) -> int:
    """Keep the current version of BRIEF, text and PDFs, as handed out."""
    from briefgen.cli.commands.build import revision_of
    from briefgen.cli.runs.state import store_of, workers_of
    from briefgen.handouts.versions import VersionOptions, keep
    from briefgen.reading.world import DiskWorld

    if bool(briefs) == everything:
        raise click.UsageError("give a brief, or use --all")
    order = VersionOptions(briefs, base_url, revision_of(revision, project), anew)
    with workers_of(project, executor) as workers:
        outcome = keep(
            DiskWorld(project.root),
            order,
            executor=workers,
            store=store_of(project, no_cache),
            progress=progress(quiet),
        )
    manner = ReportStyle(form)
    code = manner.code(outcome.diagnostics)
    if not code:
        change_project(project.root, outcome.value.files)
    tell(outcome.diagnostics, manner, project, {"files": [] if code else sorted(outcome.value.files)})
    if form == "human" and not code and not quiet:
        for line in outcome.value.said:
            click.echo(line)
    return code


@command.command("diff", epilog="\b\nExit codes: 0 the text is the same in every language; 1 otherwise.")
@click.argument("brief", shell_complete=completing.briefs)
@shared.with_options(shared.SOURCE, shared.DEBUG)
def diff(brief: str, project: Project) -> int:
    """Show how BRIEF differs from the last kept version: [-deleted-] and {+added+}."""
    from briefgen.handouts.versions import since_kept
    from briefgen.reading.world import DiskWorld

    found = since_kept(DiskWorld(project.root), brief)
    if found.value is None:
        tell(found.diagnostics, ReportStyle(), project)
        return FAILED
    version, lines = found.value
    if not lines:
        click.echo(f"the text is the same as in version {version}")
        return OK
    click.echo(f"since version {version}:")
    for line in lines:
        click.echo(line)
    return FAILED
