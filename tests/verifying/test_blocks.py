"""What counts as the same text, and what does not."""

import pytest

from briefgen.model.output.page_breaks import counted
from briefgen.verifying.align import Stream
from briefgen.verifying.allowed_differences import shows_the_same, with_entries_as_words
from briefgen.verifying.blocks import ReadBlock, ReadText, TextGatherer, clean, difference, plain, stands_in
from briefgen.verifying.pack.terms import Forms


def on_paper(*pieces: str) -> ReadText:
    """A text as paper has it: a piece a line."""
    words = TextGatherer()
    for piece in pieces:
        words.add(piece)
        words.add("\n")
    return words.said()


@pytest.mark.parametrize(
    ("web", "paper"),
    [
        ("소비를 앞세운다.", ("소비를 앞", "세운다.")),
        ("none elsewhere", ("none else-", "where")),
        ("self-reliance", ("self-", "reliance")),
        ("self-reliance", ("self-relian‐", "ce")),
        ("a\u2060b soft\u00adhyphen", ("ab softhyphen",)),
        ("https://a.org/12345", ("https://a.org/12", "345")),
        ("21 14", ("21", "14")),
    ],
)
def test_the_setting_of_lines_makes_no_difference(web: str, paper: tuple[str, ...]) -> None:
    assert difference(plain(web), on_paper(*paper)) is None


@pytest.mark.parametrize(
    ("web", "paper"),
    [
        ("1,000", "1.000"),
        ("21 14", "2114"),
        ("2114", "21 14"),
        ("10%", "10%p"),
        ("self-reliance", "selfreliance"),
        ("3,981억", "3,981만"),
        ("“a”", "a"),
        ("a", "a b"),
        ("a b", "a"),
    ],
)
def test_a_sign_a_digit_or_a_word_makes_one(web: str, paper: str) -> None:
    assert difference(plain(web), on_paper(paper)) is not None


def test_a_pack_may_have_the_short_form_of_a_term_and_its_particle() -> None:
    words = TextGatherer()
    words.term(plain("한국과학기술기획평가원(KISTEP)"), "g#term-kistep")
    words.add("은 예산을 센다.")
    forms = Forms.of([("g#term-kistep", "한국과학기술기획평가원(KISTEP)"), ("g#term-kistep", "기평가")])
    web = words.said()
    for same in ("기평가는 예산을 센다.", "기평가 는 예산을 센다.", "한국과학기술기획평가원(KISTEP)은 예산을 센다."):
        assert difference(forms.as_on_paper(web, on_paper(same)), on_paper(same)) is None
    for other in ("기평가는 예산을 쓴다.", "과기부는 예산을 센다."):
        assert difference(forms.as_on_paper(web, on_paper(other)), on_paper(other)) is not None


@pytest.mark.parametrize(
    ("web", "paper", "same"),
    [
        ("2015 2020 Talks open 3 March 2018", "2014 2016 2018 2020 Talksopen 3March2018", True),
        ("2015 2020 Talks open 3 March 2018", "2015 2020 Talksopen 4March2018", False),
        ("0 10 20 Budget 12 billion yuan", "0 20 Budget 13billionyuan", False),
        ("0 10 20 Budget 12 billion yuan", "0 20 12billionyuan", False),
        ("0 10 20 Budget", "0 20 Budget Spending", False),
        ("Mar 2025 Apr 2025 May 2025 Talks", "Feb2025 Apr2025 Jun2025 Talks", True),
        ("Mar 2025 Apr 2025 Talks", "Mar2025 Talks3", False),
    ],
)
def test_a_chart_drawn_anew_may_have_other_marks_on_its_axis_and_nothing_else(web: str, paper: str, same: bool) -> None:
    assert shows_the_same(web, paper) is same


BASE = "https://example.org/"
FACT = f"{BASE}en/facts.html#fact-a"


@pytest.mark.parametrize(
    ("after", "is_link"),
    [
        (" alone", False),
        (" (online: example.org/en/facts.html#fact-a), and more", True),
        (", online: example.org/en/facts.html#fact-a), and more", True),
        (", online: example.org/en/facts.html), and more", False),
        (" (online: example.org/en/", True),
        (" (online: elsewhere.org/en/", False),
        (" (one of 2)", False),
    ],
)
def test_a_link_to_the_ledger_is_one_where_its_address_follows(after: str, is_link: bool) -> None:
    """The words of a figure lead to the ledger too, without an address; an address may go on over the page."""
    words = TextGatherer()
    words.add("see ")
    words.link(FACT, plain("the budget"))
    words.add(after)
    said = with_entries_as_words(words.said(), BASE)
    assert (len(said.links), said.whole) == (int(is_link), f"see the budget{after}")


