"""The files of a language that briefgen does not come with: what CLDR says of its numbers and dates, and no words."""

from __future__ import annotations

import re

from babel import Locale, UnknownLocaleError
from babel.messages.plurals import get_plural
from babel.numbers import get_decimal_symbol, get_group_symbol

from briefgen.importing.markdown import quoted


def profile_of(lang: str) -> str | None:
    """``templates/locale/<lang>.yaml``; None for a language that CLDR does not know."""
    try:
        locale = Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    day = str(locale.date_formats["long"].pattern)
    month = _skeleton(locale, "yMMMM", "MMMM y")
    year = _skeleton(locale, "y", "y")
    lines = [
        f"# {locale.english_name}: numbers and dates as CLDR has them. Complete it from locale/en.yaml: units, quotes.",
        f"tag: {lang}",
        f"name: {quoted(locale.get_display_name(locale) or lang)}",
        f"direction: {locale.text_direction}",
        "numbers:",
        "  style: scaled",
        f"  decimal: {quoted(get_decimal_symbol(locale))}",
        f"  group: {quoted(get_group_symbol(locale))}",
        "  names: {}",
        '  name_separator: " "',
        "dates:",
        f"  full: {{day: {quoted(day)}, month: {quoted(month)}, year: {quoted(year)}}}",
        "intervals:",
        *(f"  {name}: [{quoted(day)}, {quoted(day)}]" for name in ("day_in_month", "day_in_year", "day")),
        *(f"  {name}: [{quoted(month)}, {quoted(month)}]" for name in ("month_in_year", "month")),
        f"  year: [{quoted(year)}, {quoted(year)}]",
    ]
    return "\n".join(lines) + "\n"


_MESSAGE = re.compile(r"(?m)^msgstr(?:\[0\])? \"(?:.*)\"$(?:\nmsgstr\[\d\] .*$)*")


def begun_catalogue(english: str, lang: str) -> str:
    """``templates/locale/<lang>.po`` without words, made from the English one."""
    plural = get_plural(lang.replace("-", "_"))
    head = (f"Language: {lang}", "Content-Type: text/plain; charset=utf-8", f"Plural-Forms: {plural.plural_forms};")
    _, _, entries = english.partition("\n\n")

    def empty(found: re.Match[str]) -> str:
        if "[" not in found[0][: len("msgstr[")]:
            return 'msgstr ""'
        return "\n".join(f'msgstr[{number}] ""' for number in range(plural.num_plurals))

    told = Locale.parse(lang, sep="-").english_name
    lines = [f"# Interface wording of the theme: {told}. What has no words stays in English.", 'msgid ""', 'msgstr ""']
    return "\n".join([*lines, *(f'"{line}\\n"' for line in head), "", _MESSAGE.sub(empty, entries)])


def varied_profile(profile: str, lang: str) -> str:
    """The profile of a language as that of a variant of it, de-AT of de, with the variant's name."""
    name = quoted(Locale.parse(lang, sep="-").get_display_name() or lang)
    return re.sub("(?m)^name: .*$", f"name: {name}", re.sub("(?m)^tag: .*$", f"tag: {lang}", profile))


def varied_catalogue(catalogue: str, lang: str) -> str:
    """The catalogue of a language as that of a variant of it: all its words."""
    return re.sub(r'(?m)^"Language: [^\\"]*', f'"Language: {lang}', catalogue)


def _skeleton(locale: Locale, name: str, otherwise: str) -> str:
    found = locale.datetime_skeletons.get(name)
    return str(found.pattern) if found is not None else otherwise
