"""The change log in words, and what is wrong between it, its brief and the versions of it that have been kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from briefgen.language.words.values import word_date
from briefgen.model.core.diagnostics import Diagnostic, Span, error, warning
from briefgen.model.output import addresses
from briefgen.model.records.versions import version_key
from briefgen.model.values.plain import one_line
from briefgen.model.written.briefs import Brief, BriefStatus, Change
from briefgen.model.written.written import Lang
from briefgen.resolving.edition.edition import Article
from briefgen.resolving.edition.views import AffectedView, ChangeView
from briefgen.resolving.ledger.facts import view_fact
from briefgen.resolving.site.scope import Scope, unknown, untranslated
from briefgen.resolving.text.settling_state import Settled
from briefgen.resolving.versions.compare import (
    Difference,
    Fate,
    PlainBlock,
    block_with,
    differences,
    kept_said,
    said_of,
)
from briefgen.resolving.versions.history import TextVersion, editions_of

_CODE = "change-affects-what-is-there"


@dataclass(frozen=True, slots=True)
class Affectable:
    """What a change of a brief may touch, by the name that the author gives it."""

    known: Mapping[str, AffectedView]
    scope: Scope

    def get(self, name: str) -> AffectedView | None:
        """What ``name`` stands for: something of the brief, or a fact of the ledger."""
        if name in self.known or name not in self.scope.site.facts:
            return self.known.get(name)
        fact = view_fact(name, self.scope)
        return AffectedView("fact", fact.label, fact.path, fact.anchor)

    def names(self) -> Iterator[str]:
        """All of them."""
        yield from self.known
        yield from self.scope.site.facts


def affectable(brief: Brief, settled: Settled, scope: Scope, prefix: str = "") -> Affectable:
    """What the text of a brief has, ``settled`` with a ``prefix`` before its ids; empty for a brief without changes."""
    if not brief.data.value.changes:
        return Affectable({}, scope)
    path = addresses.brief(scope.lang, brief.slug)
    found: dict[str, AffectedView] = {}

    def add(name: str, kind: str, words: str, anchor: str) -> None:
        found.setdefault(name, AffectedView(kind, words, path, anchor))

    for item in settled.recommendations:
        add(item.id, "recommendation", str(item.number), item.anchor.removeprefix(prefix))
    for heading in settled.headings:
        anchor = heading.id.removeprefix(prefix)
        add(f"#{anchor}", "heading", heading.text, anchor)
    for it in settled.numbered:
        anchor = it.id.removeprefix(prefix)
        add(f"#{anchor}", it.kind, it.label, anchor)
        if it.drawing is not None:
            add(it.drawing.id, it.kind, it.label, anchor)
    for part in settled.body.walk():
        if part.get("number") and part.get("anchor"):
            anchor = part.get("anchor").removeprefix(prefix)
            add(f"#{anchor}", "paragraph", part.get("number"), anchor)
        if part.get("id") and part.get("loose"):
            anchor = part.get("id").removeprefix(prefix)
            add(f"#{anchor}", "paragraph", part.get("number"), anchor)
    return Affectable(found, scope)


def view_changes(brief: Brief, scope: Scope, there: Affectable) -> tuple[ChangeView, ...]:
    """The change log in the author's order."""
    path = addresses.changes(scope.lang, brief.slug)
    seen: dict[str, int] = {}
    found: list[ChangeView] = []
    for change in brief.data.value.changes:
        day = str(change.date)
        seen[day] = seen.get(day, 0) + 1
        anchor = f"change-{day}" + (f"-{seen[day]}" if seen[day] > 1 else "")
        found.append(_view(change, scope, there, path, anchor))
    return tuple(found)


def _view(change: Change, scope: Scope, there: Affectable, path: str, anchor: str) -> ChangeView:
    return ChangeView(
        date=word_date(change.date, scope.language),
        iso=str(change.date),
        kind=change.kind,
        level=change.level,
        text=scope.text(change.text),
        version=change.version or "",
        was=(change.was and change.was.get(scope.lang)) or "",
        now=(change.now and change.now.get(scope.lang)) or "",
        affects=tuple(it for name in change.affects if (it := there.get(name)) is not None),
        path=path,
        anchor=anchor,
    )


