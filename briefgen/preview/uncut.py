"""The files beside the pages before there is a site: its fonts are whole, since nobody knows yet what it shows."""

from __future__ import annotations

from pathlib import PurePosixPath

from briefgen.building.project import ProjectSources
from briefgen.rendering.fonts.faces import Face
from briefgen.rendering.fonts.subset import stacks_css
from briefgen.rendering.html.list_numbers import list_marks
from briefgen.rendering.web.assets import WebAsset, hashed, letters_asset, style_asset, theme_assets
from briefgen.rendering.web.page import PAGE_STYLE


def uncut_assets(sources: ProjectSources) -> tuple[WebAsset, ...]:
    """Style sheets, scripts and fonts, as pages name them."""
    fonts = sources.fonts
    rules = "".join(map(_rule, fonts.faces)) + stacks_css(fonts, {face.family for face in fonts.faces})
    assets = [*theme_assets(sources.theme), hashed(PAGE_STYLE, b"")]
    for lang in sources.site.languages:
        assets.append(style_asset(lang, sources.theme, rules + list_marks(sources.site.profiles[lang])))
        assets.append(letters_asset(lang, ""))
    return (*assets, *(WebAsset(_name(face), f"assets/fonts/{_name(face)}", face.content) for face in fonts.faces))


def _name(face: Face) -> str:
    return f"{face.sha256[:10]}{PurePosixPath(face.file).suffix}"


def _rule(face: Face) -> str:
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style}; '
        f'src: url("fonts/{_name(face)}"); }}\n'
    )
