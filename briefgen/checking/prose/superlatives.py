"""Who says so: what is the largest, and what only one source has."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checking.languages.parts import PLACE, Role
from briefgen.checking.prose.passages import Passage, PassageGroup
from briefgen.checking.prose.vocabulary import StylePatterns, found_in, sentences
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.written.facts import Status

SUPERLATIVE, ATTRIBUTED = "superlative-has-source", "claim-has-verb"
STATEMENT = "statement"
"""The form of a fact that is a sentence of its own."""
_CLAIMED = frozenset({Status.CONTESTED, Status.UNVERIFIED})


def superlatives_have_a_source(document: PassageGroup, look: StylePatterns) -> Iterator[tuple[Passage, Diagnostic]]:
    """A warning for a superlative in a block that names no source, gives no fact and says of nobody that he says so."""
    for passage in document.passages:
        if passage.is_named or passage.sourced or any(role.kind in ("cite", "fact") for role in passage.words.roles):
            continue
        for start, sentence in sentences(passage.text, look):
            if look.attribution.search(sentence):
                continue
            for found in found_in(look.superlative, sentence):
                message = f"nothing says who calls this “{found[0]}”"
                hint = "cite a source, name the speaker in the sentence, or remove the superlative"
                at = start + found.start()
                yield passage, passage.told(SUPERLATIVE, message, at, at + len(found[0]), hint)


def _is_doubted(role: Role, look: StylePatterns) -> bool:
    if role.kind != "fact" or look.status.get(role.id) not in _CLAIMED:
        return False
    return not (role.form == STATEMENT and role.id in look.attributed)


def claims_have_a_verb(document: PassageGroup, look: StylePatterns) -> Iterator[tuple[Passage, Diagnostic]]:
    """A warning for a sentence that gives a fact in dispute, or one that nobody could verify, as if it were plain."""
    for passage in document.passages:
        doubted = {role.offset: role.id for role in passage.words.roles if _is_doubted(role, look)}
        if passage.is_named or not doubted or not look.prose.attributions:
            continue
        for start, sentence in sentences(passage.text, look):
            if look.attribution.search(sentence):
                continue
            for at, ident in doubted.items():
                if start <= at < start + len(sentence):
                    status = look.status[ident]
                    message = f"the fact {ident} is {status}, but the sentence does not say who says it"
                    hint = "say who says, reports or counts it, in the same sentence"
                    yield passage, passage.told(ATTRIBUTED, message, at, at + len(PLACE), hint)
