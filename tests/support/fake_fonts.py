"""Web fonts for builds that nobody looks at in a browser: told from one another as cut ones are, but not cut.

Cutting takes longer than all the rest of a small site, and any change of a text asks for other characters.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from unittest.mock import patch

from briefgen.model.core.diagnostics import Outcome
from briefgen.rendering.fonts.subset import FontSubsetJob
from briefgen.running.fingerprint import fingerprint
from briefgen.running.run import Stage


def _named(job: FontSubsetJob) -> Outcome[bytes]:
    return Outcome(f"wOF2 {fingerprint(job)}".encode())


_UNCUT: Stage[FontSubsetJob, bytes] = Stage("fonts that are not cut", "1", _named)


def fonts_uncut() -> AbstractContextManager[object]:
    """As long as this is entered, the builds of this process cut no fonts."""
    return patch("briefgen.building.assets.CUT", _UNCUT)
