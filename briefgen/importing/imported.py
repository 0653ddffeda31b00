"""What a document of another program becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Remark:
    """What could not be taken, or should be looked at: ``place`` is such as ``paragraph 12``."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportedText:
    """A document as Markdown. ``title`` is empty where it says none; ``images`` are by the name the text uses."""

    title: str
    markdown: str
    images: Mapping[str, bytes] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
