"""The forms in which the exemplar's PDFs come, told by their names."""

from __future__ import annotations

from pathlib import Path

LEFT_BEHIND = "leave-behind"
BOOKLET = "booklet"
LARGE_PRINT = "large-print"
PRINT = "print"
FORMS = (LEFT_BEHIND, BOOKLET, LARGE_PRINT, PRINT)


def form_of(pdf: str | Path) -> str:
    """Which form a PDF is: one of ``FORMS``, or nothing for the one that is read on a screen."""
    stem = Path(pdf).stem
    return next((form for form in FORMS if stem.endswith(f"-{form}")), "")


def stem_of(pdf: str | Path) -> str:
    """The name of the brief or the pack that a PDF is a form of."""
    form = form_of(pdf)
    return Path(pdf).stem.removesuffix(f"-{form}") if form else Path(pdf).stem


def page_of(pdf: Path) -> Path:
    """The page on the web that a PDF belongs to."""
    return pdf.with_name(f"{stem_of(pdf)}.html")


def is_for_reading(pdf: str | Path) -> bool:
    """Whether its pages follow one another; those of a booklet stand in the order of its sheets."""
    return form_of(pdf) != BOOKLET
