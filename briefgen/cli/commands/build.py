"""``briefgen build``: sources in, a published folder out."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from string import hexdigits
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import options as shared
from briefgen.cli.project import Project
from briefgen.cli.report import ReportStyle, tell, tell_full, tell_starter, tell_stopping, tell_unfinished, tell_waiting
from briefgen.cli.runs.last_build import LastBuild, embargoes_of
from briefgen.cli.runs.progress import progress
from briefgen.cli.runs.state import cache_folder, cache_problems, spill_of, state_problems, store_of, workers_of
from briefgen.cli.runs.timings import PRINTED, Timings, file_asked_for, tell_timings
from briefgen.model.core.diagnostics import Diagnostic, few
from briefgen.model.values.pdf_forms import Profile
from briefgen.running.pool.inline import Share

if TYPE_CHECKING:
    from briefgen.building.build import BuildOptions
    from briefgen.resolving.embargo.embargo import Calendar
    from briefgen.writing.site.publish import PublishResult


_COMMIT = "git"
"""What stands for the commit that is checked out."""
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class BuildArguments:
    """What the command line asks for."""

    project: Project
    output: Path
    base_url: str | None
    profiles: tuple[Profile, ...]
    revision: str
    manner: ReportStyle
    quiet: bool
    executor: str
    no_cache: bool
    explain: bool
    draft: bool
    release: bool
    now: datetime | None
    no_pdfs: bool
    timings: str | None
    share: Share | None


def _share(_: click.Context, __: click.Parameter, given: str | None) -> Share | None:
    if given is None:
        return None
    found = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", given)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise click.BadParameter(f"“{given}” is not a share: write 2/8 for the second of eight")
    return Share(int(found[1]), int(found[2]))


@click.command(
    "build",
    epilog="""\b
Examples:
  briefgen build                                       content/ → site/
  briefgen build -C my-briefs --output public
  briefgen build --base-url https://someone.github.io/briefs/
  briefgen build --profile large-print --profile facing
  briefgen build --revision git                        print the commit in the PDFs
  briefgen build --no-pdfs                             only the web pages
  briefgen build --draft                               include drafts, marked → draft/
  briefgen build --now 2026-03-05T09:00+09:00 -o rehearsal
  briefgen build --strict --format json > report.json
  briefgen build --release                             require current signatures
  briefgen build --timings timings.json                where the time went
  briefgen build --shard 2/8                           put an eighth of the work into the cache

