"""The manual page says what the commands say."""

import re
import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

from briefgen.cli.main import _COMMANDS

PROJECT = Path(__file__).resolve().parents[2]
TOOL = runpy.run_path(str(PROJECT / "tools/man_page.py"), run_name="man_page")
PAGE = PROJECT / "docs" / "briefgen.1"


def test_it_is_that_of_the_commands_as_they_are() -> None:
    assert PAGE.read_text("utf-8") == TOOL["page"](), "run: make man"


def test_it_has_every_command_and_every_text_as_text() -> None:
    text = PAGE.read_text("utf-8")
    sections = {name.replace("\\-", "-") for name in re.findall(r'^\.SS "briefgen ([^ "]+)"', text, re.MULTILINE)}
    assert sections == set(_COMMANDS)
    assert text.isascii() and not re.search(r"^'", text, re.MULTILINE)
    assert set(re.findall(r"^\.(\w+)", text, re.MULTILINE)) == {"TH", "SH", "SS", "PP", "TP", "B", "EX", "EE"}
    assert TOOL["roff"](".so 'a-b' “\\n” →") == r"\&.so \(aqa\-b\(aq \(lq\en\(rq \[u2192]"


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff")
def test_groff_has_nothing_to_say_of_it() -> None:
    ran = subprocess.run(["groff", "-man", "-ww", "-Tutf8", "-z", PAGE], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
