"""The small project, built with its PDFs once for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import Project
from sites import Site, jobs, published

from briefgen.running.store import FileStore


@pytest.fixture(scope="session")
def linked(shared_folder: Path) -> Project:
    """The small project with a link to elsewhere in its first brief."""
    project = Project(store=FileStore(shared_folder / "store"))
    return project.with_change(
        "content/briefs/first/en.md", "See {ref}", "See [the register](https://example.org/register) and {ref}"
    )


@pytest.fixture(scope="session")
def site(linked: Project) -> Site:
    built = linked.build(pdfs=True)
    assert not built.problems
    return Site(published(built.tree), jobs(linked))
