"""Images of authors, looked at whole before they are shown: what cannot be shown is known at the text that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Severity, Span, error, few, warning
from briefgen.reading.images.metadata import without_metadata
from briefgen.reading.images.rasters import ENDINGS, MAX_PIXELS, Raster, pixels_of, read_raster
from briefgen.reading.images.svg import Cleaned, DrawingError, clean

DRAWING = ".svg"
_LISTED = 10
"""Places in a drawing that a report lists."""
READ = "image-can-be-read"
ADVICE = "image-looks-the-same"


@dataclass(frozen=True, slots=True)
class ImageJob:
    """An image to look at: its path in the project, its bytes, the place where it is shown."""

    path: str
    content: bytes
    span: Span = field(compare=False)
    max_pixels: int = MAX_PIXELS

    @property
    def is_shown(self) -> bool:
        """Whether a text shows it; otherwise ``span`` is the file itself."""
        return self.span.path != self.path


@dataclass(frozen=True, slots=True)
class ImageResult:
    """What is published: ``copy`` in the place of the file, or the file itself when that is None."""

    copy: bytes | None = None
    for_paper: bytes | None = None
    """The copy that PDFs have, where it is another."""


NOTHING = ImageResult(b"")
"""Stands for an image that cannot be shown: a browser writes its description there."""


def look(job: ImageJob) -> Outcome[ImageResult]:
    """Read an image whole; it is copied without its metadata, a drawing without what may not be in it.

    Problems stand where it is shown.
    """
    if PurePosixPath(job.path).suffix.lower() == DRAWING:
        return _drawing(job)
    raster = read_raster(job.content, job.max_pixels)
    if not raster.problem:
        return _raster(job, raster)
    hint = raster.hint
    if b"<svg" in job.content[:4096]:
        hint = f"it is a drawing: rename it to {_renamed(job.path, DRAWING)}, and in the text"
    return _unreadable(job, raster.problem, hint)


def _raster(job: ImageJob, raster: Raster) -> Outcome[ImageResult]:
    try:
        copy = without_metadata(job.content, raster.form)
    except ValueError as problem:
        return _unreadable(job, f"its metadata cannot be removed: {problem}", "export it again")
    result = ImageResult(None if copy == job.content else copy, raster.for_paper)
    return Outcome(result, tuple(_advice(job, raster)))


def pixels(job: ImageJob) -> Outcome[int]:
    """Return how many pixels an image has; a drawing has none."""
    return Outcome(0 if PurePosixPath(job.path).suffix.lower() == DRAWING else pixels_of(job.content))


def too_many(job: ImageJob, million: int) -> Diagnostic:
    """The problem of the image with which all images together have too many pixels."""
    message = f"with the image “{_name(job)}”, the images of the site have more than {million:,} million pixels"
    allow = f"limits: {{pixels: {2 * million}}} in site.yaml"
    hint = f"make images smaller (4,000 pixels across fill a page), or write {allow}"
    return error("work-fits-limits", f"{message}; it and those after it are not read", job.span, hint)


def _drawing(job: ImageJob) -> Outcome[ImageResult]:
    left = job.max_pixels

    def raster_problem(content: bytes) -> str:
        nonlocal left
        if (own := pixels_of(content)) > left and own <= job.max_pixels:
            return f"the images in the drawing have more than {job.max_pixels // 1_000_000} million pixels together"
        left -= own
        return read_raster(content, job.max_pixels).problem

    try:
        cleaned = clean(job.content, raster_problem)
    except DrawingError as refused:
        raster = read_raster(job.content, job.max_pixels)
        if raster.form in ENDINGS:
            ending = ENDINGS[raster.form][0]
            hint = f"rename it to {_renamed(job.path, ending)}, and in the text"
            return _unreadable(job, f"it is not SVG but {raster.form}", hint)
        return _unreadable(job, refused.why, refused.hint, refused.line)
    return Outcome(ImageResult(cleaned.svg), tuple(_left_out(job, cleaned)))


def _unreadable(job: ImageJob, why: str, hint: str, line: int = 0) -> Outcome[ImageResult]:
    at = f" (line {line})" if line else ""
    message = f"the image “{_name(job)}” cannot be shown: {why}{at}"
    related = ((Span(job.path, line), "here"),) if line and job.is_shown else ()
    return Outcome(NOTHING, (Diagnostic(READ, message, job.span, Severity.ERROR, hint, related),))


def _left_out(job: ImageJob, cleaned: Cleaned) -> Iterator[Diagnostic]:
    if not cleaned.left_out:
        return
    lines: dict[str, int] = {}
    for part in cleaned.left_out:
        lines.setdefault(part.what, part.line)
    said = few([f"{what} (line {line})" for what, line in lines.items()])
    message = f"the drawing “{_name(job)}” is shown without parts that are not allowed: {said}"
    hint = "a drawing has shapes, text and embedded PNG, JPEG, GIF or WebP; replace these, or export it without them"
    related = tuple((Span(job.path, line), what) for what, line in list(lines.items())[:_LISTED])
    yield Diagnostic("drawing-is-safe", message, job.span, Severity.WARNING, hint, related)


def _advice(job: ImageJob, raster: Raster) -> Iterator[Diagnostic]:
    """Report what an author should know of an image that can be shown."""
    name, endings = _name(job), ENDINGS[raster.form]
    if PurePosixPath(job.path).suffix.lower() not in endings:
        hint = f"rename it to {_renamed(job.path, endings[0])}, and in the text"
        form = "JPEG" if raster.form == "MPO" else raster.form
        yield warning(READ, f"the image “{name}” is a {form} by its content, not by its name", job.span, hint)
    if raster.is_animated:
        message = f"the image “{name}” is animated: PDFs show only its first frame, and readers cannot stop it"
        yield warning(ADVICE, message, job.span, "use a still image, or several side by side")
    if raster.has_deep_grey:
        message = f"the image “{name}” has 16-bit grey: PDFs would show noise"
        yield error(ADVICE, message, job.span, "save it with 8 bits per channel")
    if raster.is_cmyk:
        message = f"the image “{name}” is in CMYK: its colours differ between screen and print"
        yield warning(ADVICE, message, job.span, "save it in RGB (sRGB)")


def _name(job: ImageJob) -> str:
    return PurePosixPath(job.path).name


def _renamed(path: str, ending: str) -> str:
    return PurePosixPath(path).with_suffix(ending).name
