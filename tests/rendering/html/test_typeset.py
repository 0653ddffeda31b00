"""The last pass over HTML: lines break where a Korean reader expects it, nothing else changes, nothing is lost."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.profile.language import Language
from briefgen.reading.markdown.html.tags import tags
from briefgen.rendering.html.tokens import TokenKind, tokens
from briefgen.rendering.html.typeset import typeset

PROJECT = Path(__file__).resolve().parents[3]
JOINER = "\u2060"


@lru_cache
def profile(tag: str) -> Language:
    text = (PROJECT / "templates" / "locale" / f"{tag}.yaml").read_text("utf-8")
    return Language.model_validate(yaml.load(text, yaml.BaseLoader))


def shown(html: str, medium: str = "web", lang: str = "ko", rule: str = "eojeol") -> str:
    """The result with signs one can see: ⟦…⟧ for a kept group, ‹tag:…› for a language, + for a joiner."""
    found = typeset(html, lang, medium, profile(lang), rule).replace(JOINER, "+")
    opened: list[str] = []

    def sign(tag: re.Match[str]) -> str:
        if tag[0] == "</span>":
            return opened.pop()
        nb = tag[0] == '<span class="nb">'
        lang_tag = re.fullmatch(r'<span lang="([\w-]+)">', tag[0])
        opened.append("⟧" if nb else "›" if lang_tag else "</span>")
        return "⟦" if nb else f"‹{lang_tag[1]}:" if lang_tag else tag[0]

    return re.sub(r"</?span[^>]*>", sign, found)


@pytest.mark.parametrize(
    ("html", "lang", "expected"),
    [
        ("<p>Sample · S-01 · here</p>", "en", "<p>Sample +· ⟦S-01⟧ +· +here</p>"),
        (
            "<p>A series with a long name · A press with a very long name</p>",
            "en",
            "<p>A series with a long name +· A press with a very long +name</p>",
        ),
        ("<p>브리프 총서 제일 · <b>나</b> · 다</p>", "ko", "<p>브+리+프 총+서 제+일 +· <b>나</b> +· +다</p>"),
        ("<h2>앞의 말과 뒤의 말 · 다</h2>", "ko", "<h2>⟦앞의⟧ ⟦말과⟧ ⟦뒤의⟧ ⟦말 · 다⟧</h2>"),
        ("<h2>표본 · 가</h2>", "ko", "<h2>⟦표본 ·⟧ 가</h2>"),
        ("<p>소비·개방</p>", "ko", "<p>소+비+·+개+방</p>"),
    ],
)
def test_no_line_on_paper_begins_with_a_dot_between_two_things(html: str, lang: str, expected: str) -> None:
    assert shown(html, "print", lang) == expected
    assert "+" not in shown(html, "web", lang)


def test_a_line_that_stands_on_two_pages_has_the_tags_of_each() -> None:
    line = '<p>이용후생(利用厚生)의 <a href="{0}" id="{0}">소비와 <code>{0}</code></a> 2025. 3. 4.</p>'
    first, second = (shown(line.format(place)) for place in ("../a.html", "b"))
    assert first == line.format("../a.html").replace("이용", "⟦이용").replace(
        "(利用厚生)의", "(‹ko-Hani:利用厚生›)의⟧"
    ).replace("2025. 3. 4.", "⟦2025. 3. 4.⟧")
    assert second == first.replace("../a.html", "b")


@pytest.mark.parametrize("sign", ["\ufdd0", "\0", "\ufffc"])
def test_any_sign_may_stand_in_a_line_with_tags(sign: str) -> None:
    for _ in range(2):
        assert shown(f"<p>소비{sign}와 <b>{sign}</b><code>x</code></p>").replace("⟦", "").replace("⟧", "") == (
            f"<p>소비{sign}와 <b>{sign}</b><code>x</code></p>"
        )


def stripped(html: str) -> str:
    """HTML without anything that typesetting may put in; the source must have no such spans itself."""
    put_in = r'<span (?:class="nb"|lang="[\w-]+"(?: dir="\w+")?)>|</span>|</?bdi[^>]*>| dir="\w+"'
    return re.sub(put_in, "", html).replace(JOINER, "")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("이용후생(利用厚生)의", "⟦이용후생(‹ko-Hani:利用厚生›)의⟧"),
        ("‘소비·개방·과학기술’로", "⟦‘소비·개방·과학기술’로⟧"),
        ("10%가", "⟦10%가⟧"),
        ("「국회법」에", "⟦「국회법」에⟧"),
        ("“먼저”라는", "⟦“먼저”라는⟧"),
        ("▲소비", "⟦▲소비⟧"),
        ("2025.3.4.부터", "⟦2025.3.4.부터⟧"),
        ("AI(인공지능)를", "⟦AI(인공지능)를⟧"),
        ("“먼저 부유해져라.”", "“먼저 부유해져라.”"),
        ("소비와 개방을 2025년 6G로.", "소비와 개방을 2025년 6G로."),
        ("3,981억 1,900만 위안을", "⟦3,981억 1,900만 위안을⟧"),
        ("약 80조 원", "⟦약 80조 원⟧"),
        ("1조 위안 초과", "⟦1조 위안 초과⟧"),
        ("2025. 4. 11.(금)", "⟦2025. 4. 11.(금)⟧"),
        ("2025. 3. 4.~3. 11.까지", "⟦2025. 3. 4.~3. 11.까지⟧"),
        ("2025년 4월 11일", "⟦2025년 4월 11일⟧"),
        ("그림 1, 표 2에서", "⟦그림 1⟧, ⟦표 2에서⟧"),
        ("<strong>소비(消費)</strong>를", "⟦<strong>소비(‹ko-Hani:消費›)</strong>를⟧"),
        ("<a>국회 입법조사처(NARS)</a>는", "<a>국회 ⟦입법조사처(NARS)⟧+</a>는"),
        ('<a class="fact">4만 위안</a>(약 800만 원)으로', '⟦<a class="fact">4만 위안</a>(약 800만 원)으로⟧'),
        (
            '<a class="fact">3,981억 1,900만 위안</a>(약 80조 원)으로',
            '<a class="fact">⟦3,981억 1,900만 위안⟧</a>⟦(약 80조 원)으로⟧',
        ),
        ("문화·의료·관광·법률·정보기술·연구개발은", "⟦문화·⟧⟦의료·⟧⟦관광·⟧⟦법률·⟧⟦정보기술·⟧⟦연구개발은⟧"),
        ("말했다.<sup>[<a>1</a>]</sup>", "⟦말했다.<sup>[<a>1</a>]</sup>⟧"),
        ("agreed.<sup>[<a>1</a>]</sup>", "agreed.+<sup>[<a>1</a>]</sup>"),
    ],
)
def test_on_the_web_groups_that_browsers_break_are_kept(html: str, expected: str) -> None:
    assert shown(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<p><a>https://example.org/en/2025041220361877884</a>. Read.</p>",
            "<p><a>https://example.org/<wbr>en/<wbr>2025041220361877884</a>. Read.</p>",
        ),
        (
            "<p>See example.org/a/list.do?menuNo=2400013&amp;id=12.</p>",
            "<p>See example.org/<wbr>a/<wbr>list.do?<wbr>menuNo=<wbr>2400013&amp;<wbr>id=12.</p>",
        ),
        ("<p>1/2 and/or 3/4</p>", "<p>1/2 and/or 3/4</p>"),
    ],
)
def test_an_address_breaks_after_a_sign_and_never_before_the_stop(html: str, expected: str) -> None:
    assert typeset(html, "en", "web", profile("en")) == expected
    assert typeset(expected, "en", "web", profile("en")) == expected
    assert "<wbr>" not in typeset(html, "en", "print", profile("en"))


@pytest.mark.parametrize("whole", ["TS2025-03", "TS2025-M1", "6 March"])
def test_the_number_of_a_report_and_a_day_are_kept_whole(whole: str) -> None:
    said = typeset(f"<p>told in {whole} as well</p>", "en", "web", profile("en"))
    assert said == f'<p>told in <span class="nb">{whole}</span> as well</p>'


@pytest.mark.parametrize("medium", ["web", "print"])
@pytest.mark.parametrize(
    "html",
    [
        "<li><i>TS2025-01</i> <a>2025년 중국은</a></li>",
        '<p><i>TS2025-01</i> <time datetime="2025-04-11">2025. 4. 11.</time></p>',
        '<p>가<a class="fact"> </a>나</p>',
    ],
)
def test_a_blank_between_two_elements_stays_bare(html: str, medium: str) -> None:
    assert not re.search(r'<span class="nb">\s*</span>', typeset(html, "ko", medium, profile("ko")))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("과학 기술로", "과+학 기+술+로"),
        ("이용후생(利用)의", "이+용+후+생+(+‹ko-Hani:利+用›+)+의"),
        ("10%가 AI를", "10%+가 AI+를"),
        ("<b>소비</b>·<i>개방</i>", "<b>소+비+</b>·+<i>개+방</i>"),
        ("<code>x</code>를", "<code>x</code>+를"),
        ("80조 원을", "⟦80조 원⟧+을"),
        ('<span class="fact">80조 원</span>(약', '<span class="fact">⟦80조 원⟧+</span>(+약'),
        ("했다.<sup>[1]</sup>", "했+다+.+<sup>[1]</sup>"),
        ("했다<sup>1</sup> 또", "했+다+<sup>1</sup> 또"),
        (
            '했다<span class="footnote">주석(註)</span>. 또',
            '했+다+<span class="footnote">주+석+(+‹ko-Hani:註›+)</span>. 또',
        ),
        ("가나<br>다라<p>마바", "가+나<br>다+라<p>마+바"),
        ("<h2>과학 기술(技術)로</h2>", "<h2>⟦과학⟧ ⟦기술(‹ko-Hani:技術›)로⟧</h2>"),
        ("Latin words (only) stay.", "Latin words (only) stay."),
    ],
)
def test_on_paper_an_eojeol_is_held_together(html: str, expected: str) -> None:
    assert shown(html, "print") == expected


@pytest.mark.parametrize("medium", ["print", "web"])
@pytest.mark.parametrize(
    ("lang", "html"),
    [
        (
            "ja",
            "<p>Free、Ultimate の GitLabティアのユーザーを含む、すべてのサービスに適用（以下同じ）します。</p>",
        ),
        ("ja", "<h2>大枠の「方針」について</h2>"),
        ("zh-Hans", "<p>本政策适用于所有用户，包括免费用户（以下同）。用户必须遵守。</p>"),
    ],
)
def test_a_line_of_japanese_or_chinese_may_break_anywhere(lang: str, html: str, medium: str) -> None:
    found = typeset(html, lang, medium, profile("en"))
    assert JOINER not in found and 'class="nb"' not in found


@pytest.mark.parametrize("lang", ["en", "ko", "fr"])
def test_a_sentence_of_japanese_or_chinese_may_break_on_any_page(lang: str) -> None:
    for said in (
        "日本語の文は空白がないので、どこで改行してもよいことになっています。長い文は行に収まりません。",
        "中国政府于今年发布新规定，要求各地，在一年内，完成方案，并向中央，报告进展，说明原因和存在的问题。",
    ):
        found = re.sub("<[^>]*>", "", shown(f"<p>{said}</p>", "print", lang))
        assert max(map(len, re.findall(r"[^+](?:\+[^+])*", found))) < 8
    assert shown("<p>東京とは</p>", "print", lang).count("+") == 3, "a name is kept whole"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("eojeol", "국+회+입+법+조+사+처+에+서 협+력+방+안+(+案+)+을"),
        ("semi", "국+회입법조사+처+에+서 협+력방+안+(+案+)+을"),
        ("syllable", "국회입법조사처에서 협력방안+(+案+)+을"),
    ],
)
def test_narrow_columns_may_break_inside(rule: str, expected: str) -> None:
    found = typeset("국회입법조사처에서 협력방안(案)을", "ko", "print", profile("ko"), rule)
    assert stripped(found) == "국회입법조사처에서 협력방안(案)을"
    assert re.sub("<[^>]+>", "", found).replace(JOINER, "+") == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Two Sessions (양회, 兩會)", "Two Sessions (‹ko:양회›, ‹zh-Hant:兩會›)"),
        ("국회입법조사처 이슈와 논점 says", "‹ko:국회입법조사처 이슈와 논점› says"),
        ("习近平 and 両", "‹zh-Hans:习近平› and ‹zh-Hant:両›"),
        ('<i lang="ko">양회(兩會)</i>', '<i lang="ko">⟦양회(‹ko-Hani:兩會›)⟧</i>'),
        ('<i lang="zh-Hant">兩會</i>', '<i lang="zh-Hant">兩會</i>'),
        ('<i title="양회">x</i>', '<i title="양회">x</i>'),
        ("398.119 billion yuan, about 80 trillion won", "⟦398.119 billion yuan⟧, ⟦about 80 trillion won⟧"),
        ("on 11 April 2025, 4–11 March 2025", "on ⟦11 April 2025⟧, ⟦4–11 March 2025⟧"),
        ("see p. 3, Figure 1", "see ⟦p. 3⟧, ⟦Figure 1⟧"),
    ],
)
def test_an_english_page_marks_other_scripts_and_keeps_figures_whole(html: str, expected: str) -> None:
    assert shown(html, lang="en") == expected


@pytest.mark.parametrize(
    "html",
    [
        "<head><title>가(나)다</title></head>",
        "<script>if (a < b) '가(나)다'</script>",
        "<style>a::after{content:'가(나)'}</style>",
        "<svg><svg></svg><text>가(나)다</text></svg>",
        "<pre>가(나)다</pre><code>10%가</code><textarea>가(나)다</textarea>",
        "<!-- 가(나)다 --><!DOCTYPE html>",
        '<img alt="가(나)다 > 80조 원">',
        "",
        "   \n ",
        "<span class=nb>가(나)다</span>",
    ],
)
@pytest.mark.parametrize("medium", ["web", "print"])
def test_what_is_not_prose_is_left_alone(html: str, medium: str) -> None:
    if medium == "print" and "nb" in html:
        assert stripped(typeset(html, "ko", medium, profile("ko"))) == stripped(html)
    else:
        assert typeset(html, "ko", medium, profile("ko")) == html


def test_numbers_can_still_be_searched_for() -> None:
    html = '<p>예산은 <a class="fact" href="#x">3,981억 1,900만 위안</a>으로 398.119 billion yuan</p>'
    for medium in ("web", "print"):
        for lang in ("ko", "en"):
            assert "3,981억 1,900만 위안" in searched(html, lang, medium)
        assert "398.119 billion yuan" in searched(html, "en", medium)


def searched(html: str, lang: str, medium: str) -> str:
    """What a search finds: a PDF gives its text without joiners, and on the web none stands in a number."""
    found = typeset(html, lang, medium, profile(lang))
    return found.replace(JOINER, "") if medium == "print" else found


SAMPLES = """
소비|과학기술|10%가|(兩會)|이용후생(利用厚生)의|‘소비·개방’으로|3,981억 1,900만 위안|약 80조 원을
2025. 4. 11.(금)|AI는|习近平|한·중|&amp;|&lt;법&gt;|&#44032;(나)|text|“먼저”라는|[1]
문화·의료·관광·법률·정보기술·연구개발은|&gt;|▲소비|the|그림 1|$|。|سياسة|OWASP API|Top 10 (2019)|(من)
"""
WORDS = st.sampled_from(re.split(r"[|\n]", SAMPLES.strip()))
TEXTS = st.lists(WORDS | st.sampled_from([" ", "\n"]), max_size=8).map("".join)
TAGS = st.sampled_from(
    [
        "b",
        "em",
        "a href='x'",
        'i class="fact"',
        'u lang="zh-Hans"',
        'q class="footnote"',
        "sup",
        "p",
        "td",
        "code",
        "s class=nb",
    ]
)


def element(content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    wrapped = st.builds(lambda tag, inner: f"<{tag}>{inner}</{tag.split()[0]}>", TAGS, content)
    return st.lists(wrapped | TEXTS, max_size=5).map("".join)


PAGES = st.recursive(TEXTS, element, max_leaves=12)
SETTINGS = (
    st.sampled_from(["ko", "en", "ar"]),
    st.sampled_from(["web", "print"]),
    st.sampled_from(["eojeol", "semi", "syllable"]),
)


@given(PAGES, *SETTINGS)
def test_without_what_was_put_in_the_page_is_as_it_was(html: str, lang: str, medium: str, rule: str) -> None:
    assert stripped(typeset(html, lang, medium, profile(lang), rule)) == html


@given(PAGES, *SETTINGS)
def test_a_second_pass_changes_nothing(html: str, lang: str, medium: str, rule: str) -> None:
    once = typeset(html, lang, medium, profile(lang), rule)
    assert stripped(typeset(once, lang, medium, profile(lang), rule)) == html


@given(st.text(alphabet="<>/ab'\"=!-&;가兩·() \n", max_size=40), *SETTINGS)
def test_broken_html_is_kept_as_it_is(html: str, lang: str, medium: str, rule: str) -> None:
    assert stripped(typeset(html, lang, medium, profile(lang), rule)) == stripped(html)


class Nesting(HTMLParser):
    """Complains of an end tag that does not close the element opened last."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


