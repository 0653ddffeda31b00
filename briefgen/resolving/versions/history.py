"""The versions of a brief, its change log, what a slip has to correct, and what is wrong between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from briefgen.language.words.values import word_date
from briefgen.model.core.diagnostics import Diagnostic, Span, error, warning
from briefgen.model.core.written import Lang
from briefgen.model.output import addresses
from briefgen.model.records.versions import Kept, KeptVersion, in_order, version_key
from briefgen.model.values.plain import one_line
from briefgen.model.values.quantities import Day
from briefgen.model.written.briefs import Brief, BriefStatus, Change, ChangeKind
from briefgen.resolving.edition.edition import Article
from briefgen.resolving.edition.history_views import (
    ChangedBlock,
    Erratum,
    ErratumRow,
    History,
    KeptView,
    RunView,
    SlipView,
    StepView,
)
from briefgen.resolving.edition.views import AffectedView, ChangeView, PdfView
from briefgen.resolving.ledger.facts import view_fact
from briefgen.resolving.site.scope import Scope, unknown, untranslated
from briefgen.resolving.text.settling_state import Settled
from briefgen.resolving.versions.block_changes import (
    Difference,
    Fate,
    PlainBlock,
    block_with,
    differences,
    excerpts,
    kept_said,
    said_of,
)


@dataclass(frozen=True, slots=True)
class TextVersion:
    """A version of a text: what it says, and of which day."""

    version: str
    day: Day | None
    """None of what it says now, where nobody says."""
    said: tuple[PlainBlock, ...]


def editions_of(article: Article, brief: Brief) -> tuple[TextVersion, ...]:
    """Every version that is known in the article's language, the oldest first; what it says now is the last."""
    data = brief.data.value
    kept = [
        _kept(version, brief.versions[version].data.value, article.lang)
        for version in in_order(brief.versions)
        if article.lang in brief.versions[version].data.value.texts and version != data.edition
    ]
    return (*kept, TextVersion(data.edition, data.updated or data.published, said_of(article)))


def _kept(version: str, data: KeptVersion, lang: str) -> TextVersion:
    return TextVersion(version, data.updated or data.published, kept_said(data, lang))


def history_of(article: Article, brief: Brief, scope: Scope) -> History | None:
    """Return what there is to show of the versions of a brief; None for one in which nothing has changed."""
    if not article.changes and not brief.versions:
        return None
    editions = editions_of(article, brief)
    if not article.changes and len(editions) == 1:
        return None
    return History(
        path=addresses.changes(scope.lang, brief.slug),
        steps=tuple(_steps(editions, article, scope))[::-1],
        kept=tuple(_kept_views(brief, scope))[::-1],
        slips=tuple(_slips(editions, article, brief, scope))[::-1],
    )


def _steps(editions: Sequence[TextVersion], article: Article, scope: Scope) -> Iterator[StepView]:
    for before, after in pairwise(editions):
        yield StepView(
            was=before.version,
            now=after.version,
            date=_worded(after, scope),
            iso=str(after.day) if after.day else "",
            changes=tuple(change for change in article.changes if change.version == after.version),
            blocks=tuple(_changed(it) for it in differences(before.said, after.said)),
            anchor=f"version-{after.version.replace('.', '-')}",
        )


def _worded(version: TextVersion, scope: Scope) -> str:
    return word_date(version.day, scope.language) if version.day else ""


def _changed(difference: Difference) -> ChangedBlock:
    block = difference.now or difference.was
    assert block is not None
    runs = tuple(RunView(it.fate.value, it.words) for it in difference.runs())
    return ChangedBlock(difference.fate.value, block.kind, block.number, block.under, block.anchor, runs)


def _kept_views(brief: Brief, scope: Scope) -> Iterator[KeptView]:
    current = brief.data.value.edition
    for version in in_order(brief.versions):
        kept = brief.versions[version]
        data = kept.data.value
        day = data.updated or data.published
        pdfs = tuple(pdf for pdf in pdfs_of(kept, brief.slug).values() if scope.lang in pdf.languages)
        yield KeptView(version, word_date(day, scope.language), str(day), pdfs, version == current)


