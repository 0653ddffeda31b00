"""What an imported text has that only another program understands: each is counted for the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from briefgen.importing.imported import Rank, Remark
from briefgen.importing.site.links.addresses import addresses_in, without_code
from briefgen.reading.markdown.document import parse
from briefgen.reading.markdown.html.tags import is_html
from briefgen.reading.markdown.links import program_of

MARK = re.compile(r"\{\{|\{%")
_OPENS = re.compile(r"“(\{\{[<%]?|\{%)-?[ \t]*(?!/|end)")
_IN_ADDRESS = re.compile(r"(\{\{[<%]?|\{%)-?[ \t]*([\w./-]+)")
_CLOSES = {"{{<": ">}}", "{{%": "%}}", "{%": "%}", "{{": "}}"}
_COMPONENT = re.compile(r"<([A-Z]\w{0,60}(?:\.\w{1,60})*)(?=[\s/>])")


@dataclass(slots=True)
class CountedPlaces:
    """How often each thing was found and where first, by the words that name it."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, path: str, line: int, count: int = 1) -> None:
        """Count a thing that is found on a line of a file, and on others after it where there are more."""
        self.counts[name] += max(count, 1)
        self.first.setdefault(name, f"{path}, line {line}")

    def told(self) -> Iterator[tuple[str, str]]:
        """Each thing, with what is said of its places."""
        for name, count in self.counts.items():
            yield name, f"{'1 place, in' if count == 1 else f'{count} places, the first in'} {self.first[name]}"


@dataclass(slots=True)
class LeftMarks:
    """Marks of template languages, elements that only another program knows, and links into programs."""

    marks: CountedPlaces = field(default_factory=CountedPlaces)
    programs: CountedPlaces = field(default_factory=CountedPlaces)

    def look(self, path: str, body: str, line: int, dead: Iterable[tuple[int, str]] = ()) -> None:
        """Count those of a body that begins on this line of a file; ``dead`` are its links that lead nowhere."""
        shown = without_code(body)
        for (opens, name), at in _template_marks(path, body, line, dead).items():
            count = len(re.findall(rf"{re.escape(opens)}-?[ \t]*{re.escape(name)}(?![\w/.-])", shown))
            self.marks.add(f"{opens} {name} {_CLOSES[opens]}", path, at, count)
        for found in _COMPONENT.finditer(shown):
            if not is_html(found[1].lower()):
                self.marks.add(f"<{found[1]}>", path, line + shown.count("\n", 0, found.start()))
        for address in addresses_in(body):
            if not address.is_image and (program := program_of(address.value)):
                self.programs.add(f"{program}:", path, line + body.count("\n", 0, address.start))

    def remarks(self) -> Iterator[Remark]:
        """What the report says: each of them once."""
        for name, where in self.marks.told():
            said = f"“{name}” stays as typed in {where}: write in Markdown what it shows, or delete it"
            yield Remark("marks of other programs", said, Rank.LOST)
        for name, where in self.programs.told():
            said = f"“{name}” begins the address of a link in {where}: it leads into a program, and is shown as words"
            yield Remark("links into programs", said, Rank.LOST)


def _template_marks(path: str, body: str, line: int, dead: Iterable[tuple[int, str]]) -> dict[tuple[str, str], int]:
    """How each mark of a template language opens, and its name, with the first line that it is on."""
    first: dict[tuple[str, str], int] = {}
    if MARK.search(body):
        for problem in parse(body, path, line).diagnostics:
            opens = _OPENS.match(problem.message) if problem.subject[:1] == ("shortcode",) else None
            if opens:
                first.setdefault((opens[1], problem.subject[1]), problem.span.line if problem.span else line)
    for at, address in dead:
        if found := _IN_ADDRESS.search(address):
            first.setdefault((found[1], found[2]), line + at - 1)
    return first
