"""Many addresses asked at once, but no host by two at a time; without a network nobody waits for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Lock
from urllib.parse import urlsplit

from briefgen.links.answers import Answer, Pause, Send, answer_of
from briefgen.links.client import NO_SUCH_HOST, Reply
from briefgen.model.records.links import LinkState, names_a_host

AT_ONCE = 8
_GAP = 0.5
"""Seconds between two requests to one host."""
_ENOUGH = 6
"""So many hosts without an answer, and none with one: there is no network."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What each address gave; ``network`` is False when nobody at all answered, and then nothing is known."""

    by_address: Mapping[str, Answer]
    network: bool


def ask_all(
    addresses: Iterable[str],
    send: Send,
    *,
    pause: Pause,
    done: Callable[[], None] = lambda: None,
    at_once: int = AT_ONCE,
) -> Answers:
    """Ask each address, hosts side by side; ``pause`` waits for some seconds, ``done`` hears of each answer."""
    hosts: dict[str, list[str]] = {}
    for address in dict.fromkeys(addresses):
        hosts.setdefault(_host(address), []).append(address)
    asking = _Asking(send, pause, done)
    pool = ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="ask")
    try:
        for found in [pool.submit(asking.host, listed) for listed in hosts.values()]:
            found.result()
    finally:
        asking.stopped = True
        pool.shutdown(cancel_futures=True)
    answers = {address: _sure(answer) if asking.heard else answer for address, answer in asking.answers.items()}
    return Answers(answers, asking.heard or not asking.silent)


def _sure(answer: Answer) -> Answer:
    """Where there is a network, a host that has no number is gone."""
    return replace(answer, state=LinkState.GONE) if answer.reason == NO_SUCH_HOST else answer


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").lower() if names_a_host(address) else ""


@dataclass(slots=True)
class _Asking:
    send: Send
    pause: Pause
    done: Callable[[], None]
    answers: dict[str, Answer] = field(default_factory=dict)
    heard: bool = False
    silent: int = 0
    """Hosts that gave no answer."""
    stopped: bool = False
    _lock: Lock = field(default_factory=Lock)
    _hosts: dict[str, Lock] = field(default_factory=dict)

    def host(self, addresses: list[str]) -> None:
        """Ask the addresses of one host, one after another."""
        for address in addresses:
            if self.stopped or (self.silent >= _ENOUGH and not self.heard):
                return
            self._keep(address, answer_of(address, self._one_by_one, self.pause))
        with self._lock:
            self.silent += all(
                not it.heard and it.state is LinkState.REFUSED for it in map(self.answers.get, addresses) if it
            )

    def _keep(self, address: str, answer: Answer) -> None:
        with self._lock:
            self.answers[address] = answer
            self.heard = self.heard or answer.heard
            self.done()

    def _one_by_one(self, method: str, address: str) -> Reply:
        """Whoever is sent on to a host waits for those who speak to it."""
        with self._lock:
            known = _host(address) in self._hosts
            lock = self._hosts.setdefault(_host(address), Lock())
        with lock:
            if known:
                self.pause(_GAP)
            return self.send(method, address)
