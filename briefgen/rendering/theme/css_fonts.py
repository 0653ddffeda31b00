"""Families that a style sheet names and no face of the manifest has: a browser and paper pass over them in silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefgen.language.matching.nearest import did_you_mean
from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.model.theme import Theme
from briefgen.rendering.fonts.faces import GENERICS, MANIFEST, Fonts
from briefgen.rendering.theme.css_lint import EPUB, FOLDER, MAIL
from briefgen.rendering.theme.css_syntax import declarations

_GENERIC = GENERICS | {"cursive", "fantasy", "math", "emoji", "ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded"}
_KEYWORDS = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})


def family_problems(theme: Theme, fonts: Fonts) -> Iterator[Diagnostic]:
    """A warning for each place of a style sheet that names a family without a face."""
    known = {face.family for face in fonts.faces}
    if not known:
        return  # without fonts there is an error already
    folded = {family.casefold() for family in known | _GENERIC | _KEYWORDS}
    for path in theme.below("css"):
        if path in (MAIL, EPUB):
            continue
        for declaration in declarations(theme.text(path)):
            for name, node in _families(declaration):
                if name.casefold() not in folded:
                    yield _no_face(name, Span(FOLDER + path, node.source_line, node.source_column), known)


def _families(declaration: Any) -> Iterator[tuple[str, Any]]:
    """Each family that a declaration names, and where; of the shorthand ``font`` those in quotation marks."""
    if declaration.lower_name == "font":
        yield from ((node.value, node) for node in declaration.value if node.type == "string")
        return
    if declaration.lower_name != "font-family" and not declaration.name.startswith("--font-"):
        return
    words: list[Any] = []
    for node in [*declaration.value, ","]:
        if node == ",":
            if words:
                yield " ".join(word.value for word in words), words[0]
            words = []
        elif node.type in ("string", "ident"):
            words.append(node)


def _no_face(name: str, span: Span, known: set[str]) -> Diagnostic:
    hint = did_you_mean(name, known, f"{MANIFEST} lists the faces; add one, or remove the family")
    return warning("font-is-sound", f"no face has the family “{name}”, so nothing is set in it", span, hint)
