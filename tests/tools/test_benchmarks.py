"""The benchmarks have something to measure: a generated pack that is sound, and the same text for other programs."""

from __future__ import annotations

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