If there are errors, the folder stays unchanged.""",
)
@shared.with_options(
    shared.SOURCE,
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Output folder.  [default: site in the project folder; with --draft: draft]",
    ),
    shared.BASE_URL,
    shared.PROFILE,
    shared.REVISION,
    click.option("--draft", is_flag=True, help="Include drafts and briefs under embargo, marked on every page."),
    shared.RELEASE,
    click.option("--no-pdfs", is_flag=True, help="Make the website without PDFs, to see it soon."),
    shared.NOW,
    shared.STRICT,
    shared.SELECT,
    shared.IGNORE,
    shared.FORMAT,
    shared.QUIET,
    shared.EXECUTOR,
    shared.NO_CACHE,
    click.option(
        "--shard",
        "share",
        metavar="K/N",
        callback=_share,
        help="Do only this part of the work, and keep it in the cache for a build without --shard; write no site.",
    ),
    click.option("--explain", is_flag=True, help="Say why the site is rebuilt, and what was made again."),
    click.option(
        "--timings",
        is_flag=False,
        flag_value=PRINTED,
        metavar="[FILE]",
        callback=file_asked_for,
        help="Print where the time went, by stage; also write it to FILE.json.",
    ),
    shared.DEBUG,
)
def command(output: Path | None, project: Project, **given: Any) -> int:
    """Build the website and the PDFs, and publish them to a folder in one step."""
    shared.not_both(draft=given["draft"], release=given["release"])
    given["revision"] = revision_of(given["revision"], project)
    given["manner"] = ReportStyle.of(*(given.pop(name) for name in ("form", "strict", "select", "ignore")))
    return _build(BuildArguments(project=project, output=_output(output, project, given["draft"]), **given))


def _output(asked: Path | None, project: Project, draft: bool) -> Path:
    """Where the site is put. What is not published has a folder of its own: ``site/`` may be copied to a server."""
    site = project.root / "site"
    if not draft:
        return asked or site
    if asked is not None and asked.resolve() == site.resolve():
        raise click.UsageError("--draft cannot write to site/, which is for readers: leave out --output")
    return asked or project.root / "draft"


def revision_of(asked: str, project: Project) -> str:
    """The name of the state of the sources as it is printed: a commit by its first twelve digits."""
    from briefgen.reading.world import DiskWorld

    name = (DiskWorld(project.root).revision() or "") if asked == _COMMIT else asked
    return name[:_DIGITS] if set(name) <= set(hexdigits) else name


def _build_share(order: BuildArguments, share: Share) -> int:
    """Put a share of the work into the cache, which others fill with theirs."""
    if order.no_cache or cache_folder(order.project) is None:
        raise click.UsageError("--shard keeps its work in the cache: leave out --no-cache, or see briefgen cache path")
    timings = Timings(progress(order.quiet))
    diagnostics, _ = _make(order, lambda _: None, timings)
    code = order.manner.code(diagnostics)
    tell(diagnostics, order.manner, order.project, {"shard": [share.number, share.of], "published": False})
    if not code and not order.quiet and not order.manner.is_data:
        click.echo(f"share {share.number} of {share.of} is in the cache: {timings.total.made} results made")
    _tell_timings(order, timings)
    return code


def _build(order: BuildArguments) -> int:
    if order.share is not None:
        return _build_share(order, order.share)
    start = time.perf_counter()
    timings = Timings(progress(order.quiet))
    last = LastBuild.of(
        order.project,
        order.output,
        order.base_url,
        order.profiles,
        order.revision,
        order.draft,
        order.now,
        order.release,
        order.no_pdfs,
    )
    reasons = last.reasons()
    if not reasons and not order.no_cache:
        tell_waiting(last.waiting, order.quiet)
        code = _report(order, last.diagnostics, None, "nothing has changed", start)
        tell_unfinished(last.unfinished, order.quiet or order.draft)
        tell_stopping(last.diagnostics, order.quiet)
        _tell_timings(order, timings)
        return code
    if order.explain:
        for reason in reasons or ("--no-cache was given",):
            click.echo(f"rebuilt: {reason}", err=True)
    heard: list[Calendar] = []
    diagnostics, published = _make(order, heard.append, timings)
    ends = heard[-1] if heard else None
    tell_waiting(ends.waiting if ends else (), order.quiet)
    if published is not None:
        last.remember(diagnostics, embargoes_of(ends))
    code = _report(order, diagnostics, published, _what_was_done(published), start)
    tell_unfinished(ends.unfinished if ends else (), order.quiet or order.draft)
    tell_starter(order.project, order.quiet or order.release)
    tell_stopping(diagnostics, order.quiet)
    _tell_timings(order, timings)
    return code


def _tell_timings(order: BuildArguments, timings: Timings) -> None:
    if order.timings is not None:
        tell_timings(timings, order.timings)


def _make(
    order: BuildArguments, heard: Callable[[Calendar], None], told: Timings
) -> tuple[tuple[Diagnostic, ...], PublishResult | None]:
    """Run the pipeline, and publish if nothing stands in the way."""
    from briefgen.building.build import build
    from briefgen.reading.world import DiskWorld
    from briefgen.running.progress import nobody
    from briefgen.writing.site.publish import publish

    again = MadeAgain()
    store = store_of(order.project, order.no_cache)
    with spill_of(order.project) as spill:
        with workers_of(order.project, order.executor) as workers:
            outcome = build(
                DiskWorld(order.project.root, now=order.now),
                _options(order),
                executor=workers,
                store=told.watched(store),
                progress=told,
                tell=heard,
                explain=again.add if order.explain else nobody,
                spill=spill,
            )
        again.tell()
        tell_full(store)
        kept = (*state_problems(order.project), *cache_problems(no_cache=order.no_cache))
        found = (*kept, *outcome.diagnostics)
        if order.manner.code(found) or order.share is not None:
            return found, None
        with told.stage("publish", len(outcome.value)):
            published = publish(outcome.value, order.output)
    return (*found, *published.diagnostics), published.value if published.value.done else None


def _options(order: BuildArguments) -> BuildOptions:
    from briefgen.building.build import BuildOptions

    return BuildOptions(
        base_url=order.base_url,
        profiles=order.profiles,
        revision=order.revision,
        preview=order.draft,
        release=order.release,
        web_only=order.no_pdfs,
        share=order.share,
    )


def _report(
    order: BuildArguments, diagnostics: tuple[Diagnostic, ...], published: PublishResult | None, done: str, start: float
) -> int:
    code = order.manner.code(diagnostics)
    folder = f"{order.output / 'index.html'}{_led_to(order.output)}"
    result = {
        "folder": str(order.output),
        "published": not code,
        "files": published.files if published else None,
        "written": published.written if published else 0,
        "bytes": published.size if published else None,
    }
    tell(diagnostics, order.manner, order.project, result)
    if not order.manner.is_data and (code or not order.quiet):
        seconds = time.perf_counter() - start
        words = f"{done}: {folder}" if not code else f"nothing was published; {order.output} is unchanged"
        click.echo(f"{words} ({seconds:.2f} seconds)" if not code else words)
    return code


def _led_to(output: Path) -> str:
    """Return where a link that stands in the place of the output folder leads: what is there is what was replaced."""
    return f", where {output.name} is a link to {output.resolve()}" if output.is_symlink() else ""


def _what_was_done(published: PublishResult | None) -> str:
    if published is None:
        return ""
    files = f"{published.files} file{'' if published.files == 1 else 's'}"
    return f"{files}, {published.size / 1e6:.1f} MB, {published.written} new or changed"


class MadeAgain:
    """Hears of each piece of work, and tells of all when they are done."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], dict[str, None]] = {}

    def add(self, kind: str, name: str, why: str) -> None:
        """Note one piece of work."""
        self._found.setdefault((kind, why), {})[name or kind] = None

    def tell(self) -> None:
        """A line on standard error for each kind of work and reason."""
        for (kind, why), names in self._found.items():
            click.echo(f"made again: {kind}: {few(list(names))}; {why}", err=True)
