"""Changes to the layout of WeasyPrint 70.0: one file each with its reason.

Each has a page under ``docs/upstream/`` with the smallest HTML that shows the problem, and a test in
``tests/rendering/paper/test_upstream.py`` that fails when upstream no longer needs it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any


def put_in_place(module: Any, name: str, changed: Callable[[Any], Any]) -> None:
    """Put what ``changed`` makes of ``module.name`` in its place, once a process; the original is ``__wrapped__``."""
    original = getattr(module, name)
    if not hasattr(original, "__wrapped__"):
        setattr(module, name, update_wrapper(changed(original), original, updated=()))
