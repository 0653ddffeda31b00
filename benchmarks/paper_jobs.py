"""The PDFs of a project as jobs in files, and what the layout of one or of all costs: a process of its own each time.

    python benchmarks/paper_jobs.py fill PROJECT FOLDER [--profiles screen,print] [--press] [--packs-only]
    python benchmarks/paper_jobs.py all FOLDER
    python benchmarks/paper_jobs.py briefgen|weasyprint JOB OUTPUT
    python benchmarks/paper_jobs.py web JOB FOLDER
    python benchmarks/paper_jobs.py count PDF

``fill`` does everything up to the layout and keeps each job; ``all`` lays all jobs of a folder out on every core;
the next two lay out one job, with briefgen or with WeasyPrint alone; ``web`` writes its page with all that it uses for
other programs, ``count`` counts pages. Each prints what it did as JSON.
"""

from __future__ import annotations

import argparse
import json
import pickle
import resource
import sys
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SHOWN = "attr(data-page)"
"""How the style sheets of briefgen show the number of a page."""
COUNTED = "target-counter(attr(href), page)"
"""How a style sheet does that shows it without briefgen."""


# Filling


def fill(project: Path, folder: Path, profiles: tuple[str, ...], press: bool, packs_only: bool) -> dict[str, Any]:
    """Keep every job of a project in a file of its own."""
    from briefgen.building.charts import draw_charts
    from briefgen.building.paper import print_jobs
    from briefgen.building.project import read_all
    from briefgen.building.workers import Workers
    from briefgen.model.core.diagnostics import Report, has_errors
    from briefgen.model.values.pdf_forms import Profile
    from briefgen.reading.world import DiskWorld
    from briefgen.resolving.documents.resolve import resolve
    from briefgen.running.executors import executor
    from briefgen.running.progress import SILENT
    from briefgen.running.store import NullStore

    report = Report()
    sources = report.take(read_all(DiskWorld(project), None, tuple(map(Profile, profiles))))
    sources = replace(sources, site=_with_press(sources.site)) if press else sources
    editions = report.take(resolve(sources.site, sources.styles))
    with executor("processes") as workers:
        charts = report.take(draw_charts(editions, sources, Workers(workers, NullStore(), SILENT)))
    jobs = report.take(print_jobs(editions, sources, charts))
    if has_errors(report):
        raise SystemExit(f"{project} has errors; see: briefgen check -C {project}")
    kept = [job for job in jobs if "/packs/" in f"/{job.name}" or not packs_only]
    folder.mkdir(parents=True)
    for job in kept:
        (folder / (job.name.replace("/", "+") + ".job")).write_bytes(pickle.dumps(job))
    return {"jobs": [job.name for job in kept]}


def _with_press(site: Any) -> Any:
    """The same site, its briefs and packs asking a printer for all there is to ask."""
    from briefgen.model.written.print_options import PressSheet

    sheet = PressSheet(bleed=Decimal(3), marks=True, booklet=True)

    def asking(written: Any) -> Any:
        return replace(written, value=written.value.model_copy(update={"print_": sheet}))

    briefs = {slug: replace(brief, data=asking(brief.data)) for slug, brief in site.briefs.items()}
    return replace(site, briefs=briefs, packs={ident: asking(pack) for ident, pack in site.packs.items()})


# All


def lay_out_all(folder: Path) -> dict[str, Any]:
    """Lay every job of a folder out on all cores: what each took, and what all of it took."""
    from briefgen.running.executors import executor

    before, start = _spent(), time.perf_counter()
    files = sorted(folder.glob("*.job"), key=lambda path: -path.stat().st_size)
    with executor("processes") as workers:
        each = [future.result() for future in [workers.submit(timed, path) for path in files]]
    return {"each": each, "wall": time.perf_counter() - start, "cpu": _spent() - before}


def timed(path: Path) -> dict[str, Any]:
    """Lay a job out, and impose it where that is asked for."""
    job, spent, start = pickle.loads(path.read_bytes()), time.process_time(), time.perf_counter()
    content, pages = laid(job)
    cpu, wall = time.process_time() - spent, time.perf_counter() - start
    profile = getattr(job, "about", job).profile
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "name": job.name, "profile": profile, "pages": pages, "bytes": len(content),
        "cpu": cpu, "wall": wall, "peak": peak,
    }  # fmt: skip


