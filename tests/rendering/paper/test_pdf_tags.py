"""What a screen reader hears: the tag tree of a PDF, and that no version is met unread."""

import re
import tomllib
from pathlib import Path
from string import ascii_lowercase

import pikepdf
import pytest
from support.pdfs import opened, small_job

from briefgen.rendering.paper.layout.lay_out import lay_out
from briefgen.rendering.paper.tags import apply


def tree(body: str, css: str = "", lang: str = "ko") -> pikepdf.Pdf:
    made = lay_out(small_job(body, css, "serif", lang=lang)).value
    assert made is not None
    return opened(made)


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Every structure element, parents first."""

    def below(item):
        if isinstance(item, pikepdf.Array):
            for child in item:
                yield from below(child)
        elif isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem":
            yield item
            yield from below(item.get("/K"))

    return list(below(pdf.Root.StructTreeRoot.K))


def named(pdf: pikepdf.Pdf, name: str) -> list[pikepdf.Dictionary]:
    return [item for item in elements(pdf) if str(item.S) == f"/{name}"]


def annotations(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    return [kid.Obj for kid in element.K if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"]


def test_words_in_another_language_are_read_in_that_language():
    pdf = tree('<p>a <span lang="en">b</span> <em lang="zh-Hans">c</em></p><p lang="fr">d</p>')
    assert sorted(str(item.Lang) for item in elements(pdf) if "/Lang" in item) == ["en", "fr", "zh-Hans"]


def test_a_footnote_is_a_note_with_an_id_and_its_call_a_reference():
    pdf = tree("<p>a<span class=n>b</span> c<span class=n>d</span></p>", ".n { float: footnote }")
    notes = named(pdf, "Note")
    assert len(notes) == 2
    assert len({str(note.ID) for note in notes}) == 2
    assert len(named(pdf, "Reference")) == 2


def test_header_cells_say_whether_they_head_a_row_or_a_column():
    head = "<tr><th scope=col>a<th scope=col>b"
    pdf = tree(f"<table><thead>{head}</thead><tbody><tr><th scope=row>c<td>d</table>")
    assert [str(cell.A.Scope) for cell in named(pdf, "TH")] == ["/Column", "/Column", "/Row"]


@pytest.mark.parametrize("inside", ["<em>b</em>", "a <b>b <i>c</i></b> d", '<span lang="en">b</span>'])
def test_a_link_with_elements_inside_is_one_link_with_all_its_annotations(inside):
    pdf = tree(f'<p>a <a href="https://example.org/">{inside}</a></p>')
    (link,) = named(pdf, "Link")
    on_page = [note for note in pdf.pages[0].Annots if note.Subtype == "/Link"]
    assert len(annotations(link)) == len(on_page) > 0
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {numbers[index]: numbers[index + 1] for index in range(0, len(numbers), 2)}
    assert all(owners[note.StructParent].objgen == link.objgen for note in on_page)


def test_a_leader_in_a_contents_line_belongs_to_the_link():
    css = "a::after { content: leader('.') target-counter(attr(href), page) }"
    pdf = tree('<ol class="contents"><li><a href="#x">a</a></ol><h1 id=x>b</h1>', css)
    (link,) = named(pdf, "Link")
    assert len(annotations(link)) == len(pdf.pages[0].Annots)


def test_a_contents_list_is_a_table_of_contents():
    pdf = tree('<ol class="contents"><li><a href="#x">a</a><ol><li><a href="#x">b</a></ol></ol><h1 id=x>b</h1>')
    assert len(named(pdf, "TOC")) == 2
    assert len(named(pdf, "TOCI")) == 2
    assert named(pdf, "L") == named(pdf, "LI") == []


def test_a_link_is_announced_by_its_words():
    pdf = tree(
        '<p><a href="https://example.org/">the\n paper\u2060s</a> <a href="#p" aria-label="up">^</a></p><p id=p>x</p>'
    )
    assert [str(note.Contents) for note in pdf.pages[0].Annots] == ["the papers", "up"]


def test_a_drawing_is_described_by_its_title_and_its_description():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>a</title><desc>b:\n 3</desc></svg>'
    pdf = tree(f"<p>{svg}</p>")
    assert [str(figure.Alt) for figure in named(pdf, "Figure")] == ["a b: 3"]


def test_the_words_for_a_picture_have_no_glue():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>a\u2060b</title><path d="M0 0h9"/></svg>'
    pdf = tree(f"<p>{svg}</p>")
    (figure,) = named(pdf, "Figure")
    assert str(figure.Alt) == "ab"


def test_another_version_of_weasyprint_is_refused(monkeypatch):
    import weasyprint

    monkeypatch.setattr(weasyprint, "VERSION", "0.1")
    with pytest.raises(RuntimeError, match=rf"{re.escape(apply.PINNED)}, but 0\.1"):
        apply.apply()


def test_the_pinned_version_is_the_one_that_the_project_asks_for():
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))
    assert f"weasyprint=={apply.PINNED}" in project["project"]["dependencies"]


# Tables


def headers(pdf: pikepdf.Pdf) -> dict[str, set[str]]:
    """Each cell, called by a letter in the order of the text → the headers it stands under."""
    cells = [item for item in elements(pdf) if str(item.S) in ("/TH", "/TD")]
    letters = {str(cell.get("/ID", letter)): letter for letter, cell in zip(ascii_lowercase, cells, strict=False)}
    assert len(letters) == len(cells)
    under = [{letters[str(ident)] for ident in cell.A.get("/Headers", [])} for cell in cells]
    return dict(zip(letters.values(), under, strict=True))


def test_a_header_that_spans_columns_heads_each_of_them():
    head = "<tr><th rowspan=2 scope=col>a<th colspan=2 scope=colgroup>b</tr><tr><th scope=col>c<th scope=col>d"
    rows = "<tr><th scope=row>e<td>f<td>g</tr>"
    found = headers(tree(f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"))
    assert found == {
        "a": set(),
        "b": set(),
        "c": {"b"},
        "d": {"b"},
        "e": {"a"},
        "f": {"b", "c", "e"},
        "g": {"b", "d", "e"},
    }


def test_a_header_of_several_rows_heads_each_of_them():
    rows = "<tr><th rowspan=2 scope=rowgroup>d<th scope=row>e<td>f</tr><tr><th scope=row>g<td>h</tr>"
    found = headers(tree(f"<table><tr><th scope=col>a<th scope=col>b<th scope=col>c</tr>{rows}</table>"))
    assert (found["e"], found["g"]) == ({"b", "d"}, {"b", "d"})
    assert (found["f"], found["h"]) == ({"c", "d", "e"}, {"c", "d", "g"})


# Keys


def keys(pdf: pikepdf.Pdf) -> list[str]:
    return [str(item.ID) for item in elements(pdf) if "/ID" in item]


def test_a_block_has_the_key_that_it_has_on_the_web_and_on_the_next_page_goes_on_with_it():
    two = "<div data-block=b2><p>b</p><p class=next>c</p></div>"
    pdf = tree(f"<p data-block=b1>a</p>{two}<p>d</p>", ".next { break-before: page }")
    assert keys(pdf) == ["b1", "b2", "b2~2"]


def test_each_brief_of_a_pack_counts_its_blocks_for_itself():
    briefs = "".join(f'<article id="{it}--top"><p data-block="b1">a</p></article>' for it in ("one", "two"))
    assert keys(tree(briefs)) == ["one--b1", "two--b1"]


def test_the_caption_of_a_table_belongs_to_the_figure_and_a_head_keeps_its_key():
    table = "<table data-block=b2><tr><th scope=col data-block=b3>b<tr><td>c</table>"
    pdf = tree(f"<figure data-block=b1><figcaption>a</figcaption>{table}</figure>")
    assert keys(pdf) == ["b1", "b2", "b1~2", "b3"]
    (cell,) = named(pdf, "TD")
    assert [str(it) for it in cell.A.Headers] == ["b3"]


@pytest.mark.parametrize("names", [("b10", "b2", "b1"), ("\uac00", "z", "\uac00\uac01")])
def test_every_id_leads_to_its_element_in_a_sorted_tree(names: tuple[str, ...]):
    pdf = tree("".join(f'<p data-block="{it}">a</p>' for it in names))
    listed = list(pdf.Root.StructTreeRoot.IDTree.Names)
    octets = [bytes(it) for it in listed[::2]]
    assert octets == sorted(octets)
    assert [str(it.ID) for it in listed[1::2]] == [str(it) for it in listed[::2]]
    assert sorted(str(it) for it in listed[::2]) == sorted(names)


# Lists


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<ul><li>a</ul>", "/Disc"),
        ("<ol><li>a</ol>", "/Decimal"),
        ("<ol style='list-style-type: lower-alpha'><li>a</ol>", "/LowerAlpha"),
        ("<ol style='list-style-type: hangul'><li>a</ol>", "/Decimal"),
    ],
)
def test_a_list_says_what_it_counts_with(html, kind):
    pdf = tree(html)
    (found,) = named(pdf, "L")
    assert str(found.A.ListNumbering) == kind


def test_a_list_without_marks_says_nothing_of_them():
    pdf = tree("<ul style='list-style: none'><li>a</ul>")
    (found,) = named(pdf, "L")
    assert "/A" not in found


def test_a_list_in_an_item_is_read_where_it_stands_there():
    pdf = tree("<ul><li>a<ol><li>b</ol>c<li>d</ul>")
    assert shape(named(pdf, "L")[0]) == [
        "L",
        ["LI", ["Lbl"], ["LBody", ["L", ["LI", ["Lbl"], ["LBody"]]]]],
        ["LI", ["Lbl"], ["LBody"]],
    ]


def test_an_item_has_its_mark_and_one_body():
    pdf = tree("<ul><li><p>a<p>b</ul><ul style='list-style-position: inside'><li>c</ul>")
    assert [shape(item) for item in named(pdf, "LI")] == [
        ["LI", ["Lbl"], ["LBody", ["P"], ["P"]]],
        ["LI", ["Lbl"], ["LBody"]],
    ]


def test_a_term_is_the_label_of_its_description():
    pdf = tree("<dl><div><dt>a<dd>b</div><div><dt>c<dd>d</div></dl>")
    (found,) = named(pdf, "L")
    assert [str(item.S) for item in found.K] == ["/LI", "/LI"]
    assert [[str(part.S) for part in item.K] for item in found.K] == [["/Lbl", "/LBody"]] * 2
    assert all(part.P.objgen == item.objgen for item in found.K for part in item.K)


def test_an_entry_of_the_contents_is_a_reference():
    pdf = tree('<ol class="contents"><li><a href="#x">a</a><ol><li><a href="#x">b</a></ol></ol><h1 id=x>b</h1>')
    assert [str(link.P.S) for link in named(pdf, "Link")] == ["/Reference", "/Reference"]


def test_the_dots_of_a_leader_are_not_read():
    css = "a::after { content: leader('.') target-counter(attr(href), page) }"
    pdf = tree('<ol class="contents"><li><a href="#x">a</a></ol><h1 id=x>b</h1>', css)
    assert [str(item.ActualText) for item in elements(pdf) if "/ActualText" in item] == [" "]


# Figures, notes, text


def test_the_caption_of_a_table_is_the_first_thing_in_it():
    table = "<table><tr><th scope=col>a</tr><tr><td>b</table>"
    pdf = tree(f"<article><figure><figcaption>c</figcaption><div>{table}</div></figure></article>")
    (found,) = named(pdf, "Table")
    assert str(found.K[0].S) == "/Caption"
    assert found.K[0].P.objgen == found.objgen
    assert len(named(pdf, "Caption")) == 1


def test_a_drawing_is_grouped_with_its_caption():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>a</title><path d="M0 0h9"/></svg>'
    pdf = tree(f"<article><figure><figcaption>c<p>d</figcaption><div>{svg}</div></figure></article>")
    (caption,) = named(pdf, "Caption")
    (group,) = named(pdf, "Sect")
    assert caption.P.objgen == group.objgen
    assert len(named(pdf, "Figure")) == 1


def test_a_call_and_its_note_name_each_other():
    pdf = tree("<p>a<span class=n>b</span> c<span class=n>d</span></p>", ".n { float: footnote }")
    calls, notes = named(pdf, "Reference"), named(pdf, "Note")
    assert [call.Ref[0].objgen for call in calls] == [note.objgen for note in notes]
    assert [note.Ref[0].objgen for note in notes] == [call.objgen for call in calls]


def test_text_between_blocks_is_a_paragraph():
    pdf = tree("<section><h1>a</h1>b <em>c</em><p>d</p></section>")
    assert len(named(pdf, "P")) == 2


def test_text_right_in_the_body_is_a_paragraph():
    pdf = tree("a <b>b</b><p>c</p> d")
    assert shape(elements(pdf)[0]) == ["Document", ["P"], ["P"], ["P"]]


def test_text_has_no_element_that_says_nothing():
    pdf = tree("<p>a <em>b</em></p><table><tr><td>c</table>")
    assert len(named(pdf, "Span")) == 1
    assert [list(map(int, item.K)) for item in named(pdf, "TD")] == [[2]]


def test_a_language_is_said_once():
    pdf = tree(
        '<ul><li lang="en">a<p>b</ul><p lang="en" data-number="1">c</p>', "p::before { content: '1'; float: left }"
    )
    assert [str(item.S) for item in elements(pdf) if "/Lang" in item] == ["/LI", "/P"]


def test_what_stands_in_the_margins_is_marked_as_no_part_of_the_text():
    head = '<header>over <a href="#x">all</a></header><p id=x>a</p>'
    css = "header { position: running(h) } @page { @top-left { content: element(h) } @bottom-left { content: '1' } }"
    pdf = tree(head, css)
    assert shape(elements(pdf)[0]) == ["Document", ["P"]]
    marks = [part.operands for part in pikepdf.parse_content_stream(pdf.pages[0]) if str(part.operator) == "BDC"]
    assert [str(kind) for kind, about in marks if "/MCID" in about] == ["/Span"]
    assert [str(about.Type) for kind, about in marks if kind == "/Artifact"] == ["/Pagination"] * 3
    (link,) = pdf.pages[0].Annots
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    assert numbers[list(numbers)[::2].index(link.StructParent) * 2 + 1].S == "/Link"


def test_an_element_is_not_in_the_tree_twice():
    pdf = tree("<section><div>a<p>b</p></div></section><figure><figcaption>c<div>d</div></figcaption></figure>")
    assert len(named(pdf, "Div")) == 2
    assert len(named(pdf, "Caption")) == 1


# What runs in with its text


def shape(element: pikepdf.Dictionary) -> list:
    """An element and what is in it, by name; without the parts of a line."""
    inside = [kid for kid in element.K if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem"]
    return [str(element.S)[1:], *(shape(kid) for kid in inside if kid.S not in ("/Span", "/Link"))]


NARROW = "@page { size: 50mm 200mm; margin: 5mm }"
LONG = "one two three four five six seven eight nine ten eleven twelve"


def test_a_paragraph_within_lines_is_one_paragraph_however_many_lines_it_takes():
    pdf = tree(
        f"<section><div class=w><p>{LONG}</p>\n</div> \n<h2>a</h2></section>", NARROW + ".w, p { display: inline }"
    )
    (paragraph,) = named(pdf, "P")
    assert len(named(pdf, "Div")) == 1
    assert len(paragraph.K) > 2


def test_a_paragraph_within_lines_goes_on_on_the_next_page():
    css = "@page { size: 50mm 25mm; margin: 5mm } p { display: inline }"
    pdf = tree(f"<section><p>{LONG}</p></section>", css)
    assert len(named(pdf, "P")) == len(pdf.pages) > 1


@pytest.mark.parametrize("first", ["", "<div class=b><dt>x<dd>y</div>"], ids=["alone", "after a row of its own"])
def test_a_list_of_terms_within_lines_has_an_item_a_term(first):
    rows = "".join(f"<div>\n<dt>{term}</dt>\n<dd>{LONG}</dd>\n</div>\n" for term in "ab")
    pdf = tree(f"<dl>{first}{rows}</dl>", NARROW + "div, dt, dd { display: inline } .b { display: block }")
    (found,) = named(pdf, "L")
    assert [shape(item) for item in named(pdf, "LI")[-2:]] == [["LI", ["Lbl"], ["LBody"]]] * 2
    inside = [kid for it in found.K for kid in (it.K if it.S == "/NonStruct" else [it])]
    assert [str(kid.S) for kid in inside] == ["/LI"] * (3 if first else 2)


def test_a_list_of_terms_that_is_within_lines_itself_is_one_list():
    rows = "".join(f"<div><dt>{term}</dt><dd>{LONG}</dd></div>" for term in "ab")
    css = NARROW + "dl, div, dt, dd { display: inline }"
    pdf = tree(f"<section><p>x</p><dl>{rows}</dl>\n</section>", css)
    (found,) = named(pdf, "L")
    assert [str(item.S) for item in found.K] == ["/LI", "/LI"]
    assert len(named(pdf, "P")) == 1
