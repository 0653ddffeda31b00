"""A drawing of an author is copied without what runs, loads or leads away, and looks the same afterwards."""

from __future__ import annotations

import re
from base64 import b64encode

import pytest
from support.project import picture

from briefgen.reading.images.rasters import read_raster
from briefgen.reading.images.svg import Cleaned, DrawingError, clean
from briefgen.reading.images.svg.allowed import SVG, XLINK

OPEN = f'<svg xmlns="{SVG}" xmlns:xlink="{XLINK}" xmlns:inkscape="http://www.inkscape.org/" viewBox="0 0 90 90">'
PNG = "data:image/png;base64," + b64encode(picture(3)).decode()


def cleaned(inner: str, before: str = "") -> Cleaned:
    return clean(f"{before}{OPEN}{inner}</svg>".encode(), lambda content: read_raster(content).problem)


def kept(inner: str) -> str:
    """What is inside the root of the copy."""
    return re.sub(r"^<svg[^>]*>|</svg>$", "", cleaned(inner).svg.decode())


def what(found: Cleaned) -> list[str]:
    return [part.what for part in found.left_out]


ACTIVE = {
    "script": "<script>alert(1)</script>",
    "script by address": '<script href="https://example.org/a.js"/>',
    "script of HTML": '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
    "script in a group of an editor": "<inkscape:g><script>alert(1)</script></inkscape:g><script/>",
    "handler": '<rect width="1" onclick="alert(1)"/>',
    "handler of an animation": '<animate onbegin="alert(1)" attributeName="x"/>',
    "link": '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
    "link with a line break": '<a href="java&#10;script:alert(1)"><text>x</text></a>',
    "link with a control character": '<a href="&#9;javascript:alert(1)"><text>x</text></a>',
    "link to a page in itself": '<a href="data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;"><text>x</text></a>',
    "set": '<a><set attributeName="href" to="javascript:alert(1)"/><text>x</text></a>',
    "foreignObject": '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe/></body></foreignObject>',
    "import": '<style>@import "https://example.org/a.css"; rect { fill: red }</style>',
    "import by url": "<style>@import url(https://example.org/a.css);</style>",
    "font": "<style>@font-face { font-family: A; src: url(https://example.org/a.woff2) }</style>",
    "style": '<rect style="fill: url(https://example.org/a.svg#a)"/>',
    "style with an escape": r'<rect style="fill: u\72l(https://example.org/a.svg#a)"/>',
    "style in quotes": '<rect style="fill: url(&quot;https://example.org/a.svg#a&quot;)"/>',
    "custom property": '<rect style="--a: url(https://example.org/a.png); background: var(--a)"/>',
    "image-set": '<rect style="background: image-set(&quot;https://example.org/a.png&quot; 1x)"/>',
    "attribute": '<rect fill="url(https://example.org/a.svg#a)"/>',
    "script in an attribute": '<rect fill="javascript:alert(1)"/>',
    "cursor": '<rect style="cursor: url(https://example.org/a.cur), auto"/>',
    "image": '<image href="https://example.org/a.png"/>',
    "image of the disk": '<image xlink:href="file:///etc/passwd"/>',
    "image beside it": '<image href="photo.png"/>',
    "drawing in it": '<image href="data:image/svg+xml,&lt;svg onload=&quot;alert(1)&quot;/&gt;"/>',
    "page as an image": '<image href="data:text/html;base64,PHNjcmlwdD4="/>',
    "use of another file": '<use href="https://example.org/a.svg#a"/>',
    "use of data": '<use href="data:image/svg+xml,&lt;svg id=&quot;a&quot;/&gt;#a"/>',
    "filter of another file": '<filter id="f"><feImage href="https://example.org/a.png"/></filter>',
    "frame": '<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://example.org/"/>',
    "noise": '<filter id="f"><feTurbulence numOctaves="99999"/></filter>',
    "handler library": '<handler type="text/ecmascript">alert(1)</handler>',
}
DANGER = re.compile(
    rb"script|\son\w+=|alert|example\.org|passwd|foreignObject|import|iframe|svg\+xml|text/html|<set|photo|Octaves"
)


