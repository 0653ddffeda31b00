"""A build that is killed leaves the old site or the new one, byte for byte, and the next build works."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from support.built_trees import COMMAND, briefgen, differing, starter, tree, variables
from support.shared_cache import lend

MOMENTS = ((0.6, False), (0.05, True), (0.3, True), (0.55, True), (0.8, True))
"""How much of the time before the publishing, or of the publishing, has passed, and whether it is the publishing.
Moments at random are for benchmarks/faults.py."""


class Project:
    """A project of which there are two versions, with the site that each gives."""

    def __init__(self, folder: Path) -> None:
        self.folder = starter(folder)
        lend()
        self.site = folder / "site"
        # Python's own cache: not every build need compile it all.
        self.environment = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder.parent / "compiled")}
        self.text = folder / "content/briefs/first-brief/ko.md"
        settings = folder / "content/site.yaml"
        settings.write_text(settings.read_text(encoding="utf-8").replace("[ko, en]", "[ko]"), encoding="utf-8")
        self.versions = {"old": self.text.read_text(encoding="utf-8")}
        self.versions["new"] = self.versions["old"] + "\n한 문장을 더 적는다.\n"
        self.trees = {name: self.built(name) for name in self.versions}
        assert differing(self.trees["old"], self.trees["new"])
        self.choose("old")
        with Build(self) as build:
            start = time.monotonic()
            build.wait_until_it_publishes()
            last = time.monotonic()
            build.child.wait()
        self.seconds, self.publishing_seconds = last - start, time.monotonic() - last

    def choose(self, version: str) -> None:
        self.text.write_text(self.versions[version], encoding="utf-8")

    def built(self, version: str) -> dict[str, bytes]:
        self.choose(version)
        briefgen("build", "--quiet", folder=self.folder, environment=self.environment)
        return tree(self.site)

    def standing(self) -> str:
        """Which version the site is."""
        found = tree(self.site)
        faults = {name: differing(found, files) for name, files in self.trees.items()}
        whole = [name for name, differences in faults.items() if not differences]
        assert whole, f"neither version stands: {faults}"
        return whole[0]


class Build:
    """A build in a process of its own; when the block ends, it and all its workers are killed."""

    def __init__(self, project: Project) -> None:
        self.folder, self.before = project.folder, left_over(project.folder)
        self.child = subprocess.Popen(
            [*COMMAND, "build"],
            cwd=project.folder,
            env=variables(project.environment),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def __enter__(self) -> Build:
        return self

    def __exit__(self, *_: object) -> None:
        if self.is_alive():
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()

    def is_alive(self) -> bool:
        return self.child.poll() is None

    def wait_until_it_publishes(self) -> None:
        """Return when all is made and the new site begins to be laid out beside the old one."""
        while self.is_alive() and set(left_over(self.folder)) <= set(self.before):
            time.sleep(0.002)


def kill_a_build(project: Project, seconds: float, *, publishing: bool) -> bool:
    """Kill a build after ``seconds``, counted from its publishing if ``publishing``; whether it was still at work."""
    with Build(project) as build:
        if publishing:
            build.wait_until_it_publishes()
        time.sleep(seconds)
        return build.is_alive()


def test_killed_at_any_moment_the_site_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    killed, standing = 0, "old"
    print(f"{project.seconds:.2f} s before it publishes, {project.publishing_seconds:.2f} s to publish")
    for number, (part, publishing) in enumerate(MOMENTS):
        wanted = "new" if standing == "old" else "old"
        seconds = part * (project.publishing_seconds if publishing else project.seconds)
        project.choose(wanted)
        alive = kill_a_build(project, seconds, publishing=publishing)
        killed += alive
        since = "it publishes" if publishing else "the start"
        print(f"{number}: {'killed' if alive else 'over'} {seconds:.3f} s after {since}", end=": ")
        standing = project.standing()
        print(standing)
        if number == len(MOMENTS) // 2:
            assert differing(project.built(wanted), project.trees[wanted]) == []
            standing = wanted
    assert killed > len(MOMENTS) / 4, "most builds were over before they were killed"
    wanted = "new" if standing == "old" else "old"
    assert differing(project.built(wanted), project.trees[wanted]) == []
    assert left_over(project.folder) == []


def left_over(folder: Path) -> list[str]:
    """The folders that a publishing build puts beside the site for a while."""
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(".site.") and path.is_dir())
