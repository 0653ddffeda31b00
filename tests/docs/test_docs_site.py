"""The handbooks are a site that briefgen builds; a Korean page says which English it translates."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from support.fake_fonts import fonts_uncut
from support.shared_cache import Remembered

from briefgen.building.build import BuildOptions, build
from briefgen.model.core.diagnostics import Severity
from briefgen.reading.world import DiskWorld
from briefgen.running.pool.inline import Inline

from docs_pages import PROJECT, examples  # isort: skip

TOOL = runpy.run_path(str(PROJECT / "tools/docs_site.py"), run_name="docs_site")
KOREAN = sorted((PROJECT / "docs/ko").glob("*.md"))
COMMAND = re.compile(r"^ *(?:briefgen|make|git|gh|pip|uvx|python3?|dask|docker|sudo|cd) .+$", re.MULTILINE)
ENGLISH_PAGE = (
    "# One\n\nA page. [Two](two.md#a-part) is another.\n\n## A part\n\n`[x](y.md)` is code.\n\n### Below\n\nMore.\n"
)
KOREAN_PAGE = (
    "# 하나\n\n<!-- en: top 00000000 -->\n\n쪽이다. [둘](two.md#한-부분)도 있다.\n\n"
    "<!-- en: a-part 00000000 -->\n\n## 한 부분\n\n[위](#한-부분)와 [원문](../two.md#below).\n"
)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "ko").mkdir(parents=True)
    for name in ("one", "two"):
        (folder / f"{name}.md").write_text(ENGLISH_PAGE, "utf-8")
        (folder / "ko" / f"{name}.md").write_text(KOREAN_PAGE, "utf-8")
    return folder


def page(docs: Path, lang: str) -> str:
    return str(TOOL["Shelf"](docs, TOOL["read_pairs"](docs), "https://example.org/code").text("one", lang))


def test_the_handbooks_are_a_site_without_a_problem(tmp_path: Path) -> None:
    TOOL["write_project"](PROJECT, tmp_path)
    with fonts_uncut():
        built = build(DiskWorld(tmp_path), BuildOptions(web_only=True), executor=Inline(), store=Remembered())
    told = [f"{it.span} {it.code}: {it.message}" for it in built.diagnostics if it.severity is not Severity.NOTE]
    assert told == []
    for path in (PROJECT / "docs").glob("*.md"):
        assert {f"{lang}/{path.stem}.html" for lang in ("en", "ko")} <= built.value.files.keys()


def test_a_link_leads_to_the_page_of_the_site_and_code_stays_as_it_is(docs: Path) -> None:
    text = page(docs, "en")
    assert text.startswith('---\ntitle: "One"\nsummary: "A page."\n---\n')
    assert "[Two](page:two#a-part)" in text
    assert "## A part {#a-part}\n\n`[x](y.md)` is code." in text


def test_a_korean_page_has_the_places_of_the_english_one_and_in_english_what_it_lacks(docs: Path) -> None:
    text = page(docs, "ko")
    assert "[둘](page:two#a-part)" in text
    assert "## 한 부분 {#a-part}" in text
    assert "[위](#a-part)와 [원문](page:two#below)" in text
    assert text.index("## 한 부분") < text.index('### Below {#below lang=en parity-ignore="not translated yet"}')
    assert '<div lang="en">\n\nMore.\n\n</div>' in text


def test_what_is_no_handbook_is_read_in_the_repository(docs: Path) -> None:
    (docs / "one.md").write_text("# One\n\nA page.\n\n[How](../SECURITY.md#who) ![Rooms](img/rooms.svg)\n", "utf-8")
    (docs / "ko/one.md").unlink()
    text = page(docs, "en")
    assert "[How](https://example.org/code/blob/main/SECURITY.md#who)" in text
    assert "[Rooms](https://example.org/code/blob/main/docs/img/rooms.svg)" in text


def test_a_section_whose_english_has_changed_is_named_until_it_is_stamped(docs: Path) -> None:
    TOOL["stamp"](docs, ["one.md", "two.md"])
    assert list(TOOL["stale"](docs)) == []
    (docs / "one.md").write_text(ENGLISH_PAGE.replace("is code", "is still code"), "utf-8")
    assert list(TOOL["stale"](docs)) == ["docs/ko/one.md: “a-part” is older than its English"]
    TOOL["stamp"](docs, ["one.md"])
    assert list(TOOL["stale"](docs)) == []


def test_figures_that_a_command_writes_make_nothing_old(docs: Path) -> None:
    made = "<!-- cost: begin -->\n\n### Seconds\n\n| a |\n|---|\n| {} |\n\n<!-- cost: end -->\n"
    (docs / "one.md").write_text(ENGLISH_PAGE + made.format(1), "utf-8")
    (docs / "ko/one.md").write_text(
        KOREAN_PAGE + "\n<!-- en: below 00000000 -->\n\n### 아래\n\n<!-- from en: cost -->\n"
    )
    TOOL["stamp"](docs, ["one.md", "two.md"])
    (docs / "one.md").write_text(ENGLISH_PAGE + made.format(2), "utf-8")
    assert list(TOOL["stale"](docs)) == []
    assert ":::{table} Seconds\n\n| a |\n|---|\n| 2 |\n\n:::" in page(docs, "ko")


def test_a_stamp_of_a_section_that_there_is_not_is_refused(docs: Path) -> None:
    (docs / "ko/one.md").write_text("# 하나\n\n<!-- en: a-prt 00000000 -->\n\n쪽이다.\n", "utf-8")
    with pytest.raises(TOOL["PageError"], match="no English section is “a-prt”; there are top, a-part, below"):
        TOOL["stamp"](docs, ["one.md"])


def test_every_handbook_has_a_korean_page_whose_sections_are_those_of_the_english() -> None:
    assert [it.name for it in KOREAN] == sorted(it.name for it in (PROJECT / "docs").glob("*.md"))
    gone = [line for line in TOOL["stale"](PROJECT / "docs") if "no English" in line]
    assert gone == []


@pytest.mark.parametrize("path", KOREAN, ids=lambda path: path.stem)
def test_commands_are_the_same_in_both_languages(path: Path) -> None:
    own, there = (
        {line.strip() for it in examples(each.read_text("utf-8")) for line in COMMAND.findall(it.text)}
        for each in (path, PROJECT / "docs" / path.name)
    )
    assert own - there == set()


def test_the_korean_promises_name_the_same_tests() -> None:
    own, there = (
        re.findall(r"`tests/[^`]+`", (PROJECT / "docs" / name).read_text("utf-8"))
        for name in ("ko/security.md", "security.md")
    )
    assert own == there


def test_the_pictures_of_the_gallery_are_small_and_described() -> None:
    folder = PROJECT / "docs/site/content/briefs/gallery"
    pictures = sorted(it.name for it in folder.glob("*.webp"))
    assert sum((folder / name).stat().st_size for name in pictures) < 1_000_000
    for lang in ("en", "ko"):
        shown = re.findall(r"!\[[^\]]{10,}\]\(([\w-]+\.webp) ", (folder / f"{lang}.md").read_text("utf-8"))
        assert sorted(shown) == pictures


def test_the_readme_is_short() -> None:
    assert len((PROJECT / "README.md").read_text("utf-8").split()) <= 720


def test_a_wide_table_has_a_frame_and_a_caption(docs: Path) -> None:
    table = "| a | b | c | d |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |\n"
    (docs / "one.md").write_text(
        f"# One\n\nA page.\n\n## Costs\n\n{table}\nAnd:\n\n{table}\n```\n\n{table}\n```\n", "utf-8"
    )
    (docs / "ko/one.md").unlink()
    assert re.findall(r"^:::.*$", page(docs, "en"), re.MULTILINE) == [
        ":::{table} Costs", ":::", ":::{table} Costs (2)", ":::"
    ]  # fmt: skip
