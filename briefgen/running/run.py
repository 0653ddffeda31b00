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
from functools import partial
from typing import Any, Generic, TypeVar

from briefgen.model.core import shortage
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Span, error
from briefgen.model.core.limits import DEFAULT, Limits
from briefgen.running.bounds import Bounds, JobOverLimitError, WorkerCrashedError, WorkerDiedError, WorkerStoppedError
from briefgen.running.fingerprint import compared, fingerprint
from briefgen.running.pool.inline import Inline, Share
from briefgen.running.progress import SILENT, Explain, Progress, Step, nobody
from briefgen.running.reads import NEW, Digests
from briefgen.running.serialise import PackedParts, pack, unpack
from briefgen.running.store import Store

J = TypeVar("J")
R = TypeVar("R")

_KEY_VERSION = 2
_OURS = "this is a bug in briefgen, not in your text; run again with --debug and report the output"
_NOT_OURS = (
    "something outside briefgen stopped or killed it, often a system short of memory: close other programs, "
    "or use fewer processes with --executor processes:1, and run the build again"
)
_CRASHED = (
    "a library crashed on this content, or something outside briefgen ended it: run the build again; if that does "
    "not help, make what stands here simpler, and report it with the output of --debug"
)
_ALLOW = "make it smaller, or allow it more in site.yaml, under limits: {limit}:"
_SMALLER = "make it smaller, or build where there is more memory"
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
    by default its ``path``, ``id`` or ``name``, and its ``span``. ``place`` is where it is reported that a job
    failed, and ``limit`` the entry of ``Limits`` that bounds it. Results that are ``packed`` are ``PackedParts``,
    made where the work is done: whoever asks for a field later unpacks no other. No more than ``few`` jobs are done
    by this process itself: to start workers would take longer.
    """

    name: str
    version: str
    function: Callable[[J], Outcome[R]]
    label: Callable[[J], str] = _own_label
    span: Callable[[J], Span | None] = _own_span
    place: Callable[[J], Span | None] | None = None
    limit: str = ""
    packed: bool = False
    few: int = 0

    def key(self, job: J, digests: Digests | None = None) -> str:
        """The fingerprint under which the result of ``job`` is kept; ``digests`` knows what jobs have in common."""
        of = (digests or Digests()).of
        kind: Any = type(job)
        names = compared(kind)
        parts = tuple((name, of(getattr(job, name))) for name in names) if names else of(job)
        return fingerprint((_KEY_VERSION, self.name, self.version, f"{kind.__module__}.{kind.__qualname__}", parts))


@dataclass(frozen=True, slots=True)
class _Failure:
    """What is left of an exception after it has crossed from a worker: words."""

    what: str
    trace: str = ""
    whole_stage: bool = False
    code: str = "internal-error"
    hint: str = _OURS

    @property
    def is_over_limit(self) -> bool:
        return self.code == "work-fits-limits"


_Result = Outcome[Any] | _Failure

_ENDED = {
    "internal-error": "failed",
    "work-fits-limits": "was stopped",
    "worker-is-undisturbed": "was given up",
    shortage.CODE: "could not be done",
}
"""What is said of work by the code of its failure."""

_DIED = _Failure("the process that worked on it died, perhaps because of too little memory")
_GONE = _Failure("there are no workers left to give work to", whole_stage=True)


def as_it_is(value: Any) -> Any:
    """The value itself."""
    return value


def run(
    stage: Stage[J, R],
    jobs: Iterable[J],
    executor: Executor,
    store: Store,
    progress: Progress = SILENT,
    limits: Limits = DEFAULT,
    share: Share | None = None,
    explain: Explain = nobody,
    aside: Callable[[Any], Any] = as_it_is,
) -> Outcome[tuple[Any, ...]]:
    """The result of every job, in the order of the jobs; None where the work failed, with an error that says so.

    Equal jobs are done once, remembered ones not at all; both give their problems again. A worker that
    raises or dies costs its own job only. A job that takes more than its limit, where the executor can tell, is
    ended, and others with its label that have not begun are left out. Jobs outside of ``share`` that are not remembered
    are not done, and give None without an error. Each result is put ``aside`` as it comes: many need not be in memory.
    """
    ordered = tuple(jobs)
    digests = Digests()
    keys = [stage.key(job, digests) for job in ordered]
    wanted: dict[str, J] = {}
    for key, job in zip(keys, ordered, strict=True):
        wanted.setdefault(key, job)
    with progress.stage(stage.name, len(wanted)) as step:
        results = _remembered(wanted, store, step, aside)
        missing = {key: job for key, job in wanted.items() if key not in results and (not share or share.has(key))}
        for job in missing.values():
            explain(stage.name, stage.label(job), NEW)
        by = Inline() if len(missing) <= stage.few else executor
        for key, result in _work(stage, missing, by, _bounds(stage, limits)):
            _keep(stage, missing[key], key, result, store)
            results[key] = _put(result, aside)
            step()
    report = Report()
    told = ((key, job) for key, job in zip(keys, ordered, strict=True))
    values = tuple(report.take(_placed(stage, job, results[key])) if key in results else None for key, job in told)
    return Outcome(values, report.sorted())


def _put(result: _Result, aside: Callable[[Any], Any]) -> _Result:
    if isinstance(result, _Failure) or result.value is None:
        return result
    return replace(result, value=aside(result.value))


def _remembered(keys: Iterable[str], store: Store, step: Step, aside: Callable[[Any], Any]) -> dict[str, _Result]:
    found: dict[str, _Result] = {}
    for key in keys:
        content = store.get(key)
        outcome = unpack(content) if content is not None else None
        if outcome is not None:
            found[key] = _put(outcome, aside)
            step()
    return found


def _work(
    stage: Stage[J, R], jobs: Mapping[str, J], executor: Executor, bounds: Bounds | None
) -> Iterator[tuple[str, _Result]]:
    """Each key with its result, as they are done.

    All jobs are handed out at once; what a dying worker left undone is done again, one job at a time.
    """
    attempt = Attempt(stage.function, bounds, packed=stage.packed)
    left: set[str] = set()
    spent: dict[str, _Failure] = {}
    named: dict[str, list[Future[_Result]]] = {}
    waiting: dict[Future[_Result], str] = {}
    for key, job in jobs.items():
        future = _handed_out(attempt, job, executor)
        if future is None:
            left.add(key)
        elif future.done() and (result := _result(future)) is not None:
            yield key, result
        else:
            waiting[future] = key
            if label := stage.label(job):
                named.setdefault(label, []).append(future)
                future.add_done_callback(partial(_leave_out, named[label]))
    for future in as_completed(waiting):
        key = waiting.pop(future)  # what is done is not held on to
        label = stage.label(jobs[key])
        if label:
            named[label].remove(future)
        if (result := _result(future)) is None:
            left.add(key)
            continue
        if isinstance(result, _Failure) and result.is_over_limit:
            spent[label] = result
        del future
        yield key, result
    for key in (key for key in jobs if key in left):
        yield key, spent.get(stage.label(jobs[key])) or _alone(attempt, jobs[key], executor)


def _leave_out(others: list[Future[_Result]], done: Future[_Result]) -> None:
    """Cancel what has not begun when one of the same name was too much; called before its worker takes another."""
    if not done.cancelled() and isinstance(done.exception(), JobOverLimitError):
        for other in tuple(others):
            other.cancel()


def _bounds(stage: Stage[J, R], limits: Limits) -> Bounds | None:
    if not stage.limit:
        return None
    limit = limits.of(stage.limit)
    return Bounds(limit.seconds, limit.memory * 1_000_000)


def _alone(attempt: Attempt, job: Any, executor: Executor) -> _Result:
    """Do one job with nobody beside it: if a worker dies now, this job is why."""
    future = _handed_out(attempt, job, executor)
    return _GONE if future is None else _result(future) or _death(future)


def _death(future: Future[_Result]) -> _Failure:
    raised = None if future.cancelled() else future.exception()
    if isinstance(raised, WorkerStoppedError):
        return _Failure(f"{raised}, twice", code="worker-is-undisturbed", hint=_NOT_OURS)
    if isinstance(raised, WorkerCrashedError):
        return _Failure(str(raised), code="worker-is-undisturbed", hint=_CRASHED)
    return _Failure(str(raised)) if isinstance(raised, WorkerDiedError) else _DIED


def _handed_out(attempt: Attempt, job: Any, executor: Executor) -> Future[_Result] | None:
    """The work under way, or None when the executor takes none."""
    try:
        return executor.submit(attempt, job)
    except BrokenExecutor:
        return None


def _result(future: Future[_Result]) -> _Result | None:
    """Return what came back, or None when the worker died on the way."""
    try:
        return future.result()
    except (BrokenExecutor, CancelledError):
        return None
    except JobOverLimitError as raised:
        return _Failure(str(raised), code="work-fits-limits", hint=_ALLOW)
    except Exception as raised:  # a result that cannot cross between processes
        return _failure(raised)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Does one job in a worker; an exception goes back as words, which any process can read."""

    function: Callable[[Any], Outcome[Any]]
    bounds: Bounds | None
    packed: bool = False

    def __call__(self, job: Any) -> _Result:
        """The outcome, or what is left of an exception."""
        try:
            outcome = self.function(job)
            is_packed = self.packed and outcome.value is not None
            return replace(outcome, value=PackedParts.of(outcome.value)) if is_packed else outcome
        except Exception as raised:
            return _failure(raised)


def _failure(raised: Exception) -> _Failure:
    if isinstance(raised, MemoryError):
        return _Failure("there is not so much memory", code="work-fits-limits", hint=_SMALLER)
    trace = "".join(traceback.format_exception(raised))
    if lacking := shortage.shortage(raised):
        return _Failure(lacking, trace, whole_stage=True, code=shortage.CODE, hint=shortage.HINT)
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
    """The result with its problems at the place where the job stands now, which is not part of its key."""
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
    span = (stage.place or stage.span)(job) if job is not None else None
    hint = failure.hint.format(limit=stage.limit)
    return error(failure.code, f"{name} {_ENDED[failure.code]}: {failure.what}", span, hint)
