"""The archive that an office file is; the same members give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

_TIME = (1980, 1, 1, 0, 0, 0)
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def zipped(files: Mapping[str, bytes], first: str, stored: frozenset[str] = frozenset()) -> bytes:
    """The members by their names, the ``first`` before all; those that are ``stored`` as they are."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for path in sorted(files, key=lambda name: (name != first, name)):
            how = zipfile.ZIP_STORED if path in stored else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(path, _TIME), files[path], how)
    return held.getvalue()


def clean(words: str) -> str:
    """Words without characters that XML cannot hold."""
    return _NO_XML.sub("", words)
