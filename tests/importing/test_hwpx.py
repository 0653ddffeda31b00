"""An HWPX document as Markdown: what it says, in the order in which it says it, and what is not taken is named."""

from __future__ import annotations

import tracemalloc

import pytest
from support.office import hwpx, hwpx_paragraph

from briefgen.importing.hancom.document import read_hwpx

PNG = b"\x89PNG\r\n\x1a\n"
STYLES = '<hh:style id="1" name="개요 1"/><hh:style id="2" name="개요 2"/>'


def markdown(section: str, head: str = "") -> str:
    return read_hwpx(hwpx(hwpx_paragraph("앞 문장이다.") + section, head=head)).markdown.removeprefix(
        "앞 문장이다.\n\n"
    )


def cell(words: str, row: int, column: int, spans: tuple[int, int] = (1, 1)) -> str:
    return (
        f'<hp:tc><hp:subList>{hwpx_paragraph(words)}</hp:subList><hp:cellAddr colAddr="{column}" rowAddr="{row}"/>'
        f'<hp:cellSpan colSpan="{spans[0]}" rowSpan="{spans[1]}"/></hp:tc>'
    )


def test_the_largest_words_are_the_title() -> None:
    head = '<hh:charPr id="0" height="1000"/><hh:charPr id="1" height="2000"/>' + STYLES
    large = hwpx_paragraph("연구개발 예산").replace('charPrIDRef="0"', 'charPrIDRef="1"')
    rows = f"<hp:tr>{cell('보도', 0, 0)}</hp:tr><hp:tr>{cell('', 1, 0)}</hp:tr>".replace(hwpx_paragraph(""), large)
    found = read_hwpx(hwpx(hwpx_paragraph(f"<hp:tbl>{rows}</hp:tbl>") + hwpx_paragraph("예산이 늘었다."), head=head))
    assert (found.title, found.markdown) == ("연구개발 예산", "보도\n\n예산이 늘었다.\n")


def test_a_line_in_the_style_of_a_subtitle_below_the_title_is_the_subtitle() -> None:
    lines = (("연구개발 예산", "0"), ("2025년 이후", "5"), ("배경", "1"), ("예산이 늘었다.", "5"))
    section = "".join(hwpx_paragraph(words, style=style) for words, style in lines)
    found = read_hwpx(hwpx(section, head=f'{STYLES}<hh:style id="5" name="부제" engName="Subtitle"/>'))
    assert (found.title, found.subtitle) == ("연구개발 예산", "2025년 이후")
    assert found.markdown == "## 배경\n\n예산이 늘었다.\n"


def test_headings_by_their_styles() -> None:
    section = hwpx_paragraph("배경", style="1") + hwpx_paragraph("세부", style="2") + hwpx_paragraph("계획", style="1")
    assert markdown(section, STYLES) == "## 배경\n\n### 세부\n\n## 계획\n"


def test_bullets_and_numbers() -> None:
    head = (
        '<hh:paraPr id="1"><hh:heading type="BULLET" idRef="1" level="0"/></hh:paraPr>'
        '<hh:paraPr id="2"><hh:heading type="NUMBER" idRef="1" level="0"/></hh:paraPr>'
        '<hh:paraPr id="3"><hh:heading type="NUMBER" idRef="2" level="0"/></hh:paraPr>'
        '<hh:numbering id="1"><hh:paraHead level="1" numFormat="DIGIT" start="1">^1.</hh:paraHead></hh:numbering>'
        '<hh:numbering id="2"><hh:paraHead level="1" numFormat="HANGUL_SYLLABLE">^1.</hh:paraHead></hh:numbering>'
    )
    section = "".join(
        hwpx_paragraph(words, shape=shape)
        for words, shape in (("점", "1"), ("하나", "2"), ("둘", "2"), ("처음", "3"), ("다음", "3"))
    )
    assert markdown(section, head) == "- 점\n\n1. 하나\n2. 둘\n\n가. 처음\n\n나. 다음\n"


@pytest.mark.parametrize("digits", ["9" * 5_000, "9" * 9, "-1", "²", ""])
def test_a_number_that_is_none_does_not_stop_the_reading(digits: str) -> None:
    head = (
        f'<hh:paraPr id="1"><hh:heading type="NUMBER" idRef="1" level="{digits}"/></hh:paraPr>'
        '<hh:numbering id="1">'
        f'<hh:paraHead level="1" numFormat="DIGIT" start="{digits}">^1.</hh:paraHead></hh:numbering>'
    )
    wide = cell("분야", 0, 0).replace('Span="1"', f'Span="{digits}"')
    table = f"<hp:tbl><hp:tr>{wide}{cell('액수', 0, 1)}</hp:tr></hp:tbl>"
    tracemalloc.start()
    made = markdown(hwpx_paragraph("하나", shape="1") + hwpx_paragraph(table), head)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert all(words in made for words in ("하나", "분야", "액수")) and most < 50_000_000


