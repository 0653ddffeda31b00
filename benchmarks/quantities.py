"""Reads 100,000 random values back out of Korean house styles and English: the property of the tests, at length.

python benchmarks/quantities.py [VALUES]
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEST = "tests/language/test_mentions.py::test_a_value_is_read_back_from_every_house_style"


def main() -> int:
    """Run the property; the exit code is that of the test."""
    values = sys.argv[1] if len(sys.argv) > 1 else "100000"
    environment = {**os.environ, "BRIEFGEN_EXAMPLES": values}
    command = [sys.executable, "-m", "pytest", "-q", TEST, "--hypothesis-show-statistics"]
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
