"""The hook for pre-commit checks the whole site and writes nothing."""

import re
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parents[2]


def test_the_hook_is_one_that_pre_commit_can_install() -> None:
    (hook,) = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert (hook["id"], hook["entry"], hook["language"]) == ("briefgen-check", "briefgen check", "python")
    assert hook["pass_filenames"] is False and hook["require_serial"] is True
    for path, is_looked_at in {
        "content/briefs/a/en.md": True,
        "templates/web/brief.html": True,
        "README.md": False,
    }.items():
        assert bool(re.search(hook["files"], path)) is is_looked_at