def log_problems(brief: Brief, scope: Scope, there: Affectable) -> Iterator[Diagnostic]:
    """What a change says it touches and the brief has not; a text that a language lacks."""
    for place, change in enumerate(brief.data.value.changes):
        what = f"what changed in the brief “{brief.slug}” on {change.date}"
        yield from untranslated(change.text, scope, what, brief.data.at("changes", place, "text"))
        for position, name in enumerate(change.affects):
            if there.get(name) is None and ("fact", name) not in scope.site.held_entries:
                span = brief.data.at("changes", place, "affects", position)
                what = "block with the id" if name.startswith("#") else "fact, recommendation or chart"
                yield unknown(_CODE, what, name, there.names(), span)


_KEPT, _RISES, _LOGGED, _QUOTES = (
    "version-is-kept",
    "version-rises",
    "change-is-logged",
    "erratum-quotes-the-text",
)


def version_problems(article: Article, brief: Brief, scope: Scope) -> Iterator[Diagnostic]:
    """All that is wrong with the versions of a brief as its text in one language shows it."""
    if brief.data.value.status is BriefStatus.WITHDRAWN or not brief.data.whole:
        return
    yield from _falling(brief)
    yield from _unlogged(brief)
    yield from _not_kept(brief)
    yield from _silent(article, brief, scope)
    yield from _misquoted(article, brief)


def _falling(brief: Brief) -> Iterator[Diagnostic]:
    """A version that comes before one that has been kept or logged."""
    data = brief.data.value
    others = {*brief.versions, *(change.version for change in data.changes if change.version)}
    later = [other for other in others if version_key(other) > version_key(data.edition)]
    if later:
        newest = max(later, key=version_key)
        message = f"the version {data.edition} is lower than {newest}, an earlier version of the brief"
        yield error(_RISES, message, brief.data.at("version"), f"write a version higher than {newest}")


def _unlogged(brief: Brief) -> Iterator[Diagnostic]:
    """A version that was raised, and nobody has said why."""
    data = brief.data.value
    logged = {change.version for change in data.changes}
    earlier = [it for it in brief.versions if version_key(it) < version_key(data.edition)]
    if earlier and data.edition not in brief.versions and data.edition not in logged:
        message = f"`changes:` has no entry for version {data.edition}"
        hint = f'add an entry with version: "{data.edition}" to changes:'
        yield error(_LOGGED, message, brief.data.at("version"), hint)


def _not_kept(brief: Brief) -> Iterator[Diagnostic]:
    """A version that has been followed by another, and is nowhere to be compared with it."""
    data = brief.data.value
    logged = {it.version: place for place, it in enumerate(data.changes) if it.version}
    gone = [version for version in logged if version != data.edition and version not in brief.versions]
    for version in gone:
        yield _lost(f"version {version} was not kept", brief, logged[version], version)
    if logged:
        first = min(logged, key=version_key)
        if first not in gone and not any(version_key(it) < version_key(first) for it in brief.versions):
            yield _lost(f"the version before {first} was not kept", brief, logged[first], "it")


def _lost(what: str, brief: Brief, place: int, version: str) -> Diagnostic:
    message = f"{what}: nobody can see what has changed since, and its PDFs are gone from the site"
    hint = f"go back to the text of {version}, run briefgen version keep {brief.slug}, and come back"
    return warning(_KEPT, message, brief.data.at("changes", place, "version"), hint)


