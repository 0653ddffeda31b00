"""What the output formats of packages make of a brief: files in its folder."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator

from briefgen.model.core.diagnostics import Outcome, Report
from briefgen.model.extension import BriefText, FormatFiles, Installed, OutputFormat, Problem
from briefgen.model.output.path_names import fault_of
from briefgen.model.output.tree import File
from briefgen.reading.files.package_functions import expected, outcome_of
from briefgen.resolving.edition.brief_text import brief_text
from briefgen.resolving.edition.edition import Article, Edition

_Named = tuple[tuple[str, bytes], ...]
_NONE: _Named = ()


def extension_files(
    article: Article, edition: Edition, markdown: str, used: Iterable[Installed]
) -> Outcome[tuple[File, ...]]:
    """The files of every format; a format that fails makes none of this brief."""
    report = Report()
    text = brief_text(article, edition.site.base_url)
    folder = posixpath.splitext(article.path)[0]
    files: list[File] = []
    for extension in used:
        for name, make in extension.extension.formats.items():
            what, place = f"the format “{extension.full(name)}”", article.body.span

            made = report.take(outcome_of(extension, what, place, _made_by(make, text, markdown), _NONE))
            files += (File(f"{folder}/{path}", content, what, place) for path, content in made)
    return Outcome(tuple(files), report.sorted())


def _made_by(make: OutputFormat, text: BriefText, markdown: str) -> Callable[[], tuple[_Named, tuple[Problem, ...]]]:
    def made() -> tuple[_Named, tuple[Problem, ...]]:
        given = expected(make(text, markdown), FormatFiles)
        return tuple(_checked(given)), given.problems

    return made


def _checked(given: FormatFiles) -> Iterator[tuple[str, bytes]]:
    """The files by their names. Raises ValueError for a name that cannot stand on every disk, or leads elsewhere."""
    for name, content in sorted(given.files.items()):
        if fault := fault_of(expected(name, str)):
            raise ValueError(f"it names a file “{name}”: {fault}")
        if any(part.startswith(".") for part in name.split("/")):
            raise ValueError(f"it names a file “{name}”: a name on a site does not begin with a full stop")
        if any(other.startswith(f"{name}/") for other in given.files):
            raise ValueError(f"it names a file “{name}” and files in a folder of that name")
        yield name, expected(content, bytes)
