"""The examples of docs/diagnostics.md, put into the project of the handbook and looked at as a build would."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from urllib.parse import unquote

from support.fake_fonts import fonts_uncut
from support.project import picture
from support.shared_cache import Remembered

from briefgen.building.build import BuildOptions, build
from briefgen.building.charts import draw_charts, web_contexts
from briefgen.building.images import with_images
from briefgen.building.project import ProjectSources, read_all, read_images
from briefgen.building.workers import Workers
from briefgen.checking.links.redirects import old_addresses_hold
from briefgen.checking.rules import check_editions
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report
from briefgen.model.output.tree import File, join
from briefgen.reading.load import load
from briefgen.reading.world import MemoryWorld
from briefgen.rendering.web.pages import render_pages, render_root
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.embargo.embargo import shown_at
from briefgen.resolving.site.redirects import moved_of
from briefgen.running.pool.inline import Inline
from briefgen.running.progress import SILENT
from briefgen.writing.site.publish import check_names

from docs_pages import AUTHORING, examples, files  # isort: skip

FAILS, PASSES = "Fails", "Passes"
FOLDER = "content/briefs/example"
FRONT = "---\ntitle: {}\nsummary: {}\n---\n\n"
WORDS = {"en": ("An example", "It shows one rule."), "ko": ("보기", "규칙 하나를 보인다.")}
FILLED = "page-is-filled"
"""An example has too little text to fill its pages: not looked at."""
_FRAME = b"\x21\xf9\4\0\1\0\0\0\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"
WALKING = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + _FRAME * 2 + b";"
IMAGES = {"robot.png": picture(1100), "big robot.png": picture(1100), "small.png": picture(40), "walking.gif": WALKING}
_PART = re.compile(rf"^\*\*({FAILS}|{PASSES}):\*\*", re.MULTILINE)


@dataclass(frozen=True)
class Trial:
    """The files of one example, and the places (``path:line``) that are marked in them."""

    files: dict[str, bytes] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()


def trials(section: str) -> dict[str, Trial]:
    """``Fails`` and ``Passes`` of the section of a code, as far as it has them."""
    parts = _PART.split(section.partition("\n**Fix:**")[0])
    return {name: _trial(text) for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def _trial(text: str) -> Trial:
    given: dict[str, bytes] = {}
    marks: set[str] = set()
    langs: list[str] = []
    for example in examples(text):
        about, lang = example.about, example.about.get("lang", "en")
        path = example.path or f"{FOLDER}/{lang}.md"
        whole = bool(example.path) or example.text.startswith("---\n")
        head = _above(path, lang, added="added" in about, whole=whole)
        given[path] = (head + example.text).encode(about.get("encoding", "utf-8"))
        marks |= {f"{path}:{int(line) + head.count(chr(10))}" for line in about.get("line", "").split(",") if line}
        marks |= {about["at"]} if "at" in about else set()
        langs += [] if example.path else [lang]
    if langs:
        given = {**_beside(langs, text), **given}
    return Trial(given, frozenset(marks))


def _above(path: str, lang: str, *, added: bool, whole: bool) -> str:
    """What stands in the file above the lines that are shown."""
    if added:
        return _as_it_is(path)
    return "" if whole else FRONT.format(*WORDS[lang])


@cache
def _as_it_is(path: str) -> str:
    return MemoryWorld(files(AUTHORING)).read(path).decode()


def _beside(langs: Iterable[str], text: str) -> dict[str, bytes]:
    """What lies beside a text that is not a file by itself: the brief's data, its chart, the images that it names."""
    data = f"number: EX-01\npublished: 2026-11-25\nlanguages: [{', '.join(langs)}]\n"
    chart = files(AUTHORING)["content/briefs/research-money/budget.chart.yaml"]
    named = [name for name in IMAGES if re.search(rf"[(<\"']{re.escape(name)}", unquote(text))]
    images = {f"{FOLDER}/{name}": IMAGES[name] for name in named}
    return {f"{FOLDER}/brief.yaml": data.encode(), f"{FOLDER}/budget.chart.yaml": chart.encode(), **images}


def world_of(trial: Trial) -> MemoryWorld:
    return MemoryWorld({**files(AUTHORING), **trial.files})


@cache
def _shop() -> Workers:
    return Workers(Inline(), Remembered(), SILENT)


@cache
def _packaged() -> ProjectSources:
    """The theme and its fonts, which most examples leave as they are."""
    return read_all(MemoryWorld(files(AUTHORING)), None).value


def _read(trial: Trial) -> Outcome[ProjectSources]:
    if any(path.startswith("templates/") for path in trial.files):
        return read_all(world_of(trial), None)
    world = world_of(trial)
    written = load(world)
    shown = shown_at(written.value, world.now())
    problems = (*written.diagnostics, *shown.diagnostics)
    return Outcome(replace(_packaged(), site=shown.value), problems)


def problems(trial: Trial, *, on_pages: bool) -> tuple[Diagnostic, ...]:
    """What is wrong with the project, stage after stage, before its pages are filled or ``on_pages`` too."""
    report = Report()
    sources = report.take(_read(trial))
    images = report.take(read_images(sources.site, world_of(trial)))
    sources = report.take(with_images(replace(sources, images=images), _shop()))
    editions = report.take(resolve(sources.site, sources.styles))
    report.add(check_editions(editions, sources.site, sources.fonts))
    if not on_pages:
        return report.sorted()
    told = frozenset(found.span.path for found in report if found.span and found.code == "chart-is-drawable")
    charts = report.take(draw_charts(editions, sources, _shop(), told))
    contexts = web_contexts(editions, sources, charts)
    made = [page for lang, edition in editions.items() for page in report.take(render_pages(edition, contexts[lang]))]
    made += report.take(render_root(editions, contexts[sources.site.languages[0]]))
    tree = report.take(join(File(page.path, page.html.encode(), "a page") for page in made))
    report.add(check_names(tree))
    report.add(old_addresses_hold(moved_of(sources.site, editions), tree.files.keys()))
    return report.sorted()


def problems_on_paper(trial: Trial) -> tuple[Diagnostic, ...]:
    """What is wrong with the project once its PDFs are laid out."""
    workers = _shop()
    with fonts_uncut():
        built = build(world_of(trial), BuildOptions(), executor=workers.executor, store=workers.store)
    return tuple(it for it in built.diagnostics if it.code != FILLED)


def places(found: Iterable[Diagnostic]) -> Iterator[str]:
    """``path:line`` of each problem."""
    for problem in found:
        yield f"{problem.span.path}:{problem.span.line}" if problem.span else "no place"


def told(found: Iterable[Diagnostic]) -> list[str]:
    return [f"{problem.span} {problem.code}: {problem.message}" for problem in found]
