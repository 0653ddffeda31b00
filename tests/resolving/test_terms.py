"""Terms in words: the full form names the other scripts as the language wants them."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.resolving.ledger.terms import (
    full_form,
    glossary_problems,
    readings,
    short_form,
    term_words,
    view_term,
)
from briefgen.resolving.site.scope import Scope, scope_of

GLOSSARY = "content/glossary.yaml"


def with_terms(project: Project, text: str) -> Project:
    return project.with_file(GLOSSARY, text)


def scope(project: Project, lang: str) -> Scope:
    return scope_of(project.shown(), lang)


def full(project: Project, lang: str) -> str:
    where = scope(project, lang)
    (term,) = where.site.glossary.values()
    return full_form(term.value, where)


TERM = """\
two-sessions:
  names:
    ko: {short: 양회}
    en: {short: Two Sessions}
  scripts: {zh-Hans: 两会, ko-Hani: 兩會}
  definition: {ko: 두 회의., en: Two meetings.}
"""


def test_korean_gives_the_hanja_in_brackets_without_a_space(project: Project) -> None:
    assert full(with_terms(project, TERM), "ko") == "양회(兩會)"


def test_without_hanja_korean_takes_the_next_script_it_asks_for(project: Project) -> None:
    assert full(with_terms(project, TERM.replace(", ko-Hani: 兩會", "")), "ko") == "양회(两会)"


def test_english_gives_the_name_in_the_other_language_and_a_script(project: Project) -> None:
    assert full(with_terms(project, TERM), "en") in ("Two Sessions (양회, 兩會)", "Two Sessions (양회, 两会)")


def test_a_full_form_that_is_declared_is_taken_as_it_is(project: Project) -> None:
    declared = TERM.replace("{short: 양회}", "{short: 양회, full: 전국양회}")
    assert full(with_terms(project, declared), "ko") == "전국양회"


def test_a_term_with_nothing_to_add_is_its_short_form(project: Project) -> None:
    bare = "\n".join(line for line in TERM.splitlines() if "scripts" not in line)
    assert full(with_terms(project, bare), "ko") == "양회"


def test_a_form_that_no_term_has_is_told_with_those_there_are(project: Project) -> None:
    outcome = term_words("sample", "long", True, scope(project, "ko"), None)
    assert outcome.value == "[sample#long?]"
    assert [found.code for found in outcome.diagnostics] == ["term-is-known"]
    assert "short, full, reading" in outcome.diagnostics[0].hint


@pytest.mark.parametrize(
    ("form", "said"), [("", "표본"), ("full", "표본(標本)"), ("short", "표본"), ("reading", "표본")]
)
def test_after_the_first_time_the_short_form_is_used(project: Project, form: str, said: str) -> None:
    assert term_words("sample", form, False, scope(project, "ko"), None).value == said


def test_a_term_is_read_as_the_glossary_says_and_its_hanja_as_its_name(project: Project) -> None:
    assert readings(scope(project, "ko")) == {"API": "에이피아이", "標本": "표본"}


def test_a_term_without_a_name_is_an_error_and_shown_in_another_language(project: Project) -> None:
    lacking = with_terms(project, TERM.replace("    en: {short: Two Sessions}\n", ""))
    where = scope(lacking, "en")
    assert short_form(where.site.glossary["two-sessions"].value, where) == "양회"
    (found,) = glossary_problems(where)
    assert (found.code, found.severity, str(found.span)) == ("text-is-translated", "error", f"{GLOSSARY}:2:3")
    assert glossary_problems(scope(lacking, "ko")) == ()


def test_a_definition_in_one_language_only_is_a_warning(project: Project) -> None:
    (found,) = glossary_problems(scope(with_terms(project, TERM.replace(", en: Two meetings.", "")), "en"))
    assert (found.code, found.severity) == ("text-is-translated", "warning")


def test_the_glossary_shows_a_term_in_every_script(project: Project) -> None:
    view = view_term("sample", scope(project, "en"))
    assert (view.short, view.full, view.others) == ("sample", "sample (표본)", (("ko", "표본"),))
    assert view.scripts == (("ko-Hani", "標本"),)
    assert (view.path, view.anchor) == ("en/glossary.html", "term-sample")
