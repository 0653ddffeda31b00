"""Lines of text as coverage."""

from __future__ import annotations

import pytest
from support.project import SMALL

from briefgen.reading.world import MemoryWorld
from briefgen.rendering.charts.cards import card_faces
from briefgen.rendering.charts.fonts import ChartFont
from briefgen.rendering.charts.lettering import SetLine, coverage, stretches
from briefgen.rendering.fonts.faces import read_fonts

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
