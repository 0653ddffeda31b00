"""Shows how far a build is, on standard error: a moving line on a terminal, elsewhere a plain one for a long stage."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from briefgen.running.progress import SILENT, Progress, Step

_LONG = 5.0  # seconds, after which somebody who reads a log wants to know what a build is at


def progress(quiet: bool) -> Progress:
    """Return what suits whoever watches."""
    if quiet:
        return SILENT
    return OnTerminal() if sys.stderr.isatty() else PlainProgress()


class PlainProgress:
    """``lay out PDFs: 80, 42.1 seconds`` when a stage has ended that took long."""

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Step]:
        """Tell the stage when it is over."""
        start = time.perf_counter()
        yield lambda: None
        if (seconds := time.perf_counter() - start) >= _LONG:
            click.echo(f"{name}: {f'{total}, ' if total else ''}{seconds:.1f} seconds", err=True)


class OnTerminal:
    """A line that moves while a stage runs, and stays as a plain one when it has ended."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(stderr=True, highlight=False)

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Step]:
        """Show the stage while it runs."""
        start = time.perf_counter()
        with self._bar(total) as bar:
            task = bar.add_task(name, total=total or None)
            bar.refresh()

            def step() -> None:
                bar.advance(task)
                bar.refresh()

            yield step
        seconds = time.perf_counter() - start
        self._console.print(f"[dim]{name:<24}{total or '':>6}{seconds:>8.1f} s[/dim]")

    def _bar(self, total: int) -> Any:
        """Without a thread of its own: worker processes are forked while it is shown."""
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        counted = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()) if total else ()
        return Progress(
            TextColumn("{task.description:<24}"), *counted, console=self._console, auto_refresh=False, transient=True
        )
