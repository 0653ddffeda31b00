"""How lines come out on paper: last words, eojeols in narrow columns, pictures and code among words."""

from __future__ import annotations

import re

import pytest
from support.paper import tool
from support.pdfs import laid_out, opened, small_job
from support.project import Project, picture

STYLE = """
@page { size: 100mm 100mm; margin: 10mm }
html { font: 10pt/14pt sans, korean }
body, p { margin: 0 }
"""
JOINER = "\u2060"


def pdf(body: str, css: str = "", lang: str = "en") -> bytes:
    return laid_out(small_job(body, STYLE + css, "sans, korean", lang=lang)).pdf


@pytest.mark.parametrize(
    ("lang", "text", "width"),
    [
        ("ko", "안녕하세요 우리들은 여기에서 만나고 있었다고 하더라 모두.", "24em"),
        ("en", "Hello there who are we and so we do.", "15em"),
    ],
)
def test_a_last_word_is_not_alone_when_it_is_held_to_the_word_before(lang: str, text: str, width: str) -> None:
    start, _, last = text.rpartition(" ")
    joined = f"{start} {JOINER}{last}"
    if lang == "ko":
        text, joined = (re.sub(r"(?<=[가-힣])(?=[가-힣.])", JOINER, it) for it in (text, joined))
    css = f"p {{ width: {width} }}"
    assert lines_of(pdf(f"<p>{text}</p>", css, lang))[-1] == last
    held = lines_of(pdf(f"<p>{joined}</p>", css, lang))
    assert held[-1].endswith(f" {last}") and " ".join(held) == text.replace(JOINER, "")


def lines_of(content: bytes) -> list[str]:
    return [line.strip() for line in tool("pdftotext", "-layout", "-", "-", given=content).splitlines() if line.strip()]


def lines(css: str, text: str) -> list[str]:
    joined = re.sub(r"(?<=[가-힣])(?=[가-힣])", JOINER, text)
    content = pdf(f"<p>{joined}</p>", f"p {{ width: 6.2em; overflow-wrap: anywhere; {css} }}", "ko")
    assert len(opened(content).pages) == 1
    return lines_of(content)


def test_a_narrow_column_says_how_an_eojeol_may_break() -> None:
    assert lines("--break: semi", "국가창업투자기금을") == ["국가창업투자", "기금을"]
    assert lines("--break: semi 6em", "가나 아름다운나라") == lines("", "가나 아름다운나라") == ["가나", "아름다운나라"]
    assert lines("--break: semi", "가나 아름다운나라") == ["가나 아름다운", "나라"]
    # Neither a particle nor one syllable with its particle begins a line; where every syllable may break, they do.
    assert lines("--break: semi", "우리나라기금을") == ["우리나라", "기금을"]
    # Before a bracket first, and only then inside a word.
    assert lines("--break: semi 5em", "우리나라의(기금)") == ["우리나라의", "(기금)"]
    assert lines("--break: syllable", "우리나라기금을") == ["우리나라기금", "을"]


def test_a_picture_among_words_is_not_indented_and_long_code_goes_on_in_the_next_line() -> None:
    body = (
        f"First.\n\n[![A shot](wide.png)](https://example.org)\nAbove, a screenshot.\n\n```\n{'0x04f893' * 40}\n```\n"
    )
    project = Project().with_file("content/briefs/first/wide.png", picture(1600, 800))
    project = project.with_change("content/briefs/first/en.md", "## Proposals", f"{body}\n## Proposals")
    built = project.build(pdfs={"en/briefs/first.pdf"})
    assert [it for it in built.diagnostics if it.code == "fits-on-paper"] == []
