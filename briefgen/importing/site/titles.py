"""The title of a text: its own, that of its first heading, or the name of its file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from briefgen.importing.briefs import portable, slug_of, within
from briefgen.importing.imported import Rank, Remark
from briefgen.importing.site.links.addresses import without_code
from briefgen.importing.site.project.earlier import EarlierImport
from briefgen.importing.site.project.settings import from_name
from briefgen.importing.site.source.documents import SourceDocument, SourceText
from briefgen.importing.site.source.keys import plain
from briefgen.model.core.limits import LINE

_HEADING = re.compile(r"(?m)^ {0,3}(?:(#{1,6})[ \t]([^\n]*)$|([^\s#>|-][^\n]*)\n {0,3}={2,}[ \t]*$)")


def title_of(text: SourceText) -> tuple[str, range]:
    """The title of a text, and the lines of its first heading where that says the same and so is one too many.

    Of several headings of level 1 none is the title.
    """
    heading, lines, is_one_of_several = _heading(text.front.body)
    heading = heading if text.keys.title or not is_one_of_several else ""
    title = text.keys.title or heading or from_name(PurePosixPath(text.key).name or PurePosixPath(text.path).stem)
    is_whole = len(title) <= LINE and heading.casefold() == title.casefold()
    return within(title, LINE), lines if heading and is_whole else range(0)


def _heading(body: str) -> tuple[str, range, bool]:
    """The words of the title in the text, its lines, and whether other headings of its level stand beside it.

    It is the first heading, of level 1, and the text begins with it or has no other of that level.
    """
    shown = without_code(body)
    found = [it for it in _HEADING.finditer(shown) if body[slice(*it.span(it.lastindex or 0))].strip()]
    titles = [it for it in found if it[1] in (None, "#")]
    if not titles or titles[0] is not found[0] or (len(titles) > 1 and shown[: titles[0].start()].strip()):
        return "", range(0), len(titles) > 1
    first = titles[0]
    line, words = body.count("\n", 0, first.start()), body[slice(*first.span(first.lastindex or 0))]
    lines = range(line, line + 1 + first[0].count("\n"))
    return plain(words.rstrip().rstrip("#")), lines, len(titles) > 1


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


def too_long(text: SourceText) -> Iterator[Remark]:
    """Yield what to say of a title that was cut, and of a summary that became the beginning of its text."""
    if (length := len(text.keys.title)) > LINE:
        said = f"its title has {length:,} characters, more than {LINE:,}: the rest was left out"
        yield Remark(text.path, said, Rank.LOST)
    if text.keys.abstract:
        said = f"its summary has {len(text.keys.abstract):,} characters: all of it begins the text"
        yield Remark(text.path, f"{said}, and its first sentences are the summary")


def guessed_title(text: SourceText, title: str) -> Iterator[Remark]:
    """Yield what to say of a title that the text does not say itself."""
    if text.keys.title:
        return
    heading, _, is_one_of_several = _heading(text.front.body)
    if heading and not is_one_of_several:
        return
    why = "none of its headings of level 1 is its title" if heading else "it says no title"
    yield Remark(text.path, f"{why}: “{title}” was made of its name", Rank.GUESSED)


HOME = "home"
"""Slug of the first page of a folder."""


def slugs_of(documents: Sequence[SourceDocument], earlier: EarlierImport, remarks: list[Remark]) -> dict[str, str]:
    """A slug for each document, by its key: that of an earlier import, or one that no other has."""
    slugs: dict[str, str] = {}
    used = {"index"}
    for document in documents:
        known = (earlier.slugs.get(text.path, "") for text in document.texts.values())
        if slug := next((it for it in known if it and it not in used), ""):
            slugs[document.key] = slug
            used.add(slug)
    for document in documents:
        if document.key in slugs:
            continue
        wanted = portable("-".join(filter(None, map(slug_with_letters, document.key.split("/"))))) or HOME
        slug, count = wanted, 1
        while slug in used or slug in earlier.taken:
            count += 1
            slug = f"{wanted}-{count}"
        slugs[document.key] = slug
        used.add(slug)
        if other := earlier.taken.get(wanted):
            path = next(iter(document.texts.values())).path
            said = f"“{wanted}” is the address of a document from {other}: this one is at “{slug}”"
            remarks.append(Remark(path, said, Rank.LOST))
    return slugs


def slug_with_letters(name: str) -> str:
    """A part of an address: in plain letters, or with letters of the other scripts where those would be lost."""
    plainly = slug_of(name)
    if sum(letter.isalnum() for letter in name) == sum(letter.isalnum() for letter in plainly):
        return plainly
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-")
