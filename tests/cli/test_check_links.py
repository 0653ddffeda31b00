"""``briefgen check --links`` asks, records and says; without a network, and for a build, the record is enough."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import Run, laid_out
from support.fake_web import playing
from support.project import Project

Check = Callable[..., tuple[int, str, str]]
LINKS = "content/links.yaml"


@pytest.fixture
def check(tmp_path: Path, briefgen: Run) -> Check:
    def checked(project: Project | None, *arguments: str) -> tuple[int, str, str]:
        if project is not None:
            laid_out(tmp_path, project.files)
        only = ["--select", "address-is-there,address-is-current,address-is-checked", "--executor", "inline"]
        ran = briefgen("check", "-C", tmp_path, *only, *arguments)
        return ran.code, ran.out, ran.err

    return checked


def with_addresses(project: Project, *addresses: str) -> Project:
    links = " ".join(f"[page {number}]({address})" for number, address in enumerate(addresses))
    return project.with_body("content/briefs/second/en.md", f"See {links}.\n")


def test_answers_are_recorded_and_told_at_their_places(project: Project, check: Check, tmp_path: Path) -> None:
    with playing() as web:
        given = with_addresses(project, web.at("/ok"), web.at("/moved"), web.at("/gone"))
        code, out, err = check(given, "--links", "--allow-private")
        text = (tmp_path / LINKS).read_text("utf-8")
        assert any("(+https://example.org/sample/)" in agent for agent in web.agents)
    assert code == 0
    assert "3 addresses checked: 1 gone, 1 moved, 1 ok" in err
    assert f"{web.at('/gone')} is gone (410, on " in out and f"write {web.at('/ok')}" in out
    assert f"{web.at('/moved')}:\n  state: moved\n  status: 301\n" in text
    assert not [path for path in (tmp_path / "content").iterdir() if path.suffix == ".tmp"]
    assert check(None, "--strict")[0] == 1


def test_without_a_network_it_says_so_once_and_keeps_the_record(project: Project, check: Check, tmp_path: Path) -> None:
    with playing() as web:
        dead = web.at("/ok")
    record = f"{dead}:\n  state: gone\n  checked: 2026-11-25\n"
    code, out, err = check(with_addresses(project, dead).with_file(LINKS, record), "--links", "--allow-private")
    assert code == 0 and err.count("there seems to be no network") == 1
    assert f"{dead} is gone" in out
    assert (tmp_path / LINKS).read_text("utf-8") == record


def test_a_record_that_cannot_be_read_is_left_alone(project: Project, check: Check, tmp_path: Path) -> None:
    broken = "https://example.org/: {state: lost}\n"
    code, _, err = check(project.with_file(LINKS, broken), "--links")
    assert code == 1 and "no links were checked" in err
    assert (tmp_path / LINKS).read_text("utf-8") == broken


def test_offline_looks_at_what_is_recorded_at_any_time(project: Project, check: Check) -> None:
    record = "https://example.org/page: {state: ok, checked: 2026-11-25}\n"
    given = with_addresses(project, "https://example.org/page").with_file(LINKS, record)
    assert check(given, "--links", "--offline", "--strict", "--now", "2026-12-25T09:00+09:00")[0] == 0
    code, out, _ = check(None, "--links", "--offline", "--strict", "--now", "2027-12-25T09:00+09:00")
    assert code == 1 and "was checked 395 days ago" in out
    assert check(None, "--strict", "--now", "2027-12-25T09:00+09:00")[0] == 0


@pytest.mark.parametrize("wrong", [["--offline"], ["--allow-private"], ["--links", "--now", "2026-12-25T09:00+09:00"]])
def test_what_makes_no_sense_is_refused(project: Project, check: Check, wrong: list[str]) -> None:
    assert check(project, *wrong)[0] == 2
