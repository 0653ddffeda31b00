"""The pictures of a text, for files in which a chart is a picture as well."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.building.project import ProjectSources
from briefgen.model.written.written import Lang
from briefgen.rendering.charts.fonts import ChartFont, chart_fonts
from briefgen.rendering.fonts.faces import GENERICS
from briefgen.resolving.edition.edition import Article


def picture_fonts(sources: ProjectSources, lang: Lang) -> Sequence[ChartFont]:
    """The faces that charts in a language are drawn with."""
    stack = sources.fonts.roles(lang).get("sans", ())
    return chart_fonts(sources.fonts, [name for name in stack if name not in GENERICS])


def images_of(article: Article) -> list[str]:
    """The paths of the images of a text, each once."""
    parts = (part for body in (article.body, *(it.body for it in article.notes)) for part in body.walk())
    named = (part.get("src") for part in parts if part.kind == "image")
    return list(dict.fromkeys(it.removeprefix("file:") for it in named if it.startswith("file:")))
