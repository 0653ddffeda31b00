"""What an address answers, redirects followed and impatience allowed for: whether its page is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from briefgen.links.client import ForbiddenError, NoAnswerError, Reply
from briefgen.model.records.links import LinkState, without_place
from briefgen.resolving.site.external import LONGEST

Send = Callable[[str, str], Reply]
"""Method and address → the answer."""
Pause = Callable[[float], object]

_HERE = frozenset({*range(200, 300), 304, 416})
"""416: there is a page, only not the byte that was asked for."""
_GONE = frozenset({404, 410})
_FOR_GOOD = frozenset({301, 308})
_ELSEWHERE = _FOR_GOOD | {302, 303, 307}
_LATER = frozenset({429, 500, 502, 503, 504})
_BUSY = frozenset({429, 503})
_ATTEMPTS = 3
_HOPS = 8
_LONGEST_PAUSE = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What asking gave; ``heard``: somebody answered, so there is a network."""

    state: LinkState
    status: int | None = None
    to: str | None = None
    reason: str | None = None
    heard: bool = True


def answer_of(address: str, send: Send, pause: Pause) -> Answer:
    """Ask an address, and those it sends on to."""
    here, seen = address, {address}
    for_good, moved, first = True, "", 0
    for _ in range(_HOPS):
        try:
            reply = _patiently(here, send, pause)
        except ForbiddenError as problem:
            return _forbidden(problem, sent_on=here != address)
        except NoAnswerError as problem:
            return Answer(LinkState.REFUSED, reason=problem.reason, heard=problem.met or here != address)
        if reply.status not in _ELSEWHERE or not reply.location:
            return _last(reply, moved, first, address)
        there = _sent_on(here, reply.location)
        if not there:
            return Answer(LinkState.REFUSED, reply.status, reason="redirects to something that is not a page")
        for_good = for_good and reply.status in _FOR_GOOD
        if for_good:
            moved, first = there, first or reply.status
        here = without_place(there)
        if here in seen:
            break
        seen.add(here)
    return Answer(LinkState.REFUSED, reason="redirects endlessly")


def _sent_on(here: str, location: str) -> str:
    """The whole address; empty when it is not one that may be asked."""
    try:
        there = urljoin(here, location)
        return there if urlsplit(there).scheme in ("http", "https") and len(there) <= LONGEST else ""
    except ValueError:
        return ""


def _forbidden(problem: ForbiddenError, *, sent_on: bool) -> Answer:
    if sent_on:
        return Answer(LinkState.REFUSED, reason=f"redirects to {problem}")
    return Answer(LinkState.UNCHECKED, reason=str(problem), heard=False)


def _last(reply: Reply, moved: str, first: int, address: str) -> Answer:
    if reply.status in _GONE:
        return Answer(LinkState.GONE, reply.status)
    if reply.status not in _HERE:
        return Answer(LinkState.REFUSED, reply.status)
    if moved and without_place(moved) != address:
        return Answer(LinkState.MOVED, first, moved)
    return Answer(LinkState.OK, reply.status)


def _patiently(address: str, send: Send, pause: Pause) -> Reply:
    """The head alone is asked for first; a server that does not like that is asked for a byte of the page."""
    try:
        reply = _again("HEAD", address, send, pause, _BUSY)
    except NoAnswerError as problem:
        if not problem.met:
            raise
        return _again("GET", address, send, pause, _LATER)
    return reply if reply.status < 400 or reply.status in _BUSY else _again("GET", address, send, pause, _LATER)


def _again(method: str, address: str, send: Send, pause: Pause, later: frozenset[int]) -> Reply:
    """The answer, after waiting where the server asks for it or has trouble; a lost connection is tried once more."""
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            reply = send(method, address)
        except NoAnswerError as problem:
            if attempt > 1 or problem.met:
                raise
            pause(1)
            continue
        if reply.status not in later or attempt == _ATTEMPTS:
            break
        pause(_wait(reply.retry_after, attempt))
    return reply


def _wait(asked: str, attempt: int) -> float:
    return min(float(asked), _LONGEST_PAUSE) if asked.isascii() and asked.isdigit() else float(2**attempt)
