"""Signals that ask the command to stop: it ends in order, and its exit code says which one came.

Whatever hangs then, the process and its workers are gone two seconds after the signal.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SAID = "stopped; the site is unchanged"
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_PATIENCE = 1.5
"""Seconds that the end in order may take."""
_AGAIN = 0.02
"""Seconds after which a signal is sent again that came where nothing can be raised."""


class Stopped(BaseException):
    """The command was asked to stop; ``code`` is its exit code, as shells count it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number
        self.code = 128 + number


@contextmanager
def stopping() -> Iterator[None]:
    """Raise ``Stopped`` in the block when a signal comes; a second one ends the process at once.

    A signal that was already ignored stays so: ``nohup`` and a shell's background jobs ask for that.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return
    came, over, main = False, threading.Event(), threading.get_ident()

    def stop(number: int, _: FrameType | None) -> None:
        nonlocal came
        if came:
            _end_now(number)
        came = True
        threading.Thread(target=_end_later, args=(number, over), daemon=True).start()
        raise Stopped(number)

    def lost(found: sys.UnraisableHookArgs) -> None:
        nonlocal came
        if not isinstance(found.exc_value, Stopped):
            told(found)
        elif not over.is_set():  # it came while Python ran what nothing is raised from, such as a hook of a fork
            came = False
            threading.Timer(_AGAIN, signal.pthread_kill, (main, found.exc_value.number)).start()

    told, sys.unraisablehook = sys.unraisablehook, lost
    before = {number: signal.getsignal(number) for name in _NAMES if (number := getattr(signal, name, None))}
    usual = {number: old for number, old in before.items() if old in (signal.SIG_DFL, signal.default_int_handler)}
    try:
        for number in usual:
            signal.signal(number, stop)
        yield
    finally:
        over.set()
        sys.unraisablehook = told
        for number, old in usual.items():
            signal.signal(number, signal.SIG_IGN if came else old)  # the end has begun: nothing is left to stop


def _end_later(number: int, over: threading.Event) -> None:
    if not over.wait(_PATIENCE):
        with contextlib.suppress(OSError):
            os.write(2, f"{SAID}\n".encode())
        _end_now(number)


def _end_now(number: int) -> None:
    if (processes := sys.modules.get("multiprocessing")) is not None:
        for worker in processes.active_children():
            worker.kill()
    os._exit(128 + number)
