"""Photographs with a file beside them: description, caption and credit, and copies for the web."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring
from PIL import Image, ImageChops, ImageDraw
from support.paper import text_of
from support.project import Built, Project, picture

from briefgen.building.build import BuildOptions, check
from briefgen.model.core.diagnostics import Severity
from briefgen.rendering.web.photographs import AVIF, WEBP, PictureJob, copy_picture
from briefgen.running.pool.inline import Inline
from briefgen.running.store import NullStore

BELOW = "content/briefs/first/"
ABOUT = f"{BELOW}street.jpg.yaml"
SAYS = """\
credit: {ko: 홍길동, en: Hong Gildong}
licence: CC-BY-SA-4.0
source: https://example.com/street
alt: {ko: 비 오는 거리, en: A street in the rain}
caption: {ko: 비가 온 날의 시장 거리, en: The market street on a day of rain}
"""
PAGE = "en/briefs/first.html"


def photograph(width: int = 1700, height: int = 1000, form: str = "JPEG", **options: object) -> bytes:
    """Soft noise in colour, as an encoder meets it in a photograph."""
    small = [Image.effect_noise((width // 8, height // 8), sigma) for sigma in (70, 60, 50)]
    image = Image.merge("RGB", small).resize((width, height), Image.Resampling.BICUBIC)
    made = BytesIO()
    image.save(made, form, **options)
    return made.getvalue()


PHOTO = photograph(quality=92)


def showing(project: Project, body: str = "![](street.jpg)", says: str = SAYS, photo: bytes = PHOTO) -> Project:
    """The project whose first brief shows a photograph, in both languages."""
    for lang, before in (("ko", "![회색"), ("en", "![A grey")):
        project = project.with_change(f"{BELOW}{lang}.md", before, f"{body}\n\n{before}")
    project = project.with_file(f"{BELOW}street.jpg", photo)
    return project.with_file(ABOUT, says) if says else project


def page(built: Built, path: str = PAGE) -> HtmlElement:
    return document_fromstring(built.page(path).encode())


def figure(built: Built, path: str = PAGE) -> HtmlElement:
    (found,) = page(built, path).xpath('//figure[.//img[contains(@src, "street")]]')
    return found


def said(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


# What is said of a picture


def test_a_bare_image_has_the_words_of_the_file_beside_it_in_each_language(project: Project) -> None:
    built = showing(project).build()
    assert built.problems == []
    english, korean = figure(built), figure(built, "ko/briefs/first.html")
    assert [it.get("alt") for it in english.iter("img")] == ["A street in the rain"]
    assert [it.get("alt") for it in korean.iter("img")] == ["비 오는 거리"]
    assert said(english) == "Hong Gildong · CC BY-SA 4.0 Figure 2 The market street on a day of rain"
    assert said(korean) == "홍길동 · CC BY-SA 4.0 그림 2 비가 온 날의 시장 거리"
    links = [(it.get("href"), said(it)) for it in english.iter("a")]
    assert links == [
        ("https://example.com/street", "Hong Gildong"),
        ("https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0"),
    ]


def test_what_the_text_writes_comes_before_the_words_of_the_file(project: Project) -> None:
    built = showing(project, '![A wet road](street.jpg "The road"){#fig-road}').build()
    shown = figure(built)
    assert [it.get("alt") for it in shown.iter("img")] == ["A wet road"]
    assert shown.get("id") == "fig-road"
    assert said(shown) == "Hong Gildong · CC BY-SA 4.0 Figure 2 The road"


def test_a_credit_stands_below_the_picture_on_paper_too(project: Project, tmp_path: Path) -> None:
    built = showing(project).build(pdfs=["en/briefs/first.pdf"])
    assert built.problems == []
    pdf = tmp_path / "first.pdf"
    pdf.write_bytes(built.pdf("en/briefs/first.pdf"))
    words = " ".join(text_of(pdf).split())
    assert "Hong Gildong · CC BY-SA 4.0 Figure 2 The market street on a day of rain" in words


def test_a_picture_with_a_credit_alone_has_no_number(project: Project) -> None:
    built = showing(project, says="credit: {ko: 연합, en: Yonhap}\nalt: {ko: 길, en: A street}\n").build()
    assert built.problems == []
    assert said(figure(built)) == "Yonhap"
    assert "Figure 2 A grey square, drawn" in built.words(PAGE)


def test_a_licence_of_korea_is_called_as_in_the_language(project: Project) -> None:
    built = showing(project, "![길](street.jpg)", "credit: {ko: 서울시, en: Seoul}\nlicence: KOGL-1\n").build()
    assert said(figure(built, "ko/briefs/first.html")) == "서울시 · 공공누리 제1유형: 출처표시"


def test_a_figure_of_the_ledger_in_a_caption_is_in_words(project: Project) -> None:
    says = "alt: {ko: 표본, en: Samples}\ncaption: {ko: '표본 {fact}`count-a`', en: 'There are {fact}`count-a`'}\n"
    built = showing(project, says=says).build()
    assert built.problems == []
    assert said(figure(built)) == "Figure 2 There are 12 samples"


def test_a_wording_that_a_language_lacks_is_told_where_it_is_written(project: Project) -> None:
    says = "alt: {ko: 비 오는 거리}\ncaption: {ko: 비 오는 날, en: A day of rain}\ncredit: Hong\n"
    built = showing(project, says=says).build()
    found = built.found("text-is-translated")
    assert str(found.span) == f"{ABOUT}:1:1" and found.severity is Severity.WARNING
    assert "the description of the image “street.jpg” has no wording in en" in found.message
    assert [it.get("alt") for it in figure(built).iter("img")] == ["비 오는 거리"]


def test_an_image_that_neither_text_nor_file_describes_is_an_error_of_the_text(project: Project) -> None:
    built = showing(project, says="credit: Hong\n").build()
    places = [str(it.span) for it in built.errors if it.code == "image-has-alt"]
    assert [it.rpartition(":")[0].rpartition(":")[0] for it in places] == [f"{BELOW}en.md", f"{BELOW}ko.md"]


def test_a_picture_among_words_has_no_room_for_a_credit(project: Project) -> None:
    built = showing(project, "See ![](street.jpg) here.").build()
    found = [it for it in built.diagnostics if it.code == "picture-shows-credit"]
    assert {it.span.path for it in found if it.span} == {f"{BELOW}ko.md", f"{BELOW}en.md"}
    assert 'alt="A street in the rain"' in built.page(PAGE)


@pytest.mark.parametrize(
    ("says", "code", "place"),
    [
        ("credits: Hong\n", "key-is-known", "1:1"),
        ("credit: Hong\nsource: javascript:alert(1)\n", "value-has-type", "2:9"),
        ("credit: Hong\nalt: [one, two]\n", "value-has-type", "2:1"),
    ],
)
def test_a_slip_in_the_file_is_told_at_its_place(project: Project, says: str, code: str, place: str) -> None:
    built = showing(project, "![A street](street.jpg)", says).build()
    assert f"{ABOUT}:{place} {code}" in built.problems
    assert "javascript:alert" not in built.page(PAGE)


def test_a_file_of_an_image_that_is_not_there_is_told_with_the_nearest(project: Project) -> None:
    built = project.with_file(f"{BELOW}foto.png.yaml", "credit: Hong\n").build()
    found = built.found("file-is-expected")
    assert found.span is not None and found.span.path == f"{BELOW}foto.png.yaml"
    assert "photo.png.yaml" in found.hint


def test_words_that_look_like_marks_stay_words(project: Project) -> None:
    says = "credit: '<img src=x onerror=alert(1)>'\nlicence: '\"><script>alert(2)</script>'\nalt: '\"><b>'\n"
    built = showing(project, says=says).build()
    assert "<script>alert(2)" not in built.page(PAGE) and "<img src=x" not in built.page(PAGE)
    assert '<img src=x onerror=alert(1)> · "><script>alert(2)</script>' in said(figure(built))


# Copies for the web


def sources(built: Built) -> dict[str, list[tuple[str, int]]]:
    """The copies that the page offers: format → output path and width, the first format first."""
    offered = {}
    for it in figure(built).iter("source"):
        pairs = [pair.split(" ") for pair in it.get("srcset").split(", ")]
        offered[it.get("type")] = [(path.removeprefix("../../"), int(width.rstrip("w"))) for path, width in pairs]
    return offered


def test_a_photograph_is_offered_in_three_widths_of_two_formats(project: Project) -> None:
    built = showing(project).build()
    offered = sources(built)
    assert list(offered) == ["image/avif", "image/webp"]
    for kind, files in offered.items():
        assert [width for _, width in files] == [480, 960, 1600]
        for path, width in files:
            with Image.open(BytesIO(built.tree[path])) as copy:
                assert (f"image/{copy.format}".lower(), copy.width) == (kind, width)
                assert abs(copy.width / copy.height - 1.7) < 0.01
            assert len(built.tree[path]) < len(PHOTO)
    (image,) = figure(built).iter("img")
    assert (image.get("width"), image.get("height"), image.get("loading")) == ("1700", "1000", "lazy")
    assert built.tree[image.get("src").removeprefix("../../")] == PHOTO


def test_no_copy_is_made_for_a_site_with_errors(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def copied(*_: object) -> None:
        raise AssertionError("made for nothing")

    monkeypatch.setattr("briefgen.building.build.with_copies", copied)
    built = showing(project, "![](street.jpg) {fact}`money-z`").build()
    assert "fact-is-known" in [it.code for it in built.errors]


def test_copies_say_nothing_of_the_camera_and_stand_upright(project: Project) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "ACME camera"
    exif.get_ifd(0x8825)[1] = "N"
    photo = photograph(1000, 800, exif=exif, xmp=b"<x:xmpmeta>secret place</x:xmpmeta>")
    built = showing(project, photo=photo).build()
    for path in [it for files in sources(built).values() for it, _ in files]:
        assert not re.search(rb"ACME|Exif|secret|xmp", built.tree[path]), path
        with Image.open(BytesIO(built.tree[path])) as copy:
            assert copy.width < copy.height
    (image,) = figure(built).iter("img")
    assert (image.get("width"), image.get("height")) == ("800", "1000")


def test_a_small_picture_has_its_size_and_no_copies(project: Project) -> None:
    built = showing(project, photo=photograph(400, 300)).build()
    (image,) = figure(built).iter("img")
    assert (image.get("width"), image.get("height")) == ("400", "300")
    assert sources(built) == {}


def test_a_diagram_of_few_colours_has_one_copy_without_loss(project: Project) -> None:
    drawn = Image.new("RGB", (1200, 700), "white")
    for at in range(0, 1200, 7):
        drawn.paste(((at * 7) % 256, at % 256, (at * 3) % 256), (at, at % 600, at + 5, at % 600 + 90))
    made = BytesIO()
    drawn.save(made, "PNG", compress_level=0)
    built = showing(project, photo=made.getvalue()).build()
    ((path, width),) = sources(built)["image/webp"]
    assert list(sources(built)) == ["image/webp"] and width == 1200
    with Image.open(BytesIO(built.tree[path])) as copy:
        assert list(copy.convert("RGB").tobytes()) == list(drawn.tobytes())


def grey(kind: str) -> Image.Image:
    """A picture of 600 × 400 pixels in shades of grey."""
    noise = Image.effect_noise((45, 30), 60).resize((600, 400), Image.Resampling.BICUBIC)
    if kind == "photograph":
        return noise
    page = Image.new("L", (1200, 800), "white")
    if kind == "photograph on white":
        page.paste(noise.resize((600, 600)), (300, 100))
    drawn = ImageDraw.Draw(page)
    for row in range(0, 800, 40) if kind in ("screenshot", "scan") else ():
        drawn.text((30, row), "A line of words that a reader reads, " * 4, fill=30, font_size=22)
    for at in range(20) if kind == "chart" else ():
        drawn.rectangle((50 + 55 * at, 100 + 31 * at, 90 + 55 * at, 750), fill=60 + 5 * at)
        drawn.line((0, 40 * at, 1200, 800 - 38 * at), fill=120, width=3)
    page = page.resize((600, 400), Image.Resampling.LANCZOS)
    return ImageChops.add(page, Image.effect_noise(page.size, 8), 1, -140) if kind == "scan" else page


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize(
    ("kind", "forms"),
    [
        ("photograph", [AVIF, WEBP]),
        ("photograph on white", [AVIF, WEBP]),
        ("scan", [AVIF, WEBP]),
        ("chart", [WEBP]),
        ("screenshot", [WEBP]),
    ],
)
def test_a_photograph_in_grey_is_told_from_a_drawing_by_its_shades(kind: str, forms: list[str], mode: str) -> None:
    made = BytesIO()
    grey(kind).convert(mode).save(made, "PNG", compress_level=0)
    copies = copy_picture(PictureJob("a.png", made.getvalue())).value.copies
    assert [it.media_type for it in copies] == forms


def test_a_diagram_too_large_to_copy_in_time_has_its_size(project: Project) -> None:
    drawn = Image.effect_noise((3100, 2100), 60).convert("RGB").quantize(8)
    made = BytesIO()
    drawn.save(made, "PNG")
    built = showing(project, photo=made.getvalue()).build()
    (image,) = figure(built).iter("img")
    assert (image.get("width"), image.get("height")) == ("3100", "2100")
    assert sources(built) == {}


def test_a_long_strip_has_only_the_copies_that_take_little_time(project: Project) -> None:
    made = copy_picture(PictureJob("strip.jpg", photograph(1700, 9000)))
    assert [(it.media_type, it.width) for it in made.value.copies] == [
        (kind, width) for kind in (AVIF, WEBP) for width in (480, 960)
    ]


@pytest.mark.parametrize("moves", [True, False], ids=["animated", "in the colours of a press"])
def test_what_a_copy_would_change_has_none(project: Project, moves: bool) -> None:
    frames = [Image.open(BytesIO(photograph(700, 500))) for _ in "ab"]
    made = BytesIO()
    if moves:
        frames[0].save(made, "GIF", save_all=True, append_images=frames[1:])
    else:
        frames[0].convert("CMYK").save(made, "JPEG")
    built = showing(project, photo=made.getvalue()).build()
    assert sources(built) == {}


@pytest.mark.parametrize(
    ("given", "width", "height"),
    [("{width=340}", "340", "200"), ("{height=200}", "340", "200"), ('{width="50%"}', "50%", None)],
)
def test_a_size_that_the_author_gives_holds(project: Project, given: str, width: str, height: str | None) -> None:
    built = showing(project, f"![](street.jpg){given}").build()
    (image,) = figure(built).iter("img")
    assert (image.get("width"), image.get("height")) == (width, height)
    if given == "{width=340}":
        assert {it.get("sizes") for it in figure(built).iter("source")} == {"min(340px, 100vw)"}


def test_a_photograph_is_whole_on_paper_and_a_check_makes_no_copies(project: Project) -> None:
    shown = showing(project)
    checked = check(shown.world(), BuildOptions(), executor=Inline(), store=NullStore()).value
    assert not [path for path in checked if "/street-" in path]
    built = shown.build(pdfs=["en/briefs/first.pdf"])
    assert b"/Width 1700" in built.pdf("en/briefs/first.pdf")


def test_a_drawing_and_an_image_of_one_colour_have_no_copies(project: Project) -> None:
    built = project.build()
    (image,) = page(built).xpath('//img[contains(@src, "photo")]')
    assert image.get("width") == "1100" and not page(built).xpath("//source")
    assert built.tree[image.get("src").removeprefix("../../")] == picture()


# In other files


def test_the_twins_of_a_page_have_the_credit(project: Project) -> None:
    built = showing(project).build(pdfs=["en/briefs/first.pdf"])
    for ending in ("md", "txt"):
        words = " ".join(built.tree[f"en/briefs/first.{ending}"].decode().split())
        assert "Hong Gildong · CC BY-SA 4.0 Figure 2" in words.replace("**", "").replace("*", ""), ending
