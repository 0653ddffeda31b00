"""A check makes nothing that no report needs."""

from __future__ import annotations

from support.project import Project

from briefgen.building.build import BuildOptions, build, check
from briefgen.running.executors import Inline
from briefgen.running.store import NullStore


def test_a_check_cuts_no_font_and_tells_what_a_build_tells() -> None:
    project = Project().with_change("content/briefs/first/en.md", "## Proposals", "## Proposals\n\n[x](#gone)\n")
    built = build(project.world(), BuildOptions(pdfs=False), executor=Inline(), store=NullStore())
    checked = check(project.world(), BuildOptions(), executor=Inline(), store=NullStore())
    assert checked.diagnostics == built.diagnostics and built.diagnostics
    assert [path for path in built.value if path.endswith(".woff2")]
    assert not [path for path in checked.value if path.endswith(".woff2")]
