"""``briefgen import FOLDER`` once more, and of another folder: nothing is lost, and addresses stay."""

from __future__ import annotations

import shutil
from pathlib import Path

from support.command import Ran, Run, laid_out
from support.imported import settings

POST = "---\ntitle: Post {name}\ndate: {day}\n---\n\nThe text of {name}.\n"
BLOG = {
    f"content/blog/{day}-{name}/index{ending}.md": POST.format(name=name, day=day)
    for day, name in (("2021-05-01", "first"), ("2023-05-01", "second"), ("2026-05-01", "third"))
    for ending in ("", ".es")
}


def imported(briefgen: Run, source: Path, project: Path) -> Ran:
    ran = briefgen("import", source, "-C", project)
    assert ran.code == 0, ran.err
    return ran


def written(project: Path) -> dict[str, str]:
    texts = sorted((project / "content/briefs").glob("*/*.*"))
    return {f"{path.parent.name}/{path.name}": path.read_text("utf-8") for path in texts}


def checked(briefgen: Run, project: Path) -> None:
    ran = briefgen("check", "-C", project, "--executor", "inline")
    assert ran.code == 0, ran.out


def test_a_document_of_another_folder_never_takes_the_place_of_the_first(briefgen: Run, tmp_path: Path) -> None:
    one = laid_out(tmp_path / "a", {"report.md": "# Ours\n\nThe first text.\n"})
    two = laid_out(
        tmp_path / "b", {"report.md": "# Theirs\n\nAnother text.\n", "more.md": "[it](report.md) is here.\n"}
    )
    project = tmp_path / "p"
    imported(briefgen, one, project)
    before, site = written(project), settings(project)
    ran = imported(briefgen, two, project)
    after = written(project)
    assert before.items() <= after.items() and settings(project) == site
    assert "Another text." in after["report-2/en.md"] and "[it](brief:report-2)" in after["more/en.md"]
    assert "“report” is the address of a document from ../a: this one is at “report-2”" in ran.out
    assert "no longer in" not in ran.out
    assert "0 written" in imported(briefgen, two, project).out and "0 written" in imported(briefgen, one, project).out
    assert written(project) == after
    assert "No longer in the source" not in (project / "import-report.md").read_text("utf-8")
    checked(briefgen, project)


def test_a_folder_that_has_moved_is_the_same(briefgen: Run, tmp_path: Path) -> None:
    source = laid_out(tmp_path / "a/notes", {"report.md": "# Ours\n\nThe text.\n"})
    imported(briefgen, source, tmp_path / "p")
    shutil.move(source, tmp_path / "notes")
    imported(briefgen, tmp_path / "notes", tmp_path / "p")
    assert {name.split("/")[0] for name in written(tmp_path / "p")} == {"report"}


def test_addresses_stay_where_a_text_is_gone_from_the_source(briefgen: Run, tmp_path: Path) -> None:
    source, project = laid_out(tmp_path / "o", BLOG), tmp_path / "p"
    imported(briefgen, source, project)
    before = written(project)
    (source / "content/blog/2021-05-01-first/index.es.md").unlink()
    ran = imported(briefgen, source, project)
    assert "0 written" in ran.out and written(project) == before
    told = (project / "import-report.md").read_text("utf-8")
    assert "No longer in the source" in told and "- content/briefs/2021-05-01-first/es.md" in told
    assert "1 file is no longer in" in ran.out
    checked(briefgen, project)


def test_a_language_and_a_topic_that_are_gone_from_the_source_stay(briefgen: Run, tmp_path: Path) -> None:
    files = {
        f"{folder}/{name}.{lang}.md": f"# {name} {lang}\n\nThe text.\n"
        for folder, name in (("fees", "berths"), ("fees", "cranes"), ("rules", "port"), ("rules", "quay"))
        for lang in ("en", "es")
    }
    source, project = laid_out(tmp_path / "o", files), tmp_path / "p"
    imported(briefgen, source, project)
    for path in [*source.glob("*/*.es.md"), *source.glob("rules/*")]:
        path.unlink(missing_ok=True)
    imported(briefgen, source, project)
    site = settings(project)
    assert site["languages"] == ["en", "es"] and set(site["topics"]) >= {"rules"}  # type: ignore[call-overload]
    checked(briefgen, project)


