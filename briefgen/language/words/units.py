"""Units: the words of each, and what is wrong with one that nothing declares or words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from babel.numbers import get_currency_name

from briefgen.language.matching.nearest import nearest
from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.core.written import ANY_LANGUAGE, Lang, Written
from briefgen.model.profile.language import Language
from briefgen.model.values.quantities import Quantity, QuantityRange
from briefgen.model.written.facts import Fact
from briefgen.model.written.settings import Unit
from briefgen.model.written.site import Site

Units = Mapping[str, Unit]
"""The author's own units, by id."""

BARE: Mapping[str, str] = {"other": "{}"}
_ALIKE = 0.66


def unit_forms(
    quantity: Quantity, language: Language, units: Units
) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """Plural category → pattern, ``other`` always there; with the problem when nothing declares the unit."""
    unit = quantity.unit
    if not unit:
        return BARE, ()
    if unit in units:
        return _own_unit(unit, units[unit], language)
    if unit in language.units:
        return language.units[unit], ()
    if unit in language.babel().currencies:
        count = float(abs(quantity.value))
        return {"other": "{} " + get_currency_name(unit, count, locale=language.babel())}, ()
    return _as_typed(unit), (_undeclared(unit, units, (language,)),)


def own_units(site: Site, lang: Lang) -> dict[str, tuple[str, ...]]:
    """The patterns of the author's own units in a language, by id: what a ``Reader`` of figures is made with."""
    worded = {ident: _given(unit, lang) for ident, unit in site.settings.value.units.items()}
    return {
        ident: (words,) if isinstance(words, str) else tuple(words.values())
        for ident, words in worded.items()
        if words is not None
    }


def _given(unit: Unit, lang: Lang) -> str | dict[str, str] | None:
    return unit.words.get(lang, unit.words.get(ANY_LANGUAGE))


def unit_problems(site: Site) -> Iterator[Diagnostic]:
    """Report what is wrong with the units of the ledger and the rates, once each, where it is written."""
    units, languages = site.settings.value.units, tuple(site.profiles.values())
    for ident, unit in units.items():
        for language in languages:
            yield from _placed(_own_unit(ident, unit, language)[1], site.settings.at("units", ident, "words"))
    for used, place in _used(site):
        if not _is_declared(used, site):
            yield _undeclared(used, units, languages, place)
    yield from _misnamed(site)


def _is_declared(unit: str, site: Site) -> bool:
    return unit in site.settings.value.units or any(_is_known(unit, language) for language in site.profiles.values())


def _misnamed(site: Site) -> Iterator[Diagnostic]:
    """Rates whose name is not what they convert: no fact would ever be converted by them."""
    written = site.settings
    for pair, rate in written.value.rates.items():
        base, _, into = pair.partition("/")
        unit = rate.rate.unit
        if not unit:
            hint = f"write it after the number: ~200 {into or 'KRW'}"
            yield error("rate-is-declared", f"the rate “{pair}” has no unit", written.at("rates", pair, "rate"), hint)
        elif (not base or into != unit) and _is_declared(unit, site):
            message = f"“{pair}” does not say what is converted into {unit}"
            hint = f"name both units with a slash between them, e.g. CNY/{unit}:"
            yield error("rate-is-declared", message, written.at("rates", pair), hint)


def _is_known(unit: str, language: Language) -> bool:
    return not unit or unit in language.units or unit in language.babel().currencies


def _used(site: Site) -> Iterator[tuple[str, Span]]:
    for pair, rate in site.settings.value.rates.items():
        yield rate.rate.unit, site.settings.at("rates", pair, "rate")
    for written in site.facts.values():
        yield from _used_by(written)


def _used_by(written: Written[Fact]) -> Iterator[tuple[str, Span]]:
    fact = written.value
    if isinstance(fact.value, Quantity | QuantityRange):
        yield (fact.value.high if isinstance(fact.value, QuantityRange) else fact.value).unit, written.at("value")
    if fact.compare is not None and fact.compare.stated is not None:
        yield fact.compare.stated.unit, written.at("compare", "stated")
    for name, form in fact.forms.items():
        yield form.unit, written.at("forms", name)
    for position, amount in enumerate(fact.converted):
        yield amount.unit, written.at("converted", position)


def _placed(problems: Iterable[Diagnostic], span: Span) -> Iterator[Diagnostic]:
    return (problem.at(span) for problem in problems)


def _own_unit(ident: str, unit: Unit, language: Language) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    given = _given(unit, language.tag)
    if given is None:
        hint = f"add {language.tag}: to words: of units: {ident}: in site.yaml"
        return _as_typed(ident), (
            error("unit-is-known", f"the unit “{ident}” has no words in {language.name}", None, hint),
        )
    forms = {"other": given} if isinstance(given, str) else given
    if "other" not in forms or not all(pattern.count("{}") == 1 for pattern in forms.values()):
        hint = 'write e.g. en: {one: "{} mention", other: "{} mentions"}'
        message = f"the words of the unit “{ident}” need {{}} once for the number, and `other` among their plural forms"
        return _as_typed(ident), (error("unit-is-known", message, None, hint),)
    return forms, ()


def _as_typed(unit: str) -> Mapping[str, str]:
    return {"other": "{} " + unit.replace("{}", "")}


def _undeclared(unit: str, units: Units, languages: Iterable[Language], span: Span | None = None) -> Diagnostic:
    languages = tuple(languages)
    near = _nearest(unit, units, languages)
    known = sorted({*units, *(ident for language in languages for ident in language.units)})
    first = f"did you mean “{near}”?" if near is not None else f"the units are {', '.join(known)}, and ISO 4217 codes;"
    words = ", ".join(f'{language.tag}: "{{}} …"' for language in languages)
    own = f"a unit of your own is declared in site.yaml: units: {{{unit}: {{words: {{{words}}}}}}}"
    return error("unit-is-known", f"the unit “{unit}” is not declared", span, f"{first} {own}")


def _nearest(unit: str, units: Units, languages: Iterable[Language]) -> str | None:
    """The unit most like the one typed, by its id or by its words: 위안, yuan and CNX are CNY."""
    ids = {ident: ident for ident in units}
    for language in languages:
        for ident, forms in language.units.items():
            ids[ident] = ident
            for pattern in forms.values():
                ids.setdefault(pattern.replace("{}", "").strip(), ident)
    found = nearest(unit, (name for name in ids if name), cutoff=_ALIKE)
    return None if found is None else ids[found]
