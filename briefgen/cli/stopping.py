"""Signals that ask the command to stop: it ends in order, and its exit code says which one came."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Stopped(BaseException):
    """The command was asked to stop; ``code`` is its exit code, as shells count it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number


@contextmanager
def stopping() -> Iterator[None]:
    """Raise ``Stopped`` in the block when a signal comes; a second one ends the process at once.

    A signal that was already ignored stays so: ``nohup`` and a shell's background jobs ask for that.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return
    came = False

    def stop(number: int, _: FrameType | None) -> None:
        nonlocal came
        if came:
            os._exit(128 + number)  # workers end by themselves when this process is gone
        came = True
        raise Stopped(number)

    before = {number: signal.getsignal(number) for name in _NAMES if (number := getattr(signal, name, None))}
    usual = {number: old for number, old in before.items() if old in (signal.SIG_DFL, signal.default_int_handler)}
    try:
        for number in usual:
            signal.signal(number, stop)
        yield
    finally:
        for number, old in usual.items():
            signal.signal(number, signal.SIG_IGN if came else old)  # the end has begun: nothing is left to stop
