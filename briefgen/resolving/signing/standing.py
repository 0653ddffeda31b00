"""How the signatures of a brief or a pack stand to its text: who has signed it as it is, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from briefgen.model.core.diagnostics import Span
from briefgen.model.records.signoffs import Signature, Signoffs
from briefgen.model.written.written import Lang, Written
from briefgen.resolving.signing.parts import WORDS, SignedText


class SignoffState(StrEnum):
    """Whether a role has signed a language."""

    SIGNED = "signed"
    OLD = "old"
    """Signed, for another text than there is now."""
    OPEN = "open"
    """Never signed."""


@dataclass(frozen=True, slots=True)
class Seat:
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
) -> Iterator[Seat]:
    """Every role that is required or has ever signed, for every language of ``texts``."""
    given = written.value.signoffs if written else ()
    for role in dict.fromkeys((*required, *(it.role for it in given))):
        for lang, text in texts.items():
            yield _seat(role, lang, text, written)


def _seat(role: str, lang: Lang, text: SignedText, written: Written[Signoffs] | None) -> Seat:
    own = [
        (it, written.at("signoffs", place, "signed", lang))
        for place, it in enumerate(written.value.signoffs if written else ())
        if written and it.role == role and lang in it.signed
    ]
    if not own:
        return Seat(role, lang, SignoffState.OPEN)
    current = [(it, span) for it, span in own if it.signed[lang] == text.digest]
    signature, span = (current or own)[-1]
    if current:
        return Seat(role, lang, SignoffState.SIGNED, signature, span)
    return Seat(role, lang, SignoffState.OLD, signature, span, _changed(signature.signed[lang], text, written))


def _changed(before: str, text: SignedText, written: Written[Signoffs] | None) -> tuple[str, ...] | None:
    lists = written.value.texts if written else {}
    if before not in lists:
        return None
    old = {name: digest for digest, _, name in (line.partition(" ") for line in lists[before])}
    new = {part.name: part.digest for part in text.parts}
    changed = [name for name in {**new, **old} if old.get(name) != new.get(name)]
    # The words as they come out change with whatever they are made of, which says more.
    return tuple(name for name in changed if name != WORDS) or tuple(changed)


def signers(seats: Iterable[Seat], lang: Lang) -> frozenset[str]:
    """Who has signed the text of a language as it is."""
    return frozenset(
        seat.signature.name
        for seat in seats
        if seat.lang == lang and seat.state is SignoffState.SIGNED and seat.signature
    )
