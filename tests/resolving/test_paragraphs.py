"""Paragraphs and lists have numbers that readers of both languages can cite."""

from __future__ import annotations

import re

from support.project import Project

from briefgen.resolving.text.paragraphs import sections

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"
BODY = """
:::{at-a-glance}
- Not numbered.
:::

One.

## Part {#part}

- Two, a list.
- It goes on.

:::{box} A box
Three.
:::

:::{recommendation} r1
Not numbered.
:::

> Not numbered.

{#mine}
Four has an id of its own.

:::{known-unknown}
1. Five.
:::
"""


def numbers(html: str) -> list[tuple[str, str]]:
    """Number and address of every numbered paragraph on the web."""
    return re.findall(r'class="paragraph-number mark" href="#([^"]+)".*?data-number="(\d+)"', html)


def test_paragraphs_and_lists_that_stand_by_themselves_are_numbered(project: Project) -> None:
    built = project.with_body(KO, BODY).with_body(EN, BODY).build()
    assert not built.errors
    for lang, words in (("ko", "3번 문단"), ("en", "Paragraph 3")):
        page = built.page(f"{lang}/briefs/first.html")
        assert numbers(page) == [(f"p{number}", str(number)) for number in range(1, 6)]
        assert re.search(r'<p id="p1" data-block="\w+"><a [^>]*></a>One\.', page)
        assert re.search(r'<ul id="p2">\s*<li [^>]*><a class="paragraph-number mark" href="#p2"', page)
        assert re.search(r'<p id="mine"[^>]*><a class="paragraph-number mark" href="#p4" id="p4"', page)
        assert f'aria-label="{words}"' in page


def test_in_a_pack_the_numbers_stay_those_of_the_brief(project: Project) -> None:
    pack = project.editions().value["ko"].packs["all"]
    found = [[part.get("anchor") for part in it.body.walk() if part.get("anchor")] for it in pack.articles]
    assert found == [["first--p1"], ["second--p1"]]


def test_an_id_of_the_authors_is_not_given_twice(project: Project) -> None:
    built = project.with_body(KO, "## 배경 {#p1}\n\n글.").build()
    assert numbers(built.page("ko/briefs/first.html")) == [("paragraph-1", "1")]
    assert "id-is-unique" not in {found.code for found in built.diagnostics}


def test_a_plain_page_has_no_numbers(project: Project) -> None:
    assert "paragraph-number" not in project.build().page("ko/about.html")


def test_sections_count_what_stands_between_headings(project: Project) -> None:
    body = project.with_body(KO, BODY).site().value.briefs["first"].texts["ko"].body
    assert [(it.heading and it.heading.get("id"), it.count) for it in sections(body)] == [(None, 1), ("part", 4)]