def test_a_link_in_the_words_of_a_link_keeps_its_place_and_its_words() -> None:
    inner, words = TextGatherer(), TextGatherer()
    inner.add("the ")
    inner.link("https://example.net/", plain("old"))
    inner.add(" budget")
    words.add("see ")
    words.link(FACT, inner.said())
    words.add(" and ")
    words.link("https://example.net/", plain("more"))
    assert words.said().flat.text == words.said().whole == "see the old budget and more"
    said = with_entries_as_words(words.said(), BASE)
    assert [link.label.text for link in said.links] == ["old", "more"]
    assert said.whole == "see the old budget and more" and [link.target for link in said.entries] == [FACT]


@pytest.mark.parametrize("mark", "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f")
def test_what_cannot_be_seen_makes_no_difference(mark: str) -> None:
    assert clean(f"a{mark}b") == "ab"
    assert counted(f"a{mark} b") == "ab"


def test_a_sign_of_a_text_is_not_taken_for_the_mark_of_a_link() -> None:
    words = TextGatherer()
    words.add("a \ue000 b ")
    words.link("https://example.net/", plain("\ue000 c"))
    assert words.said().whole == words.said().flat.text == "a \ufffd b \ufffd c"


@pytest.mark.parametrize(
    ("web", "paper", "number", "agree"),
    [("은", "는", ("1", "2"), True), ("은", "는", ("1", "1"), False), ("은", "을", ("1", "2"), False)],
)
def test_a_particle_follows_the_number_that_a_pack_gives(
    web: str, paper: str, number: tuple[str, str], agree: bool
) -> None:
    def said(digit: str, particle: str) -> ReadText:
        words = TextGatherer()
        words.link("#fig-a", plain(f"그림 {digit}"))
        words.add(f"{particle} 보인다.")
        return words.said()

    one, other = said(number[0], web), said(number[1], paper)
    assert (difference(Forms().as_on_paper(one, other), other) is None) is agree


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("김아무개 (책임)·이아무개 (연구)", "작성 김아무개 (책임) ·이아무개 (연구) · 버전 1.0"),
        ("A. Writer (lead), B. Writer", "by A. Writer (lead) , B. Writer"),
        ("1.0", "version 1.0 · 2026"),
    ],
)
def test_a_sign_may_stand_apart_in_a_line_that_has_the_words(words: str, line: str) -> None:
    assert stands_in(words, line)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("김아무개 (책임)·이아무개 (연구)", "김아무개 (책임)·이아무개 (책임)"),
        ("김아무개 (책임)·이아무개", "김아무개 (책임) 이아무개"),
        ("1.0", "11.0"),
        ("1.2", "2026. 1. 2."),
        ("12", "1 2"),
    ],
)
def test_another_word_sign_or_number_does_not_count_as_the_words(words: str, line: str) -> None:
    assert not stands_in(words, line)


def rows(*words: str, key: str = "b1") -> list[ReadBlock]:
    return [ReadBlock("row", plain(it), key=key) for it in words]


@pytest.mark.parametrize(
    ("paper", "places"),
    [
        (["a 1", "b 2", "c 3"], [(0,), (1,), (2,)]),
        (["a 1", "c 3"], [(0,), (), (1,)]),
        (["a 1", "b 9", "c 3"], [(0,), (1,), (2,)]),
        (["a", "1", "b 2", "c 3"], [(0, 1), (2,), (3,)]),
        (["b 2", "a 1", "c 3"], [(1,), (), (2,)]),
        (["a 1", "b 2", "b 2", "c 3"], [(0,), (1,), (3,)]),
    ],
    ids=["the same", "one lost", "one changed", "one over two pages", "two exchanged", "one twice"],
)
def test_rows_under_one_key_are_found_in_their_order(paper: list[str], places: list[tuple[int, ...]]) -> None:
    assert [pair.at for pair in Stream(tuple(rows(*paper))).align(rows("a 1", "b 2", "c 3"))] == places


def test_a_block_is_found_by_its_key_whatever_it_says_and_another_is_not() -> None:
    paper = Stream((*rows("one", key="b1"), *rows("two", key="b2"), *rows("three", key="b2")))
    assert [
        pair.at for pair in paper.align([*rows("two", key="b1"), *rows("one", key="b2"), *rows("one", key="b3")])
    ] == [
        (0,),
        (1, 2),
        (),
    ]


def linked(*words: str) -> ReadText:
    """Words, and last a link of that address."""
    said = TextGatherer()
    for word in words[:-1]:
        said.add(word)
    said.link(words[-1], plain(words[-1]), 0)
    return said.said()


def test_an_item_that_ends_in_a_link_on_the_next_page_is_not_taken_for_the_link_below() -> None:
    first, second = "https://a.org/header", "https://a.org/policy"
    web = [ReadBlock("item", linked("A header. ", first), key="b1"), ReadBlock("item", linked(second), key="b2")]
    said = [plain("A header. "), linked(first), linked(second)]
    paper = tuple(ReadBlock("item", each, key=key) for each, key in zip(said, ("b1", "b1", "b2"), strict=True))
    assert [pair.at for pair in Stream(paper).align(web)] == [(0, 1), (2,)]