def pdfs_of(kept: Kept, slug: str) -> dict[str, PdfView]:
    """The PDFs of a version by their paths in the project, each at its address on the site."""
    found: dict[str, PdfView] = {}
    for name, pdf in kept.data.value.pdfs.items():
        if name in kept.files:
            path = addresses.kept_pdf(name, slug, kept.version, pdf.languages)
            found[kept.files[name]] = PdfView(pdf.profile, path, pdf.languages, pdf.booklet)
    return found


# Slips


def _slips(editions: Sequence[TextVersion], article: Article, brief: Brief, scope: Scope) -> Iterator[SlipView]:
    """One for each version with something to correct; a wording that was wrong in another language is none of ours."""
    now = editions[-1]
    for place, copies in enumerate(editions[:-1]):
        since = {it.version for it in editions[place + 1 :]}
        errata = tuple(
            erratum
            for view, change in zip(article.changes, brief.data.value.changes, strict=True)
            if view.kind == ChangeKind.CORRECTION and view.version in since
            if (erratum := _erratum(view, copies, editions, article.changes)).rows or not (change.was or change.now)
        )
        if errata:
            yield SlipView(
                version=copies.version,
                date=_worded(copies, scope),
                now=now.version,
                now_date=_worded(now, scope),
                errata=errata,
                path=addresses.erratum(scope.lang, brief.slug, copies.version),
            )


def _erratum(
    change: ChangeView, copies: TextVersion, editions: Sequence[TextVersion], changes: Sequence[ChangeView]
) -> Erratum:
    """The wording that the change log gives, then all else that the change has made different in the copies."""
    alone = sum(it.version == change.version for it in changes) == 1
    place = block_with(change.was, copies.said) if change.was else None
    rows = {-1: [ErratumRow(0, "", "", "", "", change.now)]} if change.now and not change.was else {}
    if place is not None:
        rows[place] = [_row(copies, place, change.was, change.now)]
    for number, difference in enumerate(_made_by(change, editions)):
        at = _position(difference.was, copies) if difference.was else len(copies.said) + number
        if at is not None and at not in rows and (alone or _touches(change, difference)):
            rows[at] = list(_compared(difference, at, copies))
    return Erratum(change, tuple(row for at in sorted(rows) for row in rows[at]))


def _made_by(change: ChangeView, editions: Sequence[TextVersion]) -> tuple[Difference, ...]:
    """In what the version that a change made differs from the one before."""
    place = next(place for place, it in enumerate(editions) if it.version == change.version)
    return differences(editions[place - 1].said, editions[place].said) if place else ()


def _touches(change: ChangeView, difference: Difference) -> bool:
    """Tell whether the change says that it affects the block, or a fact in it."""
    anchors = {it.anchor for it in change.affects}
    headings = {it.words for it in change.affects if it.kind == "heading"}
    for block in filter(None, (difference.was, difference.now)):
        facts = {addresses.fact_anchor(fact) for fact in block.facts}
        if anchors & {block.anchor, block.id, *facts} or block.under in headings:
            return True
    return False


def _compared(difference: Difference, at: int, copies: TextVersion) -> Iterator[ErratumRow]:
    """Yield what to correct in a block: a few words round each change, or all of it where it has come or gone."""
    was, now = difference.was, difference.now
    whole = [(was.words if was else "", now.words if now else "")]
    for before, after in excerpts(difference.runs()) if was and now else whole:
        if was:
            yield _row(copies, at, before, after)
        elif now:
            yield ErratumRow(0, now.kind, now.number, now.under, before, after)


def _position(block: PlainBlock, copies: TextVersion) -> int | None:
    return next((place for place, it in enumerate(copies.said) if it.same == block.same), None)


def _row(copies: TextVersion, place: int, was: str, now: str) -> ErratumRow:
    block = copies.said[place]
    return ErratumRow(block.page, block.kind, block.number, block.under, was, now)


_CODE = "change-affects-what-is-there"


@dataclass(frozen=True, slots=True)
class Affectable:
    """What a change of a brief may touch, by the name that the author gives it."""

    known: Mapping[str, AffectedView]
    scope: Scope

    def get(self, name: str) -> AffectedView | None:
        """Return what ``name`` stands for: something of the brief, or a fact of the ledger."""
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
    """Report what a change says it touches and the brief has not; a text that a language lacks."""
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
    """Return where an author writes what a block says."""
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
