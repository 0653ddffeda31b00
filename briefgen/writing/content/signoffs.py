"""``signoffs.yaml`` written: a signature is added below those that stand there, and the author's comments stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from briefgen.model.records.signoffs import Signature, Signoffs
from briefgen.writing.content.appended import appended

HEAD = """\
# Who has signed, in which role, and exactly which text: briefgen signoff sign adds to it.
# Names and notes may be corrected by hand. A signature is withdrawn by deleting it. Nothing here is published.
"""
TEXTS = """\
# What each text that was signed was made of: tells what has changed since. briefgen writes it; leave it as it is.
"""
_TEXTS = re.compile(r"^texts:", re.MULTILINE)
_PLAIN = re.compile(r"[^\W\d_][\w .()·ㆍ-]*", re.UNICODE)


def with_signature(before: Signoffs | None, new: Signature, lines: Mapping[str, Sequence[str]]) -> Signoffs:
    """What the file then holds; ``lines`` has what the texts that are signed are made of, by digest.

    Lists of texts that no last signature of a role is of any more go: the history of the repository has them.
    """
    every = (*(before.signoffs if before else ()), new)
    last = {(it.role, lang): digest for it in every for lang, digest in it.signed.items()}
    known = {**(before.texts if before else {}), **{digest: tuple(given) for digest, given in lines.items()}}
    texts = {digest: known[digest] for digest in dict.fromkeys(last.values()) if digest in known}
    return Signoffs(signoffs=every, texts=texts)


def signoffs_file(before: str, new: Signature, after: Signoffs) -> str:
    """The text of the file with a ``new`` signature; ``after`` is what it should then hold.

    What stands above ``texts:`` is the author's: it stays letter for letter, and the signature comes after it.
    """
    own = _TEXTS.split(before.replace("\r\n", "\n"), maxsplit=1)[0]
    own = appended(own.replace(TEXTS, ""), "signoffs", _entry(new), HEAD)
    return "\n".join([own, "", TEXTS.rstrip(), *_texts(after.texts)]) + "\n"


def _entry(it: Signature) -> Iterator[str]:
    yield f"- name: {_scalar(it.name)}"
    yield f"  role: {it.role}"
    yield f"  date: {it.date}"
    if it.note:
        yield f"  note: {_scalar(it.note)}"
    yield "  signed:"
    for lang, digest in it.signed.items():
        yield f"    {lang}: {digest}"


def _texts(texts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield "texts:"
    for digest, lines in texts.items():
        yield f"  {digest}:"
        yield from (f"  - {line}" for line in lines)


def _scalar(words: str) -> str:
    """A text as YAML has it: in quotes wherever it could be read as something else."""
    return words if _PLAIN.fullmatch(words) and not words.endswith(" ") else json.dumps(words, ensure_ascii=False)
