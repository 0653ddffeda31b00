"""The same sources give the same bytes: wherever, whenever and by whomever they are built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.built_trees import briefgen, differing, once, starter, tree

PLACES = {
    "inline": {"TZ": "UTC0", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    "processes": {"TZ": "EAST-14", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1234567"},
    "threads": {"TZ": "WEST+11:30", "LC_ALL": "", "LANG": "POSIX", "PYTHONHASHSEED": "42"},
}
"""The executor of a build → what its process is told; each stands in a folder of its own."""


@pytest.fixture(scope="module")
def sites(shared_folder: Path) -> dict[str, dict[str, bytes]]:
    """The starter site built from nothing under every executor, each time in another place."""
    return once(shared_folder, "same", built_everywhere)


def built_everywhere(base: Path) -> dict[str, dict[str, bytes]]:
    made = starter(base / "made")
    return {name: built(made, base / name / ("deep" * depth) / "사이트", name) for depth, name in enumerate(PLACES, 1)}


def built(made: Path, project: Path, executor: str) -> dict[str, bytes]:
    shutil.copytree(made, project)
    briefgen("build", "--quiet", "--executor", executor, folder=project, environment=PLACES[executor])
    return tree(project / "site")


def test_the_site_has_pages_and_pdfs_to_compare(sites: dict[str, dict[str, bytes]]) -> None:
    for site in sites.values():
        assert sum(path.endswith(".pdf") for path in site) == 4
        assert sum(path.endswith(".html") for path in site) > 20


@pytest.mark.parametrize("name", [name for name in PLACES if name != "inline"])
def test_folder_time_zone_locale_hash_seed_and_executor_change_no_byte(
    sites: dict[str, dict[str, bytes]], name: str
) -> None:
    assert differing(sites["inline"], sites[name]) == []


def test_no_file_tells_where_it_was_made(sites: dict[str, dict[str, bytes]], shared_folder: Path) -> None:
    place = str(shared_folder).encode()
    assert [path for path, content in sites["threads"].items() if place in content] == []
