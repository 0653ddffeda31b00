"""The namespaces of a Word document."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VML = "{urn:schemas-microsoft-com:vml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

Element = Any


def value(parent: Element | None, path: str) -> str | None:
    """``w:val`` of the element at ``path`` (names in the main namespace, parted by ``/``); None without it."""
    found = parent.find("/".join(W + name for name in path.split("/"))) if parent is not None else None
    return found.get(W + "val") if found is not None else None


def is_on(parent: Element | None, name: str) -> bool | None:
    """Whether a switch such as ``w:b`` is on; None where it is not set."""
    found = parent.find(W + name) if parent is not None else None
    return None if found is None else found.get(W + "val", "1") not in ("0", "false", "off", "none")