def _silent(article: Article, brief: Brief, scope: Scope) -> Iterator[Diagnostic]:
    """A text that says something else than the version that it says it is."""
    kept = brief.versions.get(brief.data.value.edition)
    if kept is None or article.lang not in kept.data.value.texts:
        return
    found = differences(kept_said(kept.data.value, article.lang), said_of(article))
    if not found:
        return
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    fact = _changed_fact(found[0], article, scope)
    told = _told(found[0]) + (f", the value of the fact “{fact}”" if fact else "")
    message = f"version {kept.version} was kept with another text: {told}{more}"
    hint = (
        "undo the change, or raise `version:` and say in `changes:` what has changed; "
        f"all that differs: briefgen version diff {brief.slug}"
    )
    related = [(kept.data.span, "kept here")]
    if fact:
        related.append((scope.site.facts[fact].at("value"), f"the value of “{fact}”"))
    place = _place(found[0].now, brief, article.lang)
    yield Diagnostic(_LOGGED, message, place, hint=hint, related=tuple(related))


def _place(block: PlainBlock | None, brief: Brief, lang: Lang) -> Span:
    """Where an author writes what a block says."""
    data, text = brief.data, brief.texts[lang]
    if block is not None and block.kind == "key-figure":
        at = next(at for at, figure in enumerate(data.value.key_figures) if figure.fact == block.id)
        return data.at("key_figures", at)
    if block is not None and block.kind in ("title", "subtitle", "standfirst", "summary"):
        return text.front.at(block.kind)
    return block.span if block and block.span else text.span


def _told(difference: Difference) -> str:
    was, now = difference.was, difference.now
    if difference.fate is Fate.MOVED and now:
        return f"“{one_line(now.words)}” has moved"
    if was and now:
        runs = [run for run in difference.runs() if run.fate != "same"]
        gone = " … ".join(run.words for run in runs if run.fate == "gone")
        new = " … ".join(run.words for run in runs if run.fate == "new")
        return f"“{one_line(gone)}” is now “{one_line(new)}”"
    return f"“{one_line(was.words)}” has gone" if was else f"“{one_line(now.words if now else '')}” is new"


def _misquoted(article: Article, brief: Brief) -> Iterator[Diagnostic]:
    """A wording that a correction quotes, and that was not printed or does not stand there now."""
    quoting = [(place, it) for place, it in enumerate(brief.data.value.changes) if it.was or it.now]
    editions = editions_of(article, brief) if quoting else ()
    for place, change in quoting:
        span = brief.data.at("changes", place)
        if change.version is None:
            message = "a change that quotes a wording must give its version"
            yield error(_QUOTES, message, span, f'add version: "{brief.data.value.edition}"')
            continue
        at = next((i for i, it in enumerate(editions) if it.version == change.version), None)
        before = editions[at - 1] if at else None
        after = editions[at] if at is not None else None
        for key, wording, edition in (("was", change.was, before), ("now", change.now, after)):
            words = wording.get(article.lang) if wording else None
            if words and edition and block_with(words, edition.said) is None:
                message = f"version {edition.version} does not say “{one_line(words)}” in {article.lang}"
                hint = _nearest(words, edition)
                yield error(_QUOTES, message, brief.data.at("changes", place, key, article.lang), hint)


def _nearest(words: str, edition: TextVersion) -> str:
    """The block that says most of it."""
    wanted = set(words.split())
    shared = {place: len(wanted & set(block.words.split())) for place, block in enumerate(edition.said)}
    best = max(shared, key=lambda place: shared[place], default=None)
    if best is None or not shared[best]:
        return "quote the text word for word, as readers see it"
    return f"quote it word for word, as readers see it; it says: “{one_line(edition.said[best].words)}”"


def _changed_fact(difference: Difference, article: Article, scope: Scope) -> str:
    """The fact whose value makes the first difference of a block; empty when other words do."""
    was, now = difference.was, difference.now
    if was is None or now is None:
        return ""
    new = next((run.words for run in difference.runs() if run.fate is Fate.NEW), "")
    said = ((it.fact, it.words) for it in article.uses), ((it.id, it.words) for it in article.key_figures)
    for ident, words in chain(*said):
        is_in_it = ident in now.facts or (not now.facts and words in now.words)
        is_new = words not in was.words and new and (words in new or new in words)
        if is_in_it and is_new and ident in scope.site.facts:
            return ident
    return ""
