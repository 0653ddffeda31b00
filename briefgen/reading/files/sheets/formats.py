"""The number formats of a spreadsheet: how many decimals of a number are shown, and whether it is a share or a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from briefgen.model.values.quantities import PERCENT, Quantity

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "#,##0",
    6: "#,##0",
    7: "#,##0.00",
    8: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    48: "##0.0E+0",
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "yyyy-mm-dd"),
}
"""The formats that a file names by number alone."""
_TOKEN = re.compile(r'"(?P<words>[^"]*)"?|\\(?P<sign>.)|[_*].|\[(?P<inner>[^\]]*)\]|(?P<plain>.)', re.DOTALL)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_DATE = re.compile(r"[ymdhsg]", re.IGNORECASE)
_LONGEST = 255
"""Signs of a format that Excel takes."""
_DIGITS = 15
"""Digits of a number that a spreadsheet keeps; the rest is left over from how computers store it."""


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a number is shown. Without ``decimals`` it is shown as it is."""

    decimals: int | None = None
    needed: int = 0
    """Of the decimals, how many are shown even where they are 0."""
    percent: int = 0
    """How many times a number is multiplied by 100."""
    says_percent: bool = False
    """Whether a percent sign is written after the number, multiplied or not."""
    thousands: int = 0
    """How many times a number is divided by 1,000."""
    is_date: bool = False


@lru_cache(maxsize=512)
def number_format(code: str) -> NumberFormat:
    """The format that a code such as ``#,##0.0%`` describes, of positive numbers. One with a condition says nothing."""
    plain, words = "", ""
    for token in _TOKEN.finditer(code[:_LONGEST]):
        if token["plain"] == ";":
            break
        inner = token["inner"] or ""
        if _ELAPSED.fullmatch(inner):
            return NumberFormat(is_date=True)
        if inner[:1] in ("<", ">", "="):
            return NumberFormat()
        words += token["words"] or token["sign"] or ""
        plain += token["plain"] or ""
    return _of_plain(plain, "%" in plain or words.strip() in ("%", "퍼센트"))


def _of_plain(plain: str, says_percent: bool) -> NumberFormat:
    percent = plain.count("%")
    if "general" in plain.lower() or re.search(r"[eE][+-]", plain) or re.search(r"[?#0] */ *[?#0\d]", plain):
        return NumberFormat(percent=percent, says_percent=says_percent)
    if _DATE.search(plain):
        return NumberFormat(is_date=True)
    if not re.search("[0#?]", plain):
        return NumberFormat(percent=percent, says_percent=says_percent)
    _, _, rest = plain.partition(".")
    commas = re.search(r"[0#?](,*)[^0#?]*$", plain)
    return NumberFormat(
        len(re.findall("[0#?]", rest)), rest.count("0"), percent, says_percent, len(commas[1]) if commas else 0
    )


def figure_of(number: str, shown: NumberFormat) -> Quantity | None:
    """A number as its cell shows it: ``0.0512`` of ``0.0%`` is 5.1 %. None for what is not a number."""
    try:
        value = Decimal(format(float(number), f".{_DIGITS}g"))
    except (ValueError, OverflowError):
        return None
    if not value.is_finite():
        return None
    value = value.scaleb(2 * shown.percent - 3 * shown.thousands)
    value = _rounded(value, shown.decimals, shown.needed) if shown.decimals is not None else _plain(value)
    return Quantity(value or abs(value), 3 * shown.thousands, PERCENT if shown.says_percent else "")


def _rounded(value: Decimal, decimals: int, needed: int) -> Decimal:
    try:
        value = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    except InvalidOperation:  # more digits than can be held
        return _plain(value)
    while -int(value.as_tuple().exponent) > needed and value.as_tuple().digits[-1] == 0:
        value = value.quantize(Decimal(1).scaleb(int(value.as_tuple().exponent) + 1))
    return value


def _plain(value: Decimal) -> Decimal:
    """The same without an exponent and without zeros at its end."""
    return Decimal(format(value.normalize(), "f"))
