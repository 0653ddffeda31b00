"""Publishing, top to bottom: what stands in the way on this machine, what the branch has now, the commit, the push.

Everything that is wrong here is told at once, before anything is asked of another machine. Nothing is printed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from briefgen.hosting.dead_addresses import vanished
from briefgen.hosting.domain import domain_of, usual_address
from briefgen.hosting.folder import files_of, folder_problems, host_problems
from briefgen.hosting.git import Git, GitError
from briefgen.hosting.publication import Publication, prepare, rehearsal, send
from briefgen.hosting.published import PublishedTree, not_ours, published_at
from briefgen.hosting.repository import PublishTarget, SourceCommit, address_of, source_of, target_of, unready
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Severity, error, has_errors, warning
from briefgen.model.core.levels import stopping
from briefgen.model.written.pdf_forms import Profile
from briefgen.model.written.settings import Settings
from briefgen.model.written.written import Written
from briefgen.reading.load import load
from briefgen.reading.starter.starter import words_of_the_start
from briefgen.reading.world import World
from briefgen.writing.site.publish import at_rest

Stops = Callable[[tuple[Diagnostic, ...]], bool]
DOMAIN, KNOWN, WRITABLE = "domain-fits-address", "address-is-known", "folder-is-writable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A built folder, and how it stands to its sources."""

    folder: Path
    base_url: str | None = None
    """What stood in for the one in site.yaml."""
    profiles: tuple[Profile, ...] = ()
    is_release: bool = False
    told: tuple[Diagnostic, ...] = ()
    """What the build reported."""
    problems: tuple[Diagnostic, ...] = ()
    """Why it is not what a build would give now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishOptions:
    """What a caller may choose; ``remote`` and ``branch`` stand in for those in site.yaml.

    ``dry_run`` leaves the repository and the remote as they are. ``replace`` takes the place of what something else put
    on the branch, ``let_go`` turns lost addresses into warnings.
    """

    remote: str | None = None
    branch: str | None = None
    dry_run: bool = False
    replace: bool = False
    let_go: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What publishing came to; ``size`` is that of the whole site in bytes."""

    target: PublishTarget
    publication: Publication
    is_first: bool
    size: int


def publish(
    world: World, built: Built, git: Git, options: PublishOptions, here: Path, stops: Stops = has_errors
) -> Outcome[Done | None]:
    """Put the folder on the branch; None, and a problem, when it was not.

    ``here`` is where paths of remotes begin. ``stops`` says whether what was found stands in the way.
    """
    report = Report()
    written = load(world).value.settings
    report.add(built.problems or folder_problems(built.folder))
    sizes = files_of(built.folder)
    report.add(host_problems(sizes))
    report.add(_unreleased(world, written.value, built))
    report.add(words_of_the_start(world))
    domain = report.take(_domain(written, built))
    source, target = report.take(_ends(git, written.value, options, here))
    if target is not None and not _base_url(written.value, built):
        report.add([_nameless(written, address_of(git, target))])
    if source is None or target is None or stops(report.sorted()):
        return Outcome(None, report.sorted())
    with rehearsal(git) if options.dry_run else nullcontext(git) as own:
        last = published_at(own, target)
        if isinstance(last, Diagnostic):
            return Outcome(None, (*report.sorted(), last))
        report.add(_losses(last, target, sizes, options))
        if stops(report.sorted()):
            return Outcome(None, report.sorted())
        made = _made(own, built, sizes, domain, last, source)
        if isinstance(made, Publication) and made.is_needed and not options.dry_run:
            made = send(own, target, made, last) or made
    if isinstance(made, Diagnostic):
        return Outcome(None, (*report.sorted(), made))
    return Outcome(Done(target, made, last is None, sum(sizes.values())), report.sorted())


def _unreleased(world: World, settings: Settings, built: Built) -> Iterator[Diagnostic]:
    """What a release refuses: the broken and the half done, and, where the site says who has to sign, the unsigned."""
    yield from stopping(built.told)
    if settings.signoff is not None and not built.is_release:
        from briefgen.building.project import read_all
        from briefgen.building.signing import release_problems

        yield from release_problems(read_all(world, built.base_url, built.profiles).value)


def _base_url(settings: Settings, built: Built) -> str:
    return settings.base_url if built.base_url is None else built.base_url


def _nameless(written: Written[Settings], remote: str) -> Diagnostic:
    """A site that does not know where it stands."""
    message = "the site does not know its address: its error page works only at the top level, and it has no feeds"
    there = usual_address(remote) or "https://someone.github.io/my-briefs/"
    return warning(KNOWN, message, written.span, f"add it to site.yaml, then build again: base_url: {there}")


def _domain(written: Written[Settings], built: Built) -> Outcome[str]:
    """The domain of the site's own; one that is not that of its address is a problem."""
    asked = written.value.publish.domain
    base_url = _base_url(written.value, built)
    host = urlsplit(base_url).hostname or ""
    if asked and host and host != asked:
        message = f"the domain of the site is {asked}, but its links lead to {host}"
        hint = f"set base_url in site.yaml to https://{asked}/"
        return Outcome("", (error(DOMAIN, message, written.at("publish", "domain"), hint),))
    return Outcome(asked or domain_of(base_url))


def _ends(
    git: Git, settings: Settings, options: PublishOptions, here: Path
) -> Outcome[tuple[SourceCommit | None, PublishTarget | None]]:
    """The commit that is published, and where it goes."""
    rules = settings.publish
    asked = PublishTarget(options.remote or rules.remote, options.branch or rules.branch)
    found = source_of(git)
    if found.value is None:
        return Outcome((None, None), found.diagnostics)
    try:
        target = target_of(git, asked, here)
    except GitError as problem:
        target = unready(problem)
    if isinstance(target, Diagnostic):
        return Outcome((found.value, None), (*found.diagnostics, target))
    return Outcome((found.value, target), found.diagnostics)


def _losses(
    last: PublishedTree | None, target: PublishTarget, now: Mapping[str, int], options: PublishOptions
) -> Iterator[Diagnostic]:
    """What would be gone: another's work, or addresses that readers have."""
    if last is None:
        return
    if (foreign := not_ours(last, target)) is None:
        yield from vanished(last.files, now, Severity.WARNING if options.let_go else Severity.ERROR)
    elif not options.replace:
        yield foreign


def _made(
    git: Git, built: Built, sizes: Mapping[str, int], domain: str, last: PublishedTree | None, source: SourceCommit
) -> Publication | Diagnostic:
    """The commit, of a folder that no build changes meanwhile."""
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # where no lock can stand, no build can write
            if not stack.enter_context(at_rest(built.folder)):
                return error(WRITABLE, f"a build is publishing into {built.folder}", hint="wait until it has finished")
        if (changed := next(folder_problems(built.folder), None)) is not None:
            return changed
        return prepare(git, built.folder, tuple(sizes), domain, last, source)
