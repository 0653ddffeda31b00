"""A digest stands for what a block says: markup and white space never change it, a word or a number always does."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.written import Written
from briefgen.model.written.briefs import FrontMatter, Text
from briefgen.reading.markdown import parse
from briefgen.resolving.translation.translation_units import TranslationUnit, body_blocks

PATH = "content/briefs/first/ko.md"
KOREAN = st.text("가나다라마바사아자차카타파하강남동북서", min_size=1, max_size=4)
LATIN = st.text("abcdefgh", min_size=2, max_size=6)
NUMBER = st.integers(0, 99_999).map(str)
ROLE = st.sampled_from(
    ["{fact}`count-a`", "{fact}`money-a#both`", "{term}`sample`", "{ref}`fig-bars`", "[@report-a]", "[@report-a, p. 3]"]
)
ATOM = st.one_of(KOREAN, LATIN, NUMBER, ROLE)
ATOMS = st.lists(ATOM, min_size=1, max_size=7).map(lambda atoms: ["가", *atoms])
"""A paragraph, begun with a word: a number and a full stop would begin a list."""


def blocks(body: str) -> tuple[TranslationUnit, ...]:
    front = Written(FrontMatter(title="x", summary="x"), Span(PATH))
    return body_blocks(Text("ko", front, parse(body, PATH).value, Span(PATH)))


def digests(body: str) -> list[str]:
    return [block.digest for block in blocks(body)]


@dataclass
class Hand:
    """Somebody who writes the same text in a way of their own."""

    choose: st.DataObject

    def paragraph(self, atoms: list[str], *, listed: bool) -> str:
        gaps = (" ", "  ", "\n", "\u00a0") if not listed else (" ", "  ")
        text = self._dressed(atoms[0])
        for atom in atoms[1:]:
            text += self.choose.draw(st.sampled_from(gaps)) + self._dressed(atom)
        return text

    def _dressed(self, atom: str) -> str:
        if atom[0] in "{[":
            return atom
        mark = self.choose.draw(st.sampled_from(("", "", "*", "**")))
        return f"{mark}{atom}{mark}"

    def items(self, items: list[list[str]]) -> str:
        bullet = self.choose.draw(st.sampled_from("-*+"))
        gap = self.choose.draw(st.sampled_from(("\n", "\n\n")))
        return gap.join(f"{bullet} {self.paragraph(item, listed=True)}" for item in items)

    def text(self, paragraphs: list[list[str]], items: list[list[str]]) -> str:
        parts = [self.paragraph(atoms, listed=False) for atoms in paragraphs]
        return self.choose.draw(st.sampled_from(("", "\n"))) + "\n\n".join([*parts, self.items(items)]) + "\n"


PARAGRAPHS = st.lists(ATOMS, min_size=1, max_size=3)


@settings(max_examples=300)
@given(PARAGRAPHS, PARAGRAPHS, st.data())
def test_who_writes_the_same_in_another_way_changes_no_digest(
    paragraphs: list[list[str]], items: list[list[str]], data: st.DataObject
) -> None:
    hand = Hand(data)
    assert digests(hand.text(paragraphs, items)) == digests(hand.text(paragraphs, items))


@settings(max_examples=300)
@given(PARAGRAPHS, st.data())
def test_another_word_number_or_id_changes_the_digest_of_its_block_alone(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(paragraphs) - 1))
    atom = data.draw(st.integers(1, len(paragraphs[place]) - 1))
    old = paragraphs[place][atom]
    new = data.draw(ATOM.filter(lambda it: it != old))
    changed = [list(atoms) for atoms in paragraphs]
    changed[place][atom] = new
    before, after = (digests("\n\n".join(" ".join(it) for it in some)) for some in (paragraphs, changed))
    differing = [number for number, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    assert differing == [place]


@settings(max_examples=300)
@given(PARAGRAPHS, st.data())
def test_another_digit_is_another_number(paragraphs: list[list[str]], data: st.DataObject) -> None:
    number = data.draw(st.integers(10, 99_999))
    digit = data.draw(st.integers(1, 9))
    text = "\n\n".join(" ".join(it) for it in paragraphs)
    changed = str(number)[:-1] + str((int(str(number)[-1]) + digit) % 10)
    assert digests(f"{text} {number}개\n") != digests(f"{text} {changed}개\n")


def test_what_changes_no_meaning_changes_no_digest() -> None:
    """Each line: ways to write one block."""
    for ways in (
        ("시범 개방을 넓힌다.", "시범개방을 넓힌다.", "**시범 개방**을\n넓힌다.", "시범  개방을 넓힌다.  "),
        ("예산은 3,981억 위안이다.", "예산은 3,981억위안이다.", "예산은 3,981억\u00a0위안이다."),
        ("It is “open”.", 'It is "open".', "It is *“open”*."),
        ("A co\u00adoperation", "A cooperation"),
        ("## 배경 {#background}", "## 배경 {#other}", "배경\n==", "# 배경"),
        ("![네모](photo.png)", "![네모](photo.png){width=300}"),
        ("| 가 | 나 |\n|---|---|\n| 1 | 2 |", "|가|나|\n|:--|--:|\n|1|2|"),
        ("각주다.[^a]\n\n[^a]: 손으로 세었다.", "각주다.[^b]\n\n[^b]: 손으로\n    세었다."),
    ):
        assert len({tuple(digests(way)) for way in ways}) == 1, ways


def test_what_changes_the_meaning_changes_the_digest() -> None:
    for one, other in (
        ("10<sup>2</sup>", "102"),
        ("~~열린다~~", "열린다"),
        ("1 234", "1234"),
        ("now here", "nowhere"),
        ("-5도", "5도"),
        ("5%", "5%p"),
        ("{fact}`count-a`", "{fact}`count-b`"),
        ("{fact}`count-a`", "{fact}`count-a#change`"),
        ("{fact}`count-a`", "{term}`count-a`"),
        ("가 [@report-a]", "가 [@report-b]"),
        ("가 [@report-a, p. 3]", "가 [@report-a, p. 4]"),
        ("가[^a]\n\n[^a]: 주", "가"),
        ("[가](https://example.org/a)", "[가](https://example.org/b)"),
        ("![가](a.png)", "![나](a.png)"),
        ("| 가 | 나 |\n|---|---|\n| 1 | 2 |", "| 가 | 나 |\n|---|---|\n| 12 | |"),
        (":::{box} 하나\n본문\n:::", ":::{box} 둘\n본문\n:::"),
    ):
        assert digests(one) != digests(other), (one, other)


def test_a_block_knows_its_line() -> None:
    body = "첫째\n둘째\n\n- 가\n- 나\n\n| 가 |\n|---|\n| 1 |\n| 2 |\n\n말[^n]\n\n[^n]: 주다\n"
    assert [block.span.line for block in blocks(body)] == [1, 4, 5, 7, 9, 10, 12, 14]
