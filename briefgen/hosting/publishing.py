"""Publishing, top to bottom: what stands in the way on this machine, what the branch has now, the commit, the push.

Everything that is wrong here is told at once, before anything is asked of another machine. Nothing is printed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from briefgen.hosting.branch import (
    Publication,
    PublishTarget,
    done_by_others,
    files_at,
    last_commit,
    next_commit,
    push,
    uncommitted,
)
from briefgen.hosting.dead_addresses import vanished
from briefgen.hosting.domain import domain_of
from briefgen.hosting.folder import files_of, folder_problems, host_problems
from briefgen.hosting.git import Git, GitError
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Severity, error, few, has_errors, warning
from briefgen.model.core.levels import stopping
from briefgen.model.core.written import Written
from briefgen.model.values.pdf_forms import Profile
from briefgen.model.written.settings import Settings
from briefgen.reading.load import load
from briefgen.reading.starter.starter import words_of_the_start
from briefgen.reading.world import World
from briefgen.writing.site.publish import at_rest

Stops = Callable[[tuple[Diagnostic, ...]], bool]
READY, COMMITTED, REACHED, OURS = "repository-is-ready", "source-is-committed", "remote-takes-it", "branch-is-ours"
DOMAIN, KNOWN, WRITABLE = "domain-fits-address", "address-is-known", "folder-is-writable"
_MAKE_READY = "publishing needs git, a repository with a commit, and your name in git: see briefgen doctor"
_AT_THE_REMOTE = frozenset({"ls-remote", "fetch", "push"})
"""Commands of git that ask another machine."""


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

    ``dry_run`` moves no branch. ``replace`` takes the place of what something else put on the branch, ``let_go`` turns
    lost addresses into warnings.
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
    rules = written.value.publish
    target = PublishTarget(_remote(options.remote or rules.remote, here), options.branch or rules.branch)
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # where no lock can stand, no build can write
            if not stack.enter_context(at_rest(built.folder)):
                busy = f"a build is publishing into {built.folder}"
                return Outcome(None, (error(WRITABLE, busy, hint="wait until it has finished"),))
        report.add(built.problems or folder_problems(built.folder))
        sizes = files_of(built.folder)
        report.add(host_problems(sizes))
        report.add(_unreleased(world, written.value, built))
        report.add(words_of_the_start(world))
        domain = report.take(_domain(written, built))
        try:
            report.add(_unready(git, target))
            if stops(report.sorted()):
                return Outcome(None, report.sorted())
            last = last_commit(git, target)
            report.add(_losses(git, last, target, sizes, options))
            if stops(report.sorted()):
                return Outcome(None, report.sorted())
            made = next_commit(git, built.folder, tuple(sizes), domain, last)
            if made.is_needed:
                push(git, target, made.commit, last, dry_run=options.dry_run)
        except GitError as problem:
            return Outcome(None, (*report.sorted(), _failed(problem, target)))
    return Outcome(Done(target, made, not last, sum(sizes.values())), report.sorted())


def _remote(asked: str, here: Path) -> str:
    """Return what git is given: a path of this disk is looked for from ``here``, all else is as it is written."""
    return str((here / asked).resolve()) if "/" in asked and (here / asked).is_dir() else asked


def _unreleased(world: World, settings: Settings, built: Built) -> Iterator[Diagnostic]:
    """What a release refuses: the broken and the half done, and, where the site says who has to sign, the unsigned."""
    yield from stopping(built.told)
    if settings.signoff is not None and not built.is_release:
        from briefgen.building.project import read_all
        from briefgen.building.signing import release_problems

        yield from release_problems(read_all(world, built.base_url, built.profiles).value)


def _domain(written: Written[Settings], built: Built) -> Outcome[str]:
    """The domain of the site's own; an address that is not there, or has another domain, is a problem."""
    asked = written.value.publish.domain
    base_url = written.value.base_url if built.base_url is None else built.base_url
    host = urlsplit(base_url).hostname or ""
    if asked and host and host != asked:
        message = f"the domain of the site is {asked}, but its links lead to {host}"
        hint = f"set base_url in site.yaml to https://{asked}/"
        return Outcome("", (error(DOMAIN, message, written.at("publish", "domain"), hint),))
    if not base_url:
        message = "the site does not know its address: its error page works only at the top level, and it has no feeds"
        hint = "add base_url: to site.yaml, then build again; briefgen doctor names the address that GitHub gives"
        return Outcome(asked or "", (warning(KNOWN, message, written.span, hint),))
    return Outcome(asked or domain_of(base_url))


def _unready(git: Git, target: PublishTarget) -> Iterator[Diagnostic]:
    """Report what the repository of the sources lacks. Raises GitError."""
    git.run("rev-parse", "--absolute-git-dir")
    if git.says("rev-parse", "--verify", "--quiet", "HEAD^{commit}") is None:
        yield error(READY, "there is no commit yet for a publication to name", hint=_MAKE_READY)
        return
    if git.says("symbolic-ref", "--quiet", "--short", "HEAD") == target.branch:
        message = f"{target.branch} is the branch of the sources: the site would replace them"
        yield error(READY, message, hint="choose another with --branch, e.g. gh-pages")
    if changed := uncommitted(git):
        message = f"{few(changed)}: changed but not committed, so no commit matches what is published"
        yield warning(COMMITTED, message, hint="commit the sources first: git add content && git commit")


def _losses(
    git: Git, last: str, target: PublishTarget, now: Mapping[str, int], options: PublishOptions
) -> Iterator[Diagnostic]:
    """Report what would be gone: another's work, or addresses that readers have. Raises GitError."""
    if not last:
        return
    if foreign := done_by_others(git, last):
        if not options.replace:
            message = f"{target} has what briefgen did not put there: {few(foreign)}"
            hint = "move what you want to keep into the sources; then choose another with --branch, or use --replace"
            yield error(OURS, message, hint=hint)
        return
    severity = Severity.WARNING if options.let_go else Severity.ERROR
    yield from vanished(files_at(git, last), now, severity)


def _failed(problem: GitError, target: PublishTarget) -> Diagnostic:
    """Report what git says, and what to look at first."""
    if problem.command in _AT_THE_REMOTE:
        hint = "the branch is unchanged; “stale info” means that somebody else has published meanwhile"
        return error(REACHED, f"{target}: {problem.last}", hint=f"{hint}; otherwise try: git ls-remote {target.remote}")
    return error(READY, f"git {problem.command}: {problem.last}", hint=_MAKE_READY)
