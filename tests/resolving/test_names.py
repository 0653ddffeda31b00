"""Who is named in a pack: the same people in every language, found in the texts and in the timeline."""

from __future__ import annotations

from support.project import Project

GLOSSARY = "content/glossary.yaml"
NAMES = """
someone:
  kind: person
  names: {ko: {short: 김표본}, en: {short: Kim}}
  scripts: {ko-Hani: 金標本, ko-Latn: Gim Pyobon}
  definition: {ko: 표본을 모은 사람., en: Who took the samples.}
  confirmed: false
press:
  kind: organisation
  names: {ko: {short: 표본청}, en: {short: Office}}
  definition: {ko: 표본을 맡은 기관., en: The body in charge.}
absent:
  kind: organisation
  names: {ko: {short: 무명회}, en: {short: Kimono}}
  definition: {ko: 나오지 않는다., en: Not named.}
"""


def project() -> Project:
    given = Project()
    return given.with_file(GLOSSARY, given.text(GLOSSARY) + NAMES)


def named(given: Project, lang: str) -> list[str]:
    return [term.id for term in given.editions().value[lang].packs["all"].names]


def test_nobody_is_listed_whom_no_text_names() -> None:
    assert named(project(), "ko") == named(project(), "en") == []


def test_a_name_in_one_language_counts_in_both_and_people_come_first() -> None:
    given = (
        project()
        .with_change("content/briefs/second/ko.md", "다시 모았다", "표본청이 다시 모았다")
        .with_change("content/timeline.yaml", "en: Start", "en: Kim starts")
    )
    assert named(given, "ko") == named(given, "en") == ["someone", "press"]


def test_a_role_names_as_well_as_a_word() -> None:
    given = project().with_change("content/briefs/second/en.md", "again [", "again with {term}`someone` [")
    assert named(given, "en") == ["someone"]


def test_a_name_inside_a_longer_word_is_none() -> None:
    given = project().with_change("content/briefs/second/en.md", "again [", "again in Kimchi [")
    assert named(given, "en") == []


def test_what_could_not_be_confirmed_is_known() -> None:
    given = project().with_change("content/timeline.yaml", "en: Start", "en: Kim and the Office start")
    terms = given.editions().value["en"].packs["all"].names
    assert [(term.id, term.confirmed) for term in terms] == [("someone", False), ("press", True)]
