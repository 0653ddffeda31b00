"""Korean particles: 을(를), 이(가), (으)로 settled by how the word before them is read.

Which form follows depends only on the last sound: a vowel, ㄹ, or another consonant. Whatever can be
read in two ways that ask for different particles is left as the pair, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefgen.resolving.korean_reading import Coda, codas

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
_RIEUL_LIKE_VOWEL = "(으)"


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


def _form(pair: str, coda: Coda) -> str:
    after_consonant, after_vowel = _PAIRS[pair]
    like_vowel = coda is Coda.VOWEL or (coda is Coda.RIEUL and pair == _RIEUL_LIKE_VOWEL)
    return after_vowel if like_vowel else after_consonant
