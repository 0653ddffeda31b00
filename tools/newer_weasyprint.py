"""The PDF tests with a newer WeasyPrint: ``make weasyprint``, or ``make weasyprint VERSION=71.0``.

briefgen builds on private functions of exactly one version. This says what breaks with another before the pin is
raised: in an environment and a copy of the project of their own, under ``.briefgen/weasyprint/``. The checkout stays
as it is.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PLACE = PROJECT / ".briefgen/weasyprint"
UV = (sys.executable, "-m", "uv")
PYTHON = PLACE / "env/bin/python"
PINS = {
    "pyproject.toml": re.compile(r'(?<="weasyprint==)[^"]+(?=")'),
    "briefgen/rendering/paper/tags/apply.py": re.compile(r'(?<=^PINNED = ")[^"]+(?=")', re.MULTILINE),
}
"""Where the version stands that briefgen asks for."""
UPSTREAM = "tests/rendering/paper/test_upstream.py"
BROKEN = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


def pip(*arguments: str) -> None:
    """Install into the environment."""
    subprocess.run(
        (sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON, *arguments), check=True
    )


def environment(wanted: str) -> str:
    """Make the environment with what the tests need and the WeasyPrint wanted; the version that it has now."""
    subprocess.run((*UV, "venv", "--quiet", "--clear", PLACE / "env"), check=True)
    for lock in ("dev", "build"):
        pip("--require-hashes", "--requirement", str(PROJECT / f"requirements/{lock}.txt"))
    pip("--upgrade", f"weasyprint=={wanted}" if wanted else "weasyprint")
    asked = (PYTHON, "-c", "import weasyprint; print(weasyprint.VERSION)")
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()


def copied(version: str) -> Path:
    """A copy of the project's files as they are now, which asks for ``version``."""
    copy = PLACE / "project"
    shutil.rmtree(copy, ignore_errors=True)
    asked = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    listed = subprocess.run(asked, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (PROJECT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, copy / name)
    for name, pin in PINS.items():
        file = copy / name
        file.write_text(repinned(file.read_text("utf-8"), pin, version), "utf-8")
    return copy


def repinned(text: str, pin: re.Pattern[str], version: str) -> str:
    """``text`` with the version asked for; raises ValueError where it asks for none."""
    changed, count = pin.subn(version, text)
    if count != 1:
        raise ValueError(f"no single pin {pin.pattern}")
    return changed


def pdf_tests(project: Path) -> Iterator[str]:
    """The test files that have to do with paper."""
    own = project / "tests/rendering/paper"
    yield own.relative_to(project).as_posix()
    for file in sorted((project / "tests/rendering").rglob("test_*.py")):
        if file.parent != own and re.search(r"briefgen\.rendering\.paper|support\.pdfs", file.read_text("utf-8")):
            yield file.relative_to(project).as_posix()


def judged(version: str, broken: Iterable[str]) -> str:
    """What there is to do before the pin may be raised to ``version``."""
    found = sorted(set(broken))
    if not found:
        return f"All PDF tests pass with WeasyPrint {version}: the pin can be raised."
    lines = [f"With WeasyPrint {version}, these tests fail:", *(f"  {it}" for it in found)]
    if any(it.startswith(UPSTREAM) for it in found):
        lines.append(f"Where one of {UPSTREAM} fails in its second half, upstream has repaired it: remove the patch.")
    return "\n".join(lines)


def main() -> int:
    """0 where nothing breaks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", default="", help="the WeasyPrint to try  [default: the newest release]")
    version = environment(parser.parse_args().version)
    if PINS["pyproject.toml"].findall((PROJECT / "pyproject.toml").read_text("utf-8")) == [version]:
        print(f"There is nothing to try: briefgen asks for WeasyPrint {version} already.")
        return 0
    copy = copied(version)
    pip("--no-index", "--no-deps", "--no-build-isolation", "--editable", str(copy))
    command = (PYTHON, "-m", "pytest", "-rfE", "--tb=short", "-p", "no:cacheprovider", *pdf_tests(copy))
    with subprocess.Popen(command, cwd=copy, stdout=subprocess.PIPE, text=True) as tests:
        assert tests.stdout is not None
        said = []
        for line in tests.stdout:
            print(line, end="", flush=True)
            said.append(line)
    broken = BROKEN.findall("".join(said))
    print(judged(version, broken or ([f"pytest ended with {tests.returncode}"] if tests.returncode else [])))
    return 1 if broken or tests.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
