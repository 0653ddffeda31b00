"""Particles follow the sound of the word before them, and nothing is guessed."""

import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.language.korean.hanja import hanja_readings
from briefgen.language.korean.particle_forms import settle_particles
from briefgen.language.korean.particles import Running

READINGS = {"KISTEP": "키스텝", "DeepSeek": "딥시크", "深圳": "선전", "AI": "인공지능"}

GOLD = """
소비 은(는) 는
개방 은(는) 은
개방 는(은) 은
서울 (으)로 로
산둥성 (으)로 으로
칭다오 (으)로 로
베이징 와(과) 과
상하이 과(와) 와
양회 이(가) 가
정책 을(를) 을
정부 을/를 를
국회 은/는 는
법률 과/와 과
연구 (이)나 나
연구원 (이)나 이나
전략 (이)라는 이라는
제도 (이)라는 라는
지방 (으)로서 으로서
협력 (으)로부터 으로부터
물 (으)로 로
3,981억_1,900만_위안 을(를) 을
약_80조_원 (으)로 으로
1조_위안_초과 을(를) 를
9억_명 이(가) 이
80조 은(는) 는
3억 은(는) 은
500만 이(가) 이
10% 이(가) 가
10%p 이(가) 가
3.5%포인트 을(를) 를
5‰ 을(를) 을
21 은(는) 은
32 은(는) 는
100 은(는) 은
1,000 은(는) 은
10000 은(는) 은
100,000 (으)로 으로
1,000,000,000,000 은(는) 는
120 이(가) 이
0 은(는) 은
3 이(가) 이
6 을(를) 을
7 (으)로 로
1 (으)로 로
8 (으)로 로
10 (으)로 으로
2025 은(는) 는
20 이(가) 이
3.5 은(는) 는
2.0 이(가) 이
1.7 (으)로 로
3~5 은(는) 는
2025. 은(는) 은
2025._4. (으)로 로
2025._4._11. 은(는) 은
2025._4._11.(금) (으)로 로
2025._3._4.~3._11. 이(가) 이
FTA 을(를) 를
R&D 은(는) 는
6G 은(는) 는
GDP 이(가) 가
IMF 은(는) 는
PPL (으)로 로
VPN 은(는) 은
FTZ 이(가) 가
ASEAN 은(는) 은
OECD 은(는) 는
CPTPP 은(는) 는
HSR (으)로 로
KISTEP 은(는) 은
DeepSeek 은(는) 는
AI 은(는) 은
深圳 은(는) 은
Xiaomi 은(는) 는
Intel (으)로 로
Amazon 이(가) 이
이용후생(利用厚生) 은(는) 은
공동부유(共同富裕) 은(는) 는
국회입법조사처(NARS) 은(는) 는
‘소비(消費)’ 을(를) 를
「국회법」 은(는) 은
『이슈와_논점』 은(는) 은
“먼저” (이)라는 라는
1조_위안(약_200조_원) 을(를) 을
兩會 은(는) 는
利用厚生 은(는) 은
共同富裕 은(는) 는
開放 (으)로 으로
제3조 은(는) 는
1위 은(는) 는
Ⅲ 은(는) 은
① 은(는) 은
35㎞ 은(는) 는
3kg 이(가) 이
3_kg 이(가) 이
12㎡ 이(가) 가
5℃ 은(는) 는
100km 이(가) 가
40dB (으)로 로
$5 은(는) 는
¥500만 이(가) 이
"""


@pytest.mark.parametrize("line", GOLD.split("\n")[1:-1])
def test_a_particle_follows_its_word(line: str) -> None:
    before, pair, particle = line.split(" ")
    spaced = before.replace("_", " ")
    assert settle_particles(spaced, pair + " 다음", READINGS) == (particle + " 다음", True)


@pytest.mark.parametrize(
    ("before", "pair"),
    [
        ("HSR", "은(는)"),
        ("APEC", "은(는)"),
        ("Apple", "이(가)"),
        ("Cloud", "을(를)"),
        ("1/2", "은(는)"),
        ("数", "은(는)"),
        ("數", "이(가)"),
        ("½", "은(는)"),
        ("x²", "은(는)"),
        ("α", "이(가)"),
        ("", "은(는)"),
        ("…", "은(는)"),
    ],
)
def test_what_can_be_read_in_two_ways_keeps_both(before: str, pair: str) -> None:
    assert settle_particles(before, pair + " 다음", READINGS) == (pair + " 다음", False)