def _spent() -> float:
    """Seconds of processor time of this process and of all that it has waited for."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


# One


def laid(job: Any) -> tuple[bytes, int]:
    """The PDF that briefgen makes, and how many pages it has."""
    from briefgen.model.output.assets import asset
    from briefgen.rendering.paper.facing.edition import lay_out
    from briefgen.rendering.paper.file.booklet import BookletJob, impose

    made = lay_out(job)
    if made.value is None:
        raise SystemExit("\n".join(found.message for found in made.diagnostics))
    if getattr(job, "booklet", ""):
        impose(BookletJob(job.booklet, job.title, asset(made.value.pdf), job.press.bleed if job.press else Decimal(0)))
    return made.value.pdf, made.value.pages


def bare(job: Any) -> tuple[bytes, int]:
    """The PDF that WeasyPrint alone makes: the same HTML, style sheets and fonts, the numbers of pages looked up."""
    import logging

    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from briefgen.model.output.assets import INSIDE

    class FromJob(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            asset = job.assets[url if url in job.assets else url.removeprefix(INSIDE)]
            return URLFetcherResponse(url, asset.content)

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    fonts, fetcher = FontConfiguration(), FromJob()
    sheets = [
        CSS(string=css.replace(SHOWN, COUNTED), base_url=INSIDE, url_fetcher=fetcher, font_config=fonts)
        for _, css in job.css
    ]
    page = HTML(string=job.html, base_url=INSIDE, url_fetcher=fetcher)
    document = page.render(stylesheets=sheets, font_config=fonts, pdf_variant=job.variant, pdf_tags=True)
    return document.write_pdf(pdf_variant=job.variant, pdf_tags=True), len(document.pages)


def one(how: str, path: Path, output: Path) -> dict[str, Any]:
    """Lay one job out in this process."""
    job = pickle.loads(path.read_bytes())
    content, pages = {"briefgen": laid, "weasyprint": bare}[how](job)
    output.write_bytes(content)
    return {"pages": pages, "bytes": len(content)}


# Others


def web(path: Path, folder: Path) -> dict[str, Any]:
    """Write the page of a job for a browser, its style sheets in it and its files beside it; and for Typst."""
    from paper_typst import markup

    from briefgen.model.output.assets import INSIDE

    job = pickle.loads(path.read_bytes())
    for url, asset in job.assets.items():
        place = folder / url.removeprefix(INSIDE)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(asset.content)
    css = "\n".join(text for _, text in job.css)
    page = job.html.replace("</head>", f"<style>{css}</style></head>").replace(INSIDE, "./")
    (folder / "index.html").write_text(page, encoding="utf-8")
    (folder / "pack.typ").write_text(markup(job.html, job.lang), encoding="utf-8")
    return {"files": len(job.assets) + 2}


def count(path: Path) -> dict[str, Any]:
    """How many pages a PDF has."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        return {"pages": len(pdf.pages)}


def main() -> None:
    """Do one of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    filling = commands.add_parser("fill")
    filling.add_argument("project", type=Path)
    filling.add_argument("folder", type=Path)
    filling.add_argument("--profiles", default="")
    filling.add_argument("--press", action="store_true")
    filling.add_argument("--packs-only", action="store_true")
    commands.add_parser("all").add_argument("folder", type=Path)
    commands.add_parser("count").add_argument("pdf", type=Path)
    writing = commands.add_parser("web")
    writing.add_argument("job", type=Path)
    writing.add_argument("folder", type=Path)
    for how in ("briefgen", "weasyprint"):
        single = commands.add_parser(how)
        single.add_argument("job", type=Path)
        single.add_argument("output", type=Path)
    given = parser.parse_args()
    if given.command == "fill":
        profiles = tuple(filter(None, given.profiles.split(",")))
        found = fill(given.project, given.folder, profiles, given.press, given.packs_only)
    elif given.command == "all":
        found = lay_out_all(given.folder)
    elif given.command == "web":
        found = web(given.job, given.folder)
    elif given.command == "count":
        found = count(given.pdf)
    else:
        found = one(given.command, given.job, given.output)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
