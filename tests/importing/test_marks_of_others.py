"""Marks that only another program knows: places for contents, files that are put in, anchors with a blank."""

from __future__ import annotations

from pathlib import Path

from support.command import Run
from support.imported import imported, report
from support.project import picture


def test_places_for_contents_are_left_out_and_said_once(briefgen: Run, tmp_path: Path) -> None:
    marks = {"a": "[TOC]", "b": "[[_TOC_]]", "c": "[[toc]]"}
    files: dict[str, str | bytes] = {
        f"{name}.md": f"# {name}\n\n{mark}\n\nIt is said.\n\n    {mark}\n" for name, mark in marks.items()
    }
    files["d.md"] = "# D\n\nWrite `[TOC]`:\n\n```\n[TOC]\n```\n"
    project = imported(briefgen, tmp_path, files)
    briefs, told = project / "content/briefs", report(project)
    for name, mark in marks.items():
        assert (briefs / name / "en.md").read_text("utf-8").endswith(f"---\n\nIt is said.\n\n    {mark}\n")
    assert (briefs / "d/en.md").read_text("utf-8").count("[TOC]") == 2
    assert told.count("a place for a list of contents, such as [TOC], was left out in") == 1


def test_a_snippet_is_put_in_or_reported(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "mkdocs.yml": "site_name: A\n",
        "docs/a.md": '# A\n\n- One\n\n    --8<-- "docs/_parts/note.md"\n\n```py\n--8<-- "run.py"\n```\n'
        '\n--8<-- "no.md"\n',
        "docs/b.md": "# B\n\nIt is said.\n",
        "docs/_parts/note.md": "See [B](b.md) and\n![x](x.png).\n",
        "docs/x.png": picture(8),
        "run.py": "# [B](b.md)\nprint(1)\n",
    }
    project = imported(briefgen, tmp_path, files)
    briefs, told = project / "content/briefs", report(project)
    body = (briefs / "a/en.md").read_text("utf-8")
    assert "- One\n\n    See [B](brief:b) and\n    ![x](x.png).\n\n```py\n# [B](b.md)\nprint(1)\n```\n\n--8<--" in body
    assert (briefs / "a/x.png").is_file()
    assert '“--8<-- "no.md"” was not inserted: the folder has no such file' in told


def test_a_snippet_that_does_not_fit_takes_no_room_from_the_next(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "mkdocs.yml": "site_name: Welcome !friends\n",
        "docs/a.md": '# A\n\n--8<-- "docs/_parts/long.md"\n\n--8<-- "docs/_parts/whole.md"\n',
        "docs/b.md": "# B\n\nIt is said.\n",
        "docs/_parts/long.md": "long " * 90_000,
        "docs/_parts/whole.md": "가나다라 " * 26_000,
    }
    project = imported(briefgen, tmp_path, files)
    briefs, told = project / "content/briefs", report(project)
    assert '“--8<-- "docs/_parts/long.md"” was not inserted: with it the text is longer' in told
    assert "가나다라" in (briefs / "a/ko.md").read_text("utf-8"), "its letters count, not its bytes"
    assert "Welcome !friends" in (briefs.parent / "site.yaml").read_text("utf-8")


def test_the_end_of_a_box_of_code_is_in_no_summary(briefgen: Run, tmp_path: Path) -> None:
    code = "{% highlight ruby %}\nputs 1\n{% endhighlight %}"
    files: dict[str, str | bytes] = {
        "_config.yml": "title: A\n",
        "a.md": f"# A\n\n{code}\nThe budget of the city grew.\n",
    }
    briefs = imported(briefgen, tmp_path, files) / "content/briefs"
    assert 'summary: "The budget of the city grew."' in (briefs / "a/en.md").read_text("utf-8")


def test_links_into_a_program_are_said_once(briefgen: Run, tmp_path: Path) -> None:
    link = "[there](umbrella://part/{}) or [here](https://a.example/), [me](mailto:me@a.example)"
    files: dict[str, str | bytes] = {f"{name}.md": f"# {name}\n\nGo {link.format(name)}.\n" for name in "abc"}
    told = report(imported(briefgen, tmp_path, files))
    assert "“umbrella:” begins the address of a link in 3 places, the first in a.md, line 3: it leads into" in told
    assert told.count("umbrella") == 1 and "https" not in told and "mailto" not in told


def test_an_address_that_a_template_fills_in_is_said_once(briefgen: Run, tmp_path: Path) -> None:
    link = '<a href="{{ site.more }}">More</a>, [it]({{ site.more }}), [that](x/{{page.id}}.html)'
    files: dict[str, str | bytes] = {f"{name}.md": f"# {name}\n\nSee {link}.\n" for name in "ab"}
    told = report(imported(briefgen, tmp_path, files))
    assert "“{{ site.more }}” stays as typed in 4 places, the first in a.md, line 3" in told
    assert "“{{ page.id }}” stays as typed in 2 places" in told and "leads to nothing" not in told


def test_brackets_after_a_link_with_a_label_are_words(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "# A\n\n[Matsumoto][matz](or Matz, as we say) and [it](my notes.md).\n\n[matz]: https://a.example/\n"
    }
    told = report(imported(briefgen, tmp_path, files))
    assert told.count("leads to nothing") == 1 and "“my notes.md”" in told


def test_a_place_with_a_blank_is_a_link_and_is_reported_once(briefgen: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.md": "# A\n\nSee [it](b.md#a- b) there.\n", "b.md": "# B\n\n## A b\n\nIt is.\n"}
    project = imported(briefgen, tmp_path, files)
    briefs, told = project / "content/briefs", report(project)
    assert "[it](brief:b#a-%20b)" in (briefs / "a/en.md").read_text("utf-8")
    assert told.count("the link “b.md#a- b” leads to nothing that was imported") == 1
