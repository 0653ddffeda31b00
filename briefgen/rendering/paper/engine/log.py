"""What WeasyPrint says while it works, as diagnostics: it only logs what it cannot do, and goes on."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from briefgen.model.core.diagnostics import Diagnostic, Severity, Span, error
from briefgen.model.output.assets import without_inside
from briefgen.rendering.fonts.faces import GLYPH
from briefgen.rendering.paper.engine.css_unsupported import slip
from briefgen.rendering.paper.job import PdfJob

_MISSING_GLYPH = re.compile(r"^\.notdef glyph .*\(U\+([0-9A-F]{4,6})\)$", re.DOTALL)
_SERIOUS = ("Font-face", "Content discarded", "Anchor defined twice", "Failed to")
_NO_IMAGE = re.compile(r"Failed to load image at '([^']+)'")
_NO_DRAWING = re.compile(r"Failed to render SVG image (content/.+)", re.DOTALL)
_AROUND = 12


@dataclass(slots=True)
class Log:
    """Lines of this thread's layout, each with the style sheet being read when it was written."""

    sheet: str = ""
    lines: list[tuple[int, str, str]] = field(default_factory=list)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear the logger from now on; lines of layouts in other threads are left to those."""
        logger, handler = logging.getLogger("weasyprint"), _LogHandler(self)
        logger.addHandler(handler)
        try:
            yield
        finally:
            logger.removeHandler(handler)

    @contextmanager
    def reading(self, sheet: str) -> Iterator[None]:
        """Lines logged meanwhile speak of the style sheet ``sheet``."""
        self.sheet = sheet
        try:
            yield
        finally:
            self.sheet = ""

    def diagnostics(self, job: PdfJob) -> tuple[Diagnostic, ...]:
        """Each thing said once, in the order it was first said."""
        lines = (line for line in self.lines if not _has_been_told(line[2], job))
        return tuple(dict.fromkeys(_diagnostic(line, job) for line in lines))


class _LogHandler(logging.Handler):
    def __init__(self, log: Log) -> None:
        super().__init__(logging.WARNING)
        self._log = log
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line."""
        if record.thread == self._thread:
            self._log.lines.append((record.levelno, self._log.sheet, record.getMessage()))


def _has_been_told(message: str, job: PdfJob) -> bool:
    """Tell whether it is of an image that could not be read, which is reported where it is shown: it has no bytes."""
    found = _NO_IMAGE.match(message)
    there = job.assets.get(found[1]) if found else None
    return there is not None and not there.content


def _diagnostic(line: tuple[int, str, str], job: PdfJob) -> Diagnostic:
    level, sheet, message = line
    message = without_inside(message)
    if glyph := _MISSING_GLYPH.match(message):
        return missing_glyph(chr(int(glyph[1], 16)), job)
    if drawing := _NO_DRAWING.match(message):
        return _not_drawn(drawing[1])
    serious = level >= logging.ERROR or message.startswith(_SERIOUS)
    severity = Severity.ERROR if serious else Severity.WARNING
    # A slip in a style sheet is the same for every PDF: without the PDF's name it is told once.
    if (found := slip(message, sheet, job)) is not None:
        return Diagnostic("pdf-is-clean", found.message, found.span, severity, found.hint)
    return Diagnostic("pdf-is-clean", f"{job.name}: {message}", None, severity)


def _not_drawn(path: str) -> Diagnostic:
    """The problem that the drawing at ``path`` cannot be drawn: the same for every PDF that shows it."""
    message = f"the drawing “{path.rpartition('/')[2]}” cannot be drawn on paper"
    hint = "a number in it may be too large, such as a font size; save it again, or save it as PNG"
    return error("image-can-be-read", message, Span(path), hint)


def missing_glyph(character: str, job: PdfJob) -> Diagnostic:
    """The problem that no font of ``job`` has ``character``, with the words around it."""
    where = f" in “{words}”" if (words := _around(character, job.html)) else ""
    found = error(
        "character-has-glyph",
        f"{job.name}: no font has the character “{character}” (U+{ord(character):04X}){where}",
        hint="use another character, or add a font that has it to templates/fonts",
    )
    return replace(found, subject=(GLYPH, character))


def _around(character: str, html: str) -> str:
    text = re.sub(r"<[^>]*>|\u2060", "", html)
    at = text.find(character)
    if at < 0:
        return ""
    return " ".join(text[max(0, at - _AROUND) : at + _AROUND + 1].split())
