"""The benchmarks have something to measure, and the comparison with other generators says what was found."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from support.project import ROOT, Project


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], ModuleType]]:
    """Load a module of ``benchmarks/`` by its name; what a test has loaded is forgotten after it."""
    folder = ROOT / "benchmarks"
    monkeypatch.syspath_prepend(str(folder))
    yield importlib.import_module
    for path in folder.glob("*.py"):
        sys.modules.pop(path.stem, None)


def test_every_benchmark_imports_what_there_is() -> None:
    gone = set[str]()
    for path in (ROOT / "benchmarks").glob("*.py"):
        for it in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(it, ast.ImportFrom) and it.module and it.module.startswith(("briefgen", "support")):
                module = importlib.import_module(it.module)
                named = [name.name for name in it.names if not hasattr(module, name.name)]
                gone |= {f"{path.name}: {it.module}.{name}" for name in named if not _is_module(it.module, name)}
    assert gone == set()


def _is_module(package: str, name: str) -> bool:
    return importlib.util.find_spec(f"{package}.{name}") is not None


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


# Beside other generators


def test_without_charts_and_a_pack_the_project_is_sound(benchmark) -> None:
    files = benchmark("generated").project(2, charts=False, pack=False)
    assert not [path for path in files if "chart" in path or "packs" in path]
    assert Project(files).build(fonts=False).problems == []


@pytest.mark.parametrize(("name", "program"), [("Hugo", "hugo"), ("Pelican", "pelican"), ("MkDocs", "mkdocs")])
def test_the_others_get_the_text_as_a_reader_sees_it(benchmark, tmp_path: Path, name: str, program: str) -> None:
    there = tmp_path / "bin" / program
    there.parent.mkdir()
    there.touch()
    (rival,) = benchmark("rivals").rivals_in(tmp_path)
    assert rival.name.startswith(name)
    files = rival.files(2)
    text = files[rival.text]
    assert "The budget is 113.5 billion CNY" in text
    assert re.search(r"\[What programme 2 has achieved\]\(\S*brief-2\S*\)", text)
    assert not re.search(r":::|\{(?:fact|term|ref)\}|\[@", text)
    assert benchmark("rivals").MARK in files[rival.template]


def test_each_edit_changes_the_project_each_time(benchmark, tmp_path: Path) -> None:
    compare = benchmark("compare")
    tool = compare.briefgen(tmp_path, 2, False)
    assert set(tool.edits) == set(compare.KINDS) - {compare.COLD, compare.SAME}

    def state() -> dict[str, str]:
        return {str(path): path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()}

    seen = [state()]
    for edit in tool.edits.values():
        for at in (1, 2, 3):
            edit(tmp_path, at)
            seen.append(state())
    assert all(one != other for one, other in pairwise(seen))
    world = {str(path.relative_to(tmp_path)): path.read_text("utf-8") for path in (tmp_path / "content").rglob("*.*")}
    assert Project(world).build(fonts=False).problems == []


def test_a_ratio_is_of_runs_that_followed_each_other(benchmark, tmp_path: Path) -> None:
    compare = benchmark("compare")
    cells = {("briefgen", kind): [compare.Took(2.0, 3.0, 100.0)] for kind in compare.KINDS}
    others = {("Hugo", kind): [compare.Took(4.0, 5.0, 50.0)] for kind in (compare.COLD, compare.SAME)}
    edits = {("Hugo", kind): [compare.Took(1.0, 1.0, 50.0)] for kind in (compare.PROSE, compare.TEMPLATE)}
    lines = list(compare.tables({**cells, **others, **edits}, 10, 1))
    assert "| cold | 2.00 s | 3.00 s | 4.00 s | 5.00 s | 0.50 |" in lines
    assert "| one fact | 2.00 s | 3.00 s |  |  | 2.00 |" in lines
    page = tmp_path / "page.md"
    page.write_text(f"before\n{compare.FIRST}\nold\n{compare.LAST}\nafter\n")
    compare.put_into(page, lines)
    assert page.read_text().startswith(f"before\n{compare.FIRST}\n\n### 10 briefs")
    assert "\nold" not in page.read_text()
    assert page.read_text().endswith(f"{compare.LAST}\nafter\n")


def test_a_server_is_asked_until_it_shows_what_was_written(benchmark, monkeypatch, tmp_path: Path) -> None:
    beside = benchmark("serve_beside")
    monkeypatch.setattr(beside, "_REST", 0.1)
    page = tmp_path / "page.html"
    page.write_text(benchmark("generated").title_of(1, "en"))

    def edit(root: Path, at: int) -> None:
        (root / page.name).write_text(benchmark("compare").sentence(at))

    serving = "import sys; from http.server import *; "
    serving += "HTTPServer(('127.0.0.1', int(sys.argv[-1])), SimpleHTTPRequestHandler).serve_forever()"
    found = beside.measured(beside.Previewed("it", tmp_path, (sys.executable, "-c", serving), page.name, edit), 3)
    assert found.first > 0 < found.cpu
    assert len(found.edits) == 3


def test_the_table_of_the_preview_has_medians_and_ratios(benchmark) -> None:
    beside = benchmark("serve_beside")
    found = {"one": beside.Answers(900, 6.0, [50, 70, 60]), "other": beside.Answers(300, 4.0, [20, 30, 40])}
    ours, theirs, ratio = [line.split() for line in beside.table(found)][1:]
    assert ours == ["one", "900", "ms", "6.0", "s", "60", "ms"]
    assert theirs == ["other", "300", "ms", "4.0", "s", "30", "ms"]
    assert ratio == ["ratio", "3.0", "1.5", "2.0"]
