"""A digest of every output, by file: the same before and after a change that is meant to change nothing.

    python benchmarks/digests.py before.txt FOLDER ...            with another checkout's program: --program
    python benchmarks/digests.py after.txt FOLDER ... --against before.txt

Outputs are those of this project, of a new site, and of each FOLDER of somebody else's, which is imported: the site
with its PDFs, the documents that editors get, and what ``check`` and ``verify`` report.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HANDED_OUT = ("handoff --to docx", "handoff --to hwpx", "mail", "slides", "epub", "factcheck")
"""Commands that make a document of a brief."""
LINE = "{digest}  {name}\n"


class Digests:
    """The digests of what a program makes of projects below the folder ``work``, by name of the output."""

    def __init__(self, program: str, work: Path) -> None:
        self.program, self.work = program, work
        self.found: dict[str, str] = {}

    def run(self, project: Path, *arguments: str) -> str:
        """What a command prints, without the folder that it prints it of; progress, with seconds, goes to stderr."""
        command = [*self.program.split(), *arguments]
        environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(self.work), "SOURCE_DATE_EPOCH": "1767225600"}
        ran = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
        return f"{ran.returncode}\n{ran.stdout}".replace(str(project), "PROJECT")

    def take(self, name: str, content: bytes) -> None:
        self.found[name] = hashlib.sha256(content).hexdigest()

    def project(self, name: str, project: Path) -> None:
        """Take the site, the documents and the reports of a project."""
        for reported in ("check --format json", "translate status", "facts list"):
            self.take(f"{name}/{reported}", self.run(project, *reported.split()).encode())
        self.run(project, "build", "--quiet")
        self.take(f"{name}/verify", self.run(project, "verify", "--format", "json").encode())
        for brief in sorted(path.name for path in (project / "content/briefs").glob("*") if path.is_dir()):
            for command in HANDED_OUT:
                subject, *options = command.split()
                output = project / "handed" / subject
                output.mkdir(parents=True, exist_ok=True)
                self.run(project, subject, brief, *options, "--output", f"{output}/", "--quiet")
        for folder in ("site", "handed"):
            for path in sorted((project / folder).rglob("*")):
                if path.is_file():
                    self.take(f"{name}/{path.relative_to(project)}", path.read_bytes())


def all_digests(program: str, folders: list[Path]) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        digests = Digests(program, work)
        own = work / "own"
        for part in ("content", "templates"):
            shutil.copytree(ROOT / part, own / part)
        digests.project("own", own)
        digests.run(work, "new", "site", "started")
        digests.project("started", work / "started")
        for folder in folders:
            imported = work / f"imported-{folder.name}"
            imported.mkdir()
            digests.take(f"{imported.name}/import", digests.run(imported, "import", str(folder)).encode())
            for path in sorted(imported.rglob("content/**/*")):
                if path.is_file():
                    digests.take(f"{imported.name}/{path.relative_to(imported)}", path.read_bytes())
            digests.project(imported.name, imported)
        return digests.found


def differences(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield f"{'changed' if name in before and name in after else 'gone' if name in before else 'new'}: {name}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("record", type=Path, help="where the digests are written")
    parser.add_argument("folders", type=Path, nargs="*", help="folders to import")
    parser.add_argument("--program", default=f"{sys.executable} -m briefgen", help="the program that makes the outputs")
    parser.add_argument("--against", type=Path, help="digests of before")
    asked = parser.parse_args()
    found = all_digests(asked.program, [folder.resolve() for folder in asked.folders])
    asked.record.write_text("".join(LINE.format(digest=digest, name=name) for name, digest in sorted(found.items())))
    print(f"{len(found)} outputs")
    if not asked.against:
        return 0
    lines = (line.split("  ", 1) for line in asked.against.read_text().splitlines())
    changed = list(differences({name: digest for digest, name in lines}, found))
    print(*changed, f"{len(changed)} differences", sep="\n")
    return bool(changed)


if __name__ == "__main__":
    sys.exit(main())
