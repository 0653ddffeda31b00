"""What pages and papers are filled with: templates, drawings, images, the wording of every language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations

from markupsafe import Markup

from briefgen.model.core.written import Lang
from briefgen.model.output.page_breaks import PdfExtent
from briefgen.model.profile.language import Language
from briefgen.rendering.html.pictures import WebPicture
from briefgen.rendering.theme.templates import Templates
from briefgen.resolving.edition.edition import Article, Edition
from briefgen.resolving.edition.views import Drawing, Numbered, RecommendationView


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What pages are made with: templates, drawn charts, images, and the language's own rules."""

    templates: Templates
    language: Language
    drawings: Mapping[str, str]
    """``drawing_key`` → SVG."""
    images: Mapping[str, str]
    """Path of an image in the project → output path."""
    pictures: Mapping[str, WebPicture] = field(default_factory=dict)
    """What is known of photographs, by their path in the project."""
    catalogues: Mapping[Lang, NullTranslations] = field(default_factory=dict)
    """Interface wording of every language."""
    editions: Mapping[Lang, Edition] = field(default_factory=dict)
    """The site in every language."""
    pdfs: Mapping[str, PdfExtent] = field(default_factory=dict)
    """What is known of each PDF, by its output path; nothing of one that has not been laid out."""
    sets_lines: bool = True
    """Whether the lines of pages are set; a check shows its pages to nobody."""

    def say_in(self, lang: Lang) -> Callable[[str], str]:
        """Interface wording in ``lang``."""
        return self.catalogues.get(lang, NullTranslations()).gettext


def drawing_key(drawing: Drawing, place: str = "across") -> str:
    """Return which drawing it is: the chart's file, the language, and where it stands when that is beside the text."""
    where = f":{place}" if place == "beside" else ""
    return f"{drawing.span.path if drawing.span else ''}:{drawing.id}:{drawing.lang}{where}"


def shown_drawing(drawings: Mapping[str, str], drawing: Drawing, place: str = "across") -> Markup:
    """The drawing for a place; where none is made for it, the one over the whole column."""
    return Markup(drawings.get(drawing_key(drawing, place)) or drawings.get(drawing_key(drawing), ""))


def numbered_of(article: Article | None) -> Mapping[str, Numbered]:
    """Figures and tables of an article by anchor."""
    return {it.id: it for it in article.numbered} if article else {}


def recommendations_of(article: Article | None) -> Mapping[str, RecommendationView]:
    """Recommendations of an article by anchor."""
    return {it.anchor: it for it in article.recommendations} if article else {}
