"""Killed at any moment, publishing leaves the old site on the branch or the new one, whole."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from publish_in_turn import site
from repositories import Place, git

from briefgen.model.output.site_manifest import MANIFEST

HERE = Path(__file__).parent
MOMENTS = 3


def test_killed_at_any_moment_it_leaves_the_old_site_or_the_new_one(place: Place) -> None:
    chance = random.Random(5)
    path = os.pathsep.join([str(HERE), str(HERE.parents[1])])
    for _ in range(MOMENTS):
        command = [sys.executable, str(HERE / "publish_in_turn.py"), str(place.root)]
        environment = {**os.environ, "PYTHONPATH": path}
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as running:
            assert running.stdout is not None and running.stdout.readline()
            time.sleep(chance.random() * 0.8)
            running.kill()
        time.sleep(0.2)  # a push that had begun goes on by itself
        there = place.published()
        expected = {path: content.decode() for path, content in site(there["name"]).items()}
        assert {path: text for path, text in there.items() if path not in (MANIFEST, ".nojekyll")} == expected
        git(place.pages, "fsck", "--strict", "--connectivity-only")
        git(place.root, "fsck", "--strict", "--connectivity-only")
    assert git(place.root, "status", "--porcelain") == ""
