"""Where a brief stands, in words for the reader: a draft in a preview, superseded, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from briefgen.language.words.values import word_date
from briefgen.model.core.diagnostics import Diagnostic, Span, error
from briefgen.model.core.written import Written
from briefgen.model.output import addresses
from briefgen.model.values.instants import moment_words
from briefgen.model.values.quantities import Day
from briefgen.model.written.briefs import Brief, BriefData, BriefStatus
from briefgen.resolving.edition.views import PublicationStatus
from briefgen.resolving.site.scope import Scope, held_as, unknown, untranslated, why_held

_EMBARGO = "embargo"


def standing_of(brief: Brief, scope: Scope) -> PublicationStatus | None:
    """Return what a reader has to be told before the text; None for a brief that is published and holds."""
    data, held = brief.data.value, scope.site.held.get(brief.slug)
    if held is not None:
        kind = held.status.value if held.status in (BriefStatus.DRAFT, BriefStatus.REVIEW) else _EMBARGO
        return PublicationStatus(kind, **_until(data.embargo_until, scope))
    if data.status is BriefStatus.WITHDRAWN:
        return PublicationStatus("withdrawn", reason=scope.text(data.withdrawn_because))
    if data.status is BriefStatus.SUPERSEDED:
        title, path = _successor(data, scope)
        return PublicationStatus("superseded", successor=title, successor_path=path)
    return None


def _until(until: datetime | None, scope: Scope) -> dict[str, str]:
    return {"until": until_words(until, scope), "until_iso": moment_words(until)} if until else {}


def until_words(moment: datetime, scope: Scope) -> str:
    """``5 March 2026 09:00 (UTC+09:00)``."""
    day = word_date(Day(moment.year, moment.month, moment.day), scope.language)
    whole = moment_words(moment)
    time, offset = whole[11:-6], whole[-6:]
    return scope.language.bracketed(f"{day} {time}", f"UTC{offset.replace('-', '−')}")


def _successor(data: BriefData, scope: Scope) -> tuple[str, str]:
    """Title and page, in this language or in the first that it has."""
    slug = scope.site.slugs.get(data.superseded_by or "")
    texts = scope.site.briefs[slug].texts if slug is not None else {}
    lang = next((lang for lang in (scope.lang, *scope.site.languages) if lang in texts), "")
    return (texts[lang].front.value.title, addresses.brief(lang, slug)) if slug is not None and lang else ("", "")


def standing_problems(scope: Scope) -> Iterator[Diagnostic]:
    """A superseded brief without its successor, a withdrawn one without its reason, and the like."""
    for brief in scope.site.briefs.values():
        written = brief.data
        if written.whole:
            yield from _unexplained(written)
            yield from _wrong_successor(brief, scope)
        what = f"why the brief “{brief.slug}” was withdrawn"
        yield from untranslated(written.value.withdrawn_because, scope, what, written.at("withdrawn_because"))


def _unexplained(written: Written[BriefData]) -> Iterator[Diagnostic]:
    data, code = written.value, "status-is-explained"
    for status, key, given, example in (
        (BriefStatus.SUPERSEDED, "superseded_by", data.superseded_by, "the slug of the brief that replaces it"),
        (BriefStatus.WITHDRAWN, "withdrawn_because", data.withdrawn_because, "the reason, in every language"),
    ):
        if data.status is status and given is None:
            message = f"a brief that is {status} needs `{key}:`"
            yield error(code, message, written.at("status"), f"add {key}: {example}")
        elif data.status is not status and given is not None:
            message = f"`{key}:` belongs to a brief that is {status}; this one is {data.status}"
            yield error(code, message, written.at(key), f"write status: {status}, or remove {key}:")


def _wrong_successor(brief: Brief, scope: Scope) -> Iterator[Diagnostic]:
    name, place = brief.data.value.superseded_by, brief.data.at("superseded_by")
    if name is None:
        return
    if (held := held_as(name, scope.site)) is not None:
        message = f"the brief “{name}” {why_held(held)}: it cannot replace “{brief.slug}” yet"
        yield error("brief-is-published", message, place, "leave the status as it is until both can be seen")
    elif name not in scope.site.names:
        yield unknown("brief-is-known", "brief", name, scope.site.names, place)
    elif name in (brief.slug, brief.data.value.number):
        yield error("status-is-explained", f"the brief “{brief.slug}” cannot replace itself", place)
    else:
        yield from _in_a_circle(brief, name, place, scope)


def _in_a_circle(brief: Brief, name: str, place: Span, scope: Scope) -> Iterator[Diagnostic]:
    """An error where a chain of successors leads back to the brief, so that none of them holds."""
    seen, names = list[str](), slugs_named((name,), scope)
    while names and names[0] not in seen and names[0] != brief.slug:
        seen += names
        data = scope.site.briefs[names[0]].data.value
        names = slugs_named((data.superseded_by,), scope) if data.superseded_by else []
    if names == [brief.slug]:
        message = f"“{name}” supersedes “{brief.slug}”, which supersedes it in turn"
        yield error("status-is-explained", message, place, "write status: published for the one that is valid")


def slugs_named(names: tuple[str, ...], scope: Scope) -> list[str]:
    """Slugs of briefs named by slug or number, in the order given, each once; unknown ones are left out."""
    slugs = scope.site.slugs
    return list(dict.fromkeys(slugs[name] for name in names if name in slugs))
