"""A file beside a text that it links to is on the site; one that no text links to is reported."""

from __future__ import annotations

from support.project import Project

TEXT = "content/briefs/first/en.md"
PDF = b"%PDF-1.4\n%%EOF\n"


def test_a_linked_file_is_published() -> None:
    project = Project().with_file(TEXT, Project().text(TEXT) + "\n[The annex](the%20annex.pdf) and [it](photo.png).\n")
    korean = "content/briefs/first/ko.md"
    project = project.with_file(korean, Project().text(korean) + "\n[부록](<the annex.pdf>)과 [사진](photo.png).\n")
    built = project.with_file("content/briefs/first/the annex.pdf", PDF).build()
    assert not [each for each in built.problems if "link-resolves" in each or "file-is-expected" in each]
    assert built.tree["files/first/the annex.pdf"] == PDF
    assert built.page("en/briefs/first.html").count("files/first/the%20annex.pdf") == 1
    assert "files/first/photo.png" in built.tree


def test_a_file_that_nothing_links_to_is_reported() -> None:
    built = Project().with_file("content/briefs/first/annex.pdf", PDF).build()
    assert "content/briefs/first/annex.pdf:1:1 file-is-expected" in built.problems
    assert "files/first/annex.pdf" not in built.tree


def test_what_a_browser_would_run_is_not_published() -> None:
    project = Project().with_file(TEXT, Project().text(TEXT) + "\n[Run](x.html) and [run](x.js).\n")
    built = (
        project.with_file("content/briefs/first/x.html", "<script>").with_file("content/briefs/first/x.js", "1").build()
    )
    assert len([each for each in built.problems if "link-resolves" in each]) == 2
    assert not [path for path in built.tree if path.startswith("files/")]
