"""``translation.yaml`` written: a line a block, so that a change is a line in a diff; the author's comments stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from briefgen.model.records.translation_stamps import Stamp
from briefgen.model.written.written import Lang

HEAD = """\
# What each translation was made from, a line a block: the digest of the original, that of the translation, the place.
# Written by briefgen translate stamp. After a merge keep the lines of both sides.
"""
_STAMP = re.compile(r"\s*- *(?P<stamp>[0-9a-f]+ [0-9a-f-]+ [^\s#]\S*)\s*(?P<remark>#.*)?")
_LANG = re.compile(r"\s+(?P<lang>[A-Za-z][A-Za-z0-9-]*):\s*(?:#.*)?")

Lines = Mapping[Lang, Iterable[tuple[Stamp, Stamp | None]]]
"""By language the stamps in their order, each with the one whose comments it takes over."""


def stamps_file(before: str, stamps: Lines) -> str:
    """The text of the file, with the comments that ``before`` has; languages that ``stamps`` does not name go."""
    kept = _Comments(before)
    lines = [*kept.head, "stamps:"]
    for lang, entries in stamps.items():
        lines.append(f"  {lang}:")
        for stamp, replaced in entries:
            above, remark = kept.take(lang, str(replaced or stamp))
            lines += [f"  {comment}" for comment in above]
            lines.append(f"  - {stamp}" + (f"  {remark}" if remark else ""))
        lines += [f"  {comment}" for comment in kept.rest(lang)]
    return "\n".join(lines) + "\n"


class _Comments:
    """The comments of a file by the line they belong to: the one below, or their own."""

    def __init__(self, text: str) -> None:
        self.head: list[str] = [] if text.strip() else HEAD.splitlines()
        self.found: dict[tuple[Lang, str], list[tuple[list[str], str]]] = {}
        self.last: dict[Lang, list[str]] = {}
        lang, above, begun = "", list[str](), False
        for line in text.splitlines():
            if line.lstrip().startswith("#"):
                (above if begun else self.head).append(line.strip())
            elif found := _STAMP.fullmatch(line):
                self.found.setdefault((lang, found["stamp"]), []).append((above, found["remark"] or ""))
                above = []
            elif found := _LANG.fullmatch(line):
                self.last[lang], above, lang = above, [], found["lang"]
            elif line.strip():
                begun = True
        self.last[lang] = above

    def take(self, lang: Lang, stamp: str) -> tuple[list[str], str]:
        """The comments above a line and the remark in it, once."""
        waiting = self.found.get((lang, stamp))
        return waiting.pop(0) if waiting else ([], "")

    def rest(self, lang: Lang) -> list[str]:
        """What stood above lines that are gone, and below the last."""
        gone = [comment for (its, _), all in self.found.items() if its == lang for above, _ in all for comment in above]
        return [*gone, *self.last.get(lang, [])]
