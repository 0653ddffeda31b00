"""Runs a command and writes down which files it opens, which programs it starts and which sockets it makes.

Three layers, each used where it works. Audit hooks of Python see what Python code does, in workers too, on every
system. strace sees what the C libraries do as well. ``unshare`` takes the network away, so that a request would fail.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOOK = """\
import os, sys
_log = os.open(os.environ["WATCHED_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
def _hook(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        said = os.path.join(os.getcwd(), os.fsdecode(arguments[0]))
        # what is not there is not read; a name below an open folder is not said to be one, and is not there either
        if not os.path.exists(said) and not arguments[2] & os.O_CREAT:
            return
    elif event == "socket.__new__" and arguments[1] == 1:
        return  # AF_UNIX: workers are joined by pairs of these; one that reached further would connect or bind
    elif event.startswith("socket.") and event != "socket.gethostname":
        said = repr(arguments)
    elif event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system"):
        said = repr(arguments[0])
    else:
        return
    os.write(_log, f"{os.getpid()}\\t{event}\\t{said!r}\\n".encode("utf-8", "replace"))
sys.addaudithook(_hook)
"""
_CALLS = "trace=execve,execveat,open,openat,openat2,creat,socket,connect,sendto,sendmsg,bind"
_OPENED = re.compile(r"(?:open|openat|openat2|creat)\(.*= \d+<(/.*)>$")
"""What was opened, as the kernel names it (strace -y): symbolic links are followed."""
_STARTED = re.compile(r'execve(?:at)?\(.*?"([^"]+)".* = 0$')
_SOCKET = re.compile(r"(?:socket|connect|sendto|sendmsg|bind)\(.*")


@dataclass(frozen=True)
class Seen:
    """What a command did; whether the C libraries were watched too (``strace``), and whether it had no network."""

    code: int
    said: str
    opened: frozenset[Path]
    started: tuple[str, ...]
    sockets: tuple[str, ...]
    processes: int
    strace: bool
    cut_off: bool


def watch(command: list[str], folder: Path, **environment: str) -> Seen:
    """Run ``command`` in ``folder`` with nothing of the environment but ``environment``; the logs go beside it."""
    logs = folder.parent / f"{folder.name}.logs"
    shutil.rmtree(logs, ignore_errors=True)
    (logs / "hook").mkdir(parents=True)
    (logs / "hook/sitecustomize.py").write_text(HOOK, "utf-8")
    alone, tracing = _alone(), _strace(logs / "strace")
    ran = subprocess.run(
        [*alone, *tracing, *command],
        cwd=folder,
        env={"PATH": os.defpath, "PYTHONPATH": str(logs / "hook"), "WATCHED_LOG": str(logs / "audit"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    audited = [line.split("\t", 2) for line in (logs / "audit").read_text("utf-8").splitlines()]
    traced = list(_lines(logs / "strace")) if tracing else []
    return Seen(
        code=ran.returncode,
        said=ran.stdout + ran.stderr,
        opened=frozenset(_paths(audited, traced)),
        started=tuple(_programs(audited, traced, command[0])),
        sockets=tuple(_sockets(audited, traced)),
        processes=len({pid for pid, *_ in audited}),
        strace=bool(tracing),
        cut_off=bool(alone),
    )


def _alone() -> list[str]:
    """The command that takes the network away, where the system lets us."""
    for options in (["--net"], ["--map-root-user", "--net"]):
        command = ["unshare", *options]
        if shutil.which("unshare") and subprocess.run([*command, "true"], capture_output=True).returncode == 0:
            return command
    return []


def _strace(log: Path) -> list[str]:
    """The command that writes down system calls, where there is one that may."""
    command = ["strace", "--follow-forks", "--seccomp-bpf", "-qq", "-y", "-s", "4096"]
    command += ["-e", _CALLS, "-e", "signal=none", "-o"]
    if shutil.which("strace") and subprocess.run([*command, os.devnull, "true"], capture_output=True).returncode == 0:
        return [*command, str(log)]
    return []


def _lines(log: Path) -> Iterator[str]:
    """The calls of a log of strace; one that was interrupted by another process is put together again."""
    begun: dict[str, str] = {}
    for line in log.read_text("utf-8", "replace").splitlines():
        pid, _, call = line.partition(" ")
        call = call.strip()
        if call.endswith("<unfinished ...>"):
            begun[pid] = call.removesuffix("<unfinished ...>")
        elif found := re.match(r"<\.\.\. \w+ resumed>", call):
            yield begun.pop(pid, "") + call[found.end() :]
        else:
            yield call


def _paths(audited: list[list[str]], traced: list[str]) -> Iterator[Path]:
    for _, event, said in audited:
        if event == "open":
            yield Path(eval(said)).resolve()  # a literal that the hook wrote
    for call in traced:
        if found := _OPENED.search(call):
            yield Path(found[1].removesuffix(" (deleted)").removesuffix("(deleted)"))


def _programs(audited: list[list[str]], traced: list[str], first: str) -> Iterator[str]:
    for _, event, said in audited:
        if event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system"):
            yield said
    for call in traced:
        if (found := _STARTED.match(call)) and found[1] != first:
            yield found[1]


def _sockets(audited: list[list[str]], traced: list[str]) -> Iterator[str]:
    yield from (f"{event} {said}" for _, event, said in audited if event.startswith("socket."))
    yield from (call for call in traced if _SOCKET.match(call))


def python(*arguments: str) -> list[str]:
    """The command that runs the Python of the tests."""
    return [sys.executable, *arguments]
