"""A settled text becomes HTML: every kind of part in its own element, on the web and on paper."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from briefgen.model.core.document import Node, node, words
from briefgen.rendering.html.body import PRINT, WEB, Medium, cited_in, render, render_all
from briefgen.resolving.edition.views import Numbered

GIVEN: list[dict[str, object]] = []


def part(name: str, *others: str, **context: object) -> Markup:
    """A theme whose parts show what they were given."""
    GIVEN.append(context)
    if name == "online":
        shape = ", {address}" if context["within"] else " ({address}|{section})"
        return Markup(shape).format(**context)
    return Markup('<div class="{}">{}</div>').format(name, context["content"])


def url(path: str, anchor: str = "") -> str:
    return f"/{path}#{anchor}" if anchor else f"/{path}"


def medium(name: str = WEB, shift: int = 0, **numbered: Numbered) -> Medium:
    return Medium(
        name=name,
        url=url,
        part=part,
        image=lambda path: f"/images/{path}",
        ledger="ko/facts.html",
        glossary="ko/glossary.html",
        numbered=numbered,
        shift=shift,
    )


def html(part: Node, name: str = WEB) -> str:
    return str(render(part, medium(name))).strip()


PARTS = [
    (node("paragraph", words("가 & 나")), "<p>가 &amp; 나</p>"),
    (node("paragraph", words("가"), tight="true"), "가"),
    (node("heading", words("제목"), level="2", id="a"), '<h2 id="a">제목</h2>'),
    (node("paragraph", words("가"), title="나"), '<p title="나">가</p>'),
    (node("heading", words("제목"), level="2", title="나"), '<h2 title="나">제목</h2>'),
    (node("quote", node("paragraph", words("가"))), "<blockquote><p>가</p>\n</blockquote>"),
    (node("list", node("item", words("가")), ordered="false"), "<ul><li>가</li></ul>"),
    (node("list", node("item", words("가")), ordered="true", start="1"), "<ol><li>가</li></ol>"),
    (node("list", node("item", words("가")), ordered="true", start="3"), '<ol start="3"><li>가</li></ol>'),
    (node("emph", words("가")), "<em>가</em>"),
    (node("strong", words("가")), "<strong>가</strong>"),
    (node("strike", words("가")), "<s>가</s>"),
    (node("literal", text="a < b"), "<code>a &lt; b</code>"),
    (node("code", text="a < b\n", info="x"), "<pre><code>a &lt; b\n</code></pre>"),
    (node("rule"), "<hr>"),
    (node("hardbreak"), "<br>"),
    (node("softbreak"), ""),
    (node("span", words("习近平"), tag="span", lang="zh-Hans"), '<span lang="zh-Hans">习近平</span>'),
    (node("block", node("paragraph", words("가")), tag="div", class_="x"), '<div class="x"><p>가</p>\n</div>'),
    (node("span", tag="br"), "<br>"),
    (node("citation", node("reference", words("1"), href="#ref-a"), node("reference", words("2, 3쪽"), href="#ref-b")),
     '<sup class="cite mark">[<a class="ref" href="#ref-a">1</a>; <a class="ref" href="#ref-b">2, 3쪽</a>]</sup>'),
    (node("reference", words("그림 1"), href="#fig-a", target="local"),
     '<a class="xref xref-local" href="#fig-a">그림 1</a>'),
    (node("reference", words("S-02"), href="site:ko/briefs/second.html", target="brief"),
     '<a class="ref" href="/ko/briefs/second.html">S-02</a>'),
    (node("link", words("가"), href="site:ko/facts.html#fact-a"), '<a href="/ko/facts.html#fact-a">가</a>'),
    (node("link", words("가"), href="https://example.org/?a=1&b=2", title="그곳"),
     '<a href="https://example.org/?a=1&amp;b=2" title="그곳" rel="noopener">가</a>'),
    (node("link", words("가"), href="#a"), '<a href="#a">가</a>'),
    (node("link", words("가"), href="site:en/briefs/a.html", hreflang="en"),
     '<a href="/en/briefs/a.html" hreflang="en">가</a>'),
    (node("image", src="file:content/a.png", alt='그는 "네모"라 했다'),
     '<img src="/images/content/a.png" alt="그는 &#34;네모&#34;라 했다">'),
]  # fmt: skip


@pytest.mark.parametrize(("part", "wanted"), PARTS, ids=[f"{part.kind}-{n}" for n, (part, _) in enumerate(PARTS)])
def test_each_kind_of_part_has_its_element(part: Node, wanted: str) -> None:
    assert html(part) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"), [(WEB, 'width="12" height="50%"'), (PRINT, 'style="width: 12px; height: 50%"')]
)
def test_an_image_is_as_large_as_its_author_wants_it(name: str, wanted: str) -> None:
    image = node("image", src="file:a.png", alt="", width="12", height="50%")
    assert f"<img {wanted} src=" in html(image, name)
    assert "red" not in html(image.with_attrs(width="1; color: red"), name)


def test_a_table_has_a_head_a_body_and_cells_that_say_what_they_are() -> None:
    names = (node("cell", words("이름"), head="true"), node("cell", words("수"), head="true", align="right"))
    head = node("row", *names, head="true")
    row = node("row", node("cell", words("가")), node("cell", words("1"), align="right"))
    assert html(node("table", head, row)).replace("\n", "") == (
        '<table><thead><tr><th scope="col">이름</th><th class="align-right" scope="col">수</th></tr></thead>'
        '<tbody><tr><td>가</td><td class="align-right">1</td></tr></tbody></table>'
    )


def test_a_table_may_have_a_caption() -> None:
    assert "<caption>a &lt; b</caption>" in html(node("table", caption="a < b"))


def test_headings_move_down_with_the_text_but_never_below_six() -> None:
    headings = tuple(node("heading", words("가"), level=str(level)) for level in (2, 5, 6))
    assert str(render_all(headings, medium(shift=1))).split() == ["<h3>가</h3>", "<h6>가</h6>", "<h6>가</h6>"]


FACT = node("figure-words", words("12개"), fact="count-a", id="use-count-a-1")
TERM = node("term-words", words("표본"), term="sample")


def test_on_the_web_figures_and_terms_lead_to_where_they_are_explained() -> None:
    assert html(FACT) == (
        '<a id="use-count-a-1" class="fact" href="/ko/facts.html#fact-count-a" data-fact="count-a">12개</a>'
    )
    assert html(TERM) == '<a class="term" href="/ko/glossary.html#term-sample">표본</a>'


def test_on_paper_there_is_nothing_to_press() -> None:
    assert html(FACT, PRINT) == '<span id="use-count-a-1" class="fact">12개</span>'
    assert html(TERM, PRINT) == '<span class="term">표본</span>'


NOTE = node("call", node("paragraph", words("첫째.")), node("paragraph", words("둘째.")), number="3", id="note-3")


def test_a_note_is_called_on_the_web_and_stands_in_its_place_on_paper() -> None:
    assert html(NOTE) == (
        '<sup class="note"><a class="note-call" role="doc-noteref" id="note-3-call" href="#note-3">3</a></sup>'
    )
    assert html(NOTE, PRINT) == '<span class="footnote" id="note-3">첫째. 둘째.</span>'


@pytest.mark.parametrize("name", [WEB, PRINT])
def test_a_note_called_again_leads_to_the_same_note(name: str) -> None:
    assert 'href="#note-3">3</a>' in html(node("call-again", number="3", href="#note-3"), name)


def test_a_figure_says_its_number_and_what_it_shows() -> None:
    figure = node("figure", node("image", src="file:a.png", alt="네모"), id="pic", caption="네모 <그림>")
    made = str(render(figure, medium(pic=Numbered("pic", "figure", 2, "그림 2", "네모 그림"))))
    assert made.startswith('<figure id="pic"><img')
    assert '<figcaption><span class="label">그림 2</span> 네모 &lt;그림&gt;</figcaption>' in made


def test_the_pictures_of_a_figure_share_its_width() -> None:
    pictures = [node("image", src=f"file:{name}.png", alt=name) for name in "abcde"]
    for count, name in ((1, ""), (2, ' class="row-2"'), (4, ' class="row-4"'), (5, ' class="row-4"')):
        assert html(node("figure", *pictures[:count], id="pic")).startswith(f'<figure id="pic"{name}>')


def test_a_directive_is_filled_by_the_theme_with_all_that_the_author_wrote() -> None:
    GIVEN.clear()
    numbered = Numbered("tab-a", "table", 1, "표 1", "수")
    directive = node("directive", node("paragraph", words("가")), name="table", argument="수", id="tab-a")
    directive = directive.with_attrs(**{":source:": "a < b"})
    made = str(render(directive, medium(**{"tab-a": numbered})))
    assert made == '<div class="table"><p>가</p>\n</div>'
    (given,) = GIVEN
    assert given["argument"] == "수"
    assert given["options"] == {"source": "a < b"}
    assert given["numbered"] is numbered
    assert given["medium"] == WEB


@pytest.mark.parametrize(("place", "beside"), [("beside", True), ("across", False), ("", False)])
def test_the_part_of_a_directive_knows_that_it_stands_beside_the_text(place: str, beside: bool) -> None:
    GIVEN.clear()
    render(node("directive", node("paragraph", words("가")), name="box").with_attrs(**{":place:": place}), medium())
    assert GIVEN[0]["beside"] is beside


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("<>&\"'"), max_size=30)


@given(TEXT, TEXT)
def test_whatever_an_author_writes_is_text_and_no_markup(text: str, title: str) -> None:
    reader = _Words()
    reader.feed(html(node("paragraph", node("link", words(text), href="#a", title=title, lang=title), id=title)))
    reader.close()
    assert reader.words == text
    assert reader.tags == ["p", "a"]
    assert unescape(str(escape(text))) == text


# Links on paper


@pytest.mark.parametrize(
    ("href", "shown"),
    [("https://example.org/a", " (https://example.org/a|)"), ("#a", ""), ("mailto:a@example.org", "")],
)
def test_paper_says_where_a_link_leads_that_leaves_the_document(href: str, shown: str) -> None:
    link = node("link", words("가"), href=href)
    assert html(link, PRINT).partition("</a>")[2] == shown
    assert html(link, WEB).partition("</a>")[2] == ""


def test_an_address_that_is_written_out_is_not_said_twice() -> None:
    assert html(node("link", words("example.org/a"), href="https://example.org/a"), PRINT).endswith("</a>")


def test_a_section_of_another_document_is_named() -> None:
    link = node("link", words("가"), href="https://example.org/a#b", section="나")
    assert html(link, PRINT).endswith(" (https://example.org/a#b|나)")


@pytest.mark.parametrize(
    ("before", "is_within"),
    [("see ", False), ("(see ", True), ("(a) see ", False), ("a) see ", False), ("((a) see ", True)],
)
def test_what_follows_a_link_on_paper_has_no_brackets_within_those_of_the_text(before: str, is_within: bool) -> None:
    reference = node("reference", words("그림 1"), href="#fig-a", target="local")
    link = node("link", words("there"), href="https://example.org/a")
    line = node("paragraph", words(before), reference, words(", "), link, words(")"))
    shown = html(line, PRINT)
    assert ('class="xref xref-local within"' in shown, ", https://example.org/a" in shown) == (is_within, is_within)
    assert "within" not in html(line, WEB)


def test_a_tab_in_code_is_at_least_one_blank_on_paper() -> None:
    code = node("code", text="mysql-8.3.0\t8.0.23\n")
    assert "8.3.0\t8" in html(code) and "8.3.0     8.0.23" in html(code, PRINT)


TYPED = ("1) 첫째", "가. 첫째", "(12) 첫째", "①첫째", "○ 첫째", "ㅇ 첫째")
NOT_TYPED = ("첫째", "2025. 3. 5. 발표", "1.5배", "가장 큰", "I am")


@pytest.mark.parametrize("said", [*TYPED, *NOT_TYPED])
def test_paper_knows_a_paragraph_that_begins_with_a_typed_mark(said: str) -> None:
    paragraph = node("paragraph", node("strong", words(said)))
    assert ("data-typed" in html(paragraph, PRINT)) is (said in TYPED)
    assert "data-typed" not in html(paragraph, WEB)


def test_sources_are_collected_from_emphasis_and_cells_but_not_from_a_block_inside() -> None:
    def cited(number: str) -> Node:
        return node("citation", node("reference", cited=number))

    row = node("row", node("cell", cited("2")))
    text = node("item", node("strong", cited("1")), node("paragraph", cited("3")))
    assert [it.get("cited") for it in cited_in(text)] == ["1"]
    assert [it.get("cited") for it in cited_in(node("table", row))] == ["2"]
