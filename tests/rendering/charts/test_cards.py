"""The picture that stands for a page where it is shared, and the lines of text in it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from support.project import SMALL

from briefgen.reading.files.theme import read_theme
from briefgen.reading.world import MemoryWorld
from briefgen.rendering.charts.cards import (
    WIDTH,
    CardJob,
    card_faces,
    card_lines,
    card_look,
    draw_card,
    set_title,
    width_of,
)
from briefgen.rendering.charts.fonts import ChartFont
from briefgen.rendering.charts.lettering import SetLine, coverage, stretches
from briefgen.rendering.fonts.faces import Fonts, read_fonts


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return read_fonts(MemoryWorld(SMALL)).value


def card(title: str, lang: str, fonts: Fonts) -> CardJob:
    families = fonts.roles(lang)["sans"]
    bold, plain = card_faces(fonts, families, 700), card_faces(fonts, families, 400)
    colours = card_look(read_theme(MemoryWorld(SMALL)))
    return CardJob("card.png", lang, "S-01", title, "표본", "2001. 4. 11.", bold, plain, colours)


@pytest.mark.parametrize(
    ("lang", "title"),
    [("ko", "한중자유무역협정 서비스·투자 후속협상의 쟁점과 입법 과제"), ("en", "A title of some length & <more>")],
)
def test_a_card_is_a_small_picture_of_the_size_that_is_wanted_and_always_the_same(
    lang: str, title: str, fonts: Fonts
) -> None:
    job = card(title, lang, fonts)
    outcome = draw_card(job)
    assert outcome.diagnostics == ()
    assert len(outcome.value) < 60_000
    with Image.open(BytesIO(outcome.value)) as image:
        assert (image.format, image.size) == ("PNG", (1200, 630))
        assert len(image.convert("RGB").getcolors(10_000) or ()) > 4
    assert draw_card(job).value == outcome.value


def test_the_card_of_a_pack_is_in_its_colour() -> None:
    theme = read_theme(MemoryWorld(SMALL))
    looks = [card_look(theme, colour) for colour in ("", "pine", "indigo", "plum", "russet")]
    assert looks[0] == looks[1]
    assert len(set(looks)) == 4
    assert {len(look) for look in looks} == {5}


def test_a_line_breaks_between_words_and_keeps_to_the_card(fonts: Fonts) -> None:
    title = "한중자유무역협정 서비스·투자 후속협상의 쟁점과 입법 과제, 그리고 남은 물음"
    faces = card_faces(fonts, fonts.roles("ko")["sans"], 700)
    size, lines = set_title(title, lambda text: width_of(text, faces))
    assert " ".join(lines) == title
    assert len(lines) > 1
    assert all(width_of(line, faces) * size <= 1040 for line in lines)
    assert tuple(it.words for it in card_lines(card(title, "ko", fonts))[1]) == lines


@pytest.mark.parametrize(
    "title",
    ["국회입법조사처가 꼽은 2025 양회의 핵심은 소비·개방·과학기술이다", "예산은 편성한 돈, 기금은 끌어들이려는 돈"],
)
def test_no_word_that_fits_on_a_line_is_broken(title: str, fonts: Fonts) -> None:
    faces = card_faces(fonts, fonts.roles("ko")["sans"], 700)
    _, lines = set_title(title, lambda text: width_of(text, faces))
    assert [word for line in lines for word in line.split()] == title.split()


@given(st.text(st.sampled_from("가나다라 ab,"), max_size=400))
def test_no_title_runs_over_its_card(title: str) -> None:
    size, lines = set_title(title, len)
    assert len(lines) <= 5
    assert size * 1.3 * len(lines) <= 350
    assert all(len(line.removesuffix("…")) * size <= 1040 for line in lines)


def test_a_card_in_a_language_read_from_right_to_left_is_mirrored(fonts: Fonts) -> None:
    job = replace(card("سياسات 2026", "ar", fonts), mirrored=True)
    (above,), (title,), (below, aside) = card_lines(job)
    assert [(it.x, it.ends) for it in (above, title, below)] == [(WIDTH - 80, True)] * 3
    assert (aside.x, aside.ends) == (80, False)
    with Image.open(BytesIO(draw_card(job).value)) as image:
        dark = image.convert("L").point(lambda tone: 255 if tone < 128 else 0).crop((0, 104, WIDTH, 500))
    left, _, right, _ = dark.getbbox() or (0, 0, 0, 0)
    assert WIDTH // 2 < left < right <= WIDTH - 80


def test_nothing_but_the_rule_stands_beside_it(fonts: Fonts) -> None:
    with Image.open(BytesIO(draw_card(card("제목", "ko", fonts)).value)) as image:
        row = [image.convert("RGB").getpixel((x, 505)) for x in (0, 79, 80, 1119, 1120, 1199)]
    assert row[0] == row[1] == row[4] == row[5] != row[2] == row[3]


# Lines of text as coverage


BOX = (0, 0, 600, 100)


@pytest.fixture(scope="module")
def faces() -> tuple[ChartFont, ...]:
    fonts = read_fonts(MemoryWorld(SMALL)).value
    return card_faces(fonts, ("Briefgen Sans", "Noto Sans KR", "Noto Sans Arabic"), 700)


@pytest.mark.parametrize(
    ("words", "mirrored", "order"),
    [
        ("Seoul in 2026", False, ["Seoul in 2026"]),
        ("a سياسات السكن b", False, ["a ", "سياسات السكن", " b"]),
        ("سياسات 2026: السكن", True, [": السكن", "2026", "سياسات "]),
        ("سلسلة · 3", True, ["3", "سلسلة · "]),
        ("GDP per capita", True, ["GDP per capita"]),
        ("", True, []),
    ],
)
def test_stretches_stand_as_they_are_seen_from_left_to_right(words: str, mirrored: bool, order: list[str]) -> None:
    assert [part for _, part in stretches(words, mirrored=mirrored)] == order


def test_a_line_begins_or_ends_at_its_place(faces: tuple[ChartFont, ...]) -> None:
    words = "Housing 주거 السكن"
    begun = coverage([SetLine(words, 50, 60, 40, faces)], BOX, "en").getbbox() or (0, 0, 0, 0)
    ended = coverage([SetLine(words, 550, 60, 40, faces, ends=True)], BOX, "en").getbbox() or (0, 0, 0, 0)
    assert begun[0] == pytest.approx(50, abs=5)
    assert ended[2] == pytest.approx(550, abs=5)
    assert begun[2] - begun[0] == pytest.approx(ended[2] - ended[0], abs=2)


def test_a_character_is_drawn_in_the_first_face_that_has_it(faces: tuple[ChartFont, ...]) -> None:
    all_three = coverage([SetLine("가", 50, 60, 40, faces)], BOX, "ko")
    assert all_three.tobytes() == coverage([SetLine("가", 50, 60, 40, faces[1:2])], BOX, "ko").tobytes()
    assert all_three.tobytes() != coverage([SetLine("가", 50, 60, 40, faces[:1])], BOX, "ko").tobytes()


def test_nothing_is_drawn_without_words_or_faces(faces: tuple[ChartFont, ...]) -> None:
    assert coverage([], BOX, "en").getbbox() is None
    assert coverage([SetLine("a", 50, 60, 40, ()), SetLine("", 50, 60, 40, faces)], BOX, "en").getbbox() is None
