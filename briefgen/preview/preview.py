"""What a preview shows at each moment: at once the sources as they are now, then the site made of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NamedTuple, Protocol

from briefgen.model.core.diagnostics import Diagnostic, Outcome, error, has_errors
from briefgen.model.output.tree import Tree
from briefgen.preview.marks import Mark
from briefgen.reporting.human import summary

HEARTBEAT = 15.0
"""Seconds after which one who waits for news is told that there are none."""


class PageSource(Protocol):
    """The pages of the sources as they are now, as ``quick_pages.QuickSite`` has them."""

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What is wrong with them as far as they have been read."""

    def page(self, path: str) -> bytes | None:
        """The page at an output path, or None."""

    def marks(self, path: str, problems: Iterable[Diagnostic]) -> tuple[Mark, ...]:
        """Return where on the page at an output path the problems are."""


Make = Callable[[frozenset[str]], Outcome[Tree]]
"""Makes the site, with the PDFs at these output paths."""
Draw = Callable[[Tree, str], PageSource]
"""Reads the sources as they are now, given the site as it was last made and the output path of the page looked at."""
Tell = Callable[[tuple[Diagnostic, ...]], str]
"""Shows the problems of a build in the terminal and returns them as text for the page."""


_Said = tuple[str, str, tuple[Diagnostic, ...]]


class PreviewState(NamedTuple):
    """How things stand: a number that grows with all that is new, and what is wrong."""

    version: int
    summary: str
    report: str
    problems: tuple[Diagnostic, ...]


