"""Changes as a comment on a pull request: Markdown of GitHub, in which the words of a stranger stay words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from briefgen.handouts.changing.differences import ChangedDocument, ChangedRow, ChangedSide, FactDifference, SiteChanges
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.values.plain import plain
from briefgen.reporting.facts import FactMention
from briefgen.resolving.versions.block_changes import Fate, WordRun

MOST = 60_000
"""Characters of a report: GitHub takes 65,536 of a comment, and a workflow may put some before and after."""
_CUT = "_The report is cut here: it is longer than a comment may be. The page that `--page` writes has everything._"
_MARKS = re.compile(r"[\\`*_{}\[\]()<>#+!|~$^=-]|(?<=\d)\.")
_GAP = "\u200b"
"""No width, and an end to what GitHub would make a mention, a reference or an address."""
_LIVE = re.compile(r"@(?=\w)|#(?=\d)|(?<=\bGH)-|:(?=//)|(?<=www)\.", re.IGNORECASE)
_SHOWN = 300
"""Characters of words that have not changed, before and after those that have."""
_FILES = 8


def as_markdown(changes: SiteChanges, most: int = MOST) -> str:
    """The report, cut at a line where it would be longer than ``most``."""
    lines = list(_lines(changes))
    total, kept = 0, list[str]()
    for line in lines:
        if total + len(line) + 1 > most - len(_CUT) - 3:
            return "\n".join([*kept, "", _CUT, ""])
        kept.append(line)
        total += len(line) + 1
    return "\n".join([*kept, ""])


def words(text: str) -> str:
    """The words of others: nothing in them is read as Markdown, as HTML, as a mention or as an address."""
    shown = _LIVE.sub(lambda found: found[0] + _GAP, plain(" ".join(text.split())))
    shown = escape(_MARKS.sub(lambda found: f"\\{found[0]}", shown), quote=False)
    return shown.replace("\\&lt;", "&lt;").replace("\\&gt;", "&gt;").replace(_GAP, "&#8203;")


def _code(text: str) -> str:
    """A name or a place in the type of code: in HTML, so that no mark of Markdown can end it."""
    return f"<code>{words(text)}</code>"


def _lines(changes: SiteChanges) -> Iterator[str]:
    yield f"## What changes for readers since {_code(changes.since)}"
    yield ""
    if changes.is_nothing:
        yield "Nothing: texts, facts and problems are the same."
        return
    yield f"{_counted(changes)}."
    yield from _problems("New problems", changes.new)
    yield from _problems("Problems solved", changes.solved)
    yield from _facts(changes.facts, tuple(changes.languages))
    for document in changes.documents:
        yield from _document(document)
    if changes.files:
        yield from ("", "### Pictures and files", "")
        yield from (f"- {fate.value}: {_code(path)}" for path, fate in changes.files)


def _counted(changes: SiteChanges) -> str:
    counts = (
        (len(changes.documents), "text"),
        (len(changes.facts), "fact"),
        (len(changes.files), "file"),
        (len(changes.new), "new problem"),
        (len(changes.solved), "solved problem"),
    )
    return ", ".join(f"{count} {what}{'' if count == 1 else 's'}" for count, what in counts if count)


def _problems(title: str, found: Iterable[Diagnostic]) -> Iterator[str]:
    listed = tuple(found)
    if listed:
        yield from ("", f"### {title}", "")
    for each in listed:
        place = f" {_code(str(each.span))}:" if each.span else ""
        yield f"- {each.severity.value} {_code(each.code)}{place} {words(each.message)}"


def _facts(facts: tuple[FactDifference, ...], languages: tuple[str, ...]) -> Iterator[str]:
    if not facts:
        return
    yield from ("", "### Facts", "", "| fact | before | now | used in |", "|---|---|---|---|")
    for fact in facts:
        sides = (
            "<br>".join(f"{lang}: {words(it[lang])}" for lang in languages if lang in it) for it in (fact.was, fact.now)
        )
        before, now = (side or "–" for side in sides)
        beside = f"<br>also: {', '.join(fact.beside)}" if fact.beside else ""
        used = "<br>".join(_used(fact.places)) or "nothing"
        yield f"| {_code(fact.id)} | {before} | {now}{beside} | {used} |"


def _used(places: Iterable[FactMention]) -> Iterator[str]:
    """The files that name a fact, each with its lines."""
    lines: dict[str, list[int]] = {}
    for place in places:
        lines.setdefault(place.span.path, []).append(place.span.line)
    for path in list(lines)[:_FILES]:
        yield f"{_code(path)}: {', '.join(map(str, dict.fromkeys(lines[path])))}"
    if len(lines) > _FILES:
        yield f"and {len(lines) - _FILES} more"


def _document(document: ChangedDocument) -> Iterator[str]:
    fate = "" if document.fate is Fate.CHANGED else f" ({document.fate.value})"
    yield from ("", f"### {document.what.capitalize()} {_code(document.name)}: {words(document.title)}{fate}")
    if document.fate is Fate.CHANGED:
        for row in document.rows:
            yield from _row(row)


def _row(row: ChangedRow) -> Iterator[str]:
    number = f" {words(row.number)}" if row.number else ""
    under = f" under “{words(row.under)}”" if row.under else ""
    yield from ("", f"**{words(row.kind)}{number}**{under}", "")
    for lang, side in row.sides.items():
        yield f"- {lang}{_told(side)}: {''.join(_runs(side))}"
    if row.more:
        yield f"- and {row.more} more row{'' if row.more == 1 else 's'} of it"


def _told(side: ChangedSide) -> str:
    return {Fate.SAME: " (not changed)", Fate.MOVED: " (moved)", Fate.NEW: " (new)", Fate.GONE: " (gone)"}.get(
        side.fate, ""
    )


def _runs(side: ChangedSide) -> Iterator[str]:
    for at, run in enumerate(side.runs):
        yield " " if at else ""
        if run.fate is Fate.GONE:
            yield f"<del>{words(run.words)}</del>"
        elif run.fate is Fate.NEW:
            yield f"<ins>{words(run.words)}</ins>"
        else:
            yield words(_middle(run, is_first=at == 0, is_last=at == len(side.runs) - 1))


def _middle(run: WordRun, *, is_first: bool, is_last: bool) -> str:
    """Words that stayed: of many only those next to the ones that did not."""
    said = run.words
    if len(said) <= 2 * _SHOWN:
        return said
    ending = "" if is_last else said[-_SHOWN:].partition(" ")[2]
    beginning = "" if is_first and not is_last else said[:_SHOWN].rpartition(" ")[0]
    return f"{beginning} … {ending}".strip()
