"""The pages of the sources as they are now, each made when it is asked for: what an author looks at while writing.

The steps are those of the whole build; what every page takes part in (checks, the files beside the pages, the search,
paper) is left to it, and so are pages with two languages side by side and those at addresses that pages had.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor

from briefgen.build import BuildOptions
from briefgen.model.diagnostics import Diagnostic, Report
from briefgen.model.tree import Tree
from briefgen.model.written import Lang
from briefgen.reading.world import World
from briefgen.rendering.assets import assets_of, name_assets
from briefgen.rendering.html import Page, Studio, pages, render_page, root_pages
from briefgen.rendering.page_breaks import with_breaks
from briefgen.reporting.marks import Mark, marks
from briefgen.resolving.edition import Edition
from briefgen.resolving.resolve import resolve
from briefgen.running.progress import SILENT
from briefgen.running.store import Store
from briefgen.stages.charts import draw_charts, web_studios
from briefgen.stages.kit import read_all
from briefgen.stages.shop import Shop


class Sketch:
    """A site whose sources have been read and resolved; ``problems`` are those that were met on the way.

    Pages get the style sheets and other files of ``last``, the site as it was last made. Any thread may ask for a page.
    """

    def __init__(self, world: World, options: BuildOptions, last: Tree, *, executor: Executor, store: Store) -> None:
        report = Report()
        self._shop = Shop(executor, store, SILENT)
        self._kit = report.take(read_all(world, options.base_url, options.profiles, preview=options.preview))
        self._editions: Mapping[Lang, Edition] = (
            {} if self._kit.is_empty else report.take(resolve(self._kit.site, self._kit.styles))
        )
        self.problems: tuple[Diagnostic, ...] = report.sorted()
        self._assets = assets_of(last)
        self._lock = threading.RLock()
        self._studios: dict[Lang, Studio] = {}
        self._plans: dict[str, tuple[Page, Lang]] = {}
        self._made: dict[str, bytes] = {}

    def page(self, path: str) -> bytes | None:
        """The page at an output path; None when the site has no such page, or only the whole build makes it."""
        with self._lock:
            if path not in self._made and path in self._planned():
                self._made[path] = self._page(*self._plans[path])
            return self._made.get(path)

    def marks(self, path: str, problems: Iterable[Diagnostic]) -> tuple[Mark, ...]:
        """Where on the page at an output path the problems are, those that belong to one of its blocks."""
        with self._lock:
            plan = self._planned().get(path)
        return marks(plan[0].article.body, problems) if plan and plan[0].article else ()

    def _studio(self, lang: Lang) -> Studio:
        """What pages of a language are made with; only charts that have changed are drawn."""
        if lang not in self._studios:
            charts = draw_charts({lang: self._editions[lang]}, self._kit, self._shop).value
            self._studios[lang] = web_studios(self._editions, self._kit, charts)[lang]
        return self._studios[lang]

    def _planned(self) -> Mapping[str, tuple[Page, Lang]]:
        if not self._plans:
            self._plans = {page.info.path: (page, lang) for page, lang in self._every()}
        return self._plans

    def _every(self) -> Iterator[tuple[Page, Lang]]:
        for lang, edition in self._editions.items():
            yield from ((page, lang) for page in pages(edition))
        for first in list(self._editions)[:1]:
            yield from ((page, first) for page in root_pages(self._editions))

    def _page(self, page: Page, lang: Lang) -> bytes:
        studio = self._studio(lang)
        made = with_breaks(render_page(page, self._editions[lang], studio).value, {}, studio.templates).value
        return name_assets((made,), self._assets, {}).value[0].content
