"""The file of stamps: comments stay with their lines, and nobody ever reads half of it."""

from __future__ import annotations

from briefgen.model.records.marks import BlockMark, Stamps
from briefgen.reading.yaml.nodes import decode
from briefgen.writing.content.records import STAMPS_HEAD, stamps_file

ONE, TWO, THREE = (BlockMark(digit * 12, f"text/{digit}", "f" * 12) for digit in "123")
LEFT_OUT = BlockMark("4" * 12, "text", "-")
NEW = BlockMark("5" * 12, "text/2", "e" * 12)


def test_what_is_written_is_read_as_it_was() -> None:
    text = stamps_file("", {"en": [(ONE, ONE), (LEFT_OUT, LEFT_OUT)], "de": [(TWO, TWO)]})
    assert text.startswith(STAMPS_HEAD)
    read = decode(Stamps, text.encode(), "x")
    assert read.diagnostics == ()
    assert read.value is not None
    assert read.value.value.stamps == {"en": (ONE, LEFT_OUT), "de": (TWO,)}


def test_comments_stay_with_their_lines() -> None:
    before = f"""\
# Ours.
stamps:
  en:
  - {ONE}
  # Kim has doubts about this one.
  - {TWO}  # since May
  # The last word.
  - {THREE}
  # The end.
"""
    assert stamps_file(before, {"en": [(ONE, ONE), (TWO, TWO), (THREE, THREE)]}) == before
    changed = stamps_file(before, {"en": [(ONE, ONE), (NEW, TWO)]})
    assert (
        changed
        == f"""\
# Ours.
stamps:
  en:
  - {ONE}
  # Kim has doubts about this one.
  - {NEW}  # since May
  # The last word.
  # The end.
"""
    )
