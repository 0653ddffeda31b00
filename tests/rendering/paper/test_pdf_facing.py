"""Two small texts face to face: what happens where they differ in length, and that links keep to their language."""

from __future__ import annotations

from dataclasses import replace

import pikepdf
import pytest
from support.pdfs import opened, pages_said, small_job

from briefgen.model.values.pdf_forms import Profile
from briefgen.rendering.paper.facing.edition import lay_out
from briefgen.rendering.paper.facing.half_tree import one_side
from briefgen.rendering.paper.job import FacingJob, PdfJob
from briefgen.rendering.paper.laid import Laid

CSS = """
html { font: 10pt/15pt serif }
p { margin: 0 0 5pt; orphans: 2; widows: 2 }
h1, h2 { font-size: 10pt; margin: 10pt 0 0; break-after: avoid; bookmark-level: 1 }
.one { height: 60pt }
.backs { break-before: page }
.long { columns: 2 }
section { break-before: right }
.note { float: footnote; footnote-policy: line }
a::after { content: " on " target-counter(attr(href), page) }
@page { size: 240pt 200pt; margin: 20pt; @footnote { padding-bottom: .1px } }
@page :left { @bottom-left { content: "left " counter(page) "/" counter(pages) } }
@page :right { @bottom-right { content: "right " counter(page) "/" counter(pages) } }
"""
FILL = "words that fill a line of the column and more "


def paragraphs(count: int, lines: int = 2) -> str:
    return "".join(f"<p>{FILL * lines}</p>" for _ in range(count))


def half(lang: str, body: str, cover: str = "") -> PdfJob:
    outside = f'<div class="cover"><h1>Cover {lang}</h1>{cover}</div>'
    whole = f'{outside}{body}<div class="back"><p>Back {lang}</p></div>'
    made = small_job(whole, CSS, "serif", lang=lang, profile=Profile.FACING)
    return replace(made, html=made.html.replace("<body>", '<body data-blank="left blank">'))


def job(left: str, right: str, cover: str = "") -> FacingJob:
    halves = half("fr", left, cover), half("en", right)
    about = PdfJob("test.pdf", "fr", "", "t · t", languages=("ko", "en"), identifier="test")
    return FacingJob(about, halves, (("fr", "français"), ("en", "English")))


def laid(left: str, right: str) -> Laid:
    outcome = lay_out(job(left, right))
    assert outcome.diagnostics == ()
    assert outcome.value is not None
    return outcome.value


def begins(found: Laid, *names: str) -> list[tuple[int, int]]:
    return [(found.anchors[f"fr--{name}"], found.anchors[f"en--{name}"]) for name in names]


def text(first: str, second: str) -> str:
    return f'<h2 id="a">A</h2>{first}<h2 id="b">B</h2>{second}<section id="c"><h2>C</h2>{paragraphs(1)}</section>'


@pytest.mark.parametrize("more", [0, 2, 5])
def test_sections_begin_on_one_spread_however_much_longer_one_text_is(more: int) -> None:
    found = laid(text(paragraphs(3), paragraphs(2)), text(paragraphs(3 + more), paragraphs(2 + 2 * more)))
    assert found.pages % 2 == 0
    assert all(left % 2 == 0 and right == left + 1 for left, right in begins(found, "a", "b", "c"))


def test_the_shorter_text_leaves_pages_to_the_longer_and_says_so() -> None:
    long = f'<div class="long">{paragraphs(30)}</div>'
    found = laid(text(paragraphs(1), ""), text(long, ""))
    ((left, right),) = begins(found, "c")
    assert left > 6 and right == left + 1
    with opened(found) as pdf:
        assert len(pdf.pages) == found.pages == left + 2


