"""What a PDF says of itself to a program can be read back, and nothing else is taken for it."""

import json

import pytest

from briefgen.model.output.pdf_manifest import BriefInside, PdfManifest

BRIEF = BriefInside("first", "S-01", "첫째", "1.2", "2001-04-11", "2001-05-01", "ko/briefs/first.html")
WHOLE = PdfManifest(
    kind="brief",
    id="first",
    number="S-01",
    title="첫째",
    version="1.2",
    languages=("ko",),
    profile="screen",
    standard="ua-1",
    published="2001-04-11",
    updated="2001-05-01",
    base_url="https://example.org/",
    page="ko/briefs/first.html",
    pdf="ko/briefs/first.pdf",
    briefs=(BRIEF,),
    generator="briefgen",
    generator_version="0.1",
    titles={"ko": "첫째", "en": "The first"},
    digest="ab" * 32,
)


def test_a_manifest_is_read_back_as_it_was_written():
    assert PdfManifest.from_json(WHOLE.to_json()) == WHOLE


def test_a_manifest_names_its_form_and_keeps_its_words_readable():
    content = json.loads(WHOLE.to_json())
    assert (content["schema"], content["schema_version"]) == ("briefgen-pdf", 1)
    assert "첫째".encode() in WHOLE.to_json()


def test_what_a_newer_briefgen_adds_is_passed_over():
    content = json.loads(WHOLE.to_json())
    content["more"] = "x"
    content["briefs"][0]["more"] = "y"
    assert PdfManifest.from_json(json.dumps(content).encode()) == WHOLE


@pytest.mark.parametrize(
    "change",
    [{"schema": "other"}, {"schema_version": 2}, {"briefs": None}, {"briefs": [{"slug": "a"}]}, {"languages": None}],
)
def test_what_is_no_manifest_of_this_form_is_not_taken_for_one(change):
    content = {**json.loads(WHOLE.to_json()), **change}
    assert PdfManifest.from_json(json.dumps(content).encode()) is None


@pytest.mark.parametrize(
    "content", [b"", b"no", b"[]", b"\xff\xfe", b'{"schema": "briefgen-pdf", "schema_version": 1}']
)
def test_other_files_are_no_manifest(content):
    assert PdfManifest.from_json(content) is None
