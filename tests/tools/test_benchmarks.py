"""The benchmarks have something to measure: a generated pack that is sound, and the same text for other programs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from support.project import Project


def test_a_generated_project_is_sound_and_the_same_every_time(benchmark) -> None:
    generated = benchmark("generated")
    files = generated.project(2, "[facing]")
    assert files == generated.project(2, "[facing]")
    built = Project(files).build()
    assert built.problems == []
    assert any(path.startswith("ko/briefs/brief-2") for path in built.tree.files)


def test_more_pages_take_more_briefs(benchmark) -> None:
    briefs_for = benchmark("generated").briefs_for
    assert [briefs_for(2), briefs_for(10)] == [1, 1]
    assert briefs_for(800) > 3.9 * briefs_for(200) > 0


def test_every_part_of_the_paper_benchmark_can_be_asked_for(benchmark, tmp_path: Path) -> None:
    paper = benchmark("paper")
    assert paper._slope([(10, 1.0), (20, 2.0), (40, 4.0)]) == pytest.approx(1)
    assert paper.job(tmp_path, "ko/packs/all.pdf").name == "ko+packs+all.pdf.job"


def test_typst_is_given_the_headings_words_notes_and_tables(benchmark) -> None:
    page = (
        '<html><head><title>t</title></head><body><h2>A *b*</h2><p>One<span class="footnote">two</span> #three</p>'
        "<table><tr><th>x</th><td>1</td></tr></table><svg><text>drawn</text></svg></body></html>"
    )
    text = benchmark("paper_typst").markup(page, "en")
    assert '#heading(level: 2)[#"A *b*";]' in text
    assert '#"One"; #footnote[#"two";] #"#three";' in text
    assert '#table(columns: 2, [#"x";], [#"1";])' in text
    assert "drawn" not in text


FUNCTION = b"""\
def kept(words: list[str], most: int, *, sort: bool = False) -> list[str]:
    found = []
    for word in words:
        if word in ("a", "an", "the") or len(word) < most:
            continue
        found.append(word)
    return found[1:]
"""


def test_each_fault_is_one_change_that_can_be_compiled(benchmark) -> None:
    changes = set()
    for site in benchmark("fault_sites").Module("kept.py", FUNCTION).sites(ast.parse(FUNCTION)):
        compile(FUNCTION[: site.start] + site.wrong + FUNCTION[site.end :], site.path, "exec")
        assert site.function == "kept"
        changes.add((site.operator, site.line, FUNCTION[site.start : site.end].decode(), site.wrong.decode()))
    condition = 'word in ("a", "an", "the") or len(word) < most'
    assert changes == {
        ("default changed", 1, "False", "True"),
        ("condition negated", 4, condition, f"not ({condition})"),
        ("and/or exchanged", 4, condition, condition.replace(" or ", " and ")),
        ("comparison turned", 4, 'word in ("a", "an", "the")', 'word not in ("a", "an", "the")'),
        ("comparison turned", 4, "len(word) < most", "len(word) <= most"),
        ("element dropped", 4, '"a", ', ""),
        ("continue to break", 5, "continue", "break"),
        ("statement dropped", 6, "found.append(word)", "pass"),
        ("empty return", 7, "found[1:]", "[]"),
        ("integer + 1", 7, "1", "2"),
    }


def test_the_cheapest_tests_of_a_fault_come_first_and_a_costly_fixture_is_made_once(benchmark) -> None:
    def known(seconds: float, *uses: str, **fixtures: float) -> dict[str, object]:
        return {"wall": seconds, "fix": fixtures, "uses": uses}

    tests = {
        "a.py::late": known(9.0, "site"),
        "a.py::first": known(5.1, "site", site=5.0),
        "b.py::quick": known(0.2),
        "b.py::slow": known(6.0),
        "c.py::of_another_function": known(0.1),
    }
    order = benchmark("seeded_faults").in_order({*tests} - {"c.py::of_another_function"}, tests)
    assert [*order] == ["b.py::quick", "a.py::first", "a.py::late", "b.py::slow"]
