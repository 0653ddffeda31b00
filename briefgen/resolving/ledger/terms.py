"""Terms in words: the full form the first time in an edition, the short form after."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.language.matching.sorting import sort_key
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, error
from briefgen.model.output import addresses
from briefgen.model.written.glossary import Term
from briefgen.resolving.edition.views import TermView
from briefgen.resolving.site.scope import Scope, unknown, untranslated

FORMS = ("short", "full", "reading")


def full_form(term: Term, scope: Scope) -> str:
    """The form for the first time: as declared, else the short form with its other scripts in brackets."""
    names = term.names.get(scope.lang)
    if names is None:
        return _any_short(term)
    if names.full:
        return names.full
    extra = [term.scripts[tag] for tag in scope.language.term_scripts if tag in term.scripts][:1]
    if scope.language.term_names:
        extra = [term.names[lang].short for lang in scope.others if lang in term.names] + extra
    return scope.language.bracketed(names.short, scope.language.term_separator.join(extra)) if extra else names.short


def short_form(term: Term, scope: Scope) -> str:
    """The form used after the first time."""
    names = term.names.get(scope.lang)
    return names.short if names is not None else _any_short(term)


def _any_short(term: Term) -> str:
    return next((names.short for names in term.names.values()), "")


def term_words(ident: str, form: str, first: bool, scope: Scope, span: Span | None) -> Outcome[str]:
    """A term's words: the form asked for, else full the first time and short after."""
    written = scope.site.glossary.get(ident)
    if written is None:
        return Outcome(f"[{ident}?]", (unknown("term-is-known", "term", ident, scope.site.glossary, span),))
    term = written.value
    if form and form not in FORMS:
        problem = error("term-is-known", f"a term has no form “{form}”", span, f"the forms are: {', '.join(FORMS)}")
        return Outcome(f"[{ident}#{form}?]", (problem,))
    if form == "full" or (not form and first):
        return Outcome(full_form(term, scope))
    names = term.names.get(scope.lang)
    if form == "reading" and names is not None and names.reading:
        return Outcome(names.reading)
    return Outcome(short_form(term, scope))


def readings(scope: Scope) -> Mapping[str, str]:
    """How each term is read aloud in this language, where the glossary says so, and how its other scripts are."""
    found: dict[str, str] = {}
    for written in scope.site.glossary.values():
        names = written.value.names.get(scope.lang)
        if names is None:
            continue
        found.update(dict.fromkeys(written.value.scripts.values(), names.reading or names.short))
        if names.reading:
            found[names.short] = names.reading
    return found


def view_term(ident: str, scope: Scope) -> TermView:
    """A term as the glossary shows it."""
    term = scope.site.glossary[ident].value
    names = term.names.get(scope.lang)
    short = short_form(term, scope)
    return TermView(
        id=ident,
        kind=term.kind,
        short=short,
        full=full_form(term, scope),
        reading=(names.reading or "") if names else "",
        scripts=tuple(term.scripts.items()),
        others=tuple((lang, term.names[lang].short) for lang in scope.others if lang in term.names),
        definition=scope.text(term.definition),
        note=scope.text(term.note),
        confirmed=term.confirmed,
        sort_key=sort_key(short, (names.reading or "") if names else "", scope.language),
        path=addresses.section(scope.lang, "glossary"),
        anchor=addresses.term_anchor(ident),
    )


def glossary_problems(scope: Scope) -> tuple[Diagnostic, ...]:
    """Terms without a name or a definition in this language."""
    found: list[Diagnostic] = []
    for ident, written in scope.site.glossary.items():
        if scope.lang not in written.value.names:
            found.append(
                error(
                    "text-is-translated",
                    f"the term “{ident}” has no name in {scope.lang}",
                    written.at("names"),
                    f"add {scope.lang}: {{short: …}} to its names",
                )
            )
        for name in ("definition", "note"):
            local = getattr(written.value, name)
            found.extend(untranslated(local, scope, f"the {name} of term “{ident}”", written.at(name)))
    return tuple(found)
