"""A logo stands on the cover of a pack: its own, or that of the publisher, as an image that is safe and sharp."""

from __future__ import annotations

import pytest
from support.project import Project, picture

PACK = "content/packs/all.yaml"
SITE = "content/site.yaml"
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 16"><path d="M0 0h40v16H0z"/></svg>'


def with_logo(project: Project, name: str, content: str | bytes | None) -> Project:
    named = project.with_file(PACK, f"{project.text(PACK)}logo: {name}\n")
    return named if content is None else named.with_file(f"content/packs/{name}", content)


def of_publisher(project: Project) -> Project:
    named = project.with_change(SITE, "en: Sample Press}}", "en: Sample Press}, logo: house.svg}")
    return named.with_file("content/house.svg", DRAWN)


def logo(project: Project) -> str:
    view = project.editions().value["en"].packs["all"].logo
    return view.path if view else ""


def test_the_logo_of_a_pack_goes_before_that_of_the_publisher(project: Project) -> None:
    assert logo(project) == ""
    assert logo(of_publisher(project)) == "content/house.svg"
    assert logo(with_logo(of_publisher(project), "own.svg", DRAWN)) == "content/packs/own.svg"
    assert of_publisher(project).build().diagnostics == ()


def test_a_logo_that_is_not_there_is_reported_where_it_is_named(project: Project) -> None:
    found = with_logo(project, "gone.svg", None).build().found("image-exists")
    assert str(found.span) == f"{PACK}:6:7"


@pytest.mark.parametrize("name", ["../x.svg", "x.gif", "a/b.png", "logo"])
def test_a_logo_is_the_name_of_an_image(project: Project, name: str) -> None:
    found = [it for it in with_logo(project, name, None).site().diagnostics if it.span]
    assert [(it.span.path, it.span.line) for it in found if it.span] == [(PACK, 6)]


def test_an_image_that_nothing_names_is_reported(project: Project) -> None:
    found = project.with_file("content/packs/spare.svg", DRAWN).build().found("file-is-expected")
    assert str(found.span).startswith("content/packs/spare.svg")


def test_a_drawing_that_runs_something_is_reported_where_it_is_named(project: Project) -> None:
    unsafe = DRAWN.replace("<path", "<script>x()</script><path")
    found = [it for it in with_logo(project, "own.svg", unsafe).build().diagnostics if it.code == "drawing-is-safe"]
    assert found and str(found[0].span).startswith(PACK)


def test_a_logo_too_coarse_for_its_size_is_an_error_where_it_is_named(project: Project) -> None:
    coarse = with_logo(project, "own.png", picture(40)).build(pdfs=["en/packs/all.pdf"])
    found = coarse.found("image-is-sharp")
    assert (str(found.span), found.severity) == (f"{PACK}:6:7", "error")
    assert "own.png" in found.message and "pixels wide" in found.hint
    assert "image-is-sharp" not in [
        it.code for it in with_logo(project, "own.png", picture(600)).build(pdfs=["en/packs/all.pdf"]).diagnostics
    ]
