"""``make audit`` fails for a finding, and only for that."""

import runpy
from pathlib import Path
from typing import Any

import pytest

TOOL = runpy.run_path(str(Path(__file__).resolve().parents[2] / "tools/audit.py"), run_name="audit")
FINE = {"name": "one", "version": "1.0", "vulns": []}
BAD = {"name": "two", "version": "2.0", "vulns": [{"id": "CVE-2026-0001"}]}
UNKNOWN = {"name": "three", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("dependencies", "said", "failed"),
    [
        ([FINE], "clean", False),
        ([FINE, UNKNOWN], "clean; not known to the index: three", False),
        ([UNKNOWN], "skipped: the index knows none of the 1 libraries", False),
        ([FINE, BAD, UNKNOWN], "\n  two 2.0: CVE-2026-0001; not known to the index: three", True),
    ],
)
def test_a_published_vulnerability_is_a_failure(dependencies: list[dict[str, Any]], said: str, failed: bool) -> None:
    assert TOOL["judged"](dependencies) == (said, failed)
