"""Work of one process that others do ahead of it, once it shows that most of it has to be done."""

from __future__ import annotations

import threading
from collections.abc import Callable

from briefgen.running.pool.inline import Renewing, Share

_TRIED = 16
"""After one piece in so many had to be made, it is believed of the rest."""

Do = Callable[[Share], list[str]]
"""Does a share of the work in a process of its own: its results are in the store under the keys that it gives."""


class Ahead:
    """Watches work on so many ``pieces``, and has processes do it when most of it is not in the store.

    No more than ``few`` of them are done by one process itself: others would take as long, and cost more.
    There are as many as the ``executor`` has, whose workers end before. ``heard`` gets the keys of what they made.
    """

    def __init__(self, pieces: int, few: int, executor: Renewing, do: Do, heard: Callable[[list[str]], None]) -> None:
        self._do, self._heard, self._executor = do, heard, executor
        self._left = max(4, pieces // _TRIED) if executor.processes > 1 and pieces > few else -1

    def missed(self) -> bool:
        """Note that a piece is not in the store; whether it may be there now."""
        self._left -= 1
        if self._left or threading.current_thread() is not threading.main_thread():
            return False
        from briefgen.running.pool.forks import can_fork, forked  # what edits one text needs none

        self._executor.rest()  # its threads may hold locks
        if not can_fork():
            return False
        count = self._executor.processes
        for keys in forked(lambda number: self._do(Share(number + 1, count)), count):
            self._heard(keys)
        return True
