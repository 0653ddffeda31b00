"""Notes which functions of briefgen each test reaches, in the process of the tests and in those that they start.

``seeded_faults.py --map`` copies this file as ``sitecustomize.py`` to where every Python that the tests start finds it.
A line is the test that the environment names, a tab and ``path:function``. It needs Python 3.12.
"""

from __future__ import annotations

import os
import sys
from types import CodeType
from typing import Any

_HITS = os.environ.get("REACHED_HITS", "")
_PACKAGE = os.environ.get("REACHED_ROOT", "") + "/briefgen/"


def _entered(code: CodeType, _offset: int) -> Any:
    """Write a line, in one call of the system so that those of several processes do not mix; once for each test."""
    if code.co_filename.startswith(_PACKAGE):
        place = f"{code.co_filename.removeprefix(_PACKAGE)}:{code.co_qualname}"
        file = os.open(_HITS, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(file, f"{os.environ.get('REACHED_TEST', '?')}\t{place}\n".encode())
        os.close(file)
    return sys.monitoring.DISABLE


if _HITS:
    sys.monitoring.use_tool_id(3, "reached")
    sys.monitoring.register_callback(3, sys.monitoring.events.PY_START, _entered)
    sys.monitoring.set_events(3, sys.monitoring.events.PY_START)
