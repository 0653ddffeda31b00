"""How a run tells what it is doing. The teller is passed in; nothing here prints."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

Step = Callable[[], None]
"""Called once for each piece of work done."""


Explain = Callable[[str, str, str], None]
"""Called with the kind of work that is done since nothing is remembered of it, what it is done for, and why."""


def nobody(_: str, __: str, ___: str) -> None:
    """An ``Explain`` that tells nobody."""


class Progress(Protocol):
    """Whoever wants to know which stage runs and how far it is."""

    def stage(self, name: str, total: int = 0) -> AbstractContextManager[Step]:
        """Entered when the stage begins, left when it ends; ``total`` pieces, 0 when unknown."""
        ...


class Silent:
    """Tells nobody."""

    def stage(self, name: str, total: int = 0) -> AbstractContextManager[Step]:
        """A stage that nobody watches."""
        return nullcontext(lambda: None)


SILENT = Silent()


def alone() -> bool:
    """Return what work does that was not remembered, where nobody does it in its place: nothing."""
    return False
