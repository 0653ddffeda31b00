"""A fingerprint is equal for equal values and different for different ones, in any process."""

import os
import subprocess
import sys
from collections import namedtuple
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.core.diagnostics import Severity, Span
from briefgen.model.core.document import Node, node
from briefgen.model.written.glossary import TermForms
from briefgen.model.written.sources import Source
from briefgen.running.fingerprint import fingerprint


class Colour(Enum):
    RED = 1
    ALSO_ONE = True  # an alias of RED


@dataclass(frozen=True)
class Job:
    text: str
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True)
class OtherJob:
    text: str


Pair = namedtuple("Pair", "a b")

leaves = (
    st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.decimals(allow_nan=False) | st.floats()
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


def shown(value: object) -> str:
    """Tells apart what == does not: 1, True and 1.0; the digits of a Decimal; the order of a mapping."""
    return repr(value)


@given(values, values)
def test_equal_digest_exactly_for_equal_values(one: object, other: object) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (shown(one) == shown(other))


def test_the_kind_of_a_thing_counts() -> None:
    alike = [Job("x"), OtherJob("x"), ("x",), ["x"], {"text": "x"}, {"x"}, "x", b"x", Pair("x", None), ("x", None)]
    assert len({fingerprint(value) for value in alike}) == len(alike)


def test_the_digits_of_a_number_count() -> None:
    assert fingerprint(Decimal("1.0")) != fingerprint(Decimal("1.00"))
    assert len({fingerprint(number) for number in (1, True, 1.0, Decimal(1), "1", Colour.RED)}) == 6
    assert fingerprint(Colour.RED) == fingerprint(Colour.ALSO_ONE)


def test_the_order_of_a_mapping_counts_and_of_a_set_does_not() -> None:
    assert fingerprint({"a": 1, "b": 2}) != fingerprint({"b": 2, "a": 1})
    assert fingerprint(frozenset("abcdef")) == fingerprint(frozenset("fedcba"))


def test_every_key_of_a_written_model_counts() -> None:
    plain = Source.model_validate({"id": "a", "type": "book"})
    extra = Source.model_validate({"id": "a", "type": "book", "volume": "2"})
    assert len({fingerprint(plain), fingerprint(extra), fingerprint(TermForms(short="a"))}) == 3
    assert fingerprint(plain) == fingerprint(Source.model_validate({"type": "book", "id": "a"}))


@pytest.mark.parametrize("value", [Path("a"), object(), [lambda: 1], {"a": Path("b")}])
def test_what_has_no_content_of_its_own_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="has no fingerprint"):
        fingerprint(value)


def test_every_process_finds_the_same_digest() -> None:
    program = (
        "from briefgen.running.fingerprint import fingerprint\n"
        "from briefgen.model.core.diagnostics import Severity\n"
        "print(fingerprint((frozenset('abcdef'), {'한': 1.5}, Severity.ERROR)))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert found == {fingerprint((frozenset("abcdef"), {"한": 1.5}, Severity.ERROR))}


def test_places_count_only_where_they_are_asked_for() -> None:
    here, there = ([Job("text", Span("a.md", line))] for line in (1, 2))
    assert fingerprint(here) == fingerprint(there)
    assert fingerprint(here, with_places=True) != fingerprint(there, with_places=True)
    assert fingerprint(here, with_places=True) == fingerprint([Job("text", Span("a.md", 1))], with_places=True)


def test_a_text_that_moves_is_another_only_where_places_count() -> None:
    def said(line: int, words: str = "Words") -> Node:
        inner = node("text", text=words, span=Span("a.md", line))
        return node("document", node("paragraph", inner, id="p"), span=Span("a.md", 1))

    assert fingerprint(said(3)) == fingerprint(said(4)) != fingerprint(said(3, "Word"))
    placed = {fingerprint(it, with_places=True) for it in (said(3), said(4), said(3, "Word"), said(3))}
    assert len(placed) == 3
    assert fingerprint(said(3), with_places=True) != fingerprint(said(3))
