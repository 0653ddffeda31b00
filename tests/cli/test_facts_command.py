"""The ledger asked from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import Run, laid_out
from support.project import Project

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(tmp_path: Path, briefgen: Run) -> Ask:
    """``briefgen facts …`` in a project with a fact that nothing uses."""
    project = Project()
    spare = (
        "\nspare:\n  label: {ko: 남는 수, en: Spare}\n  value: 3 samples\n  source: report-a\n  status: single-source\n"
    )
    project = project.with_file("content/facts/counts.yaml", project.text("content/facts/counts.yaml") + spare)
    laid_out(tmp_path, project.files)

    def asked(*arguments: str) -> tuple[int, str, str]:
        ran = briefgen("facts", *arguments, "-C", tmp_path)
        return ran.code, ran.out, ran.err

    return asked


def test_the_list_has_every_fact_with_its_words_and_how_often_it_is_used(ask: Ask) -> None:
    code, out, _ = ask("list", "--lang", "en")
    lines = {line.split()[0]: line for line in out.splitlines()}
    assert code == 0
    assert "12 samples" in lines["count-a"] and "single-source" in lines["count-a"]
    assert lines["spare"].endswith(" 0") and not lines["count-a"].endswith(" 0")


def test_a_fact_is_shown_in_every_language_with_its_source(ask: Ask) -> None:
    _, out, _ = ask("show", "count-a")
    assert "ko: 표본 수" in out and "en: Number of samples" in out
    assert "report-a, p. 3" in out


def test_every_place_that_names_it_is_a_line_of_a_file(ask: Ask) -> None:
    _, out, _ = ask("where", "count-a")
    project = Project()
    places = [line.split(": ")[0].split(":") for line in out.splitlines()]
    assert len(places) > 5
    for path, line, column in places:
        assert "count-a" in project.text(path).splitlines()[int(line) - 1][int(column) - 1 :]
    assert {Path(path).suffix for path, _, _ in places} == {".md", ".yaml"}


def test_what_nothing_uses_is_named_where_it_is_declared(ask: Ask) -> None:
    code, out, _ = ask("unused")
    assert code == 1
    assert [line.split(": ")[1] for line in out.splitlines()] == ["claim-a", "spare"]


def test_what_is_unused_for_a_reason_is_named_with_it(tmp_path: Path, briefgen: Run) -> None:
    project = Project()
    (path,) = [path for path in project.files if path.startswith("content/facts/") and "claim-a:" in project.text(path)]
    project = project.with_file(path, project.text(path).replace("claim-a:\n", "claim-a:\n  unused: for the next\n"))
    laid_out(tmp_path, project.files)
    ran = briefgen("facts", "unused", "-C", tmp_path)
    first, last = ran.out.splitlines()
    assert ran.code == 0
    assert first.endswith(": claim-a: for the next")
    assert last == "every other fact is used; unused for the reasons given: 1"


def test_a_program_gets_json(ask: Ask) -> None:
    _, out, _ = ask("list", "--json")
    (found,) = [fact for fact in json.loads(out) if fact["id"] == "count-a"]
    assert found["words"]["en"] == "12 samples"
    assert found["places"][0]["path"].startswith("content/")


def test_a_fact_that_there_is_not_gets_the_nearest(ask: Ask) -> None:
    code, _, err = ask("show", "count-b")
    assert code == 2 and "did you mean count-a?" in err


def test_a_figure_that_no_fact_gives_is_named_with_the_fact_that_it_could_be(ask: Ask, tmp_path: Path) -> None:
    assert ask("unbound")[:2] == (0, "every figure comes from the ledger\n")
    path = "content/briefs/first/{}.md"
    for lang, old, new in (
        ("en", "Take more samples.", "Take 398.5 billion yuan."),
        ("ko", "더 모은다.", "77조 원 모은다."),
    ):
        file = tmp_path / path.format(lang)
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    code, out, _ = ask("unbound")
    first, second, last = out.splitlines()
    line = (tmp_path / path.format("en")).read_text("utf-8").splitlines().index("Take 398.5 billion yuan.") + 1
    assert code == 1
    assert first.startswith(f"{path.format('en')}:{line}:6: “398.5 billion yuan”") and "{fact}`money-a`" in first
    assert second.startswith(path.format("ko")) and "is not in the ledger" in second
    assert last == "2 figures are not bound to a fact"
    assert ask("unbound", "--lang", "ko")[1].count("content/") == 1
    assert [it["line"] for it in json.loads(ask("unbound", "--lang", "en", "--json")[1])] == [line]


@pytest.mark.parametrize("asked", ["unused", "unbound"])
def test_a_ledger_that_is_not_read_has_no_answer(asked: str, tmp_path: Path, briefgen: Run) -> None:
    root = laid_out(tmp_path / "project", Project().files)
    (root / "content/facts").rename(tmp_path / "facts")
    (root / "content/facts").symlink_to(tmp_path / "facts")
    ran = briefgen("facts", asked, "-C", root)
    assert ran.code == 1
    assert "the link facts leads outside content/" in ran.err and "every" not in ran.out
