"""What programs for papers and manuals write into a text beside Markdown.

Places of lists, ends of pages, letters below the line, captions, sources that sentences name, chunks of code, and files
that are put in.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from briefgen.importing.imported import Rank, Remark
from briefgen.importing.site.links.addresses import rewritten, without_code
from briefgen.importing.site.source.documents import COMPUTED, INCLUDE, decoded, place_of
from briefgen.importing.site.source.front import split_front
from briefgen.importing.site.source.keys import plain
from briefgen.model.core.limits import TEXT
from briefgen.reading.files.libraries.items import Item

CONTENTS = re.compile(r"(?mi)^ {0,3}(?:\[toc\]|\[\[_?toc_?\]\]|\$\{toc\}|\{\{[ ]*toc[ ]*\}\})[ \t]*(?:\n\n?|\Z)")
"""Places for a list of contents (``[TOC]``): pages have one of their own."""
_PAGE_END = re.compile(
    r"(?m)^[ \t]*(?:\\(?:clearpage|cleardoublepage|newpage|pagebreak)(?:\{\}|\[\d\])?|\{\{<[ ]*pagebreak[ ]*>\}\})"
    r"[ \t]*(?:\n\n?|\Z)"
)
_HEADING = r"(?:^ {0,3}#{1,6}[ \t]+[^\n]+\n\s*)?"
_PLACE = re.compile(
    rf"(?m){_HEADING}^(?::{{3,}}[ \t]*(?:\{{[^{{}}\n]*#refs\b[^{{}}\n]*\}}|#refs)[ \t]*:*[ \t]*\n\s*:{{3,}}[ \t]*"
    r"|<div[^<>\n]*\bid=[\"']?refs\b[^<>\n]*>\s*</div>[ \t]*)(?:\n|\Z)\s*"
)
_LAST = re.compile(
    r"(?mi)^ {0,3}#{1,6}[ \t]+(?:references|bibliography|works cited|literature cited|literatur(?:verzeichnis)?"
    r"|bibliographie|références|referencias|bibliografía|참고 ?문헌|参考文献)[ \t]*#*[ \t]*(?:\{[^{}\n]*\})?\s*\Z"
)
_FORMULA = re.compile(r"\$\$.*?\$\$|(?<![\\$\w])\$(?=\S)[^$\n]{1,2000}?(?<=[^\s\\])\$(?!\d)", re.DOTALL)
_SCRIPT = re.compile(
    r"(?<=[\w)\]*])~(?P<sub>(?:[^\s~\\/<>]|\\[ ~]){1,60})~(?!~)"
    r"|(?<![\[\\^])\^(?P<sup>(?:[^\s^\\\[\]<>]|\\[ ^]){1,60})\^(?!\^)"
)


def _nothing(_: re.Match[str]) -> str:
    return ""


def without_page_ends(text: str) -> str:
    """``text`` without the commands of LaTeX and Quarto that end a page."""
    return rewritten(_PAGE_END, text, _nothing)


def without_place_of_references(text: str) -> str:
    """``text`` without an empty ``#refs`` and its heading, or a heading of references that nothing follows."""
    whole = rewritten(_LAST, rewritten(_PLACE, text, _nothing), _nothing)
    return whole if whole == text else f"{whole.rstrip()}\n"


def with_scripts(text: str) -> str:
    """``text`` with ``<sub>`` and ``<sup>`` for Pandoc's ``H~2~O`` and ``x^2^``, but in code and formulas."""
    if "~" not in text and "^" not in text:
        return text
    shown = _FORMULA.sub(lambda found: " " * len(found[0]), without_code(text))

    def script(found: re.Match[str]) -> str:
        name = found.lastgroup or ""
        words = found[name].replace("\\", "")
        return f"<{name}>{words}</{name}>"

    return rewritten(_SCRIPT, text, script, shown)


_ALONE = re.compile(
    r"(?:(?<=\n\n)|\A)!\[(?P<alt>(?:[^\[\]\n]|\n(?![ \t]*\n)|\[[^\[\]\n]*\]){1,3000})\]"
    r"\((?P<address><[^<>\n]+>|[^\s()<>]+)[ \t]*\)(?=(?:\{[^{}\n]*\})?[ \t]*(?:\n[ \t]*\n|\s*\Z))"
)
_LABEL = re.compile(r"(?:(?<![ \t])[ \t]+)?\\label\{[^{}\n]{1,100}\}")
_CITED = re.compile(r"(?:(?<![ \t])[ \t]+)?\[[^\[\]@]*@[^\[\]]*\]")


