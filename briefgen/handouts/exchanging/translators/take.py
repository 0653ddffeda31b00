"""A file that comes back from a translator: checked, put into the texts in memory, read again, and told as a diff.

Nothing is written here. What is to be written is what reads as the translator meant it, at its place and only there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen.handouts.exchanging.translators.export import TranslatedProject, directed, read_translated
from briefgen.handouts.exchanging.translators.formats import FORMATS
from briefgen.handouts.exchanging.translators.pieces import Piece, PieceKind, said_by, signs
from briefgen.handouts.exchanging.translators.placing import Placed, Wanted, placed
from briefgen.handouts.exchanging.translators.slots import diff_of
from briefgen.handouts.exchanging.translators.units import (
    BriefUnits,
    Direction,
    ExchangeBrief,
    ExchangeUnit,
    ExportedUnit,
    UnreadableExchangeError,
    units_of,
)
from briefgen.language.matching.nearest import did_you_mean, nearest
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Severity, error, few, has_errors, warning
from briefgen.model.values.plain import one_line
from briefgen.model.written.briefs import Brief
from briefgen.reading.bounded import within
from briefgen.reading.layout import CONTENT, STAMPS
from briefgen.reading.world import World
from briefgen.resolving.translation.standing import BlockState, restamped
from briefgen.running.pool.watched import By, here
from briefgen.writing.content.records import stamps_file

_CODE = "mark-is-as-exported"
_BRACED = re.compile(r"\{[^{}\n]{1,80}\}|\{[^{}\s]{3,80}|[\w:/-]{3,80}\}")
"""A mark with blanks in it, or with one of its braces: no program reads these as marks."""
_ALIKE = 0.75
_BEGINS = (PieceKind.ALONE, PieceKind.OPEN)


@dataclass(frozen=True, slots=True)
class MarkOwner:
    """The unit that a mark with an id is of; ``is_lost`` says that it came back without the mark."""

    unit: str
    is_lost: bool


def owners_of(pairs: Iterable[tuple[ExportedUnit, ExchangeUnit | None]]) -> Mapping[str, MarkOwner]:
    """The owner of each mark among units and what came back of them: one that has lost it before all others."""
    made: dict[str, MarkOwner] = {}
    for unit, back in pairs:
        here = _names(back.target) if back is not None else set()
        for name in sorted(it for it in _names(unit.source.pieces) if ":" in it):
            is_lost = bool(back and back.target) and name not in here
            if name not in made or (is_lost and not made[name].is_lost):
                made[name] = MarkOwner(unit.id, is_lost)
    return made


def mark_problems(given: ExchangeUnit, unit: ExportedUnit, owners: Mapping[str, MarkOwner]) -> Iterator[Diagnostic]:
    """Marks that were lost, doubled, changed, or brought here from another unit."""
    known = {it.name: it.kind for it in (*unit.source.pieces, *unit.pieces) if it.kind in _BEGINS}
    found = _names(given.target)
    ends = [said for name in sorted(found & known.keys()) for said in _ends(name, known[name], given.target)]
    mistyped = _mistyped(given, unit, known.keys() - found)
    lost = _lost((required(unit) - found) | mistyped.keys(), mistyped)
    for said in (*_foreign(found - known.keys(), owners), *ends, *lost):
        yield _told(unit, said)
    if not ends and not _is_nested(given.target):
        yield _told(unit, "the two ends of a mark are in the wrong order")


def _told(unit: ExportedUnit, message: str) -> Diagnostic:
    hint = "every mark stays in its unit, once and unchanged; it may stand elsewhere in the sentence"
    return error(_CODE, f"{unit.id}: {message}", (unit.target or unit.source).span, hint)


def _names(pieces: Iterable[Piece]) -> set[str]:
    return {it.name for it in pieces if it.name}


def _mistyped(given: ExchangeUnit, unit: ExportedUnit, missing: Iterable[str]) -> Mapping[str, str]:
    """A mark that is not there → words like it, in braces, that neither language says."""
    said = _words((*unit.source.pieces, *unit.pieces))
    there = [it for it in _BRACED.findall(_words(given.target)) if it not in said]
    names = [*missing]
    found = ((it, nearest(it.strip("{/}"), names, _ALIKE)) for it in there)
    return {name: one_line(it, 80) for it, name in found if name is not None}


def _words(pieces: Iterable[Piece]) -> str:
    """Its words alone."""
    return " ".join(it.said for it in pieces if it.kind is PieceKind.WORDS)


def _foreign(names: Iterable[str], owners: Mapping[str, MarkOwner]) -> Iterator[str]:
    """Marks that neither language has in this unit."""
    for name in sorted(names):
        owner = owners.get(name)
        where = "is not one of the text's"
        if owner is not None:
            where = f"was {'moved' if owner.is_lost else 'added'} here from the unit {owner.unit}"
        yield f"the mark {{{one_line(name, 80)}}} {where}"


def _ends(name: str, kind: PieceKind, pieces: Iterable[Piece]) -> Iterator[str]:
    """Yield what is wrong with how often a mark of a unit is there, each end of a pair by itself."""
    count = Counter(it.kind in _BEGINS for it in pieces if it.name == name)
    begins, closes = count[True], count[False]
    if kind is PieceKind.ALONE and closes:
        yield f"the mark {{{name}}} stands alone, but there is an end {{/{name}}}"
    elif kind is PieceKind.OPEN and not begins:
        yield f"the opening mark {{{name}}} was lost"
    elif kind is PieceKind.OPEN and not closes:
        yield f"the closing mark {{/{name}}} was lost"
    elif begins > 1:
        yield f"the mark {{{name}}} is there {begins} times"
    elif closes > 1:
        yield f"the closing mark {{/{name}}} is there {closes} times"


def _lost(names: Iterable[str], mistyped: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(names):
        yield f"the mark {{{name}}} was lost" + (f": found {mistyped[name]}" if name in mistyped else "")


def required(unit: ExportedUnit) -> set[str]:
    """The marks that a translation has to have: all that both texts have; what only one has is there for a reason.

    A new or stale translation has to have those of the source too, but for terms and emphasis.
    """
    source = {it.name for it in unit.source.pieces if it.name}
    target = {it.name for it in unit.pieces if it.name}
    if unit.state is BlockState.CURRENT:
        return target
    optional = {it.name for it in (*unit.source.pieces, *unit.pieces) if it.name and it.is_optional}
    return (source - optional) | (source & target)


def _is_nested(pieces: Sequence[Piece]) -> bool:
    """Tell whether pairs open and close one within another."""
    open_: list[str] = []
    for it in pieces:
        if it.kind is PieceKind.OPEN:
            open_.append(it.name)
        elif it.kind is PieceKind.CLOSE and (not open_ or open_.pop() != it.name):
            return False
    return not open_


@dataclass(frozen=True, slots=True)
class TakenBrief:
    """What a file changes in one brief: units by state of their target, and the stamps that it sets."""

    slug: str
    changed: tuple[str, ...]
    confirmed: tuple[str, ...]
    files: Mapping[str, str]
    """Path → its new text."""


@dataclass(frozen=True, slots=True)
class TakenTranslation:
    """What a file changes in all of its briefs."""

    briefs: tuple[TakenBrief, ...]
    diff: str
    contents: Mapping[str, bytes]
    """Path → what is to be written."""


def take(world: World, name: str, content: bytes, form: str, by: By = here) -> Outcome[TakenTranslation | None]:
    """What a file, which is read ``by`` another process, changes; None, and why, where nothing of it can be taken."""
    given: Outcome[tuple[ExchangeBrief, ...]] = by(_read, name, content, form)
    if has_errors(given.diagnostics):
        return Outcome(None, given.diagnostics)
    project = read_translated(world)
    if project.value is None:
        return Outcome(None, tuple(it for it in project.diagnostics if it.severity is Severity.ERROR))
    read, briefs = project.value, given.value
    return within("taking the file", None, lambda: taken(read, name, briefs), lambda: None)


def _read(name: str, content: bytes, form: str) -> Outcome[tuple[ExchangeBrief, ...]]:
    try:
        briefs = FORMATS[form].read(content)
    except UnreadableExchangeError as problem:
        hint = "have it sent again, as the translator's program saves it"
        return Outcome((), (error("translation-file-is-readable", f"{name}: {problem}", None, hint),))
    if not briefs:
        hint = "take a file that briefgen translate export has written"
        return Outcome((), (error("translation-file-is-ours", f"{name} has no brief of briefgen", None, hint),))
    return Outcome(briefs)


def taken(project: TranslatedProject, name: str, given: Sequence[ExchangeBrief]) -> Outcome[TakenTranslation | None]:
    """The same of a project and a file that have been read."""
    report = Report()
    every = [it for brief in given if (it := report.take(_known(project, name, brief))) is not None]
    owners = owners_of(pair for it in every for pair in it.every())
    for it in every:
        report.add(_problems(it, name, owners, project))
    report.add(_given_twice(name, given))
    if has_errors(report):
        return Outcome(None, report.sorted())
    made = [report.take(it.taken(project, name)) for it in every]
    if has_errors(report):
        return Outcome(None, report.sorted())
    briefs = tuple(it for it in made if it is not None)
    files = {path: text for brief in briefs for path, text in brief.files.items()}
    contents = {path: project.encoded(path, text) for path, text in files.items()}
    return Outcome(TakenTranslation(briefs, "".join(_diffs(project, briefs)), contents), report.sorted())


def _given_twice(name: str, given: Sequence[ExchangeBrief]) -> Iterator[Diagnostic]:
    count = Counter(it.slug for it in given)
    for slug in sorted(it for it, number in count.items() if number > 1):
        yield error("unit-is-returned-once", f"{name} has the brief “{slug}” twice", None, f"keep one of them; {HINT}")


def _known(project: TranslatedProject, name: str, given: ExchangeBrief) -> Outcome[_Returned | None]:
    """The part of a file with the brief that it is of."""
    if given.slug not in project.site.briefs:
        message = f"{name} is of a brief “{given.slug[:80]}”, which this project does not have"
        hint = did_you_mean(given.slug, project.site.briefs, "take it in the project from which it was exported")
        return Outcome(None, (error("translation-file-is-ours", message, None, hint),))
    direction = Direction(given.source_lang, given.target_lang)
    if problem := directed(project, given.slug, direction):
        return Outcome(None, (replace(problem, message=f"{name}: {problem.message}"),))
    if errors := project.errors([given.slug]):
        return Outcome(None, errors)
    return Outcome(_Returned(given, project.units(given.slug, direction)))


def _problems(
    it: _Returned, name: str, owners: Mapping[str, MarkOwner], project: TranslatedProject
) -> Iterator[Diagnostic]:
    older = list(version_problems(name, it.given, it.now))
    yield from older
    if older:
        return
    yield from unit_problems(name, it.given, it.now, project.site.briefs)
    for unit, back in it.pairs():
        if it.is_said(unit, back):
            yield from mark_problems(back, unit, owners)
    wanted = it.wanted()
    if it.given.target_digest != it.now.target_digest and wanted:
        yield target_problem(name, it.now, wanted)


@dataclass(slots=True)
class _Returned:
    """A brief in a file, and as it is now."""

    given: ExchangeBrief
    now: BriefUnits
    _by_id: dict[str, ExchangeUnit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id = {it.id: it for it in self.given.units}

    def pairs(self) -> Iterator[tuple[ExportedUnit, ExchangeUnit]]:
        """Each unit that came back."""
        return ((it, self._by_id[it.id]) for it in self.now.units if it.id in self._by_id)

    def every(self) -> Iterator[tuple[ExportedUnit, ExchangeUnit | None]]:
        """Each unit with what came back of it, if it did."""
        return ((it, self._by_id.get(it.id)) for it in self.now.units)

    def is_said(self, unit: ExportedUnit, back: ExchangeUnit) -> bool:
        """Tell whether a translator has said something: what is missing was sent with the words of the source."""
        if not _says_anything(back.target) or signs(back.target) == signs(unit.pieces):
            return False
        is_copy = unit.target is None and signs(back.target) == signs(unit.source.pieces)
        return not is_copy or back.is_confirmed or not any(it.isalpha() for it in said_by(unit.source.pieces))

    def wanted(self) -> Wanted:
        """Return what is to be said in other words than now."""
        return {unit.id: back.target for unit, back in self.pairs() if self.is_said(unit, back)}

    def confirmed(self) -> tuple[str, ...]:
        """Units that stay as they are, and that a translator has set to done."""
        return tuple(
            unit.id
            for unit, back in self.pairs()
            if unit.state in (BlockState.STALE, BlockState.UNSTAMPED)
            and back.is_confirmed
            and signs(back.target) == signs(unit.pieces)
            and required(unit) <= {it.name for it in unit.pieces}
        )

    def taken(self, project: TranslatedProject, name: str) -> Outcome[TakenBrief | None]:
        wanted, confirmed = self.wanted(), self.confirmed()
        if not wanted and not confirmed:
            return Outcome(None)
        put, again, problems = self._put(project, wanted)
        missing = [it for it in self.now.units if it.target is None and it.id in put.taken]
        if problems and missing and self.now.target_path:
            # one unit in the wrong place does not refuse the rest
            ids = {it.id for it in missing}
            less, again, problems = self._put(project, {key: it for key, it in wanted.items() if key not in ids})
            # what is wrong without them too says nothing of their places
            put = put if problems else replace(less, by_hand=(*less.by_hand, *missing))
        report = Report()
        report.add(_not_placed(put, self.now))
        report.add(problems)
        brief = project.with_files(self.now.slug, put.files)[0]
        changed = tuple(it for it in put.taken if it in wanted)
        stamps = _stamps(project, brief, again, {*changed, *confirmed})
        return Outcome(TakenBrief(self.now.slug, changed, confirmed, {**put.files, **stamps}), report.sorted())

    def _put(self, project: TranslatedProject, wanted: Wanted) -> tuple[Placed, BriefUnits, tuple[Diagnostic, ...]]:
        """The files with translations, their units once they are read again, and what reads otherwise."""
        put = placed(self.now, wanted)
        brief, files = project.with_files(self.now.slug, put.files)
        again = units_of(brief, self.now.direction, project.site.languages, files)
        return put, again, tuple(_misread(self.now, again, wanted, put))


def _says_anything(pieces: Sequence[Piece]) -> bool:
    return any(it.kind is not PieceKind.WORDS or it.said.strip() for it in pieces)


def _not_placed(put: Placed, now: BriefUnits) -> Iterator[Diagnostic]:
    for unit in put.by_hand:
        message = f"{unit.id} has no place of its own in the other language"
        hint = "write it by hand; the file of the translator has its words"
        yield warning("translation-has-place", message, unit.source.span, hint)
    if put.unfinished:
        lang = now.direction.target
        message = f"{now.slug} has no text in “{lang}” yet, and {put.unfinished} of its units are not translated"
        hint = f"{lang}.md is written once all of them are; what reads the same in both has to be set to translated"
        yield warning("translation-has-place", message, None, hint)


def _misread(now: BriefUnits, again: BriefUnits, wanted: Wanted, put: Placed) -> Iterator[Diagnostic]:
    """Units that would not be read as they are meant, once they are written: none may differ but those taken."""
    found = {it.id: it for it in again.units}
    for unit in now.units:
        is_taken = unit.id in put.taken
        meant = wanted[unit.id] if is_taken and unit.id in wanted else unit.pieces
        read = found[unit.id].pieces if unit.id in found else ()
        if (is_taken or unit.target is not None) and signs(read) != signs(meant):
            message = f"{unit.id}: written as it is, it would be read otherwise: “{said_by(meant)[:80]}”"
            hint = (
                f"write it by hand, or have it put otherwise, such as bold words without blanks at their ends; {HINT}"
            )
            yield error("translation-is-read-back", message, (unit.target or unit.source).span, hint)


def _stamps(project: TranslatedProject, brief: Brief, again: BriefUnits, done: set[str]) -> dict[str, str]:
    """The stamps of a brief with new ones for the blocks whose units are done."""
    standing = again.standing
    chosen = {id(it.piece) for it in again.units if it.id in done and it.piece is not None}
    if standing is None or not chosen:
        return {}
    path = f"{CONTENT}/briefs/{brief.slug}/{STAMPS}"
    before = project.text(path) if path in project.world.files(CONTENT) else ""
    after = stamps_file(before, restamped(brief, [standing], lambda piece: id(piece) in chosen))
    return {} if after == before else {path: after}


def _diffs(project: TranslatedProject, briefs: Sequence[TakenBrief]) -> Iterator[str]:
    """Yield what changes in the texts; stamps are for machines."""
    for brief in briefs:
        for path, text in sorted(brief.files.items()):
            if path.endswith(f"/{STAMPS}"):
                continue
            was = project.text(path) if path in project.world.files(CONTENT) else ""
            yield diff_of(path, was, text)


# What is wrong with a file that comes back from a translator: nothing of it is taken then

HINT = "nothing is taken from this file"
_MOST_PLACES = 10
_MOST_TOLD = 50
"""Of the units of a brief that are not its own: more say nothing new."""


def version_problems(file: str, given: ExchangeBrief, now: BriefUnits) -> Iterator[Diagnostic]:
    """Tell whether the brief still says what it said when it was exported."""
    if given.source_digest == now.source_digest:
        return
    said = {it.id: signs(it.source) for it in given.units}
    changed = [it.source.span for it in now.units if said.get(it.id) != signs(it.source.pieces)]
    places = few(f"{it.path}:{it.line}" for it in changed)
    lang = now.direction.source
    message = f"{file} was exported from an older text of {now.slug} ({lang})" + (
        f", which has changed since at {places}" if places else ""
    )
    hint = f"export it again and let the translator's program fill it from its memory; {HINT}"
    yield error("translation-file-is-current", message, min(changed, default=None), hint)


def target_problem(file: str, now: BriefUnits, differing: Container[str]) -> Diagnostic:
    """The translation was changed since the export; ``differing`` are the ids of the units that come back otherwise.

    The file does not say what they were sent with: of these, some were changed by the translator alone.
    """
    spans = [(it.target or it.source).span for it in now.units if it.id in differing]
    places = few((f"{it.path}:{it.line}" for it in spans), _MOST_PLACES)
    message = (
        f"{file} was exported before {now.slug} ({now.direction.target}) was last changed: "
        f"the file and the text differ at {places}"
    )
    hint = (
        "take it at the commit at which it was exported, and merge; "
        f"or export it again and let the translator's program fill it from its memory; {HINT}"
    )
    return error("translation-file-is-current", message, min(spans, default=None), hint)


def unit_problems(file: str, given: ExchangeBrief, now: BriefUnits, slugs: Iterable[str]) -> Iterator[Diagnostic]:
    """Units that are not of the brief, or there twice."""
    known = {it.id: it for it in now.units}
    count = Counter(it.id for it in given.units)
    for ident in [it for it, number in count.items() if number > 1][:_MOST_TOLD]:
        span = known[ident].source.span if ident in known else None
        message = f"{file} has {count[ident]} units with the id “{one_line(ident, 80)}”"
        yield error("unit-is-returned-once", message, span, f"keep one of them; {HINT}")
    for ident in [it for it in count if it not in known][:_MOST_TOLD]:
        other = ident.partition("#")[0]
        whose = f"is of the brief “{other}”" if other in slugs and other != now.slug else "is none of its units"
        message = f"{file}: the unit “{one_line(ident, 80)}” is in the part of {now.slug}, but {whose}"
        yield error("translation-file-is-ours", message, None, f"delete it; {HINT}")