@pytest.mark.parametrize("image", ["", 'href="photo.png"', 'href="#a"', 'href="data:image/svg+xml,&lt;svg/&gt;"'])
def test_an_image_that_shows_nothing_goes(image: str) -> None:
    """An <image> without an address is a fault to the program that makes the PDFs."""
    assert "<image" not in kept(f"<g><image {image} width='9' height='9'/><rect width='1'/></g>")


@pytest.mark.parametrize("inner", ACTIVE.values(), ids=ACTIVE)
def test_what_runs_loads_or_leads_away_is_left_out_and_said(inner: str) -> None:
    found = cleaned(f"\n{inner}")
    assert DANGER.search(found.svg) is None, found.svg
    assert found.left_out
    assert {part.line for part in found.left_out} == {2}


@pytest.mark.parametrize(
    "selector", ["g " * 500, "g>" * 60 + "g", ":not(" * 60 + "g" + ")" * 60, "a, " + "g ~ " * 60 + "g"]
)
def test_a_selector_of_too_many_parts_is_left_out_and_said(selector: str) -> None:
    found = cleaned(
        f"<style>{selector}{{fill:red}} .a, .b{{fill:blue}}</style><g><rect class='a' fill='url(#x)' width='1'/></g>"
    )
    assert b"red" not in found.svg and b"blue" in found.svg
    assert what(found) == ["a selector of more than 50 parts in a style sheet"]


@pytest.mark.parametrize("selector", ["svg >", "rect:nth-child(", "#", "a b,", "[x"])
def test_a_selector_that_paper_cannot_read_takes_no_other_rule_with_it(selector: str) -> None:
    found = cleaned(f"<style>{selector} {{fill:red}} .b{{fill:blue}}</style><rect class='b' width='1'/>")
    assert b"red" not in found.svg
    assert not what(found) or "selector cannot be read" in what(found)[0]


def test_a_rule_after_one_that_paper_cannot_read_is_kept() -> None:
    found = cleaned("<style>svg > {fill:red} .b{fill:blue}</style><rect class='b' width='1'/>")
    assert b"blue" in found.svg
    assert what(found) == ["a rule whose selector cannot be read in a style sheet"]


def test_what_stands_before_the_drawing_is_left_out() -> None:
    before = (
        '<?xml version="1.0"?>\n<?xml-stylesheet href="https://example.org/a.css"?>\n<!DOCTYPE svg [\n'
        '<!ENTITY words "said"><!ENTITY file SYSTEM "file:///etc/passwd"><!ATTLIST svg onload CDATA "alert(1)">]>\n'
    )
    found = cleaned("<text>&words; &file;</text>", before)
    assert found.svg.startswith(b"<svg") and b"passwd" not in found.svg and b"onload" not in found.svg
    assert what(found) == [
        "a style sheet of another file (xml-stylesheet)",
        "the entity &words;",
        "the entity &file;",
    ]


def test_namespaces_that_an_editor_writes_as_entities_are_read() -> None:
    before = f'<!DOCTYPE svg [<!ENTITY ns_svg "{SVG}"><!ENTITY st "fill:red">]>'
    found = clean(f'{before}<svg xmlns="&ns_svg;"><rect style="&st;"/></svg>'.encode(), lambda _: "")
    assert found == Cleaned(f'<svg xmlns="{SVG}"><rect style="fill:red"/></svg>'.encode())


def test_a_picture_in_it_is_read_and_gets_the_type_that_it_has() -> None:
    jpeg_by_name = PNG.replace("image/png", "image/jpeg")
    for address in (PNG, jpeg_by_name, PNG.replace("image/png", ""), PNG.replace("base64,", "base64,\n ")):
        found = cleaned(f'<image href="{address}"/>')
        assert f'<image href="{PNG}"/>'.encode() in found.svg and not found.left_out
    broken = "data:image/png;base64," + b64encode(picture(30)[:-20]).decode()
    assert what(cleaned(f'<image href="{broken}"/>')) == ["an embedded picture: it is damaged or cut short"]