HEADS = [(0, 0, "연도"), (0, 1, "합계"), (1, 0, "단위"), (1, 1, "백만원")]


def test_tables_plain_and_merged() -> None:
    plain = f"<hp:tbl><hp:tr>{cell('분야', 0, 0)}{cell('액수', 0, 1)}</hp:tr></hp:tbl>"
    assert markdown(hwpx_paragraph(plain)) == "| 분야 | 액수 |\n|---|---|\n"
    merged = (
        f"<hp:tbl><hp:tr>{cell('A', 0, 0, (2, 1))}</hp:tr><hp:tr>{cell('b', 1, 0)}{cell('c', 1, 1)}</hp:tr></hp:tbl>"
    )
    assert markdown(hwpx_paragraph(merged)) == (
        '<table>\n<tr>\n<th colspan="2">A</th>\n</tr>\n<tr>\n<td>b</td>\n<td>c</td>\n</tr>\n</table>\n'
    )


def test_cells_that_are_marked_so_are_the_head() -> None:
    head = [cell(words, row, column).replace("<hp:tc", '<hp:tc header="1"') for row, column, words in HEADS]
    rows = f"<hp:tr>{head[0]}{head[1]}</hp:tr><hp:tr>{head[2]}{head[3]}</hp:tr>"
    last = f"<hp:tr>{cell('2025', 2, 0)}{cell('2.4', 2, 1)}</hp:tr>"
    found = markdown(hwpx_paragraph(f"<hp:tbl>{rows}{last}</hp:tbl>"))
    assert found.count("<th>") == 4 and "<td>2025</td>\n<td>2.4</td>" in found


def test_a_caption_by_its_style_is_that_of_the_table_below() -> None:
    plain = f"<hp:tbl><hp:tr>{cell('분야', 0, 0)}{cell('액수', 0, 1)}</hp:tr></hp:tbl>"
    caption = '<hh:style id="9" name="캡션" engName="Caption"/>'
    made = markdown(hwpx_paragraph("표 2. 분야별 액수", style="9") + hwpx_paragraph(plain), head=caption)
    assert made == ":::{table} 분야별 액수\n\n| 분야 | 액수 |\n|---|---|\n:::\n"


def test_notes_and_links() -> None:
    note = (
        f"<hp:ctrl><hp:footNote><hp:subList>{hwpx_paragraph('기획재정부, 2024.')}</hp:subList></hp:footNote></hp:ctrl>"
    )
    begin = (
        '<hp:ctrl><hp:fieldBegin id="7" type="HYPERLINK"><hp:parameters>'
        '<hp:stringParam name="Command">https\\://example.org/a;1;0;0;</hp:stringParam></hp:parameters>'
        "</hp:fieldBegin></hp:ctrl>"
    )
    end = '<hp:ctrl><hp:fieldEnd beginIDRef="7"/></hp:ctrl>'
    assert markdown(hwpx_paragraph("예산이다.", note, " ", begin, "자료", end, "에 있다.")) == (
        "예산이다.[^1] [자료](https://example.org/a)에 있다.\n\n[^1]: 기획재정부, 2024.\n"
    )


def test_a_picture_with_its_description() -> None:
    picture = '<hp:pic><hc:img binaryItemIDRef="image1"/><hp:shapeComment>막대 그림</hp:shapeComment></hp:pic>'
    found = read_hwpx(hwpx(hwpx_paragraph(picture), items={"image1.png": PNG}))
    assert found.images == {"image-1.png": PNG}
    assert "![막대 그림](image-1.png)" in found.markdown and not found.remarks


def test_a_picture_is_as_wide_as_in_the_document() -> None:
    page = (
        '<hp:secPr><hp:pagePr width="60000" height="80000"><hp:margin left="5000" right="5000"/></hp:pagePr></hp:secPr>'
    )
    picture = '<hp:pic><hp:curSz width="{0}"/><hc:img binaryItemIDRef="x"/><hp:sz width="{0}"/></hp:pic>'.format
    section = hwpx_paragraph(page, "앞 문장이다.") + hwpx_paragraph(picture(10_000), picture(49_000))
    found = read_hwpx(hwpx(section, items={"x.png": PNG})).markdown
    assert found == "앞 문장이다.\n\n![](image-1.png){width=20%}![](image-1.png)\n"


