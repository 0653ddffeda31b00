"""JSON from anywhere is a value or one kind of exception, and what is read back has the types that were written."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.output.pdf_manifest import BriefInside, ChangeInside, PdfManifest
from briefgen.model.values import json_text
from briefgen.model.values.json_text import parse_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
CHANGE = ChangeInside("2", "2026-01-02", "correction", "minor", "one word")
BRIEF = BriefInside("first", "1", "첫째", "2", "2026-01-01", "2026-01-02", "en/first/index.html", (CHANGE,))
MANIFEST = PdfManifest(
    *("brief", "first", "1", "첫째", "2", ("ko",), "screen", "ua-1", "2026-01-01", "2026-01-02", "", "a.html", "a.pdf"),
    briefs=(BRIEF,),
    generator="briefgen",
    generator_version="1",
    titles={"ko": "첫째", "en": "First"},
    left_out=("notes",),
)


@given(VALUES)
def test_what_json_writes_comes_back(value: Any) -> None:
    assert parse_json(json.dumps(value).encode()) == value


@pytest.mark.parametrize(
    "content", [b"[" * 100_000, b'{"a":' * 100_000, b"NaN", b"-Infinity", b"", b"\xff", b"9" * 5000]
)
def test_everything_else_is_refused_in_one_way(content: bytes) -> None:
    with pytest.raises(ValueError):
        parse_json(content)


def test_more_than_the_largest_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "LARGEST", 10)
    assert parse_json(b'"12345678"') == "12345678"
    with pytest.raises(ValueError, match="more than 10 bytes"):
        parse_json(b'"123456789"')


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, part in inner for place in places(part, (*path, key)))]


PLACES = places(MANIFEST.as_data() | {"briefs": [json.loads(json.dumps(asdict(BRIEF)))]})


@given(place=st.sampled_from(PLACES), value=VALUES)
def test_a_manifest_of_other_types_is_none(place: tuple[Any, ...], value: Any) -> None:
    data = json.loads(MANIFEST.to_json())
    assert PdfManifest.from_json(json.dumps(data).encode()) == MANIFEST
    at: Any = data
    for key in place[:-1]:
        at = at[key]
    if place:
        at[place[-1]] = value
    found = PdfManifest.from_json(json.dumps(data if place else value).encode())
    assert found is None or json.loads(found.to_json()) == {"schema": "briefgen-pdf", **data}


# What a PDF says of itself


def test_a_manifest_names_its_form_and_keeps_its_words_readable() -> None:
    content = json.loads(MANIFEST.to_json())
    assert (content["schema"], content["schema_version"]) == ("briefgen-pdf", 1)
    assert "첫째".encode() in MANIFEST.to_json()


def test_what_a_newer_briefgen_adds_is_passed_over() -> None:
    content = json.loads(MANIFEST.to_json())
    content["more"] = "x"
    content["briefs"][0]["more"] = "y"
    assert PdfManifest.from_json(json.dumps(content).encode()) == MANIFEST


@pytest.mark.parametrize(
    "change",
    [{"schema": "other"}, {"schema_version": 2}, {"briefs": None}, {"briefs": [{"slug": "a"}]}, {"languages": None}],
)
def test_what_is_no_manifest_of_this_form_is_not_taken_for_one(change: dict[str, Any]) -> None:
    content = {**json.loads(MANIFEST.to_json()), **change}
    assert PdfManifest.from_json(json.dumps(content).encode()) is None


@pytest.mark.parametrize(
    "content", [b"", b"no", b"[]", b"\xff\xfe", b'{"schema": "briefgen-pdf", "schema_version": 1}']
)
def test_other_files_are_no_manifest(content: bytes) -> None:
    assert PdfManifest.from_json(content) is None
