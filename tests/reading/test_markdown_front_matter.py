"""Where the front matter of a text ends and its body begins."""

from __future__ import annotations

import codecs

import pytest

from briefgen.reading.markdown import split_front_matter

TEXT = "---\ntitle: 가\nsummary: 나\n---\n# 제목\n\n글\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("---\n#", "...\n#").encode(),
        TEXT.replace("---\n", "---  \n").encode(),
    ],
)
def test_front_matter_and_body_know_their_lines(content: bytes) -> None:
    outcome = split_front_matter(content, "ko.md")
    assert outcome.diagnostics == ()
    assert outcome.value == ("title: 가\nsummary: 나\n".encode(), 2, "# 제목\n\n글\n", 5)


def test_front_matter_that_never_closes_is_reported_and_still_told_from_the_body() -> None:
    outcome = split_front_matter("---\ntitle: 가\nsummary: >\n  나\n\n# 제목\n".encode(), "ko.md")
    (problem,) = outcome.diagnostics
    assert (problem.code, str(problem.span)) == ("front-matter-closes", "ko.md:1:1")
    assert problem.hint == "put a line of three hyphens after line 4"
    assert outcome.value == ("title: 가\nsummary: >\n  나\n".encode(), 2, "\n# 제목\n", 5)


@pytest.mark.parametrize(
    "keys",
    [
        "# 메모\ntitle: 가\nsummary: 나",
        "title:가\nsummary:나",
        '"title": 가\n\nsummary： 나',
        "title: 가\n\nsummary: 나",
    ],
)
def test_unclosed_front_matter_ends_after_the_last_line_that_looks_like_a_key(keys: str) -> None:
    (problem,) = split_front_matter(f"---\n{keys}\n\n## 제목\n\n글\n".encode(), "ko.md").diagnostics
    assert problem.hint == f"put a line of three hyphens after line {keys.count(chr(10)) + 2}"


@pytest.mark.parametrize("text", ["# 제목\n", "", "\n\n", "글\n---\n"])
def test_a_text_without_front_matter_is_reported(text: str) -> None:
    outcome = split_front_matter(text.encode(), "ko.md")
    assert [problem.code for problem in outcome.diagnostics] == ["front-matter-closes"]
    assert outcome.value == (b"", 1, text, 1)


@pytest.mark.parametrize("encoding", ["cp949", "utf-16", "utf-16-le"])
def test_a_file_in_another_encoding_is_named(encoding: str) -> None:
    outcome = split_front_matter(TEXT.encode(encoding), "ko.md")
    assert [problem.code for problem in outcome.diagnostics] == ["file-is-utf8"]
    assert outcome.value == (b"", 1, "", 1)
