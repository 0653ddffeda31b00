"""What travels inside a PDF: the figures behind its charts, its facts with their sources, what it is and of what."""

import csv
import io
import json

import pytest
from support.pdfs import pressed
from support.project import Project

from briefgen import __version__
from briefgen.model.output.pdf_manifest import NAME, PdfManifest
from briefgen.rendering.paper.job import Enclosure, PdfJob
from briefgen.rendering.paper.jobs.attachments import with_enclosures
from briefgen.rendering.paper.jobs.documents import jobs_of
from briefgen.resolving.ledger.records import Contents, to_csv

LANGUAGES = ("ko", "en")


def jobs_in(project: Project, base_url: str | None = None) -> dict[str, PdfJob]:
    """Every PDF of a project by its path; charts are not drawn, their data are there without."""
    editions, rooms = pressed(project, base_url, drawn=False)
    made = [outcome.value for lang, edition in editions.items() for outcome in jobs_of(edition, rooms[lang])]
    return {job.name: job for job in made}


@pytest.fixture(scope="module")
def jobs() -> dict[str, PdfJob]:
    return jobs_in(Project())


def inside(job: PdfJob) -> dict[str, Enclosure]:
    return {it.name: it for it in job.enclosures}


def table(job: PdfJob, name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(inside(job)[name].content.decode("utf-8-sig"), newline="")))


def manifest(job: PdfJob) -> PdfManifest:
    found = PdfManifest.from_json(inside(job)[NAME].content)
    assert found is not None
    return found


# Charts


@pytest.mark.parametrize(
    ("lang", "head", "rows"),
    [
        (
            "ko",
            ["해", "예산", "예산 – 수", "사실 식별자"],
            [["2000", "3,620억 위안", "362", "money-b"], ["2001", "3,985억 위안", "398.5", "money-a"]],
        ),
        (
            "en",
            ["Year", "Budget", "Budget – number", "Ids of facts"],
            [["2000", "362 billion yuan", "362", "money-b"], ["2001", "398.5 billion yuan", "398.5", "money-a"]],
        ),
    ],
)
def test_the_data_of_a_chart_are_the_readers_table_with_bare_numbers(jobs, lang, head, rows):
    assert table(jobs[f"{lang}/briefs/first.pdf"], "chart-bars.csv") == [head, *rows]


def test_a_table_opens_in_a_spreadsheet_that_expects_another_encoding(jobs):
    content = inside(jobs["ko/briefs/first.pdf"])["chart-bars.csv"].content
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 3


def test_a_file_says_which_figure_it_belongs_to(jobs):
    chart = inside(jobs["ko/briefs/first.pdf"])["chart-bars.csv"]
    assert (chart.figure, chart.kind, chart.relationship) == ("fig-bars", "text/csv", "Data")
    assert "그림 1" in chart.description


def test_the_charts_of_a_pack_are_told_apart_by_their_briefs(jobs):
    chart = inside(jobs["ko/packs/all.pdf"])["chart-first-bars.csv"]
    assert f'id="{chart.figure}"' in jobs["ko/packs/all.pdf"].html


def test_a_chart_of_events_names_no_facts():
    project = Project().with_file(
        "content/briefs/first/bars.chart.yaml",
        "title: {ko: 일정, en: Dates}\nalt: {ko: 일정., en: Dates.}\n"
        "columns: {label: {label: {ko: 일정, en: Event}}, when: {label: {ko: 날짜, en: Date}}}\n"
        "data: [{event: start}]\nspec: {mark: bar, encoding: {y: {field: label, type: nominal}}}\n",
    )
    rows = table(jobs_in(project)["en/briefs/first.pdf"], "chart-bars.csv")
    assert rows == [["Event", "Date"], ["Start", "11 April 2001"]]


def test_a_document_in_two_languages_has_the_tables_of_both(jobs):
    editions = Project().editions().value
    both = [Contents([it.articles["first"]], it.articles["first"].facts, it, str) for it in editions.values()]
    job = with_enclosures(jobs["ko/briefs/first.pdf"], both, manifest(jobs["ko/briefs/first.pdf"]))
    names = ["chart-bars-ko.csv", "facts-ko.csv", "facts-ko.json", "chart-bars-en.csv", "facts-en.csv", "facts-en.json"]
    assert list(inside(job)) == [*names, NAME]
    assert table(job, "facts-en.csv")[1][1] == "Number of samples"


# Facts


@pytest.mark.parametrize("name", ["briefs/first.pdf", "packs/all.pdf"])
def test_every_fact_of_the_document_travels_once(jobs, name):
    for lang in LANGUAGES:
        job = jobs[f"{lang}/{name}"]
        facts = [fact["id"] for fact in json.loads(inside(job)["facts.json"].content)["facts"]]
        assert sorted(facts) == ["count-a", "money-a", "money-b"]
        assert [row[0] for row in table(job, "facts.csv")[1:]] == facts


def test_a_fact_has_its_number_its_words_and_its_sources(jobs):
    content = json.loads(inside(jobs["en/briefs/first.pdf"])["facts.json"].content)
    assert (content["schema"], content["schema_version"], content["language"]) == ("briefgen-facts", 1, "en")
    (fact,) = [fact for fact in content["facts"] if fact["id"] == "money-a"]
    assert fact["label"] == "Budget"
    assert fact["words"] == "398.5 billion yuan"
    assert fact["value"] == {"number": "398500000000", "unit": "CNY", "bound": ""}
    assert (fact["period"], fact["status"], fact["strength"]) == ("2001", "corroborated", "limited")
    assert [source["id"] for source in fact["sources"] + fact["also"]] == ["report-a", "report-b"]
    assert "Sample Press" in fact["sources"][0]["citation"]
    assert fact["address"] == "https://example.org/sample/en/facts.html#fact-money-a"


