"""A signature is of exactly what readers see: any other word, figure, source or picture is another text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.project import Project, picture

from briefgen.building.project import ProjectSources
from briefgen.building.signing import SignedDocument, Signing, signing_of
from briefgen.reading.files.theme import read_theme
from briefgen.reading.load import load
from briefgen.rendering.fonts.faces import Fonts
from briefgen.resolving.embargo.embargo import shown_at

KO, EN = "content/briefs/first/ko.md", "content/briefs/first/en.md"
DATA, CHART = "content/briefs/first/brief.yaml", "content/briefs/first/bars.chart.yaml"
FACTS, SOURCES = "content/facts/counts.yaml", "content/sources.yaml"
FILTER = "[{filter: 'datum.amount > 370'}]"
Change = Callable[[Project], Project]


def signing(project: Project) -> Signing:
    """As ``read_signing``, without the fonts."""
    world = project.world()
    written = load(world).value
    images = {path: world.read(path) for brief in written.briefs.values() for path in brief.images.values()}
    site = shown_at(written, world.now(), preview=True).value
    return signing_of(ProjectSources(site, read_theme(world), Fonts((), {}), images)).value


def document(project: Project, name: str = "first") -> SignedDocument:
    found = signing(project).document(name)
    assert found is not None
    return found


def digests(project: Project, name: str = "first") -> dict[str, str]:
    return {lang: text.digest for lang, text in document(project, name).texts.items()}


def replaced(path: str, old: str, new: str) -> Change:
    return lambda project: project.with_change(path, old, new)


BOTH, ENGLISH = {"ko", "en"}, {"en"}
CHANGES: dict[str, tuple[Change, set[str]]] = {
    "a word": (replaced(EN, "We took every", "We took nearly every"), ENGLISH),
    "a title": (replaced(EN, "The first brief:", "The first of the briefs:"), ENGLISH),
    "a note": (replaced(EN, "Counted by hand", "Counted by eye"), ENGLISH),
    "another fact": (replaced(EN, "There are {fact}`count-a`", "There are {fact}`money-a`"), ENGLISH),
    "another form of a fact": (replaced(EN, "is {fact}`money-a`", "is {fact}`money-a#round`"), ENGLISH),
    "another source": (replaced(EN, "[@report-a, p. 3]", "[@report-b, p. 3]"), ENGLISH),
    "another page of a source": (replaced(EN, "[@report-a, p. 3]", "[@report-a, p. 4]"), ENGLISH),
    "a figure of the ledger": (replaced(FACTS, "398.5 billion", "398.6 billion"), BOTH),
    "a figure in a title": (replaced(FACTS, "12 samples", "13 samples"), BOTH),
    "the figure that it is compared to": (replaced(FACTS, "362 billion", "363 billion"), BOTH),
    "the source of a figure": (replaced(FACTS, "source: report-a, p. 3", "source: report-b, p. 3"), BOTH),
    "the page in the source of a figure": (replaced(FACTS, "report-a, p. 3", "report-a, p. 5"), BOTH),
    "how a figure was checked": (replaced(FACTS, "status: corroborated", "status: contested"), BOTH),
    "the title of a source": (replaced(SOURCES, "title: A report", "title: The report"), BOTH),
    "the exchange rate": (replaced("content/site.yaml", "~0.20 thousand", "~0.21 thousand"), BOTH),
    "a term": (replaced("content/glossary.yaml", "short: sample,", "short: specimen,"), ENGLISH),
    "a title of a chart": (replaced(CHART, "en: Two budgets", "en: Three budgets"), ENGLISH),
    "the data of a chart": (replaced(CHART, 'year: "2000"', 'year: "1999"'), BOTH),
    "what a chart leaves out": (replaced(CHART, "mark: bar", f"mark: bar\n  transform: {FILTER}"), BOTH),
    "a reviewer": (
        replaced(DATA, "number: S-01", "number: S-01\nreviewers: [{name: {ko: 이, en: Lee}}]"),
        BOTH,
    ),
    "a picture": (lambda it: it.with_file("content/briefs/first/photo.png", picture(1200)), BOTH),
    "the day": (replaced(DATA, "published: 2001-04-11", "published: 2001-04-12"), BOTH),
    "who is asked": (replaced("content/site.yaml", "en: the press", "en: the printer"), ENGLISH),
    "the number of another brief that it leads to": (
        replaced("content/briefs/second/brief.yaml", "number: S-02", "number: S-07"),
        ENGLISH,
    ),
}  # fmt: skip
SAME: dict[str, Change] = {
    "white space": replaced(EN, "We took every", "We  took\nevery"),
    "emphasis": replaced(EN, "We took every", "We **took** every"),
    "the shape of quotation marks": lambda it: it.with_change(EN, "Counted by hand", "“Counted” by hand").with_change(
        EN, "“Counted”", '"Counted"'
    ),
    "where it stands": replaced(DATA, "number: S-01", "number: S-01\nstatus: review"),
    "an embargo": replaced(DATA, "number: S-01", "number: S-01\nembargo_until: 2050-01-01T00:00+09:00"),
    "what is related": replaced(DATA, "related: [second]\n", ""),
    "a comment": replaced(FACTS, "  value: 398.5 billion CNY", "  value: 398.5 billion CNY   # read twice"),
    "the order of the ledger": lambda it: it.with_file("content/facts/aaa.yaml", ""),
    "the look of the site": lambda it: it.with_file("templates/css/tokens.css", ":root { --size: 12pt; }"),
}


def leading_to_another(project: Project) -> Project:
    project = project.with_change(EN, "title: The first brief", 'title: "The first brief: {fact}`count-a`"')
    return project.with_change(EN, "Take more samples.", "Take more samples: see {ref}`second`.")


@pytest.mark.parametrize("what", CHANGES)
def test_what_readers_see_makes_another_text(what: str) -> None:
    change, langs = CHANGES[what]
    before = leading_to_another(Project())
    old, new = digests(before), digests(change(before))
    assert {lang for lang in old if old[lang] != new[lang]} == langs


@pytest.mark.parametrize("what", SAME)
def test_what_they_do_not_see_makes_none(what: str) -> None:
    before = Project()
    after = SAME[what](before)
    if what.startswith("the shape"):
        before = before.with_change(EN, "Counted by hand", "“Counted” by hand")
    assert digests(before) == digests(after)


WRITTEN = st.from_regex(r"[1-9][0-9]{0,2}(,[0-9]{3}){0,2}(\.[0-9]{1,2})?", fullmatch=True)
_NUMBERS = Project().with_change(EN, "Counted by hand.", "Counted by hand: 1234567.")


@settings(max_examples=25, deadline=None)
@given(number=WRITTEN, place=st.integers(0, 20), digit=st.sampled_from("0123456789"))
@example(number="1,234", place=1, digit="0")
def test_one_character_of_a_number_makes_another_text(number: str, place: int, digit: str) -> None:
    """In a note of the text, and as a figure of the ledger."""
    place %= len(number)
    other = number[:place] + digit + number[place + 1 :]
    if other == number or other.startswith("0"):
        return

    def with_number(given: str) -> Project:
        return _NUMBERS.with_change(EN, "1234567", given)

    assert digests(with_number(number))["en"] != digests(with_number(other))["en"]
    assert digests(with_number(number))["ko"] == digests(with_number(other))["ko"]


@settings(max_examples=15, deadline=None)
@given(number=st.integers(10, 99_999), place=st.integers(0, 4), digit=st.integers(0, 9))
def test_one_digit_of_a_fact_makes_another_text_in_every_language(number: int, place: int, digit: int) -> None:
    digits = str(number)
    place %= len(digits)
    other = digits[:place] + str(digit) + digits[place + 1 :]
    if other == digits or other[0] == "0":
        return
    one, two = (
        digests(Project().with_change(FACTS, "value: 12 samples", f"value: {it} samples")) for it in (digits, other)
    )
    assert all(one[lang] != two[lang] for lang in one)


def test_a_change_is_told_by_the_part_that_it_is_in() -> None:
    def parts(project: Project) -> dict[str, str]:
        return {part.at: part.digest for part in document(project).texts["en"].parts}

    before = parts(Project())
    after = parts(Project().with_change(FACTS, "398.5 billion", "398.6 billion"))
    assert {name for name in before if before[name] != after[name]} == {"words", "fact/money-a", "chart/bars"}
    assert {"text/background", "source/report-a", "image/photo.png", "term/sample", "about"} <= set(before)


def test_a_pack_is_signed_for_its_own_words_and_which_briefs_it_binds() -> None:
    pack = "content/packs/all.yaml"
    before = digests(Project(), "all")
    assert digests(Project().with_change(EN, "We took every", "We took nearly every"), "all") == before
    for old, new in (("Both briefs in one", "Two briefs in one"), ("[first, second]", "[second, first]")):
        assert digests(Project().with_change(pack, old, new), "all")["en"] != before["en"]
    assert digests(Project().with_change(FACTS, "398.5 billion", "398.6 billion"), "all") != before


def test_what_is_held_back_is_signed_before_it_is_published() -> None:
    held = Project().with_change(DATA, "number: S-01", "number: S-01\nstatus: draft").without("content/packs/all.yaml")
    assert set(digests(held)) == {"ko", "en"}
    withdrawn = Project().with_change(
        DATA, "number: S-01", "number: S-01\nstatus: withdrawn\nwithdrawn_because: It was wrong."
    )
    assert signing(withdrawn).document("first") is None
