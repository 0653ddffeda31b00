"""Files of the project's templates/ that nothing reads: most often a slip in the name of a file or a folder."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from briefgen.language.matching.nearest import nearest
from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.model.theme import Theme

FOLDER = "templates/"
_TEMPLATES = (".html", ".xml")
_READ_BY_NAME = (*_TEMPLATES, ".yaml", ".yml", ".po", ".csl")
"""A file with another ending, such as an image or a sketch, may lie there for its own sake."""
_OF_A_LANGUAGE = re.compile(r"locale/[\w-]+\.(yaml|po)|csl/[\w-]+\.csl|(word|hancom)/reference-[\w-]+\.(docx|hwpx)")
_FONT = re.compile(r"fonts/(more\.yaml|.*(?<!\.yaml)(?<!\.yml))")
_COMPANIONS = ("README", "LICENSE", "LICENCE", "CHANGELOG", "NOTICE")
_LITERAL = re.compile(r"\"([^\"\n]+)\"|'([^'\n]+)'")
_NEAR, _VERY_NEAR = 0.7, 0.85


def stray_files(theme: Theme, own: Collection[str], lent: Collection[str]) -> Iterator[Diagnostic]:
    """A warning for each of the project's ``own`` files that takes the place of none that the theme has ``lent``.

    Both are paths below ``templates/``. What a template names is read, and so is a new language.
    """
    named = _named(theme)
    for path in sorted(set(own).difference(lent)):
        if _stands_for_itself(path) or _is_named(path, named):
            continue
        by_name = path.endswith(_READ_BY_NAME)
        meant = nearest(path, lent, _NEAR if by_name else _VERY_NEAR)
        if by_name or meant:
            yield _stray(path, meant)


def _stands_for_itself(path: str) -> bool:
    known = _OF_A_LANGUAGE.fullmatch(path) or _FONT.fullmatch(path)
    return bool(known) or PurePosixPath(path).name.upper().startswith(_COMPANIONS)


def _named(theme: Theme) -> set[str]:
    """Everything that stands in quotation marks in a template."""
    texts = (theme.text(path) for path in theme.files if path.endswith(_TEMPLATES))
    return {double or single for text in texts for double, single in _LITERAL.findall(text)}


def _is_named(path: str, named: Collection[str]) -> bool:
    """Whether a template includes this file, as a whole name or by its beginning, or asks for it as an asset."""
    if path in named or any(part.endswith(("/", "-")) and path.startswith(part) for part in named):
        return True
    return not path.endswith(_TEMPLATES) and PurePosixPath(path).name in named


def _stray(path: str, meant: str | None) -> Diagnostic:
    said = f"{path} is not used: the theme has no such file, and no template refers to it"
    hint = f"did you mean “{meant}”?" if meant else "docs/templates.md lists the files of the theme"
    return warning("file-is-expected", said, Span(FOLDER + path), hint)
