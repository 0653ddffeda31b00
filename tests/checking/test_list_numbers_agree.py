"""A numbered list begins at the same number in every language: a reader who is told of item 14 finds it in both."""

from __future__ import annotations

import pytest
from support.project import Project

from briefgen.checking.languages.rule import Parity
from briefgen.model.core.diagnostics import Diagnostic, Severity

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"


def compared(project: Project, ko: str, en: str) -> list[Diagnostic]:
    return list(Parity(project.with_body(KO, ko).with_body(EN, en).shown()).everything())


def ordered(attributes: str, *items: str) -> str:
    return f"<ol{attributes}>\n" + "".join(f"<li{it}>A</li>\n" for it in items) + "</ol>"


@pytest.mark.parametrize(
    ("ko", "en", "message"),
    [
        ("14. 배\n15. 차", "13. Boat\n14. Car", "this list begins at 13, but at 14 in ko"),
        ("1. 배\n2. 차", "0. Boat\n1. Car", "this list begins at 0, but at 1 in ko"),
        ("1. 배\n2. 차", "3) Boat\n4) Car\n5) Train", "this list begins at 3, but at 1 in ko"),
        ("② 배\n③ 차", "3. Boat\n4. Car", "this list begins at 3, but at 2 in ko"),
        ("㉡ 배\n㉢ 차", "1. Boat\n2. Car", "this list begins at 1, but at 2 in ko"),
        (ordered("", "", ""), ordered(' start="4"', "", ""), "this list begins at 4, but at 1 in ko"),
        (ordered("", "", ""), ordered("", ' value="4"', ""), "this list begins at 4, but at 1 in ko"),
        (ordered("", "", "", ""), ordered("", "", ' value="9"', ""), "this item has the number 9, but 2 in ko"),
        (ordered("", "", ""), ordered(" reversed", "", ""), "this list begins at 2, but at 1 in ko"),
        (ordered(' start="5"', "", ""), ordered(' start="5" reversed', "", ""), "this item has the number 4, but 6 in"),
        (ordered(' start="5"', "", "", ""), ordered(' start="5" reversed', "", ""), "this item has the number 4, but"),
    ],
)
def test_another_number_in_one_language_is_an_error(project: Project, ko: str, en: str, message: str) -> None:
    (found,) = (it for it in compared(project, ko, en) if it.code == "numbers-agree")
    assert found.severity is Severity.ERROR and found.message.startswith(message)


def test_it_is_told_at_both_of_its_places(project: Project) -> None:
    ko, en = "가.\n\n- 안\n\n    14. 배\n    15. 차", "A.\n\n- Inside\n\n    13. Boat\n    14. Car"
    (found,) = compared(project, ko, en)
    (there, words), *none = found.related
    assert found.span and (found.span.path, there.path, none) == (EN, KO, [])
    line = project.with_body(EN, en).text(EN).split("\n")[found.span.line - 1]
    its = project.with_body(KO, ko).text(KO).split("\n")[there.line - 1]
    assert (line.strip(), its.strip(), words) == ("13. Boat", "14. 배", "the same list in ko")


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("14. 배\n15. 차", "14. Boat\n15. Car"),
        ("14. 배\n14. 차", "14) Boat\n15) Car"),
        ("② 배\n③ 차", "2. Boat\n3. Car"),
        ("㉮ 배\n㉯ 차", "1. Boat\n2. Car"),
        (ordered(' type="a" start="3"', "", ""), ordered(' type="i"', ' value="3"', "")),
        (ordered(" reversed", "", ""), ordered(' start="2" reversed', "", "")),
        (ordered("", "", ' value="x"'), ordered(' start="y"', "", "")),
        (ordered("", ""), ordered(" reversed", "")),
        ("- 배\n- 차", "* Boat\n* Car"),
        ('{parity-ignore="another numbering"}\n14. 배\n15. 차', "13. Boat\n14. Car"),
        ("14. 배\n15. 차", '{allow-numbers-agree="numbered as in the law"}\n13. Boat\n14. Car'),
    ],
)
def test_the_same_numbers_in_any_style_are_no_error(project: Project, ko: str, en: str) -> None:
    assert [it.message for it in compared(project, ko, en) if it.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("14. 배\n15. 차", "- Boat\n- Car"),
        (ordered(" reversed", "", "", ""), ordered(" reversed", "", "")),
    ],
)
def test_what_another_rule_tells_is_not_told_twice(project: Project, ko: str, en: str) -> None:
    found = compared(project, ko, en)
    assert not [it for it in found if it.code == "numbers-agree"]
