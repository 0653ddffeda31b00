"""Style sheets, scripts and images: named by their content, so that a browser may keep each for ever."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from support.project import Built, Project, picture

from briefgen.model.theme import Theme
from briefgen.rendering.web.assets import (
    hashed,
    image_files,
    image_path,
    name_assets,
    style_asset,
    theme_assets,
)
from briefgen.rendering.web.page import HASH, Made, asset_mark, page_style


@given(st.binary(max_size=20), st.binary(max_size=20))
def test_an_asset_has_another_name_exactly_when_its_content_is_another(first: bytes, second: bytes) -> None:
    assert (hashed("a.js", first).path == hashed("a.js", second).path) == (first == second)
    assert (image_path("x/a.png", first) == image_path("y/a.png", second)) == (first == second)


def test_a_name_keeps_its_stem_and_its_ending() -> None:
    assert re.fullmatch(r"assets/notes\.[0-9a-f]{10}\.js", hashed("notes.js", b"x").path)
    assert re.fullmatch(r"assets/images/사진\.[0-9a-f]{10}\.png", image_path("content/briefs/a/사진.PNG", b"x"))


def test_a_style_sheet_has_tokens_fonts_and_rules_in_this_order() -> None:
    theme = Theme({"css/tokens.css": b":root{}", "css/web.css": b"p{}"})
    assert style_asset("ko", theme, "@font-face{}").content == b":root{}\n@font-face{}\np{}"
    assert style_asset("ko", theme, "").name == "web-ko.css"


def test_a_browser_without_light_dark_gets_the_light_colours() -> None:
    theme = Theme({"css/tokens.css": b":root { --paper: light-dark(#fff, #111); --ink: #222; --size: 1rem }"})
    assert style_asset("ko", theme, "").content.decode().splitlines()[1:-1] == [
        "@supports not (color: light-dark(#fff, #000)) {",
        ":root {",
        "  --paper: #fff;",
        "}",
        "}",
    ]


def test_scripts_and_drawings_of_the_theme_are_assets_and_templates_are_not() -> None:
    theme = Theme(
        {"js/a.js": b"1", "web/icon.svg": b"2", "web/base.html": b"3", "css/web.css": b"4", "csl/ko.csl": b"5"}
    )
    assert [asset.name for asset in theme_assets(theme)] == ["a.js", "icon.svg"]


def test_pages_name_assets_as_they_are_called_in_the_end() -> None:
    asset = hashed("theme.js", b"x")
    page = Made("ko/index.html", f'<script src="../{asset_mark("theme.js", "ko")}">')
    outcome = name_assets([page], [asset])
    assert outcome.diagnostics == ()
    named, file = outcome.value
    assert named.content.decode() == f'<script src="../{asset.path}">'
    assert (file.path, file.content) == (asset.path, b"x")


def test_an_asset_that_the_theme_does_not_have_is_told_once() -> None:
    pages = [Made(path, f'<script src="{asset_mark("nothing.js", "ko")}">') for path in ("a.html", "b.html")]
    (found,) = name_assets(pages, []).diagnostics
    assert found.code == "template-is-sound" and "nothing.js" in found.message


def test_the_style_sheet_of_a_page_that_could_not_be_read_is_not_missed() -> None:
    page = Made("ko/index.html", f'<link href="{asset_mark(page_style("ko/index.html"), "ko")}">')
    assert name_assets([page], []).diagnostics == ()


def test_the_same_image_shown_twice_is_one_file() -> None:
    images = {path: image_path(path, b"x") for path in ("content/briefs/a/p.png", "content/briefs/b/p.png")}
    (file,) = image_files(images, dict.fromkeys(images, b"x"))
    assert file.content == b"x"


# In a whole site


def test_nothing_of_what_pages_are_made_with_is_left_in_them(built: Built) -> None:
    for path in built.tree:
        if path.endswith((".html", ".xml", ".css")):
            assert HASH not in built.page(path), path
            assert "pdf:" not in built.page(path), path


def test_every_asset_is_named_somewhere(built: Built) -> None:
    assets = {path for path in built.tree if path.startswith("assets/")}
    texts = "\n".join(built.page(path) for path in built.tree if path.endswith((".html", ".css")))
    assert {path for path in assets if path.rpartition("/")[2] not in texts} == set()


def test_every_file_that_a_style_sheet_names_is_there(built: Built) -> None:
    for path in built.tree:
        if path.endswith(".css"):
            for name in re.findall(r'url\("?([^")]+)"?\)', built.page(path)):
                assert name.startswith("data:") or f"assets/{name}" in built.tree, name


def test_an_image_is_published_as_it_is_and_shown_in_both_languages(project: Project) -> None:
    image = picture(9)
    built = project.with_file("content/briefs/first/photo.png", image).build()
    (path,) = [path for path in built.tree if path.startswith("assets/images/")]
    assert built.tree[path] == image
    for lang in ("ko", "en"):
        assert f'src="../../{path}"' in built.page(f"{lang}/briefs/first.html")
