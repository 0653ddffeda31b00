"""Workers that the kernel of Linux holds to what they are for: no sockets, no programs, no files of anybody else.

Landlock limits the files, a filter of seccomp the calls; each is used where the kernel has it. See landlock(7), and
``linux/landlock.h``, ``linux/seccomp.h`` and ``linux/bpf_common.h`` for the numbers.
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import os
import platform
import site
import struct
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from pathlib import Path

_SYSTEM = (
    # the C libraries of the system, and what their loader reads
    *("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"),
    # fonts of the machine: the library that draws charts lists them, and uses none
    *("/etc/fonts", "/usr/share/fontconfig", "/usr/share/fonts", "/usr/share/poppler", "/usr/local/share/fonts"),
    # certificates, which the same library loads, and what a system says of itself
    *("/var/cache/fontconfig", "/etc/ssl", "/usr/share/ca-certificates", "/etc/pki", "/proc", "/sys"),
    *("/etc/localtime", "/usr/share/zoneinfo", "/usr/share/locale", "/etc/locale.alias", "/etc/mime.types"),
    "/usr/share/libthai",  # where words of Thai end, for lines
    *("/dev/null", "/dev/urandom", "/dev/random", "/dev/shm", "/nix/store"),
)
"""What any process of Python may read."""
_CALLS = {"x86_64": (0xC000003E, 41, 59, 322, 425), "aarch64": (0xC00000B7, 198, 221, 281, 425)}
"""Of a machine, its AUDIT_ARCH and the numbers of socket, execve, execveat and io_uring_setup."""
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_READ = 1 << 2 | 1 << 3
"""LANDLOCK_ACCESS_FS_READ_FILE and READ_DIR."""
_WRITE = 1 << 1 | 0b1_1111_1111 << 4
"""WRITE_FILE; removing, and making each kind of file."""
_SINCE = {2: 1 << 13, 3: 1 << 14}
"""REFER (to move between folders) and TRUNCATE, by the version that brought them."""
_OF_FILES = 1 << 1 | 1 << 2 | 1 << 14
"""The rights that a rule for a file, not a folder, may give."""
_EXECUTE = 1 << 0


def confine(within: Iterable[Path]) -> None:
    """Hold this process, and all threads that it begins from now on, to reading ``within`` and the program.

    It may write in the temporary folder alone. What the kernel does not offer does not hold; nothing is raised.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            libc = ctypes.CDLL(None, use_errno=True)
            if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
                written = [tempfile.gettempdir(), sys.pycache_prefix or os.devnull, os.devnull, "/dev/shm"]
                _limit_files(libc, [*map(str, within), *_program(), *_SYSTEM], written)
                _limit_calls(libc)


def _program() -> set[str]:
    """Return where Python, briefgen and their libraries are; a prefix that is the whole system names nothing of it."""
    import briefgen
    from briefgen.reading.world import default_theme

    paths = sysconfig.get_paths()
    named = {paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")} | set(site.getsitepackages())
    named |= {str(default_theme()), *briefgen.__path__, sys.executable, *(path for path in sys.path if path)}
    named |= {f"{sys.base_prefix}/lib", f"{sys.prefix}/lib"}
    named |= {real for folder in sys.path if folder for real in _linked(folder)}
    return named - {str(Path.cwd()), "/", "/usr", "/usr/local"}


def _linked(folder: str) -> Iterable[str]:
    """Return where the packages of a folder are that an installer only linked: whole, or file by file."""
    with contextlib.suppress(OSError):
        entries = list(os.scandir(folder))
        for entry in entries if any(it.name.endswith(".dist-info") for it in entries) else ():
            if entry.is_symlink():
                yield os.path.realpath(entry)
            elif entry.is_dir():
                linked = (str(Path(part).resolve().parent) for part in os.scandir(entry) if part.is_symlink())
                yield from itertools.islice(linked, 1)


def _limit_files(libc: ctypes.CDLL, read: Iterable[str], written: Iterable[str]) -> None:
    version = libc.syscall(_CREATE_RULESET, None, 0, 1)
    if version < 1:
        return
    changes = _WRITE | sum(right for since, right in _SINCE.items() if version >= since)
    handled = struct.pack("=Q", _READ | changes | _EXECUTE)
    ruleset = libc.syscall(_CREATE_RULESET, handled, len(handled), 0)
    for rights, paths in ((_READ, read), (_READ | changes, written)):
        for path in paths:
            with contextlib.suppress(OSError):
                place = os.open(path, os.O_PATH | os.O_CLOEXEC)
                given = rights if Path(path).is_dir() else rights & _OF_FILES
                libc.syscall(_ADD_RULE, ruleset, 1, struct.pack("=Qi", given, place), 0)
                os.close(place)
    libc.syscall(_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _limit_calls(libc: ctypes.CDLL) -> None:
    """Refuse the calls by a filter of BPF; a foreign architecture (32 bits) could number them otherwise: all of it."""
    if (known := _CALLS.get(platform.machine())) is None:
        return
    load, equal, above, answer = 0x20, 0x15, 0x35, 0x06
    refused, allowed = 0x0005_0001, 0x7FFF_0000  # SECCOMP_RET_ERRNO with EPERM, and SECCOMP_RET_ALLOW
    architecture, *calls = known
    lines = [(load, 0, 0, 4), (equal, 0, len(calls) + 3, architecture), (load, 0, 0, 0)]
    lines += [(above, len(calls) + 1, 0, 1 << 30)]  # x32, which numbers its calls from there
    lines += [(equal, len(calls) + 1 - number, 0, call) for number, call in enumerate(calls, 1)]
    lines += [(answer, 0, 0, allowed), (answer, 0, 0, refused)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in lines))
    libc.prctl(_SET_SECCOMP, _FILTER, struct.pack("@HP", len(lines), ctypes.addressof(program)), 0, 0)
