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
from briefgen.resolving.edition.edition import Edition
from briefgen.running.code_digest import own_code
from briefgen.running.run import Stage, versions

CARD: Stage[CardJob, bytes] = Stage(
    "cards", f"{own_code(draw_card)}, {versions('vl-convert-python', 'pillow', 'uharfbuzz')}", draw_card, limit="card"
)


def card_jobs(editions: Editions, sources: ProjectSources) -> tuple[CardJob, ...]:
    """A card for every page that has one of its own; none where the site has no address, since nobody can share it."""
    return tuple(job for edition in editions.values() if edition.site.base_url for job in _of(edition, sources))


def _of(edition: Edition, sources: ProjectSources) -> Iterator[CardJob]:
    families = sources.fonts.roles(edition.lang).get("sans", ("sans-serif",))
    bold, plain = card_faces(sources.fonts, families, 700), card_faces(sources.fonts, families, 400)
    site = edition.site

    def job(path: str, above: str, title: str, below: str, aside: str, colour: str = "") -> CardJob:
        card, look = addresses.card(path), card_look(sources.theme, colour)
        return CardJob(card, edition.lang, above, title, below, aside, families, bold, plain, look)

    home = addresses.home(edition.lang)
    yield job(home, site.tagline, site.title, site.publisher, "")
    for article in edition.articles.values():
        series = article.series if article.series != site.title else ""
        kicker = " · ".join(filter(None, (series, article.number)))
        yield job(article.path, kicker, article.title, site.title, article.updated or article.published)
    for pack in edition.packs.values():
        yield job(pack.path, pack.subtitle or pack.audience, pack.title, site.title, pack.published, pack.data.colour)


def draw_cards(jobs: tuple[CardJob, ...], workers: Workers) -> Outcome[tuple[File, ...]]:
    """The cards as files of the site."""
    outcome = workers.run(CARD, jobs)
    made = zip(jobs, outcome.value, strict=True)
    return Outcome(tuple(File(job.path, png, "a card") for job, png in made if png), outcome.diagnostics)
