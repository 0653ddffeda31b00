"""A project in a repository and a bare one to publish to, with sites that are made of nothing."""

from __future__ import annotations

import os
import subprocess
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from briefgen.hosting.git import Git
from briefgen.hosting.publishing import Built, Done, PublishOptions, publish
from briefgen.model.core.diagnostics import Outcome, has_errors
from briefgen.model.output.tree import Tree
from briefgen.reading.world import DiskWorld
from briefgen.writing.site.publish import publish as put

SETTINGS = """\
title: Sample
description: A sample.
languages: [en]
base_url: https://someone.github.io/sample/
publisher: {name: Sample Press}
"""
OLD = {"index.html": b"<p>old", "en/briefs/trade.html": b"<p>trade", "en/briefs/trade.pdf": b"%PDF", ".nojekyll": b""}
NEW = {**OLD, "index.html": b"<p>new", "en/briefs/food.html": b"<p>food"}
NOBODY = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
"""Nothing of the settings of whoever runs the tests."""
SOMEONE = {
    **NOBODY,
    **{f"GIT_{who}_NAME": "A. Tester" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "tester@example.org" for who in ("AUTHOR", "COMMITTER")},
}


def git(folder: Path, *arguments: str, given: str = "") -> str:
    command = ["git", "-C", str(folder), *arguments]
    ran = subprocess.run(
        command, check=True, capture_output=True, text=True, input=given, env={**os.environ, **SOMEONE}
    )
    return ran.stdout.strip()


@dataclass(frozen=True)
class Place:
    """A project at ``root`` whose remote ``origin`` is ``pages``."""

    root: Path
    pages: Path
    environment: Mapping[str, str]

    @property
    def site(self) -> Path:
        return self.root / "site"

    def build(self, files: Mapping[str, bytes]) -> Place:
        assert put(Tree(dict(files)), self.site).value.done
        return self

    def set(self, more: str) -> Place:
        """The settings with a line more, committed."""
        (self.root / "content" / "site.yaml").write_text(SETTINGS + more, encoding="utf-8")
        git(self.root, "commit", "--quiet", "--all", "--message", "Settings")
        return self

    def having(self, **environment: str) -> Place:
        return replace(self, environment={**self.environment, **environment})

    def publish(self, *, strict: bool = False, **options: object) -> Outcome[Done | None]:
        built = Built(folder=self.site)
        own = Git(self.root, self.environment)
        chosen = PublishOptions(**options)  # type: ignore[arg-type]
        return publish(DiskWorld(self.root), built, own, chosen, self.root, bool if strict else has_errors)

    def paths(self, branch: str = "gh-pages") -> list[str]:
        """The files on the branch."""
        return git(self.pages, "ls-tree", "-r", "--name-only", branch).splitlines()

    def published(self, branch: str = "gh-pages") -> dict[str, str]:
        """What stands on the branch."""
        command = ["git", "-C", str(self.pages), "archive", "--format=tar", branch]  # one look: it may move meanwhile
        ran = subprocess.run(command, check=True, capture_output=True)
        with tarfile.open(fileobj=BytesIO(ran.stdout)) as packed:
            files = {it.name: packed.extractfile(it) for it in packed if it.isfile()}
            return {name: file.read().decode().strip() for name, file in files.items() if file is not None}

    def commits(self, branch: str = "gh-pages") -> list[str]:
        return git(self.pages, "log", "--format=%s", branch).splitlines()


def place_at(folder: Path) -> Place:
    """A new one, with a commit of its settings."""
    root, pages = folder / "project", folder / "pages.git"
    (root / "content").mkdir(parents=True)
    (root / "content" / "site.yaml").write_text(SETTINGS, encoding="utf-8")
    (root / ".gitignore").write_text("/site/\n/.site.*\n/.briefgen/\n", encoding="utf-8")
    git(folder, "init", "--quiet", "--bare", "--initial-branch", "main", str(pages))
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Start")
    git(root, "remote", "add", "origin", str(pages))
    return Place(root, pages, {**os.environ, **SOMEONE})
