"""The files of records beside the author's own, written so that a change is a line in a diff, and comments stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import BaseModel

from briefgen.model.core.written import Lang
from briefgen.model.records.links import LinkRecord
from briefgen.model.records.marks import BlockMark, EditorRemark, Remarks, Signature, Signoffs
from briefgen.model.records.versions import KeptBlock, KeptVersion

_LINKS = """\
# yaml-language-server: $schema=.schemas/links.schema.json
# What the addresses of other sites gave when they were asked. Written by briefgen check --links.
# archived: and note: are yours, and stay.
"""
_REMARKS = """\
# yaml-language-server: $schema=../../.schemas/remarks.schema.json
# What editors have said of a text that came back: briefgen take-back --keep adds to it. Nothing here is published.
# What is settled has done: true, or is deleted.
"""
_SIGNOFFS = """\
# Who has signed, in which role, and exactly which text: briefgen signoff sign adds to it.
# Names and notes may be corrected by hand. A signature is withdrawn by deleting it. Nothing here is published.
"""
_SIGNED = """\
# What each text that was signed was made of: tells what has changed since. briefgen writes it; leave it as it is.
"""
STAMPS_HEAD = """\
# What each translation was made from, a line a block: the digest of the original, that of the translation, the place.
# Written by briefgen translate stamp. After a merge keep the lines of both sides.
"""
_VERSION = """\
# What version {} said, block by block, and the PDFs that were handed out. Written by briefgen version keep;
# nothing here is to be changed by hand.
"""
_ADDRESS = re.compile(r"(?P<quote>[\"']?)(?P<key>https?:.*)(?P=quote):\s*(?P<remark>#.*)?(?:\{.*)?")
_STAMP = re.compile(r"\s*- *(?P<key>[0-9a-f]+ [0-9a-f-]+ [^\s#]\S*)\s*(?P<remark>#.*)?")
_LANG = re.compile(r"\s+(?P<group>[A-Za-z][A-Za-z0-9-]*):\s*(?:#.*)?")
_TEXTS = re.compile(r"^texts:", re.MULTILINE)
_PLAIN = re.compile(r"[^\W\d_][^\x00-\x1f\"{}\[\],]*|[0-9a-f]{4}(?:-[0-9a-f]{4}){3}")
_MORE_THAN_TEXT = re.compile(r": | #|[: ]$|^(?:true|false|null|yes|no|on|off)$", re.IGNORECASE)


# Files that are written anew: what people have added to their lines goes with these


class _Comments:
    """The comments of a file by the entry they belong to: the one they are indented under, or the one below."""

    def __init__(self, text: str, entry: re.Pattern[str], group: re.Pattern[str] | None = None) -> None:
        self.head: list[str] = []
        self._found: dict[tuple[str, str], list[tuple[list[str], str]]] = {}
        self._last: dict[str, list[str]] = {}
        above, own, depth, name, is_begun = list[str](), list[str](), -1, "", False
        for line in text.splitlines():
            words = line.lstrip()
            if words and not is_begun and not words.startswith("#"):
                self.head, above, is_begun = above, [], True
            if words.startswith("#"):
                (own if 0 <= depth < len(line) - len(words) else above).append(line.strip())
            elif found := entry.fullmatch(line):
                own, above, depth = above, [], len(line) - len(words)
                self._found.setdefault((name, found["key"]), []).append((own, found["remark"] or ""))
            elif group and (found := group.fullmatch(line)):
                self._last[name], above, depth, name = above, [], -1, found["group"]
        if is_begun:
            self._last[name] = above
        else:
            self.head = above

    def take(self, key: str, group: str = "") -> tuple[list[str], str]:
        """The comments above an entry and the remark in its line, once."""
        waiting = self._found.get((group, key))
        return waiting.pop(0) if waiting else ([], "")

    def rest(self, group: str = "") -> list[str]:
        """Return what belonged to entries that are gone, and what stands below the last."""
        gone = [it for (its, _), every in self._found.items() if its == group for above, _ in every for it in above]
        return [*gone, *self._last.get(group, [])]


def links_file(before: str, records: Mapping[str, LinkRecord]) -> str:
    """The text of ``links.yaml``; the comments of ``before`` stand above the same addresses, others at the end."""
    kept = _Comments(before, _ADDRESS)
    lines = kept.head if before.strip() else _LINKS.splitlines()
    for address, record in records.items():
        above, remark = kept.take(address)
        lines += [*above, f"{_scalar(address)}:" + f"  {remark}" * bool(remark), *_entry(record, "  ")]
    return "\n".join([*lines, *kept.rest()]) + "\n"


def stamps_file(before: str, stamps: Mapping[Lang, Iterable[tuple[BlockMark, BlockMark]]]) -> str:
    """The text of ``translation.yaml``: by language the marks in their order, each with the one whose comments it has.

    Comments of ``before`` stay; languages that ``stamps`` does not name go.
    """
    kept = _Comments(before, _STAMP, _LANG)
    lines = [*(kept.head if before.strip() else STAMPS_HEAD.splitlines()), "stamps:"]
    lines += [f"  {comment}" for comment in kept.rest()]
    for lang, entries in stamps.items():
        lines.append(f"  {lang}:")
        for mark, replaced in entries:
            above, remark = kept.take(str(replaced), lang)
            lines += [f"  {comment}" for comment in above]
            lines.append(f"  - {mark}" + f"  {remark}" * bool(remark))
        lines += [f"  {comment}" for comment in kept.rest(lang)]
    return "\n".join(lines) + "\n"


# Files to which briefgen adds below what stands there, which stays letter for letter


_REMARK = ("kind", "language", "block", "at", "author", "date", "words", "done")
_SIGNATURE = ("name", "role", "date", "note", "signed")
"""The order in which they are written."""


def _appended(before: str, key: str, items: Iterable[BaseModel], names: Iterable[str], head: str) -> str:
    """A file with ``items`` at the end of the list ``key``; ``head`` begins one that is not there."""
    own = re.sub(rf"(?m)^{key}: *\[ *\]", f"{key}:", before.replace("\r\n", "\n").rstrip())
    if not re.search(rf"(?m)^{key}:", own):
        own = f"{own or head.rstrip()}\n{key}:"
    indent = found[-1] if (found := re.findall(r"(?m)^( *)- ", own)) else ""
    given = ({name: getattr(it, name) for name in names} for it in items)
    made = ("\n".join(_entry(it, f"{indent}  ")).lstrip() for it in given)
    return "\n".join([own, *(f"{indent}- {it}" for it in made)])


def new_remarks(before: Remarks | None, found: Sequence[EditorRemark]) -> tuple[EditorRemark, ...]:
    """Those that are not kept yet, settled or not."""
    known = {_same(it) for it in before.remarks} if before else set()
    return tuple({_same(it): it for it in found if _same(it) not in known}.values())


def _same(it: EditorRemark) -> tuple[str, ...]:
    return (it.kind, it.language, it.author, it.date, it.words)


def remarks_file(before: str, new: Sequence[EditorRemark]) -> str:
    """The text of ``remarks.yaml`` with the ``new`` ones at its end."""
    return _appended(before, "remarks", new, _REMARK, _REMARKS) + "\n"


def with_signature(before: Signoffs | None, new: Signature, lines: Mapping[str, Sequence[BlockMark]]) -> Signoffs:
    """Return what ``signoffs.yaml`` then holds; ``lines`` has what the texts that are signed are made of, by digest.

    Lists of texts that no last signature of a role is of any more go: the history of the repository has them.
    """
    every = (*(before.signoffs if before else ()), new)
    last = {(it.role, lang): digest for it in every for lang, digest in it.signed.items()}
    known = {**(before.texts if before else {}), **{digest: tuple(given) for digest, given in lines.items()}}
    texts = {digest: known[digest] for digest in dict.fromkeys(last.values()) if digest in known}
    return Signoffs(signoffs=every, texts=texts)


def signoffs_file(before: str, new: Signature, after: Signoffs) -> str:
    """The text of ``signoffs.yaml`` with a ``new`` signature; ``after`` is what it should then hold.

    What stands above ``texts:`` is the author's: it stays letter for letter, and the signature comes after it.
    """
    own = _TEXTS.split(before.replace("\r\n", "\n"), maxsplit=1)[0].replace(_SIGNED, "")
    lines = [_appended(own, "signoffs", [new], _SIGNATURE, _SIGNOFFS), "", _SIGNED.rstrip(), "texts:"]
    for digest, marks in after.texts.items():
        lines += [f"  {digest}:", *(f"  - {mark}" for mark in marks)]
    return "\n".join(lines) + "\n"


def _entry(record: BaseModel | Mapping[str, object], indent: str) -> Iterator[str]:
    """A record as YAML, a line a value; what it does not say is left out."""
    for name, value in record if isinstance(record, BaseModel) else record.items():
        if isinstance(value, BaseModel | Mapping):
            yield f"{indent}{name}:"
            yield from _entry(value, f"{indent}  ")
        elif isinstance(value, bool):
            yield f"{indent}{name}: {str(value).lower()}"
        elif value is not None and value != "":
            yield f"{indent}{name}: {_scalar(value) if isinstance(value, str) else value}"


def _scalar(text: str) -> str:
    """As it is typed where that is safe, else in double quotes."""
    if text.isprintable() and _PLAIN.fullmatch(text) and not _MORE_THAN_TEXT.search(text):
        return str(text)
    return json.dumps(text, ensure_ascii=not text.isprintable())


# A version, which nobody edits


def version_file(version: str, data: KeptVersion) -> str:
    """The text of ``version.yaml``: YAML whose entries are JSON."""
    lines = [f"published: {data.published}"]
    lines += [f"updated: {data.updated}"] if data.updated else []
    lines.append("pdfs:" if data.pdfs else "pdfs: {}")
    for name, pdf in data.pdfs.items():
        booklet, languages = ", booklet: true" if pdf.booklet else "", ", ".join(pdf.languages)
        sha256 = json.dumps(pdf.sha256)
        lines.append(f"  {name}: {{profile: {pdf.profile}, languages: [{languages}]{booklet}, sha256: {sha256}}}")
    lines.append("texts:" if data.texts else "texts: {}")
    for lang, blocks in data.texts.items():
        lines.append(f"  {lang}:" if blocks else f"  {lang}: []")
        lines += (f"  - {_block(block)}" for block in blocks)
    return _VERSION.format(version) + "\n".join(lines) + "\n"


def _block(block: KeptBlock) -> str:
    given = {"number": block.number, "under": block.under, "id": block.id, "words": block.words}
    parts = [f"kind: {block.kind}", *([f"page: {block.page}"] if block.page else [])]
    parts += [f"facts: [{', '.join(block.facts)}]"] if block.facts else []
    parts += [f"{key}: {json.dumps(it, ensure_ascii=False)}" for key, it in given.items() if it or key == "words"]
    return "{" + ", ".join(parts) + "}"
