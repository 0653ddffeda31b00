"""``briefgen import FOLDER`` of Hugo: first pages of sections by language, titles by language, pages without a date."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from support.command import Run, change, laid_out
from support.imported import imported, report, settings

HUGO: dict[str, str | bytes] = {
    "hugo.toml": (
        "title = '연구실'\ndefaultContentLanguage = 'ko'\n[languages.ko]\ntitle = '정책 연구실'\n"
        "[languages.en]\ntitle = 'Policy lab'\n[languages.en.params]\ndescription = 'Papers'\n"
        "[params]\ndescription = '글 모음'\n"
    ),
    "content/_index.ko.md": "---\ntitle: 첫 화면\n---\n우리 글을 모았다.\n",
    "content/_index.en.md": "---\ntitle: Home\n---\nAll our papers. See [all](posts/).\n",
    "content/posts/_index.ko.md": "---\ntitle: 글\n---\n",
    "content/posts/_index.en.md": "---\ntitle: Posts\n---\n",
    "content/posts/jobs.ko.md": "---\ntitle: 고용\ndate: 2026-01-10\n---\n고용을 다룬다.\n",
    "content/posts/jobs.en.md": "---\ntitle: Jobs\ndate: 2026-01-10\n---\nOn jobs.\n",
    "content/policy/stats.en.md": "---\ntitle: Statistics\ndate: 2025-12-01\n---\nOn statistics.\n",
    "content/about.en.md": "---\ntitle: About\n---\nWho we are.\n",
}


def test_a_first_page_that_names_its_language_is_the_page_of_its_section(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, HUGO)
    assert settings(project)["topics"] == {"posts": {"name": {"ko": "글", "en": "Posts"}}}
    assert "other pages include" not in report(project)
    home = (project / "content/briefs/home/en.md").read_text("utf-8")
    assert "All our papers." in home and "(topic:posts)" in home
    assert not (project / "content/briefs/posts").exists()


def test_titles_of_a_site_are_taken_in_each_language(briefgen: Run, tmp_path: Path) -> None:
    site = settings(imported(briefgen, tmp_path, HUGO))
    assert site["title"] == {"ko": "정책 연구실", "en": "Policy lab"}
    assert site["description"] == {"ko": "글 모음", "en": "Papers"}
    assert site["publisher"] == {"name": {"ko": "정책 연구실", "en": "Policy lab"}}


def test_titles_in_a_file_of_languages_of_its_own_are_taken(briefgen: Run, tmp_path: Path) -> None:
    files = {name: content for name, content in HUGO.items() if name != "hugo.toml"} | {
        "config/_default/hugo.toml": "title = '연구실'\ndefaultContentLanguage = 'ko'\n",
        "config/_default/languages.toml": "[en]\ntitle = 'Policy lab'\n",
    }
    assert settings(imported(briefgen, tmp_path, files))["title"] == {"ko": "연구실", "en": "Policy lab"}


def test_a_page_that_states_no_date_gets_none(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, HUGO)
    found = (project / "content/briefs").glob("*/brief.yaml")
    data = {path.parent.name: yaml.safe_load(path.read_text("utf-8")) or {} for path in found}
    assert {slug for slug, said in data.items() if "published" not in said} == {"about", "home"}
    assert str(data["policy-stats"]["published"]) == "2025-12-01"
    told = report(project)
    assert "2 documents without a date, and so shown without one. Where you know the day, write it into" in told
    assert briefgen("check", "-C", project).code == 0


def test_a_page_that_says_only_when_it_was_changed_shows_that(briefgen: Run, tmp_path: Path) -> None:
    files = {"note.md": "---\ntitle: Note\nlastmod: 2024-05-06\n---\nIt was changed.\n"}
    project = imported(briefgen, tmp_path, files)
    said = (project / "content/briefs/note/brief.yaml").read_text("utf-8")
    assert "updated: 2024-05-06\n" in said and "published" not in said
    assert "without a date" not in report(project)


def test_a_new_project_has_what_a_new_site_has_beside_its_content(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, HUGO)
    for name in ("README.md", "requirements.txt", "requirements-build.txt", ".github/workflows/site.yml"):
        assert "START-" not in (project / name).read_text("utf-8"), name
    assert ".briefgen/" in (project / ".gitignore").read_text("utf-8")
    readme = (project / "README.md").read_text("utf-8")
    assert "first-brief" not in readme and "content/pages" not in readme and "import-report.md" in readme
    (project / "README.md").unlink()
    assert briefgen("import", tmp_path / "old", "-C", project).code == 0
    assert not (project / "README.md").exists()


def test_files_that_stand_there_already_stay(briefgen: Run, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new/README.md").write_text("Ours\n", "utf-8")
    project = imported(briefgen, tmp_path, HUGO)
    assert (project / "README.md").read_text("utf-8") == "Ours\n" and (project / ".gitignore").exists()


def test_sections_with_languages_of_their_own_are_paired(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_config.yml": "title: Handbook\nurl: https://book.example\n",
        "README.md": "# How to build this site\n\nRun it.\n",
        "glossary/en/index.md": "---\ntitle: Terms\n---\nAll terms.\n",
        "glossary/ko/index.md": "---\ntitle: 용어\n---\n모든 용어.\n",
        "glossary/en/api/index.md": "---\ntitle: API\n---\nSee the [guide](../../../guide/en/start/).\n",
        "glossary/ko/api/index.md": "---\ntitle: API\n---\n[안내](../../../guide/ko/start/)를 보라.\n",
        "guide/en/start/index.md": "---\ntitle: Start\n---\nBegin.\n",
        "guide/ko/start/index.md": "---\ntitle: 시작\n---\n시작한다.\n",
        "index/en/story.md": "---\ntitle: Port\n---\nSee [them](ckan.example/all) [x]({{<eventUrl>}}).\n",
    }
    project = imported(briefgen, tmp_path, files)
    found = {path.name: {text.stem for text in path.glob("*.md")} for path in (project / "content/briefs").iterdir()}
    both = {"en", "ko"}
    assert found == {"glossary": both, "glossary-api": both, "guide-start": both, "index-story": {"en"}}
    assert "(brief:guide-start)" in (project / "content/briefs/glossary-api/ko.md").read_text("utf-8")
    assert "README.md" in report(project)
    ran = briefgen("check", "-C", project, "--executor", "inline")
    assert ran.code == 0 and "https://ckan.example/all" in ran.out and "“{{<eventUrl>}}” leads" in ran.out, ran.out


def test_a_key_that_many_files_have_is_told_once(briefgen: Run, tmp_path: Path) -> None:
    files = {f"en/a{n}.md": f"---\ntitle: A{n}\nlayout: {n}\n---\nA.\n" for n in range(20)}
    files["en/b.md"] = "---\ntitle: B\nmood: calm\nhand:\nhead: |\n  one\n  two\n---\n[gone](gone.md)\n"
    told = (imported(briefgen, tmp_path, files) / "import-report.md").read_text("utf-8")
    assert told.count("layout") == 2 and "“layout” was not taken from 20 files, such as en/a0.md (layout: 0)" in told
    assert (
        "### en/b.md\n\n- line 9: the link “gone.md”" in told
        and "hand" not in told
        and "(head: one two)" in told
        and "“mood” was not taken from en/b.md (mood: calm)" in told
    )
    assert "21 documents, 21 texts (en)," in told


def test_posts_of_one_name_are_told_apart_by_their_dates(briefgen: Run, tmp_path: Path) -> None:
    files = {f"en/{day}-minutes.md": f"# Minutes\n\nOf {day}.\n" for day in ("2026-01-06", "2026-02-03", "2026-03-03")}
    files |= {f"ar/{day}-minutes.md": f"# محضر\n\n{day}.\n" for day in ("2026-02-03", "2026-03-03")}
    files["en/2026-04-01-opening.md"] = "# Opening\n\nWe open.\n"
    project = imported(briefgen, tmp_path, files)
    briefs = project / "content/briefs"
    assert sorted(path.name for path in briefs.iterdir()) == [
        "2026-01-06-minutes",
        "2026-02-03-minutes",
        "2026-03-03-minutes",
        "opening",
    ]
    assert "2026-02-03." in (briefs / "2026-02-03-minutes/ar.md").read_text("utf-8")
    assert not (briefs / "2026-01-06-minutes/ar.md").exists()
    assert "published: 2026-03-03" in (briefs / "2026-03-03-minutes/brief.yaml").read_text("utf-8")


def test_a_first_page_without_a_text_is_no_brief(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "hugo.yaml": "defaultContentLanguage: es\n",
        "content/_index.es.md": "---\ntitle: ¡Bienvenido!\n---\n\n",
        "content/_index.en.md": "---\ntitle: Welcome!\n---\n\n",
        "content/posts/_index.es.md": "---\ntitle: Todos\n---\n",
        "content/posts/_index.en.md": "---\ntitle: All posts\n---\n",
        "content/posts/a/index.es.md": "---\ntitle: Nota\ndate: 2025-01-02\n---\nVea [todos](/posts/), [esto](/).\n",
        "content/posts/a/index.en.md": "---\ntitle: Post\ndate: 2025-01-02\n---\nSee [all](/posts/) and [this](/).\n",
    }
    project = imported(briefgen, tmp_path, files)
    assert [path.name for path in (project / "content/briefs").iterdir()] == ["posts-a"]
    assert settings(project)["title"] == {"es": "¡Bienvenido!", "en": "Welcome!"}
    assert "See [all](/en/) and [this](/en/)." in (project / "content/briefs/posts-a/en.md").read_text("utf-8")
    ran = briefgen("check", "-C", project, "--executor", "inline")
    assert ran.code == 0, ran.out


def test_the_page_of_a_language_goes_before_a_readme_beside_it(briefgen: Run, tmp_path: Path) -> None:
    names = ("README", "en/index", "fr/index", "en/fees/README", "en/fees/index", "fr/fees/index")
    files: dict[str, str | bytes] = {f"{name}.md": f"# Of {name}\n\nThe words of it.\n" for name in names}
    project = imported(briefgen, tmp_path, files)
    texts = {
        path.relative_to(project / "content/briefs").as_posix(): path.read_text("utf-8").splitlines()[1]
        for path in project.glob("content/briefs/*/*.md")
    }
    assert texts == {
        "home/en.md": 'title: "Of en/index"',
        "home/fr.md": 'title: "Of fr/index"',
        "readme/en.md": 'title: "Of README"',
        "fees/en.md": 'title: "Of en/fees/index"',
        "fees/fr.md": 'title: "Of fr/fees/index"',
        "fees-readme/en.md": 'title: "Of en/fees/README"',
    }
    told = report(project)
    assert "### README.md\n\n- en/index.md has the same place in en; both were taken" in told


@pytest.mark.parametrize(
    ("said_there", "publisher", "same"),
    [
        ("", "New", "the name of the folder, which is the title too"),
        ("site_name: Handbook\n", "Handbook", "the title of the site"),
        ("site_name: Handbook\nsite_author: The port\n", "The port", ""),
    ],
)
def test_a_publisher_that_the_source_does_not_name_is_said(
    briefgen: Run, tmp_path: Path, said_there: str, publisher: str, same: str
) -> None:
    files = {"docs/a.md": "# A\n\nIt is said.\n"} | ({"mkdocs.yml": said_there} if said_there else {})
    new = laid_out(tmp_path / "new", files)
    ran = briefgen("import", new, "-C", tmp_path / "site")
    site = yaml.safe_load((tmp_path / "site/content/site.yaml").read_text("utf-8"))
    assert site["publisher"] == {"name": publisher}
    said = f"The source names no publisher, so pages and PDFs are published by “{publisher}”, {same}."
    assert (said in ran.out, said in (tmp_path / "site/import-report.md").read_text("utf-8")) == (bool(same),) * 2
    change(tmp_path / "site", "content/site.yaml", f'  name: "{publisher}"', '  name: "We"')
    assert "no publisher" not in briefgen("import", new, "-C", tmp_path / "site").out