def with_captions(text: str) -> str:
    """``text`` with a title, which is a caption here, for each picture that is a figure there; labels are left out."""
    text = _without_labels(text)
    if "![" not in text:
        return text

    def figure(found: re.Match[str]) -> str | None:
        alt = text[slice(*found.span("alt"))]
        caption = plain(_CITED.sub("", alt)).replace("\\", "\\\\").replace('"', '\\"')
        return f'![{alt}]({found["address"]} "{caption}")' if caption else None

    return rewritten(_ALONE, text, figure)


def _without_labels(text: str) -> str:
    """``text`` without the labels of LaTeX; those in formulas stay with them."""
    if "\\label" not in text:
        return text
    shown = without_code(text)
    return rewritten(_LABEL, text, lambda it: None if shown.count("$$", 0, it.start()) % 2 else "", shown)


_NAMED = re.compile(
    r"!?\[(?:[^\[\]]|\[[^\[\]]*\]){0,2000}\](?:\([^()\n]*\))?"
    r"|(?<![\w@.\\/{+-])@(?P<key>\w+(?:[:.#$%&+?<>~/-]+\w+)*)(?:[ ]\[(?P<more>[^\[\]@^\n]{1,100})\](?![(\[:]))?"
)


def with_names(text: str, items: Mapping[str, Item], note: Callable[[str], None]) -> str:
    """A text with ``Smith (2020) [@smith2020]`` for ``@smith2020`` outside of brackets, where that is a source."""
    keys = list[str]()

    def named(found: re.Match[str]) -> str | None:
        item = items.get(found["key"] or "")
        if item is None or not (name := _name_of(item)):
            return None
        keys.append(found["key"])
        more = f", {found['more']}" if found["more"] else ""
        return f"{name} [@{found['key']}{more}]"

    whole = rewritten(_NAMED, text, named) if "@" in text else text
    if keys:
        times = f"a source is named in a sentence {'once' if len(keys) == 1 else f'{len(keys)} times'}"
        note(f"{times}, as in @{keys[0]}: author and year were written before [@{keys[0]}]")
    return whole


def _name_of(item: Item) -> str:
    """Author and year: ``Smith (2020)``, ``Smith & Lee (2020)``, ``Smith et al. (2020)``."""
    people = item.get("author") or item.get("editor")
    if not isinstance(people, list) or not all(isinstance(it, Mapping) for it in people):
        return ""
    names = [str(it.get("family") or it.get("literal") or "") for it in people]
    if not all(names):
        return ""
    said = " & ".join(names) if len(names) < 3 else f"{names[0]} et al."
    year = re.search(r"\d{4}", str(item.get("issued", "")))
    return f"{said} ({year[0]})" if year else said


_CHUNK = re.compile(
    r"(?m)^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*"
    r"\{(?P<head>[A-Za-z][^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*)\}[ \t]*\n"
    r"(?P<code>(?:(?![ \t]*(?P=fence))[^\n]*\n)*)"
    r"(?:[ \t]*(?P=fence)[`~]*[ \t]*(?:\n|\Z)|[^\n]*\Z)"
)
_OPTION_LINE = re.compile(r"(?m)^[ \t]*(?:#|//|--|%%)\|[^\n]*\n?")
_IN_LINES = re.compile(r"\|[ \t]*(echo|include):[ \t]*(\w+)")
_IN_HEAD = re.compile(r"\b(echo|include)\s*=\s*(\w+)")
_FOR_ALL = re.compile(r"opts_chunk\$set\((?:[^()]|\([^()]*\)){0,999}?\becho\s*=\s*(F|FALSE)\b")
_INLINE = re.compile(r"(?<!`)`(?:r |\{(?:r|python|julia|ojs)\} )[^`\n]+`(?!`)")
_NOTHING = "\0"
"""Stands where a chunk was, until the empty lines round it are taken out too."""
_AROUND = re.compile(r"\n\n(?:\0\s*)+")
"""What was left out, with the empty lines round it."""
_NO = frozenset({"false", "f", "no"})


