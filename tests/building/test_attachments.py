"""A file beside a text that it links to is on the site; one that no text links to is reported."""

from __future__ import annotations

from support.project import Project

from briefgen.building.build import BuildOptions, build, check
from briefgen.model.core.diagnostics import Severity
from briefgen.reading.world import MemoryWorld
from briefgen.running.pool.inline import Inline
from briefgen.running.store import NullStore

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


MB = 1_000_000


def linking(sizes: dict[str, int], limit: str = "") -> Project:
    """A site whose first brief links to files of so many bytes, each in a paragraph of its own."""
    project = Project()
    links = "".join(f"\n[{name}]({name})\n" for name in sizes)
    for path in (TEXT, "content/briefs/first/ko.md"):
        project = project.with_file(path, project.text(path) + links)
    for name, size in sizes.items():
        project = project.with_file(f"content/briefs/first/{name}", b"a" * size)
    return project.with_file("content/site.yaml", project.text("content/site.yaml") + limit)


def line_of(project: Project, name: str) -> int:
    return project.text("content/briefs/first/ko.md").split("\n").index(f"[{name}]({name})") + 1


def test_the_file_with_which_all_have_too_many_bytes_is_an_error_at_its_link() -> None:
    project = linking({"a.zip": MB, "b.zip": MB + 1, "c.zip": MB}, "limits: {attachments: 2}\n")
    built = project.build()
    (found,) = built.errors
    assert found.code == "work-fits-limits"
    assert str(found.span).startswith(f"content/briefs/first/ko.md:{line_of(project, 'b.zip')}:")
    assert "“b.zip”" in found.message and "4 MB" in found.message and "maximum is 2 MB" in found.message
    assert "limits: {attachments: 4} in site.yaml" in found.hint


def test_as_many_bytes_as_the_site_allows_are_published() -> None:
    sizes = {"a.zip": MB, "b.zip": MB}
    assert not linking(sizes, "limits: {attachments: 2}\n").build().errors
    built = linking(sizes).build()
    assert not built.errors and len(built.tree["files/first/b.zip"]) == MB


class Unopened(MemoryWorld):
    """A world whose attachments must not be opened."""

    def read(self, path: str) -> bytes:
        assert not path.endswith(".zip"), path
        return super().read(path)


def test_a_check_opens_no_attachment() -> None:
    world = Unopened(linking({"a.zip": 5}).files)
    outcome = check(world, BuildOptions(), executor=Inline(), store=NullStore())
    assert not [it for it in outcome.diagnostics if it.code in ("work-fits-limits", "link-resolves", "file-exists")]
    world = Unopened(linking({"a.zip": MB, "b.zip": MB}, "limits: {attachments: 1}\n").files)
    outcome = check(world, BuildOptions(), executor=Inline(), store=NullStore())
    assert [it.code for it in outcome.diagnostics if it.code == "work-fits-limits"] == ["work-fits-limits"]


def test_attachments_that_are_too_large_together_are_not_opened_by_a_build() -> None:
    world = Unopened(linking({"a.zip": MB, "b.zip": MB}, "limits: {attachments: 1}\n").files)
    outcome = build(world, BuildOptions(pdfs=False), executor=Inline(), store=NullStore())
    assert [it.code for it in outcome.diagnostics if it.severity is Severity.ERROR] == ["work-fits-limits"]
