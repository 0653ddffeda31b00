"""What a text says, in pieces: words, and marks that a translator may move but not change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from markdown_it.token import Token

from briefgen.reading.markdown.extensions.emphasis import AT
from briefgen.reading.markdown.extensions.roles import ROLE

_BLANK = re.compile(r"[ \t\r\n]+")


class PieceKind(StrEnum):
    """Words, a mark that stands by itself, or one end of a pair of marks."""

    WORDS = "words"
    ALONE = "alone"
    OPEN = "open"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Piece:
    """``said`` are its words, or what it shows; ``written`` is how its author wrote it.

    ``name`` is the name of a mark, which no other in the same text has but the other end of its pair.
    """

    kind: PieceKind
    said: str
    written: str = ""
    name: str = ""

    @property
    def sign(self) -> tuple[PieceKind, str]:
        """What it is, whatever it shows and however it is written."""
        return self.kind, self.name or self.said

    @property
    def tag(self) -> str:
        """What kind of mark it is: ``fact``, ``strong``."""
        return re.split(r"[:-]", self.name, maxsplit=1)[0]

    @property
    def is_optional(self) -> bool:
        """Whether another language may do without the mark: a term that it marks at another place, emphasis."""
        return self.tag in ("term", "strong", "emph")


def words(said: str, written: str | None = None) -> Piece:
    """A piece of words."""
    return Piece(PieceKind.WORDS, said, said if written is None else written)


def signs(pieces: Iterable[Piece]) -> tuple[tuple[PieceKind, str], ...]:
    """By which two texts are the same."""
    return tuple(it.sign for it in trimmed(pieces))


def trimmed(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The same without blanks at its beginning and end, which programs add and no text has."""
    made = list(joined(pieces))
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if made and made[at].kind is PieceKind.WORDS:
            made[at] = words(strip(made[at].said, " "), strip(made[at].written, " "))
    return tuple(it for it in made if it.kind is not PieceKind.WORDS or it.said)


def joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The same with neighbouring words as one piece, each stretch of blanks one space."""
    made: list[Piece] = []
    for it in pieces:
        if it.kind is not PieceKind.WORDS:
            made.append(it)
        elif made and made[-1].kind is PieceKind.WORDS:
            made[-1] = words(_BLANK.sub(" ", made[-1].said + it.said), made[-1].written + it.written)
        elif it.said or it.written:
            made.append(replace(it, said=_BLANK.sub(" ", it.said)))
    return tuple(made)


def edges(pieces: Sequence[Piece]) -> tuple[str, str]:
    """The blanks at its beginning and end, which stay as they are."""
    if not pieces:
        return "", ""
    first, last = ((it.said if it.kind is PieceKind.WORDS else "") for it in (pieces[0], pieces[-1]))
    return first[: len(first) - len(first.lstrip(" "))], last[len(last.rstrip(" ")) :] if last.strip(" ") else ""


def said_by(pieces: Iterable[Piece]) -> str:
    """All in one line, as a person reads it."""
    shown = (f"{{{it.said or it.name}}}" if it.kind is PieceKind.ALONE else it.said for it in pieces)
    return _BLANK.sub(" ", "".join(shown)).strip()


def wording_pieces(given: str) -> tuple[Piece, ...]:
    """The pieces of a text in which only facts are called by name: a wording, a title, a caption."""
    made: list[Piece] = []
    at = 0
    for found in ROLE.finditer(given):
        made += [words(given[at : found.start()]), _role(found)]
        at = found.end()
    return joined(named([*made, words(given[at:])]))


def _role(found: re.Match[str]) -> Piece:
    ident = " ".join(found[3].split()).partition("#")[0].strip()
    return Piece(PieceKind.ALONE, "", found[0], f"{found[1]}:{ident}")


def named(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same, each mark with a name of its own; ``link`` and the like are counted, what has an id only from two."""
    count: Counter[str] = Counter()
    open_: list[str] = []
    for it in pieces:
        if it.kind is PieceKind.WORDS:
            yield it
        elif it.kind is PieceKind.CLOSE:
            yield replace(it, name=open_.pop() if open_ else it.name)
        else:
            count[it.name] += 1
            number = count[it.name]
            name = it.name if ":" in it.name and number == 1 else f"{it.name}-{number}"
            open_ += [name] * (it.kind is PieceKind.OPEN)
            yield replace(it, name=name)