ORDINARY = {
    "gradient": '<linearGradient id="a" x1="0"><stop offset="1" stop-color="red"/></linearGradient>'
    '<rect fill="url(#a)" width="9"/>',
    "clip and mask": '<clipPath id="c"><rect/></clipPath><mask id="m"><rect/></mask>'
    '<g clip-path="url(#c)" mask="url(#m)"><path d="M0 0L9 9z"/></g>',
    "pattern": '<pattern id="p" width="4" height="4" patternUnits="userSpaceOnUse"><path d="M0 0h4"/></pattern>'
    '<circle r="3" fill="url(#p) red"/>',
    "filter": '<filter id="f"><feGaussianBlur stdDeviation="2"/><feOffset dx="1"/></filter><g filter="url(#f)"/>',
    "marker": '<marker id="m" orient="auto"><path d="M0 0"/></marker><line marker-end="url(#m)" x2="9"/>',
    "symbol": '<symbol id="s" viewBox="0 0 1 1"><rect/></symbol><use xlink:href="#s" x="3"/><use href="#s"/>',
    "text": '<text x="1" text-anchor="middle">One <tspan dy="3">two</tspan> three</text>'
    '<text><textPath href="#a">x</textPath></text>',
    "classes": "<style>.a{fill:#f00;stroke-width:2px}\ntext &gt; tspan{font:italic 12px serif}</style><g class=\"a\"/>",
    "media": "<style>@media print{.a{fill:red!important}}</style>",
    "style": '<g style="mix-blend-mode:multiply;--a:1px;transform:rotate(45deg)"/>',
    "blanks": '<text xml:space="preserve">a  b</text><text xml:lang="ko">가</text>',
    "words": "<title>What it shows</title><desc>More of it</desc>",
}  # fmt: skip


@pytest.mark.parametrize("inner", ORDINARY.values(), ids=ORDINARY)
def test_what_draws_stays_as_it_is(inner: str) -> None:
    found = cleaned(inner)
    assert found.left_out == ()
    assert kept(inner) == inner


def test_of_two_colours_for_light_and_dark_the_light_one_stays() -> None:
    style = "fill: light-dark(rgb(0, 0, 0), #ffffff); stroke: light-dark(#eee, var(--x, #111))"
    drawn = kept(f'<rect fill="#fff" style="{style}"/>')
    assert drawn == '<rect fill="#fff" style="fill:rgb(0, 0, 0);stroke:#eee"/>'
    assert kept('<rect fill="light-dark(red, blue)"/>') == '<rect fill="red"/>'


@pytest.mark.parametrize(
    "inner",
    [
        "<metadata><rdf/></metadata>",
        "<inkscape:perspective/>",
        '<rect inkscape:label="a" height="3"/>',
        "<!-- a note -->",
        '<a xlink:href="https://example.org/"><rect/></a>',
    ],
)
def test_what_an_editor_notes_and_a_link_that_nobody_can_follow_go_without_a_word(inner: str) -> None:
    found = cleaned(inner)
    assert found.left_out == ()
    assert b"inkscape" not in found.svg and b"rdf" not in found.svg and b"example.org" not in found.svg


def test_of_a_switch_the_text_beside_html_stays_and_the_apology_of_the_editor_goes() -> None:
    label = "<switch><foreignObject/><text>Label</text></switch>"
    sorry = '<switch><g requiredFeatures="a"/><a xlink:href="https://example.org/"><text>Not SVG</text></a></switch>'
    found = cleaned(label + sorry)
    assert what(found) == ["<foreignObject>"]
    assert b"<text>Label</text>" in found.svg and b"Not SVG" not in found.svg


def test_a_drawing_without_a_namespace_becomes_one_that_browsers_show() -> None:
    found = clean(b"<svg><rect/><script/></svg>", lambda _: "")
    assert found.svg == f'<svg xmlns="{SVG}"><rect/></svg>'.encode()
    assert what(found) == ["<script>"]


def levels(tag: str, inner: str) -> str:
    """Ten levels, each of which refers to the next ten times by ``inner``; the outermost is ``a0``."""
    made = [f'<{tag} id="a{i}">{inner.format(i + 1) * 10}</{tag}>' for i in range(10)]
    return "".join(made) + f'<{tag} id="a10"><rect/></{tag}>'


