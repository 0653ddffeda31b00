"""``briefgen import FOLDER``: a folder of Markdown becomes a project, its texts as they were."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from support.command import Run, laid_out
from support.imported import body, data, head, imported, report, settings, slugs, text
from support.project import picture
from support.strange_sites import HUGO, MKDOCS


def test_a_hugo_site_becomes_a_site_of_its_languages(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, HUGO)
    assert slugs(project) == ["fees", "fees-berths", "fees-storage", "home", "rules"]
    site = settings(project)
    assert (site["title"], site["description"], site["languages"]) == ("Harbour notes", "On harbours.", ["ko", "en"])
    assert site["level"] == "standard" and "licence" not in site and site["home"][:2] == ["home", "fees"]
    assert site["topics"] == {"fees": {"name": {"ko": "요금", "en": "Fees"}}}


def test_front_matter_of_yaml_toml_and_json_is_read(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, HUGO)
    assert head(project, "fees-berths", "ko") == {
        "title": "선석 요금",
        "summary": "선석은 창고와 다르다.",
        "keywords": ["항만", "요금"],
    }
    assert head(project, "fees-berths", "en")["keywords"] == ["harbour", "fees"]
    assert head(project, "fees", "en") == {"title": "Fees", "summary": "Fees are set each year."}
    assert head(project, "rules", "en")["summary"] == "What holds."
    assert data(project, "fees-berths") == {
        "published": "2024-03-05",
        "updated": "2024-04-01",
        "topics": ["fees"],
        "authors": [{"name": {"ko": "김하나", "en": "Hana Kim"}}],
    }
    assert data(project, "rules")["languages"] == ["en"] and "topics" not in data(project, "rules")
    assert data(project, "fees-storage")["status"] == "draft"
    assert "layout: wide" in report(project)


def test_links_lead_to_documents_of_the_site_and_all_else_stays(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, HUGO)
    assert body(project, "fees-berths", "en") == (
        "A berth is not [storage](brief:fees-storage#length); see [the map][m],\n"
        "[home](brief:home) and [nothing](gone.md).\n\n![A berth](berth.png)\n\n```\n[kept](storage.md)\n```\n\n"
        "[m]: port.pdf\n"
    )
    assert "[창고](brief:fees-storage#길이)와" in body(project, "fees-berths", "ko")
    folder = project / "content/briefs/fees-berths"
    assert (folder / "berth.png").read_bytes() == HUGO["content/en/fees/berth.png"]
    assert (folder / "port.pdf").read_bytes() == HUGO["static/maps/port.pdf"]
    told = report(project)
    assert "### content/en/fees/berths.md" in told and "line 12: the link “gone.md” leads to nothing" in told


def test_a_site_of_one_language_stays_one(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, MKDOCS)
    assert settings(project)["languages"] == ["en"] and settings(project)["title"] == "Tool manual"
    assert slugs(project) == ["guide-extra", "guide-start", "home", "reference-keys"]
    assert "languages" not in data(project, "home")
    assert body(project, "home", "en") == (
        "Read the [guide](brief:guide-start) or the [reference](brief:reference-keys#all-keys).\n"
    )
    assert head(project, "guide-start", "en")["title"] == "Getting started"
    assert data(project, "guide-start")["authors"] == [{"name": "The team"}]
    assert body(project, "guide-start", "en").count("a-screen.png") == 2
    assert "href='brief:reference-keys'" in body(project, "guide-start", "en")
    assert head(project, "reference-keys", "en")["title"] == "Keys"
    assert body(project, "reference-keys", "en") == "## All keys\n\nThere are three keys.\n"
    assert head(project, "guide-extra", "en")["title"] == "Extra"
    assert "it says no title" in report(project)


LANGUAGES = {
    "suffix": {"page.ko.md": "# 쪽\n\n본문.\n", "page.md": "# Page\n\nThe body of it.\n"},
    "underscore": {"page_ko.md": "# 쪽\n\n본문.\n", "page_en.md": "# Page\n\nThe body of it.\n"},
    "folder": {"ko/page.md": "# 쪽\n\n본문.\n", "en/page.md": "# Page\n\nThe body of it.\n"},
    "key": {
        "page.md": "---\nlang: en\ntranslationKey: p\n---\n# Page\n\nThe body of it.\n",
        "z.md": "---\nlang: ko\ntranslationKey: p\n---\n# 쪽\n\n본문.\n",
    },
}


@pytest.mark.parametrize("files", LANGUAGES.values(), ids=list(LANGUAGES))
def test_translations_are_found(briefgen: Run, tmp_path: Path, files: Mapping[str, str]) -> None:
    project = imported(briefgen, tmp_path, files, "--lang", "en")
    assert slugs(project) == ["page"] and settings(project)["languages"] == ["en", "ko"]
    assert head(project, "page", "ko")["title"] == "쪽" and head(project, "page", "en")["title"] == "Page"


@pytest.mark.parametrize("above", ["", "docs/"])
def test_a_language_beside_the_first_one_in_their_parent(briefgen: Run, tmp_path: Path, above: str) -> None:
    english, korean = "# Fees\n\nThe fees of the port are set each year.\n", "# 요금\n\n항만 요금은 해마다 정한다.\n"
    names = "index.md", "fees.md", "rules/storage.md"
    files = {f"{above}{name}": english for name in names} | {f"{above}ko/{name}": korean for name in names}
    project = imported(briefgen, tmp_path, {path: text.encode() for path, text in files.items()})
    texts = [{path.stem for path in (project / "content/briefs" / slug).glob("*.md")} for slug in slugs(project)]
    assert texts == [{"en", "ko"}] * len(names)


def test_a_folder_that_is_named_as_a_language_is_not_one_beside_other_documents(briefgen: Run, tmp_path: Path) -> None:
    files = {"index.md": b"# A\n\nIt is.\n", "it/index.md": b"# IT\n\nIt is.\n", "it/servers.md": b"# S\n\nIt is.\n"}
    assert settings(imported(briefgen, tmp_path, files))["languages"] == ["en"]


def test_a_name_with_an_underscore_is_not_a_language(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, {"log_in.md": "# Log in\n\nThe way in.\n", "go_to.md": "# Go\n\nThe way.\n"})
    assert slugs(project) == ["go-to", "log-in"] and settings(project)["languages"] == ["en"]


def test_importing_again_loses_nothing(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, MKDOCS)
    before = {path: path.read_bytes() for path in sorted(project.rglob("*")) if path.is_file()}
    again = briefgen("import", tmp_path / "old", "-C", project)
    assert "0 written" in again.out
    assert {path: path.read_bytes() for path in sorted(project.rglob("*")) if path.is_file()} == before
    mine = project / "content/briefs/guide-extra/en.md"
    mine.write_text(mine.read_text("utf-8") + "\nMine.\n", "utf-8")
    source = tmp_path / "old/docs"
    (source / "guide/extra.md").write_text("Other words.\n", "utf-8")
    (source / "reference/keys.md").write_text("# Keys\n\nFour.\n", "utf-8")
    (source / "guide/start.md").unlink()
    ran = briefgen("import", tmp_path / "old", "-C", project)
    assert "Mine." in mine.read_text("utf-8") and "Four." in text(project, "reference-keys", "en")
    assert "1 file was changed or deleted here" in ran.out and (project / "content/briefs/guide-start/en.md").exists()
    assert "briefs/guide-start/en.md" in report(project)
    briefgen("import", tmp_path / "old", "-C", project, "--overwrite")
    assert "Other words." in mine.read_text("utf-8")


def test_an_existing_site_keeps_its_settings(briefgen: Run, tmp_path: Path) -> None:
    assert briefgen("new", "site", tmp_path / "new").code == 0
    before = settings(tmp_path / "new")
    project = imported(briefgen, tmp_path, MKDOCS)
    assert settings(project) == before and data(project, "guide-start")["languages"] == ["en"]
    assert briefgen("check", "-C", project, "--executor", "inline").code == 0


def test_a_place_that_is_not_a_project_is_refused(briefgen: Run, tmp_path: Path) -> None:
    source = laid_out(tmp_path / "old", HUGO)
    ran = briefgen("import", source, "-C", source)
    assert ran.code == 2 and "cannot be" in ran.err
    assert not (source / "content/site.yaml").exists()
    laid_out(tmp_path / "other", {"content/x.txt": "mine"})
    assert briefgen("import", source, "-C", tmp_path / "other").code == 2
    (tmp_path / "empty").mkdir()
    ran = briefgen("import", tmp_path / "empty", "-C", tmp_path / "third")
    assert ran.code == 1 and "no Markdown document" in ran.err and not (tmp_path / "third").exists()


def test_old_encodings_are_read_and_reported(briefgen: Run, tmp_path: Path) -> None:
    files = {"a.md": "# 예산\r\n\r\n늘었다.\r\n".encode("cp949"), "b.md": "# 지출\n\n줄었다.\n".encode("utf-16")}
    project = imported(briefgen, tmp_path, files)
    assert settings(project)["languages"] == ["ko"] and head(project, "a", "ko")["title"] == "예산"
    told = report(project)
    assert "read as CP949" in told and "UTF-16" in told


def test_a_folder_that_all_documents_are_in_is_not_part_of_their_names(briefgen: Run, tmp_path: Path) -> None:
    files = {
        f"docs/{lang}/docs/{name}.md": f"# {name}\n\nWords of it.\n" for lang in ("en", "fr") for name in ("a", "b/c")
    }
    files |= {"docs/en/docs/img/x.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}
    files["docs/fr/docs/a.md"] = "# A\n\n![Une image](/img/x.svg) [c](/b/c/)\n"
    project = imported(briefgen, tmp_path, files)
    assert slugs(project) == ["a", "b-c"] and body(project, "a", "fr") == "![Une image](x.svg) [c](brief:b-c)\n"


def test_a_language_without_a_profile_gets_one(briefgen: Run, tmp_path: Path) -> None:
    files = {
        f"{lang}/a.md": f"# {title}\n\n{title}.\n" for lang, title in (("en", "Fees"), ("tr", "Ücret"), ("he", "אגרות"))
    }
    project = imported(briefgen, tmp_path, files, "--lang", "en")
    profile = (project / "templates/locale/he.yaml").read_text("utf-8")
    assert "direction: rtl" in profile and (project / "templates/locale/tr.yaml").is_file()
    ran = briefgen("check", "-C", project, "--executor", "inline")
    assert ran.code == 0, ran.out


def test_a_text_that_is_too_long_is_reported_and_not_taken(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, {"a.md": "# A\n\nWords.\n", "b.md": "word " * 90_000})
    assert slugs(project) == ["a"] and "450,000 characters" in report(project)


def test_files_of_any_kind_that_a_browser_only_saves_come_along(briefgen: Run, tmp_path: Path) -> None:
    names = ("root.pem", "root.der", "talk.mp4", "old.doc", "data.tar.gz", "refs.bib")
    files: dict[str, str | bytes] = {f"static/files/{name}": b"\x00\x01" for name in names}
    files["content/a.md"] = "# Files\n\n" + "".join(f"- [{name}](/files/{name})\n" for name in names)
    project = imported(briefgen, tmp_path, files)
    assert "leads to nothing" not in report(project)
    ran = briefgen("check", "-C", project, "--executor", "inline")
    assert (ran.code, "link-resolves" in ran.out) == (0, False), ran.out


def test_invisible_marks_that_no_text_may_have_are_taken_out_and_reported(briefgen: Run, tmp_path: Path) -> None:
    files = {"a.md": "# \u202aFees\u202c\n\nThe \u202b10\u202c and \u202a30\n\nand\u2028a\x08 key.\n"}
    project = imported(briefgen, tmp_path, files)
    assert body(project, "a", "en") == "The \u206710\u2069 and 30\n\nand a key.\n"
    told = report(project)
    assert "line 3: the invisible mark U+202A" in told and "line 5: the control character U+0008" in told
    ran = briefgen("check", "-C", project, "--executor", "inline")
    assert ran.code == 0, ran.out


def test_documents_in_other_formats_are_reported(briefgen: Run, tmp_path: Path) -> None:
    files = {
        "content/a.md": "# A\n\nWords.\n",
        "content/terms.html": "<p>x</p>",
        "content/b/c.rst": "x",
        "layouts/x.html": "",
    }
    told = (imported(briefgen, tmp_path, files) / "import-report.md").read_text("utf-8")
    assert "### content/terms.html\n\n- a document in another format (.html): not taken" in told
    assert "layouts" not in told


def test_a_folder_of_chinese_is_simplified_or_as_its_characters_are(briefgen: Run, tmp_path: Path) -> None:
    project = imported(briefgen, tmp_path, {"zh/a.md": "# 会\n\n这个国家的学者们说。\n", "en/a.md": "# A\n\nText.\n"})
    assert settings(project)["languages"] == ["zh-Hans", "en"]
    alone = imported(briefgen, tmp_path / "alone", {"a.md": "# 會\n\n這個國家的學者們說。\n"})
    assert settings(alone)["languages"] == ["zh-Hant"]


def test_images_of_shortcodes_come_along(briefgen: Run, tmp_path: Path) -> None:
    hall = '{{< figure src="/img/hall.png" alt="A hall" >}}\n\n'
    files = {
        "hugo.toml": 'title = "Port"\n',
        "content/fees/index.md": f"---\ntitle: Fees\n---\n\n{hall}",
        "static/img/hall.png": picture(),
    }
    project = imported(briefgen, tmp_path, files)
    folder = project / "content/briefs/fees"
    assert {path.name for path in folder.glob("*.png")} == {"hall.png"}
    (written,) = folder.glob("*.md")
    assert 'src="hall.png"' in written.read_text("utf-8")


def test_a_draft_in_one_language_does_not_hide_what_is_published_in_another(briefgen: Run, tmp_path: Path) -> None:
    files = {
        "content/en/fees.md": "---\ntitle: Fees\ndraft: true\n---\n\nNot yet.\n",
        "content/es/fees.md": "---\ntitle: Tasas\n---\n\nYa están.\n",
        "content/en/plan.md": "---\ntitle: Plan\ndraft: true\n---\n\nNot yet.\n",
        "content/en/rules.md": "---\ntitle: Rules\n---\n\nThey hold.\n",
    }
    project = imported(briefgen, tmp_path, files)
    assert [path.name for path in (project / "content/briefs/fees").glob("*.md")] == ["es.md"]
    assert "status" not in data(project, "fees") and data(project, "plan")["status"] == "draft"
    told = report(project)
    assert "a draft, while the document is published in es: not taken" in told


def test_what_jekyll_keeps_among_drafts_is_a_draft(briefgen: Run, tmp_path: Path) -> None:
    files = {"_config.yml": "title: Site\n", "_drafts/secret-plan.md": "# Secret plan\n\nNot for readers.\n"}
    project = imported(briefgen, tmp_path, {**files, "about.md": "# About\n\nWho we are.\n"})
    (secret,) = (slug for slug in slugs(project) if "secret" in slug)
    assert data(project, secret)["status"] == "draft"


def test_a_summary_from_the_text_has_no_marks_and_is_compared_once(briefgen: Run, tmp_path: Path) -> None:
    english = "The [Port `Act`][a] of `2026` says: _“No ship waits.”_ In 2025 it was 7 hours. There are 3 Gates."
    japanese = (
        "[港湾法][a]は述べる。\n_「船は待たない」_。\n2026 年の法である。\n2025 年は 7 時間だった。\nGate は 3 つある。"
    )
    files = {
        "en/a.md": f"# Ports\n\n![Quay](https://p.example/q.png)\n\n{english}\n\n[a]: b.md\n",
        "ja/a.md": f"# 港\n\n![岸壁](https://p.example/q.png)\n\n{japanese}\n\n[a]: b.md\n",
        "en/b.md": "# Act\n\nOne.\n",
        "ja/b.md": "# 法\n\n一つ。\n",
    }
    project = imported(briefgen, tmp_path, files, "--lang", "en")
    summary = str(head(project, "a", "en")["summary"])
    assert summary == "The Port Act of 2026 says: “No ship waits.” In 2025 it was 7 hours. There are 3 Gates."
    ran = briefgen("check", "-C", project, "--executor", "inline")
    assert ".md:3:" not in ran.out and "numbers-agree" not in ran.out


def test_documents_in_one_language_alone_are_counted_in_a_sentence(briefgen: Run, tmp_path: Path) -> None:
    names = ("en/fees", "en/rules", "en/map", "fr/map", "fr/tarifs")
    source = laid_out(tmp_path / "old", {f"{name}.md": f"# Of {name}\n\nIt is said.\n" for name in names})
    ran = briefgen("import", source, "-C", tmp_path / "new")
    said = (
        "3 of 4 documents are in one language only: 2 in en, 1 in fr. If the translation of one has another name: name"
    )
    assert (
        f"{said} both files alike, or put the text into the folder of the brief, such as fr.md, and add its" in ran.out
    )
    assert said in (tmp_path / "new/import-report.md").read_text("utf-8")
    for slug, lang, other in (("fees", "fr", "en"), ("rules", "fr", "en"), ("tarifs", "en", "fr")):
        brief = tmp_path / "new/content/briefs" / slug
        (brief / f"{lang}.md").write_bytes((brief / f"{other}.md").read_bytes())
    assert "in one language" not in briefgen("import", source, "-C", tmp_path / "new").out
    laid_out(tmp_path / "one", {"a.md": "# A\n\nIt is said.\n"})
    assert "in one language" not in briefgen("import", tmp_path / "one", "-C", tmp_path / "single").out
