"""A Word document as Markdown: what it says, in the order in which it says it, and what is not taken is named."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import pytest
from PIL import Image
from support.office import SPACES, heading_styles, list_levels, paragraph, relations_of, text, word

from briefgen.importing.imported import ImportedText
from briefgen.importing.word.document import read_word

PNG = b"\x89PNG\r\n\x1a\n"
PICTURE = '<w:r><w:drawing><wp:inline><wp:docPr descr="A street"/><a:blip r:embed="x"/></wp:inline></w:drawing></w:r>'


def markdown(body: str, **parts: object) -> str:
    return read_word(word(body, **parts)).markdown  # type: ignore[arg-type]


def remarks(body: str, **parts: object) -> list[tuple[str, str]]:
    found: ImportedText = read_word(word(body, **parts))  # type: ignore[arg-type]
    return [(remark.place, remark.message) for remark in found.remarks]


def test_a_title_and_headings_below_it() -> None:
    body = (
        paragraph("연구개발 예산", style="title")
        + paragraph("배경", style="h1")
        + paragraph("Money.")
        + paragraph("세부", style="h2")
    )
    found = read_word(word(body, styles=heading_styles()))
    assert found.title == "연구개발 예산"
    assert found.markdown == "## 배경\n\nMoney.\n\n### 세부\n"


def test_one_heading_above_all_others_is_the_title() -> None:
    body = paragraph("The budget", style="h1") + paragraph("Why", style="h2") + paragraph("How", style="h2")
    found = read_word(word(body, styles=heading_styles()))
    assert (found.title, found.markdown) == ("The budget", "## Why\n\n## How\n")


SUBTITLE = '<w:style w:type="paragraph" w:styleId="sub"><w:name w:val="Subtitle"/></w:style>'


def test_a_title_of_two_lines_below_a_picture_and_the_subtitle_below_it() -> None:
    picture = PICTURE.replace("A street", "")
    lines = [(picture, "title"), ("Why victims", "title"), ("do not report", "title"), ("A study of 2025", "sub")]
    body = "".join(paragraph(words, style=style) for words, style in lines) + paragraph("A sentence.")
    body += paragraph("One", style="h1") + paragraph("A part within it", style="sub")
    found = read_word(word(body, styles=heading_styles() + SUBTITLE, files={"word/media/x.png": PNG}))
    assert (found.title, found.subtitle) == ("Why victims do not report", "A study of 2025")
    assert found.markdown == "![](image-1.png)\n\nA sentence.\n\n## One\n\nA part within it\n"


@pytest.mark.parametrize("style", ["title", "h1", ""])
def test_a_picture_in_the_title_stays_in_the_text(style: str) -> None:
    body = paragraph(PICTURE, "Why victims", style=style) + paragraph("A sentence.")
    found = read_word(word(body, styles=heading_styles(), files={"word/media/x.png": PNG}))
    assert (found.title, found.markdown) == ("Why victims", "![A street](image-1.png)\n\nA sentence.\n")


@pytest.mark.parametrize("words", ["A sentence.", PICTURE, "long " * 60])
def test_a_subtitle_that_front_matter_cannot_have_stays_in_the_text(words: str) -> None:
    before = paragraph("Why victims", style="title") + (paragraph("By whom") if words == "A sentence." else "")
    body = before + paragraph(words, style="sub") + paragraph("End.")
    found = read_word(word(body, styles=heading_styles() + SUBTITLE, files={"word/media/x.png": PNG}))
    assert found.subtitle == "" and len(found.markdown.split("\n\n")) == body.count("<w:p>") - 1


TOC = '<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>'
GONE = ("", "the table of contents was left out: the site makes its own")


def test_a_list_of_contents_is_left_out_with_its_heading() -> None:
    made = paragraph("Table of Contents") + paragraph("Why 1", style="toc1") + paragraph("How 2", style="toc1")
    found = read_word(word(paragraph("A sentence.") + made + paragraph("End."), styles=TOC))
    assert found.markdown == "A sentence.\n\nEnd.\n" and [(it.place, it.message) for it in found.remarks] == [GONE]


def field(code: str, shown: str = "") -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText> {code} </w:instrText></w:r>{separate}{text(shown)}{end}"


def contents_control(inner: str) -> str:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    "made",
    [
        contents_control(field("TOC \\h", "Nothing found.")),
        field("TOC \\h", "Nothing found."),
        f'<w:fldSimple w:instr="TOC">{text("Nothing found.")}</w:fldSimple>',
    ],
    ids=["control", "field", "simple field"],
)
def test_words_beside_a_list_of_contents_stay(made: str) -> None:
    body = paragraph("A sentence.") + paragraph(made, "Why it rose", style="h1") + paragraph("End.")
    body += paragraph("Contents", "<w:r><w:br/></w:r>", made)
    assert markdown(body, styles=heading_styles()) == "A sentence.\n\n## Why it rose\n\nEnd.\n"
    assert remarks(body, styles=heading_styles()) == [GONE]


def test_what_stands_below_the_list_in_the_control_of_word_stays() -> None:
    begun, ended = field("TOC", "Why 1").split(text("Why 1"))
    entries = paragraph("Contents") + paragraph(begun, "Why 1", style="toc1") + paragraph("How 2", style="toc1")
    body = paragraph("A sentence.") + contents_control(entries + paragraph(ended, "It rose.") + paragraph("It fell."))
    assert markdown(body, styles=TOC) == "A sentence.\n\nIt rose.\n\nIt fell.\n" and remarks(body, styles=TOC) == [GONE]


def test_a_list_of_contents_that_was_typed_is_left_out() -> None:
    lines = ["목 차", "쪽", "배경……………1", "Why . . . . . 2", "How...........2", "What   14", "그래서…………………"]
    body = "".join(map(paragraph, ["A sentence.", *lines, "End."]))
    assert markdown(body) == "A sentence.\n\nEnd.\n" and remarks(body) == [GONE]


@pytest.mark.parametrize(
    "lines",
    [
        ["Apples   30", "Pears   20", "Plums   10", "Figs   40"],
        ["Why......1", "How......2", "End."],
        ["Contents", "A sentence."],
        [". . .", "A sentence."],
    ],
)
def test_lines_that_are_no_list_of_contents_stay(lines: list[str]) -> None:
    body = "".join(map(paragraph, ["A sentence.", *lines]))
    assert markdown(body) == "\n\n".join(["A sentence.", *lines]) + "\n" and remarks(body) == []


def test_lone_signs_and_empty_rows_at_the_end_of_a_table_are_left_out() -> None:
    def row(*words: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{paragraph(each)}</w:tc>' for each in words)}</w:tr>"

    lines = paragraph("A sentence.") + paragraph(".") + paragraph("·")
    table = f"<w:tbl>{row('a', 'b')}{row('', '')}{row('c', '')}{row('', '')}{row('', '')}</w:tbl>"
    assert markdown(lines + table) == "A sentence.\n\n| a | b |\n|---|---|\n|  |  |\n| c |  |\n"
    form = f"<w:tbl>{row('a', 'b')}{row('', '')}{row('', '')}</w:tbl>"
    assert markdown(paragraph("A sentence.") + form) == "A sentence.\n\n| a | b |\n|---|---|\n|  |  |\n"


def with_properties(title: str) -> dict[str, str]:
    space = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return {"docProps/core.xml": f"<coreProperties {space}><dc:title>{title}</dc:title></coreProperties>"}


LARGE, MORE_WORDS = '<w:sz w:val="36"/>', "A sentence that is long enough to be the text of this. "


@pytest.mark.parametrize(
    ("given", "lines", "title", "left"),
    [
        ("1111", [text("The ministry"), text("Land for all of us", LARGE)], "Land for all of us", "The ministry\n\n"),
        ("Old report", [text("Land for", LARGE), text("Land for all", LARGE)], "Land for all", "Land for\n\n"),
        ("Land for all", [text("Land for all"), text("May 2026", LARGE)], "Land for all", "May 2026\n\n"),
        ("Land for all", [text("The ministry")], "Land for all", "The ministry\n\n"),
        ("Microsoft Word - Land 3", [text("The ministry")], "The ministry", ""),
        ("", [text("As of May."), text("Land for all", "<w:b/>")], "Land for all", "As of May.\n\n"),
        (
            "",
            [text("보도시점 : 배포 즉시", "<w:b/>"), text("Land rose.", f"<w:b/>{LARGE}")],
            "Land rose",
            "**보도시점 : 배포 즉시**\n\n",
        ),
        (
            "",
            [text("Annex"), text("Land for all", '<w:sz w:val="23"/>'), text("Part", "<w:b/>")],
            "Land for all",
            "Annex\n\n**Part**\n\n",
        ),
        ("land.docx", [text("As of May."), text("Contents", LARGE)], "", "As of May.\n\nContents\n\n"),
    ],
)
def test_a_title_is_what_the_page_says(given: str, lines: list[str], title: str, left: str) -> None:
    body = "".join(map(paragraph, [*lines, MORE_WORDS.strip(), MORE_WORDS.strip()]))
    found = read_word(word(body, files=with_properties(given)))
    assert found.title == title and found.markdown.startswith(left + MORE_WORDS.strip())


def bold(words: str) -> str:
    return paragraph(text(words, "<w:b/>"))


PROSE = paragraph(MORE_WORDS.strip())


def test_bold_lines_above_text_are_headings_where_the_document_marks_none() -> None:
    lines = bold("METHODS") + bold("Data") + PROSE + bold("Results") + PROSE + bold("It rose.") + PROSE + bold("Ann")
    found = read_word(word(paragraph("The budget", style="title") + lines, styles=heading_styles()))
    shown = [line for line in found.markdown.split("\n\n") if line != MORE_WORDS.strip()]
    assert shown == ["## METHODS", "## Data", "## Results", "**It rose.**", "**Ann**\n"]
    said = "3 bold lines were taken as headings, for the document marks none: “METHODS”, “Data”, “Results”"
    assert [it.message for it in found.remarks] == [said]


@pytest.mark.parametrize(
    "lines",
    [
        bold("Ann") + paragraph("Ministry") + bold("Ben") + paragraph("Bank") + bold("Cem") + PROSE * 3,
        bold("Why") + PROSE + bold("How") + PROSE,
        paragraph("Costs", style="h2") + (bold("Why") + PROSE) * 3,
        (bold("Table 2") + PROSE) * 3,
    ],
)
def test_bold_lines_that_may_be_names_or_labels_stay(lines: str) -> None:
    found = read_word(word(paragraph("The budget", style="title") + lines, styles=heading_styles()))
    assert found.markdown.count("**") == 2 * lines.count("<w:b/>") and not found.remarks


def test_numbered_bold_lines_above_one_another_are_headings_of_several_levels() -> None:
    lines = bold("Ⅰ. 필요성") + bold("1. 배경") + PROSE + bold("2. 대안") + table_of((("a",), ("b",)))
    lines += bold("Ⅱ. 적정성") + bold("1. 수단") + bold("가. 비용") + PROSE
    found = read_word(word(paragraph("규제영향분석서", style="title") + lines, styles=heading_styles()))
    shown = [line for line in found.markdown.split("\n") if line.startswith("#")]
    assert shown == ["## Ⅰ. 필요성", "### 1. 배경", "### 2. 대안", "## Ⅱ. 적정성", "### 1. 수단", "#### 가. 비용"]
    said = (
        "6 bold lines were taken as headings, for the document marks none: “Ⅰ. 필요성”, “1. 배경”, “2. 대안” and 3 more"
    )
    assert [it.message for it in found.remarks] == [said]


def test_a_table_of_one_row_that_is_a_number_and_a_title_is_a_heading() -> None:
    heads = [
        table_of((("1",), (), ("칠월 동향 개요",))),
        table_of((("참고 1",), ("통계",))),
        table_of((("붙임",), ("목록",))),
    ]
    lines = heads[0] + PROSE + bold("증감 추이") + PROSE + heads[1] + PROSE + heads[2] + PROSE
    found = read_word(word(paragraph("가계대출", style="title") + lines, styles=heading_styles()))
    shown = [line for line in found.markdown.strip().split("\n\n") if line != MORE_WORDS.strip()]
    assert shown == ["## 1. 칠월 동향 개요", "**증감 추이**", "## 참고 1. 통계", "## 붙임: 목록"]
    said = "3 tables of one row were taken as headings: “1. 칠월 동향 개요”, “참고 1. 통계”, “붙임: 목록”"
    assert [it.message for it in found.remarks] == [said]


@pytest.mark.parametrize(
    "table",
    [
        ((("1",), ("2.4",)),),
        ((("보도시점",), ("배포 즉시",)),),
        ((("1",), ("예산이 늘었다.",)),),
        ((("1",), ("분야", "액수")),),
        ((("1",), ("분야",), ("액수",)),),
        ((("1",), ("분야",)), (("2",), ("액수",))),
    ],
)
def test_a_table_that_is_no_heading_stays(table: Sequence[Sequence[Sequence[str]]]) -> None:
    found = read_word(word(paragraph("가계대출", style="title") + table_of(*table), styles=heading_styles()))
    assert found.markdown.startswith("| ") and not found.remarks


def test_a_title_in_a_table_of_one_column() -> None:
    cells = (text("Land", LARGE) + "</w:p><w:p>" + text("for all", LARGE), text("A plan"))
    rows = "".join(f"<w:tr><w:tc><w:p>{each}</w:p></w:tc></w:tr>" for each in cells)
    found = read_word(word(f"<w:tbl>{rows}</w:tbl>{paragraph(MORE_WORDS.strip() * 3)}"))
    assert (found.title, found.markdown[:8]) == ("Land for all", "A plan\n\n")
    assert found.remarks[0].message == "the title “Land for all” was taken from the largest words at the beginning"


def test_a_chapter_is_no_title() -> None:
    name = '<w:name w:val="heading 1"/>'
    styles = heading_styles().replace(name, f"{name}<w:rPr>{LARGE}</w:rPr>")
    body = paragraph("Why", style="h1") + paragraph(MORE_WORDS) + paragraph("How", style="h1") + paragraph(MORE_WORDS)
    found = read_word(word(body, styles=styles, files=with_properties("Land for all")))
    assert found.title == "Land for all" and found.markdown.startswith("## Why\n\n")


def test_numbers_that_markdown_has_are_a_list_that_goes_on() -> None:
    numbering = list_levels(1, ("decimal", "%1."), ("bullet", "•"))
    body = "".join(
        [
            paragraph("One", numbered=(1, 0)),
            paragraph("inner", numbered=(1, 1)),
            paragraph("Two", numbered=(1, 0)),
            paragraph("A paragraph between."),
            paragraph("Three", numbered=(1, 0)),
        ]
    )
    assert markdown(body, numbering=numbering) == "1. One\n   - inner\n2. Two\n\nA paragraph between.\n\n3. Three\n"


@pytest.mark.parametrize(
    ("form", "shown", "printed"),
    [
        ("decimal", "제%1조", "제2조"),
        ("ganada", "%1.", "나."),
        ("upperRoman", "%1.", "II."),
        ("decimalEnclosedCircle", "%1", "②"),
        ("koreanDigital", "%1.", "이."),
        ("lowerLetter", "%1)", "b)"),
    ],
)
def test_numbers_that_markdown_has_not_stand_in_the_text(form: str, shown: str, printed: str) -> None:
    body = paragraph("앞.") + paragraph("처음", numbered=(1, 0)) + paragraph("다음", numbered=(1, 0))
    assert markdown(body, numbering=list_levels(1, (form, shown))).endswith(f"\n\n{printed} 다음\n")


def test_a_table() -> None:
    cell = "<w:tc>{}</w:tc>".format
    rows = [("분야", "2025"), ("a | b", "2.4")]
    made = "".join(f"<w:tr>{''.join(cell(paragraph(each)) for each in row)}</w:tr>" for row in rows)
    assert markdown(paragraph("A sentence.") + f"<w:tbl>{made}</w:tbl>") == (
        "A sentence.\n\n| 분야 | 2025 |\n|---|---|\n| a \\| b | 2.4 |\n"
    )


def table_of(*rows: Sequence[Sequence[str]]) -> str:
    """A table; each cell has its paragraphs."""
    cell = "<w:tc>{}</w:tc>".format
    made = (f"<w:tr>{''.join(cell(''.join(map(paragraph, lines))) for lines in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{''.join(made)}</w:tbl>"


NAMES, SUMS = ("Difficulty", "Work", "", "Home"), ("", "-0.53", "", "-1.00", "")


@pytest.mark.parametrize(
    ("cells", "made"),
    [
        ((NAMES, SUMS), "| Difficulty<br>Work<br><br>Home | <br>-0.53<br><br>-1.00 |"),
        ((("Work", "Home"), ("", "-1.00")), "| Work<br>Home | <br>-1.00 |"),
        ((("", "Work", ""), ("", "-1.00")), "| Work | -1.00 |"),
        ((("One.", "", "Two."), ("-1.00",)), "| One.<br>Two. | -1.00 |"),
        ((("One. " * 20, "", "Two."), ("", "-1.00")), f"| {'One. ' * 19}One.<br>Two. | -1.00 |"),
    ],
)
def test_empty_lines_keep_figures_beside_their_names(cells: Sequence[Sequence[str]], made: str) -> None:
    assert markdown(paragraph("A sentence.") + table_of((("a",), ("b",)), cells)).endswith(f"\n{made}\n")


def test_merged_cells_keep_their_place() -> None:
    def cell(words: str, span: str = "", merge: str = "") -> str:
        return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{paragraph(words)}</w:tc>"

    begins, goes_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    made = (
        f"<w:tr>{cell('A', merge=begins)}{cell('B', span=wide)}</w:tr>"
        f"<w:tr>{cell('', merge=goes_on)}{cell('C')}{cell('*d*')}</w:tr>"
    )
    assert markdown(paragraph("A sentence.") + f"<w:tbl>{made}</w:tbl>").removeprefix("A sentence.\n\n") == (
        '<table>\n<tr>\n<th rowspan="2">A</th>\n<th colspan="2">B</th>\n</tr>\n'
        "<tr>\n<td>C</td>\n<td>\n\n\\*d\\*\n\n</td>\n</tr>\n</table>\n"
    )


def test_the_head_is_as_high_as_its_highest_cell_among_groups() -> None:
    def cell(words: str, span: str = "") -> str:
        return f"<w:tc><w:tcPr>{span}</w:tcPr>{paragraph(words)}</w:tc>"

    begins, goes_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    rows = (
        (cell("Year", begins), cell("2025", wide)),
        (cell("", goes_on), cell("Q1"), cell("Q2")),
        (cell("Sum"), cell("2.4"), cell("2.5")),
    )
    made = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    found = markdown(paragraph("A sentence.") + f"<w:tbl>{made}</w:tbl>")
    assert "<th>Q1</th>\n<th>Q2</th>" in found and "<td>Sum</td>" in found


def test_rows_that_word_says_again_on_each_page_are_the_head() -> None:
    def row(*words: str, is_head: bool = False) -> str:
        cells = "".join(f"<w:tc>{paragraph(each)}</w:tc>" for each in words)
        return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if is_head else ''}{cells}</w:tr>"

    rows = row("Year", "Sum", is_head=True) + row("", "million", is_head=True) + row("2025", "2.4")
    assert markdown(paragraph("A sentence.") + f"<w:tbl>{rows}</w:tbl>").removeprefix("A sentence.\n\n") == (
        "<table>\n<tr>\n<th>Year</th>\n<th>Sum</th>\n</tr>\n<tr>\n<th></th>\n<th>million</th>\n</tr>\n"
        "<tr>\n<td>2025</td>\n<td>2.4</td>\n</tr>\n</table>\n"
    )


def test_a_first_column_that_a_style_sets_apart_heads_its_rows_where_cells_are_merged() -> None:
    style = '<w:style w:type="table" w:styleId="grid"><w:tblStylePr w:type="firstCol"/></w:style>'
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc>'.format
    cell = "<w:tc>{}</w:tc>".format
    rows = f"<w:tr>{wide(paragraph('All'))}</w:tr><w:tr>{cell(paragraph('2025'))}{cell(paragraph('2.4'))}</w:tr>"
    look = '<w:tblPr><w:tblStyle w:val="grid"/><w:tblLook w:val="04A0" w:firstColumn="1"/></w:tblPr>'
    assert "<th>2025</th>\n<td>2.4</td>" in markdown(f"<w:tbl>{look}{rows}</w:tbl>", styles=style)
    plain = look.replace('firstColumn="1"', 'firstColumn="0"')
    assert "<td>2025</td>\n<td>2.4</td>" in markdown(f"<w:tbl>{plain}{rows}</w:tbl>", styles=style)


def led(*words: str, leader: str = "dot") -> str:
    """A line whose tabs may lead on with dots."""
    stop = f'<w:tabs><w:tab w:val="right" w:leader="{leader}" w:pos="9000"/></w:tabs>'
    return f"<w:p><w:pPr>{stop}</w:pPr>{'<w:r><w:tab/></w:r>'.join(map(text, words))}</w:p>"


def test_dots_in_which_a_tab_leads_on_from_words_stay() -> None:
    lines = led("Personal Services", "$ 14,824,858") + led("", "Fees", "EUR 3") + led("Paid", "5", leader="none")
    assert markdown(paragraph("A sentence.") + lines) == (
        "A sentence.\n\nPersonal Services … $ 14,824,858\n\nFees … EUR 3\n\nPaid 5\n"
    )


def test_lines_in_which_dots_lead_to_pages_are_a_list_of_contents() -> None:
    lines = paragraph("Contents") + led("Why", "1") + led("How", "2") + led("What", "2") + led("When", "14")
    body = paragraph("A sentence.") + lines + paragraph("End.")
    assert markdown(body) == "A sentence.\n\nEnd.\n" and remarks(body) == [GONE]


CAPTION = '<w:style w:type="paragraph" w:styleId="cap"><w:name w:val="caption"/></w:style>'


@pytest.mark.parametrize(
    ("before", "after", "made"),
    [
        ((), (paragraph("Figure 1. Rain in May", style="cap"),), '![A street](image-1.png "Rain in May")\n'),
        ((paragraph("그림 2: 오월의 비", style="cap"),), (), '![A street](image-1.png "오월의 비")\n'),
        (
            (),
            (paragraph("Photo: Hong Gildong"), paragraph("Rain", style="cap")),
            '![A street](image-1.png "Rain")\n\nPhoto: Hong Gildong\n',
        ),
    ],
)
def test_a_caption_is_that_of_its_picture(before: tuple[str, ...], after: tuple[str, ...], made: str) -> None:
    body = paragraph("A sentence.") + "".join([*before, paragraph(PICTURE), *after, paragraph("End.")])
    found = markdown(body, styles=CAPTION, files={"word/media/x.png": PNG})
    assert found == f"A sentence.\n\n{made}\nEnd.\n"


@pytest.mark.parametrize(
    ("lines", "made"),
    [
        ((PICTURE, "Figure 1: Rain in May."), '![A street](image-1.png "Rain in May.")'),
        ((PICTURE, text("그림 1. 오월의 비", "<w:b/>")), '![A street](image-1.png "오월의 비")'),
        (("&lt;그림 1&gt; 오월의 비", PICTURE), '![A street](image-1.png "오월의 비")'),
        ((f"Figure 1 Rain in May{PICTURE}",), '![A street](image-1.png "Rain in May")'),
        ((PICTURE, "Figure 1 shows rain."), "![A street](image-1.png)\n\nFigure 1 shows rain."),
        ((PICTURE, "그림 2.6.7a"), "![A street](image-1.png)\n\n그림 2.6.7a"),
        ((PICTURE, "그림1에서 비가 온다"), "![A street](image-1.png)\n\n그림1에서 비가 온다"),
        (("Table 1 Sums", table_of((("a",), ("b",)))), ":::{table} Sums\n\n| a | b |\n|---|---|\n:::"),
        ((table_of((("a",), ("b",))), "&lt;표 1&gt; 예산"), ":::{table} 예산\n\n| a | b |\n|---|---|\n:::"),
        (("Figure 1: Rain", table_of((("a",), ("b",)))), "Figure 1: Rain\n\n| a | b |\n|---|---|"),
    ],
)
def test_a_caption_that_was_only_typed(lines: tuple[str, ...], made: str) -> None:
    body = "".join(it if "<w:tbl>" in it else paragraph(*re.split("(<w:r>.*</w:r>)", it)) for it in lines)
    found = read_word(word(paragraph("A sentence.") + body, files={"word/media/x.png": PNG}))
    assert found.markdown == f"A sentence.\n\n{made}\n" and not found.remarks


def boxed(*lines: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{''.join(map(paragraph, lines))}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["Ⅰ. 과업 안내", "Ⅱ. 세부 내용"], ["## Ⅰ. 과업 안내", "## Ⅱ. 세부 내용"]),
        (["I. Tasks", text("Ⅱ. Terms", "<w:b/>")], ["## I. Tasks", "## Ⅱ. Terms"]),
        (
            ["제1장 총칙", "1. 목적", "2. 정의", "제2장 계약"],
            ["## 제1장 총칙", "### 1. 목적", "### 2. 정의", "## 제2장 계약"],
        ),
    ],
)
def test_tables_of_one_cell_whose_numbers_go_on_are_headings(lines: list[str], shown: list[str]) -> None:
    body = "".join(boxed(line) + PROSE for line in lines)
    found = read_word(word(paragraph("The budget", style="title") + body, styles=heading_styles()))
    assert found.markdown == "".join(f"{line}\n\n{MORE_WORDS.strip()}\n\n" for line in shown)[:-1]
    assert found.remarks[0].message.startswith(f"{len(lines)} tables of one row were taken as headings: “{lines[0]}”")


@pytest.mark.parametrize(
    "boxes",
    [
        [["Ⅰ. 과업 안내"]],
        [["Ⅰ. 과업 안내"], ["Ⅴ. 붙임"]],
        [["Ⅰ. 과업 안내이다."], ["Ⅱ. 세부 내용이다."]],
        [["1. Spending", "It rose."], ["2. Staff", "They left."]],
        [["Spending"], ["Staff"]],
    ],
)
def test_other_tables_of_one_cell_stay_boxes(boxes: list[list[str]]) -> None:
    body = "".join(boxed(*lines) + PROSE for lines in boxes)
    found = markdown(paragraph("The budget", style="title") + body, styles=heading_styles())
    assert found.count(":::{box}") == len(boxes) and "## " not in found


def test_captions_stand_on_the_side_on_which_others_stand() -> None:
    tables = [table_of(((name,), ("b",))) for name in "xyz"]
    body = tables[0] + paragraph("Table 1: X") + tables[1] + paragraph("Table 2: Y") + paragraph("End.")
    found = markdown(paragraph("A sentence.") + body)
    assert ":::{table} X\n\n| x |" in found and ":::{table} Y\n\n| y |" in found


def test_pictures_over_one_caption_stay_in_their_line_and_another_number_is_told() -> None:
    body = paragraph("A sentence.") + paragraph(PICTURE, " ", PICTURE) + paragraph("Figure 2. Rain", style="cap")
    found = read_word(word(body, styles=CAPTION, files={"word/media/x.png": PNG}))
    assert found.markdown == 'A sentence.\n\n![A street](image-1.png) ![A street](image-1.png "Rain")\n'
    assert [it.message for it in found.remarks] == [
        "figures and tables are numbered in their order: “Figure 2” becomes 1; change what the text says of them"
    ]


@pytest.mark.parametrize("digits", ["9" * 5_000, "9" * 9, "-1", "²"])
def test_a_number_that_is_none_does_not_stop_the_reading(digits: str) -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{digits}"/></w:tcPr>{paragraph("cell")}</w:tc>'
    level = f'<w:p><w:pPr><w:outlineLvl w:val="{digits}"/></w:pPr>{text("body")}</w:p>'
    item = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{digits}"/><w:numId w:val="1"/></w:numPr></w:pPr>{text("item")}</w:p>'
    start = list_levels(1, ("decimal", "%1.")).replace('w:start w:val="1"', f'w:start w:val="{digits}"')
    body = paragraph("Title") + level + item + f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"
    assert all(words in markdown(body, numbering=start) for words in ("body", "item", "cell"))


@pytest.mark.parametrize("look", ["<w:smallCaps/>", "<w:caps/>", '<w:rStyle w:val="key"/>'])
def test_words_typed_in_small_letters_and_shown_in_capitals_are_capitals(look: str) -> None:
    key = '<w:style w:type="character" w:styleId="key"><w:rPr><w:smallCaps/></w:rPr></w:style>'
    body = paragraph("A sender ", text("must", look), text(" not", look), text(" reply; ask ", '<w:caps w:val="0"/>'))
    body = body.replace("</w:p>", text("Ge", look) + text("ert", look) + "</w:p>")
    assert markdown(paragraph("A sentence.") + body, styles=key).endswith("A sender MUST NOT reply; ask Geert\n")


def test_notes_stand_at_the_end() -> None:
    notes = f'<w:footnote w:id="3">{paragraph("기획재정부, 2024.")}{paragraph("둘째 문단.")}</w:footnote>'
    body = paragraph("예산이다.", '<w:r><w:footnoteReference w:id="3"/></w:r>', " 끝.")
    assert markdown(body, notes=notes) == "예산이다.[^1] 끝.\n\n[^1]: 기획재정부, 2024.\n\n    둘째 문단.\n"


def test_links_in_notes_lead_where_their_own_part_says() -> None:
    link = '<w:hyperlink r:id="l1">' + text("there") + "</w:hyperlink>"
    notes = f'<w:footnote w:id="3">{paragraph(link)}</w:footnote>'
    ends = f'<w:endnote w:id="3">{paragraph(link)}</w:endnote>'
    body = paragraph("A sentence.", '<w:r><w:footnoteReference w:id="3"/></w:r>', " ", link, ".")
    body += paragraph("B", '<w:r><w:endnoteReference w:id="3"/></w:r>')
    files = {
        "word/endnotes.xml": f"<w:endnotes {SPACES}>{ends}</w:endnotes>",
        "word/_rels/footnotes.xml.rels": relations_of({"l1": "https://example.org/foot"}),
        "word/_rels/endnotes.xml.rels": relations_of({"l1": "https://example.org/end"}),
    }
    found = markdown(body, notes=notes, files=files, links={"l1": "https://example.org/text"})
    assert found == (
        "A sentence.[^1] [there](https://example.org/text).\n\nB[^2]\n\n"
        "[^1]: [there](https://example.org/foot)\n\n[^2]: [there](https://example.org/end)\n"
    )


def test_links_in_both_ways_that_word_writes_them() -> None:
    code = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org/b" '
    code += '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = paragraph('<w:hyperlink r:id="l1">' + text("one") + "</w:hyperlink>", " and ", code, text("two"), end, ".")
    assert markdown(body, links={"l1": "%20https://example.org/a "}) == (
        "[one](https://example.org/a) and [two](https://example.org/b).\n"
    )


def test_a_picture_is_as_wide_as_in_the_document() -> None:
    def drawn(inches: float, descr: str = "A street") -> str:
        extent = f'<wp:extent cx="{round(inches * 914_400)}"/><wp:docPr descr="{descr}"/>'
        return f'<w:r><w:drawing><wp:inline>{extent}<a:blip r:embed="x"/></wp:inline></w:drawing></w:r>'

    section = '<w:sectPr><w:pgSz w:w="11520"/><w:pgMar w:left="1440" w:right="1440"/></w:sectPr>'  # text of 6 inches
    wider = section.replace("11520", "20160")  # text of 12 inches
    body = paragraph("One.") + paragraph(drawn(1.5), " ", drawn(3)) + paragraph(drawn(5.9)) + paragraph(drawn(3))
    body += f"<w:p><w:pPr>{section}</w:pPr></w:p>" + paragraph(drawn(3)) + paragraph("Rain", style="cap")
    rows = "".join(f"<w:tr><w:tc>{paragraph(a)}</w:tc><w:tc>{paragraph(b)}</w:tc></w:tr>" for a, b in ("ab", "cd"))
    body += f"<w:tbl>{rows.replace(text('a'), drawn(1))}</w:tbl>" + wider
    found = markdown(body, styles=CAPTION, files={"word/media/x.png": PNG}).removeprefix("One.\n\n")
    assert found == (
        "![A street](image-1.png){width=25%} ![A street](image-1.png){width=50%}\n\n"
        "![A street](image-1.png)\n\n![A street](image-1.png){width=50%}\n\n"
        '![A street](image-1.png "Rain"){width=25%}\n\n'
        "| ![A street](image-1.png){width=96} | b |\n|---|---|\n| c | d |\n"
    )


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ((PICTURE, paragraph("Figure 1: Rain")), "image-1.png, “Rain”"),
        ((PICTURE,), "image-1.png, after “A sentence.”"),
        ((PICTURE.replace("</w:r>", "</w:r>" + text("Seen today")),), "image-1.png, “Seen today”"),
    ],
)
def test_a_picture_without_a_description_is_named_by_its_file_and_words(lines: tuple[str, ...], place: str) -> None:
    body = paragraph("A sentence.") + paragraph(lines[0].replace("A street", "")) + "".join(lines[1:])
    (remark,) = read_word(word(body, files={"word/media/x.png": PNG})).remarks
    assert (remark.place, remark.message) == (place, "a picture has no description: write one in the brackets")


def test_a_picture_that_is_shown_again_is_one_file() -> None:
    files = {"word/media/x.png": PNG, "word/media/y.png": PNG, "word/media/z.png": PNG + b"?"}
    body = paragraph("A sentence.") + "".join(paragraph(PICTURE.replace('"x"', f'"{name}"')) for name in "xyzx")
    found = read_word(word(body, files=files))
    assert re.findall(r"image-\d", found.markdown) == ["image-1", "image-1", "image-2", "image-1"]
    assert dict(found.images) == {"image-1.png": PNG, "image-2.png": PNG + b"?"}


def test_pictures_in_headers_are_named_with_one_remark() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = f'<Relationship Id="h1" Type="{office}/header" Target="header1.xml"/>'
    held = (
        f'<Relationship Id="i{at}" Type="{office}/image" Target="media/{it}"/>' for at, it in enumerate(("b.png",) * 2)
    )
    files = {
        "word/_rels/document.xml.rels": relations_of({}, more),
        "word/header1.xml": f"<w:hdr {SPACES}/>",
        "word/_rels/header1.xml.rels": relations_of({}, "".join(held)),
        "word/media/b.png": PNG,
    }
    assert remarks(paragraph("A sentence."), files=files) == [
        ("", "a picture in the headers or footers of pages was left out: b.png")
    ]


def test_a_bitmap_becomes_a_png() -> None:
    held = io.BytesIO()
    Image.new("RGB", (3, 2), "red").save(held, "BMP")
    body = paragraph("A sentence.") + paragraph(PICTURE)
    found = read_word(word(body, files={"word/media/x.bmp": held.getvalue()}))
    assert "](image-1.png)" in found.markdown and not found.remarks
    with Image.open(io.BytesIO(found.images["image-1.png"])) as made:
        assert (made.format, made.size) == ("PNG", (3, 2))


@pytest.mark.parametrize("content", [b"BM", b"BM" + b"\0" * 12 + b"\x28\0\0\0" + b"\xff\xff\xff\x7f" * 2, PNG])
def test_a_bitmap_that_is_none_is_left_out(content: bytes) -> None:
    (told,) = remarks(paragraph("A sentence.") + paragraph(PICTURE), files={"word/media/x.bmp": content})
    assert told[1].startswith("a picture in the format bmp was left out") and told[0].endswith("after “A sentence.”")


def test_what_is_not_taken_is_named_at_its_place() -> None:
    drawing = "<w:r><w:drawing><w:chart/></w:drawing></w:r>"
    assert remarks(paragraph("One.") + paragraph("Two.", drawing)) == [
        ("paragraph 2, “Two.”", "a drawing, chart or embedded object was left out: save it as a picture and put it in")
    ]
    metafile = '<w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r>'
    assert remarks(paragraph(metafile), files={"word/media/x.emf": b"?"}) == [
        ("paragraph 1", "a picture in the format emf was left out: save it as PNG or SVG and put it in")
    ]
    assert remarks(paragraph("Shown.", text("secret", "<w:vanish/>"))) == [
        ("paragraph 1, “Shown.”", "hidden text was left out")
    ]


def test_tracked_changes_are_accepted_and_named() -> None:
    deleted = '<w:del w:author="Kim" w:date="2026-01-02T03:04:05Z"><w:r><w:delText>ten</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:author="Lee">{text("eleven")}</w:ins>'
    body = paragraph("It is ", deleted, inserted, ".")
    assert markdown(body) == "It is eleven.\n"
    assert remarks(body) == [
        ("paragraph 1, “It is eleven.”", "tracked deletion by Kim, 2026-01-02: “ten” was left out"),
        ("paragraph 1, “It is eleven.”", "tracked insertion by Lee: “eleven” was taken in"),
    ]


def test_comments_are_named_with_who_made_them() -> None:
    comments = f'<w:comment w:id="0" w:author="Kim">{paragraph("Which year?")}</w:comment>'
    body = paragraph("It rose.", '<w:r><w:commentReference w:id="0"/></w:r>')
    assert markdown(body, comments=comments) == "It rose.\n"
    assert remarks(body, comments=comments) == [("paragraph 1, “It rose.”", "comment by Kim: Which year?")]


def test_a_letter_below_a_typed_square_is_a_circle() -> None:
    lines = ["□ 배경", "  o 예산이 늘었다", "  o 지방은 줄었다", "□ 계획"]
    made = "- 배경\n  - 예산이 늘었다\n  - 지방은 줄었다\n- 계획\n"
    assert markdown(paragraph("앞 문장이다.") + "".join(map(paragraph, lines))).endswith(f"\n\n{made}")
    others = ["o que fazer", "o que dizer", "- um", "o outro"]
    found = markdown(paragraph("Uma frase.") + "".join(map(paragraph, others)))
    assert found == "\n\n".join(["Uma frase.", *others[:2], "\\- um", others[3]]) + "\n"


@pytest.mark.parametrize("blank", [" ", "   ", "\u3000\u3000", "\u00a0"])
def test_typed_marks_with_any_blank_after_them_and_notes_between(blank: str) -> None:
    lines = ["□ 배경", "* 주석 하나", "ㅇ 예산", "** 주석 둘", "※ 참고", "ㅇ 지방", "□ 계획"]
    body = "".join(paragraph(line.replace(" ", blank, 1)) for line in lines)
    found = read_word(word(paragraph("앞 문장이다.") + body))
    assert found.markdown.removeprefix("앞 문장이다.\n\n") == (
        f"- 배경\n\n  \\*{blank}주석 하나\n  - 예산\n\n    \\*\\*{blank}주석 둘\n\n    ※{blank}참고\n  - 지방\n- 계획\n"
    )
    (remark,) = found.remarks
    assert remark.message == "the typed marks □ ㅇ were converted to a list, at “□ 배경”"


def sign(char: str, font: str = "Wingdings") -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'


def test_signs_of_symbol_fonts_are_characters_that_other_fonts_have() -> None:
    lines = ["F0FC", "F0FB", "F0FE", "F0FD", "F0A8", "F0E0", "F04A", "F0D8", "00FC"]
    body = paragraph("A sentence.") + "".join(paragraph(sign(each), " words") for each in lines)
    body += paragraph("Ports", sign("F0B7", "Symbol"), sign("F061", "Symbol"), sign("F052", "Wingdings 2"), "ended.")
    shown = [f"{each} words" for each in "✓✗☑☒☐→☺➢✓"]
    found = read_word(word(body))
    assert found.markdown == "\n\n".join(["A sentence.", *shown, "Ports•α☑ended."]) + "\n" and not found.remarks


def test_typed_signs_of_symbol_fonts_by_the_font_of_their_run() -> None:
    fonts = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    styles = f'<w:style w:type="character" w:styleId="tick"><w:rPr>{fonts}</w:rPr></w:style>'
    runs = [text("\uf0fc", fonts), text("\uf0fb", '<w:rStyle w:val="tick"/>')]
    assert markdown(paragraph("It rose ", *runs, "."), styles=styles) == "It rose ✓✗.\n"


def test_signs_that_are_not_known_are_named() -> None:
    body = paragraph("It rose ", sign("F0FC", "Harbour Marks"), ".") + paragraph("It fell \uf06d.")
    assert markdown(body) == "It rose •.\n\nIt fell \uf06d.\n"
    unknown = "the sign F0FC of the font “Harbour Marks” is not known and became •: write what it stands for"
    kept = "a sign that only its own font has was kept, U+F06D (❍ in Wingdings): write what it stands for"
    assert [message for _, message in remarks(body)] == [unknown, kept]


def test_dollars_round_words_do_not_make_a_formula_of_them() -> None:
    body = paragraph("Fees of $", text("5 [net]", "<w:b/>"), "$.") + paragraph("It cost $5 and $6.")
    assert markdown(body + paragraph("$HOME_DIR$")) == (
        "Fees of \\$**5 \\[net\\]**\\$.\n\nIt cost $5 and $6.\n\n\\$HOME_DIR\\$\n"
    )


def test_a_text_box_stands_after_its_paragraph() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('Inside.')}</w:txbxContent></w:pict></w:r>"
    assert markdown(paragraph("Outside.", box)) == "Outside.\n\n:::{box}\n\nInside.\n:::\n"


def test_what_ends_a_line_unseen_is_a_line_break_and_other_invisible_marks_are_taken_out_with_one_remark() -> None:
    body = paragraph("One\u2028two \u202aWord\u202c.") + paragraph("A\ufeff key\u202c.")
    assert markdown(body) == "One\\\ntwo \u2066Word\u2069.\n\nA key.\n"
    assert remarks(body) == [("", "invisible characters that no text may have were taken out: 2")]


def test_a_line_between_paragraphs_is_left_out_without_a_remark() -> None:
    spaces = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    body = paragraph("One.") + paragraph(f'<w:r><w:pict><v:rect {spaces} o:hr="t"/></w:pict></w:r>') + paragraph("Two.")
    assert markdown(body) == "One.\n\nTwo.\n" and remarks(body) == []


def test_a_picture_in_the_older_form_of_drawings_is_taken() -> None:
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:90pt"><v:imagedata r:id="x"/></v:shape>'
    made = markdown(
        paragraph("A street.") + paragraph(f"<w:r><w:pict>{shape}</w:pict></w:r>"), files={"word/media/x.png": PNG}
    )
    assert "(image-1.png" in made


def test_brackets_round_the_number_of_a_note_are_left_out() -> None:
    mark = text("(", "<w:b/>") + "<w:r><w:footnoteRef/></w:r>" + text(")", "<w:b/>")
    notes = f'<w:footnote w:id="3">{paragraph(mark, " Ministry (), 2024.")}</w:footnote>'
    body = paragraph("It is a budget.", '<w:r><w:footnoteReference w:id="3"/></w:r>')
    assert markdown(body, notes=notes).endswith("[^1]: Ministry (), 2024.\n")


RUBY = f"<w:r><w:ruby><w:rubyPr/><w:rt>{text('양회')}</w:rt><w:rubyBase>{text('兩會')}</w:rubyBase></w:ruby></w:r>"

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


@pytest.mark.parametrize(
    ("body", "made"),
    [
        (f"<w:p>{text('The ')}{RUBY}{text(' end.')}</w:p>", "The 兩會(양회) end."),
        (f"<w:p><w:later>{text('Words of ')}</w:later>{text('another year.')}</w:p>", "Words of another year."),
        (f"<w:later>{paragraph('One.')}</w:later>", "One."),
        (
            f"<mc:AlternateContent {MC}><mc:Choice>{paragraph('One.')}</mc:Choice>"
            f"<mc:Fallback>{paragraph('Two.')}</mc:Fallback></mc:AlternateContent>",
            "One.",
        ),
        (
            "<w:p><w:r><w:t>One<!-- x --> and <?x y?>two<![CDATA[ and three]]>.</w:t></w:r></w:p>",
            "One and two and three.",
        ),
    ],
)
def test_words_in_elements_that_nobody_knows_are_kept(body: str, made: str) -> None:
    assert markdown(body) == f"{made}\n"


def test_a_part_of_another_format_a_merged_cell_and_a_field_without_an_end_are_named() -> None:
    cells = "".join(
        f"<w:tr><w:tc><w:tcPr><w:vMerge{start}/></w:tcPr>{paragraph(words)}</w:tc><w:tc>{paragraph('x')}</w:tc></w:tr>"
        for start, words in ((' w:val="restart"', "Seen"), ("", "Covered"))
    )
    field = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>Code</w:t></w:r></w:p>'
    said = [message for _, message in remarks(f'<w:altChunk r:id="x"/><w:tbl>{cells}</w:tbl>{field}')]
    assert [it.partition(":")[0] for it in said] == [
        "a part in another format was left out",
        "“Covered” was left out",
        "“Code” was left out",
    ]


def test_what_a_remark_quotes_is_one_line_that_no_terminal_obeys() -> None:
    comment = '<w:comment w:id="1" w:author="A&#10;B&#x202e;&#x9b;"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment>'
    body = '<w:p><w:r><w:t>Words.</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>'
    ((_, said),) = remarks(body, comments=comment)
    assert said.startswith("comment by A B") and said.isprintable()