def test_what_is_written_of_pages_is_where_things_stand() -> None:
    link = '<p><a href="#c">see</a></p>'
    one, other = text(link + paragraphs(3), paragraphs(4)), text(link + paragraphs(5), paragraphs(6))
    found = laid(one, other)
    with opened(found) as pdf:
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        places = {name: numbers[target[0].objgen] for name, target in names.items()}
        targets = {str(link.Dest) for page in pdf.pages for link in page.get("/Annots", []) if "/Dest" in link}
    assert targets == {"fr--c", "en--c"}
    assert places["en--c"] == places["fr--c"] + 1 == found.anchors["en--c"]


def test_notes_stay_on_the_page_of_their_call() -> None:
    note = '<p>a<span class="note">What there is to say of it.</span></p>'
    body = text((note + paragraphs(1)) * 4, (note + paragraphs(1)) * 3)
    found = laid(body, body)
    with opened(found) as pdf:
        kinds: dict[str, list[object]] = {"/Reference": [], "/Note": []}
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and str(item.get("/S", "")) in kinds:
                kinds[str(item.S)].append(item.Pg.objgen)
    assert len(kinds["/Note"]) == 14
    assert sorted(kinds["/Reference"]) == sorted(kinds["/Note"])


def test_what_runs_over_the_upper_edge_takes_no_room_of_the_page() -> None:
    band = '<div style="margin-top: -20pt; height: 40pt"></div>'
    full = f'<section>{band}<div style="height: 110pt"></div><p>{FILL[:20]}</p></section>'
    assert laid(full, full).pages == 4


def test_the_same_job_gives_the_same_bytes() -> None:
    made = job(text(paragraphs(3), paragraphs(9)), text(paragraphs(5), paragraphs(2)))
    one, other = lay_out(made).value, lay_out(made).value
    assert one is not None and other is not None
    assert one.pdf == other.pdf


def test_covers_that_do_not_fit_on_one_page_are_an_error() -> None:
    found = lay_out(job(text("", ""), text("", ""), cover=paragraphs(6)))
    assert [problem.code for problem in found.diagnostics] == ["pdf-is-clean"]
    assert "cover and back" in found.diagnostics[0].message


def test_words_that_leave_their_part_of_a_cover_are_an_error() -> None:
    part = f'<div style="height: 15pt">{paragraphs(1)}</div><div style="position: absolute; height: 30pt">low</div>'
    found = lay_out(job(text("", ""), text("", ""), cover=part))
    assert [problem.code for problem in found.diagnostics] == ["pdf-is-clean"]


def test_a_missing_character_is_shown_with_the_words_around_it() -> None:
    found = lay_out(job(text("<p>before \U0001f600 after</p>", ""), text("", "")))
    (problem,) = [it for it in found.diagnostics if it.code == "character-has-glyph"]
    assert "before \U0001f600 after" in problem.message


# Style sheets


def test_rules_for_pages_of_the_other_side_never_hold() -> None:
    css = "@page :left { margin: 1cm } @page wide:right { margin: 2cm } @page { margin: 3cm }"
    assert one_side(css, "left").startswith("@page  { margin: 1cm } @page of-the-other-side ")
    assert "@page wide {" in one_side(css, "right")


def test_no_page_is_skipped_to_reach_a_side() -> None:
    assert one_side("h1 { break-before: right; break-after: avoid }", "left") == (
        "h1 { break-before: page; break-after: avoid }"
    )


@pytest.mark.parametrize("number", ["attr(data-page)", "target-counter(attr(href), page)"])
def test_page_numbers_are_those_of_the_whole(number: str) -> None:
    body = text(f'<p><a href="#c">see</a></p>{paragraphs(3)}', paragraphs(4))
    made = job(body, body)
    css = {it.lang: it.css[0][1].replace("target-counter(attr(href), page)", number) for it in made.halves}
    one, other = (replace(it, css=(("mine.css", css[it.lang]),)) for it in made.halves)
    made = replace(made, halves=(one, other))
    found = lay_out(made).value
    assert found is not None
    ((left, right),) = begins(found, "c")
    words = pages_said(found)
    assert f"see on {left}" in words[1] and f"left 2/{found.pages}" in words[1]
    assert f"see on {right}" in words[2] and f"right 3/{found.pages}" in words[2]