_PAIRS = {"em": "emph", "strong": "strong", "s": "strike", "link": "link", "span": "span"}
_ALONE = {"code_inline": "code", "image": "image", "html_inline": "html", "hardbreak": "break"}


def inline_pieces(content: str, tokens: Sequence[Token]) -> tuple[Piece, ...]:
    """The pieces of inline Markdown, of which ``tokens`` were made: ``written`` of all together is ``content``."""
    starts = [it.meta.get(AT, 0) if at else 0 for at, it in enumerate(tokens)]
    ends = [*starts[1:], len(content)]
    cut = [(it, content[start:end]) for it, start, end in zip(tokens, starts, ends, strict=True)]
    made = [_piece(token, written) for token, written in _without_addresses(cut)]
    return joined(named(_gathered(made)))


def _without_addresses(cut: Sequence[tuple[Token, str]]) -> Iterator[tuple[Token, str]]:
    """The same with one token in the place of the three of ``<https://…>``."""
    skipped = 0
    for at, (token, written) in enumerate(cut):
        if skipped:
            skipped -= 1
        elif token.type == "link_open" and token.info == "auto":
            skipped = 2
            yield Token("address", "", 0), "".join(it for _, it in cut[at : at + 3])
        else:
            yield token, written


def _piece(token: Token, written: str) -> Piece:
    kind, _, end = token.type.rpartition("_")
    if end in ("open", "close") and kind in _PAIRS:
        return Piece(PieceKind.OPEN if end == "open" else PieceKind.CLOSE, "", written, _PAIRS[kind])
    if token.type in ("text", "text_special"):
        return words(token.content, written)
    if token.type == "softbreak":
        return words(" ", written)
    if (found := ROLE.fullmatch(token.content)) and token.type == "role":
        return replace(_role(found), written=written)
    return Piece(PieceKind.ALONE, "", written, _name(token))


def _name(token: Token) -> str:
    if token.type == "cites":
        return "cites:" + "+".join(it.ident for it in token.meta["cites"])
    if token.type == "note_call":
        return f"note:{token.meta['label']}"
    return _ALONE.get(token.type, token.type.replace("_", "-"))


def _gathered(made: Sequence[Piece]) -> list[Piece]:
    """The same with what is written beside words, such as ``[`` before a link, in the mark that it belongs to."""
    found: list[Piece] = []
    before = ""
    for at, it in enumerate(made):
        follows = made[at + 1] if at + 1 < len(made) else None
        it = replace(it, written=before + it.written)
        before = ""
        if it.kind is PieceKind.WORDS and follows is not None and follows.kind is not PieceKind.WORDS:
            own, rest = _own_part(it)
            if rest and follows.kind is not PieceKind.CLOSE:
                it, before = own, rest
        if it.kind is PieceKind.WORDS and not it.said and it.written and found and found[-1].kind is PieceKind.CLOSE:
            found[-1] = replace(found[-1], written=found[-1].written + it.written)
        elif it.kind is not PieceKind.WORDS or it.said or it.written:
            found.append(it)
    return found


def _own_part(it: Piece) -> tuple[Piece, str]:
    """Words with what says them, and what is written after that."""
    if it.written.startswith(it.said) and it.written != it.said:
        return words(it.said), it.written[len(it.said) :]
    return it, ""


def rewritten(now: Sequence[Piece], known: Iterable[Piece], spelled: Callable[[str], str]) -> str:
    """What to write so that a text says ``now``: marks, and words that have not changed, as they are in ``known``."""
    marks: dict[tuple[PieceKind, str], str] = {}
    for it in known:
        marks.setdefault(it.sign, it.written)
    made = ""
    for it in trimmed(now):
        written = marks[it.sign] if it.sign in marks else spelled(it.said)
        is_link = it.kind is PieceKind.WORDS and written.startswith("(") and made.endswith("]")
        made += f"\\{written}" if is_link else written  # brackets after a mark are not an address
    return made
