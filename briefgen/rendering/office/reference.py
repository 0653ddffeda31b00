"""The document whose styles a handed-out brief has: the theme's, or a site's own, in each format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from briefgen.language.matching.variants import base_language
from briefgen.model.core.diagnostics import Outcome, Span, error, few, warning
from briefgen.model.core.written import Lang
from briefgen.model.theme import Theme
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.rendering.office.handoff import HandoffStyle

T = TypeVar("T")
_CODE = "reference-is-complete"

NAMES: Mapping[HandoffStyle, str] = {
    HandoffStyle.SERIES: "Series",
    HandoffStyle.TITLE: "Title",
    HandoffStyle.SUBTITLE: "Subtitle",
    HandoffStyle.LEAD: "Lead",
    HandoffStyle.TEXT: "Normal",
    HandoffStyle.ITEM: "List Continue",
    HandoffStyle.QUOTE: "Quote",
    HandoffStyle.CODE: "Code",
    HandoffStyle.CAPTION: "Caption",
    HandoffStyle.SUBCAPTION: "Subcaption",
    HandoffStyle.PICTURE: "Picture",
    HandoffStyle.REMARK: "Remark",
    HandoffStyle.LABEL: "Label",
    HandoffStyle.TERMS: "Terms",
    HandoffStyle.CELL: "Table Text",
    HandoffStyle.HEAD_CELL: "Table Head",
    HandoffStyle.SOURCE: "Source",
    HandoffStyle.RULE: "Rule",
    HandoffStyle.NOTE: "Footnote",
}
"""The English names of styles in a document of Hancom Office, and but for two in one of Word."""


@dataclass(frozen=True, slots=True)
class ReferenceKind:
    """Where the documents of a format are, and the program in which they are edited."""

    folder: str
    ending: str
    program: str

    def path(self, theme: Theme, lang: Lang) -> str:
        """``word/reference-<lang>.docx``, or the usual one."""
        start = f"{self.folder}/reference-"
        below = (path for path in theme.below(self.folder) if path.startswith(start))
        base = base_language(lang, {path.removeprefix(start).removesuffix(self.ending) for path in below})
        return f"{start}{base}{self.ending}" if base else f"{self.folder}/reference{self.ending}"

    def read(
        self, theme: Theme, lang: Lang, opened: Callable[[bytes], T], lacking: Callable[[T], Iterable[str]]
    ) -> Outcome[T | None]:
        """The document for a language; ``lacking`` names the styles that it has not.

        ``opened`` raises UnreadableDocumentError for what cannot be used.
        """
        path = self.path(theme, lang)
        place = Span(f"templates/{path}")
        try:
            found = opened(theme.files.get(path, b""))
        except UnreadableDocumentError as problem:
            hint = f"save it in {self.program} as {self.ending}, or delete it: then the styles of briefgen are used"
            return Outcome(None, (error(_CODE, f"{path} cannot be used: {problem}", place, hint),))
        missing = list(lacking(found))
        if not missing:
            return Outcome(found)
        message = f"{path} has no style called {few(missing)}: what would have it looks like other text"
        hint = f"begin with the file that comes with briefgen: briefgen new template {path}"
        return Outcome(found, (warning(_CODE, message, place, hint),))
