"""PO files of GNU gettext, written and read; a mark is ``{fact:id}``, a pair ``{strong-1}…{/strong-1}``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from briefgen.handouts.exchanging.translators.pieces import Piece, PieceKind, joined, words
from briefgen.handouts.exchanging.translators.units import (
    MOST_BRIEFS,
    MOST_UNITS,
    ExchangeBrief,
    ExchangeUnit,
    UnreadableExchangeError,
)
from briefgen.resolving.translation.standing import BlockState

_MARK = re.compile(r"\{\{|\}\}|\{(?P<name>/?[^{}\s]+)\}")
_LINE = re.compile(r'(?:(?P<key>msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+)?"(?P<said>(?:[^"\\]|\\.)*)"\s*')
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_HEADER = re.compile(r"X-Briefgen-Brief: (\S+) (\S+) (\S+) (\S+) (\S+)")


def po_of(briefs: Iterable[ExchangeBrief]) -> bytes:
    """The file; the time in its header is always the same, and translators' programs put theirs in its place."""
    every = list(briefs)
    head = ["Project-Id-Version: briefgen\n", "PO-Revision-Date: 1970-01-01 00:00+0000\n"]
    head += ["Last-Translator: Automatically generated\n", "Language-Team: none\n"]
    head += [f"Language: {every[0].target_lang}\n" if every else ""]
    head += ["MIME-Version: 1.0\n", "Content-Type: text/plain; charset=UTF-8\n", "Content-Transfer-Encoding: 8bit\n"]
    head += [
        f"X-Briefgen-Brief: {it.slug} {it.source_lang} {it.target_lang} {it.source_digest} {it.target_digest}\n"
        for it in every
    ]
    lines = ['msgid ""', 'msgstr ""', *(_quoted(it) for it in head if it)]
    for brief in every:
        for unit in brief.units:
            lines += ["", *_entry(unit)]
    return ("\n".join(lines) + "\n").encode()


def _entry(unit: ExchangeUnit) -> Iterator[str]:
    for remark in unit.remarks:
        yield f"#. {' '.join(remark.split())}"
    if unit.span is not None:
        yield f"#: {unit.span.path}:{unit.span.line}"
    if unit.state in (BlockState.STALE, BlockState.UNSTAMPED):
        yield "#, fuzzy"
    yield f"msgctxt {_quoted(unit.id)}"
    yield f"msgid {_quoted(_text(unit.source))}"
    yield f"msgstr {_quoted(_text(unit.target))}"


def _quoted(said: str) -> str:
    escaped = said.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r") + '"'


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(
        it.said.replace("{", "{{").replace("}", "}}")
        if it.kind is PieceKind.WORDS
        else f"{{{'/' * (it.kind is PieceKind.CLOSE)}{it.name}}}"
        for it in joined(pieces)
    )


@dataclass(slots=True)
class _Entry:
    fields: dict[str, str] = field(default_factory=dict)
    is_fuzzy: bool = False


def read_po(content: bytes) -> tuple[ExchangeBrief, ...]:
    """The briefs in a file. Raises UnreadableExchangeError for one that is not ours."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UnreadableExchangeError("it is not UTF-8") from problem
    entries = list(_entries(text))
    head = next((it.fields.get("msgstr", "") for it in entries if not it.fields.get("msgid")), "")
    about = [_brief(found) for found in _HEADER.finditer(head)]
    if len(about) > MOST_BRIEFS:
        raise UnreadableExchangeError(f"it has more than {MOST_BRIEFS:,} briefs")
    units: dict[str, list[ExchangeUnit]] = {it.slug: [] for it in about}
    for it in entries:
        if it.fields.get("msgid"):
            slug = it.fields.get("msgctxt", "").partition("#")[0]
            units.setdefault(slug if slug in units else next(iter(units), ""), []).append(_unit(it))
    return tuple(replace(it, units=tuple(units[it.slug])) for it in about)


def _brief(found: re.Match[str]) -> ExchangeBrief:
    slug, source, target, source_digest, target_digest = (str(it) for it in found.groups())
    return ExchangeBrief(slug, source, target, source_digest, target_digest, ())


def _unit(entry: _Entry) -> ExchangeUnit:
    source, target = (joined(_inner(entry.fields.get(name, ""))) for name in ("msgid", "msgstr"))
    return ExchangeUnit(
        entry.fields.get("msgctxt", ""), source, target, is_confirmed=bool(target) and not entry.is_fuzzy
    )


def _entries(text: str) -> Iterator[_Entry]:
    entry, key, count = _Entry(), "", 0
    for number, line in enumerate(text.splitlines(), 1):
        begins = line.startswith(("#", "msgctxt")) or (line.startswith("msgid ") and key != "msgctxt")
        if begins and "msgstr" in entry.fields:
            yield entry
            entry, key, count = _Entry(), "", count + 1
        if count > MOST_UNITS:
            raise UnreadableExchangeError(f"it has more than {MOST_UNITS:,} units")
        if line.startswith("#"):
            entry.is_fuzzy = entry.is_fuzzy or (line.startswith("#,") and "fuzzy" in line)
        elif line.strip():
            key = _read_line(line, number, key, entry)
    if "msgstr" in entry.fields:
        yield entry


def _read_line(line: str, number: int, key: str, entry: _Entry) -> str:
    """Take one line into an entry; the field that it belongs to."""
    found = _LINE.fullmatch(line.strip())
    key = (found["key"] or key) if found else ""
    if found is None or key not in ("msgctxt", "msgid", "msgstr") or (found["key"] and key in entry.fields):
        raise UnreadableExchangeError(f"it is not a PO file of briefgen: line {number} cannot be read")
    said = re.sub(r"\\(.)", lambda it: _ESCAPES.get(it[1], it[1]), found["said"])
    entry.fields[key] = entry.fields.get(key, "") + said
    return key


def _inner(said: str) -> Iterator[Piece]:
    pairs = {it["name"].removeprefix("/") for it in _MARK.finditer(said) if (it["name"] or "").startswith("/")}
    at = 0
    for found in _MARK.finditer(said):
        yield words(said[at : found.start()])
        at = found.end()
        name = found["name"]
        if name is None:
            yield words(found[0][0])
        elif name.startswith("/"):
            yield Piece(PieceKind.CLOSE, "", "", name[1:])
        else:
            yield Piece(PieceKind.OPEN if name in pairs else PieceKind.ALONE, "", "", name)
    yield words(said[at:])
