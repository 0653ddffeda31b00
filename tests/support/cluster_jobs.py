"""Jobs for workers of a cluster, in a module that is soon imported there."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from briefgen.model.core.diagnostics import Outcome


@dataclass(frozen=True)
class Job:
    path: str
    what: str = "shouts"
    content: bytes = b""


def work(job: Job) -> Outcome[str]:
    match job.what:
        case "spins":
            while True:
                pass
        case "is killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "raises":
            raise KeyError("부재")
        case "waits once" if not (flag := Path(job.path)).exists():
            flag.write_text(str(os.getpid()))
            time.sleep(60)
    return Outcome(f"{job.path.upper()} {len(job.content)}")
