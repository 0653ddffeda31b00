"""Text of another program written as Markdown, so that it is read back as the same text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from briefgen.importing.imported import LINE_ENDS
from briefgen.reading.markdown.extensions.formulas import FORMULA

_SPECIAL = re.compile(r"[\\`*\[\]<{}|]|~(?=~)|(?<=~)~|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|!(?=\[)")
"""What means something within a line. An underscore between letters, or a single tilde, does not."""
_DOLLAR = re.compile(r"(?<!\\)\$")
_AT_START = re.compile(r"(?m)^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|[-=_](?=[-=_\s]*$)|:(?=::)|>|~(?=~~))")
_NUMBER = re.compile(r"(?m)^(\s*\d{1,9})([.)])(?=\s|$)")
_BEGINNING = re.compile(r"(?:\\\n|\s)*")
_BREAK = "\\\n"


def escape(text: str) -> str:
    """``text`` with what Markdown would take for marks escaped."""
    return _without_formulas(_SPECIAL.sub(lambda found: "\\" + found[0], text))


def _without_formulas(text: str) -> str:
    """``text``, where dollars would make a formula of words, with these escaped: no mark is read in a formula."""
    return _DOLLAR.sub(r"\\$", text) if "$" in text and FORMULA.search(text) else text


def escape_start(text: str) -> str:
    """The same for what means something only where a line begins; ``text`` has been through ``escape``."""
    return _NUMBER.sub(r"\1\\\2", _AT_START.sub(r"\1\\\2", text))


@dataclass(frozen=True, slots=True)
class StyledText:
    """A stretch of text of one look. ``raw`` says that ``text`` is Markdown already: an image, a note's mark."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    script: str = ""
    """``sup`` or ``sub``."""
    link: str = ""
    raw: bool = False
    capitals: bool = False
    """Whether it is shown in capitals, however it was typed."""


def unbold(run: StyledText) -> StyledText:
    """A run of a heading, which is bold as it is."""
    return run if run.raw else replace(run, bold=False)


def inline(runs: Iterable[StyledText]) -> str:
    """Runs as Markdown within a line; line feeds in them are hard line breaks, but for those at both ends."""
    parts = [(link, _merged(part)) for link, part in groupby((it for it in runs if it.text), key=lambda it: it.link)]
    found = ""
    for at, (link, part) in enumerate(parts):
        follows = parts[at + 1][1][0].text if at + 1 < len(parts) else ""
        if link:
            found += _linked(_styled([replace(run, link="") for run in part], _LOOKS, "", ""), link)
        else:
            found += _styled(part, _LOOKS, found, follows)
    return _without_formulas(_parted(found)[1])


_LOOKS = ("bold", "italic", "strike")
_MARKS = {"bold": ("**", "strong"), "italic": ("*", "em"), "strike": ("~~", "s")}


def _merged(runs: Iterable[StyledText]) -> list[StyledText]:
    """Neighbours of one look as one run: office programs part a word wherever it was edited."""
    merged: list[StyledText] = []
    for run in runs:
        if merged and not (run.raw or merged[-1].raw) and replace(run, text="") == replace(merged[-1], text=""):
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return merged


def _styled(runs: Sequence[StyledText], looks: Sequence[str], before: str, after: str) -> str:
    """Runs with their marks, those that hold longest outside; ``before`` and ``after`` are what stands beside them."""
    if not looks:
        return "".join(map(_plain, runs))
    outer = max(looks, key=lambda look: max((len(list(part)) for on, part in _parts(runs, look) if on), default=0))
    inner = [look for look in looks if look != outer]
    parts = [(on, list(part)) for on, part in _parts(runs, outer)]
    found = ""
    for at, (on, part) in enumerate(parts):
        follows = parts[at + 1][1][0].text if at + 1 < len(parts) else after
        if on:
            found += _marked(_styled(part, inner, "", ""), *_MARKS[outer], before + found, follows)
        else:
            found += _styled(part, inner, before + found, follows)
    return found


def _parts(runs: Sequence[StyledText], look: str) -> Iterator[tuple[bool, Iterator[StyledText]]]:
    return groupby(runs, key=lambda run: bool(getattr(run, look)))


def _marked(words: str, mark: str, tag: str, before: str, after: str) -> str:
    """Words between marks, which may not touch a blank; between tags where marks would not be read as such."""
    lead, inner, trail = _parted(words)
    if not inner:
        return words
    left, right = (before + lead)[-1:], (trail + after)[:1]
    touches = mark[0] in (left, inner[0], inner[-1], right)
    opens = inner[0].isalnum() or not left.isalnum()
    closes = inner[-1].isalnum() or not right.isalnum()
    if touches or not opens or not closes:
        return f"{lead}<{tag}>{inner}</{tag}>{trail}"
    return f"{lead}{mark}{inner}{mark}{trail}"


def _parted(words: str) -> tuple[str, str, str]:
    """Words without the blanks and hard line breaks at both ends, and these."""
    blank = _BEGINNING.match(words)
    start, end = blank.end() if blank else 0, len(words)
    while end > start and (words[end - 1].isspace() or words[end - 1 : end + 1] == _BREAK):
        end -= 1
    return words[:start], words[start:end], words[end:]


def _plain(run: StyledText) -> str:
    if run.raw:
        return run.text
    said = run.text.upper() if run.capitals and run.text == run.text.lower() else run.text
    words = escape(LINE_ENDS.sub("\n", said)).replace("\n", _BREAK)
    if not run.script:
        return words
    lead, inner, trail = _parted(words)
    return f"{lead}<{run.script}>{inner}</{run.script}>{trail}" if inner else words


def _linked(words: str, link: str) -> str:
    lead, inner, trail = _parted(words)
    if not inner:
        return words
    address = f"<{link}>" if re.search(r"[\s()]", link) else link
    return f"{lead}[{inner}]({address}){trail}"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A pipe table; the first row is its head. Cells are Markdown within a line; rows may differ in length."""
    width = max(map(len, rows), default=0)
    cells = ([it.replace(_BREAK, "<br>").replace("\n", "<br>").strip() for it in row] for row in rows)
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in cells]
    return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]]) if width else ""


_FULL = 95
"""From this share of the text on, in per cent, a picture fills it."""


def wide(points: float, room: float) -> str:
    """The mark that keeps a picture as wide as it is in a text that is ``room`` wide, both in points.

    Without room, as in a cell, the width is in pixels; where it is not known, there is none.
    """
    if points <= 0:
        return ""
    if room <= 0:
        return f"{{width={max(round(points * 4 / 3), 1)}}}"
    share = round(100 * points / room)
    return f"{{width={max(share, 1)}%}}" if share < _FULL else ""


def quoted(words: str) -> str:
    """A text of YAML in double quotation marks, which JSON's are."""
    return json.dumps(words, ensure_ascii=False)


def indented(text: str, width: int) -> str:
    """``text`` as what belongs to a list item whose marker is ``width`` letters wide, but for the first line."""
    return re.sub(r"\n(?=[^\n])", "\n" + " " * width, text)
