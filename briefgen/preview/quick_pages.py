"""The pages of the sources as they are now, each made when it is asked for: what an author looks at while writing.

The steps are those of the whole build; what every page takes part in (checks, the files beside the pages, the search,
paper) is left to it, and so are pages with two languages side by side and those at addresses that pages had.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import PurePosixPath

from briefgen.building.build import BuildOptions
from briefgen.building.charts import draw_charts, web_contexts
from briefgen.building.images import with_images, with_known_copies
from briefgen.building.project import ProjectSources, read_all
from briefgen.building.workers import KnownTexts, Workers
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report
from briefgen.model.core.written import Lang
from briefgen.model.output import addresses
from briefgen.model.output.tree import Tree
from briefgen.preview.marks import Mark, marks
from briefgen.reading.world import World
from briefgen.rendering.charts.draw import for_web
from briefgen.rendering.fonts.faces import Face
from briefgen.rendering.fonts.subset import stacks_css
from briefgen.rendering.html.list_numbers import list_marks
from briefgen.rendering.theme.context import RenderContext, drawing_key
from briefgen.rendering.web.assets import (
    WebAsset,
    assets_of,
    hashed,
    image_files,
    letters_asset,
    name_assets,
    style_asset,
    theme_assets,
)
from briefgen.rendering.web.page import PAGE_STYLE, Page, render_page
from briefgen.rendering.web.pages import pages, root_pages
from briefgen.resolving.documents.resolve import resolve, resolve_brief
from briefgen.resolving.edition.edition import Edition
from briefgen.running.progress import SILENT
from briefgen.running.store import Store

Part = tuple[str, Lang]
"""A brief, by its slug, in a language."""
WHOLE: Part = ("", "")


class QuickSite:
    """A site whose sources have been read; ``problems`` are those of the page at ``looked_at`` and of what it needs.

    The page of a brief is made of that brief alone, any other of the whole site. Pages get the style sheets and other
    files of ``last``, the site as it was last made; where there is none yet, they have files of their own. Any thread
    may ask for a page.
    """

    def __init__(
        self, world: World, options: BuildOptions, last: Tree, looked_at: str, *, executor: Executor, store: Store
    ) -> None:
        report = Report()
        workers = Workers(executor, store, SILENT, texts=KnownTexts(store) if not len(last) else None)
        read = read_all(world, options.base_url, options.profiles, preview=options.preview, workers=workers)
        sources = report.take(read)
        report.judge = sources.judge
        self._shop = workers.bound_by(sources.site)
        self._sources = report.take(with_images(sources, self._shop))
        site = self._sources.site
        self._parts = {addresses.brief(lang, slug): (slug, lang) for slug in site.briefs for lang in site.languages}
        self._resolved: dict[Part, Mapping[Lang, Edition]] = {}
        self._assets = assets_of(last) if len(last) else uncut_assets(self._sources)
        self._files = {} if len(last) else _files_of(self._sources, self._assets)
        self._lock = threading.RLock()
        self._contexts: dict[tuple[Part, Lang], RenderContext] = {}
        self._plans: dict[Part, dict[str, tuple[Page, Lang]]] = {}
        self._made: dict[str, bytes] = {}
        if not self._sources.is_empty:
            self._resolved[self._part(looked_at)] = report.take(self._resolve(self._part(looked_at)))
        self.problems: tuple[Diagnostic, ...] = report.sorted()

    def page(self, path: str) -> bytes | None:
        """The page at an output path; None when the site has no such page, or only the whole build makes it.

        Before there is a site, also the file beside the pages.
        """
        if path in self._files:
            return self._files[path]
        with self._lock:
            if path not in self._made and (plan := self._planned(path)):
                self._made[path] = self._page(*plan, self._part(path))
            return self._made.get(path)

    def marks(self, path: str, problems: Iterable[Diagnostic]) -> tuple[Mark, ...]:
        """Return where on the page at an output path the problems are, those that belong to one of its blocks."""
        with self._lock:
            plan = self._planned(path)
        return marks(plan[0].article.body, problems) if plan and plan[0].article else ()

    def _part(self, path: str) -> Part:
        """Return what has to be resolved for the page at an output path."""
        return self._parts.get(path, WHOLE)

    def _resolve(self, part: Part) -> Outcome[dict[Lang, Edition]]:
        site, styles = self._sources.site, self._sources.styles
        return resolve(site, styles) if part == WHOLE else resolve_brief(*part, site, styles)

    def _editions(self, part: Part) -> Mapping[Lang, Edition]:
        if part not in self._resolved:
            self._resolved[part] = {} if self._sources.is_empty else self._resolve(part).value
        return self._resolved[part]

    def _context(self, lang: Lang, part: Part) -> RenderContext:
        """Return what pages of a language are made with; only charts that they show and that have changed are drawn."""
        if (part, lang) not in self._contexts:
            editions = self._editions(part)
            slugs = self._sources.site.briefs if part == WHOLE else (part[0],)
            sources = with_known_copies(self._sources, slugs, self._shop)
            drawings = _DrawnWhenAsked(editions[lang], sources, self._shop)
            self._contexts[part, lang] = replace(web_contexts(editions, sources, {})[lang], drawings=drawings)
        return self._contexts[part, lang]

    def _planned(self, path: str) -> tuple[Page, Lang] | None:
        part = self._part(path)
        if part not in self._plans:
            self._plans[part] = {page.info.path: (page, lang) for page, lang in _every(self._editions(part))}
        return self._plans[part].get(path)

    def _page(self, page: Page, lang: Lang, part: Part) -> bytes:
        context = self._context(lang, part)
        edition = self._editions(part)[lang]
        made = render_page(page, edition, context).value
        return name_assets((made,), self._assets).value[0].content


class _DrawnWhenAsked(Mapping[str, str]):
    """The charts of an edition as web pages have them, those of a brief drawn when one of them is asked for."""

    def __init__(self, edition: Edition, sources: ProjectSources, workers: Workers) -> None:
        self._edition, self._sources, self._workers = edition, sources, workers
        self._briefs = {
            drawing_key(it.drawing): slug
            for slug, article in edition.articles.items()
            for it in article.numbered
            if it.drawing is not None
        }
        self._drawn: dict[str, dict[str, str]] = {}

    def __getitem__(self, key: str) -> str:
        slug = self._briefs[key]
        if slug not in self._drawn:
            alone = replace(self._edition, articles={slug: self._edition.articles[slug]}, packs={})
            charts = draw_charts({alone.lang: alone}, self._sources, self._workers, on_paper=False).value
            self._drawn[slug] = {name: for_web(widths) for name, widths in charts.items()}
        return self._drawn[slug][key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._briefs)

    def __len__(self) -> int:
        return len(self._briefs)


def _files_of(sources: ProjectSources, assets: Iterable[WebAsset]) -> Mapping[str, bytes]:
    images = image_files(sources.image_paths, sources.shown)
    return {it.path: it.content for it in assets} | {it.path: it.content for it in images}


def _every(editions: Mapping[Lang, Edition]) -> Iterator[tuple[Page, Lang]]:
    for lang, edition in editions.items():
        yield from ((page, lang) for page in pages(edition))
    for first in list(editions)[:1]:
        yield from ((page, first) for page in root_pages(editions))


def uncut_assets(sources: ProjectSources) -> tuple[WebAsset, ...]:
    """Style sheets, scripts and whole fonts, as pages name them: nobody knows yet which characters the site shows."""
    fonts = sources.fonts
    rules = "".join(map(_rule, fonts.faces)) + stacks_css(fonts, {face.family for face in fonts.faces})
    assets = [*theme_assets(sources.theme), hashed(PAGE_STYLE, b"")]
    for lang in sources.site.languages:
        assets.append(style_asset(lang, sources.theme, rules + list_marks(sources.site.profiles[lang])))
        assets.append(letters_asset(lang, ""))
    return (*assets, *(WebAsset(_name(face), f"assets/fonts/{_name(face)}", face.content) for face in fonts.faces))


def _name(face: Face) -> str:
    return f"{face.sha256[:10]}{PurePosixPath(face.file).suffix}"


def _rule(face: Face) -> str:
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style}; '
        f'src: url("fonts/{_name(face)}"); }}\n'
    )
