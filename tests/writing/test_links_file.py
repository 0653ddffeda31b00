"""Files that briefgen writes for people: comments stay with their lines, and nobody ever reads half of one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.records.links import ArchivedCopy, LinkRecord, LinkState
from briefgen.model.records.marks import BlockMark, Stamps
from briefgen.model.values.characters import INVISIBLE
from briefgen.model.values.quantities import Day
from briefgen.reading.load import load_links
from briefgen.reading.world import MemoryWorld
from briefgen.reading.yaml.nodes import decode
from briefgen.writing.content.records import STAMPS_HEAD, links_file, stamps_file

LINKS = "content/links.yaml"
DAY = Day(2026, 11, 25)
WRITTEN = """\
# Ours.
https://example.org/a:
  state: ok
  status: 200
  checked: 2026-11-25
# Asked the office twice.
https://example.org/b#:
  state: gone
  # by telephone
  archived:
    url: https://archive.example/b
    date: 2026-11-01
  note: "moved: where?"
"""


def read(text: str) -> dict[str, LinkRecord]:
    outcome = load_links(MemoryWorld({LINKS: text}, theme={}))
    assert outcome.diagnostics == ()
    return {address: written.value for address, written in outcome.value.items()}


def test_what_is_read_is_written_as_it_was_but_for_where_a_comment_stands() -> None:
    text = links_file(WRITTEN, read(WRITTEN))
    assert text == WRITTEN.replace("  # by telephone\n", "").replace(
        "https://example.org/b#:", "# by telephone\nhttps://example.org/b#:"
    )
    assert links_file(text, read(text)) == text


def test_a_comment_outlives_the_address_it_spoke_of() -> None:
    text = links_file(WRITTEN, {})
    assert text == "# Ours.\n# Asked the office twice.\n# by telephone\n"
    assert read(text) == {}


def test_a_new_file_names_its_schema() -> None:
    assert links_file("", {}).startswith("# yaml-language-server: $schema=.schemas/links.schema.json\n")


WORDS = (
    st.text(st.characters(exclude_categories=["Cs", "Co", "Cn"]), min_size=1, max_size=30).map(str.strip).filter(bool)
)
ADDRESSES = st.builds(
    "https://example.org/{}".format, WORDS.filter(lambda it: it.isprintable() and not INVISIBLE.search(it))
)
RECORDS = st.builds(
    LinkRecord,
    state=st.sampled_from(LinkState),
    status=st.none() | st.integers(100, 599),
    checked=st.none() | st.just(DAY),
    to=st.none() | ADDRESSES,
    reason=st.none() | WORDS.filter(str.isprintable),
    archived=st.none() | st.builds(ArchivedCopy, url=ADDRESSES, date=st.none() | st.just(DAY)),
    note=st.none() | WORDS.filter(str.isprintable),
)


@given(st.dictionaries(ADDRESSES, RECORDS, max_size=4))
def test_whatever_is_recorded_is_read_back_the_same(records: dict[str, LinkRecord]) -> None:
    assert read(links_file("", records)) == records


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
