"""What a machine lacks: work that fails for want of it is not a fault of briefgen or of a text."""

from __future__ import annotations

import errno

CODE = "machine-has-room"
HINT = (
    "free up space on the disk and in the temporary folder, close other programs, or raise the limits of the "
    "system (ulimit), and run the command again"
)
_WORDS = {
    errno.ENOSPC: "no space is left on the disk or in the temporary folder",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the system allows no file so large",
    errno.EMFILE: "the system allows no more open files",
    errno.ENFILE: "the system allows no more open files",
    errno.ENOMEM: "there is not enough memory",
    errno.EAGAIN: "the system allows no more processes",
}
_NO_THREAD = "can't start new thread"
"""How Python says that the system gives it no further thread."""


def shortage(raised: BaseException) -> str:
    """Return what the machine lacks, in words; empty when ``raised`` tells of something else."""
    if isinstance(raised, OSError):
        return _WORDS.get(raised.errno or 0, "")
    if isinstance(raised, RuntimeError) and _NO_THREAD in str(raised):
        return _WORDS[errno.ENOMEM]
    return ""
