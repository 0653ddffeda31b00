"""Korean particles: 을(를), 이(가), (으)로 settled by how the word before them is read.

Which form follows depends only on the last sound: a vowel, ㄹ, or another consonant. Whatever can be
read in two ways that ask for different particles is left as the pair, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from unicodedata import category

from briefgen.language.korean.last_sound import FinalSound, codas

REMEMBERED = 1000
"""Characters of a text that a particle may look back on: more than any bracket that explains a word."""

_PAIRS = {
    "은(는)": ("은", "는"),
    "는(은)": ("은", "는"),
    "은/는": ("은", "는"),
    "이(가)": ("이", "가"),
    "가(이)": ("이", "가"),
    "이/가": ("이", "가"),
    "을(를)": ("을", "를"),
    "를(을)": ("을", "를"),
    "을/를": ("을", "를"),
    "과(와)": ("과", "와"),
    "와(과)": ("과", "와"),
    "과/와": ("과", "와"),
    "와/과": ("과", "와"),
    "아(야)": ("아", "야"),
    "(이)": ("이", ""),
    "(으)": ("으", ""),
}
"""Pair as written → the form after a consonant, the form after a vowel."""

_PAIR = re.compile("|".join(map(re.escape, sorted(_PAIRS, key=len, reverse=True))))
_GOES_ON = "[고나다든라란랑며면야]"
"""What a particle that begins with (이) goes on with: (이)나, (이)라도."""
_PLAIN_PAIR = re.compile(
    "|".join(
        re.escape(pair) + {"(이)": f"(?={_GOES_ON})", "(으)": "(?=로)", "가(이)": f"(?!{_GOES_ON})"}.get(pair, "")
        for pair in sorted(_PAIRS, key=len, reverse=True)
    )
)
_RIEUL_LIKE_VOWEL = "(으)"

_ENCLOSES = "'\""
"""Marks that both open and close."""
_ENDS_WORDS = ".!?…%％‰"

_KINDS = (
    ("을(를)", "을", "를"),
    ("은(는)", "은", "는"),
    ("이(가)", "이", "가"),
    ("과(와)", "과", "와"),
    ("(으)로", "으로", "로"),
)
"""Particles that have two forms and stand at the end of a word: the pair, after a consonant, after a vowel."""
_JOINED = ("과(와)", "(으)로")
"""Particles that 는 may follow: 과는, 로는."""
_KIND_OF = {
    **{pair: kind for kind in _KINDS for pair, forms in _PAIRS.items() if forms == kind[1:]},
    **{form: kind for kind in _KINDS for form in kind},
}
_ONE = "|".join(map(re.escape, sorted(_KIND_OF, key=len, reverse=True)))
_PARTICLES = re.compile(rf"[’”'\"」』》〉]*((?:{_ONE})+)(?=[\s.,;:!?…)\]}}」』》〉’”'\"]|\Z)")
_AFTER_BLANK = re.compile(
    rf"[ \t]+((?:{'|'.join(re.escape(pair) for pair in _KIND_OF if set('(/') & set(pair))}))(?=[\s.,;:!?]|\Z)"
)
_QUOTES = re.compile(r"[’”'\"」』》〉]*")


def settle_particles(before: str, text: str, readings: Mapping[str, str]) -> tuple[str, bool]:
    """``text`` with the particle pair at its start chosen to follow ``before``.

    ``readings`` says how words that their letters do not tell are read, e.g. ``{"KISTEP": "키스텝"}``.
    The second value is False when the choice is not certain; ``text`` then keeps the pair.
    """
    found = _PAIR.match(text)
    if found is None:
        return text, True
    forms = {_form(found[0], coda) for coda in codas(before, readings)}
    if len(forms) != 1:
        return text, False
    return forms.pop() + text[found.end() :], True


def settle_text(
    before: str, text: str, readings: Mapping[str, str], *, begins: bool = False
) -> tuple[str, tuple[int, ...]]:
    """``text``, which goes on after ``before``, with every pair that follows a word chosen.

    With ``begins`` whatever looks like a pair at the start of ``text`` is one. The second value is where
    in ``text`` the pairs stand that are not certain. A pair that follows no word, as in ‘을(를)’, is meant
    as such and stays.
    """
    settled, rest, uncertain = list[str](), 0, list[int]()
    said = before
    for found in _pairs(text, begins):
        said = (said[-REMEMBERED:] + text[max(rest, found.start() - REMEMBERED) : found.start()])[-REMEMBERED:]
        chosen, certain = found[0], True
        if _ends_in_word(said):
            chosen, certain = settle_particles(said, found[0], readings)
        if not certain:
            uncertain.append(found.start())
        settled += (text[rest : found.start()], chosen)
        said, rest = said + chosen, found.end()
    return "".join((*settled, text[rest:])), tuple(uncertain)


def _pairs(text: str, begins: bool) -> Iterator[re.Match[str]]:
    first = _PAIR.match(text) if begins else None
    if first is not None:
        yield first
    yield from _PLAIN_PAIR.finditer(text, first.end() if first is not None else 0)


def _ends_in_word(said: str) -> bool:
    """Tell whether a particle can follow: the last sign is part of a word or closes one."""
    last = said.rstrip(_ENCLOSES)[-1:]
    if not last or last.isspace():
        return False
    return last in _ENDS_WORDS or category(last)[0] in "LN" or category(last) in ("Pe", "Pf", "Sc", "So")


def particles_at(tail: str) -> tuple[int, int, tuple[str, ...]] | None:
    """The particles that ``tail`` begins with, when a word ends with them: their place and each as written.

    None when there are none, and when what looks like one begins a word: 이상, 은행, 와의.
    """
    found = _PARTICLES.match(tail)
    return None if found is None else (found.start(1), found.end(1), tuple(re.findall(_ONE, found[1])))


def may_go_on(tail: str) -> bool:
    """Tell whether more text may yet make ``tail`` begin with a particle."""
    return _QUOTES.fullmatch(tail) is not None


def stands_twice(particles: tuple[str, ...]) -> bool:
    """Tell whether these are one particle written several times: 을를, 을(를)를."""
    return len(particles) > 1 and len({_KIND_OF[each] for each in particles}) == 1


def pair_out_of_place(tail: str) -> tuple[int, int] | None:
    """Where in ``tail`` a pair stands that nothing chooses: after a blank, or behind a particle of another kind."""
    if (found := _AFTER_BLANK.match(tail)) is not None:
        return found.span(1)
    here = particles_at(tail)
    if here is None or len(here[2]) < 2 or stands_twice(here[2]):
        return None
    first, second = here[2][0], here[2][1]
    goes_on = _KIND_OF[second][0] == "은(는)" and _KIND_OF[first][0] in _JOINED
    return None if goes_on or not any(set("(/") & set(each) for each in here[2]) else here[:2]


def right_forms(before: str, particle: str, readings: Mapping[str, str]) -> frozenset[str]:
    """The forms of ``particle`` that may follow ``before``, by every way that it may be read."""
    pair, after_consonant, after_vowel = _KIND_OF[particle]
    found = codas(before, readings)
    return frozenset(after_vowel if _is_like_vowel(coda, pair == "(으)로") else after_consonant for coda in found)


def wrong_particle(before: str, particles: tuple[str, ...], readings: Mapping[str, str]) -> str:
    """The form that should stand in place of the first of ``particles``; empty when there is nothing to fix."""
    first, *more = particles
    pair, *forms = _KIND_OF[first]
    if first not in forms or (more and (more != ["는"] or pair not in _JOINED)):
        return ""
    right = right_forms(before, first, readings)
    return next(iter(right)) if len(right) == 1 and first not in right else ""


def pair_of(particle: str) -> str:
    """The pair that briefgen chooses from: 를 → 을(를)."""
    return _KIND_OF[particle][0]


def _form(pair: str, coda: FinalSound) -> str:
    after_consonant, after_vowel = _PAIRS[pair]
    return after_vowel if _is_like_vowel(coda, pair == _RIEUL_LIKE_VOWEL) else after_consonant


def _is_like_vowel(coda: FinalSound, with_rieul: bool) -> bool:
    return coda is FinalSound.VOWEL or (with_rieul and coda is FinalSound.RIEUL)