def test_pictures_in_headers_are_named_with_one_remark() -> None:
    pictures = "".join(f'<hp:pic><hc:img binaryItemIDRef="{name}"/></hp:pic>' for name in "aba")
    header = f"<hp:ctrl><hp:header><hp:subList>{hwpx_paragraph(pictures)}</hp:subList></hp:header></hp:ctrl>"
    section = hwpx_paragraph(header, "앞 문장이다.")
    (remark,) = read_hwpx(hwpx(section, items={"a.png": PNG, "b.png": PNG})).remarks
    assert remark.message == "2 pictures in the headers or footers of pages were left out: a.png, b.png"


def test_a_picture_of_a_group_is_as_wide_as_in_the_document() -> None:
    page = '<hp:secPr><hp:pagePr width="60000" height="9"><hp:margin left="5000" right="5000"/></hp:pagePr></hp:secPr>'
    scale = '<hp:renderingInfo><hc:scaMatrix e1="1"/><hc:scaMatrix e1="0.250000"/></hp:renderingInfo>'
    own = f'<hp:orgSz width="40000"/><hp:curSz width="0"/>{scale}<hc:img binaryItemIDRef="x"/>'
    group = f'<hp:container><hp:orgSz width="47509"/><hp:curSz width="0"/><hp:pic>{own}</hp:pic></hp:container>'
    found = read_hwpx(hwpx(hwpx_paragraph(page, "앞 문장이다.") + hwpx_paragraph(group), items={"x.png": PNG})).markdown
    assert found == "앞 문장이다.\n\n![](image-1.png){width=20%}\n"


def test_the_description_that_the_program_writes_is_none() -> None:
    own = "그림입니다.\n원본 그림의 이름: a"
    picture = f'<hp:pic><hc:img binaryItemIDRef="a"/><hp:shapeComment>{own}</hp:shapeComment></hp:pic>'
    (remark,) = read_hwpx(hwpx(hwpx_paragraph(picture), items={"a.png": PNG})).remarks
    assert (remark.place, remark.message) == ("image-1.png", "a picture has no description: write one in the brackets")


def test_tracked_changes_are_accepted_and_named() -> None:
    head = (
        '<hh:trackChangeAuthor id="1" name="김"/>'
        '<hh:trackChange id="5" type="Delete" authorID="1" date="2026-01-02T03:04:05Z"/>'
    )
    words = '<hp:t>예산은 <hp:deleteBegin TcId="5"/>십<hp:deleteEnd TcId="5"/>열 배다.</hp:t>'
    found = read_hwpx(hwpx(hwpx_paragraph(words), head=head))
    assert (found.title + found.markdown).strip() == "예산은 열 배다."
    assert [remark.message for remark in found.remarks] == ["tracked deletion by 김, 2026-01-02: “십” was left out"]


def test_the_dot_of_hancom_office_between_nouns_is_a_middle_dot() -> None:
    found = read_hwpx(hwpx(hwpx_paragraph("앞 문장이다.") + hwpx_paragraph("민․형사상 책임과 인․허가이다.")))
    assert found.markdown == "앞 문장이다.\n\n민·형사상 책임과 인·허가이다.\n"
    assert [remark.message for remark in found.remarks] == ["· was written for ․ (U+2024), which fonts lack: 2 times"]


def test_signs_of_a_symbol_font_are_characters_that_other_fonts_have() -> None:
    faces = '<hh:fontface lang="SYMBOL"><hh:font id="3" face="Wingdings"/></hh:fontface>'
    head = f'{faces}<hh:charPr id="7"><hh:fontRef hangul="3" symbol="3"/></hh:charPr>'
    section = hwpx_paragraph("예산이 \uf0fc ", "\uf06d 늘었다.").replace('IDRef="0"><hp:t', 'IDRef="7"><hp:t', 1)
    found = read_hwpx(hwpx(hwpx_paragraph("앞 문장이다.") + section, head=head))
    assert found.markdown == "앞 문장이다.\n\n예산이 ✓ \uf06d 늘었다.\n"
    kept = "a sign that only its own font has was kept, U+F06D (❍ in Wingdings): write what it stands for"
    assert [remark.message for remark in found.remarks] == [kept]


def test_a_reading_above_words_and_what_is_said_in_hiding_are_kept() -> None:
    above = "<hp:dutmal><hp:mainText>兩會</hp:mainText><hp:subText>양회</hp:subText></hp:dutmal>"
    hidden = f"<hp:ctrl><hp:hiddenComment>{hwpx_paragraph('Ask first.')}</hp:hiddenComment></hp:ctrl>"
    found = read_hwpx(hwpx(hwpx_paragraph("The ", above, hidden)))
    assert found.title == "The 兩會(양회)"
    assert "hidden comment: Ask first." in [it.message for it in found.remarks]
