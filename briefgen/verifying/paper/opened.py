"""A PDF that may come from anywhere: opened within limits, or refused with a sentence."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

_log = logging.getLogger(__name__)
LARGEST = 256 * 2**20
"""Bytes of a PDF; no host takes a site with one so large."""
MOST_PAGES, MOST_TAGS = 5_000, 200_000
_UNPACKED = 96 * 2**20
"""Bytes of one stream once it is unpacked; a page has some kilobytes."""
_ITEMS = 1_000_000
SIGN, HEAD = b"%PDF-", 1024
"""A PDF says so near its beginning."""
_ODD = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError)
"""What comes of a thing that is of another kind than it should be, wherever in the file it is."""
_STREAM = re.compile(r"^stream <[^>]*>(?: \([^)]*\))?: ")


_DAMAGED = "it is damaged or cut short; get another copy of it"
_ODD_PART = "one of its parts is not what a PDF has there; get another copy of it, or export it again"
_WIDTH = 80


class UnreadablePdfError(ValueError):
    """Why a PDF cannot be read: what comes after its name in a sentence, ``is not a PDF``."""


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """The PDF in ``content`` (a ``pikepdf.Pdf``). Raises UnreadableError, also for what is met while it is open."""
    if SIGN not in content[:HEAD]:
        raise UnreadablePdfError("is not a PDF" if content else "is empty")
    if len(content) > LARGEST:
        raise UnreadablePdfError(f"is larger than {LARGEST >> 20} MB, the maximum for PDFs of a site")
    import pikepdf

    _limit()
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise UnreadablePdfError(f"has more than {MOST_PAGES} pages, more than any PDF of a site")
            yield pdf
    except UnreadablePdfError:
        raise
    except pikepdf.PasswordError:
        raise UnreadablePdfError("is protected with a password: save a copy without one and try that") from None
    except RecursionError:
        raise UnreadablePdfError("is nested too deeply to be read") from None
    except MemoryError:
        raise UnreadablePdfError("takes more memory than a PDF of a site does") from None
    except pikepdf.PikepdfError as problem:
        words = _STREAM.sub("", str(problem))
        if "memory limit" in words:
            raise UnreadablePdfError(f"holds a part that unpacks to more than {_UNPACKED >> 20} MB") from problem
        _log.debug("%s", words)
        raise UnreadablePdfError(f"cannot be read as a PDF: {_DAMAGED}") from problem
    except _ODD as problem:
        _log.debug("%s: %s", type(problem).__name__, problem)
        raise UnreadablePdfError(f"cannot be read as a PDF: {_ODD_PART}") from problem


def _limit() -> None:
    """Bounds for what a small file may grow to; they hold for the whole process, and none of ours needs more."""
    from pikepdf.settings import set_qpdf_limits

    set_qpdf_limits(
        parser_max_container_size=_ITEMS,
        flate_max_memory=_UNPACKED,
        dct_max_memory=_UNPACKED,
        png_max_memory=_UNPACKED,
        run_length_max_memory=_UNPACKED,
        tiff_max_memory=_UNPACKED,
    )


def one_line(words: str, width: int = _WIDTH) -> str:
    """Words of such a file as a terminal may show them: in one line, without what would be taken for a command."""
    plain = " ".join("".join(char if char.isprintable() else " " for char in words).split())
    return plain if len(plain) <= width else plain[: width - 1].rstrip() + "…"
