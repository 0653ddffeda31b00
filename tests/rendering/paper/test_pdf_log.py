"""What the layout of PDFs says is said in an author's terms."""

from __future__ import annotations

import logging

from briefgen.model.core.diagnostics import Severity
from briefgen.model.output.assets import INSIDE, asset
from briefgen.rendering.paper.engine.log import Log
from briefgen.rendering.paper.job import PdfJob


def test_no_message_has_an_address_that_no_author_knows() -> None:
    log = Log()
    with log.listening():
        words = "Failed to load image at %r: it is broken", f"{INSIDE}content/briefs/a/photo.png"
        logging.getLogger("weasyprint").error(*words)
    (found,) = log.diagnostics(PdfJob("a.pdf", "en", "", "t"))
    assert found.severity is Severity.ERROR
    assert "'content/briefs/a/photo.png'" in found.message and "pack.invalid" not in found.message


def test_an_image_that_could_not_be_read_is_not_reported_again() -> None:
    log, path = Log(), f"{INSIDE}content/briefs/a/photo.png"
    with log.listening():
        logging.getLogger("weasyprint").error("Failed to load image at %r: it is broken", path)
    read, unread = (PdfJob("a.pdf", "en", "", "t", assets={path: asset(content)}) for content in (b"x", b""))
    assert len(log.diagnostics(read)) == 1
    assert log.diagnostics(unread) == ()


def test_a_drawing_that_cannot_be_drawn_is_reported_once_at_its_file() -> None:
    log = Log()
    with log.listening():
        logging.getLogger("weasyprint").error("Failed to render SVG image %s", f"{INSIDE}content/briefs/a/d.svg")
    (brief,), (pack,) = (log.diagnostics(PdfJob(name, "en", "", "t")) for name in ("a.pdf", "pack.pdf"))
    assert brief == pack
    assert (brief.code, brief.severity) == ("image-can-be-read", Severity.ERROR)
    assert brief.span is not None and brief.span.path == "content/briefs/a/d.svg"
    assert "“d.svg” cannot be drawn" in brief.message and "PNG" in brief.hint
