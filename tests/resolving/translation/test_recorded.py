"""What authors have on record stays valid: stamps, signatures and kept versions are the same to the byte.

They hold digests and words of blocks. A change in how a text is cut into blocks would call every translation stale,
every signature old and every version changed, in every project there is. Where that is meant, write the records anew:
``python tests/resolving/translation/test_recorded.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.kept_version import kept
from support.project import Project
from support.stamped import stamped

from briefgen.building.signing import read_signing
from briefgen.reading.load import load
from briefgen.reading.world import DiskWorld
from briefgen.resolving.translation.standing import BlockState, standings

TESTS = Path(__file__).resolve().parents[2]
ROOT = TESTS.parent
RECORDED = TESTS / "data" / "recorded"
MARKS = TESTS / "verifying" / "marks"
"""A project with every directive and mark of the handbook."""


def marks() -> Project:
    files = {it.relative_to(MARKS).as_posix(): it.read_bytes() for it in MARKS.rglob("*") if it.is_file()}
    return Project(
        {path: content.decode() if path.endswith((".md", ".yaml")) else content for path, content in files.items()}
    )


PROJECTS = {"small": Project, "marks": marks}


def records(project: Project) -> Iterator[str]:
    """All that briefgen would write beside the texts of a project, file by file."""
    for path, content in sorted(stamped(project).files.items()):
        if path.endswith("/translation.yaml"):
            yield f"# {path}\n{content if isinstance(content, str) else content.decode()}"
    for slug in sorted(project.editions().value["en"].articles):
        path = f"content/briefs/{slug}/versions/9.0/version.yaml"
        yield f"# {path}\n{kept(project, '9.0', slug).text(path)}"
    for document in read_signing(project.world()).value.documents:
        for lang, text in sorted(document.texts.items()):
            parts = "\n".join(map(str, text.parts))
            yield f"# signature of {document.path}, {lang}: {text.digest}\n{parts}\n"


@pytest.mark.parametrize("name", PROJECTS)
def test_records_are_the_same_to_the_byte(name: str) -> None:
    assert "\n".join(records(PROJECTS[name]())) == (RECORDED / f"{name}.txt").read_text("utf-8")


def test_no_block_of_the_example_is_called_stale() -> None:
    site = load(DiskWorld(ROOT)).value
    found = [standing for brief in site.briefs.values() for standing in standings(brief, site.languages)]
    states = [piece.state for standing in found for piece in standing.pieces]
    assert len(states) > 500 and set(states) == {BlockState.CURRENT}


if __name__ == "__main__":
    sys.path.insert(0, str(TESTS))
    RECORDED.mkdir(exist_ok=True)
    for _name, _project in PROJECTS.items():
        (RECORDED / f"{_name}.txt").write_text("\n".join(records(_project())), "utf-8")
