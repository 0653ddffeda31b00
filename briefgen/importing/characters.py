"""Invisible marks that no text of a site may have: they are taken out, so that one of them does not stop the whole."""

from __future__ import annotations

import re
from dataclasses import replace

from briefgen.importing.imported import ImportedText, Rank, Remark
from briefgen.model.values.characters import name_of, unwanted, without

LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
"""Characters that end a line, and that no text may have for it."""
_SEPARATORS = re.compile("[\x85\u2028\u2029]+(\n?)")
_HANGUL = re.compile("[가-힣]")
_LEADER = re.compile("(?<!․)․(?!․)")
"""The dot that Hancom Office types between two nouns; several after one another lead to the number of a page."""
_EMBEDDED = re.compile("([\u202a\u202b])([^\u202a-\u202e\u2066-\u2069\n]*)\u202c")
_ISOLATE = {"\u202a": "\u2066", "\u202b": "\u2067"}
"""The successors of the marks that set the direction of a few words."""


def without_marks(text: str) -> tuple[str, list[tuple[int, str]]]:
    """``text`` without them, and the line of each with what it was.

    A separator of lines is replaced by a space. Two marks round words on one line are replaced by those that Unicode
    has in their place now; nothing is said of these.
    """
    text = _EMBEDDED.sub(lambda found: f"{_ISOLATE[found[1]]}{found[2]}\u2069", text)
    places = list(unwanted(text))
    if not places:
        return text, []
    said = [(text.count("\n", 0, at) + 1, f"{name_of(text[at])} was taken out") for at in places]
    spaced = _SEPARATORS.sub(lambda found: found[1] or " ", text)
    return without(spaced, list(unwanted(spaced))), said


def cleaned(text: ImportedText) -> ImportedText:
    """A document without them, with one remark for all; the dots of Hancom Office are such as fonts have."""
    (title, of_title), (markdown, of_text) = without_marks(text.title), without_marks(text.markdown)
    subtitle, of_subtitle = without_marks(text.subtitle)
    remarks = list(text.remarks)
    if count := len(of_title) + len(of_subtitle) + len(of_text):
        remarks.append(Remark("", f"invisible characters that no text may have were taken out: {count}", Rank.DETAIL))
    parts = [title, subtitle, markdown]
    if _HANGUL.search(markdown) and (count := sum(len(_LEADER.findall(part)) for part in parts)):
        title, subtitle, markdown = (_LEADER.sub("·", part) for part in parts)
        remarks.append(Remark("", f"· was written for ․ (U+2024), which fonts lack: {count} times", Rank.DETAIL))
    title, subtitle = (" ".join(part.split()) for part in (title, subtitle))
    return replace(text, title=title, subtitle=subtitle, markdown=markdown, remarks=tuple(remarks))
