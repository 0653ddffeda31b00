"""What addresses answer, redirects followed: whether their pages are there. Each host is asked by one at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Lock
from urllib.parse import urljoin, urlsplit

from briefgen.links.client import NO_SUCH_HOST, ForbiddenError, NoAnswerError, Reply
from briefgen.model.records.links import LinkState, names_a_host, without_place
from briefgen.resolving.site.external import LONGEST

Send = Callable[[str, str], Reply]
"""Method and address → the answer."""

_AT_ONCE = 8
_HERE = frozenset({*range(200, 300), 304, 416})
"""416: there is a page, only not the byte that was asked for."""
_GONE = frozenset({404, 410})
_FOR_GOOD = frozenset({301, 308})
_ELSEWHERE = _FOR_GOOD | {302, 303, 307}
_HOPS = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What asking gave; ``heard``: somebody answered, so there is a network."""

    state: LinkState
    status: int | None = None
    to: str | None = None
    reason: str | None = None
    heard: bool = True


@dataclass(frozen=True, slots=True)
class Answers:
    """What each address gave; ``network`` is False when nobody at all answered, and then nothing is known."""

    by_address: Mapping[str, Answer]
    network: bool


def ask_all(addresses: Iterable[str], send: Send, done: Callable[[], None] = lambda: None) -> Answers:
    """Ask each address, hosts side by side; ``done`` hears of each answer."""
    locks: defaultdict[str, Lock] = defaultdict(Lock)

    def one_by_one(method: str, address: str) -> Reply:
        with locks[_host(address)]:
            return send(method, address)

    found: dict[str, Answer] = {}

    def ask(listed: list[str]) -> None:
        for address in listed:
            found[address] = answer_of(address, one_by_one)
            done()

    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        hosts[_host(address)].append(address)
    with ThreadPoolExecutor(max_workers=_AT_ONCE, thread_name_prefix="ask") as pool:
        try:
            list(pool.map(ask, hosts.values()))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    heard = any(it.heard for it in found.values())
    silent = any(not it.heard and it.state is LinkState.REFUSED for it in found.values())
    return Answers({address: _sure(it) if heard else it for address, it in found.items()}, heard or not silent)


def _sure(answer: Answer) -> Answer:
    """Return where there is a network, a host that has no number is gone."""
    return replace(answer, state=LinkState.GONE) if answer.reason == NO_SUCH_HOST else answer


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").lower() if names_a_host(address) else ""


def answer_of(address: str, send: Send) -> Answer:
    """Ask an address, and those it sends on to."""
    here, seen = address, {address}
    for_good, moved, first = True, "", 0
    for _ in range(_HOPS):
        try:
            reply = _head_or_byte(here, send)
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


def _head_or_byte(address: str, send: Send) -> Reply:
    """The head alone is asked for first; a server that does not like that is asked for a byte of the page."""
    try:
        reply = send("HEAD", address)
    except NoAnswerError as problem:
        if not problem.met:
            raise
        return send("GET", address)
    return reply if reply.status < 400 else send("GET", address)


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
