"""What is signed of a brief or a pack, part by part, and how the signatures stand to it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from briefgen.model.core.diagnostics import Span
from briefgen.model.core.written import Lang, Written
from briefgen.model.records.marks import BlockMark, Signature, Signoffs, changed_marks
from briefgen.model.written.briefs import FIRST_VERSION, Brief
from briefgen.model.written.facts import Strength
from briefgen.model.written.shown import Shown
from briefgen.resolving.edition.edition import Article, Edition, PackView
from briefgen.resolving.edition.views import (
    Drawing,
    EventView,
    FactUse,
    FactView,
    PersonView,
    RecommendationView,
    Reference,
    RiskView,
    TermView,
)
from briefgen.resolving.site.pictures import CREDIT, LICENCE, SOURCE
from briefgen.resolving.translation.translation_units import (
    TranslationUnit,
    body_blocks,
    canonical,
    digest,
    front_blocks,
    key,
)

WORDS, ABOUT, BRIEFS = "words", "about", "briefs"
_LIMITED = Strength.LIMITED.value
"""The evidence of a brief that states none. It and the first version stood for what was left out when the first texts
were signed; those signatures still hold."""
_TAG = re.compile(r"<[^>]+>")
_BETWEEN = "\x02"
Said = tuple[str, Iterable[object], Span | None]
"""A part's name, what it says, and where the author wrote it."""


@dataclass(frozen=True, slots=True)
class SignedText:
    """What is signed in one language."""

    parts: tuple[BlockMark, ...]
    digest: str
    places: Mapping[str, Span] = field(default_factory=dict, compare=False)
    """Where each part is written, by its name."""


def signed_article(
    article: Article, edition: Edition, brief: Brief, site: Shown, images: Mapping[str, bytes]
) -> SignedText:
    """A brief in the language of ``article``; ``images`` has the bytes of the project's images by path."""
    blocks = [*front_blocks(brief.texts[article.lang]), *body_blocks(brief.texts[article.lang])]
    said: list[Said] = [*_sections(blocks)]
    said.append((WORDS, _settled(article), brief.texts[article.lang].span))
    said.append((ABOUT, _about(article, edition), brief.data.span))
    said += [_fact(fact, site, article.uses) for fact in article.facts]
    said += [_source(reference, site) for reference in article.references]
    said += [_term(term, site) for term in article.terms]
    said += [_chart(it.drawing) for it in article.numbered if it.drawing is not None]
    said += _images(article, images)
    return _text(said)


def signed_pack(pack: PackView, site: Shown) -> SignedText:
    """Return what a pack says besides its briefs, which are signed by themselves, and which those are."""
    about = (
        pack.title,
        pack.subtitle,
        pack.summary,
        pack.audience,
        pack.purpose,
        pack.published,
        pack.version or FIRST_VERSION,
    )
    asked = ((it.text, it.slug, it.answer) if it.answer else (it.text, it.slug) for it in pack.questions)
    found = [(it.message, it.fact.id if it.fact else "", it.slug) for it in pack.findings]
    asks = [_recommendation(it) for it in pack.recommendations if it.merges]
    extra = [it for it in (pack.occasion, found, asks) if it]
    said: list[Said] = [(ABOUT, (*about, *asked, *extra), pack.span), (BRIEFS, pack.data.briefs, pack.span)]
    shown = (*pack.key_figures, *(it.fact for it in pack.findings if it.fact))
    said += [_fact(fact, site, ()) for fact in {fact.id: fact for fact in shown}.values()]
    said += [_event(event, site) for event in pack.events]
    said += [_term(name, site) for name in pack.names]
    named = {ident for fact in shown for ident, _ in (*fact.sources, *fact.also)}
    named |= {ident for event in pack.events for ident, _ in event.sources}
    said += [_source(reference, site) for reference in pack.references if reference.id in named]
    return _text(said)


def _text(said: Iterable[Said]) -> SignedText:
    parts: dict[str, BlockMark] = {}
    places: dict[str, Span] = {}
    for name, words, span in said:
        parts.setdefault(name, BlockMark(digest(_BETWEEN.join(_plain(words))), name))
        if span is not None:
            places.setdefault(name, span)
    whole = tuple(parts.values())
    return SignedText(whole, whole_digest(whole), places)


