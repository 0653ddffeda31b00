"""What templates see of the versions of a brief: what has changed from one to the next, what was handed out."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.resolving.edition.views import ChangeView, PdfView


@dataclass(frozen=True, slots=True)
class RunView:
    """Words of a block that went the same way."""

    fate: str
    """``same``, ``gone`` or ``new``."""
    words: str


@dataclass(frozen=True, slots=True)
class ChangedBlock:
    """A block that is not the same in two versions."""

    fate: str
    """``changed``, ``gone``, ``new`` or ``moved``."""
    kind: str
    """What it is: ``title``, ``paragraph``, ``row``, ``note``…"""
    number: str
    """Of the paragraph or note, in the later version, or in the earlier where it has gone."""
    under: str
    """The heading that it stands under."""
    anchor: str
    """Its place on the brief's page, where that has it."""
    runs: tuple[RunView, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """From one version to the next."""

    was: str
    now: str
    date: str
    """Of the later version, in words."""
    iso: str
    changes: tuple[ChangeView, ...]
    """What the change log says of it."""
    blocks: tuple[ChangedBlock, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class KeptView:
    """A version that has been kept, with the PDFs that were handed out."""

    version: str
    date: str
    iso: str
    pdfs: tuple[PdfView, ...]
    """At addresses of their own, which stay."""
    is_current: bool


@dataclass(frozen=True, slots=True)
class ErratumRow:
    """A wording to correct in a copy that has been handed out."""

    page: int
    """Of the PDF for the screen; 0 where it is not known."""
    kind: str
    number: str
    """Of the paragraph or note."""
    under: str
    was: str
    """Empty where something is to be added."""
    now: str
    """Empty where something is to be struck out."""


@dataclass(frozen=True, slots=True)
class Erratum:
    """A correction, for a slip."""

    change: ChangeView
    rows: tuple[ErratumRow, ...]


@dataclass(frozen=True, slots=True)
class SlipView:
    """The corrections since a version, for copies of it that have been handed out."""

    version: str
    """Of the copies."""
    date: str
    now: str
    """The version that holds now."""
    now_date: str
    errata: tuple[Erratum, ...]
    path: str
    """Of the PDF."""


@dataclass(frozen=True, slots=True)
class History:
    """The versions of a brief in one language."""

    path: str
    """The page that shows it."""
    steps: tuple[StepView, ...]
    """The newest first."""
    kept: tuple[KeptView, ...]
    """The newest first."""
    slips: tuple[SlipView, ...]
    """One for each version that has been corrected since, the newest first."""