def without_hidden_code(path: str, text: str, keys: Mapping[str, Any], note: Callable[[str], None]) -> str:
    """A document without the chunks whose options, or those of the document, hide them.

    What is shown is plain code, without its options.
    """
    if PurePosixPath(path).suffix.lower() not in COMPUTED:
        return text
    usual, hidden = _usual(text, keys), 0

    def shown(chunk: re.Match[str]) -> str:
        nonlocal hidden
        if _is_hidden(chunk, usual):
            hidden += 1
            return _NOTHING
        language = re.split(r"[\s,]", chunk["head"])[0].lower()
        head, end = f"{chunk['indent']}{chunk['fence']}{language}\n", chunk[0][chunk.end("code") - chunk.start() :]
        return head + _OPTION_LINE.sub("", chunk["code"]) + end

    made = _AROUND.sub("\n\n", _CHUNK.sub(shown, text)).replace(_NOTHING, "")
    if hidden:
        chunks = "1 chunk of code is" if hidden == 1 else f"{hidden} chunks of code are"
        note(f"{chunks} not shown and left out, with the figures and tables that code makes: put these in")
    if computed := len(_INLINE.findall(made)):
        values = "1 value is" if computed == 1 else f"{computed} values are"
        note(f"{values} computed within the text (`r …`): write what comes out")
    return made.lstrip("\n")


def _usual(text: str, keys: Mapping[str, Any]) -> dict[str, str]:
    """Return what the document says for all its chunks."""
    execute = keys.get("execute")
    given = execute if isinstance(execute, Mapping) else {}
    said = {name: str(given[name]).lower() for name in ("echo", "include") if name in given}
    return {"echo": "false"} | said if _FOR_ALL.search(text) else said


def _is_hidden(chunk: re.Match[str], usual: Mapping[str, str]) -> bool:
    lines = "".join(_OPTION_LINE.findall(chunk["code"]))
    own = {name: value.lower() for name, value in (*_IN_HEAD.findall(chunk["head"]), *_IN_LINES.findall(lines))}
    return any(value in _NO for value in (dict(usual) | own).values())


_SNIPPET = re.compile(r"(?m)^([ \t]*)-+8<-+[ \t]+[\"']([^\"'\n]+)[\"'][ \t]*$")
_DEEPEST = 3
_EACH = 100
"""Characters that each file counts for beside its own."""


@dataclass(slots=True)
class Snippets:
    """The files of the folder that texts may include. ``linked`` leads the links of a part, as those of its text."""

    files: Mapping[str, bytes]
    folders: tuple[str, ...]
    linked: Callable[[str], str]
    remarks: list[Remark] = field(default_factory=list)
    room: int = TEXT
    """Characters that may still be put in: files that name each other multiply."""

    def put_in(self, body: str, path: str, depth: int = 0) -> str:
        """``body`` with the files that it names; ``path`` is that of the text."""
        marks = [found for pattern in (_SNIPPET, INCLUDE) for found in pattern.finditer(body)]
        if not marks:
            return body
        prose = without_code(body)
        parts, at = [], 0
        for found in sorted(marks, key=lambda it: it.start()):
            parts += [body[at : found.start()], self._content(found, path, found[0] not in prose, depth)]
            at = found.end()
        return "".join([*parts, body[at:]])

    def _content(self, found: re.Match[str], path: str, is_code: bool, depth: int) -> str:
        name = next((place for place in self._places(found, path) if place in self.files), "")
        text, why = "", "" if name else "the folder has no such file"
        if name and depth >= _DEEPEST:
            why = "it is named by a file that others name"
        elif name:
            text = decoded(self.files[name])[0].rstrip("\n") if self.room > 0 else ""
            is_fitting = len(text) + _EACH <= self.room
            self.room -= len(text) + _EACH if is_fitting else _EACH
            why = "" if is_fitting else f"with it the text is longer than {TEXT:,} characters"
            why = "it is not text" if "\0" in text else why
        if why:
            self.remarks.append(Remark(path, f"“{found[0].strip()}” was not inserted: {why}", Rank.LOST))
            return found[0]
        if not is_code:
            text = split_front(text).body if found.re is INCLUDE else text
            text = self.put_in(self.linked(text), path, depth + 1)
        return "\n".join(f"{found[1]}{line}".rstrip() for line in text.split("\n"))

    def _places(self, found: re.Match[str], path: str) -> Iterator[str]:
        name = found[2]
        if found.re is INCLUDE:
            yield place_of(name, path)
        for folder in (*self.folders, posixpath.dirname(path)):
            place = posixpath.normpath(posixpath.join(folder, name))
            if not place.startswith(".."):
                yield place
