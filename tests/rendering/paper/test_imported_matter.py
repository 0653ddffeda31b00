"""What documents of others bring: code, the signs of ministries, a title as long as a line, and no heading."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.paper import tool, words_in
from support.project import Built, Project

EN, KO = ("content/briefs/second/en.md", "content/briefs/second/ko.md")
SIGNS = "◈∼◇◆▶▷※◎●○ㅇㆍ｢｣□■△▲▽▼☞★☆→⇒①㈜㎡"
TITLE = "Immigration and integration policies to be revised to create equal opportunities for all people of a country"
CODE = "```\nname     1\nlonger  22\n```\n"


@pytest.fixture(scope="module")
def built(shared_folder: object) -> Built:
    """The small project with a brief of such matter and of two pages."""
    given = Project().with_body(EN, "A word of the matter, again. " * 900 + f"\n\n{CODE}\n")
    given = given.with_file(EN, re.sub(r"^title: .*$", f"title: {TITLE}", given.text(EN), flags=re.MULTILINE))
    return given.with_body(KO, f"{SIGNS} 일이다.\n").build(pdfs={f"{lang}/briefs/second.pdf" for lang in ("en", "ko")})


@pytest.fixture(scope="module")
def pdf(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("matter") / "second.pdf"
    path.write_bytes(built.pdf("en/briefs/second.pdf"))
    return path


def test_the_signs_that_ministries_use_have_glyphs(built: Built) -> None:
    assert [it.message for it in built.diagnostics if it.code == "character-has-glyph"] == []


def test_code_is_set_in_a_face_of_one_width(pdf: Path) -> None:
    assert "Briefgen-Mono" in tool("pdffonts", pdf)
    rights = {word.text: word.right for word in words_in(pdf) if word.text in ("1", "22")}
    assert rights["1"] == pytest.approx(rights["22"], abs=0.1)


def test_a_long_title_keeps_off_the_number_in_the_running_head(pdf: Path) -> None:
    heads = [word for word in words_in(pdf) if word.page == 2 and word.bottom < 50]
    (number,) = [word for word in heads if re.fullmatch(r"[A-Z]+-\d+", word.text)]
    assert len(heads) > 10
    assert max(word.right for word in heads if word is not number) <= number.left - 10


def test_a_page_without_headings_has_no_list_of_them(built: Built) -> None:
    assert 'class="contents"' not in built.page("ko/briefs/second.html")
    assert 'class="contents"' in built.page("en/briefs/first.html")