@given(PAGES, *SETTINGS)
def test_elements_stay_properly_nested(html: str, lang: str, medium: str, rule: str) -> None:
    for page in (html, typeset(html, lang, medium, profile(lang), rule)):
        checker = Nesting()
        checker.feed(page)
        checker.close()
        assert not checker.opened


EOJEOLS = st.text(alphabet="가나다라兩會AB12·‘’()「」%.,", min_size=1, max_size=12).filter(
    lambda text: re.search("[가-힣]", text) is not None
)


@given(EOJEOLS, st.integers(0, 12), st.sampled_from(["b", "a"]))
def test_on_paper_no_joint_of_an_eojeol_is_open(eojeol: str, cut: int, tag: str) -> None:
    html = f"앞 {eojeol[:cut]}<{tag}>{eojeol[cut:]}</{tag}> 뒤"
    kept = re.sub(
        "<[^>]+>", "", re.sub(r'<span class="nb">.*?</span>', "", typeset(html, "ko", "print", profile("ko")))
    )
    for before, after in pairwise(kept):
        if not (before + after).isascii() and not (before + after).count(" "):
            assert JOINER in (before, after)


@pytest.mark.parametrize("width", [58, 74, 110])
def test_lines_of_a_pdf_break_between_eojeols(width: int) -> None:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    body = (
        "<p>정부는 <strong>소비(消費)</strong>를 늘리고 “먼저 부유해져 공동부유를 촉진하라”는 "
        "‘소비·개방·과학기술’로 10%가 「국회법」에 "
        '<em>과학기술</em>자립자강과 <a class="fact" href="#x">1조 위안</a>(약 200조 원)을 넘게 2025. 4. 11.부터 '
        '<a href="#x">국회입법조사처</a>가<sup>1</sup> 말했다.<sup class="cite">[<a href="#a">1, 3쪽</a>]</sup> '
        "AI(인공지능)를 6G와 "
        '<a class="fact" href="#x">3,981억 1,900만 위안</a>으로 이용후생(利用厚生)의 한·중 협력을 연다.</p>'
    )
    font = (PROJECT / "templates" / "fonts" / "noto-serif-kr-400.otf").as_uri()
    css = (
        f"@font-face{{font-family:K;src:url({font})}} body{{font:10pt K;text-align:justify}} .nb{{white-space:nowrap}}"
    )
    css += f"@page{{size:{width + 10}mm 300mm;margin:5mm}}"
    fonts = FontConfiguration()
    page = typeset(f"<html lang=ko><body>{body}</body></html>", "ko", "print", profile("ko"))
    laid = HTML(string=page).render(stylesheets=[CSS(string=css, font_config=fonts)], font_config=fonts)
    lines = [_line_text(box) for page in laid.pages for box in page._page_box.descendants() if _is(box, "LineBox")]
    words = " ".join(re.sub("<[^>]+>", "", body).split())
    assert len(lines) > 3
    assert " ".join(line.strip() for line in lines) == words


