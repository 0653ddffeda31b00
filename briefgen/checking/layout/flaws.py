"""What is badly set on paper, told at the place where the author wrote it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from briefgen.checking.layout.documents import papers
from briefgen.model.core.diagnostics import Diagnostic, Span, warning
from briefgen.model.core.document import BLOCK_KINDS
from briefgen.model.values.plain import one_line
from briefgen.rendering.paper.laid import Flaw, FlawKind, Laid
from briefgen.resolving.edition.edition import Article, Edition

_ALIKE = 0.5
"""How much of its words a block must share with what was found, to be the same."""
_OTHER_LENGTH = "make the text before it a line longer or shorter"
_SAID: dict[FlawKind, tuple[str, str]] = {
    FlawKind.HEADING: ("there is nothing below the heading “{words}”", _OTHER_LENGTH),
    FlawKind.LINE: ("a single line of “{words}” is alone on the page", _OTHER_LENGTH),
    FlawKind.END: (
        "“{words}” ends with a line of “{detail}” alone",
        "change a word or two, so that the lines break differently",
    ),
    FlawKind.CAPTION: (
        "the caption “{words}” is separated from its figure or table",
        "make the figure or table smaller",
    ),
    FlawKind.ROW: (
        "the table row “{words}” is higher than a page and is split",
        "shorten its cells, divide it into two rows, or write their words as text below the table",
    ),
    FlawKind.HEAD: ("the table “{words}” continues without its head", "shorten the head of the table"),
    FlawKind.NOTE: ("the note “{words}” is on another page than its reference", "shorten the notes of the paragraph"),
    FlawKind.FAR: (
        "“{words}” is first mentioned on page {detail} and is",
        "move it to the paragraph that first mentions it",
    ),
}


def setting_problems(editions: Mapping[str, Edition], laid: Mapping[str, Laid]) -> Iterator[Diagnostic]:
    """A warning for each thing that is badly set, once, for the first PDF that has it; ``laid`` is by output path."""
    told: set[tuple[FlawKind, str]] = set()
    for paper in papers(editions):
        for flaw in laid[paper.path].flaws if paper.path in laid else ():
            if flaw.lang not in ("", paper.lang) or (flaw.slip, flaw.words) in told:
                continue
            told.add((flaw.slip, flaw.words))
            yield _problem(flaw, paper.path, place_of_words(flaw.words, paper.articles) or paper.spare)


def _problem(flaw: Flaw, path: str, span: Span | None) -> Diagnostic:
    message, hint = _SAID[flaw.slip]
    what = message.format(words=one_line(flaw.words, 40), detail=one_line(flaw.detail, 40))
    code = "fits-on-paper" if flaw.slip is FlawKind.ROW else "page-is-well-set"
    return warning(code, f"{what} on page {flaw.page} of {path}", span, hint)


def place_of_words(words: str, articles: Sequence[Article]) -> Span | None:
    """Where the block stands that is most like these words: numbers and notes are not in it as they are on paper."""
    wanted = Counter(words.split())
    best: tuple[float, Span | None] = (_ALIKE, None)
    for article in articles:
        for part in article.body.walk():
            if part.kind in BLOCK_KINDS and part.span is not None:
                own = Counter((part.get("argument") or part.plain()).split())
                alike = 2 * (wanted & own).total() / (wanted.total() + own.total() or 1)
                best = max(best, (alike, part.span), key=lambda it: it[0])
    return best[1]
