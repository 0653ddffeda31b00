"""The files beside the pages: style sheets, and fonts cut to the characters that the site has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from briefgen.building.project import ProjectSources
from briefgen.building.workers import Workers
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.core.written import Lang
from briefgen.model.output.addresses import section
from briefgen.model.theme import Theme
from briefgen.rendering.fonts.faces import Face, Fonts
from briefgen.rendering.fonts.subset import (
    FontSubsetJob,
    Reading,
    WebFont,
    cut_font,
    letters_css,
    own_jobs,
    page_css,
    subset_jobs,
    web_font,
    web_font_css,
)
from briefgen.rendering.fonts.usage import (
    PLAIN,
    FontRules,
    KnownFaces,
    Setting,
    Usage,
    font_rules,
    font_sheet,
    page_usage,
    share,
    site_usage,
)
from briefgen.rendering.html.list_numbers import list_marks
from briefgen.rendering.web.assets import WebAsset, letters_asset, page_asset, style_asset, theme_assets
from briefgen.rendering.web.page import Made, asset_mark, page_style
from briefgen.running.code_digest import own_code, versions
from briefgen.running.fingerprint import fingerprint
from briefgen.running.run import Stage
from briefgen.running.serialise import recall
from briefgen.running.store import Store

CUT: Stage[FontSubsetJob, bytes] = Stage(
    "fonts",
    f"{own_code(cut_font)}, {versions('uharfbuzz', 'fonttools', 'brotli')}",
    cut_font,
    label=lambda job: f"{job.family} {job.weight}",
    limit="font",
)
_AFTER = 1
"""The part that letters of other languages are: after the first, so that they claim no more than they have."""


class ShownPage(Protocol):
    """A finished page that has been read; what it shows may be fetched each time."""

    @property
    def shown(self) -> Mapping[Setting, str]:
        """The characters that it shows."""


def make_assets(
    pages: Mapping[Lang, Sequence[Made]],
    read: Mapping[str, ShownPage],
    sources: ProjectSources,
    workers: Workers,
    *,
    only_checked: bool = False,
) -> Outcome[tuple[WebAsset, ...]]:
    """Style sheets with the site's own characters as fonts, and the theme's other files.

    There are two sheets for each language, and one for each page that asks for one. ``read`` has the pages by path.
    Where the site is ``only_checked`` no font is cut, which would take most of the time and finds no fault of a text.
    """
    cuts = _no_cuts(pages) if only_checked else _wanted(pages, read, sources, workers)
    every = list(dict.fromkeys(cuts.every))
    outcome = workers.run(CUT, every)
    cut = {job: content for job, content in zip(every, outcome.value, strict=True) if content}
    assets = dict.fromkeys(theme_assets(sources.theme))
    for lang in pages:
        fonts = [web_font(job, cut[job]) for job in cuts.own[lang] if job in cut]
        more = [replace(web_font(job, cut[job]), part=_AFTER) for job in cuts.letters[lang] if job in cut]
        assets.update(dict.fromkeys(_font_asset(font) for font in (*fonts, *more)))
        measured = partial(_measured, workers.store)
        css = web_font_css(fonts, sources.fonts, lang, recall=measured) + list_marks(sources.site.profiles[lang])
        assets[style_asset(lang, sources.theme, css)] = None
        for path, jobs in cuts.pages[lang].items():
            of_page = [web_font(job, cut[job]) for job in jobs if job in cut]
            assets.update(dict.fromkeys(_font_asset(font) for font in of_page))
            assets[page_asset(path, page_css(of_page))] = None
        assets[letters_asset(lang, letters_css(more, fonts, sources.fonts))] = None
    return Outcome(tuple(assets), outcome.diagnostics)


@dataclass(frozen=True, slots=True)
class _Cuts:
    """The fonts to cut: for each language, for its pages with more letters, and for pages with a sheet of their own."""

    own: Mapping[Lang, tuple[FontSubsetJob, ...]]
    letters: Mapping[Lang, tuple[FontSubsetJob, ...]]
    pages: Mapping[Lang, Mapping[str, tuple[FontSubsetJob, ...]]]

    @property
    def every(self) -> Iterator[FontSubsetJob]:
        """All of them, those of pages last."""
        for jobs in (*self.own.values(), *self.letters.values()):
            yield from jobs
        for by_path in self.pages.values():
            for jobs in by_path.values():
                yield from jobs


def _wanted(
    pages: Mapping[Lang, Sequence[Made]], read: Mapping[str, ShownPage], sources: ProjectSources, workers: Workers
) -> _Cuts:
    rules = font_rules(font_css(sources.theme, workers.store))
    usages = {lang: _usages(lang, made, read, sources.fonts) for lang, made in pages.items()}
    own = {lang: _cuts(lang, usage, rules, sources.fonts) for lang, usage in usages.items()}
    letters = {lang: subset_jobs(_letters(lang, usages, own[lang], sources.fonts)) for lang in pages}
    return _Cuts(own, letters, {lang: _own(usages[lang].arrivals, own[lang]) for lang in pages})


def _no_cuts(pages: Mapping[Lang, Sequence[Made]]) -> _Cuts:
    """Nothing to cut, for the pages that ask for a sheet of their own."""
    asks = {lang: [it.path for it in made if _has_own_sheet(it.path, lang, it.html)] for lang, made in pages.items()}
    nothing: dict[Lang, tuple[FontSubsetJob, ...]] = dict.fromkeys(pages, ())
    return _Cuts(nothing, nothing, {lang: dict.fromkeys(paths, ()) for lang, paths in asks.items()})


def _has_own_sheet(path: str, lang: Lang, html: str) -> bool:
    return asset_mark(page_style(path), lang) in html


def _measured(store: Store, key: tuple[object, ...], make: Callable[[], str]) -> str:
    name = fingerprint(("stand-ins", own_code(web_font_css), versions("fonttools"), key))
    return str(recall(store, name, lambda: Outcome(make())).value)


def font_css(theme: Theme, store: Store) -> str:
    """The rules of the web's style sheets that choose the faces."""
    css = theme.text("css/tokens.css") + theme.text("css/web.css")
    name = fingerprint(("font rules", own_code(font_sheet), versions("tinycss2"), css))
    return str(recall(store, name, lambda: Outcome(font_sheet(css))).value)