def _is(box: object, kind: str) -> bool:
    return type(box).__name__ == kind


def _line_text(line: object) -> str:
    texts = [box.text for box in line.descendants() if _is(box, "TextBox")]
    return "".join(texts).replace(JOINER, "")


# HTML as tokens


PIECES = ("<", ">", "/", '"', "'", "<a ", "</a>", "<!--", "-->", "<br/>", "<svg>", "</svg>", "<pre class=x>", "é", " ")


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_the_sources_of_all_tokens_are_the_html_again(html: str) -> None:
    assert "".join(token.source for token in tokens(html)) == html


def test_a_tag_ends_outside_of_quotation_marks() -> None:
    (tag, text, end) = tokens("""<b title='1 > 0' CLASS="x y" lang=ko>A<b</b>""")
    assert (tag.kind, tag.name, tag.classes, tag.lang) == (TokenKind.OPEN, "b", ("x", "y"), "ko")
    assert (text.source, end.source) == ("A", "<b</b>")


@pytest.mark.parametrize("piece", ["<", "<a ", '<a "', "<a b='x>", "<!--", "<?", "<svg><a ", '<a "><b '])
def test_the_time_grows_with_the_text_and_not_faster(piece: str) -> None:
    start = process_time()
    for read in (tokens, tags):
        list(read(piece * 60_000))
    assert process_time() - start < 4
