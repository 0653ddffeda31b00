"""The signs of symbol fonts, such as Wingdings, as characters that other fonts have too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_PRIVATE = re.compile("[\uf020-\uf0ff]")
"""Where office programs put what a symbol font has at the places of letters."""
_FIRST, _LETTERS, _LAST = 0xF000, 0x20, 0xFF


def _table(places: str) -> dict[int, str]:
    """``21✏ 22✂`` as a table: the place in the font, then its sign; of several signs each is at the next place."""
    found = {0x20: " "}
    for each in places.split():
        found |= {int(each[:2], 16) + at: sign for at, sign in enumerate(each[2:])}
    return found


_WINGDINGS = _table(
    "21✏✂✁👓 28☎✆✉✉📪📫📬📭📁📂📄 36⌛⌨ 3E✇✍ 41✌👌👍👎☜☞☝☟🖐☺😐☹💣☠🏳 51✈☼💧❄✝✝ 59✡☪☯ 5D☸♈♉♊♋♌♍♎♏♐♑♒♓&&"
    " 6C●❍■☐☐❑❒◆◆◆❖◆☒ 7D❝❞ 80⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿ 9E·•▪○○○◉◎ A7▪☐ AA✦★✶✴✹✵ B5✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛"
    " D8➢ DC➲ DF←→↑↓↖↗↙↘⬅➔⬆⬇ EF⇦⇨⇧⇩ FB✗✓☒☑"
)
_WINGDINGS_2 = _table("25✄✀ 32📋🗑 4F✗✓☒☑☒☒ 69⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿ 95·•●●○○○○⊙ 9F•■■■☐□□□□▣ AE◆◇ B1◈ B8◊ EB✶ F0✹ F8※⁂")
_WINGDINGS_3 = _table("21←→↑↓↖↗↙↘ 31↔↕ 66←→↑↓↖↗↙↘↔↕▲▼△▽◀▶◁▷◣◢◤◥◀▶▲ 80▼▲▼◀▶")
_WEBDINGS = _table("33◀▶▲▼⏪⏩⏮⏭⏸⏹⏺ 48🏠 4C🔍 59♥ 61✔ 63☐ 65📦 67■ 69ⓘ 6E● 72✕❓ B3💿 BF💻 CF🔒🔓 D9☁ E9♿")
_SYMBOL = _table(
    "21!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
    " A0€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈… BF↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑ F1〉∫"
)
_FONTS: Mapping[str, Mapping[int, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}


def symbol(font: str, code: int) -> str:
    """The character for a place in a symbol font; empty for one that is not known."""
    place = code - _FIRST if code > _LAST else code
    return _FONTS.get(font.casefold(), {}).get(place, "") if _LETTERS <= place <= _LAST else ""


def symbol_font(names: Iterable[str]) -> str:
    """The first of ``names`` that is a symbol font; empty where none is."""
    return next((name for name in names if name.casefold() in _FONTS), "")


def may_have_symbols(words: str) -> bool:
    """Tell whether ``words`` have places of symbol fonts."""
    return not words.isascii() and _PRIVATE.search(words) is not None


def with_symbols(words: str, font: str) -> str:
    """``words`` in ``font``, with its signs as characters."""
    return _PRIVATE.sub(lambda found: symbol(font, ord(found[0])) or found[0], words)


def kept_signs(words: str) -> str:
    """A remark on the signs in ``words`` that only their own font has; empty without one."""
    signs = list(dict.fromkeys(_PRIVATE.findall(words)))
    if not signs:
        return ""
    named = ", ".join(f"U+{ord(sign):04X}{_likely(sign)}" for sign in signs)
    return f"a sign that only its own font has was kept, {named}: write what it stands for"


def _likely(sign: str) -> str:
    found = symbol("wingdings", ord(sign))
    return f" ({found} in Wingdings)" if found else ""
