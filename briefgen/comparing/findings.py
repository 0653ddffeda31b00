"""Gather what differs between two languages of one text, and report it: its code, both its places, what to do."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import merge

from briefgen.comparing.alignment import Pairing
from briefgen.comparing.glossary_names import Asked, plain_text
from briefgen.comparing.language_context import Contexts, Segment
from briefgen.comparing.numbers import Atom
from briefgen.comparing.parts import Role, TextPart
from briefgen.model.core.diagnostics import Diagnostic, Severity, Span, error
from briefgen.model.core.directives import CHART, OPTION, RECOMMENDATION, TABLE
from briefgen.model.values.plain import one_line


@dataclass(frozen=True, slots=True)
class Detector:
    """One way in which two languages may differ: what is said of it, and its code.

    ``{here}`` and ``{there}`` are the languages, ``{own}`` and ``{its}`` the words of both, ``{kind}`` a kind of block.
    """

    message: str
    hint: str
    code: str = "numbers-agree"
    severity: Severity = Severity.ERROR


NAMES = {
    "number": ("numbers-agree", "the figure “{own}”"),
    "fact": ("facts-agree", "the fact “{own}”"),
    "cite": ("citations-agree", "the source “{own}”"),
    "claim": ("facts-agree", "the claim of “{own}”"),
    "ref": ("links-agree", "the reference to “{own}”"),
    "note": ("notes-agree", "the call of the note “{own}”"),
    "link": ("links-agree", "the link to “{own}”"),
    "image": ("blocks-agree", "the image “{own}”"),
    "term": ("names-agree", "“{own}”"),
    "han": ("names-agree", "“{own}”"),
    "latin": ("names-agree", "the name “{own}”"),
    "elsewhere": ("names-agree", "the name “{own}”"),
}
"""What a text says in figures or names: its code, and what it is called."""

_REMOVE = "write it in {there} too, or remove it here"
_ALSO = f"{_REMOVE}; list other names of a term under also: in glossary.yaml"
_SAME_BOUND = "say about, more than, at least or nearly as the ledger does"


def _missing(kind: str, code: str, name: str) -> Detector:
    place = "in this place in" if kind == "elsewhere" else "in"
    hint = _ALSO if code == "names-agree" else _REMOVE
    return Detector(f"{name} is here, but not {place} {{there}}", hint, code, Severity.WARNING)


def _lost(code: str) -> Detector:
    return Detector("this {kind} has no counterpart in {there}: “{own}”", _REMOVE, code, Severity.WARNING)


DETECTORS: Mapping[str, Detector] = {
    **{kind: _missing(kind, *named) for kind, named in NAMES.items()},
    "lost block": _lost("blocks-agree"),
    "lost note": _lost("notes-agree"),
    # Figures that stand for one another
    "sign": Detector(
        "“{own}” has another sign than “{its}” in {there}",
        "is it below zero? Write the same sign in {there} and {here}, or say that it fell",
    ),
    "size": Detector(
        "“{own}” is {times} “{its}” in {there}",
        "count the zeros: which of the two is right? A figure declared as a fact cannot differ",
        "magnitudes-agree",
    ),
    "unit": Detector(
        "“{own}” and “{its}” in {there} are the same number in different units",
        "write the same unit in {there} and {here}",
        "units-agree",
    ),
    "rounding": Detector(
        "“{own}” and “{its}” in {there} are one figure, rounded in one language only",
        "round the same way in {there} and {here}",
        "precision-agrees",
        Severity.WARNING,
    ),
    "other": Detector("“{own}” is where {there} has “{its}”", "write the same figure in {there} and {here}"),
    "other fact": Detector(
        "the fact “{own}” is where {there} has the fact “{its}”",
        "write the same fact in {there} and {here}",
        "facts-agree",
    ),
    "thing": Detector(
        "“{own}” is in a different unit from “{its}” in {there}",
        "write the same unit in both languages",
        "units-agree",
    ),
    # How firmly a figure is meant, and whether it grows
    "limit": Detector(
        "“{own}” has the opposite limit to “{its}” in {there}", "more than, or less than? Say the same in both"
    ),
    "qualifier added": Detector(
        "“{own}” has a qualifier, unlike “{its}” in {there}", "write it without about, more than, at least or nearly"
    ),
    "qualifier lost": Detector("“{own}” lacks the qualifier of “{its}” in {there}", _SAME_BOUND),
    "other qualifier": Detector("“{own}” has another qualifier than “{its}” in {there}", _SAME_BOUND),
    "typed qualifier": Detector(
        "“{own}” lacks the qualifier of “{its}” in {there}",
        "say about, more than, at least or nearly in both languages, or in neither",
        severity=Severity.WARNING,
    ),
    "direction": Detector(
        "“{own}” says the opposite of “{its}” in {there}",
        "does the figure rise or fall? Say the same in both",
        severity=Severity.WARNING,
    ),
    # What stands in another place
    "swapped figures": Detector(
        "“{own}” is next to “{own_neighbour}”, but in {there} “{its}” is next to “{its_neighbour}”",
        "are two figures swapped? Put each next to the same words in both languages",
    ),
    "swapped cells": Detector(
        "{count} cells of this table are swapped: what is here in {there} is elsewhere",
        "give rows and columns the same order in {there} and {here}",
    ),
    "first number": Detector(
        "this list begins at {own}, but at {its} in {there}", "give the list the same numbers in {there} and {here}"
    ),
    "locator": Detector(
        "“{own}” of “{source}” is where {there} has “{its}”",
        "give the same place in the source in both languages",
        "citations-agree",
    ),
    "moved block": Detector(
        "this {kind}{ident} is in another place than in {there}: “{own}”",
        "give both languages the same order",
        "blocks-agree",
    ),
    "moved": Detector("{said} than in {there}", "put each where {there} has it"),
    "other sentence": Detector(
        "{said} is in another sentence than in {there}",
        "are two exchanged? Put each in the sentence where {there} has it",
    ),
}

KINDS = {
    "row": "row of a table",
    "cell": "cell of a table",
    "item": "item of a list",
    "list-true": "numbered list",
    "list-false": "list",
    "dt": "term",
    "dd": "definition of a term",
    "quote": "quotation",
    "code": "block of code",
}
_BY_ID = frozenset({"heading", "figure", *(it.name for it in (TABLE, RECOMMENDATION, CHART, OPTION))})
"""Blocks that ``translation-has-every-part`` tells where they have an id."""
_REASON = re.compile(r"\w")
Related = tuple[tuple[Span, str], ...]


def or_allow(code: str) -> str:
    """Say how one code is allowed for a block: the rest of it is compared all the same."""
    return f'or say why they differ: {{allow-{code}="…"}} on a line before the block'


def begins(part: TextPart) -> str:
    """Give how a block begins, to be quoted."""
    words = next((it.words.text for it in part.walk() if it.words.text.strip("\ufffc ")), "")
    return one_line(words.replace("\ufffc", "…"), 40)


def kind_of(part: TextPart) -> str:
    """Give what a block is called."""
    return KINDS.get(part.kind, part.kind)


def problem(
    name: str,
    here: str,
    there: str,
    span: Span,
    related: Related,
    *,
    code: str = "",
    severity: Severity | None = None,
    **words: object,
) -> Diagnostic:
    """Make the problem that a detector reports at ``span``; ``here`` and ``there`` are the languages.

    A detector of several kinds is given the ``code``, one that is not always certain the ``severity``.
    """
    detector = DETECTORS[name]
    words |= {"here": here, "there": there}
    hint = detector.hint.format(**words) + ("" if name == "size" else f"; {or_allow(code or detector.code)}")
    message = detector.message.format(**words)
    found = Diagnostic(code or detector.code, message, span, severity or detector.severity, hint)
    return replace(found, related=related)


@dataclass(frozen=True, slots=True, eq=False)
class Leftover:
    """What ``here`` has and its counterpart has not; ``kind`` and ``key`` tell what it is."""

    kind: str
    key: object
    here: Segment
    said: str
    span: Span
    figures: tuple[Atom, ...] = ()
    """What it is worth: one figure, of a fact perhaps several."""
    spare: bool = False
    """Whether it is a slip only if the other language lacks something in its place: told with that, or not at all."""
    typed: bool = False
    """Whether it is a fact that the other language says in figures: no slip, unless it names the fact elsewhere."""


@dataclass(slots=True)
class Findings:
    """What is found to differ, until the whole text is known."""

    contexts: Contexts
    paths: tuple[str, str]
    left: list[Leftover] = field(default_factory=list)
    """What one block has and the other has not: it may stand elsewhere in the text."""
    problems: list[Diagnostic] = field(default_factory=list)
    """What is wrong wherever else it stands."""
    _said: tuple[dict[int, str], dict[int, str]] = field(default_factory=lambda: ({}, {}))
    """The plain words of each section."""
    _whole: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    """The plain words of every block."""
    _asked: dict[tuple[int, int | None], Asked] = field(default_factory=dict)

    def read(self, *texts: Sequence[TextPart]) -> None:
        """Find the figures of two sequences of blocks, and remember what they say."""
        for context, parts, whole in zip(self.contexts, texts, self._whole, strict=True):
            context.read(parts)
            whole.extend(plain_text(inner) for part in parts for inner in part.walk())

    def note_sections(self, pairs: Iterable[Pairing]) -> None:
        """Remember what the sections say."""
        words: tuple[dict[int, list[str]], dict[int, list[str]]] = ({}, {})
        for pair in pairs:
            for side, part in enumerate((pair.one, pair.other)):
                if part is not None:
                    own = words[side].setdefault(pair.section, [self._said[side].get(pair.section, "")])
                    own.append(f"{plain_text(part)}{self.contexts[side].terms_of(part)}")
        self._asked.clear()
        for side in (0, 1):
            self._said[side].update({section: " ".join(own) for section, own in words[side].items()})

    def said_in(self, here: Segment) -> str:
        """Give the plain words of the section of a block."""
        return self._said[here.side].get(here.pairing.section, "")

    def names_in(self, here: Segment, *, section: bool = False) -> Asked:
        """Give what the section of a block, or the whole text, says, to be asked for names."""
        key = here.side, here.pairing.section if section else None
        if key not in self._asked:
            words = self.said_in(here) if section else " ".join(self._whole[here.side])
            self._asked[key] = Asked(words, here.context.language)
        return self._asked[key]

    def is_known(self, role: Role) -> bool:
        """Say whether what a block names by id is there and whole: what follows from a slip is not told."""
        site = self.contexts[0].scope.site
        if role.kind in ("fact", "claim"):
            return role.id in site.facts and site.facts[role.id].whole
        if role.kind == "term":
            return role.id in site.glossary and site.glossary[role.id].whole
        return role.kind != "cite" or role.id in site.sources

    # What is gathered

    def leave(
        self,
        kind: str,
        key: object,
        here: Segment,
        said: str,
        span: Span,
        figures: tuple[Atom, ...] = (),
        *,
        spare: bool = False,
        typed: bool = False,
    ) -> None:
        """Gather what one block has and the other has not."""
        self.left.append(Leftover(kind, key, here, said, span, figures, spare, typed))

    def leave_figure(self, atom: Atom, here: Segment, *, spare: bool = False) -> None:
        """Gather a typed figure that the other block has not."""
        self.left.append(replace(figure(atom, here), spare=spare))

    def tell(
        self,
        name: str,
        here: Segment,
        span: Span,
        own: str = "",
        its: str = "",
        *,
        at: Span | None = None,
        beside: str = "",
        code: str = "",
        severity: Severity | None = None,
        **words: object,
    ) -> None:
        """Report what a detector has found at ``span``, and ``at`` which place in the counterpart."""
        related = at or here.there.part.span, beside or f"the same {kind_of(here.there.part)} in {here.there.lang}"
        words |= {"own": own, "its": its, "kind": kind_of(here.part)}
        self.problems.append(
            problem(name, here.lang, here.there.lang, span, (related,), code=code, severity=severity, **words)
        )

    def tell_left(self, it: Leftover) -> None:
        """Report what one language has and the other has not."""
        self.tell(it.kind, it.here, it.span, it.said)
        is_link = it.kind == "link" or it.said.startswith("fact:")
        is_own = is_link and "://" not in it.said and not it.said.startswith(("mailto:", "tel:"))
        if is_own or it.kind == "elsewhere":
            self.problems[-1] = replace(self.problems[-1], subject=("own",) if is_own else ("elsewhere",))

    def tell_lost(self, pair: Pairing) -> None:
        """Report a block without a counterpart."""
        side = 0 if pair.one is not None else 1
        part, before = pair.part(side), pair.before[1 - side]
        if part.ident and part.kind in _BY_ID:
            return
        here, there = self.contexts[side].lang, self.contexts[1 - side].lang
        related = before.span if before else Span(self.paths[1 - side]), f"it should come after this in {there}"
        name = "lost note" if part.kind == "note" else "lost block"
        self.problems.append(problem(name, here, there, part.span, (related,), own=begins(part), kind=kind_of(part)))

    def tell_ignored(self, part: TextPart) -> None:
        """Report a block that its author has taken out of the comparison, with the reason; refuse one without."""
        if _REASON.search(part.ignored or ""):
            message = f"not compared with the other languages: {part.ignored}"
            self.problems.append(Diagnostic("difference-is-meant", message, part.span, Severity.NOTE))
        else:
            hint = 'write why the languages differ here, e.g. {parity-ignore="a note for readers in Korea"}'
            self.problems.append(error("difference-has-reason", "parity-ignore gives no reason", part.span, hint))


def figure(atom: Atom, here: Segment) -> Leftover:
    """Make a leftover of a typed figure."""
    place = here.at(atom.mention.start, atom.mention.end)
    return Leftover("number", atom.key, here, atom.mention.text, place, (atom,))


# What stands on both sides


Same = Callable[[Leftover, Leftover], bool]
Certain = Callable[[Leftover], object]


def cancel(found: Sequence[Leftover], same: Same, certain: Certain = lambda it: None) -> list[Leftover]:
    """Take away what stands on both sides: first in a block, then in a section, then anywhere in the text.

    So a sentence that moved is not a difference. Two of which ``certain`` says different things are never the same;
    None says nothing.
    """
    left = list(found)
    levels: list[Certain] = [lambda it: id(it.here.pairing), lambda it: it.here.pairing.section, lambda it: None]
    for level in levels:
        left = _cancelled(left, level, same, certain)
    return left


def _cancelled(found: list[Leftover], level: Certain, same: Same, certain: Certain) -> list[Leftover]:
    gone: set[int] = set()
    groups: dict[object, tuple[list[Leftover], list[Leftover]]] = {}
    for it in found:
        groups.setdefault((it.kind, level(it)), ([], []))[it.here.side].append(it)
    for one, other in groups.values():
        free = list(range(len(other)))
        places: defaultdict[object, list[int]] = defaultdict(list)
        for place, b in enumerate(other):
            places[certain(b)].append(place)
        for a in one:
            known = certain(a)
            near = free if known is None else merge(places.get(known, ()), places.get(None, ()))
            at = next((at for at in near if same(a, other[at])), None)
            if at is not None:  # what is found is taken away: where all are alike, the first one is the next
                gone |= {id(a), id(other[at])}
                free.remove(at)
                places[certain(other[at])].remove(at)
    return [it for it in found if id(it) not in gone]
