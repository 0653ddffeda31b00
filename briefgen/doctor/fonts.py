"""The fonts of the theme, which every page and PDF is set in: none of the system's is used."""

from __future__ import annotations

from briefgen.doctor.findings import CheckResult, CheckState
from briefgen.reading.world import World

_REMEDY = "run briefgen check for their names; or delete templates/fonts/ of the project, which it does not need"


def fonts(world: World) -> CheckResult:
    """Whether each file that the theme names can be used."""
    what = "fonts"
    try:
        from briefgen.rendering.fonts.faces import PACKAGE, read_fonts

        found = read_fonts(world)
    except ImportError as problem:
        return CheckResult(what, CheckState.LACKING, f"they cannot be read: {problem}", "reinstall briefgen")
    if found.diagnostics:
        remedy = _REMEDY if found.value.faces else PACKAGE
        return CheckResult(what, CheckState.LACKING, found.diagnostics[0].message, remedy)
    families = dict.fromkeys(face.family for face in found.value.faces)
    return CheckResult(what, CheckState.FINE, ", ".join(families))
