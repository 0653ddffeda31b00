"""A brief as extensions are shown it."""

from __future__ import annotations

from briefgen.model.extension import BriefText
from briefgen.model.output.addresses import absolute
from briefgen.resolving.edition.edition import Article


def brief_text(article: Article, base_url: str) -> BriefText:
    """Return what its readers have of it, and nothing that may change from one release of briefgen to the next."""
    return BriefText(
        slug=article.slug,
        lang=article.lang,
        path=article.path,
        address=absolute(article.path, base_url),
        title=article.title,
        opening=article.opening,
        published=article.published_iso,
        updated=article.updated_iso,
        body=article.body,
        notes=tuple(note.body for note in article.notes),
    )
