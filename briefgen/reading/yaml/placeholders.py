"""What stands in a site that has errors for a part that could not be read, so that the rest can be checked.

Such a site is never published as it is; ``[?]`` shows where something is missing.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.model.core.written import Lang
from briefgen.model.values.quantities import Day
from briefgen.reading.yaml.nodes import Standins

UNREAD = "[?]"
_NO_DAY = Day(1)

UNNUMBERED = "unread-0"
"""The number of a brief that has none that can be read."""
BRIEF: Standins = {"number": UNNUMBERED, "published": _NO_DAY}
FRONT: Standins = {"title": UNREAD, "summary": UNREAD}
FACT: Standins = {"label": UNREAD, "statement": UNREAD, "source": [], "status": "unverified"}
SOURCE: Standins = {"type": "document"}
EVENT: Standins = {"when": _NO_DAY, "label": UNREAD}
STAMPS: Standins = {"stamps": {}}
SIGNOFFS: Standins = {"signoffs": [], "texts": {}}
REMARKS: Standins = {"remarks": []}
VERSION: Standins = {"published": _NO_DAY}
PACK: Standins = {"title": UNREAD, "summary": UNREAD, "published": _NO_DAY}
PICTURE: Standins = {}
CHART: Standins = {"title": UNREAD, "columns": {}, "data": [{}], "spec": {"mark": "point"}}


def settings(languages: Sequence[Lang]) -> Standins:
    """For ``site.yaml``; ``languages`` are those that the texts have, at least one."""
    return {
        "title": UNREAD,
        "description": UNREAD,
        "languages": list(languages) or ["und"],
        "publisher": {"name": UNREAD},
    }


def term(languages: Sequence[Lang]) -> Standins:
    """For an entry of the glossary."""
    return {"names": {lang: {"short": UNREAD} for lang in languages}}