def whole_digest(parts: Iterable[BlockMark]) -> str:
    """The digest of a text by its parts, in groups of four; their order is not part of it."""
    lines = sorted(str(part) for part in parts)
    found = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
    return "-".join(found[start : start + 4] for start in range(0, 16, 4))


def _plain(value: object) -> Iterator[str]:
    """All texts of a value in order, each without what does not change its meaning."""
    if isinstance(value, str):
        yield canonical(value)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield str(name)
            yield from _plain(part)
    elif isinstance(value, Iterable):
        yield "["
        for part in value:
            yield from _plain(part)
        yield "]"
    else:
        yield str(value)


def _sections(blocks: Iterable[TranslationUnit]) -> Iterator[Said]:
    """The blocks of a text by the heading that they stand under."""
    found: dict[str, list[TranslationUnit]] = {}
    for block in blocks:
        found.setdefault(block.at, []).append(block)
    for at, own in found.items():
        yield at, [(block.kind, block.digest) for block in own], own[0].span


def _settled(article: Article) -> Iterator[str]:
    """The words as they come out: of facts and terms, of titles that are referred to, of particles."""
    yield article.body.said()
    for note in article.notes:
        yield note.body.said()
    for numbered in article.numbered:
        yield f"{numbered.label} {numbered.title}"


def _about(article: Article, edition: Edition) -> Iterator[object]:
    yield article.number, article.series, article.title, article.short_title, article.subtitle, article.summary
    if article.standfirst:
        yield article.standfirst
    yield (
        article.published,
        article.updated,
        article.version or FIRST_VERSION,
        article.evidence.value if article.evidence else _LIMITED,
    )
    yield article.keywords, [edition.topics[it].name for it in article.topics if it in edition.topics]
    yield [_person(person) for person in article.authors]
    yield [[it.name.best(article.lang), str(it.role), str(it.affiliation)] for it in article.data.reviewers]
    yield [fact.id for fact in article.key_figures]
    if shown := [(fact.id, fact.label, fact.about) for fact in article.key_figures if fact.about]:
        yield shown
    if article.since:
        yield article.since.as_of, [(fact.id, fact.label, fact.about) for fact in article.since.facts]
    yield [_recommendation(it) for it in article.recommendations]
    yield [_risk(risk) for risk in article.risks]
    yield [(it.date, it.kind, it.level, it.text) for it in article.changes]


def _person(person: PersonView) -> tuple[str, ...]:
    return (person.name, person.role, person.affiliation, person.email, person.orcid)


def _recommendation(it: RecommendationView) -> tuple[object, ...]:
    said = (it.id, it.owner, it.due, it.sign, it.editorial, it.sources)
    card = (it.title, it.ask, it.needs, *([it.words, [each.id for each in it.merges]] if it.merges else ()))
    return (*said, *card) if any(card) else said


def _risk(it: RiskView) -> tuple[object, ...]:
    answers = [answer.id for answer in it.recommendations]
    return (it.id, it.text, it.answer, answers, it.likelihood, it.trigger, it.owner, it.editorial, it.sources)


def _fact(fact: FactView, site: Shown, uses: Iterable[FactUse]) -> Said:
    """Return what the ledger shows of a fact, and the words in which the text gives it."""
    figure = (fact.label, fact.words, fact.statement, fact.period, fact.change, fact.compared_to, fact.compared_as)
    amounts = (fact.converted, fact.stated)
    proof = (fact.sources, fact.also, fact.voice, fact.status.value, fact.strength.value, fact.checked)
    said = sorted({(use.form, use.words) for use in uses if use.fact == fact.id})
    return key("fact", fact.id), (*figure, *amounts, *proof, fact.note, fact.doubt, said), site.facts[fact.id].span


def _source(reference: Reference, site: Shown) -> Said:
    """An entry of the References, without its number."""
    words = (_TAG.sub("", reference.html), reference.url, reference.note)
    return key("source", reference.id), words, site.sources[reference.id].span


