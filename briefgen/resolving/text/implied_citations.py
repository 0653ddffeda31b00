"""Where a line of text names the sources of its facts: after the sentences that they support, before what is inferred.

One mark stands after several sentences on end that rest on the same sources. What an author cites in such a sentence,
or in the next, is not cited twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.language.words.sentences import sentence_ends
from briefgen.model.core.document import Node, node, words
from briefgen.model.core.written import Written
from briefgen.model.written.facts import Fact
from briefgen.reading.markdown.extensions.attributes import CLAIM
from briefgen.resolving.text.citation_marks import marks_after_stops

_STATEMENT = "statement"
"""The form of a fact that is a whole sentence."""
_MARKS = frozenset({"cites", "note"})
_BREAKS = frozenset({"softbreak", "hardbreak"})

Facts = Mapping[str, Written[Fact]]
"""The ledger, by id."""


def with_sources(parts: Sequence[Node], facts: Facts, dotted: Collection[str]) -> tuple[Node, ...]:
    """The inline parts of a block with a citation of what is owed; ``dotted`` are words whose stop ends no sentence."""
    whole = marks_after_stops(tuple(parts))
    if not any(it.kind == "fact" or it.get(CLAIM) for part in whole for it in _walk(part)):
        return whole
    sentences = list(_sentences(whole, frozenset(dotted)))
    cited = [frozenset(it.get("id") for part in each for it in _walk(part) if it.kind == "cite") for each in sentences]
    owed = [_owed(sentence, facts, own) for sentence, own in zip(sentences, cited, strict=True)]
    named = [{*own, *told} for own, told in zip(cited, owed, strict=True)]
    found: list[Node] = []
    for sentence, told, following in zip(sentences, owed, (*named[1:], None), strict=False):
        goes_on = following is not None and set(told) <= following
        found.extend(sentence if goes_on else _with_citation(sentence, told))
    return marks_after_stops(tuple(found))


def _owed(sentence: Iterable[Node], facts: Facts, cited: Collection[str]) -> list[str]:
    """Each source once, in the order of the facts; a note has sentences of its own.

    Where the author cites a source of a fact, one that bears it out too, nothing more is owed for it.
    """
    named = (it.get("id") if it.kind == "fact" else it.get(CLAIM) for part in sentence for it in _walk(part))
    told = [facts[ident].value for ident in dict.fromkeys(named) if ident in facts]
    bare = [fact for fact in told if not any(ref.id in cited for ref in (*fact.source, *fact.also))]
    return list(dict.fromkeys(ref.id for fact in bare for ref in fact.source))


def _walk(part: Node) -> Iterator[Node]:
    if part.kind != "note":
        yield part
        for child in part.children:
            yield from _walk(child)


def _with_citation(sentence: tuple[Node, ...], owed: list[str]) -> tuple[Node, ...]:
    """The sentence with one citation at its end, that of the author if there is one."""
    if not owed:
        return sentence
    own = tuple(node("cite", id=ident, owed="true") for ident in owed)  # the ledger tells of unknown ones
    end = len(sentence)
    while end and sentence[end - 1].kind in _MARKS | _BREAKS:
        end -= 1
    for at in range(end, len(sentence)):
        if sentence[at].kind == "cites":
            both = sentence[at].with_children((*sentence[at].children, *own))
            return (*sentence[:at], both, *sentence[at + 1 :])
    return (*sentence[:end], node("cites", *own), *sentence[end:])


def _sentences(parts: tuple[Node, ...], dotted: Collection[str]) -> Iterator[tuple[Node, ...]]:
    """The parts sentence by sentence, nothing lost; marks belong to the sentence before them, spaces to the next."""
    sentence: list[Node] = []
    is_over = False
    for part, following in zip(parts, (*parts[1:], None), strict=False):
        for piece, ends in _pieces(part, following, dotted):
            if is_over and piece.kind not in _MARKS:
                yield tuple(sentence)
                sentence = []
            sentence.append(piece)
            is_over = ends or (is_over and piece.kind in _MARKS)
    if sentence:
        yield tuple(sentence)


def _pieces(part: Node, following: Node | None, dotted: Collection[str]) -> Iterator[tuple[Node, bool]]:
    """A text cut after the stops that end its sentences, anything else whole; each with whether a sentence ends there.

    One that another word follows at once goes on.
    """
    if part.kind != "text":
        yield part, _ends(part, dotted)
        return
    begun, closes = 0, following is None or following.kind in _MARKS | _BREAKS
    for end in sentence_ends(part.text, dotted):
        yield _cut(part, begun, end), closes or end < len(part.text)
        begun = end
    if begun < len(part.text):
        yield _cut(part, begun, len(part.text)), False


def _cut(text: Node, begin: int, end: int) -> Node:
    span = text.span and replace(text.span, column=text.span.column + begin)
    return words(text.text[begin:end], span)


def _ends(part: Node, dotted: Collection[str]) -> bool:
    """Tell whether a sentence ends with a part that is not a text of its own."""
    if part.kind == "fact":
        return part.get("form") == _STATEMENT
    if not part.children or part.kind in _MARKS:
        return False
    pieces = list(_pieces(part.children[-1], None, dotted))
    return bool(pieces) and pieces[-1][1]
