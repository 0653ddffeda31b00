"""Limits of the site stand in place of those of the table, each by itself, and the handbook has the table."""

import re
from pathlib import Path

from briefgen.model.core.limits import ENTRIES, LIMITS, Limit, Limits, OwnLimit

HANDBOOK = Path(__file__).resolve().parents[2] / "docs/authoring.md"


def test_what_the_site_leaves_out_stays_as_it_is() -> None:
    limits = Limits(pdf=OwnLimit(seconds=900), chart=OwnLimit(memory=700))
    assert limits.of("pdf") == Limit(900, LIMITS["pdf"].memory)
    assert limits.of("chart") == Limit(LIMITS["chart"].seconds, 700)
    assert limits.of("font") == LIMITS["font"]
    assert set(Limits.model_fields) == {*LIMITS, "entries", "pixels", "attachments"}


def test_the_search_of_a_site_with_many_entries_may_take_more() -> None:
    limits = Limits(entries=4 * ENTRIES)
    assert limits.of("search") == Limit(4 * LIMITS["search"].seconds, 4 * LIMITS["search"].memory)
    assert limits.of("text") == LIMITS["text"] and limits.times == 4
    assert Limits(entries=10).of("search") == LIMITS["search"]
    assert Limits(entries=4 * ENTRIES, search=OwnLimit(seconds=7)).of("search").seconds == 7


def test_the_handbook_has_the_table() -> None:
    rows = re.findall(r"^\| `(\w+)`: .*\| (\d+) \| (\d+) \|$", HANDBOOK.read_text("utf-8"), re.MULTILINE)
    assert {kind: Limit(int(seconds), int(memory)) for kind, seconds, memory in rows} == LIMITS
