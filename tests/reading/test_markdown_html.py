"""Raw HTML in a text: what is kept, what is taken out and said so, and that nothing comes out live."""

from __future__ import annotations

import pytest

from briefgen.model.core.diagnostics import Severity
from briefgen.model.core.document import Node
from briefgen.reading.markdown import parse
from briefgen.reading.markdown.html.rules import ALLOWED_TAGS, allowed_attributes
from briefgen.reading.markdown.links import is_safe, scheme

ATTRIBUTES_OF_NODES = {"tag", "href", "src", "alt", "caption", "label", "again", "name", "argument", "width", "height"}
STRUCTURE = {
    "ordered",
    "start",
    "tight",
    "head",
    "align",
    "info",
    "level",
    "typed",
    "form",
    "locator",
    "prefix",
    "suffix",
    "made",
}


def shape(node: Node) -> str:
    """Tags and text, e.g. ``details(summary(제목) 글)``."""
    name = node.get("tag") or node.kind
    if node.kind == "text":
        return node.text.strip()
    if node.kind == "document" or (node.kind == "paragraph" and node.get("tight")):
        return " ".join(filter(None, map(shape, node.children)))
    return f"{name}({' '.join(filter(None, map(shape, node.children)))})"


def read(text: str) -> str:
    outcome = parse(text, "ko.md")
    assert outcome.diagnostics == ()
    return shape(outcome.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<figure><img src='a' alt='그림'><figcaption>글</figcaption></figure>", "figure(image() figcaption(글))"),
        ("<details><summary>가</summary>\n\n*나*\n\n</details>", "details(summary(가) paragraph(emph(나)))"),
        ("<div>\n\n<div>\n\n글\n\n</div>\n\n</div>", "div(div(paragraph(글)))"),
        ("<table>\n<tr><td>\n\n가\n\n</td>\n<td>나</td></tr>\n</table>", "table(tbody(tr(td(paragraph(가)) td(나))))"),
        ("<table><tr><td rowspan=2>가</td></tr></table>", "table(tbody(tr(td(가))))"),
        ("<ul><li>가<li>나\n\n다\n\n</ul>", "ul(li(가) li(나 paragraph(다)))"),
        ("H<sub>2</sub>O<br>물 <abbr title='국회'>NARS</abbr>", "paragraph(H sub(2) O hardbreak() 물 abbr(NARS))"),
        ("| 가 |\n|---|\n| 1<br>2 <ul><li>3</li></ul> |", "table(row(cell(가)) row(cell(1 hardbreak() 2 ul(li(3)))))"),
        ("<p>가</p>\n<p>나", "paragraph(가) paragraph(나)"),
        ("<a href='#x'>글</a> <a id='y'></a>", "paragraph(link(글) span())"),
        ("<h2>제목</h2>", "heading(제목)"),
        ("<pre>a\n  b</pre>", "code()"),
        ("가<!-- 숨은 말 -->나\n\n<!--\n\n여러 줄\n\n-->", "paragraph(가나)"),
        ("<dl><dt>가</dt><dd>나</dd></dl>", "dl(dt(가) dd(나))"),
        ("<div>값은 {fact}`rd`</div>", "div(값은 fact())"),
    ],
)  # fmt: skip
def test_allowed_html_joins_the_tree(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("제3조 <개정 2012.12.11>", "제3조 <개정 2012.12.11>"),
        ("<신설>\n\n글", "<신설>글"),
        ("3 < 5 그리고 7 > 2", "3 < 5 그리고 7 > 2"),
        ("<div <b title='가 <i 나 <u 다", "<div <b title='가 <i 나 <u 다"),
    ],
)
def test_angle_brackets_that_are_no_html_are_text(text: str, plain: str) -> None:
    outcome = parse(text, "ko.md")
    assert outcome.value.plain() == plain
    assert outcome.diagnostics == ()


