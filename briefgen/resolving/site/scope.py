"""What settling needs to know: the whole site as written, and the language to settle it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from briefgen.language.matching.nearest import did_you_mean
from briefgen.model.core.diagnostics import Diagnostic, Span, error, warning
from briefgen.model.core.rules import rule_of
from briefgen.model.core.written import Lang, LocalText
from briefgen.model.profile.language import Language
from briefgen.model.values.instants import moment_words
from briefgen.model.written.briefs import Brief, BriefStatus
from briefgen.model.written.settings import Unit
from briefgen.model.written.shown import HeldBrief, Shown
from briefgen.resolving.translation.standing import TranslationStatus


@dataclass(frozen=True, slots=True)
class Scope:
    """One site in one language."""

    site: Shown
    language: Language
    lang: Lang
    standings: Mapping[str, TranslationStatus] = field(default_factory=dict)
    """How the translations into this language stand to their originals, by slug."""
    numbers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """The numbers of sources in the language before this one, by slug of a brief and id of a pack after ``pack:``."""

    @property
    def units(self) -> Mapping[str, Unit]:
        """The author's own units."""
        return self.site.settings.value.units

    @property
    def others(self) -> tuple[Lang, ...]:
        """The site's other languages."""
        return tuple(lang for lang in self.site.languages if lang != self.lang)

    def shows(self, brief: Brief) -> bool:
        """Tell whether ``brief`` has a page in this language."""
        return self.lang in brief.texts

    def lists(self, brief: Brief) -> bool:
        """Whether ``brief`` is listed, bound and fed: nothing has taken its place, and it has not been withdrawn."""
        return brief.data.value.status not in (BriefStatus.SUPERSEDED, BriefStatus.WITHDRAWN)

    def is_withdrawn(self, slug: str) -> bool:
        """Tell whether the text of a brief is withheld."""
        return self.site.briefs[slug].data.value.status is BriefStatus.WITHDRAWN

    @property
    def shown(self) -> list[str]:
        """Slugs of the briefs that have a page in this language."""
        return [slug for slug, languages in self.site.written_in.items() if self.lang in languages]

    @property
    def packs(self) -> list[str]:
        """Ids of the packs that are made in this language."""
        packs = self.site.packs.items()
        return [ident for ident, pack in packs if not pack.value.languages or self.lang in pack.value.languages]

    def text(self, local: LocalText | None) -> str:
        """A wording in this language; empty when there is none at all."""
        return local.best(self.lang) if local is not None else ""


def scope_of(site: Shown, lang: Lang) -> Scope:
    """The scope of ``lang``; a language without a profile takes the first that has one."""
    profile = site.profiles.get(lang) or next(iter(site.profiles.values()))
    return Scope(site, profile, lang)


def suggestion(word: str, known: Iterable[str]) -> str:
    """``did you mean “x”?``, or a list of what there is when it is short, or nothing."""
    names = sorted(known)
    return did_you_mean(word, names, f"known are: {', '.join(names)}" if 0 < len(names) <= 8 else "")


def unknown(code: str, what: str, ident: str, known: Iterable[str], span: Span | None) -> Diagnostic:
    """An id that nothing answers to, with the nearest that does."""
    hint = suggestion(ident, known) or rule_of(code).unlike
    problem = error(code, f"there is no {what} “{ident}”", span, hint)
    return replace(problem, subject=(what, ident))


def no_target(code: str, what: str, ident: str, known: Iterable[str], scope: Scope, span: Span | None) -> Diagnostic:
    """An id that nothing can lead to: a brief that is not published or has no page in this language, or none at all."""
    held = held_as(ident, scope.site) if "brief" in what else None
    if held is not None:
        message = f"the brief “{ident}” {why_held(held)}: published texts cannot link to it"
        return error("brief-is-published", message, span, "remove the link, or publish both at the same time")
    if missing := _no_page(ident, scope):
        found = error(code, missing, span, f"write its text in {scope.lang}, or remove the link")
        return replace(found, subject=(what, ident))
    return unknown(code, what, ident, known, span)


def _no_page(ident: str, scope: Scope) -> str:
    """Return why the brief named by slug or number has no page in this language; empty when there is no such brief."""
    slug = scope.site.slugs.get(ident)
    is_there = slug is None or scope.lang in scope.site.written_in[slug]
    return "" if is_there else f"the brief “{ident}” has no text in {scope.lang}"


def held_as(name: str, site: Shown) -> HeldBrief | None:
    """The brief called ``name``, by slug or number, when readers are not shown it yet; never in a preview."""
    found = (held for held in site.held.values() if name in (held.slug, held.number))
    return None if site.preview else next(found, None)


def why_held(held: HeldBrief) -> str:
    """``is a draft``, ``is under embargo until …``."""
    if held.status is BriefStatus.DRAFT:
        return "is a draft"
    if held.status is BriefStatus.REVIEW or held.until is None:
        return "is in review"
    return f"is under embargo until {moment_words(held.until)}"


def untranslated(local: LocalText | None, scope: Scope, what: str, span: Span | None) -> tuple[Diagnostic, ...]:
    """A warning when ``local`` has no wording in this language and another's is shown."""
    if local is None or local.get(scope.lang) is not None:
        return ()
    strange = next((key for key in local.root if key not in scope.site.languages), None)
    hint = (
        f"add {scope.lang}: …" if strange is None else f"add {scope.lang}: …; “{strange}” is not a language of the site"
    )
    return (
        warning(
            "text-is-translated",
            f"{what} has no wording in {scope.lang}; another language's is shown",
            span,
            hint,
        ),
    )