def _term(term: TermView, site: Shown) -> Said:
    words = (term.short, term.full, term.reading, term.scripts, term.definition, term.note, term.confirmed)
    return key("term", term.id), words, site.glossary[term.id].span


def _event(event: EventView, site: Shown) -> Said:
    words = (event.when_words, event.label, event.text, event.sources, event.note)
    return key("event", event.id), words, site.timeline[event.id].span


def _chart(drawing: Drawing) -> Said:
    rows = [{name: (cell.words, str(cell.number), cell.fact) for name, cell in row.items()} for row in drawing.rows]
    words = (drawing.title, drawing.subtitle, drawing.alt, drawing.note, drawing.columns, rows, drawing.source_ids)
    drawn = drawing.spec if drawing.narrow is None else (drawing.spec, drawing.narrow)
    spec = json.dumps(drawn, sort_keys=True, ensure_ascii=False, default=str)
    return key("chart", drawing.id), (words, spec), drawing.span


def _images(article: Article, images: Mapping[str, bytes]) -> Iterator[Said]:
    shown = dict[str, tuple[str, ...]]()
    for part in article.body.walk():
        inside = part.walk() if part.kind == "figure" else (part,)
        credit = tuple(filter(None, map(part.get, (CREDIT, LICENCE, SOURCE)))) if part.kind == "figure" else ()
        for path in (it.get("src").removeprefix("file:") for it in inside if it.kind == "image"):
            shown.setdefault(path, credit)
    for path, credit in shown.items():
        content = images.get(path, b"")
        yield key("image", path.rpartition("/")[2]), (hashlib.sha256(content).hexdigest(), *credit), Span(path)


class SignoffState(StrEnum):
    """Whether a role has signed a language."""

    SIGNED = "signed"
    OLD = "old"
    """Signed, for another text than there is now."""
    OPEN = "open"
    """Never signed."""


@dataclass(frozen=True, slots=True)
class Signer:
    """One role for one language of a document."""

    role: str
    lang: Lang
    state: SignoffState
    signature: Signature | None = None
    """The last in this role for this language; of those for the text as it is, if there is one."""
    span: Span | None = None
    """Where that signature stands."""
    changed: tuple[str, ...] | None = ()
    """Names of the parts that have changed since, come or gone; None when the file no longer says what they were."""


def seats(
    written: Written[Signoffs] | None, required: Iterable[str], texts: Mapping[Lang, SignedText]
) -> Iterator[Signer]:
    """Every role that is required or has ever signed, for every language of ``texts``."""
    given = written.value.signoffs if written else ()
    for role in dict.fromkeys((*required, *(it.role for it in given))):
        for lang, text in texts.items():
            yield _seat(role, lang, text, written)


def _seat(role: str, lang: Lang, text: SignedText, written: Written[Signoffs] | None) -> Signer:
    own = [
        (it, written.at("signoffs", place, "signed", lang))
        for place, it in enumerate(written.value.signoffs if written else ())
        if written and it.role == role and lang in it.signed
    ]
    if not own:
        return Signer(role, lang, SignoffState.OPEN)
    current = [(it, span) for it, span in own if it.signed[lang] == text.digest]
    signature, span = (current or own)[-1]
    if current:
        return Signer(role, lang, SignoffState.SIGNED, signature, span)
    return Signer(role, lang, SignoffState.OLD, signature, span, _changed(signature.signed[lang], text, written))


def _changed(before: str, text: SignedText, written: Written[Signoffs] | None) -> tuple[str, ...] | None:
    lists = written.value.texts if written else {}
    if before not in lists:
        return None
    changed = changed_marks(lists[before], text.parts)
    # The words as they come out change with whatever they are made of, which says more.
    return tuple(name for name in changed if name != WORDS) or changed


def signers(seats: Iterable[Signer], lang: Lang) -> frozenset[str]:
    """Return who has signed the text of a language as it is."""
    return frozenset(
        seat.signature.name
        for seat in seats
        if seat.lang == lang and seat.state is SignoffState.SIGNED and seat.signature
    )
