"""The order of a site, as its navigation or the weights of its documents say it."""

from __future__ import annotations

from pathlib import Path

from support.command import Run
from support.imported import imported, settings

NAV = """site_name: Manual
nav:
  - Home: index.md
  - Setting up:
      - setup/install.md
      - First steps: setup/first.md
  - For readers:
      - about/who.md
      - about/what.md
  - Mixed: [a.md, about/who.md]
  - Elsewhere: https://example.org/
"""


def test_the_navigation_of_mkdocs_gives_order_and_titles(briefgen: Run, tmp_path: Path) -> None:
    names = ("index", "about/what", "about/who", "setup/first", "setup/install", "a")
    files: dict[str, str | bytes] = {f"docs/{name}.md": f"# Of {name}\n\nIt is said.\n" for name in names}
    site = settings(imported(briefgen, tmp_path, {"mkdocs.yml": NAV, **files}))
    assert site["home"] == ["home", "setup-install", "setup-first", "about-who", "about-what", "a"]
    assert list(site["topics"].items()) == [("setup", {"name": "Setting up"}), ("about", {"name": "For readers"})]


def test_weights_give_the_order(briefgen: Run, tmp_path: Path) -> None:
    heads = {"a": "weight: 3", "b": "sidebar_position: 1.5", "c": "title: C", "d": "menu: {main: {weight: 2}}"}
    files: dict[str, str | bytes] = {f"{name}.md": f"---\n{head}\n---\n\nIt is said.\n" for name, head in heads.items()}
    assert settings(imported(briefgen, tmp_path, files))["home"] == ["b", "d", "a"]


def test_numbers_before_names_give_the_order_and_stand_in_no_address(briefgen: Run, tmp_path: Path) -> None:
    names = ("10-rules/2_fees", "10-rules/10_berths", "9-start/01-index", "9-start/02-map", "9-start/3-day-trip")
    files: dict[str, str | bytes] = {f"{name}.md": "It is said.\n" for name in names}
    site = settings(imported(briefgen, tmp_path, files))
    assert site["home"] == ["start", "start-map", "start-day-trip", "rules-fees", "rules-berths"]
    assert list(site["topics"].items()) == [("start", {"name": "Start"}), ("rules", {"name": "Rules"})]


def test_a_number_that_gives_no_order_belongs_to_the_name(briefgen: Run, tmp_path: Path) -> None:
    names = ("a/3-day-rule", "a/fees", "a/berths", "b/2024-budget", "b/2025-budget", "c/1-map", "c/2-map", "404")
    files: dict[str, str | bytes] = {f"{name}.md": f"# Of {name}\n\nIt is said.\n" for name in (*names, "a/1.index")}
    assert "home" not in settings(imported(briefgen, tmp_path, files))
    found = {path.name for path in (tmp_path / "new/content/briefs").iterdir()}
    assert found == {"a", *(name.replace("/", "-") for name in names)}


def test_folders_of_docusaurus_say_their_names_and_places(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "docusaurus.config.js": "module.exports = {title: 'Manual'};\n",
        **{f"docs/{name}.md": f"# Of {name}\n\nIt is said.\n" for name in ("a/one", "a/two", "b/one", "b/two")},
        "docs/a/_category_.json": '{"label": "Later  on", "position": 2, "link": {"type": "generated-index"}}',
        "docs/b/_category_.yml": "label: First of all\nposition: 1.5\n",
    }
    site = settings(imported(briefgen, tmp_path, files))
    assert site["home"] == ["b-one", "b-two", "a-one", "a-two"]
    assert list(site["topics"].items()) == [("b", {"name": "First of all"}), ("a", {"name": "Later on"})]


def test_a_category_that_cannot_be_read_says_nothing(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"{name}.md": "It is.\n" for name in ("a/one", "a/two", "b/one", "b/two")}
    files |= {"a/_category_.json": "{", "b/_category_.json": '{"label": [], "position": "x"}'}
    assert settings(imported(briefgen, tmp_path, files))["topics"] == {"a": {"name": "A"}, "b": {"name": "B"}}


def test_without_an_order_none_is_made_up(briefgen: Run, tmp_path: Path) -> None:
    assert "home" not in settings(imported(briefgen, tmp_path, {"b.md": "# B\n\nIt is.\n", "a.md": "# A\n\nIt is.\n"}))


def test_documents_of_docusaurus_may_stand_beside_its_settings(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "docusaurus.config.js": "module.exports = {title: 'Manual'};\n",
        "guide.md": "---\nid: the-guide\nsidebar_position: 2\n---\n\n# Guide\n\nIt is said.\n",
        "intro.md": "---\nsidebar_position: 1\n---\n\n# Introduction\n\nSee [it](the-guide).\n",
    }
    site = settings(imported(briefgen, tmp_path, files))
    assert (site["title"], site["home"]) == ("Manual", ["intro", "guide"])
    assert "[it](brief:guide)" in (tmp_path / "new/content/briefs/intro/en.md").read_text("utf-8")
    report = (tmp_path / "new/import-report.md").read_text("utf-8")
    assert "sidebar_position" not in report and "“id”" not in report
