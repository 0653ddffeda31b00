"""What a PDF says of itself to a program can be read back, and nothing else is taken for it."""

import json
from dataclasses import replace

import pytest

from briefgen.model.output.pdf_manifest import BriefInside, PdfManifest
from briefgen.model.written.licences import licence_url

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


def test_two_manifests_with_another_digest_differ():
    assert replace(WHOLE, digest="cd" * 32).to_json() != WHOLE.to_json()


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC BY-NC-SA 3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://example.org/terms", "https://example.org/terms"),
        ("공공누리 제1유형", ""),
        ("CC-BY-XX-4.0", ""),
        ("", ""),
    ],
)
def test_a_licence_is_led_to_when_its_address_is_certain(name, address):
    assert licence_url(name) == address
