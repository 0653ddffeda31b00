"""Links of a site that is imported lead where they led there, whatever its generator made of its folders."""

from __future__ import annotations

from pathlib import Path

from support.command import Run
from support.imported import body, imported, report

_FRENCH = "i18n/fr/docusaurus-plugin-content-docs/version-3"
NUMBERED: dict[str, str | bytes] = {
    "content/en/docs/1.about.md": "# About\n\nSee [notes](/docs/users/features/note/) and [home](/).\n",
    "content/en/docs/2.users/1.index.md": "# Users\n\nFor all, see [notes](features/note#cw).\n",
    "content/en/docs/2.users/3.features/note.md": "# Notes\n\n## CW\n\n[Words](../resources/glossary/#cw).\n",
    "content/en/docs/2.users/4.resources/glossary.md": "# Glossary\n\n## CW\n\nOf [users](/docs/users).\n",
    "content/en/docs/8.mi-card.md": "# Card\n\nA card of our own.\n",
    "content/ja/docs/1.about.md": "# このサイト\n\n[ノート](/docs/users/features/note/)と[入口](/ja/)を見る。\n",
}
VERSIONED: dict[str, str | bytes] = {
    "docusaurus.config.js": "module.exports = {title: 'Manual', i18n: {defaultLocale: 'en', locales: ['en', 'fr']}};\n",
    "docs/intro.md": "# Introduction\n\nThe version of today.\n",
    "versioned_docs/version-3/intro.md": "# Introduction\n\nSee [create](/helm/create.md).\n",
    "versioned_docs/version-3/helm/create.md": "# Create\n\nIt makes a chart.\n",
    "versioned_docs/version-3/guide/index.md": "# Guide\n\nHow to write one.\n",
    f"{_FRENCH}/intro.md": (
        "# Introduction\n\nVoir [create](/helm/create.md), [ici](./helm/create.md) et [guide](/guide/index.md).\n"
    ),
}


def test_numbers_before_names_are_no_part_of_an_address(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, NUMBERED)
    note = "brief:users-features-note"
    assert body(project, "about", "en") == f"See [notes]({note}) and [home](/en/).\n"
    assert body(project, "about", "ja") == f"[ノート]({note})と[入口](/ja/)を見る。\n"
    assert f"[notes]({note}#cw)" in body(project, "users", "en")
    assert "[Words](brief:users-resources-glossary#cw)" in body(project, "users-features-note", "en")
    assert "[users](brief:users)" in body(project, "users-resources-glossary", "en")
    assert "leads to nothing" not in report(project)
    assert "link-resolves" not in briefgen("check", "-C", project).out


def test_an_ending_that_only_looks_like_a_language_is_a_name(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, NUMBERED)
    assert body(project, "mi-card", "en") == "A card of our own.\n"


def test_a_page_that_is_not_translated_is_found_from_a_translation(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, VERSIONED)
    there = "brief:versioned-docs-version-3"
    assert body(project, "versioned-docs-version-3-intro", "fr") == (
        f"Voir [create]({there}-helm-create), [ici]({there}-helm-create) et [guide]({there}-guide).\n"
    )


def test_a_name_on_another_site_is_no_source(briefgen: Run, tmp_path: Path) -> None:
    text = "# Efail\n\nNews will be on Twitter, see [@_SecurityFirst].\n"
    project = imported(briefgen, tmp_path, {"efail.md": text})
    ran = briefgen("check", "-C", project)
    assert ran.code == 0 and "there is no source “_SecurityFirst”" in ran.out
    assert "write it without the brackets" in ran.out


def test_an_address_in_a_line_of_its_own_may_begin_with_that_of_the_site(briefgen: Run, tmp_path: Path) -> None:
    text = "---\ntitle: Fees\n---\nA fix of [[Bug #2]](https://e.org/2), see the [rules][r] of [LAW-1].\n\n"
    text += "[r]: {{ site.baseurl }}/rules/\n[LAW-1]: https://e.org/law\n"
    project = imported(briefgen, tmp_path, {"_config.yml": "title: Port\n", "fees.md": text, "rules.md": "# Rules\n"})
    assert "[r]: brief:rules\n" in body(project, "fees", "en")
    front = (project / "content/briefs/fees/en.md").read_text("utf-8")
    assert 'summary: "A fix of [Bug #2], see the rules of LAW-1."' in front


def test_a_post_of_a_section_is_found_by_its_day(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_config.yml": "title: Port\n",
        "en/news/_posts/2026-05-20-fix.md": "# Fix\n\nIt works.\n",
        "ko/news/_posts/2026-05-20-fix.md": "# 수정\n\n이제 된다.\n",
        "en/fix.md": "# All\n\n[Fix](/en/news/2026/05/20/fix/), signed with [our key](/fix.asc).\n",
    }
    project = imported(briefgen, tmp_path, files)
    assert body(project, "fix", "en") == "[Fix](brief:news-posts-fix), signed with [our key](/fix.asc).\n"