@pytest.mark.parametrize(
    ("value", "record"),
    [
        ("~80 trillion KRW", {"number": "80000000000000", "unit": "KRW", "bound": "~"}),
        ("3-5 samples", {"number": "3", "unit": "samples", "bound": "", "to": "5"}),
        ("2001-04-11/2001-05-01", {"date": "2001-04-11/2001-05-01"}),
        ("-1.50 pp", {"number": "-1.50", "unit": "pp", "bound": ""}),
    ],
)
def test_a_value_of_any_kind_is_told_to_a_program(value, record):
    project = Project().with_change("content/facts/counts.yaml", "value: 12 samples", f"value: {value}")
    job = jobs_in(project)["en/briefs/second.pdf"]
    assert json.loads(inside(job)["facts.json"].content)["facts"][0]["value"] == record


def test_the_table_of_facts_is_headed_and_worded_in_the_language(jobs):
    head, *rows = table(jobs["ko/briefs/first.pdf"], "facts.csv")
    assert head == [
        *("식별자", "내용", "값", "수", "단위", "서술", "시기", "출처", "함께 확인한 자료"),
        *("근거 수준", "확인 결과", "출처 인물·기관", "주", "의문", "웹 페이지"),
    ]
    count = next(row for row in rows if row[0] == "count-a")
    assert count[1:5] == ["표본 수", "12개", "12", "samples"]
    assert "3쪽" in count[7]
    assert count[9:11] == ["제한적", "단일 출처"]


def test_a_document_without_facts_has_no_empty_table():
    project = Project().with_body("content/briefs/second/en.md", "Nothing is counted.\n")
    assert list(inside(jobs_in(project)["en/briefs/second.pdf"])) == [NAME]


# What it is


def test_a_brief_says_what_it_is(jobs):
    found = manifest(jobs["ko/briefs/first.pdf"])
    assert (found.kind, found.id, found.number, found.version) == ("brief", "first", "S-01", "1.0")
    assert (found.title, dict(found.titles)) == ("첫째 브리프", {"ko": "첫째 브리프", "en": "The first brief"})
    assert (found.languages, found.profile, found.standard) == (("ko",), "screen", "ua-1")
    assert (found.published, found.updated) == ("2001-04-11", "2001-04-11")
    assert (found.base_url, found.page) == ("https://example.org/sample/", "ko/briefs/first.html")
    assert found.pdf == "ko/briefs/first.pdf"
    assert (found.generator, found.generator_version) == ("briefgen", __version__)


def test_a_pack_names_the_briefs_in_it_with_their_versions(jobs):
    found = manifest(jobs["en/packs/all.pdf"])
    assert (found.kind, found.id, found.number) == ("pack", "all", "")
    assert dict(found.titles) == {"ko": "표본 묶음", "en": "Sample pack"}
    assert [(brief.slug, brief.number, brief.version, brief.page) for brief in found.briefs] == [
        ("first", "S-01", "1.0", "en/briefs/first.html"),
        ("second", "S-02", "1.0", "en/briefs/second.html"),
    ]


def test_a_text_in_one_language_has_one_title():
    job = jobs_in(Project().without("content/briefs/second/ko.md"))["en/briefs/second.pdf"]
    assert dict(job.titles) == {"en": "The second brief"}


def test_the_digest_is_the_same_for_the_same_sources_and_another_for_others(jobs):
    again = jobs_in(Project())
    assert {name: manifest(job).digest for name, job in again.items()} == {
        name: manifest(job).digest for name, job in jobs.items()
    }
    changed = jobs_in(Project().with_change("content/facts/counts.yaml", "12 samples", "13 samples"))
    same = {name for name, job in changed.items() if manifest(job).digest == manifest(jobs[name]).digest}
    assert same == set()
    assert len({manifest(job).digest for job in jobs.values()}) == len(jobs)


def test_rights_are_said_in_words_and_led_to():
    site = Project().text("content/site.yaml")
    job = jobs_in(Project().with_file("content/site.yaml", site + "licence: CC-BY-4.0\n"))["en/briefs/first.pdf"]
    assert job.rights == "Sample Press. Licence: Creative Commons Attribution 4.0 International (CC BY 4.0)"
    assert job.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert job.publisher == "Sample Press"


FORMULAS = ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "+1-cmd|x!A0", "-2+3", "-(1)"]
NUMBERS = [
    "-3.2",
    "+10 %",
    "-1,234.5",
    "+5.2 percentage points",
    "-0.4%p",
    "-3조 2,000억 원",
    "-",
    "12",
    "2001-04-11",
    "a=b",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_is_never_a_formula_of_a_spreadsheet(text: str) -> None:
    assert next(csv.reader(io.StringIO(to_csv([[text]]).decode("utf-8-sig"), newline=""))) == [f"'{text}"]


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_with_a_sign_is_still_a_number(text: str) -> None:
    assert next(csv.reader(io.StringIO(to_csv([[text]]).decode("utf-8-sig"), newline=""))) == [text]
