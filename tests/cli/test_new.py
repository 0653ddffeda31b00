"""What ``new`` starts is whole, builds without a problem, and takes nobody's place."""

import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.cli.main import main
from briefgen.reading.load import load
from briefgen.reading.world import DiskWorld

PROJECT = Path(__file__).resolve().parents[2]


def briefgen(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "my-briefs"
    assert briefgen("new", "site", folder) == 0
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_site_is_read_without_a_problem(site: Path) -> None:
    outcome = load(DiskWorld(site))
    assert outcome.diagnostics == ()
    assert outcome.value.languages == ("ko", "en")
    assert not [path for path, content in contents(site).items() if b"START-" in content]


def test_a_new_brief_and_pack_are_read_without_a_problem(site: Path) -> None:
    assert briefgen("new", "brief", "trade-in-services", "-C", site) == 0
    assert briefgen("new", "pack", "spring-visit", "-C", site) == 0
    outcome = load(DiskWorld(site))
    assert outcome.diagnostics == ()
    assert outcome.value.briefs["trade-in-services"].data.value.number == "2"
    assert outcome.value.packs["spring-visit"].value.briefs == ("first-brief", "trade-in-services")
    assert not [path for path, content in contents(site).items() if b"START-" in content]


def test_a_site_in_other_languages_gets_briefs_in_those(site: Path) -> None:
    settings = site / "content" / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("languages: [ko, en]", "languages: [en, fr]"), "utf-8")
    briefgen("new", "brief", "trade", "-C", site)
    briefgen("new", "pack", "both", "-C", site)
    assert sorted(path.name for path in (site / "content/briefs/trade").iterdir()) == ["brief.yaml", "en.md", "fr.md"]
    pack = (site / "content/packs/both.yaml").read_text("utf-8")
    assert "  fr: Title of the pack (both)\n" in pack and "  ko:" not in pack


@pytest.mark.parametrize("arguments", [("brief", "first-brief"), ("pack", "first-pack"), ("site", ".")])
def test_nothing_that_exists_is_written_over(
    site: Path, arguments: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site)
    before = contents(site)
    assert briefgen("new", *arguments) == 2
    assert contents(site) == before


@pytest.mark.parametrize("name", ["../up", "A", "a b", "한글", "a_b", "-a", ""])
def test_a_name_that_makes_no_good_address_is_refused(site: Path, name: str) -> None:
    before = contents(site)
    assert briefgen("new", "brief", "-C", site, "--", name) == 2
    assert briefgen("new", "pack", "-C", site, "--", name) == 2
    assert contents(site) == before


@pytest.mark.slow
def test_everything_new_builds_without_a_warning(site: Path) -> None:
    briefgen("new", "brief", "trade-in-services", "-C", site)
    briefgen("new", "pack", "spring-visit", "-C", site)
    ran = subprocess.run(
        [sys.executable, "-m", "briefgen", "build", "-C", site, "--strict"], cwd=PROJECT, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for path in ("ko/briefs/first-brief.pdf", "en/briefs/trade-in-services.html", "ko/packs/spring-visit.pdf"):
        assert (site / "site" / path).is_file(), path
