"""What did not fit on paper, told at the place where the author wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil

from briefgen.checking.text.characters import outside_of_bodies
from briefgen.model.core.diagnostics import Diagnostic, Severity, Span, error, warning
from briefgen.model.core.document import BLOCK_KINDS, Node
from briefgen.model.values.plain import one_line
from briefgen.model.written.shown import Shown
from briefgen.rendering.html.table_sizes import cells_of, is_table
from briefgen.rendering.paper.laid import Laid, Misfit, Unfit
from briefgen.rendering.paper.layout.overflow import COARSE
from briefgen.resolving.edition.edition import Article, Edition, PackView

_MILLIMETRES_AN_INCH = 25.4
_LEGIBLE = 100
"""Dots per inch from which the words of a screenshot can be read: then a coarse image is a matter of style."""
_LONG = "shorten it, or add a space or a hyphen where it can break"
_WIDE = "leave out a column, shorten its cells, or turn columns into rows"

_HIGH = "shorten its cells, divide it into two rows, or write their words as text below the table"

Problem = tuple[Diagnostic, float]


def misfit_problems(editions: Mapping[str, Edition], laid: Mapping[str, Laid], site: Shown) -> Iterator[Diagnostic]:
    """A problem for each thing that fits badly, once, for the PDF where it fits worst; ``laid`` is by output path."""
    logos = {pack.logo.path: pack.logo.span for it in editions.values() for pack in it.packs.values() if pack.logo}
    worst: dict[tuple[Unfit, str, Span | None], Problem] = {}
    for path, lang, articles, spare in _papers(editions):
        for misfit in laid[path].misfits if path in laid else ():
            logo = logos.get(misfit.what) if misfit.kind is Unfit.COARSE else None
            span = logo or place_of(misfit, articles, site, lang) or spare
            is_table = misfit.kind is Unfit.WIDE and span is not None  # on each of its pages it has other words
            key = (misfit.kind, "" if is_table else misfit.what, span)
            weight = -misfit.amount if misfit.kind is Unfit.COARSE else misfit.amount
            if key not in worst or weight > worst[key][1]:
                found = problem_of(misfit, path, span)
                worst[key] = (replace(found, severity=Severity.ERROR) if logo else found, weight)
    yield from (problem for problem, _ in worst.values())


def _papers(editions: Mapping[str, Edition]) -> Iterator[tuple[str, str, Sequence[Article], Span | None]]:
    """The path, language, briefs and file of every PDF; one of two languages comes once for each."""
    for edition in editions.values():
        documents: tuple[Article | PackView, ...] = (*edition.articles.values(), *edition.packs.values())
        for document in documents:
            articles = (document,) if isinstance(document, Article) else document.articles
            span = document.body.span if isinstance(document, Article) else document.span
            for pdf in document.pdfs:
                if not pdf.booklet:
                    yield pdf.path, edition.lang, articles, Span(span.path) if span else None


def slide_problems(article: Article, path: str, laid: Laid, site: Shown) -> Iterator[Diagnostic]:
    """Report what does not fit on the slides of a brief; of what a slide has too much of, where the rest begins."""
    for misfit in laid.misfits:
        span = place_of(misfit, (article,), site, article.lang)
        yield problem_of(misfit, path, span or (Span(article.body.span.path) if article.body.span else None))


def problem_of(misfit: Misfit, path: str, span: Span | None) -> Diagnostic:
    """Report what is wrong on a page of the PDF at ``path``, and what to do about it."""
    said = one_line(" ".join(misfit.what.split()), 40)
    if misfit.kind is Unfit.TALL:
        return _tall(misfit, path, span)
    if misfit.kind is Unfit.COARSE:
        return _coarse(misfit, path, span)
    if misfit.kind is Unfit.DEEP:
        message = f"the note is longer than page {misfit.page} of {path} has room for: “{said}” is lost"
        return error("fits-on-paper", message, span, "shorten the note, or move what it says into the text")
    if misfit.kind is Unfit.ROW:
        message = f"the table row “{said}” is higher than a page and is split on page {misfit.page} of {path}"
        return warning("fits-on-paper", message, span, _HIGH)
    what, hint = ("the table", _WIDE) if misfit.kind is Unfit.WIDE else (f"the word “{said}”", _LONG)
    room = "runs off the page" if misfit.lost else f"is {misfit.amount:.1f} mm wider than its column"
    message = f"{what} {room} on page {misfit.page} of {path}"
    return Diagnostic("fits-on-paper", message, span, Severity.ERROR if misfit.lost else Severity.WARNING, hint)


def _coarse(misfit: Misfit, path: str, span: Span | None) -> Diagnostic:
    size = f"{misfit.width:.0f} mm wide with {misfit.amount:.0f} dots per inch"
    pixels = ceil(misfit.width / _MILLIMETRES_AN_INCH * COARSE)
    hint = f"use an image at least {pixels} pixels wide, or a drawing"
    name = misfit.what.rpartition("/")[2]
    message = f"the image “{name}” is {size} on page {misfit.page} of {path}; below {COARSE} it looks coarse"
    found = warning("image-is-sharp", message, span, hint)
    return replace(found, subject=("legible",)) if misfit.amount >= _LEGIBLE else found


def _tall(misfit: Misfit, path: str, span: Span | None) -> Diagnostic:
    said = one_line(misfit.what.partition("\n")[0], 40)
    severity = Severity.ERROR if misfit.lost else Severity.WARNING
    if not misfit.lost:
        message = f"a slide has too much for one page: from “{said}” on it is on page {misfit.page} of {path}"
        hint = "leave out what follows from there, or shorten what stands before it on the slide"
    else:
        message = f"“{said}” is written over the foot of page {misfit.page} of {path}"
        hint = f"shorten what the slide says, by {ceil(misfit.amount)} mm"
    return Diagnostic("fits-on-paper", message, span, severity, hint)


def place_of(misfit: Misfit, articles: Sequence[Article], site: Shown, lang: str) -> Span | None:
    """Return where an author has written what does not fit."""
    if misfit.kind is not Unfit.TALL:
        return _place(misfit, articles) or _in_a_key(misfit, site, lang)
    lines = (replace(misfit, kind=Unfit.LONG, what=_squeezed(line)) for line in misfit.what.split("\n"))
    found = (_place(line, articles) or _in_a_key(line, site, lang) for line in lines)
    return next(filter(None, found), None)


def _place(misfit: Misfit, articles: Sequence[Article]) -> Span | None:
    if misfit.kind is Unfit.DEEP:
        return _note(misfit.what, articles)
    parts = [part for article in articles for part in article.body.walk() if part.span is not None]
    find = {Unfit.COARSE: _image, Unfit.WIDE: _table, Unfit.ROW: _row, Unfit.LONG: _word}[misfit.kind]
    found = find(misfit.what, parts)
    return found.span if found is not None else None


def _note(words: str, articles: Sequence[Article]) -> Span | None:
    """The note that has the words of a line."""
    notes = (note.body for article in articles for note in article.notes)
    found = next((note for note in notes if _squeezed(words) in _squeezed(note.plain())), None)
    return next((part.span for part in found.walk() if part.span is not None), None) if found else None


def _in_a_key(misfit: Misfit, site: Shown, lang: str) -> Span | None:
    """The key of front matter or YAML that has the word."""
    if misfit.kind is not Unfit.LONG:
        return None
    return next((span for words, span in outside_of_bodies(site, lang) if misfit.what in _squeezed(words)), None)


def _image(path: str, parts: Sequence[Node]) -> Node | None:
    return next((part for part in parts if part.kind == "image" and part.get("src") == f"file:{path}"), None)


def _word(word: str, parts: Sequence[Node]) -> Node | None:
    """The innermost block that has the word: blocks come before what is in them."""
    blocks = (part for part in parts if part.kind in BLOCK_KINDS and word in _squeezed(part.plain()))
    return max(enumerate(blocks), key=lambda it: it[0], default=(0, None))[1]


def _table(cells: str, parts: Sequence[Node]) -> Node | None:
    """The table that has most of the cells, one a line; one that has less than half of them is another."""
    said = [_squeezed(cell) for cell in cells.splitlines()]
    tables = [part for part in parts if is_table(part)]
    shared = {index: _shared(said, table) for index, table in enumerate(tables)}
    best = max(shared, key=lambda index: shared[index], default=None)
    return tables[best] if best is not None and shared[best] * 2 >= len(said) else None


def _row(cells: str, parts: Sequence[Node]) -> Node | None:
    """The block that has the longest cell of a row, of which each stands on a line of its own."""
    return _word(_squeezed(max(cells.splitlines(), key=len, default="")), parts)


def _shared(said: Sequence[str], table: Node) -> int:
    own = {_squeezed(cell.plain()) for cell in cells_of(table)}
    return sum(any(cell == it or (it and cell.startswith(it)) for it in own) for cell in said)


def _squeezed(words: str) -> str:
    return "".join(words.split())
