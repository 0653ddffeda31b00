"""Worker processes that never outlive the process that started them, however it ends."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from pathlib import Path


class Processes(ProcessPoolExecutor):
    """Workers that hold one end of a pipe and end when the other is closed.

    The system closes it for a process that was killed; ``shutdown`` does, when running work is to be given up.
    """

    def __init__(self, workers: int) -> None:
        context = get_context(_start_method())
        self._ends = context.Pipe(duplex=False)
        super().__init__(workers, mp_context=context, initializer=_begin, initargs=self._ends)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the workers go; with ``cancel_futures`` they give up what they are doing."""
        reader, writer = self._ends
        if cancel_futures:
            writer.close()
        super().shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            writer.close()
            reader.close()


def _begin(reader: Connection, writer: Connection) -> None:
    """Ctrl-C reaches every process of a terminal; the parent alone says that it was stopped."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # nohup holds for workers too
            signal.signal(number, signal.SIG_DFL)
    writer.close()
    threading.Thread(target=_end_with_parent, args=(reader,), daemon=True).start()


def _end_with_parent(reader: Connection) -> None:
    with contextlib.suppress(EOFError, OSError):
        reader.recv_bytes()
    os._exit(1)


def _start_method() -> str:
    """Fork when it is safe: it costs least, but copies a lock that another thread holds for ever."""
    if sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1:
        return "fork"
    return "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
