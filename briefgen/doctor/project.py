"""A project as it stands: can it be read, and is all there that publishing asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from briefgen.doctor.machine import GIT, CheckResult, CheckState
from briefgen.hosting.domain import usual_address
from briefgen.hosting.git import Git, GitError
from briefgen.hosting.origin import origin
from briefgen.model.core.diagnostics import has_errors
from briefgen.model.written.settings import Settings
from briefgen.reading.load import load
from briefgen.reading.world import World

OLDEST_GIT = (2, 29)
"""The first that fetches without leaving a trace."""
_NUMBER = re.compile(r"\d+")
_GIVEN = re.compile(r"briefgen *@|briefgen==.* --hash=|[^#]*/briefgen-[0-9]")
"""Where briefgen comes from, in a line of requirements.txt; the workflows of the starter look for the same."""
WORKFLOWS = (".github/workflows/*.y*ml", ".gitlab-ci.yml", ".woodpecker.y*ml")


def git_program(git: Git) -> CheckResult:
    """Tell whether git is there: a site can be made without it, not published."""
    try:
        said = git.line("--version").removeprefix("git version ")
        if tuple(map(int, _NUMBER.findall(said)[:2])) < OLDEST_GIT:
            return CheckResult("git", CheckState.NOTE, f"{said}: briefgen publish needs 2.29 or newer", remedies=GIT)
        return CheckResult("git", CheckState.FINE, said)
    except GitError as problem:
        said = f"{problem.words}; briefgen publish needs it"
        return CheckResult("git", CheckState.NOTE, said, remedies=GIT)


def project(world: World, root: Path, git: Git) -> Iterator[CheckResult]:
    """All of it, in the order in which it is fixed."""
    outcome = load(world)
    if has_errors(outcome.diagnostics):
        yield CheckResult("content", CheckState.LACKING, "it has errors", "see them: briefgen check")
    else:
        yield CheckResult("content", CheckState.FINE, "read without errors")
    settings = outcome.value.settings.value
    remote = _remote(git, settings)
    yield _address(settings, remote)
    yield _repository(git, settings, remote)
    yield _workflow(root, git)


def _address(settings: Settings, remote: str) -> CheckResult:
    if settings.base_url:
        return CheckResult("base_url", CheckState.FINE, settings.base_url)
    there = usual_address(remote) or "https://someone.github.io/my-briefs/"
    said = "not set: no feeds, sitemap or cards, and the error page works only at the top level"
    return CheckResult("base_url", CheckState.NOTE, said, f"add to content/site.yaml, for example: base_url: {there}")


def _remote(git: Git, settings: Settings) -> str:
    """The address of the remote that is published to; empty when there is none."""
    named = settings.publish.remote
    try:
        there = git.says("remote", "get-url", "--", named)
    except GitError:
        return ""
    return there or (named if "/" in named else "")


def _repository(git: Git, settings: Settings, remote: str) -> CheckResult:
    what, name = "git remote", settings.publish.remote
    if remote:
        return CheckResult(what, CheckState.FINE, f"{name}: {remote}" if name != remote else remote)
    try:
        is_there = git.says("rev-parse", "--absolute-git-dir") is not None
    except GitError:
        is_there = False
    if not is_there:
        return CheckResult(
            what, CheckState.NOTE, "the project is not in a git repository", "git init --initial-branch main"
        )
    address = "https://github.com/someone/my-briefs.git"
    return CheckResult(what, CheckState.NOTE, f"there is no remote “{name}”", f"git remote add {name} {address}")


def _workflow(root: Path, git: Git) -> CheckResult:
    """Tell whether a host builds it: a file of its CI that names briefgen or make."""
    found = [path for pattern in WORKFLOWS for path in sorted(root.glob(pattern)) if _builds(path)]
    if not found:
        said = "no host builds the site automatically"
        remedy = "run briefgen publish by hand, or create a workflow: briefgen new ci github (or gitlab, codeberg)"
        return CheckResult("workflow", CheckState.NOTE, said, remedy)
    where = found[0].relative_to(root).as_posix()
    asked = root / "requirements.txt"
    if "requirements.txt" in found[0].read_text("utf-8", "replace") and not _names_briefgen(asked):
        said = f"{where}, but requirements.txt does not say where briefgen comes from"
        remedy = f"write there: {origin(git.environment) or 'briefgen @ git+https://ADDRESS@COMMIT, or its two wheels'}"
        return CheckResult("workflow", CheckState.NOTE, said, remedy)
    return CheckResult("workflow", CheckState.FINE, where)


def _builds(path: Path) -> bool:
    text = path.read_text("utf-8", "replace")
    return "briefgen build" in text or "make site" in text


def _names_briefgen(path: Path) -> bool:
    lines = path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
    return any(map(_GIVEN.match, lines))
