"""The title of a text: its own, that of its first heading, or the name of its file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from briefgen.importing.briefs import within
from briefgen.importing.imported import Rank, Remark
from briefgen.importing.site.links.addresses import without_code
from briefgen.importing.site.project.settings import from_name
from briefgen.importing.site.source.documents import SourceText
from briefgen.importing.site.source.keys import plain
from briefgen.model.core.limits import LINE

_ATX = re.compile(r"#[ \t]+(\S.*)")
_ANY = re.compile(r" {0,3}#{1,6}[ \t]+\S")
_TITLE = re.compile(r"(?m)^ {0,3}#[ \t]+\S")
_UNDERLINED = re.compile(r"(?m)^ {0,3}[^\s#>|-][^\n]*\n {0,3}={2,}[ \t]*$")


def title_of(text: SourceText) -> tuple[str, range]:
    """The title of a text, and the lines of its first heading where that says the same and so is one too many.

    Of several headings of level 1 none is the title.
    """
    heading, lines = _heading(text.front.body)
    if heading and not text.keys.title and _has_several_titles(text.front.body):
        heading = ""
    title = text.keys.title or heading or from_name(PurePosixPath(text.key).name or PurePosixPath(text.path).stem)
    is_whole = len(title) <= LINE and heading.casefold() == title.casefold()
    return within(title, LINE), lines if heading and is_whole else range(0)


def _heading(body: str) -> tuple[str, range]:
    """The words of the heading that a text begins with, or of its first where that is the only one of level 1."""
    found, lines = _first_heading(body.split("\n"))
    if found or _has_several_titles(body):
        return found, lines
    shown = without_code(body).split("\n")
    pairs = ("\n".join(shown[it : it + 2]) for it in range(len(shown)))
    at = next((it for it, pair in enumerate(pairs) if _ANY.match(pair) or _UNDERLINED.match(pair)), len(shown))
    found, lines = _first_heading(body.split("\n")[at:])
    return found, range(lines.start + at, lines.stop + at)


def _first_heading(lines: Sequence[str]) -> tuple[str, range]:
    """The words of the heading that a text begins with, and its lines; comments before it do not count."""
    for at, line in enumerate(lines):
        shown = line.strip()
        if not shown or (shown.startswith("<!--") and shown.endswith("-->")):
            continue
        if found := _ATX.fullmatch(shown):
            return plain(found[1].rstrip("#")), range(at, at + 1)
        under = lines[at + 1].strip() if at + 1 < len(lines) else ""
        return (plain(shown), range(at, at + 2)) if under and set(under) == {"="} else ("", range(0))
    return "", range(0)


def _has_several_titles(body: str) -> bool:
    shown = without_code(body)
    return len(_TITLE.findall(shown)) + len(_UNDERLINED.findall(shown)) > 1


def title_and_body(text: SourceText) -> tuple[str, str, int]:
    """Title, body, and the line of the file on which the body begins, which an abstract stands before."""
    title, heading = title_of(text)
    lines = text.front.body.split("\n")
    lines[heading.start : heading.stop] = [""] * len(heading)  # so that each line after it is where it was
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    line = text.front.line + first
    abstract = text.keys.abstract
    body = f"{abstract}\n\n" if abstract else ""
    return title, body + "\n".join(lines[first:]), max(line - body.count("\n"), 1)


def long_summary(text: SourceText) -> Iterator[Remark]:
    """What to say of a summary that became the beginning of its text."""
    if text.keys.abstract:
        said = f"its summary has {len(text.keys.abstract):,} characters: all of it begins the text"
        yield Remark(text.path, f"{said}, and its first sentences are the summary")


def guessed_title(text: SourceText, title: str) -> Iterator[Remark]:
    """What to say of a title that the text does not say itself."""
    if text.keys.title:
        return
    why = "it says no title"
    if _heading(text.front.body)[0]:
        if not _has_several_titles(text.front.body):
            return
        why = "none of its headings of level 1 is its title"
    yield Remark(text.path, f"{why}: “{title}” was made of its name", Rank.GUESSED)
