"""How long a sentence is."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checking.prose.passages import Passage, PassageGroup
from briefgen.checking.prose.vocabulary import StylePatterns, sentences
from briefgen.model.core.diagnostics import Diagnostic

CODE = "sentence-is-short"


def sentences_are_short(document: PassageGroup, look: StylePatterns) -> Iterator[tuple[Passage, Diagnostic]]:
    """A warning for each sentence with more words than the language allows; a fact or a term counts as one."""
    longest = look.prose.longest_sentence
    if longest is None:
        return
    for passage in document.passages:
        for start, sentence in sentences(passage.text, look):
            count = len(sentence.split())
            if count > longest:
                message = f"a sentence of {count} words; the maximum is {longest}: “{_begins(sentence)}”"
                hint = "split it, or move a part into a note"
                yield passage, passage.told(CODE, message, start, start + len(sentence), hint)


def _begins(sentence: str) -> str:
    return sentence if len(sentence) <= 50 else sentence[:49].rstrip() + "…"
