"""A language that the site gets for a text that is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages.plurals import get_plural
from babel.numbers import get_decimal_symbol, get_group_symbol

from briefgen.importing.briefs import with_language
from briefgen.importing.markdown import quoted
from briefgen.importing.record import SETTINGS
from briefgen.importing.site.source.languages import language_tag
from briefgen.language.matching.variants import base_language
from briefgen.model.core.diagnostics import few
from briefgen.model.core.written import ANY_LANGUAGE, Lang
from briefgen.model.written.site import Site
from briefgen.reading.yaml.plain import plain_yaml

_LISTS = re.compile(rb"(?m)^languages[ \t]*:")


class LanguageNotAddedError(Exception):
    """The site cannot get the language without its author; the words say what to write."""


def files_with_language(root: Path, site: Site, lang: Lang) -> dict[str, bytes]:
    """Path → content of the files that change when the site gets a language.

    Its list is completed where it stands. A brief that names no languages has those of the site, and so names them now.
    Raises LanguageNotAddedError where more is to be written than this.
    """
    known = list(dict.fromkeys(site.languages))
    line = f"“languages: [{', '.join((*known, lang))}]”"
    before = (root / SETTINGS).read_bytes()
    after = with_language(before, lang)
    if not _adds(before, after, [*known, lang]) or _base(lang) in map(_base, known):
        raise LanguageNotAddedError(f"write {line} into {SETTINGS}, and import it again")
    if lacking := [*_without_words(site, lang)]:
        raise LanguageNotAddedError(
            f"write {line} into {SETTINGS}, and words in {lang} for {few(lacking, 5)}; then import again"
        )
    return {SETTINGS: after, **dict(_briefs_in(root, known))}


def _base(lang: Lang) -> str:
    return lang.partition("-")[0]


def _briefs_in(root: Path, known: list[Lang]) -> Iterator[tuple[str, bytes]]:
    """The data of briefs that name no languages, with those that the site had."""
    for path in sorted((root / "content/briefs").glob("*/brief.yaml")):
        before = path.read_bytes()
        if _LISTS.search(before):
            continue
        after = before.rstrip(b"\n") + f"\nlanguages: [{', '.join(known)}]\n".encode()
        name = path.relative_to(root).as_posix()
        if not _adds(before, after, known):
            said = f"write “languages: [{', '.join(known)}]” into {name}, and import it again"
            raise LanguageNotAddedError(said)
        yield name, after


def _adds(before: bytes, after: bytes, languages: list[Lang]) -> bool:
    """Tell whether a file says the same as before but for its languages."""
    try:
        said, now = (plain_yaml(content.decode()) for content in (before, after))
    except ValueError:
        return False
    mapping: Mapping[str, Any] = said if isinstance(said, dict) else {}
    return now == {**mapping, "languages": languages} and (not said or bool(mapping))


def _without_words(site: Site, lang: Lang) -> Iterator[str]:
    """Yield what is worded in each language of the site, and would be an error in one more."""
    for ident, unit in site.settings.value.units.items():
        if not {lang, ANY_LANGUAGE} & set(unit.words):
            yield f"the unit “{ident}”"
    for ident, term in site.glossary.items():
        if lang not in term.value.names:
            yield f"the term “{ident}” of the glossary"


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


def begun_language(theme: Path, lang: str) -> dict[str, str] | None:
    """Path below templates/ → text of the files of a language: of the one that it is a variant of, de of de-AT.

    Without such a one they are begun from CLDR and English; None for what is no tag of a language.
    """
    profile = profile_of(lang) if language_tag(lang) == lang else None
    if profile is None:
        return None
    base = base_language(lang, [path.stem for path in (theme / "locale").glob("*.yaml")])
    given, words, style = (
        (theme / name.format(base or "en")).read_text("utf-8")
        for name in ("locale/{}.yaml", "locale/{}.po", "csl/{}.csl")
    )
    if base:
        name = quoted(Locale.parse(lang, sep="-").get_display_name() or lang)
        profile = re.sub("(?m)^name: .*$", f"name: {name}", re.sub("(?m)^tag: .*$", f"tag: {lang}", given))
    catalogue = re.sub(r'(?m)^"Language: [^\\"]*', f'"Language: {lang}', words) if base else _catalogue(words, lang)
    return {f"locale/{lang}.yaml": profile, f"locale/{lang}.po": catalogue, f"csl/{lang}.csl": style}


def _catalogue(english: str, lang: str) -> str:
    """``templates/locale/<lang>.po`` without words, made from the English one."""
    plural = get_plural(lang.replace("-", "_"))
    head = (f"Language: {lang}", "Content-Type: text/plain; charset=utf-8", f"Plural-Forms: {plural.plural_forms}")
    _, _, entries = english.partition("\n\n")

    def empty(found: re.Match[str]) -> str:
        if "[" not in found[0][: len("msgstr[")]:
            return 'msgstr ""'
        return "\n".join(f'msgstr[{number}] ""' for number in range(plural.num_plurals))

    told = Locale.parse(lang, sep="-").english_name
    lines = [f"# Interface wording of the theme: {told}. What has no words stays in English.", 'msgid ""', 'msgstr ""']
    return "\n".join([*lines, *(f'"{line}\\n"' for line in head), "", _MESSAGE.sub(empty, entries)])


def _skeleton(locale: Locale, name: str, otherwise: str) -> str:
    found = locale.datetime_skeletons.get(name)
    return str(found.pattern) if found is not None else otherwise
