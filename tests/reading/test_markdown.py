"""What an author writes in Markdown, and the tree it becomes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.model.core.diagnostics import Diagnostic, Severity
from briefgen.model.core.document import BLOCK_KINDS, Node
from briefgen.model.core.levels import Level, judge_of
from briefgen.reading.markdown import parse, split_front_matter

FIXTURE = Path(__file__).parents[1] / "fixtures" / "markdown" / "brief.md"


def tree(text: str) -> Node:
    outcome = parse(text, "ko.md")
    assert outcome.diagnostics == ()
    return outcome.value


def problems(text: str, first_line: int = 1) -> tuple[Diagnostic, ...]:
    return parse(text, "ko.md", first_line).diagnostics


def codes(text: str) -> list[str]:
    return [problem.code for problem in problems(text)]


def first(node: Node, kind: str) -> Node:
    return next(part for part in node.walk() if part.kind == kind)


def every(node: Node, kind: str) -> list[Node]:
    return [part for part in node.walk() if part.kind == kind]


def place(node: Node) -> tuple[int, int]:
    assert node.span is not None
    return node.span.line, node.span.column


# The whole


def test_a_brief_is_read_as_a_whole_with_the_lines_of_its_file() -> None:
    front, front_line, body, body_line = split_front_matter(FIXTURE.read_bytes(), "ko.md").value
    assert front.decode().startswith("title: 양회가") and (front_line, body_line) == (2, 5)
    outcome = parse(body, "ko.md", body_line)
    assert outcome.diagnostics == ()
    text = outcome.value
    assert [child.kind for child in text.children] == [
        "heading",
        "paragraph",
        "list",
        "directive",
        "figure",
        "block",
    ]
    lines = FIXTURE.read_text(encoding="utf-8").split("\n")
    for ident, piece in [("rd-budget", "{fact}`rd-budget`"), ("mentions", "{fact}`mentions`")]:
        fact = next(part for part in every(text, "fact") if part.get("id") == ident)
        line, column = place(fact)
        assert lines[line - 1][column - 1 :].startswith(piece)


def test_children_are_all_blocks_or_all_text() -> None:
    text = parse(FIXTURE.read_text(encoding="utf-8"), "ko.md").value
    for part in text.walk():
        assert len({child.kind in BLOCK_KINDS for child in part.children}) <= 1


# Blocks


def test_headings_carry_level_and_id() -> None:
    text = tree("## 하나 {#one}\n\n둘\n---\n\n### 셋\n")
    assert [(h.get("level"), h.get("id")) for h in every(text, "heading")] == [("2", "one"), ("2", "둘"), ("3", "셋")]


def test_a_heading_without_id_gets_a_stable_one_that_keeps_hangul() -> None:
    text = tree("## 2. 서비스 개방!\n\n## 2. 서비스 개방\n\n## R&D budget\n\n## ***\n")
    assert [h.get("id") for h in every(text, "heading")] == [
        "2-서비스-개방",
        "2-서비스-개방-2",
        "rd-budget",
        "section",
    ]


def test_a_generated_id_gives_way_to_a_written_one() -> None:
    text = tree("# 개요\n\n문단 {#개요}\n")
    assert first(text, "heading").get("id") == "개요-2"


def test_lists_know_their_start_and_whether_they_are_tight() -> None:
    text = tree("3. 가\n4. 나\n\n그리고\n\n- 가\n\n- 나\n")
    assert [(part.get("ordered"), part.get("start"), part.get("tight")) for part in every(text, "list")] == [
        ("true", "3", "true"),
        ("false", "", "false"),
    ]


def test_a_table_has_head_and_alignment() -> None:
    text = tree("| 가 | 나 | 다 |\n|---|:-:|--:|\n| 1 | 2 | 3 |\n")
    assert [row.get("head") for row in every(text, "row")] == ["true", "false"]
    assert [cell.get("align") for cell in every(text, "cell")][:3] == ["", "center", "right"]
    assert [place(part)[1] for part in every(text, "text")][3:] == [3, 7, 11]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# 제목 {#x}", "heading"),
        ("문단 {#x}", "paragraph"),
        ("문단\n둘째 줄 {#x}", "paragraph"),
        ("{#x}\n문단", "paragraph"),
        ("{#x}\n- 가\n- 나", "list"),
        ("- 가 {#x}\n- 나", "item"),
        ("{#x}\n| 가 |\n|---|\n| 1 |", "table"),
        ("{#x}\n> 인용", "quote"),
        ("{#x}\n```\n코드\n```", "code"),
        (":::{box} 제목 {#x}\n글\n:::", "directive"),
        (":::{box} 제목\n:id: x\n글\n:::", "directive"),
        ("[글]{#x}", "span"),
    ],
)
def test_an_id_can_be_put_on_every_block(text: str, kind: str) -> None:
    assert [part.kind for part in tree(text).walk() if part.get("id") == "x"] == [kind]


def test_attributes_without_a_block_are_reported() -> None:
    assert codes("문단\n\n{.wide}\n") == ["attributes-have-block"]


def test_attributes_that_are_not_allowed_are_reported_and_left_out() -> None:
    outcome = parse("[글]{onclick=x lang=zh-Hans}", "ko.md")
    assert dict(first(outcome.value, "span").attrs) == {"tag": "span", "lang": "zh-Hans"}
    assert [problem.code for problem in outcome.diagnostics] == ["html-is-allowed"]


def test_an_id_given_twice_is_an_error_with_both_places() -> None:
    (problem,) = problems("# 가 {#a}\n\n문단 {#a}\n", first_line=10)
    assert (problem.code, problem.severity) == ("id-is-unique", Severity.ERROR)
    assert str(problem.span) == "ko.md:12:1" and [str(span) for span, _ in problem.related] == ["ko.md:10:1"]


def test_an_image_alone_with_a_title_is_a_figure() -> None:
    text = tree('![그래프](my%20chart.png "2025년"){#fig-a}\n')
    figure = first(text, "figure")
    assert (figure.get("caption"), figure.get("id")) == ("2025년", "fig-a")
    assert (first(figure, "image").get("src"), first(figure, "image").get("alt")) == ("my chart.png", "그래프")


@pytest.mark.parametrize("between", [" ", "\n"])
def test_images_alone_in_a_paragraph_stand_beside_one_another_over_the_title_of_the_last(between: str) -> None:
    text = tree(f'![가](a.png){{width=30%}}{between}![나](b.png "둘"){{#fig-a}}\n')
    figure = first(text, "figure")
    assert (figure.get("caption"), figure.get("id")) == ("둘", "fig-a")
    images = [part for part in figure.walk() if part.kind == "image"]
    assert [(it.get("src"), it.get("title"), it.get("width")) for it in images] == [
        ("a.png", "", "30%"),
        ("b.png", "", ""),
    ]


@pytest.mark.parametrize(
    "text",
    ['![가](a.png "하나") ![나](b.png "둘")', '![가](a.png "하나") ![나](b.png)', '![가](a.png)와 ![나](b.png "둘")'],
)
def test_images_with_titles_or_words_of_their_own_are_no_figure(text: str) -> None:
    assert [part.kind for part in tree(text).walk() if part.kind == "figure"] == []


def test_a_date_at_the_head_of_a_line_is_reported_before_it_becomes_a_list() -> None:
    assert "list-is-meant" in codes("2025. 4. 11. 국회는 보고서를 냈다.\n")
    assert codes("2025\\. 4. 11. 국회는 보고서를 냈다.\n") == []


# Directives


def test_directives_nest_by_more_colons_and_hold_markdown() -> None:
    text = tree("::::{box} 상자\n:id: wide\n\n:::{chart} mentions\n:::\n\n**글**\n::::\n\n뒤\n")
    box, after = text.children
    assert (box.get("name"), box.get("argument"), box.get(":id:")) == ("box", "상자", "wide")
    assert [child.kind for child in box.children] == ["directive", "paragraph"]
    assert box.children[0].get("argument") == "mentions"
    assert after.plain() == "뒤"


def test_directives_of_equal_length_nest_too() -> None:
    text = tree(":::{box}\n:::{chart} a\n:::\n글\n:::\n뒤\n")
    assert [child.kind for child in text.children] == ["directive", "paragraph"]
    assert [child.kind for child in text.children[0].children] == ["directive", "paragraph"]


def test_lines_of_colons_below_each_other_are_one_slip() -> None:
    outcome = parse("글\n\n:::\n::::\n  :::\n\n:::\n- 글\n  :::\n:::\n> :::\n", "ko.md")
    found = [(str(it.span), it.message) for it in outcome.diagnostics]
    one, three = "this line of colons closes nothing", "these 3 lines of colons close nothing"
    assert found == [
        (f"ko.md:{line}:{column}", it)
        for line, column, it in [(3, 1, three), (7, 1, one), (9, 3, one), (10, 1, one), (11, 1, one)]
    ]


def test_colons_inside_code_close_nothing() -> None:
    text = tree(":::{box}\n```\n:::\n```\n글\n:::\n")
    assert [child.kind for child in text.children[0].children] == ["code", "paragraph"]


def test_an_unknown_directive_names_the_nearest_and_keeps_its_text() -> None:
    outcome = parse(":::{tabel} 제목\n글\n:::\n", "ko.md")
    (problem,) = outcome.diagnostics
    assert problem.code == "directive-is-known" and "“table”" in problem.hint
    assert outcome.value.plain() == "제목글"


def test_the_options_of_an_unknown_directive_are_reported() -> None:
    found = problems(":::{warning} 제목\n:opt: 낱말\n\n글\n:::\n")
    assert [(it.code, it.span and it.span.line) for it in found] == [("directive-is-known", 1), ("key-is-known", 2)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (":::{box}\n글\n", "directive-closes"),
        ("글\n\n:::\n", "directive-closes"),
        (":::{chart}\n:::\n", "directive-has-argument"),
        (":::box\n글\n:::\n", "directive-is-known"),
        ("```{chart} a\n```\n", "directive-is-known"),
        (":::{table} 제목\n:idd: x\n:::\n", "key-is-known"),
    ],
)
def test_mistakes_with_directives_are_reported(text: str, code: str) -> None:
    assert codes(text) == [code]


# Roles and citations


def test_roles_name_facts_terms_and_places() -> None:
    text = tree("{fact}`rd#short`을(를) {term}`two-sessions`, {ref}`fig-x`")
    assert [(part.kind, dict(part.attrs)) for part in text.children[0].children if part.kind != "text"] == [
        ("fact", {"id": "rd", "form": "short"}),
        ("term", {"id": "two-sessions"}),
        ("ref", {"id": "fig-x"}),
    ]


def test_an_unknown_role_stays_visible_and_names_the_nearest() -> None:
    outcome = parse("값은 {fcat}`rd`이다", "ko.md")
    assert outcome.value.plain() == "값은 {fcat}`rd`이다"
    assert [problem.hint for problem in outcome.diagnostics] == ["did you mean “fact”?"]


@pytest.mark.parametrize("text", ["{fact}rd", "{fact}'rd'", "{fact}` `"])
def test_a_role_without_its_id_is_reported(text: str) -> None:
    assert codes(text) == ["role-is-known"]
    assert parse(text, "ko.md").value.plain() == text


def test_a_role_in_code_or_escaped_is_text() -> None:
    assert tree("`` {fact}`x` `` \\{fact}`x`").plain() == "{fact}`x` {fact}x"


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("[@nars-2025]", [{"id": "nars-2025"}]),
        ("[@nars-2025, p. 3]", [{"id": "nars-2025", "locator": "p. 3"}]),
        ("[@a, pp. 3, 5–7, emphasis added]", [{"id": "a", "locator": "pp. 3, 5–7", "suffix": "emphasis added"}]),
        ("[@a, 3쪽; see @b, and elsewhere]", [
            {"id": "a", "locator": "3쪽"},
            {"id": "b", "prefix": "see", "suffix": "and elsewhere"},
        ]),
        ("[@a, 제3조 제2항]", [{"id": "a", "locator": "제3조 제2항"}]),
        ("[@a, p. iv]", [{"id": "a", "locator": "p. iv"}]),
        ("[@a p. 3]", [{"id": "a", "locator": "p. 3"}]),
        ("[-@a:b/c.d]", [{"id": "a:b/c.d"}]),
        ("[@a,\np. 3]", [{"id": "a", "locator": "p. 3"}]),
    ],
)  # fmt: skip
def test_citations_have_id_place_prefix_and_suffix(text: str, cites: list[dict[str, str]]) -> None:
    group = first(tree(text), "cites")
    assert [dict(cite.attrs) for cite in group.children] == cites


@pytest.mark.parametrize(
    "text",
    ["a@b.com", "@nars", "[a@b.com]", "[see](@x)", "[@x](https://example.org)", "`[@x]`", "\\[@x]", "[@x; y]", "[@ x]"],
)
def test_other_at_signs_are_left_alone(text: str) -> None:
    assert every(tree(text), "cites") == []


# Notes


def test_a_note_stands_where_it_is_called() -> None:
    text = tree("글[^a]이다\n\n[^a]: 첫 문단 **굵게**\n\n    둘째 문단 [@x]\n")
    note = first(text, "note")
    assert note.get("label") == "a" and [child.kind for child in note.children] == ["paragraph", "paragraph"]
    assert [child.kind for child in text.children] == ["paragraph"]
    assert place(first(note, "strong")) == (3, 12)


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ("글[^a]", "note-is-known", Severity.ERROR),
        ("글\n\n[^a]: 노트", "note-is-called", Severity.WARNING),
        ("글[^a]\n\n[^a]: 하나\n\n[^a]: 둘", "note-is-unique", Severity.WARNING),
        ("글[^a]\n\n[^a]: 하나[^b]\n\n[^b]: 둘", "note-is-flat", Severity.ERROR),
    ],
)
def test_mistakes_with_notes_are_reported(text: str, code: str, severity: Severity) -> None:
    assert [(problem.code, problem.severity) for problem in problems(text)] == [(code, severity)]


NOT_IN_A_NOTE = {
    "a list": "- 하나\n    - 둘",
    "a quotation": "> 인용",
    "a code block": "    부호",
    "a table": "| 가 | 나 |\n    |---|---|\n    | 다 | 라 |",
    "a heading": "## 제목",
    "a horizontal rule": "***",
    "a figure": '![설명](a.png "그림")',
    "a directive": ":::{box} 말\n    글\n    :::",
    "this block": "<div>\n    <pre>글</pre>\n    </div>",
}


@pytest.mark.parametrize(("called", "block"), NOT_IN_A_NOTE.items(), ids=NOT_IN_A_NOTE)
def test_a_note_has_paragraphs_only(called: str, block: str) -> None:
    found = [it for it in problems(f"글[^a]\n\n[^a]: 하나\n\n    {block}\n") if it.code == "note-is-plain"]
    assert [(it.severity, it.span and it.span.line) for it in found] == [(Severity.ERROR, 5)]
    assert found[0].message == f"{called} is in the note “a”; a note can contain only paragraphs"


def test_a_second_address_for_a_label_is_reported_at_its_line() -> None:
    text = '[글][r]과 [R]\n\n[r]: https://a.example/\n\n> [R]: https://b.example/\n\n[ r ]: https://a.example/ "제목"\n'
    found = [it for it in problems(text) if it.code == "link-label-is-unique"]
    assert [(it.span and it.span.line, it.related[0][0].line, it.severity) for it in found] == [
        (5, 3, Severity.WARNING),
        (7, 3, Severity.WARNING),
    ]
    assert all("https://a.example/" in it.message for it in found)
    links = every(parse(text, "ko.md").value, "link")
    assert [it.get("href") for it in links] == ["https://a.example/"] * 2


def test_an_address_that_no_link_uses_is_reported_at_its_line() -> None:
    text = "[글][쓰임] ![그림 [말][속]](a.png)\n\n[쓰임]: /a\n\n> [참고]: 보도자료\n\n[속]: /b\n"
    found = [it for it in problems(text) if it.code == "link-label-is-used"]
    assert [(it.span and it.span.line, it.severity) for it in found] == [(5, Severity.WARNING)]
    assert "참고" in found[0].message


@pytest.mark.parametrize(
    ("line", "standard"),
    [
        ("[출처]: 통계청", True),
        ('[act]: https://a.example/ "법률의 본문"', True),
        ("[act]: https://a.example/", False),
        ("[act]: a.html", False),
        ("[act]: #part", False),
    ],
)
def test_words_that_are_lost_as_an_address_are_reported_at_every_level(line: str, standard: bool) -> None:
    (found,) = [it for it in problems(f"글이다.\n\n{line}\n") if it.code == "link-label-is-used"]
    shown = {level: judge_of(level, {})(found) is not None for level in Level}
    assert shown == {Level.DRAFT: standard, Level.STANDARD: standard, Level.PUBLICATION: True}


@pytest.mark.parametrize(
    ("tag", "standard"),
    [
        ('글이다. {note="두 낱말"}', True),
        ('# 글 {remark="두 낱말"}', True),
        ('[글]{note="두 낱말"}', True),
        ('{note="낱말"}\n글이다.', True),
        ('[글]{style="color: dark red" rel="noopener noreferrer" target="_blank"}', False),
        ('<b onclick="act()">글</b>', True),
        ('<b OnClick="act()" style="color: red">글</b>', True),
        ('<table><tr><td colspan="100000">글</td></tr></table>', True),
        ('<b style="color: red">글</b>', False),
    ],
)
def test_a_script_words_or_a_vast_span_in_an_attribute_are_reported_at_every_level(tag: str, standard: bool) -> None:
    found = [it for it in problems(f"{tag}\n") if it.code == "html-is-allowed"]
    shown = {level: any(judge_of(level, {})(it) for it in found) for level in Level}
    assert shown == {Level.DRAFT: standard, Level.STANDARD: standard, Level.PUBLICATION: True}


@pytest.mark.parametrize(
    "text",
    ["[r]\n\n[r]: https://a.example/\n\n[r]: https://a.example/\n", "[r]\n\n[r]: /a\n\n`[r]: /b`\n\n    [r]: /c\n"],
)
def test_one_address_given_twice_and_code_are_no_second_address(text: str) -> None:
    assert "link-label-is-unique" not in [it.code for it in problems(text)]


def test_a_note_called_twice_says_so_and_gives_its_id_once() -> None:
    one, two = every(tree("글[^a] 또[^a]\n\n[^a]: 노트 {#n}\n"), "note")
    assert (one.get("again"), two.get("again")) == ("", "true")
    assert (one.children[0].get("id"), two.children[0].get("id")) == ("n", "")


# Links and images


@pytest.mark.parametrize("href", ["https://example.org/가", "brief:trade", "#소비", "a/b.html", "mailto:a@b.kr"])
def test_safe_links_keep_their_address(href: str) -> None:
    assert first(tree(f"[글]({href})"), "link").get("href") == href


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScript:alert(1)",
        "java&#x09;script:alert(1)",
        "&#x6A;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "java%0ascript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:msgbox",
        "file:///etc/passwd",
        "<\x01javascript:alert(1)>",
    ],
)
def test_unsafe_links_lose_their_address_and_are_reported(href: str) -> None:
    outcome = parse(f"[글]({href}) <{href}>", "ko.md")
    assert every(outcome.value, "link") == []
    assert "address-is-safe" in [problem.code for problem in outcome.diagnostics]
    assert "글" in outcome.value.plain()


NO_HOST = [
    "https:evil.example",
    "http:evil.example",
    "HTTPS:evil.example",
    "https:/evil.example/a",
    "https:///evil.example",
    "https:",
    "https://",
    "https://?a",
    "https:\\\\\\\\evil.example",
    "https:/\\\\evil.example",
    "https:&#92;&#92;evil.example",
    "https://good.example\\\\@evil.example/",
    "https://&#9;evil.example",
    "https:&#10;//evil.example",
    "ht&#9;tps://evil.example",
    "&#1;https://evil.example",
    "https:%2F%2Fevil.example",
    "https%3A//evil.example",
    "https://evil%20.example/",
    "<https: //evil.example>",
    "<https://exa mple.org/>",
]


@pytest.mark.parametrize("href", NO_HOST)
def test_an_address_of_the_web_without_a_site_is_told_and_no_link(href: str) -> None:
    outcome = parse(f"one\n\n[글]({href}) more", "ko.md")
    assert every(outcome.value, "link") == []
    (problem,) = outcome.diagnostics
    assert (problem.code, problem.span and problem.span.line) == ("link-resolves", 3)
    assert problem.hint == "write it in full: https://example.org/page"
    assert "글 more" in outcome.value.plain()


@pytest.mark.parametrize(
    "href", ["https:evil.example", "https:/\\evil.example", " https:evil.example", "\thttps:\\\\evil"]
)
def test_such_an_address_in_raw_html_is_left_out_and_told(href: str) -> None:
    for text in (f'<a href="{href}">글</a>', f'<blockquote cite="{href}">글</blockquote>'):
        outcome = parse(f"one\n\n{text}", "ko.md")
        assert not any(part.get("href") or part.get("cite") for part in outcome.value.walk())
        assert [(it.code, it.span and it.span.line) for it in outcome.diagnostics] == [("address-is-safe", 3)]
        assert "글" in outcome.value.plain()


@pytest.mark.parametrize(
    "href",
    ["https://example.org", "HTTP://example.org/a%20b%5C?c=d\\\\#e", "https://[::1]:80/", "https://한글.example/@a"],
)
def test_an_address_with_a_site_is_a_link(href: str) -> None:
    outcome = parse(f"[글]({href})", "ko.md")
    assert len(every(outcome.value, "link")) == 1 and outcome.diagnostics == ()


def test_an_unsafe_address_of_a_label_is_reported_once_at_its_line() -> None:
    outcome = parse("[글][js], [또][js]\n\n[js]: javascript:alert(1)\n", "ko.md")
    assert every(outcome.value, "link") == []
    assert [(it.code, str(it.span)) for it in outcome.diagnostics] == [("address-is-safe", "ko.md:3:1")]


def test_an_image_of_a_label_from_elsewhere_is_reported_once() -> None:
    assert codes("![그림][js]\n\n[js]: data:image/png;base64,AA\n") == ["image-is-local"]


def test_the_hint_at_an_unsafe_address_names_what_works() -> None:
    (problem,) = problems("[글](javascript:x)")
    assert "(#id)" in problem.hint and "relative" not in problem.hint


@pytest.mark.parametrize(
    "before",
    ["&#1;", "&#01;", "&#x01;", "&#127;", "&#x85;", "&#xFDD0;", "&#x200b;", "&#xfeff;", "&#1;&#2;", "java&#1;"],
)
def test_an_address_with_characters_that_are_not_seen_is_reported_once_at_its_line(before: str) -> None:
    scheme = "script:" if before.startswith("java") else "javascript:"
    outcome = parse(f"글\n\n글 [글]({before}{scheme}alert)", "ko.md")
    assert every(outcome.value, "link") == []
    assert [(it.code, str(it.span)) for it in outcome.diagnostics] == [("address-is-safe", "ko.md:3:4")]


@pytest.mark.parametrize("href", ["a&#1;/b:c", "#&#1;a", "../a?b=&#1;javascript:", "https://example.org/?a=&#1;:"])
def test_what_is_not_seen_further_on_in_an_address_makes_no_scheme(href: str) -> None:
    assert "address-is-safe" not in codes(f"[글]({href})")


@pytest.mark.parametrize("src", ["https://example.org/a.png", "//example.org/a.png", "data:image/png;base64,AA"])
def test_an_image_from_elsewhere_is_an_error_and_fetches_nothing(src: str) -> None:
    outcome = parse(f"![그림]({src})", "ko.md")
    assert every(outcome.value, "image") == []
    assert [problem.code for problem in outcome.diagnostics] == ["image-is-local"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('![홀](회의 사진.png "회의장"){#fig-hall}', "회의 사진.png"),
        ("![홀](our hall.png '회의장'){#fig-hall}", "our hall.png"),
        ('![홀](  회의  사진 (1).png "회의장" ){#fig-hall}', "회의  사진 (1).png"),
    ],
)
def test_an_image_whose_address_has_a_blank_is_shown_and_reported_once(written: str, name: str) -> None:
    outcome = parse(f"첫 줄\n\n{written}", "ko.md")
    assert [(it.code, str(it.span)) for it in outcome.diagnostics] == [("image-address-is-whole", "ko.md:3:1")]
    assert f"“{name}” contains a space" in outcome.diagnostics[0].message
    assert f"<{name}>" in outcome.diagnostics[0].hint
    figure = outcome.value.children[-1]
    assert (figure.kind, figure.get("id")) == ("figure", "fig-hall")
    assert [(it.get("src"), it.get("alt")) for it in figure.walk() if it.kind == "image"] == [(name, "홀")]


@pytest.mark.parametrize(
    "written",
    [
        "![홀](<회의 사진.png>)",
        "![홀](회의%20사진.png)",
        '![홀](hall.png "우리 회의장.png")',
        "![홀](잘 보라)",
        "!(a b.png)",
    ],
)
def test_what_is_an_image_or_none_by_itself_has_no_such_problem(written: str) -> None:
    assert codes(written) == []


def test_an_image_without_description_is_reported() -> None:
    for written in ("글\n\n![](a.png)", '글\n\n<img src="a.png">', '글\n\n<img src="a.png" alt=" ">'):
        (found,) = problems(written)
        assert (found.code, found.severity, found.span and found.span.line) == ("image-has-alt", Severity.ERROR, 3)
    assert [(it.code, it.severity) for it in problems("![a.png](a.png)")] == [("image-has-alt", Severity.WARNING)]
    assert codes("![{fact}`x`의 그래프](a.png)") == ["image-has-alt"]


# Depth


def test_lists_thirty_levels_deep_keep_every_item() -> None:
    text = "".join(f"{'  ' * level}- 항목{level}\n" for level in range(30))
    outcome = parse(text, "ko.md")
    assert [part.text for part in every(outcome.value, "text")] == [f"항목{level}" for level in range(30)]
    assert [(problem.code, str(problem.span)) for problem in outcome.diagnostics] == [
        ("nesting-is-shallow", "ko.md:9:17")
    ]


@pytest.mark.parametrize(
    "text",
    [
        ">" * 1000 + " 글",
        "- " * 1000 + "글",
        "".join("  " * level + f"- 글{level}\n" for level in range(400)),
        "*a " * 1000 + "글" + " a*" * 1000,
        "<b>" * 1000 + "글" + "</b>" * 1000,
        "[" * 1000 + "글" + "](b)" * 1000,
        "".join(":" * (803 - level) + "{box}\n" for level in range(800)) + "글",  # 320,000 characters
        "<div>" * 1000 + "글",
    ],
)
def test_a_thousand_levels_neither_fail_nor_lose_the_text(text: str) -> None:
    outcome = parse(text, "ko.md")
    assert "글" in outcome.value.plain()
    repr(outcome.value)


def test_a_list_after_one_nested_too_deep_is_still_there() -> None:
    outcome = parse(">" * 200 + " 글\n\n뒤\n", "ko.md")
    assert outcome.value.children[-1].plain() == "뒤"


# Robustness


@given(st.lists(st.text(alphabet="가나다라abcXYZ0123 ,消費", min_size=1, max_size=20).map(str.strip), min_size=1))
@settings(max_examples=100)
def test_plain_words_come_out_as_they_went_in(lines: list[str]) -> None:
    lines = [line for line in lines if line] or ["글"]
    text = parse("\n\n".join(lines), "ko.md").value
    assert [child.plain().split() for child in text.children] == [line.split() for line in lines]


def test_the_language_of_code_is_named_as_it_is_meant() -> None:
    (code,) = parse("```objective\\-c &ouml;\na\n```\n", "ko.md").value.children
    assert code.get("info") == "objective-c ö"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("See [x][nolabel].", "nolabel"),
        ("See [the act][].", "the act"),
        ("See [the **whole** act][act-1].", "act-1"),
        ("| a |\n|---|\n| ![map][m] |", "m"),
        ("See [x][nolabel].\n\n[nolable]: https://example.org/", "nolabel"),
    ],
)
def test_a_label_without_an_address_is_told_at_every_level(text: str, label: str) -> None:
    found = [it for it in problems(text) if it.code == "mark-is-written-out"]
    assert [it.message.rpartition("“")[2] for it in found] == [f"{label}”"]
    assert f"[{label}]: https://" in found[0].hint
    assert all(judge_of(level, {})(found[0]) is not None for level in Level)


@pytest.mark.parametrize(
    "text", ["a[i][j]", "m[1][2]", "[1][2]", "[단독][속보] 제목", "[별표 1][별표 2]", "the act [sic]", "a[i][]"]
)
def test_other_brackets_side_by_side_are_text(text: str) -> None:
    assert problems(text) == ()