def test_a_reading_is_not_found_inside_another_word() -> None:
    assert settle_particles("OpenAI", "은(는)", {"AI": "인공지능"}) == ("는", True)
    assert settle_particles("중국 AI", "은(는)", {"AI": "인공지능"}) == ("은", True)


def test_the_longest_reading_counts() -> None:
    assert settle_particles("NARS", "은(는)", {"RS": "알", "NARS": "국회"}) == ("는", True)


@pytest.mark.parametrize("text", ["", " 다음", "은 말했다", "(이하 ‘조사처’)", "이 (가)", "가(나)"])
def test_text_without_a_pair_is_left_alone(text: str) -> None:
    assert settle_particles("소비", text, {}) == (text, True)


@given(st.integers(1, 10**19))
def test_a_number_in_digits_takes_the_particle_of_its_words(number: int) -> None:
    assert settle_particles(f"{number:,}", "은(는)", {}) == settle_particles(in_words(number), "은(는)", {})


def in_words(number: int) -> str:
    """A whole number as Korean says it."""
    said = ""
    for name, group in zip(("", "만", "억", "조", "경"), groups(number), strict=False):
        words = "".join(
            "영일이삼사오육칠팔구"[int(digit)] + place
            for digit, place in zip(f"{group:04d}", ("천", "백", "십", ""), strict=True)
            if digit != "0"
        )
        said = (words + name if group else "") + said
    return said


def groups(number: int) -> list[int]:
    found = []
    while number:
        number, group = divmod(number, 10_000)
        found.append(group)
    return found


@given(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3))
def test_every_syllable_decides(syllable: str) -> None:
    closed = (ord(syllable) - 0xAC00) % 28 != 0
    assert settle_particles(syllable, "이(가)", {}) == ("이" if closed else "가", True)


@given(st.text(max_size=12), st.sampled_from(["은(는)", "(으)로", "(이)라", "없음"]))
def test_nothing_is_lost_or_added(before: str, text: str) -> None:
    settled, certain = settle_particles(before, text + " 다음", {})
    assert settled.endswith(" 다음")
    assert certain or settled == text + " 다음"


@pytest.mark.parametrize(
    ("character", "readings"),
    [
        ("會", "회"),
        ("生", "생"),
        ("國", "국"),
        ("金", "금김"),
        ("樂", "락낙악요"),
        ("習", "습"),
        ("詰", "힐"),
        ("伽", "가"),
        ("习", ""),
    ],
)
def test_hanja_have_the_readings_of_the_korean_standard(character: str, readings: str) -> None:
    assert hanja_readings(character) == frozenset(readings)


MANY = {
    "in brackets": "(은는)을(를)",
    "after each other": "은(는)",
    "that are not certain": "½은(는)",
    "after words in brackets": "(가)" * 20 + "은(는)",
    "after digits": "1" * 900 + "가은(는)나은(는)" * 10,
    "after blanks": " " * 900 + "가(x)은(는)" * 10,
    "after quotation marks": "가" + "'" * 1200 + "은(는)",
    "after Latin letters": "a" * 900 + "가은(는)나은(는)" * 10,
}


def seconds(text: str, readings: Mapping[str, str]) -> float:
    begun = time.process_time()
    Running(readings, True, []).write(text, None)
    return time.process_time() - begun


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_four_times_as_many_particles_take_about_four_times_as_long(text: str) -> None:
    few = min(seconds(text * (8_000 // len(text)), {}) for _ in range(3))
    assert seconds(text * (32_000 // len(text)), {}) < 8 * few + 0.1
    assert seconds(text * (90_000 // len(text)), {}) < 5


def test_particles_in_a_project_of_many_readings_are_quick() -> None:
    readings = {f"이름{number}": "이름" for number in range(5_000)}
    assert seconds("(은는)을(를)" * 9_000, readings) < 5


@pytest.mark.parametrize(
    ("before", "particle"),
    [
        ("정책 ('나라')", "을"),
        ("소비 (한 나라) [둘]", "를"),
        ("정책〔두 나라〕", "을"),
        ("정책 ()", "을"),
        ("(나라)", "를"),
    ],
)
def test_brackets_after_a_word_are_passed_over(before: str, particle: str) -> None:
    assert settle_particles(before, "을(를)", {}) == (particle, True)
