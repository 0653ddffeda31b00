"""Briefs and packs as books for reading devices: not a part of the site, and of nothing that is not public yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from briefgen.building.cards import card_of, draw_cards
from briefgen.building.charts import Charts, context_of, draw_charts, picture_fonts
from briefgen.building.images import images_of, with_images
from briefgen.building.project import ProjectSources
from briefgen.building.workers import Workers
from briefgen.handouts.named import Order, checked_project, errors_of, in_each_language
from briefgen.model.core.diagnostics import Outcome, Report, has_errors
from briefgen.model.core.written import Lang
from briefgen.model.output.tree import Tree
from briefgen.reading.world import World
from briefgen.rendering.charts.draw import PAPER, for_print
from briefgen.rendering.epub.book import COVER, BookMaker, BookPicture, BookPictures, brief_book, pack_book
from briefgen.rendering.epub.package import book_file
from briefgen.rendering.office.handoff import HandoffPicture
from briefgen.rendering.office.pictures import drawn, image
from briefgen.rendering.theme.context import drawing_key
from briefgen.resolving.edition.edition import Article, Edition, PackView
from briefgen.running.progress import SILENT, Progress
from briefgen.running.store import Store

_FOLDER = "images/"


Wanted = tuple[Lang, Article | PackView]


def epub(world: World, order: Order, *, executor: Executor, store: Store, progress: Progress = SILENT) -> Outcome[Tree]:
    """``NAME-LANG.epub``; no file, and the errors, if a text is missing or has errors."""
    report, workers = Report(), Workers(executor, store, progress)
    sources, editions = report.take(checked_project(world, order.base_url, progress))
    report.judge = sources.judge
    if has_errors(report):
        return Outcome(Tree({}), errors_of(report))
    wanted = report.take(_wanted(order, editions, sources))
    if has_errors(report):
        return Outcome(Tree({}), errors_of(report))
    files = report.take(make_books(wanted, editions, sources, workers.bound_by(sources.site)))
    return Outcome(Tree({} if has_errors(report) else files), errors_of(report))


def make_books(
    wanted: Sequence[Wanted], editions: Mapping[Lang, Edition], sources: ProjectSources, workers: Workers
) -> Outcome[dict[str, bytes]]:
    """The books by their file names."""
    report = Report()
    charts = report.take(draw_charts(_shown(wanted, editions), sources, workers))
    sources = report.take(with_images(sources, workers))
    covers = report.take(draw_cards(tuple(card_of(it, editions[lang], sources) for lang, it in wanted), workers))
    files: dict[str, bytes] = {}
    for (lang, document), cover in zip(wanted, covers, strict=False):
        pictures = _pictures(document, lang, charts, sources, cover.content)
        maker = BookMaker(editions[lang], context_of(lang, sources, {}), sources.theme, pictures)
        book = report.take(
            pack_book(document, maker) if isinstance(document, PackView) else brief_book(document, maker)
        )
        name = document.id if isinstance(document, PackView) else document.slug
        files[f"{name}-{lang}.epub"] = book_file(book, maker.context.say_in(lang))
    return Outcome(files, report.sorted())


def _wanted(order: Order, editions: Mapping[Lang, Edition], sources: ProjectSources) -> Outcome[tuple[Wanted, ...]]:
    """The briefs and packs in the order of their names, each in the languages that are asked for."""
    report = Report()
    names = dict.fromkeys(order.names or _all(editions, order.lang))
    found = [report.take(in_each_language(name, order.lang, editions, sources)) for name in names]
    return Outcome(tuple(pair for one in found for pair in one.items()), report.sorted())


def _all(editions: Mapping[Lang, Edition], lang: Lang | None) -> Iterator[str]:
    for tag, edition in editions.items():
        if lang in (None, tag):
            yield from edition.listed
            yield from edition.packs


def _shown(wanted: Sequence[Wanted], editions: Mapping[Lang, Edition]) -> dict[Lang, Edition]:
    """The editions with the briefs alone whose charts are drawn."""
    slugs: dict[Lang, set[str]] = {}
    for lang, document in wanted:
        slugs.setdefault(lang, set()).update(it.slug for it in _articles(document))
    return {
        lang: replace(editions[lang], articles={it: editions[lang].articles[it] for it in sorted(own)}, packs={})
        for lang, own in slugs.items()
    }


def _articles(document: Article | PackView) -> tuple[Article, ...]:
    return document.articles if isinstance(document, PackView) else (document,)


def _pictures(
    document: Article | PackView, lang: Lang, charts: Charts, sources: ProjectSources, cover: bytes
) -> BookPictures:
    """The charts and images of a book, and its cover."""
    faces, files = picture_fonts(sources, lang), {COVER: cover}
    drawings: dict[str, BookPicture] = {}
    images: dict[str, BookPicture] = {}

    def kept(made: tuple[HandoffPicture, bytes]) -> BookPicture:
        picture, content = made
        name = f"{_FOLDER}{picture.name}"
        files[name] = content
        return BookPicture(name, picture.width, picture.height)

    for article in _articles(document):
        for drawing in article.drawings:
            key = drawing_key(drawing)
            svg = charts.get(key, {}).get(PAPER)
            if svg and key not in drawings:
                drawings[key] = kept(drawn(for_print(svg), f"chart-{len(drawings) + 1}", faces))
        for path in images_of(article):
            content = sources.reduced.get(path) or sources.shown.get(path, b"")
            made = image(content, f"image-{len(images) + 1}")
            if made and path not in images:
                images[path] = kept(made)
    return BookPictures(drawings, images, files)
