"""What a release asks for besides: everything in it has been signed as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.model.core.diagnostics import Diagnostic, Span, error, few
from briefgen.model.core.written import Lang
from briefgen.model.written.settings import SignoffRules
from briefgen.resolving.signing import SignedText, Signer, SignoffState, signers

ROLES, SIGNED, CURRENT = "signers-are-named", "text-is-signed", "signature-is-current"
_SHOWN = 4
"""Changed parts that a message names."""


@dataclass(frozen=True, slots=True)
class _Document:
    kind: str
    name: str
    place: Span

    def __str__(self) -> str:
        return f"the {self.kind} “{self.name}”"

    @property
    def command(self) -> str:
        return f"briefgen signoff sign {self.name}"


def no_rules(site_file: Span) -> Diagnostic:
    """The site does not say who has to sign."""
    hint = "say which roles must sign, e.g. signoff: {required: [facts, editor]}"
    return error(ROLES, "this site does not say who must sign before release", site_file, hint)


def signature_problems(
    kind: str, name: str, place: Span, seats: Sequence[Signer], texts: Mapping[Lang, SignedText], rules: SignoffRules
) -> Iterator[Diagnostic]:
    """What is unsigned, or signed for an older text; ``place`` is where its signatures stand, or the document."""
    document = _Document(kind, name, place)
    for role in rules.required:
        own = [seat for seat in seats if seat.role == role]
        yield from _open(document, role, [seat.lang for seat in own if seat.state is SignoffState.OPEN])
        for signature in dict.fromkeys(id(seat.signature) for seat in own if seat.state is SignoffState.OLD):
            yield _old(
                document,
                [seat for seat in own if id(seat.signature) == signature and seat.state is SignoffState.OLD],
                texts,
            )
    if any(seat.state is not SignoffState.SIGNED for seat in seats if seat.role in rules.required):
        return
    counts = {lang: len(signers(seats, lang)) for lang in texts}
    too_few = [lang for lang, count in counts.items() if count < rules.people]
    if too_few:
        fewest = min(counts[lang] for lang in too_few)
        who = f"only {fewest} {'person has' if fewest == 1 else 'people have'} signed"
        message = f"{who} {document} in {_and(too_few)}, and the site asks for {rules.people}"
        yield error(SIGNED, message, place, "someone else must sign it too: briefgen signoff sign")


def _open(document: _Document, role: str, langs: Sequence[Lang]) -> Iterator[Diagnostic]:
    if langs:
        hint = f"when you have checked it, run: {document.command} --as NAME --role {role}"
        yield error(SIGNED, f"nobody has signed {document} as {role} in {_and(langs)}", document.place, hint)


def _old(document: _Document, seats: Sequence[Signer], texts: Mapping[Lang, SignedText]) -> Diagnostic:
    """One signature that is of an older text, in one language or several."""
    first, langs = seats[0], [seat.lang for seat in seats]
    assert first.signature is not None
    changed = tuple(dict.fromkeys(part for seat in seats for part in seat.changed or ()))
    who = f"{first.signature.name} signed {document} as {first.role} on {first.signature.date}"
    since = f": {few(changed, _SHOWN)} changed since" if changed else ""
    message = f"{who} for an older text in {_and(langs)}{since}"
    only = "" if len(langs) == len(texts) else "".join(f" --lang {lang}" for lang in langs)
    hint = f"when you have checked the changes, run: {document.command} --as NAME --role {first.role}{only}"
    places = {texts[lang].places[part]: part for part in changed for lang in langs if part in texts[lang].places}
    related = tuple((place, f"{part} has changed") for place, part in places.items())[:_SHOWN]
    return replace(error(CURRENT, message, first.span, hint), related=related)


def _and(langs: Sequence[Lang]) -> str:
    return " and ".join(langs)