BOMBS = {
    "use": levels("g", '<use href="#a{}"/>') + '<use href="#a0"/>',
    "xlink": levels("symbol", '<use xlink:href="#a{}"/>') + '<use href="#a0"/>',
    "pattern": levels("pattern", '<rect fill="url(#a{})"/>') + '<rect fill="url(#a0)"/>',
    "mask": levels("mask", '<rect mask="url(#a{})"/>') + '<rect style="mask:url(#a0)"/>',
    "itself": '<g id="a"><use href="#a"/></g>',
    "each other": '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
    "deep": "<g>" * 200 + "</g>" * 200,
    "a long chain": "".join(f'<g id="a{i}"><use href="#a{i + 1}"/></g>' for i in range(3000)) + '<use href="#a0"/>',
    "many": "<g/>" * 700_000,
    "brackets": f'<rect style="fill:{"calc(" * 50_000}"/>',
    "text": f"<text>{'A' * 200_000}</text>",
    "text that is used": f"<defs><text id='t'>{'A' * 10_000}</text></defs>" + '<use href="#t"/>' * 20,
}


@pytest.mark.parametrize("inner", BOMBS.values(), ids=BOMBS)
def test_what_has_no_end_or_is_too_large_is_refused_before_it_is_drawn(inner: str) -> None:
    with pytest.raises(DrawingError):
        cleaned(inner)


def test_a_map_and_a_page_of_text_are_no_bomb() -> None:
    border = f"<path d='M0 0{'L1.25 1.25' * 100_000}'/>"
    assert cleaned(f"{border}<text>{'<tspan>word </tspan>' * 3_000}</text>").left_out == ()


def test_text_is_refused_at_the_line_of_the_drawing_where_it_is_too_much() -> None:
    with pytest.raises(DrawingError) as raised:
        cleaned(f"\n<text>\n{'A' * 200_000}</text>")
    why = "it has more than 200,000 elements and characters of text, all uses counted"
    assert (raised.value.line, raised.value.why) == (2, why)


def test_an_entity_that_grows_is_refused() -> None:
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    with pytest.raises(DrawingError):
        cleaned('<text class="&j;"/>', f'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">{entities}]>')


def test_a_chart_of_twenty_thousand_points_is_no_bomb() -> None:
    point = '<g clip-path="url(#c)"><use xlink:href="#m" x="1" y="1" style="fill:#123456"/></g>'
    drawing = f'<clipPath id="c"><rect/></clipPath><defs><path id="m" d="M0 3z"/></defs>{point * 20_000}'
    assert cleaned(drawing).svg.count(b"<use") == 20_000


BOMB = (
    b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%s;" % (b"%d" % (n - 1) if n else b"") * 20) for n in range(8))
    + b']><svg xmlns="http://www.w3.org/2000/svg"><text x="&a7;">&a7;</text></svg>'
)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the file is empty"),
        (b"hello", "it is not well-formed XML"),
        (b"<svg><rect></svg>", "it is not well-formed XML"),
        (b"<svg>" + b"<g>" * 300 + b"</g>" * 300 + b"</svg>", "its elements are nested too deep"),
        (BOMB, "its entities stand for too much text"),
        (b"<html></html>", "it is not SVG: its first element is <html>"),
        (b'<svg xmlns="http://example.org/"/>', "it is not SVG: its first element is <svg>"),
        (b"\x1f\x8b\x08\0", "it is compressed (SVGZ)"),
        (b"<svg>" + b" " * 10_000_001, "it has more than 10 MB"),
    ],
)
def test_what_is_no_drawing_says_why(content: bytes, why: str) -> None:
    with pytest.raises(DrawingError) as raised:
        clean(content, lambda _: "")
    assert raised.value.why.startswith(why)


@pytest.mark.parametrize(
    "inner",
    [
        "<style>a{-o-link:'javascript:alert(1)';fill:red}</style><rect/>",
        "<style>rect{font-family:'javascript:alert(1)';fill:red}</style><rect/>",
        "<style>rect{--x:'JavaScript:alert(1)';fill:red}</style><rect/>",
        "<style>rect{--x:'\\6a avascript:a';fill:red}</style><rect/>",
        "<style>rect{--x:javascript:a;fill:red}</style><rect/>",
        '<style>rect{font-family:"x\\"} -o-link:\'javascript:alert(1)\'";fill:red}</style><rect/>',
        "<style>rect[id='javascript:a']{fill:red}rect{fill:red}</style><rect/>",
        "<rect style=\"font-family:'vbscript:a';fill:red\"/>",
        "<rect font-family=\"javascript:alert\" fill='red'/>",
    ],
)
def test_no_address_of_a_script_is_left_in_css(inner: str) -> None:
    made = kept(inner)
    assert not re.search("(java|vb)script *:", made, re.IGNORECASE)
    assert "red" in made, "what stands beside it is kept"
