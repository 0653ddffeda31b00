"""What a release needs before its tag is pushed, and what it says of itself.

python tools/release.py check v1.2.3 --repository OWNER/NAME     what does not fit the tag; exit code 1 if anything
python tools/release.py notes v1.2.3                             its part of the change log
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
_TAG = re.compile(r"v\d+\.\d+\.\d+((a|b|rc)\d+)?")
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def constant(project: Path, name: str) -> str:
    """What the code says: the value of ``__version__`` or ``REPOSITORY``."""
    (found,) = re.findall(rf'^{name} = "(.*)"$', (project / "briefgen/__init__.py").read_text("utf-8"), re.MULTILINE)
    return str(found)


def parts(project: Path) -> dict[str, str]:
    """The parts of the change log by their headings."""
    _, *found = _HEADING.split((project / "CHANGELOG.md").read_text("utf-8"))
    return {heading.strip(): text.strip() for heading, text in zip(found[::2], found[1::2], strict=True)}


def notes(project: Path, tag: str) -> str:
    """The part of the change log that is the release's; empty when there is none."""
    heading = re.compile(rf"\[?{re.escape(tag.removeprefix('v'))}\]? - \d{{4}}-\d\d-\d\d")
    return next((text for name, text in parts(project).items() if heading.fullmatch(name)), "")


def problems(project: Path, tag: str, repository: str) -> Iterator[str]:
    """What does not fit the tag, each with what to do."""
    own = constant(project, "__version__")
    if not _TAG.fullmatch(tag):
        yield f"the tag “{tag}” is no version: write one such as v{own}"
    elif tag != f"v{own}":
        yield f"the tag is {tag}, but briefgen/__init__.py says {own}: make them agree"
    if not notes(project, tag):
        yield f"CHANGELOG.md has nothing under “## {own} - YYYY-MM-DD”: give the part “Unreleased” this heading"
    if parts(project).get("Unreleased"):
        yield "CHANGELOG.md still has entries under “Unreleased”: they belong to this release, or to none"
    if f'"briefgen {own}"' not in (project / "docs/briefgen.1").read_text("utf-8"):
        yield "docs/briefgen.1 is that of another version: run make man"
    if (said := constant(project, "REPOSITORY")) != (address := f"https://github.com/{repository}"):
        yield f"briefgen/__init__.py: REPOSITORY is “{said}”, but briefgen comes from {address}: write this there"


def main() -> int:
    parser = argparse.ArgumentParser(description="Check a release, or print its part of the change log.")
    parser.add_argument("what", choices=["check", "notes"])
    parser.add_argument("tag")
    parser.add_argument("--repository", default="", metavar="OWNER/NAME")
    given = parser.parse_args()
    if given.what == "notes":
        print(notes(PROJECT, given.tag))
        return 0
    found = list(problems(PROJECT, given.tag, given.repository))
    print("\n".join(found) or f"{given.tag} is ready")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
