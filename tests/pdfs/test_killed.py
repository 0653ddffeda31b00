"""A build that is killed leaves the old site or the new one, byte for byte, and the next build works."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from trees import COMMAND, briefgen, differing, starter, tree, variables

MOMENTS = 20
LAST_STAGE = "assemble"
SEED = 20250411


class Project:
    """A project of which there are two versions, with the site that each gives."""

    def __init__(self, folder: Path) -> None:
        self.folder = starter(folder)
        self.site = folder / "site"
        # Python's own cache: twenty builds need not compile it all twenty times.
        self.environment = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder.parent / "compiled")}
        self.text = folder / "content/briefs/first-brief/ko.md"
        settings = folder / "content/site.yaml"
        settings.write_text(settings.read_text(encoding="utf-8").replace("[ko, en]", "[ko]"), encoding="utf-8")
        self.versions = {"old": self.text.read_text(encoding="utf-8")}
        self.versions["new"] = self.versions["old"] + "\n한 문장을 더 적는다.\n"
        self.trees = {name: self.built(name) for name in self.versions}
        assert differing(self.trees["old"], self.trees["new"])
        start = time.monotonic()
        self.built("old")
        self.seconds = time.monotonic() - start

    def choose(self, version: str) -> None:
        self.text.write_text(self.versions[version], encoding="utf-8")

    def built(self, version: str) -> dict[str, bytes]:
        self.choose(version)
        briefgen("build", "--quiet", folder=self.folder, environment=self.environment)
        return tree(self.site)

    def standing(self) -> str | list[str]:
        """Which version the site is; else what it lacks or has too much."""
        found = tree(self.site)
        whole = next((name for name, files in self.trees.items() if found == files), None)
        return whole or differing(found, self.trees["new"])


def kill_a_build(project: Project, seconds: float, *, publishing: bool) -> bool:
    """Kill a build and all its workers after ``seconds``, counted from the last stage if ``publishing``."""
    child = subprocess.Popen(
        [*COMMAND, "build"],
        cwd=project.folder,
        env=variables(project.environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        assert child.stderr is not None
        while publishing and (line := child.stderr.readline()):
            if line.startswith(LAST_STAGE):
                break
        time.sleep(seconds)
        alive = child.poll() is None
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
    return alive


def test_killed_at_any_moment_the_site_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    chance, killed, standing = random.Random(SEED), 0, "old"
    for number in range(MOMENTS):
        wanted = "new" if standing == "old" else "old"
        publishing = number % 2 == 1
        seconds = chance.uniform(0, 0.15 if publishing else project.seconds)
        project.choose(wanted)
        alive = kill_a_build(project, seconds, publishing=publishing)
        killed += alive
        standing = project.standing()
        print(f"{number}: {'killed' if alive else 'over'} {seconds:.3f} s after {'assembling' * publishing or 'start'}:", standing)
        assert standing in project.trees
        if number % 5 == 4:
            assert differing(project.built(wanted), project.trees[wanted]) == []
            standing = wanted
    assert killed > MOMENTS / 2, "most builds were over before they were killed"
    wanted = "new" if standing == "old" else "old"
    assert differing(project.built(wanted), project.trees[wanted]) == []
    assert left_over(project.folder) == []


def left_over(folder: Path) -> list[str]:
    """The folders that a publishing build puts beside the site for a while."""
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(".site.") and path.is_dir())
