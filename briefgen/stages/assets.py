"""The files beside the pages: style sheets, and fonts cut to the characters that the site has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefgen.model.diagnostics import Outcome
from briefgen.model.written import Lang
from briefgen.rendering.assets import Asset, style_asset, theme_assets
from briefgen.rendering.fonts import Fonts
from briefgen.rendering.fonts_usage import FontRules, font_rules, page_usage, site_usage
from briefgen.rendering.fonts_web import FontSubsetJob, WebFont, cut_font, subset_jobs, web_font, web_font_css
from briefgen.rendering.html import Made
from briefgen.rendering.lists import list_marks
from briefgen.rendering.page_breaks import with_sample
from briefgen.rendering.templates import make_templates
from briefgen.resolving.addresses import home
from briefgen.running.own_code import own_code
from briefgen.running.run import Stage, versions
from briefgen.stages.kit import Kit
from briefgen.stages.shop import Shop

CUT: Stage[FontSubsetJob, bytes] = Stage("fonts", f"{own_code(cut_font)}, {versions('fonttools', 'brotli')}", cut_font)


def make_assets(pages: Mapping[Lang, Sequence[Made]], kit: Kit, shop: Shop) -> Outcome[tuple[Asset, ...]]:
    """Style sheets with the site's own characters as fonts, a sheet for each language, and the theme's other files."""
    rules = font_rules(kit.theme.text("css/tokens.css") + kit.theme.text("css/web.css"))
    jobs = {lang: _cuts(lang, _sampled(lang, made, kit), rules, kit.fonts) for lang, made in pages.items()}
    every = [job for cuts in jobs.values() for job in cuts]
    outcome = shop.run(CUT, every)
    cut = {job: content for job, content in zip(every, outcome.value, strict=True) if content}
    assets = dict.fromkeys(theme_assets(kit.theme))
    for lang, cuts in jobs.items():
        fonts = [web_font(job, cut[job]) for job in cuts if job in cut]
        assets.update(dict.fromkeys(_font_asset(font) for font in fonts))
        own = web_font_css(fonts, kit.fonts, lang) + list_marks(kit.site.profiles[lang])
        assets[style_asset(lang, kit.theme, own)] = None
    return Outcome(tuple(assets), outcome.diagnostics)


def _sampled(lang: Lang, pages: Sequence[Made], kit: Kit) -> list[Made]:
    """The pages with the characters of the page breaks that they will have."""
    templates = make_templates(kit.theme, lang)
    return [replace(page, html=with_sample(page.html, templates)) for page in pages]


def _cuts(lang: Lang, pages: Sequence[Made], rules: FontRules, fonts: Fonts) -> tuple[FontSubsetJob, ...]:
    usages = {page.path: page_usage(page.html, rules, fonts, lang) for page in pages if page.path.endswith(".html")}
    arrivals = [usage for path, usage in usages.items() if path == home(lang) or path.startswith(f"{lang}/briefs/")]
    return subset_jobs(site_usage(usages.values(), rules, fonts, lang), arrivals)


def _font_asset(font: WebFont) -> Asset:
    return Asset(font.path.rpartition("/")[2], font.path, font.content)
