"""The index of the search: how text is cut and found again, and that the same pages give the same bytes."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.project import Built, Project

from briefgen.language.figures.reader import FigureReader
from briefgen.language.korean.hanja import reading
from briefgen.language.matching.folding import Affixes, runs, terms, units, word_terms
from briefgen.model.profile.language import Language
from briefgen.reading.world import default_theme
from briefgen.rendering.html.finished import parsed
from briefgen.rendering.search.aliases import alias_groups
from briefgen.rendering.search.index import Particles, affixes_of, cuts, packed, shard, unpacked
from briefgen.rendering.search.lines import DATE, Figure, decimal, figure_terms, figures, shorter
from briefgen.rendering.search.passages import passages

ARABIC = Language.model_validate(yaml.safe_load((default_theme() / "locale/ar.yaml").read_text("utf-8")))
PARTICLES = Particles(frozenset({"를", "은", "는", "에서"}), frozenset({"의", "가"}))


def forms(text: str) -> list[str]:
    return [unit.form for unit in units(text)]


@given(st.sets(st.integers(0, 40_000), min_size=1))
def test_a_posting_gives_back_its_numbers(numbers: set[int]) -> None:
    assert unpacked(packed(sorted(numbers))) == sorted(numbers)


def test_a_term_that_is_everywhere_takes_a_bit_a_piece() -> None:
    assert len(packed(range(30_000))) <= 30_000 / 6 + 2


@given(st.text(max_size=12), st.sampled_from([1, 2, 64, 4096]))
def test_every_term_has_a_file(term: str, count: int) -> None:
    assert 0 <= shard(term, count) < count


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("한·중", "한중"),
        ("ＦＴＡ", "fta"),
        ("Xí Jìnpíng", "xi jinping"),
        ("과학 기술", "과학기술"),
        ("مُؤَسَّسَة", "موسسة"),
        ("الأُولى ١٩٧٥", "الاولي 1975"),
        ("می‌خواهم", "ميخواهم"),
        ("שָׁלוֹם", "שלום"),
    ],
)
def test_spellings_of_the_same_have_the_same_units(one: str, two: str) -> None:
    assert forms(one) == forms(two)


def test_a_vowel_sign_of_india_and_a_voiced_kana_tell_words_apart() -> None:
    assert forms("हिन्दी कर") == ["हिन्दी", "कर"]
    assert forms("कि") != forms("की")
    assert forms("かぎ") != forms("かき")


def test_a_text_in_thai_is_cut_into_letters_as_it_has_no_blanks() -> None:
    assert "".join(forms("นโยบายพลังงาน")) == "นโยบายพลังงาน"
    assert len(forms("นโยบาย")) == 6


def test_words_of_syllables_end_at_a_blank_a_sign_or_other_letters() -> None:
    assert [word for _, word in runs(units("비자를 FTA는 한·중 합의"))] == ["비자를", "는", "한", "중", "합의"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("السياسة", "سياسة"),
        ("سياسة", "بالسياسات"),
        ("الدول", "وللدول"),
        ("لبنان", "ولبنان"),
        ("سياسة", "وبسياسة"),
        ("والدة", "الوالدة"),
        ("حق", "والحق"),
        ("المؤسّسة", "لمؤسسة"),
    ],
)
def test_an_arabic_word_is_found_with_and_without_what_is_written_with_it(asked: str, told: str) -> None:
    affixes = affixes_of([ARABIC])
    assert affixes.stem(forms(asked)[0]) in set(terms(units(told), word_terms(affixes)))


def test_an_arabic_word_keeps_its_own_first_letters() -> None:
    affixes = affixes_of([ARABIC])
    assert affixes.stem("كتاب") == "كتاب"
    assert affixes.stem("وزارة") == "وزاره"


def test_pairs_go_across_spaces_and_dots_and_not_across_sentences() -> None:
    found = set(terms(units("대외 개방·확대. 과학"), word_terms(Affixes())))
    assert {"외개", "방확"} <= found
    assert "대과" not in found


def test_a_figure_is_under_its_value_and_under_what_it_rounds_to() -> None:
    assert decimal(Fraction(398119000000)) == "398119000000"
    assert {"398100000000", "398000000000"} <= set(shorter("398119000000"))
    assert list(shorter("10")) == []
    assert "7.46" in set(shorter("7.456"))
    assert decimal(Fraction(1, 3)) == ""


def test_a_date_is_under_its_value_and_under_each_part_that_it_has() -> None:
    assert list(figure_terms(Figure(0, 9, "2025-03-05", DATE))) == [
        "@-03-",
        "@-03-05",
        "@2025--",
        "@2025-03-",
        "@2025-03-05",
    ]
    assert list(figure_terms(Figure(0, 2, "-03-", DATE))) == ["@-03-"]


def test_the_dates_of_a_text_are_read_in_every_notation() -> None:
    profile = Project().site().value.profiles["ko"]
    text = "2025. 3. 5., ’24년, 2021~2022년, 3월 4일, 제3차, 1분기, 2030 계획"
    found = [it.value for it in figures(text, FigureReader(profile)) if it.unit == DATE]
    assert found == ["2025-03-05", "2024--", "2021--", "2022--", "-03-04", "2030--"]


def test_digits_in_groups_are_one_word() -> None:
    assert forms("농가 2,300호") == forms("농가 2300호")
    assert forms("1,2") == ["1", "2"]
    assert forms("1,2345") == ["1", "2345"]


def test_chinese_characters_are_read_in_korean() -> None:
    assert reading("利用厚生", {}) == "이용후생"
    assert reading("深圳", {"深圳": "선전"}) == "선전"
    assert reading("两会", {}) == ""


def test_words_that_stand_by_themselves_show_where_a_compound_is_put_together() -> None:
    known = {"국회", "입법", "입법조사처", "환경", "기술"}
    assert cuts("국회입법조사처의", known | {"국회입법조사처"}, PARTICLES) == [2]
    assert cuts("환경기술", known, PARTICLES) == [2]
    assert cuts("정상회담", known, PARTICLES) == []


def test_a_passage_knows_its_paragraph_its_page_and_the_heading_above_it() -> None:
    page = """<html lang="ko"><main id="main"><h1 id="title">제목</h1><p>앞</p>
    <p id="p1"><a class="paragraph-number" href="#p1" data-number="1"></a>하나
    <span class="page-break" id="page-2"></span>둘
    <sup class="cite">[1]</sup></p><ul id="p2"><li><a class="paragraph-number" href="#p2" data-number="2"></a>셋</li>
    <li>넷</li></ul>
    <table id="t"><tr><td>가</td><td>나</td></tr></table><div data-search="off">없다</div>
    <nav>없다</nav></main></html>"""
    found = [(it.text, it.anchor, it.number, it.pages) for it in passages(parsed(page))]
    assert found == [
        ("제목", "title", "", ()),
        ("앞", "title", "", ()),
        ("하나 둘", "p1", "1", ((3, 2),)),
        ("셋", "p2", "2", ((0, 2),)),
        ("넷", "p2", "2", ((0, 2),)),
        ("가 나", "t", "", ((0, 2),)),
    ]


@pytest.mark.parametrize("text", ["{.note}\nA quokka.", "A [quokka]{.cite} more.", "- {.note}\n  A quokka."])
def test_words_with_the_class_of_a_call_are_found(project: Project, text: str) -> None:
    page = project.with_body("content/briefs/first/en.md", f"\n{text}\n").build().page("en/briefs/first.html")
    assert any("quokka" in it.text for it in passages(parsed(page)))


def texts(built: Built) -> str:
    return "".join(content.decode() for path, content in built.tree.files.items() if path.startswith("search/"))


def test_the_same_pages_give_the_same_bytes(project: Project, built: Built) -> None:
    again = {path: content for path, content in project.build(fonts=True).tree.files.items() if "search" in path}
    assert again == {path: content for path, content in built.tree.files.items() if "search" in path}
    assert again


def test_what_is_held_back_is_not_in_the_index(project: Project, built: Built) -> None:
    path = "content/briefs/second/brief.yaml"
    held = project.with_file(path, project.text(path) + "embargo_until: 2099-01-01T09:00+09:00\n").build()
    assert "What the second brief says." in texts(built)
    assert "What the second brief says." not in texts(held)


def test_the_index_says_where_it_is(built: Built) -> None:
    (meta,) = [content for path, content in built.tree.files.items() if path.startswith("assets/search-index.")]
    said = json.loads(meta.decode().removeprefix('briefgenSearch("",').rstrip()[:-1])
    assert list(said["langs"]) == ["ko", "en"]
    assert sum(path.startswith(said["dir"] + "/") for path in built.tree.files) > said["shards"]


def test_names_of_a_term_go_together_in_every_language(project: Project) -> None:
    terms_of = [it.value for it in project.site().value.glossary.values()]
    assert ("표본", "sample", "標本") in set(alias_groups(terms_of))
