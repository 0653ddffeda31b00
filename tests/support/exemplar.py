"""The project's own site, built once for all processes of a test run.

One pack comes in every form of PDF, the others in the one for the screen: a form is the same for all of them.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from filelock import FileLock

from briefgen.building.build import BuildOptions, build
from briefgen.model.core.diagnostics import Outcome
from briefgen.reading.world import DiskWorld
from briefgen.running.executors import executor
from briefgen.running.serialise import pack, unpack
from briefgen.running.store import FileStore
from briefgen.writing.site.publish import publish
from support.built_trees import copy_theme
from support.project import CONTENT, Exemplar

IN_EVERY_FORM = "local-exchange"
"""The pack with all its forms."""
_FORMS = re.compile(r"^profiles: .*\n", re.MULTILINE)


def copy_content(project: Path, in_every_form: str = "") -> None:
    """The project's own content and theme, its packs in the one form for the screen but for one."""
    shutil.copytree(CONTENT, project / "content")
    copy_theme(project)
    for file in (project / "content/packs").glob("*.yaml"):
        if file.stem != in_every_form:
            file.write_text(_FORMS.sub("", file.read_text("utf-8")), "utf-8")


def build_exemplar(shared: Path) -> Exemplar:
    """Build into ``shared`` when no process of this run has done so."""
    folder, told, project = shared / "exemplar", shared / "exemplar-told", shared / "exemplar-project"
    with FileLock(shared / "exemplar.lock"):
        if not told.exists():
            copy_content(project, IN_EVERY_FORM)
            with executor("processes") as workers:
                outcome = build(DiskWorld(project), BuildOptions(), executor=workers, store=FileStore(shared / "store"))
            assert publish(outcome.value, folder).value.done
            told.write_bytes(pack(Outcome(None, outcome.diagnostics)))
    outcome = unpack(told.read_bytes())
    assert outcome is not None
    return Exemplar(folder, outcome.diagnostics)
