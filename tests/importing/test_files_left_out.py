"""What an import does not take is said: files that no text links to, and links to folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.command import Run, laid_out
from support.imported import report
from support.office import paragraph, word
from support.project import picture

from briefgen.importing.site.source.configuration import unread_settings
from briefgen.reading.disk.finding import shown_path


def test_files_that_no_text_links_to_are_named(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"more/{name}.pdf": b"%PDF-" for name in "abcd"}
    files |= {"a.md": "# A\n\n[It](more/a.pdf) and ![a](a.png).\n", "a.png": picture(8), "b.png": picture(8)}
    files |= {"a.docx": b"of a.md", "data.xlsx": b"x", "notes.txt": "x", "requirements.txt": "x", "run.py": "x"}
    ran = briefgen("import", laid_out(tmp_path / "old", files), "-C", tmp_path / "new")
    assert ran.code == 0, ran.err
    said = report(tmp_path / "new")
    assert "Everything was taken" not in said
    assert "### *.pdf\n\n- 3 files were not taken, since no text shows them or links to them: more/b.pdf" in said
    assert "1 file was not taken, since no text shows it or links to it: a.docx" in said
    assert "data.xlsx" in said and "notes.txt" in said and "b.png" in said
    assert "requirements" not in said and "run.py" not in said and "a.png" not in said


def test_of_a_generator_only_documents_are_named(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"mkdocs.yml": "site_name: A\n", "docs/a.md": "# A\n\nIt is said.\n"}
    files |= {"docs/logo.png": picture(8), "docs/annex.pdf": b"%PDF-", "theme.txt": "x"}
    assert briefgen("import", laid_out(tmp_path / "old", files), "-C", tmp_path / "new").code == 0
    said = report(tmp_path / "new")
    assert "docs/annex.pdf" in said and "logo" not in said and "theme" not in said


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("hugo.toml", 'title = "A"\nx = ['),
        ("hugo.toml", f'title = "A"\nx = {"[" * 30_000}{"]" * 30_000}'),
        ("_config.yml", "title: A\n\tx: ["),
        ("mkdocs.yml", "site_name: A\na: &a [" + "x, " * 900 + "]\nb: [" + "*a, " * 900 + "]"),
        ("_quarto.yml", 'website:\n  title: "A'),
        ("docs/_category_.json", '{"label": "A", '),
    ],
)
def test_a_configuration_that_cannot_be_read_is_named(path: str, written: str) -> None:
    files = {path: written.encode(), "docs/a.md": b"# A\n"}
    ((place, said),) = unread_settings(files)
    assert place == path and said.startswith(
        ("the configuration cannot be read: ", "the configuration is nested too deeply to be read")
    )


def test_a_link_to_a_folder_is_no_link_to_the_page_of_its_name(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "20250305.md": "# Of March\n\nSee [folder](./20250305), [again](20250305/) and [all](papers).\n",
        "20250305/a.pdf": b"%PDF-",
        "papers/README.md": "# Papers\n\nThey are here.\n",
        "b.md": "# B\n\n[The page](20250305) says it.\n",
    }
    assert briefgen("import", laid_out(tmp_path / "old", files), "-C", tmp_path / "new").code == 0
    said = report(tmp_path / "new")
    assert "the link “./20250305” leads to nothing" in said and "the link “20250305/” leads to nothing" in said
    body = (tmp_path / "new/content/briefs/20250305/en.md").read_text("utf-8")
    assert "[folder](./20250305), [again](20250305/) and [all](brief:papers)" in body
    assert "brief:20250305" in (tmp_path / "new/content/briefs/b/en.md").read_text("utf-8")


@pytest.mark.parametrize(("name", "advice"), [("x.pdf", "and link to it there"), ("x.txt", "end its name in .md")])
def test_a_file_that_is_not_read_says_what_to_do(briefgen: Run, tmp_path: Path, name: str, advice: str) -> None:
    file = laid_out(tmp_path, {name: "x"}) / name
    ran = briefgen("import", file, "-C", tmp_path / "new")
    assert ran.code == 1 and advice in ran.err


@pytest.mark.parametrize("ending", ["md", "docx"])
@pytest.mark.parametrize("fault", ["its name is not written in UTF-8", "you have no permission to read it"])
def test_a_file_that_cannot_be_taken_is_named_and_the_others_are_taken(
    fault: str, ending: str, briefgen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = "# Words\n\nThat are here.\n" if ending == "md" else word(paragraph("The words are here."))
    name = os.fsdecode("보고".encode("cp949")) if "UTF-8" in fault else "closed"
    try:
        old = laid_out(tmp_path / "old", {f"ok.{ending}": content, f"{name}.{ending}": content})
    except OSError:
        pytest.skip("this disk keeps names in UTF-8 only")
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).stem != "closed" and may(path, mode))  # as root too
    ran = briefgen("import", old, "-C", tmp_path / "new")
    assert ran.code == 0, ran.err
    assert f"  {shown_path(name)}.{ending}: {fault}: not taken" in ran.out
    assert (tmp_path / "new/content/briefs/ok/en.md").is_file()
    (old / f"ok.{ending}").unlink()
    ran = briefgen("import", old, "-C", tmp_path / "newer")
    assert ran.code == 1 and f"{shown_path(name)}.{ending}: {fault}: not taken" in ran.err
    if "UTF-8" in fault:
        ran = briefgen("import", old / f"{name}.{ending}", "-C", tmp_path / "newer")
        assert ran.code == 2 and "is not written in UTF-8: rename it" in ran.err
    assert not (tmp_path / "newer").exists()


def test_links_and_what_is_no_file_are_named(briefgen: Run, tmp_path: Path) -> None:
    old = laid_out(tmp_path / "old", {"a.md": "# A\n\nWords.\n", ".git/x": "x"})
    (old / "b.md").symlink_to("a.md")
    (old / "more").symlink_to(tmp_path)
    (old / ".git/c.md").symlink_to("x")
    os.mkfifo(old / "pipe.md")
    ran = briefgen("import", old, "-C", tmp_path / "new")
    link = "it is a symbolic link and not the file itself: not taken"
    assert f"  b.md: {link}\n  more: {link}\n  pipe.md: it is no file: not taken\n" in ran.out
    assert ".git" not in ran.out


def test_a_key_that_is_there_twice_and_a_title_that_is_too_long_are_named(briefgen: Run, tmp_path: Path) -> None:
    files = {
        "a.md": "---\ntitle: One\ntitle: Two\n---\n\nWords.\n",
        "b.md": f"---\ntitle: {'word ' * 400}\n---\n\nWords.\n",
    }
    ran = briefgen("import", laid_out(tmp_path / "old", files), "-C", tmp_path / "new")
    assert "  a.md: the key “title” is there twice: the last was taken\n" in ran.out
    assert "  b.md: its title has 1,999 characters, more than 1,000: the rest was left out\n" in ran.out


def test_front_matter_and_settings_that_cannot_be_read_are_named_with_the_line(briefgen: Run, tmp_path: Path) -> None:
    files = {"_config.yml": "title: A\ntags: [a\nx: 1", "a.md": "---\ntitle: [A\ntags: 1\n---\n\nWords.\n"}
    ran = briefgen("import", laid_out(tmp_path / "old", files), "-C", tmp_path / "new")
    assert "the configuration cannot be read: line 3: did not find expected ',' or ']'" in ran.out
    assert "the front matter cannot be read: line 3: did not find expected ',' or ']'" in ran.out


def test_settings_that_are_too_long_are_not_read(briefgen: Run, tmp_path: Path) -> None:
    files = {"_config.yml": "title: A\n" + "x: y\n" * 500_000, "a.md": "# A\n\nWords.\n"}
    ran = briefgen("import", laid_out(tmp_path / "old", files), "-C", tmp_path / "new")
    assert "_config.yml: the configuration has 2,500,009 characters, more than 2,000,000: not read" in ran.out


def test_a_picture_is_not_inserted_for_a_text(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"mkdocs.yml": "site_name: A\n", "docs/a.md": '# A\n\nWords.\n\n--8<-- "x.png"\n'}
    files["docs/x.png"] = picture(8)
    ran = briefgen("import", laid_out(tmp_path / "old", files), "-C", tmp_path / "new")
    assert '  docs/a.md: “--8<-- "x.png"” was not inserted: it is not text\n' in ran.out


def test_addresses_are_names_that_every_system_takes(briefgen: Run, tmp_path: Path) -> None:
    files = {f"{name}.md": "# A\n\nWords.\n" for name in ("con", "a" * 240, "가" * 80)}
    assert briefgen("import", laid_out(tmp_path / "old", files), "-C", tmp_path / "new").code == 0
    made = sorted(path.name for path in (tmp_path / "new/content/briefs").iterdir())
    assert made == ["a" * 150, "con-1", "가" * 50]
    assert briefgen("check", "-C", tmp_path / "new").code == 0
