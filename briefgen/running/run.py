"""The one seam for parallel and remembered work: closed jobs in, results in the same order out.

A job holds everything that its result depends on, so its fingerprint is the key under which the
result is kept, with the problems met while making it.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, as_completed
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from briefgen.model.diagnostics import Diagnostic, Outcome, Report, Span, error
from briefgen.running.fingerprint import fingerprint
from briefgen.running.packing import pack, unpack
from briefgen.running.progress import SILENT, Progress, Step
from briefgen.running.store import Store

J = TypeVar("J")
R = TypeVar("R")

_KEY_VERSION = 1
_log = logging.getLogger(__name__)


def _own_label(job: Any) -> str:
    return str(getattr(job, "path", None) or getattr(job, "id", None) or getattr(job, "name", None) or "")


def _own_span(job: Any) -> Span | None:
    span = getattr(job, "span", None)
    return span if isinstance(span, Span) else None


@dataclass(frozen=True)
class Stage(Generic[J, R]):
    """A kind of work.

    ``function`` is a module's own function (it must be importable by name in another process), pure, and
    returns an Outcome. ``version`` names everything else that the result depends on: a number for the code,
    versions of libraries, digests of fonts. ``label`` names a job to the author and ``span`` places it:
    by default its ``path``, ``id`` or ``name``, and its ``span``.
    """

    name: str
    version: str
    function: Callable[[J], Outcome[R]]
    label: Callable[[J], str] = _own_label
    span: Callable[[J], Span | None] = _own_span

    def key(self, job: J) -> str:
        """The fingerprint under which the result of ``job`` is kept."""
        return fingerprint((_KEY_VERSION, self.name, self.version, job))


@dataclass(frozen=True, slots=True)
class _Failure:
    """What is left of an exception after it has crossed from a worker: words."""

    what: str
    trace: str = ""
    whole_stage: bool = False


_Result = Outcome[Any] | _Failure

_DIED = _Failure("the process that worked on it died, perhaps for want of memory")
_GONE = _Failure("there are no workers left to give work to", whole_stage=True)


def run(
    stage: Stage[J, R],
    jobs: Iterable[J],
    executor: Executor,
    store: Store,
    progress: Progress = SILENT,
) -> Outcome[tuple[R | None, ...]]:
    """The result of every job, in the order of the jobs; None where the work failed, with an error that says so.

    Equal jobs are done once, remembered ones not at all; both give their problems again. A worker that
    raises or dies costs its own job only.
    """
    ordered = tuple(jobs)
    keys = [stage.key(job) for job in ordered]
    wanted: dict[str, J] = {}
    for key, job in zip(keys, ordered, strict=True):
        wanted.setdefault(key, job)
    with progress.stage(stage.name, len(wanted)) as step:
        results = _remembered(wanted, store, step)
        missing = {key: job for key, job in wanted.items() if key not in results}
        for key, result in _work(stage, missing, executor):
            results[key] = result
            _keep(stage, missing[key], key, result, store)
            step()
    report = Report()
    values = tuple(report.take(_placed(stage, job, results[key])) for key, job in zip(keys, ordered, strict=True))
    return Outcome(values, report.sorted())


def _remembered(keys: Iterable[str], store: Store, step: Step) -> dict[str, _Result]:
    found: dict[str, _Result] = {}
    for key in keys:
        content = store.get(key)
        outcome = unpack(content) if content is not None else None
        if outcome is not None:
            found[key] = outcome
            step()
    return found


def _work(stage: Stage[J, R], jobs: Mapping[str, J], executor: Executor) -> Iterator[tuple[str, _Result]]:
    """Each key with its result, as they are done.

    All jobs are handed out at once; what a dying worker left undone is done again, one job at a time.
    """
    left: set[str] = set()
    waiting: dict[Future[_Result], str] = {}
    for key, job in jobs.items():
        future = _handed_out(stage, job, executor)
        if future is None:
            left.add(key)
        elif future.done() and (result := _result(future)) is not None:
            yield key, result
        else:
            waiting[future] = key
    for future in as_completed(waiting):
        if (result := _result(future)) is not None:
            yield waiting[future], result
        else:
            left.add(waiting[future])
    for key in jobs:
        if key in left:
            yield key, _alone(stage, jobs[key], executor)


def _alone(stage: Stage[J, R], job: J, executor: Executor) -> _Result:
    """Do one job with nobody beside it: if a worker dies now, this job is why."""
    future = _handed_out(stage, job, executor)
    return _GONE if future is None else _result(future) or _DIED


def _handed_out(stage: Stage[J, R], job: J, executor: Executor) -> Future[_Result] | None:
    """The work under way, or None when the executor takes none."""
    try:
        return executor.submit(attempt, stage.function, job)
    except BrokenExecutor:
        return None


def _result(future: Future[_Result]) -> _Result | None:
    """What came back, or None when the worker died on the way."""
    try:
        return future.result()
    except (BrokenExecutor, CancelledError):
        return None
    except Exception as raised:  # a result that cannot cross between processes
        return _failure(raised)


def attempt(function: Callable[[Any], Outcome[Any]], job: Any) -> _Result:
    """Do one job in a worker; an exception goes back as words, which any process can read."""
    try:
        return function(job)
    except Exception as raised:
        return _failure(raised)


def _failure(raised: Exception) -> _Failure:
    trace = "".join(traceback.format_exception(raised))
    return _Failure(f"{type(raised).__name__}: {raised}".removesuffix(": "), trace)


def _keep(stage: Stage[J, R], job: J, key: str, result: _Result, store: Store) -> None:
    if isinstance(result, _Failure) or result.value is None:  # what stood in the way may lie outside of the job
        return
    try:
        content = pack(_moved(result, stage.span(job), None))
    except Exception as raised:  # the value cannot be pickled: it is made again next time
        _log.debug("%s cannot be kept: %s", stage.name, raised)
        return
    store.put(key, content)


def _placed(stage: Stage[J, R], job: J, result: _Result) -> Outcome[Any]:
    """The result with its problems at the place where the job stands now, which is no part of its key."""
    span = stage.span(job)
    if isinstance(result, _Failure):
        _log.debug("%s\n%s", result.what, result.trace)
        told = _told(stage, None, result) if result.whole_stage else _told(stage, job, result)
        return Outcome(None, (told,))
    return _moved(result, None, span)


def _moved(outcome: Outcome[Any], old: Span | None, new: Span | None) -> Outcome[Any]:
    def moved(found: Diagnostic) -> Diagnostic:
        return replace(found, span=new) if found.span == old else found

    return replace(outcome, diagnostics=tuple(moved(found) for found in outcome.diagnostics))


def _told(stage: Stage[J, R], job: J | None, failure: _Failure) -> Diagnostic:
    label = stage.label(job) if job is not None else ""
    name = f"{stage.name} ({label})" if label else stage.name
    span = stage.span(job) if job is not None else None
    hint = "this is a fault of briefgen, not of your text; run again with --debug and report what it prints"
    return error("internal-error", f"{name} failed: {failure.what}", span, hint)


def versions(*distributions: str) -> str:
    """``weasyprint 70.0, pydyf 0.13.0``: installed versions, for ``Stage.version``."""
    from importlib.metadata import version

    return ", ".join(f"{name} {version(name)}" for name in distributions)
