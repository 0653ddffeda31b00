"""A title of two lines is cut where its sense is, and not where the first line happens to be full."""

from __future__ import annotations

import pytest

from briefgen.rendering.html.title_lines import title_lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("실익과 신뢰에 기초한 협력, 판단 기준부터 마련해야", ("실익과 신뢰에 기초한 협력,", "판단 기준부터 마련해야")),
        ("Trade-in bonds double, retail growth hardly moves", ("Trade-in bonds double,", "retail growth hardly moves")),
        # One line is enough.
        ("짧은 제목, 한 줄", ("짧은 제목, 한 줄",)),
        # The first part would be a word alone, the second too long for a line, and there is no place to cut.
        ("중국, 차입을 늘리고 내수를 첫째 과제로", ("중국, 차입을 늘리고 내수를 첫째 과제로",)),
        ("수출의 절반, 후보는 다섯 분야지만 결정 주체가 없다", ("수출의 절반, 후보는 다섯 분야지만 결정 주체가 없다",)),
        ("Give each local exchange with China its own field", ("Give each local exchange with China its own field",)),
        # Of several places the one that makes the lines most alike.
        ("하나와 둘, 셋과 넷과 다섯, 여섯과 일곱과 여덟", ("하나와 둘, 셋과 넷과 다섯,", "여섯과 일곱과 여덟")),
    ],
)
def test_a_title_is_cut_after_a_clause(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines
    assert " ".join(lines) == title


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("省エネルギー投資は割に合うのか", ("省エネルギー投資は", "割に合うのか")),
        ("能效投资是否划算，今后如何推进建筑节能改造", ("能效投资是否划算，", "今后如何推进建筑节能改造")),
        ("政策ブリーフの題名", ("政策ブリーフの題名",)),
    ],
)
def test_a_title_without_blanks_is_cut_where_its_sense_is(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines
