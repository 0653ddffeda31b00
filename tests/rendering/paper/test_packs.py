"""Briefs and packs on paper: the reader finds every page, figure and source, in each language."""

from __future__ import annotations

import re
from dataclasses import replace

import pikepdf
import pytest
from support.pdfs import laid_out, made_of, opened, pages_said, pressed
from support.project import Project

from briefgen.model.output.assets import INSIDE
from briefgen.model.profile.language import Language
from briefgen.model.values.pdf_forms import Profile
from briefgen.rendering.paper.job import PdfJob
from briefgen.rendering.paper.jobs.documents import GLUE, doubts, language_css
from briefgen.rendering.paper.laid import Laid

LANGUAGES = ("ko", "en")


def jobs_of(project: Project, base_url: str | None = None, profile: Profile = Profile.SCREEN) -> dict[str, PdfJob]:
    """Every PDF of a project in one form, by its path."""
    given = pressed(project, base_url)
    slugs = {lang: [*edition.articles, *edition.packs] for lang, edition in given[0].items()}
    made = [made_of(given, lang, slug, profile) for lang in slugs for slug in slugs[lang]]
    return {job.name: job for job in made}


VERSIONED = Project().with_change(
    "content/briefs/first/brief.yaml", "number: S-01\n", "number: S-01\nversion: 1.0\nevidence: limited\n"
)


@pytest.fixture(scope="session")
def jobs() -> dict[str, PdfJob]:
    return jobs_of(VERSIONED)


def laid_of(jobs: dict[str, PdfJob]) -> dict[str, Laid]:
    return {name: laid_out(job) for name, job in jobs.items()}


@pytest.fixture(scope="session")
def laid(jobs: dict[str, PdfJob]) -> dict[str, Laid]:
    """The PDFs for the screen."""
    return laid_of(jobs)


@pytest.fixture(scope="session")
def checked() -> dict[str, Laid]:
    """The briefs in the form of who checks them."""
    jobs = jobs_of(VERSIONED, profile=Profile.CHECKING)
    return laid_of({name: job for name, job in jobs.items() if "/briefs/" in name})


def addresses_of(laid: Laid) -> set[str]:
    """Where the links of a PDF lead outside it."""
    pdf = opened(laid)
    notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    return {str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A}


# A brief


@pytest.mark.parametrize(
    ("lang", "pattern"), [("ko", r"그림 1\((\d+)쪽\)을 보라"), ("en", r"See Figure 1 \(p\. (\d+)\)")]
)
def test_a_reference_gives_the_page_of_what_it_refers_to(checked, lang, pattern):
    brief = checked[f"{lang}/briefs/first-checking.pdf"]
    found = re.search(pattern, " ".join(pages_said(brief)))
    assert found is not None
    assert int(found[1]) == brief.anchors["fig-bars"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("ko", ("그림 1을 보라", "S-01을 보라")), ("en", ("See Figure 1.", "See S-01."))],
)
def test_a_text_to_read_is_not_broken_by_pages_of_references(laid, lang, words):
    said = " ".join(pages_said(laid[f"{lang}/packs/all.pdf"]))
    assert [it for it in words if it not in said] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_page_says_what_is_reported_by_whom_and_how_well_it_is_known(laid, lang):
    first = pages_said(laid[f"{lang}/briefs/first.pdf"])[0]
    wanted = {
        "ko": ("표본", "S-01", "첫째 브리프", "첫째 브리프의 요약이다.", "2001. 4. 11.", "12개", "●○○"),
        "en": ("Sample", "S-01", "The first brief", "What the first brief says.", "11 April 2001", "12 samples", "●○○"),
    }
    assert [words for words in wanted[lang] if words not in first] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_last_page_says_which_version_it_is_and_where_the_live_one_is(laid, lang):
    last = pages_said(laid[f"{lang}/briefs/first.pdf"])[-1]
    wanted = {"ko": ("표본 출판", "버전 1.0", "2001. 4. 11."), "en": ("Sample Press", "Version 1.0", "11 April 2001")}
    places = (f"example.org/sample/{it}/briefs/first.html" for it in LANGUAGES)
    unbroken = "".join(last.split())  # a long address goes over the end of a line
    assert [words for words in wanted[lang] if words not in last] == []
    assert [words for words in places if words not in unbroken] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_note_stands_at_the_foot_of_the_page_that_calls_it(laid, lang):
    said = {"ko": ("손으로 세었다", "표본(標本)을 모았다"), "en": ("Counted by hand", "We took every sample")}[lang]
    (page,) = [page for page in pages_said(laid[f"{lang}/briefs/first.pdf"]) if said[0] in page]
    assert said[1] in page


def test_every_folio_tells_the_page_and_how_many_there_are(laid):
    pages = pages_said(laid["en/briefs/first.pdf"])
    missing = [
        page for number, page in enumerate(pages, start=1) if not re.search(rf"\b{number} ?/ ?{len(pages)}\b", page)
    ]
    assert missing == []


def test_a_drawing_in_a_pdf_has_words_for_those_who_cannot_see_it(laid):
    pdf = opened(laid["ko/briefs/first.pdf"])
    said = {str(item.Alt) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item}
    assert any("막대 둘을 견준다" in words for words in said)
    assert "회색 네모" in said


# A pack


def test_the_contents_give_the_page_of_each_brief(laid):
    pack = laid["en/packs/all.pdf"]
    contents = pages_said(pack)[pack.anchors["contents"] - 1]
    for slug, title in (("first", "The first brief"), ("second", "The second brief")):
        found = re.search(rf"{title}[ .]*(\d+)", contents)
        assert found is not None
        assert int(found[1]) == pack.anchors[f"{slug}--top"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_reference_to_another_brief_of_the_pack_leads_to_its_page(laid, lang):
    """And not to the web."""
    pack = laid[f"{lang}/packs/all.pdf"]
    pdf = opened(pack)
    notes = pdf.pages[pack.anchors["second--background"] - 1].Annots
    assert "first--top" in [str(note.Dest) for note in notes if "/Dest" in note]
    assert pack.anchors["first--top"] < pack.anchors["second--top"]


def test_the_facts_in_doubt_are_those_with_a_doubt():
    project = Project()
    facts = list(project.editions().value["en"].facts.values())
    assert doubts(facts) == ()
    doubted = replace(facts[1], doubt="Not counted twice.")
    assert doubts([facts[0], doubted]) == (doubted,)


# Links


def test_links_lead_to_the_public_site_and_nowhere_on_this_machine(laid):
    for pdf in laid.values():
        assert [it for it in addresses_of(pdf) if not it.startswith(("https://", "mailto:"))] == []
        assert INSIDE not in "".join(addresses_of(pdf))
    assert "https://example.org/sample/ko/briefs/first.html" in addresses_of(laid["ko/briefs/first.pdf"])


def test_a_site_without_an_address_has_words_where_links_would_be():
    job = jobs_of(Project(), base_url="")["ko/packs/all.pdf"]
    assert addresses_of(laid_out(job)) == set()


# What makes a job another job


# What the language brings


def profile(**more: object) -> Language:
    dates = {"full": {"day": "d MMMM y", "month": "MMMM y", "year": "y"}}
    spans = dict.fromkeys(("day_in_month", "day_in_year", "day", "month_in_year", "month", "year"), ("d", "d MMMM y"))
    return Language.model_validate({"tag": "fr", "name": "français", "dates": dates, "intervals": spans, **more})


def test_a_language_brings_its_words_for_a_page_and_its_list_marks():
    css = language_css(profile(places={"page": "p. {}"}, counters=["decimal", "lower-greek"]))
    assert '--page-before: " (p.\u00a0"' in css
    assert f'--page-after: "{GLUE}){GLUE}"' in css
    assert '--page-before-within: ", p.\u00a0"' in css
    assert f'--page-after-within: "{GLUE}{GLUE}"' in css
    assert "ol { list-style-type: decimal; }\nol ol { list-style-type: lower-greek; }" in css


def test_quotation_marks_in_a_languages_words_do_not_break_the_style_sheet():
    css = language_css(profile(places={"page": 'page "{}"'}))
    assert r'--page-before: " (page\u00a0\""'.replace(r"\u00a0", "\u00a0") in css


# Print templates that are broken


@pytest.mark.parametrize(
    ("path", "broken", "said"),
    [
        ("print/base.html", "<html>\n{{ langauge.name }}", "'langauge' is undefined"),
        ("print/cover.html", "<h1>\n{{ pack.titel }}", "has no attribute 'titel'"),
        ("print/article.html", "<h1>\n{{ article.titel }}", "has no attribute 'titel'"),
        ("print/annexes.html", "<h1>\n{% if %}", "cannot be read"),
    ],
)
def test_a_check_fills_the_print_templates_and_lays_out_nothing(
    project: Project, path: str, broken: str, said: str
) -> None:
    built = project.with_file(f"templates/{path}", broken).build(pdfs=False)
    assert not [name for name in built.tree if name.endswith(".pdf")]
    assert {str(found.span) for found in built.errors} == {f"templates/{path}:2:1"}
    assert all(said in found.message for found in built.errors)


def test_a_recommendation_with_a_figure_and_a_note_is_named_again_without_their_places():
    """The summary names what is asked for before the brief does: a place twice would be no place at all."""
    path = "content/briefs/first/{}.md"
    korean, english = "{fact}`count-a`보다 표본을 더 모은다.[^how]", "Take more than {fact}`count-a`.[^how]"
    project = Project().with_change(path.format("ko"), "표본을 더 모은다.", korean)
    project = project.with_change(path.format("en"), "Take more samples.", english)
    built = project.build()
    assert built.problems == []
    for lang in LANGUAGES:
        html = jobs_of(project)[f"{lang}/packs/all.pdf"].html
        places = re.findall(r'\bid="([^"]+)"', html)
        assert sorted(place for place in set(places) if places.count(place) > 1) == []
        assert "12" in built.words(f"{lang}/packs/all.html")


def test_a_pack_without_sources_and_tables_ends_with_its_last_brief() -> None:
    texts = {f"content/briefs/plain/{lang}.md": "---\ntitle: T\nsummary: S.\n---\n\nA text.\n" for lang in LANGUAGES}
    pack = "title: Plain\nsummary: One text.\npublished: 2026-01-01\nbriefs: [plain]\n"
    project = Project().with_file("content/briefs/plain/brief.yaml", "number: S-09\npublished: 2026-01-01\n")
    for path, text in {**texts, "content/packs/plain.yaml": pack}.items():
        project = project.with_file(path, text)
    made = jobs_of(project)
    assert 'class="annexes"' not in made["en/packs/plain.pdf"].html
    assert 'class="annexes"' in made["en/packs/all.pdf"].html