def test_what_is_new_in_the_source_fits_settings_that_were_edited(briefgen: Run, tmp_path: Path) -> None:
    files = {f"{folder}/{name}.md": f"# {name}\n\nThe text.\n" for folder in ("fees", "rules") for name in ("a", "b")}
    source, project = laid_out(tmp_path / "o", files), tmp_path / "p"
    imported(briefgen, source, project)
    path = project / "content/site.yaml"
    path.write_text(path.read_text("utf-8").replace("title: ", "title: The port, ", 1), "utf-8")
    laid_out(source, {"plans/a.md": "# A\n\nIt.\n", "plans/b.md": "# B\n\nIt.\n", "fees/c.es.md": "# C\n\nEl texto.\n"})
    imported(briefgen, source, project)
    assert "plans-a/en.md" in written(project) and "topics" not in written(project)["plans-a/brief.yaml"]
    assert "has no language “es”" in (project / "import-report.md").read_text("utf-8")
    checked(briefgen, project)


def test_a_new_language_is_listed_in_data_that_were_edited(briefgen: Run, tmp_path: Path) -> None:
    files = {"a.en.md": "# A\n\nThe text.\n", "b.en.md": "# B\n\nThe text.\n", "b.es.md": "# B\n\nEl texto.\n"}
    source, project = laid_out(tmp_path / "o", files), tmp_path / "p"
    imported(briefgen, source, project)
    path = project / "content/briefs/a/brief.yaml"
    path.write_text(path.read_text("utf-8") + "number: X-1\n", "utf-8")
    laid_out(source, {"a.es.md": "# A\n\nEl texto.\n"})
    ran = imported(briefgen, source, project)
    assert "languages: [en, es]\nnumber: X-1" in path.read_text("utf-8") and "were completed" in ran.out
    checked(briefgen, project)


def test_new_documents_that_an_edited_home_does_not_name_are_told_once(briefgen: Run, tmp_path: Path) -> None:
    source, project = laid_out(tmp_path / "a", BLOG), tmp_path / "p"
    assert "home:" not in imported(briefgen, source, project).out
    site = project / "content/site.yaml"
    site.write_text(site.read_text("utf-8").replace("level: standard", "level: draft"), "utf-8")
    assert "home:" not in imported(briefgen, source, project).out
    laid_out(source, {"content/blog/2026-06-01-fourth/index.md": POST.format(name="fourth", day="2026-06-01")})
    told = "home: stays as you wrote it, so 1 new document comes last on the first page, or is not on it"
    assert told in imported(briefgen, source, project).out
    assert told not in imported(briefgen, source, project).out
    other = laid_out(tmp_path / "b", {f"{name}.md": f"# {name}\n\nIt is said.\n" for name in "xyz"})
    ran = imported(briefgen, other, project)
    assert "3 new documents come last" in ran.out and "what belongs there, of x, y, z" in ran.out


def test_a_text_that_changed_here_and_there_is_named(briefgen: Run, tmp_path: Path) -> None:
    source = laid_out(tmp_path / "a", {f"{name}.md": f"# {name}\n\nThe first text.\n" for name in ("one", "two")})
    project = tmp_path / "p"
    imported(briefgen, source, project)
    for name in ("one", "two"):
        path = project / f"content/briefs/{name}/en.md"
        path.write_text(path.read_text("utf-8") + "\nMine.\n", "utf-8")
    (source / "one.md").write_text("# one\n\nThe second text.\n", "utf-8")
    ran = imported(briefgen, source, project)
    said = f"you have edited it, and its source has changed too: compare it with {source / 'one.md'}"
    assert f"content/briefs/one/en.md: {said}" in ran.out and ran.out.count("its source has changed too") == 1
    assert said in (project / "import-report.md").read_text("utf-8")
    assert "The first text.\n\nMine." in (project / "content/briefs/one/en.md").read_text("utf-8")
    assert "its source has changed too" in imported(briefgen, source, project).out
