"""Style sheets, scripts, fonts and images of the site: gathered, named by their content, and put into the pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from briefgen.model.core.diagnostics import Diagnostic, Outcome, error
from briefgen.model.core.written import Lang
from briefgen.model.output.spill import Spilled
from briefgen.model.output.tree import File, Tree
from briefgen.model.theme import Theme
from briefgen.rendering.html.pictures import PictureFile, WebPicture
from briefgen.rendering.theme.design_tokens import FILE, light_css
from briefgen.rendering.theme.sheets import WEB
from briefgen.rendering.web.page import HASH, OWN_STYLES, PAGE_STYLE, Made, page_style, style_name
from briefgen.rendering.web.photographs import ENDINGS, PictureCopies, PictureCopy

_HASHED = re.compile(r"assets/([\w.-]+)\.[0-9a-f]{10}\.(\w+)")
_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")
_MARK = re.compile(rf"assets/([\w.-]+)\.{re.escape(HASH)}\.(\w+)")


@dataclass(frozen=True, slots=True)
class WebAsset:
    """A file of the site that pages name: ``name`` as templates write it, ``path`` in the output."""

    name: str
    path: str
    content: bytes


def hashed(name: str, content: bytes) -> WebAsset:
    """An asset whose path changes with its content, so that browsers may keep it for ever."""
    stem, _, ending = name.rpartition(".")
    digest = sha256(content).hexdigest()[:10]
    return WebAsset(name, f"assets/{stem}.{digest}.{ending}", content)


def assets_of(tree: Tree) -> tuple[WebAsset, ...]:
    """The hashed assets of a finished site, as they were named."""
    found = ((_HASHED.fullmatch(path), content) for path, content in tree.files.items())
    return tuple(WebAsset(f"{match[1]}.{match[2]}", match[0], content) for match, content in found if match)


def style_asset(lang: Lang, theme: Theme, font_css: str) -> WebAsset:
    """The style sheet of a language's pages: tokens, fonts and rules in one file."""
    sheets = (theme.text(FILE), light_css(theme) + font_css, theme.text(WEB))
    return hashed(style_name(lang), "\n".join(sheets).encode())


def letters_asset(lang: Lang, font_css: str) -> WebAsset:
    """The style sheet for a language's pages that show texts of other languages: their letters alone."""
    return hashed(style_name(lang, "letters.css"), font_css.encode())


def page_asset(path: str, font_css: str) -> WebAsset:
    """The style sheet of one page: the letters that few others show. Those that show none share an empty one."""
    name = page_style(path)
    return replace(hashed(name if font_css else PAGE_STYLE, font_css.encode()), name=name)


def theme_assets(theme: Theme) -> tuple[WebAsset, ...]:
    """The theme's scripts and drawings."""
    return tuple(hashed(name, theme.files[path]) for name, path in theme.assets.items())


def image_path(path: str, content: bytes) -> str:
    """Where an image of the project stands in the output: letters and digits alone mean the same in every address."""
    stem, ending = posixpath.splitext(posixpath.basename(path))
    stem = _NOT_IN_A_NAME.sub("-", stem)
    return f"assets/images/{stem}.{sha256(content).hexdigest()[:10]}{ending.lower()}"


def name_assets(
    pages: Iterable[Made],
    assets: Iterable[WebAsset],
    put: Callable[[bytes], bytes | Spilled] = bytes,
) -> Outcome[tuple[File, ...]]:
    """The pages with the real names of their assets, and the assets; a name that nothing has is an error.

    Finished pages are ``put`` aside.
    """
    kept = tuple(assets)
    names = {asset.name: asset.path for asset in kept}
    unknown: set[str] = set()
    asked: set[str] = set()

    def name(found: re.Match[str]) -> str:
        wanted = f"{found[1]}.{found[2]}"
        if wanted not in names and wanted.startswith(OWN_STYLES) and PAGE_STYLE in names:
            wanted = PAGE_STYLE  # of a finished site the empty sheet is known by no page's name
        asked.add(wanted)
        if wanted not in names and not wanted.startswith(OWN_STYLES):  # a page that could not be read has none
            unknown.add(wanted)
        return names.get(wanted, found[0])

    def finished(page: Made) -> bytes:
        if not page.path.endswith(".html"):  # a text in JSON is not escaped as HTML is, and names no asset
            return page.html.encode()
        return _MARK.sub(name, page.html).encode()

    files = [File(page.path, put(finished(page)), _maker(page), page.span) for page in pages]
    used = {it.path: it for it in kept if it.name in asked or not _is_script(it)}
    files.extend(File(it.path, it.content, f"the asset {it.name}") for it in used.values())
    return Outcome(tuple(files), tuple(_no_asset(name) for name in sorted(unknown)))


def _is_script(asset: WebAsset) -> bool:
    """Drawings and fonts may be named by a style sheet; a script that no page asks for is nobody's."""
    return asset.name.endswith(".js")


def _maker(page: Made) -> str:
    return f"the file {page.span.path}" if page.span else "a page that every site has"


def _no_asset(name: str) -> Diagnostic:
    return error("template-is-sound", f"a template asks for the asset “{name}”, which the theme does not have")


def web_picture(path: str, copies: PictureCopies) -> WebPicture:
    """Return what pages are told of a photograph and its copies."""
    files = (PictureFile(it.media_type, it.width, copy_path(path, it)) for it in copies.copies)
    return WebPicture(copies.width, copies.height, tuple(files))


def copy_path(path: str, copy: PictureCopy) -> str:
    """Return where a copy of an image stands in the output."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    return image_path(f"{stem}-{copy.width}{ENDINGS[copy.media_type]}", copy.content)


def copy_files(copies: Mapping[str, PictureCopies]) -> tuple[File, ...]:
    """The copies of photographs at their output paths, each once."""
    every = ((copy_path(path, it), path, it) for path, of in copies.items() for it in of.copies)
    named = {output: File(output, it.content, f"a copy of the image {path}") for output, path, it in every}
    return tuple(named[output] for output in sorted(named))


def image_files(images: Mapping[str, str], contents: Mapping[str, bytes]) -> tuple[File, ...]:
    """The project's images at their output paths; the same image shown twice is one file."""
    by_output = {output: path for path, output in images.items()}
    return tuple(File(output, contents[path], f"the image {path}") for output, path in sorted(by_output.items()))
