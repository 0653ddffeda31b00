"""What follows from a mistake is not told: one file or one entry that cannot be read is one problem."""

from __future__ import annotations

import pytest
from support.project import SMALL, Project

LEDGER = "content/facts/counts.yaml"
KO = "content/briefs/first/ko.md"
EN = "content/briefs/first/en.md"
YAML = sorted(path for path in SMALL if path.endswith(".yaml"))


@pytest.fixture(scope="module")
def used() -> Project:
    """A sound project whose second brief uses something of every file."""
    text = "{term}`interface`을(를) [표본](term:sample) [수](fact:count-a) {fact}`money-a#both` [셈](topic:counting)"
    used = Project().with_change("content/briefs/second/ko.md", "다시 모았다", f"다시 모았다. {text} {{ref}}`first`")
    used = used.with_change(
        "content/briefs/second/en.md", "again [", f"again. {text.replace('을(를)', '')} {{ref}}`first` ["
    )
    for path, end in ((KO, "요약이다."), (EN, "brief says.")):
        used = used.with_change(path, end, f"{end} {{fact}}`money-a`")
    label = 'label: {ko: "셈 {fact}`money-a`", en: "Count {fact}`money-a`"}'
    used = used.with_change("content/timeline.yaml", "label: {ko: 시작, en: Start}", label)
    assert used.build().problems == []
    return used


@pytest.mark.parametrize("path", YAML)
@pytest.mark.parametrize(("encoding", "code"), [("cp949", "file-is-utf8"), ("utf-8", "yaml-is-sound")])
def test_what_follows_from_a_file_that_cannot_be_read_is_not_told(
    used: Project, path: str, encoding: str, code: str
) -> None:
    broken = "# 읽을 수 없는 줄\n" if encoding == "cp949" else "title: [\n"
    built = used.with_file(path, (broken + used.text(path)).encode(encoding)).build()
    assert [found.code for found in built.diagnostics] == [code]
    assert {found.span.path for found in built.diagnostics if found.span} == {path}


@pytest.mark.parametrize("path", ["content/sources.yaml", "content/glossary.yaml", LEDGER])
def test_what_follows_from_a_file_that_is_too_long_is_not_told(used: Project, path: str) -> None:
    built = used.with_file(path, used.text(path) + "#" * 2_000_000).build()
    assert [found.code for found in built.diagnostics] == ["text-fits-limit"]


@pytest.fixture(scope="module")
def entries_used() -> Project:
    """A sound project whose first brief uses entries in every form."""
    used = (
        Project()
        .with_change(
            KO,
            "예산은 ",
            "{fact}`count-a`을(를) 세고 {fact}`money-a#both`은(는) {fact}`money-a#change` {fact}`money-a#short` "
            "{term}`interface`을(를) 예산은 ",
        )
        .with_change(
            EN,
            "The budget",
            "{fact}`count-a` {fact}`money-a#both` {fact}`money-a#change` {term}`interface` The budget",
        )
    )
    assert used.build().problems == []
    return used


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (LEDGER, "  value: 12 samples\n", "  value: twelve samples\n"),
        (LEDGER, "  value: 12 samples\n", "value: 12 samples\n"),
        (LEDGER, "  value: 398.5 billion CNY\n", "  value: 398,5 billion CNY\n"),
        (LEDGER, "  value: 398.5 billion CNY\n", "  valeu: 398.5 billion CNY\n"),
        (LEDGER, "  value: 398.5 billion CNY\n  period", " value: 398.5 billion CNY\n  period"),
        (LEDGER, "  value: 398.5 billion CNY\n", "    value: 398.5 billion CNY\n"),
        (LEDGER, "  compare: {to: money-b}\n", "  compare: money-b\n"),
        ("content/glossary.yaml", "{short: API, reading: 에이피아이}", "API"),
    ],
)
def test_what_follows_from_an_entry_that_cannot_be_read_is_not_told(
    entries_used: Project, path: str, old: str, new: str
) -> None:
    built = entries_used.with_change(path, old, new).build()
    assert built.failed
    assert {found.span.path for found in built.diagnostics if found.span} == {path}
    assert not {found.code for found in built.diagnostics} & {"fact-is-known", "fact-form-is-known", "change-agrees"}


@pytest.mark.parametrize("slip", ["  value 398.5 billion CNY", "\tvalue: 398.5 billion CNY"])
def test_what_follows_from_one_broken_line_of_the_ledger_is_not_told(used: Project, slip: str) -> None:
    assert used.with_change(LEDGER, "  value: 398.5 billion CNY", slip).build().problems == [
        f"{LEDGER}:8:{1 if slip.startswith(chr(9)) else 3} yaml-is-sound"
    ]


@pytest.mark.parametrize("called", ["{ref}`fig-bars`", "[그림](#fig-bars)", "{ref}`fig-bar`"])
def test_a_reference_to_a_chart_that_is_called_by_a_wrong_name_is_not_told_as_well(called: str) -> None:
    slip = Project().with_change(KO, "{chart} bars", "{chart} bar").with_change(KO, "{ref}`fig-bars`", called)
    (found,) = slip.build().errors
    assert (found.code, found.hint) == ("chart-is-known", "did you mean “bars”?")


@pytest.mark.parametrize(
    "terms",
    [
        "owner: press, deadline: {ko: 봄, en: spring}, basis: editorial",
        "owner: press, basis: editorially",
        "owner: press, due: [spring], basis: editorial",
        "owner: press, basis: sources, sources: report-b",
    ],
)
def test_a_recommendation_that_cannot_be_read_is_there_for_what_names_it(terms: str) -> None:
    path = "content/briefs/first/brief.yaml"
    declared = "r1: {owner: press, source: report-b}"
    used = Project().with_change(path, declared, f"r1: {{{terms}}}\n  r2: {{source: report-b}}")
    used = used.with_file(path, used.text(path) + "risks: {few: {text: 모자람, recommendations: [r1, r2]}}\n")
    used = used.with_file("content/packs/all.yaml", used.text("content/packs/all.yaml") + "proposals: [01-1]\n")
    for text in (KO, EN):
        used = used.with_file(text, used.text(text) + "\n:::{recommendation} r2\n더.\n:::\n")
    told = used.build().diagnostics
    assert {found.span.path for found in told if found.span} == {path}
    assert {found.code for found in told} <= {"key-is-known", "value-has-type"}