@pytest.mark.parametrize("text", ["표시 <NEW> 끝", "<NEW>\n글\n</NEW>"])
def test_unknown_elements_are_shown_as_text_and_reported(text: str) -> None:
    outcome = parse(text, "ko.md")
    assert outcome.value.plain().split() == text.split()
    assert {problem.code for problem in outcome.diagnostics} == {"html-is-allowed"}
    assert "<NEW>" in outcome.diagnostics[0].message and "\\<NEW>" in outcome.diagnostics[0].hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("글 <php>x", "write \\<php>, or `<php>` as code"),
        ("글 <?php x ?>", "write it between backticks, as code"),
        ("글 <script>x</script>", "write it between backticks, as code"),
        ("글 <font>x</font>", "delete <font> and </font>"),
    ],
)
def test_what_is_not_html_says_what_to_write(text: str, hint: str) -> None:
    (found,) = parse(text, "ko.md").diagnostics
    assert found.code == "html-is-allowed" and hint in found.hint


@pytest.mark.parametrize("text", ["[x](<javascript:{}>)", '<a href="javascript:{}">x</a>'])
def test_an_unsafe_address_is_named_by_its_beginning_and_cannot_command_a_terminal(text: str) -> None:
    (found,) = parse(text.format("&#27;[31m" + "가" * 5000), "ko.md").diagnostics
    assert found.code == "address-is-safe" and "“javascript:" in found.message
    assert "\x1b" not in found.message and len(found.message) < 150


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("글\n\n<div>\n<script>\nalert(1)\n</script></div>", "<script> is left out with all it holds", "ko.md:4:1"),
        ("글 <script>x</script>", "<script> is left out with all it holds", "ko.md:1:3"),
        ("<p onclick='x'>글</p>", "the attribute “onclick” of <p> is left out", "ko.md:1:1"),
        ("<p style='color:red'>글</p>", "the attribute “style” of <p> is left out", "ko.md:1:1"),
        ("<center>글</center>", "<center> is left out; the text in it stays", "ko.md:1:1"),
        ("글 <b>굵게", "<b> is never closed", "ko.md:1:3"),
        ("<div>글\n\n뒤", "<div> is never closed", "ko.md:1:1"),
        ("글\n\n</div>", "</div> closes nothing", "ko.md:3:1"),
        ("글 <div>글</div>", "<div> stands inside a line of text; the tag is left out", "ko.md:1:3"),
        ("<?php x ?>", "“<?php x ?>” is left out: a page has no instructions for programs in it", "ko.md:1:1"),
    ],
)
def test_what_is_taken_out_is_reported_with_its_place(text: str, message: str, place: str) -> None:
    found = [(problem.message, str(problem.span), problem.severity) for problem in parse(text, "ko.md").diagnostics]
    assert found == [(message, place, Severity.WARNING)]


@pytest.mark.parametrize("tag", ["blockquote", "del", "ins", "q"])
@pytest.mark.parametrize("address", ["javascript:alert(1)", "javascript%3Aalert(1)", "https://[page"])
def test_an_unsafe_address_of_a_quotation_is_left_out_and_reported_at_its_line(tag: str, address: str) -> None:
    outcome = parse(f"글\n\n뒤 글\n\n<{tag} cite='{address}'>글</{tag}>", "ko.md")
    (found,) = outcome.diagnostics
    assert (found.code, str(found.span), found.severity) == ("address-is-safe", "ko.md:5:1", Severity.ERROR)
    assert not any(part.get("cite") for part in outcome.value.walk())


@pytest.mark.parametrize("tag", ["blockquote", "del", "ins", "q"])
def test_a_safe_address_of_a_quotation_stays(tag: str) -> None:
    outcome = parse(f"<{tag} cite='https://example.org/a'>글</{tag}>", "ko.md")
    assert outcome.diagnostics == ()
    assert [part.get("cite") for part in outcome.value.walk() if part.get("cite")] == ["https://example.org/a"]


def test_a_refused_element_leaves_its_text_or_not() -> None:
    assert parse("<center>글</center>", "ko.md").value.plain() == "글"
    assert parse("앞 <style>글</style>뒤", "ko.md").value.plain() == "앞 뒤"


