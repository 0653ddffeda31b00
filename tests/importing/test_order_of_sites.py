"""The order of a site, as its navigation or the weights of its documents say it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.command import Run, laid_out, runner

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


@pytest.fixture
def briefgen(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


def settings(briefgen: Run, folder: Path, files: dict[str, str | bytes]) -> dict[str, Any]:
    ran = briefgen("import", laid_out(folder / "old", files), "-C", folder / "new")
    assert ran.code == 0, ran.err
    found = yaml.safe_load((folder / "new/content/site.yaml").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_the_navigation_of_mkdocs_gives_order_and_titles(briefgen: Run, tmp_path: Path) -> None:
    names = ("index", "about/what", "about/who", "setup/first", "setup/install", "a")
    files: dict[str, str | bytes] = {f"docs/{name}.md": f"# Of {name}\n\nIt is said.\n" for name in names}
    site = settings(briefgen, tmp_path, {"mkdocs.yml": NAV, **files})
    assert site["home"] == ["home", "setup-install", "setup-first", "about-who", "about-what", "a"]
    assert list(site["topics"].items()) == [("setup", {"name": "Setting up"}), ("about", {"name": "For readers"})]


HARBOUR = {"en": ("Harbour Handbook", "On its fees."), "fr": ("Manuel du port", "Des tarifs.")}


def of_languages(names: dict[str, str], folders: dict[str, str], **said: str) -> dict[str, str | bytes]:
    """A folder with settings of MkDocs for each language: ``names`` are those of the settings."""
    files: dict[str, str | bytes] = {"README.md": "# The repository\n"}
    for lang, (title, about) in HARBOUR.items():
        nav = f"nav:\n  - index.md\n  - {title} A: [a/y.md, a/x.md]\n  - {lang}.md\n"
        more = f"theme: {{language: {lang}}}\n{nav}{said.get(lang, '')}"
        files[names[lang]] = f"site_name: {title}\nsite_description: {about}\ndocs_dir: {folders[lang]}\n{more}"
        for name in ("index", "a/x", "a/y", "b/x", "b/y", lang):
            files[f"{folders[lang]}/{name}.md"] = f"# Of {name}\n\nIt is said in {lang}.\n"
    return files


@pytest.mark.parametrize(
    ("names", "folders"),
    [
        ({"en": "mkdocs-en.yml", "fr": "mkdocs-fr.yml"}, {"en": "en", "fr": "fr"}),
        ({"en": "mkdocs_en.yaml", "fr": "mkdocs.fr.yml"}, {"en": "docs/en", "fr": "docs/fr"}),
        ({"en": "mkdocs.yml", "fr": "mkdocs.fr.yml"}, {"en": "docs", "fr": "docs/fr"}),
        ({"en": "mkdocs.yml", "fr": "mkdocs-fr.yml"}, {"en": "docs", "fr": "docs_fr"}),
    ],
)
def test_settings_of_mkdocs_for_each_language_are_read(
    briefgen: Run, tmp_path: Path, names: dict[str, str], folders: dict[str, str]
) -> None:
    site = settings(briefgen, tmp_path, of_languages(names, folders))
    assert site["title"] == {lang: title for lang, (title, _) in HARBOUR.items()}
    assert site["description"] == {lang: about for lang, (_, about) in HARBOUR.items()}
    assert site["home"] == ["home", "a-y", "a-x", "en"]
    assert site["topics"]["a"] == {"name": {"en": "Harbour Handbook A", "fr": "Manuel du port A"}}
    texts = {path.parent.name: path.parent for path in (tmp_path / "new/content/briefs").glob("*/fr.md")}
    assert set(texts) == {"home", "a-x", "a-y", "b-x", "b-y", "en"}
    assert all((folder / "en.md").exists() for folder in texts.values())


def test_pages_at_the_same_place_of_both_navigations_are_translations(briefgen: Run, tmp_path: Path) -> None:
    pages = {
        "en": (
            "index",
            "Fees: [fees/berths, fees/cranes]",
            "Rules: [rules/a, rules/b]",
            "More: [d/x]",
            "O: [o/p, o/q]",
        ),
        "fr": ("index", "Tarifs: [tarifs/quais, tarifs/grues]", "Règles: [rules/b, rules/c]", "Plus: [y]", "O: [o/q]"),
    }
    files: dict[str, str | bytes] = {}
    for lang, nav in pages.items():
        entries = [re.sub(r"[a-z]+(?:/[a-z]+)?(?=[],]|$)", r"\g<0>.md", entry) for entry in nav]
        lines = "".join(f"  - {entry}\n" for entry in entries)
        files[f"mkdocs-{lang}.yml"] = f"site_name: S\ndocs_dir: {lang}\nnav:\n{lines}"
        for path in re.findall(r"[a-z/]+\.md", lines):
            files[f"{lang}/{path}"] = f"# Of {path}\n\nIt is said.\n"
    site = settings(briefgen, tmp_path, files)
    briefs = tmp_path / "new/content/briefs"
    both = {it.parent.name for it in briefs.glob("*/fr.md") if (it.parent / "en.md").exists()}
    assert both == {"home", "fees-berths", "fees-cranes", "rules-b", "o-q"}
    assert "Of tarifs/grues.md" in (briefs / "fees-cranes/fr.md").read_text("utf-8")
    assert site["topics"]["fees"] == {"name": {"en": "Fees", "fr": "Tarifs"}}
    report = (tmp_path / "new/import-report.md").read_text("utf-8")
    assert "### fr/tarifs/grues.md\n\n- taken as the translation of en/fees/cranes.md" in report


def test_other_settings_of_mkdocs_are_those_of_no_language(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "mkdocs.yml": "site_name: Manual\n",
        "mkdocs-dev.yml": "site_name: Manual for us\ndocs_dir: dev\n",
        "mkdocs_ee.yml": "INHERIT: mkdocs.yml\nsite_name: Manual for customers\n",
        "docs/index.md": "# Start\n\nIt is said.\n",
    }
    site = settings(briefgen, tmp_path, files)
    assert (site["title"], site["languages"]) == ("Manual", ["en"])


def test_weights_give_the_order(briefgen: Run, tmp_path: Path) -> None:
    heads = {"a": "weight: 3", "b": "sidebar_position: 1.5", "c": "title: C", "d": "menu: {main: {weight: 2}}"}
    files: dict[str, str | bytes] = {f"{name}.md": f"---\n{head}\n---\n\nIt is said.\n" for name, head in heads.items()}
    assert settings(briefgen, tmp_path, files)["home"] == ["b", "d", "a"]


def test_numbers_before_names_give_the_order_and_stand_in_no_address(briefgen: Run, tmp_path: Path) -> None:
    names = ("10-rules/2_fees", "10-rules/10_berths", "9-start/01-index", "9-start/02-map", "9-start/3-day-trip")
    files: dict[str, str | bytes] = {f"{name}.md": "It is said.\n" for name in names}
    site = settings(briefgen, tmp_path, files)
    assert site["home"] == ["start", "start-map", "start-day-trip", "rules-fees", "rules-berths"]
    assert list(site["topics"].items()) == [("start", {"name": "Start"}), ("rules", {"name": "Rules"})]


def test_a_number_that_gives_no_order_belongs_to_the_name(briefgen: Run, tmp_path: Path) -> None:
    names = ("a/3-day-rule", "a/fees", "a/berths", "b/2024-budget", "b/2025-budget", "c/1-map", "c/2-map", "404")
    files: dict[str, str | bytes] = {f"{name}.md": f"# Of {name}\n\nIt is said.\n" for name in (*names, "a/1.index")}
    assert "home" not in settings(briefgen, tmp_path, files)
    found = {path.name for path in (tmp_path / "new/content/briefs").iterdir()}
    assert found == {"a", *(name.replace("/", "-") for name in names)}


def test_folders_of_docusaurus_say_their_names_and_places(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "docusaurus.config.js": "module.exports = {title: 'Manual'};\n",
        **{f"docs/{name}.md": f"# Of {name}\n\nIt is said.\n" for name in ("a/one", "a/two", "b/one", "b/two")},
        "docs/a/_category_.json": '{"label": "Later  on", "position": 2, "link": {"type": "generated-index"}}',
        "docs/b/_category_.yml": "label: First of all\nposition: 1.5\n",
    }
    site = settings(briefgen, tmp_path, files)
    assert site["home"] == ["b-one", "b-two", "a-one", "a-two"]
    assert list(site["topics"].items()) == [("b", {"name": "First of all"}), ("a", {"name": "Later on"})]


def test_a_category_that_cannot_be_read_says_nothing(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"{name}.md": "It is.\n" for name in ("a/one", "a/two", "b/one", "b/two")}
    files |= {"a/_category_.json": "{", "b/_category_.json": '{"label": [], "position": "x"}'}
    assert settings(briefgen, tmp_path, files)["topics"] == {"a": {"name": "A"}, "b": {"name": "B"}}


def test_without_an_order_none_is_made_up(briefgen: Run, tmp_path: Path) -> None:
    assert "home" not in settings(briefgen, tmp_path, {"b.md": "# B\n\nIt is.\n", "a.md": "# A\n\nIt is.\n"})


def test_documents_of_docusaurus_may_stand_beside_its_settings(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "docusaurus.config.js": "module.exports = {title: 'Manual'};\n",
        "guide.md": "---\nid: the-guide\nsidebar_position: 2\n---\n\n# Guide\n\nIt is said.\n",
        "intro.md": "---\nsidebar_position: 1\n---\n\n# Introduction\n\nSee [it](the-guide).\n",
    }
    site = settings(briefgen, tmp_path, files)
    assert (site["title"], site["home"]) == ("Manual", ["intro", "guide"])
    assert "[it](brief:guide)" in (tmp_path / "new/content/briefs/intro/en.md").read_text("utf-8")
    report = (tmp_path / "new/import-report.md").read_text("utf-8")
    assert "sidebar_position" not in report and "“id”" not in report
