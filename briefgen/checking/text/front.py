"""What stands first: a day, three magnitudes, proposals that say whose they are, answers that rest on something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefgen.checking.waivers import settled
from briefgen.model.core.diagnostics import Diagnostic, warning
from briefgen.model.values.quantities import Day, Interval, Quantity
from briefgen.model.written.briefs import Basis, Brief, BriefData, BriefStatus
from briefgen.model.written.facts import Fact, KeyFigure
from briefgen.model.written.packs import Pack
from briefgen.model.written.shown import Shown
from briefgen.model.written.written import ANY_LANGUAGE, Written
from briefgen.reading.yaml import placeholders

DAY = "day-is-given"
MAGNITUDE = "key-figure-is-a-magnitude"
THREE = "key-figures-are-three"
BASIS = "owner-has-basis"
GROUND = "answer-rests-on-something"
ANSWERED = "question-has-answer"
_UNFINISHED = (BriefStatus.DRAFT, BriefStatus.REVIEW)
_MOST = 3
"""Key figures that stand in one row."""


def fronts_are_to_the_point(site: Shown) -> Iterable[Diagnostic]:
    """Report what is wrong with what a brief and a pack show first."""
    for brief in site.briefs.values():
        data = brief.data
        undated = () if data.span.path in site.unread else _undated(brief)  # it may name a day
        found = (*undated, *_figures(data, data.value.key_figures, site), *_owners(data))
        yield from (settled(it, data.value.allow) for it in found)
    for pack in site.packs.values():
        found = (*_figures(pack, pack.value.key_figures, site), *_answers(pack, site), *_unanswered(pack))
        yield from (settled(it, pack.value.allow) for it in found)


def _undated(brief: Brief) -> Iterator[Diagnostic]:
    """A brief that readers see without a day; a draft has not been published on any."""
    data = brief.data.value
    if data.published is None and data.status not in _UNFINISHED:
        message = f"the brief “{brief.slug}” does not say when it was published, and shows no date"
        if data.updated is not None:
            message = f"the brief “{brief.slug}” says when it was updated, but not when it was published"
        yield warning(DAY, message, brief.data.span, "write published: with the day, e.g. 2026-03-05")


def _figures(
    written: Written[BriefData] | Written[Pack], figures: Sequence[KeyFigure], site: Shown
) -> Iterator[Diagnostic]:
    for position, figure in enumerate(figures):
        place = written.at("key_figures", position)
        if position == _MOST:
            message = f"there are {len(figures)} key figures; one row holds {_MOST}"
            hint = "keep the three that readers should remember; put the others in the text"
            yield warning(THREE, message, place, hint)
        fact = site.facts.get(figure.fact)
        if fact and not _is_stand_in(fact.value) and (what := _no_magnitude(fact.value, site)):
            hint = "use a fact that says how much, and put this one in the text or the main points"
            yield warning(MAGNITUDE, f"the key figure “{figure.fact}” is {what}, not a magnitude", place, hint)


def _is_stand_in(fact: Fact) -> bool:
    """Whether it stands for an entry that could not be read, which has been reported."""
    return fact.statement is not None and fact.statement.best(ANY_LANGUAGE) == placeholders.UNREAD


def _no_magnitude(fact: Fact, site: Shown) -> str:
    """What a fact is in place of a magnitude; empty for one that says how much."""
    value, units = fact.value, site.settings.value.units
    if value is None:
        return "a statement"
    if isinstance(value, Day | Interval):
        return "a date"
    if isinstance(value, Quantity) and not value.amount:
        return "a zero"
    low = value if isinstance(value, Quantity) else value.low
    return "a count of list items" if low.unit in units and units[low.unit].counts_items else ""


def _owners(written: Written[BriefData]) -> Iterator[Diagnostic]:
    for ident, item in written.value.recommendations.items():
        place = written.at("recommendations", ident)
        if item.basis is Basis.SOURCE and not item.source:
            hint = "add source: with the id of a source, or write basis: editorial"
            yield warning(BASIS, f"the recommendation “{ident}” has basis: source but no source", place, hint)
        elif (item.owner or item.due) and "basis" not in item.model_fields_set and not item.source:
            message = f"nothing says who proposes the owner or the date of the recommendation “{ident}”"
            hint = "write basis: editorial for a proposal of your own, or basis: source and source:"
            yield warning(BASIS, message, place, hint)


def _answers(written: Written[Pack], site: Shown) -> Iterator[Diagnostic]:
    """Answers that name no fact, in no language, and no brief that shows what they say."""
    placed = {said.span for said in site.said if said.span.path == written.span.path}
    for position, question in enumerate(written.value.questions):
        answer, brief = question.answer, question.brief
        if answer is None or brief is not None:
            continue
        at = ("questions", position, "answer")
        if not any(written.at(*at, lang) in placed for lang in site.languages):
            hint = "name a fact in it, {fact}`id`, or add brief: with the brief that shows it"
            yield warning(GROUND, "the answer names neither a fact nor a brief", written.at(*at), hint)


def _unanswered(written: Written[Pack]) -> Iterator[Diagnostic]:
    """Questions without an answer below the heading that promises answers."""
    questions = written.value.questions
    if any(it.answer is not None for it in questions):
        for position, question in enumerate(questions):
            if question.answer is None:
                hint = "add answer:, or leave out all answers: the questions are then shown as ones to ask"
                message = "this question has no answer, and another question of the pack has one"
                yield warning(ANSWERED, message, written.at("questions", position), hint)