class Preview:
    """The site as its readers will see it, as soon as it can be had.

    After a change the pages are those of ``draw``, each made when it is looked at, until ``make``, in a thread of its
    own, has made the whole site. What a newer change overtakes is dropped. A PDF is laid out when it is first opened,
    and follows every change from then on.
    """

    def __init__(self, make: Make, tell: Tell, draw: Draw | None = None) -> None:
        self._make = make
        self._tell = tell
        self._draw = draw
        self._news = threading.Condition()
        self._turn = 0
        """How many changes there were."""
        self._made = 0
        """The change that the site was last made after."""
        self._opened: frozenset[str] = frozenset()
        """Output paths of the PDFs that have been asked for."""
        self._laid_out: tuple[int, frozenset[str]] = 0, frozenset()
        """Which of them were last laid out, and after which change."""
        self._looked_at = ""
        """The page that was last asked for."""
        self._draught: PageSource | None = None
        self._read: PageSource | None = None
        """The sources as they were last read, which know the places of problems."""
        self._problems: tuple[Diagnostic, ...] = ()
        self._told: tuple[Diagnostic, ...] | None = None
        self._words = ("", "")
        self._builder = threading.Thread(target=self._follow, daemon=True)
        self.closed = False
        self.version = 0
        self.tree = Tree({})
        self.summary = ""
        self.report = ""

    def __enter__(self) -> Preview:
        return self

    def __exit__(self, *_: object) -> None:
        with self._news:
            self.closed = True
            self._news.notify_all()

    @property
    def is_behind(self) -> bool:
        """Whether the site has still to be made as the sources are now."""
        return self._made != self._turn

    def begin(self) -> None:
        """Have the site made of the sources; who asks for a page from now on waits for it."""
        with self._news:
            self._turn += 1
            self._told = None
            if not self._builder.is_alive() and not self.closed:
                self._builder.start()
            self._news.notify_all()

    def change(self) -> None:
        """The sources have changed: show them as they are now, and have the site made of them."""
        self.begin()
        self.sketch()

    def rebuild(self) -> None:
        """As ``change``; returns when the site is made."""
        self.change()
        with self._news:
            self._news.wait_for(lambda: self.closed or not self.is_behind)

    def find(self, path: str) -> bytes | None:
        """The bytes at an output path, or None; a PDF is waited for, and so is whatever can be shown first."""
        if path.endswith(".pdf"):
            self._await_pdfs(path)
        if path.endswith(".html"):
            self._looked_at = path
        self._await(lambda: self._draught is not None)
        draught = self._draught
        content = _page(draught, path) if draught is not None else None
        if content is None and path.endswith(".html"):
            self._await(lambda: False)  # only the whole build makes it
        return self.tree.files.get(path) if content is None else content

    def wait(self, version: int) -> PreviewState:
        """Return how things stand once the version is another than ``version``, or unchanged after a while."""
        with self._news:
            self._news.wait_for(lambda: self.closed or self.version != version, HEARTBEAT)
            return PreviewState(self.version, self.summary, self.report, self._problems)

    def marks(self, path: str, state: PreviewState) -> tuple[Mark, ...]:
        """The problems that have a place on the page at an output path."""
        try:
            return self._read.marks(path, state.problems) if self._read is not None else ()
        except Exception:  # they are told in the panel all the same
            return ()

    def _await_pdfs(self, path: str) -> None:
        with self._news:
            if path in self.tree and path not in self._opened:  # it was kept, and is not made
                return
            self._opened |= {path}
            self._news.notify_all()
            self._news.wait_for(lambda: self.closed or not self._is_awaited(path))

    def _is_awaited(self, path: str) -> bool:
        """Tell whether an opened PDF has still to be laid out as the sources are now."""
        turn, paths = self._laid_out
        return turn != self._turn or path not in paths

    def _await(self, holds: Callable[[], bool]) -> None:
        """Wait until it holds, or until the first build has ended."""
        with self._news:
            self._news.wait_for(lambda: holds() or self.closed or self._made or not self._turn or len(self.tree))

    def sketch(self) -> None:
        """Show the sources as they are now, if that can be had before there is a site of them."""
        if self._draw is None:
            return
        turn = self._turn
        try:
            draught = self._draw(self.tree, self._looked_at)
        except Exception:  # the whole build will say what is wrong
            return
        said = (self.summary, self.report, self._problems)
        if self._made != turn and has_errors(draught.problems):
            said = self._said(draught.problems)
        with self._news:
            self._read = draught
            if self._made != turn:
                self._draught = draught
                self._announce(*said)
            elif not len(self.tree):  # the build has ended, and made no site
                self._draught = draught
                self._announce(self.summary, self.report, self._problems)

    def _follow(self) -> None:
        """Make the site after every change, then its PDFs if any has been opened; in the builder's thread."""
        while (job := self._next()) is not None:
            turn, pdfs = job
            outcome = self._outcome(pdfs)
            if self.closed or turn != self._turn:
                continue
            said = self._said(outcome.diagnostics)
            with self._news:
                if turn == self._turn:
                    self.tree = outcome.value if len(outcome.value) else self.tree
                    self._draught = None if len(self.tree) else self._draught
                    self._made = turn
                    self._laid_out = turn, pdfs
                    self._announce(*said)

    def _next(self) -> tuple[int, frozenset[str]] | None:
        """Wait for something to make: after which change, and with which PDFs; None at the end."""
        with self._news:
            self._news.wait_for(lambda: self.closed or self.is_behind or any(map(self._is_awaited, self._opened)))
            return None if self.closed else (self._turn, frozenset() if self.is_behind else self._opened)

    def _said(self, problems: tuple[Diagnostic, ...]) -> _Said:
        """Return what a page says of problems, with the problems; the terminal says it once."""
        if problems != self._told:
            report = ""
            with suppress(OSError):  # nobody looks at the terminal any more
                report = self._tell(problems)
            self._told, self._words = problems, (summary(problems), report)
        return (*self._words, problems)

    def _announce(self, short: str, report: str, problems: tuple[Diagnostic, ...]) -> None:
        self.summary, self.report, self._problems = short, report, problems
        self.version += 1
        self._news.notify_all()

    def _outcome(self, pdfs: frozenset[str]) -> Outcome[Tree]:
        try:
            return self._make(pdfs)
        except Exception as raised:  # a preview outlives every fault
            return Outcome(Tree({}), (error("internal-error", f"the build failed: {type(raised).__name__}: {raised}"),))


def _page(draught: PageSource, path: str) -> bytes | None:
    try:
        return draught.page(path)
    except Exception:  # the whole build will say what is wrong; until then the last page stands
        return None
