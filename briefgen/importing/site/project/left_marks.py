"""Marks of other programs that an imported text has as they were typed: they are counted for the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefgen.importing.imported import Rank, Remark
from briefgen.importing.site.links.addresses import without_code
from briefgen.reading.markdown.document import parse
from briefgen.reading.markdown.html.tags import is_html

_MARK = re.compile(r"\{\{|\{%")
_OPENS = re.compile(r"“(\{\{[<%]?|\{%)-?[ \t]*(?!/|end)")
_CLOSES = {"{{<": ">}}", "{{%": "%}}", "{%": "%}", "{{": "}}"}
_COMPONENT = re.compile(r"<([A-Z]\w{0,60}(?:\.\w{1,60})*)(?=[\s/>])")
_PLACE = "marks of other programs"


@dataclass(slots=True)
class LeftMarks:
    """How often each mark was found and where first, by the words that name it."""

    counts: dict[str, int] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)

    def look(self, path: str, body: str, line: int) -> None:
        """Count the marks of a body that begins on this line of a file."""
        shown = without_code(body)
        if _MARK.search(shown):
            for problem in parse(body, path, line).diagnostics:
                opens = _OPENS.match(problem.message) if problem.subject[:1] == ("shortcode",) else None
                if opens:
                    name = problem.subject[1]
                    count = len(re.findall(rf"{re.escape(opens[1])}-?[ \t]*{re.escape(name)}(?![\w/.-])", shown))
                    self._add(
                        f"{opens[1]} {name} {_CLOSES[opens[1]]}",
                        path,
                        problem.span.line if problem.span else line,
                        count,
                    )
        for found in _COMPONENT.finditer(shown):
            if not is_html(found[1].lower()):
                self._add(f"<{found[1]}>", path, line + shown.count("\n", 0, found.start()))

    def _add(self, name: str, path: str, line: int, count: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + max(count, 1)
        self.first.setdefault(name, f"{path}, line {line}")

    def remarks(self) -> Iterator[Remark]:
        """What the report says: each mark once."""
        for name, count in self.counts.items():
            places = "1 place, in" if count == 1 else f"{count} places, the first in"
            said = f"“{name}” stays as typed in {places} {self.first[name]}"
            yield Remark(_PLACE, f"{said}: write in Markdown what it shows, or delete it", Rank.LOST)
