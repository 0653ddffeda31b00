"""``briefgen publish``: the built site on a branch of a git remote, which GitHub Pages serves."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options as shared
from briefgen.cli.project import Project
from briefgen.cli.report import FAILED, OK, ReportStyle, tell

if TYPE_CHECKING:
    from briefgen.hosting.publishing import Done

_MANNER = ("form", "strict", "select", "ignore")
_MANY = 40
"""Files of one kind, above which folders are listed in their place."""
_SIGNS = {"added": "+", "changed": "~", "removed": "-"}


@click.command(
    "publish",
    epilog="""\b
Examples:
  briefgen publish --dry-run                           show what would change
  briefgen publish                                     site/ → the branch gh-pages of origin
  briefgen publish --remote ../pages.git --branch main
  briefgen publish -o public                           the site made by briefgen build -o public

The branch gets one commit, which names the source commit. If anything fails, the branch stays unchanged.""",
)
@shared.with_options(
    shared.SOURCE,
    click.option("--remote", metavar="NAME", help="Git remote, address or folder.  [default: origin]"),
    click.option("--branch", metavar="NAME", help="Branch to publish on.  [default: gh-pages]"),
    click.option(
        "-o",
        "--output",
        "folder",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Folder of the built site.  [default: site in the project folder]",
    ),
    click.option("-n", "--dry-run", is_flag=True, help="Show what would change; push nothing."),
    click.option("--replace", is_flag=True, help="Replace what another tool has put on the branch."),
    click.option("--let-go", is_flag=True, help="Drop published addresses that have no replacement."),
    shared.STRICT,
    shared.SELECT,
    shared.IGNORE,
    shared.FORMAT,
    shared.QUIET,
    shared.DEBUG,
)
def command(project: Project, folder: Path | None, quiet: bool, **given: Any) -> int:
    """Push the built site to the branch that GitHub Pages serves."""
    from briefgen.cli.runs.freshness import built_in
    from briefgen.hosting.git import Git
    from briefgen.hosting.publishing import PublishOptions, publish
    from briefgen.reading.world import DiskWorld

    manner = ReportStyle.of(*(given.pop(name) for name in _MANNER))
    built = built_in(project, folder or project.root / "site")
    git = Git(project.root.resolve(), os.environ)
    options = PublishOptions(**given)
    outcome = publish(DiskWorld(project.root), built, git, options, Path.cwd(), lambda found: bool(manner.code(found)))
    done = outcome.value
    if done and given["dry_run"] and not manner.is_data:
        _list(done)
    tell(outcome.diagnostics, manner, project, _result(done, given["dry_run"]))
    if not manner.is_data:
        _say(done, given["dry_run"], quiet)
    return OK if done else FAILED


def _result(done: Done | None, dry_run: bool) -> Mapping[str, Any]:
    """The same for programs."""
    if done is None:
        return {"published": False}
    made = done.publication
    return {
        "published": made.is_needed and not dry_run,
        "remote": done.target.remote,
        "branch": done.target.branch,
        "commit": made.commit,
        "files": made.files,
        "bytes": done.size,
        **{kind: list(getattr(made, kind)) for kind in _SIGNS},
    }


def _list(done: Done) -> None:
    """What would change: each file, or each folder where they are many. Before the problems, which stay in sight."""
    for kind, sign in _SIGNS.items():
        paths = getattr(done.publication, kind)
        folders = Counter(path.rpartition("/")[0] for path in paths)
        for folder, count in sorted(folders.items()) if len(paths) > _MANY else ():
            click.echo(f"{sign} {f'{folder}/' if folder else './'} ({count} file{'' if count == 1 else 's'})")
        for path in paths if len(paths) <= _MANY else ():
            click.echo(f"{sign} {path}")


def _say(done: Done | None, dry_run: bool, quiet: bool) -> None:
    if done is None:
        click.echo("nothing was published; the branch is unchanged")
        return
    made = done.publication
    if not made.is_needed:
        if not quiet:
            click.echo(f"nothing to publish: {done.target} is up to date")
        return
    if quiet and not dry_run:
        return
    counts = ", ".join(f"{len(getattr(made, kind))} {kind}" for kind in _SIGNS)
    whole = f"{made.files} files, {done.size / 1e6:.1f} MB"
    if dry_run:
        click.echo(f"would be published on {done.target}: {counts}; {whole}")
        return
    click.echo(f"published on {done.target}, commit {made.commit[:12]}: {counts}; {whole}")
    if done.is_first:
        branch = done.target.branch
        click.echo(f"On GitHub, select it once under Settings → Pages: Deploy from a branch, {branch}, / (root)")
