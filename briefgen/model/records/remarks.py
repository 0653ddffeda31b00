"""What editors have said of a text that came back, until it is settled."""

from __future__ import annotations

from enum import StrEnum

from briefgen.model.written.written import Lang, Schema


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
        return ", ".join(filter(None, (self.author or "somebody", self.date.replace("T", " "))))


class Remarks(Schema):
    """``briefs/<slug>/remarks.yaml``, to which ``briefgen take-back --keep`` adds."""

    remarks: tuple[EditorRemark, ...] = ()
