"""The search in other languages: a word is found as its readers type it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from searching import ask
from support.project import Project
from visits import Visit

from briefgen.reading.starter.texts import site_files
from briefgen.writing.site.publish import publish

pytestmark = pytest.mark.browser

TEXT = "content/briefs/first-brief/{}.md"
BODIES = {
    "ar": "وتؤثّر السياسات في المؤسّسات وبسياسةٍ أخرى في لبنان عام ١٩٨٧.\n\nللدول مَصالِح مشتركة مع المملكة المتحدة.",
    "ja": "新政策では消費税とガラスの価格が論じられた。",
    "zh-Hans": "新政策提高了能效。",
}
QUESTIONS = [
    ("ar", "سياسة", True),
    ("ar", "السياسات", True),
    ("ar", "مؤسسات", True),
    ("ar", "الدول", True),
    ("ar", "مصالح", True),
    ("ar", "المملكه المتحده", True),
    ("ar", "١٩٨٧", True),
    ("ar", "1987", True),
    ("ar", "وسيط", False),
    ("ja", "政策", True),
    ("ja", "消費税", True),
    ("ja", "ガラス", True),
    ("ja", "カラス", False),
    ("zh-Hans", "政策", True),
]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {}
    for lang, body in BODIES.items():
        files = {path.as_posix(): text.replace("START-DATE", "2026-03-01") for path, text in site_files([lang])}
        project = Project({path: text for path, text in files.items() if path.startswith("content/")})
        folders[lang] = tmp_path_factory.mktemp("site") / lang
        text = project.text(TEXT.format(lang)) + f"\n## {lang} {{#more}}\n\n{body}\n"
        assert publish(project.with_file(TEXT.format(lang), text).build().tree, folders[lang]).value.done
    return folders


@pytest.mark.smoke
@pytest.mark.parametrize(("lang", "question", "there"), QUESTIONS)
def test_a_word_is_found_as_it_is_typed(
    sites: dict[str, Path], visit: Callable[..., Visit], lang: str, question: str, there: bool
) -> None:
    page = visit().open(f"{sites[lang].as_uri()}/{lang}/search.html")
    found = [it["words"].strip("… ") for it in ask(page, question)]
    assert any(words in BODIES[lang] for words in found) == there, found
