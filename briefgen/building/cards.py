"""Cards: a picture for every brief and pack, and one for each language, where the site has an address."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.building.charts import Editions
from briefgen.building.project import ProjectSources
from briefgen.building.workers import Workers
from briefgen.model.core.diagnostics import Outcome
from briefgen.model.output import addresses
from briefgen.model.output.tree import File
from briefgen.rendering.charts.cards import CardJob, card_faces, card_look, draw_card
from briefgen.resolving.edition.edition import Article, Edition, PackView
from briefgen.running.code_digest import own_code, versions
from briefgen.running.run import Stage

CARD: Stage[CardJob, bytes] = Stage(
    "cards", f"{own_code(draw_card)}, {versions('pillow', 'uharfbuzz')}", draw_card, limit="card"
)


def card_jobs(editions: Editions, sources: ProjectSources) -> tuple[CardJob, ...]:
    """A card for every page that has one of its own; none where the site has no address, since nobody can share it."""
    return tuple(job for edition in editions.values() if edition.site.base_url for job in _of(edition, sources))


def _of(edition: Edition, sources: ProjectSources) -> Iterator[CardJob]:
    site = edition.site
    yield _job(edition, sources, addresses.home(edition.lang), (site.tagline, site.title, site.publisher, ""))
    for article in edition.articles.values():
        yield card_of(article, edition, sources)
    for pack in edition.packs.values():
        yield card_of(pack, edition, sources)


def card_of(document: Article | PackView, edition: Edition, sources: ProjectSources) -> CardJob:
    """The card of a brief or a pack."""
    site, title = edition.site, document.title
    if isinstance(document, PackView):
        words = (document.subtitle or document.audience, title, site.title, document.published)
        return _job(edition, sources, document.path, words, document.data.colour)
    series = document.series if document.series != site.title else ""
    kicker = " · ".join(filter(None, (series, document.number)))
    return _job(edition, sources, document.path, (kicker, title, site.title, document.updated or document.published))


def _job(
    edition: Edition, sources: ProjectSources, path: str, words: tuple[str, str, str, str], colour: str = ""
) -> CardJob:
    """A card with what stands above the title, the title, and what stands below it and aside."""
    families = sources.fonts.roles(edition.lang).get("sans", ("sans-serif",))
    bold, plain = card_faces(sources.fonts, families, 700), card_faces(sources.fonts, families, 400)
    look, mirrored = card_look(sources.theme, colour), edition.direction == "rtl"
    return CardJob(addresses.card(path), edition.lang, *words, bold, plain, look, mirrored)


def draw_cards(jobs: tuple[CardJob, ...], workers: Workers) -> Outcome[tuple[File, ...]]:
    """The cards as files of the site."""
    outcome = workers.run_share(CARD, jobs)
    made = zip(jobs, outcome.value, strict=True)
    files = tuple(workers.put(File(job.path, png, "a card")) for job, png in made if png)
    return Outcome(files, outcome.diagnostics)