def test_ids_in_html_are_unique_in_the_text() -> None:
    outcome = parse("# 가 {#x}\n\n<div id='x'>글</div>\n", "ko.md")
    assert [problem.code for problem in outcome.diagnostics] == ["id-is-unique"]


HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=`x` onerror=alert(1)//",
    "<img src='javascript:alert(1)' alt=x>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='jav&#x0A;ascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href='vbscript:x' onmouseover=alert(1)>x</a>",
    "<del cite='javascript:alert(1)'>x</del>",
    "<q cite=' &#14; java\tscript:alert(1)'>x</q>",
    "<blockquote cite='data:text/html,x'>x</blockquote>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<link rel=stylesheet href=javascript:alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=javascript:alert(1)//>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<div style=\"background:url(javascript:alert(1))\">x</div>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<textarea></textarea><script>alert(1)</script>",
    "<template><script>alert(1)</script></template>",
    "<!--<img src=x onerror=alert(1)>-->",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<table><td background=javascript:alert(1)>x</td></table>",
    "<x onclick=alert(1)>x</x>",
    "</p><script>alert(1)</script>",
    "x <script>alert(1) <script>alert(1)",
    "<div>\n<b title='x' y='<i onclick=alert(1)>x\n</div>",
    "<p/onclick=alert(1)>x",
    "<b <script>alert(1)</script>",
    "<a title='\"><script>alert(1)</script>'>x</a>",
    "[x](javascript:alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "[x](https://a.example \"\\\"><script>alert(1)</script>\")",
    "[x]{onclick=alert(1) style=x}",
    "{onclick=alert(1)}\ntext",
    ":::{box} <script>alert(1)</script>\n:id: \"><script>\n:::",
    "{fact}`<script>alert(1)</script>`",
    "[@<script>alert(1)</script>]",
    "`<script>alert(1)</script>`",
]  # fmt: skip


def assert_harmless(node: Node) -> None:
    for part in node.walk():
        assert part.get("tag", "div") in ALLOWED_TAGS
        assert is_safe(part.get("href"))
        assert is_safe(part.get("cite"))
        assert not scheme(part.get("src"))
        assert part.get("made") in ("", "true")
        for name in part.attrs:
            allowed = allowed_attributes(part.get("tag", "p")) | ATTRIBUTES_OF_NODES | STRUCTURE
            assert name in allowed or (name.startswith(":") and name.endswith(":")), name


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "around", ["{}", "글 {} 글", "| 가 |\n|---|\n| {} |", "> - {}", "<div>{}</div>", "글[^1]\n\n[^1]: {}"]
)
def test_hostile_text_comes_out_without_anything_live(text: str, around: str) -> None:
    assert_harmless(parse(around.format(text.replace("|", "")), "ko.md").value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<button>글</button>", "paragraph(글)"),
        ("<div>가</div> 나\n\n다", "div(가) paragraph(나) paragraph(다)"),
        ("> <kbd>\n> 가</kbd>", "quote(paragraph(kbd(가)))"),
        ("- <button>가</button>", "list(item(가))"),
    ],
)
def test_words_that_raw_html_leaves_by_themselves_are_a_paragraph(text: str, expected: str) -> None:
    assert shape(parse(text, "ko.md").value) == expected


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<ruby>12<rt>3</rt></ruby>억", "12(3)억"),
        ("<ruby>12<rp>(</rp><rt>3</rt><rp>)</rp></ruby>억", "12(3)억"),
        ("<ruby>12<rt></rt></ruby>억", "12억"),
        ("a <rp>5</rp> b", "a 5 b"),
    ],
)
def test_what_is_above_a_word_is_in_brackets_where_it_cannot_be_above(source, shown):
    outcome = parse(source, "text.md")
    hidden = [node.plain() for node in outcome.value.walk() if node.get("tag") == "rp"]
    assert outcome.value.plain() == shown and "".join(hidden) == ("()" if "(" in shown else "")


def test_an_address_of_mail_within_html_is_no_element() -> None:
    found = parse("<pre>\nzzz <zzz@mail.example>\n</pre>\n", "ko.md")
    assert found.diagnostics == () and "zzz <zzz@mail.example>" in found.value.plain()