@dataclass(frozen=True, slots=True)
class _Usages:
    """What the pages of a language show together: those that its own fonts are for, and those with more letters.

    The page of the search has its own words in the former and its results in the latter. ``arrivals`` are those of the
    former that have a style sheet of their own, since people come to read them.
    """

    plain: Usage
    lettered: Usage
    arrivals: Mapping[str, Reading]


def _usages(lang: Lang, pages: Sequence[Made], read: Mapping[str, ShownPage], fonts: Fonts) -> _Usages:
    plain, lettered, arrivals = dict[Face, set[str]](), dict[Face, set[str]](), dict[str, Reading]()
    mark, search = asset_mark("letters.css", lang), section(lang, "search")
    known: dict[Setting, KnownFaces] = {}
    for page in (page for page in pages if page.path in read):
        usage, html = page_usage(read[page.path].shown, fonts, known), page.html
        has_more = mark in html and page.path != search
        for face, characters in usage.items():
            (lettered if has_more else plain).setdefault(face, set()).update(characters)
        if not has_more and _has_own_sheet(page.path, lang, html):
            arrivals[page.path] = {face: "".join(sorted(characters)) for face, characters in usage.items()}
    return _Usages(_frozen(plain), _frozen(lettered), arrivals)


def _frozen(usage: Mapping[Face, set[str]]) -> Usage:
    return {face: frozenset(characters) for face, characters in usage.items()}


def _letters(
    lang: Lang, usages: Mapping[Lang, _Usages], own: Iterable[FontSubsetJob], fonts: Fonts
) -> dict[Face, frozenset[str]]:
    """Return what pages with more letters need of each face and the language's own fonts have not.

    The search shows words of every page of every language, in the text face and the sans.
    """
    wanted = [usages[lang].lettered]
    for other, usage in usages.items():
        shown = frozenset[str]().union(*usage.plain.values())
        wanted += [share(shown, Setting(stack, weight), fonts) for stack, weight in _of_search(other, fonts)]
    there: dict[Face, frozenset[str]] = {}
    for job in own:
        face = next(face for face in fonts.faces if face.sha256 == job.sha256)
        there[face] = there.get(face, frozenset()) | frozenset(job.characters)
    found: dict[Face, frozenset[str]] = {}
    for each in wanted:
        for face, characters in each.items():
            found[face] = found.get(face, frozenset()) | characters - there.get(face, frozenset())
    return {face: characters for face, characters in found.items() if characters}


def _of_search(lang: Lang, fonts: Fonts) -> Iterator[tuple[tuple[str, ...], int]]:
    """The stacks and weights that results are set in."""
    for stack in fonts.roles(lang).values():
        yield from ((stack, weight) for weight in (400, 700))


def _cuts(lang: Lang, usages: _Usages, rules: FontRules, fonts: Fonts) -> tuple[FontSubsetJob, ...]:
    every = site_usage([usages.plain], rules, fonts, lang)
    return subset_jobs(every, list(usages.arrivals.values()), PLAIN | rules.strings)


def _own(arrivals: Mapping[str, Reading], jobs: Sequence[FontSubsetJob]) -> dict[str, tuple[FontSubsetJob, ...]]:
    return {path: own_jobs(usage, jobs, len(arrivals)) for path, usage in arrivals.items()}


def _font_asset(font: WebFont) -> WebAsset:
    return WebAsset(font.path.rpartition("/")[2], font.path, font.content)
