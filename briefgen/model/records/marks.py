"""What people have said of blocks: that a translation is current, that a text is right, that something has to change.

The first two are kept as marks: the digest of what a block said when somebody answered for it, and where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from briefgen.model.core.written import Lang, Schema
from briefgen.model.values.fields import DayField

NOT_TRANSLATED = "-"
"""Stands for the digest of a block that a translation leaves out on purpose."""
DIGITS = 12
"""Of the digest of a block, in hexadecimal."""
_MARK = re.compile(rf"([0-9a-f]{{{DIGITS}}}) (?:([0-9a-f]{{{DIGITS}}}|{NOT_TRANSLATED}) )?(\S+)")
_ROLE = r"^[a-z][a-z0-9-]*$"
_DIGEST = r"^[0-9a-f]{4}(-[0-9a-f]{4}){3}$"


@dataclass(frozen=True, slots=True)
class BlockMark:
    """A block: the digest of what it says, where it stands, and in a translation the digest of what was made of it."""

    digest: str
    at: str
    made: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.digest, self.made, self.at)))


def changed_marks(before: Iterable[BlockMark], now: Iterable[BlockMark]) -> tuple[str, ...]:
    """The places of the blocks that say something else than they said, have come or are gone."""
    old, new = ({it.at: it.digest for it in some} for some in (before, now))
    return tuple(at for at in {**new, **old} if old.get(at) != new.get(at))


def _fitting(is_right: Callable[[str], object], wrong: str) -> BeforeValidator:
    """Raises ValueError with the sentence ``wrong`` for a text that is not right."""

    def validated(given: object) -> object:
        if isinstance(given, str) and not is_right(given):
            raise ValueError(f"“{given}” is {wrong}")
        return given

    return BeforeValidator(validated)


def _mark(wrong: str, *, of_translation: bool) -> BeforeValidator:
    """Reads the line of a mark, with one digest or two. Raises ValueError with the sentence ``wrong``."""

    def read(given: object) -> object:
        if not isinstance(given, str):
            return given
        found = _MARK.fullmatch(given)
        if found is None or (found[2] is not None) != of_translation:
            raise ValueError(f"“{given}” is {wrong}")
        return BlockMark(found[1], found[3], found[2] or "")

    return BeforeValidator(read)


_NO_STAMP = "not a stamp: delete the line and run briefgen translate stamp"
_NO_ROLE = "not a role: small letters, digits and hyphens, e.g. facts"
_NO_DIGEST = "not a digest of a text: delete this signature, and sign again"
StampLine = Annotated[BlockMark, _mark(_NO_STAMP, of_translation=True)]
"""``0a1b2c3d4e5f 5f4e3d2c1b0a text/background``."""
PartLine = Annotated[BlockMark, _mark("not part of a text: delete the line", of_translation=False)]
"""``0a1b2c3d4e5f text/background``."""
Role = Annotated[str, _fitting(re.compile(_ROLE).match, _NO_ROLE), StringConstraints(pattern=_ROLE)]
Digest = Annotated[str, _fitting(re.compile(_DIGEST).match, _NO_DIGEST), StringConstraints(pattern=_DIGEST)]
"""Of a whole text: sixteen digits in groups, to be read from paper; never a number for YAML."""


class Stamps(Schema):
    """``briefs/<slug>/translation.yaml``, which ``briefgen translate stamp`` writes."""

    stamps: dict[Lang, tuple[StampLine, ...]] = Field(default_factory=dict)
    """By the language of the translation, in the order of the original."""


class Signature(Schema):
    """One person's word for a text in one or more languages."""

    name: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
    role: Role
    date: DayField
    signed: Annotated[dict[Lang, Digest], Field(min_length=1)]
    """By language the digest of what readers see of it."""
    note: str = ""


class Signoffs(Schema):
    """``briefs/<slug>/signoffs.yaml`` and ``packs/<id>.signoffs.yaml``, which ``briefgen signoff sign`` writes."""

    signoffs: tuple[Signature, ...] = ()
    texts: dict[Digest, tuple[PartLine, ...]] = Field(default_factory=dict)
    """What each text that was signed was made of: tells what has changed since."""


class RemarkKind(StrEnum):
    """What somebody has left in the document."""

    COMMENT = "comment"
    INSERTION = "insertion"
    DELETION = "deletion"
    MOVE = "move"


class EditorRemark(Schema):
    """One comment or tracked change."""

    kind: RemarkKind
    language: Lang
    words: str
    """The comment, or what was put in, taken out or moved."""
    block: str = ""
    """The key of the block, in every language."""
    at: str = ""
    """How the block began, so that it is found where it has moved."""
    author: str = ""
    date: str = ""
    """As the office program wrote it."""
    done: bool = False
    """It is settled: ``check`` and ``serve`` no longer show it."""

    @property
    def who(self) -> str:
        """Author and date in a message."""
        return who_said(self.author, self.date)


def who_said(author: str, moment: str) -> str:
    """Author and date of a remark in a message, as far as they are known."""
    return ", ".join(filter(None, (author or "somebody", moment.replace("T", " "))))


class Remarks(Schema):
    """``briefs/<slug>/remarks.yaml``, to which ``briefgen take-back --keep`` adds."""

    remarks: tuple[EditorRemark, ...] = ()
