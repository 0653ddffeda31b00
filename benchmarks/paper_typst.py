"""The text of a pack in Typst: its headings, paragraphs, lists, notes and tables, without images and without design.

    PYTHON_WITH_TYPST benchmarks/paper_typst.py FOLDER OUTPUT.pdf

compiles ``FOLDER/pack.typ`` with the fonts of the folder. ``markup`` writes that file and needs no Typst.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = ("p", "li", "dt", "dd", "figcaption", "blockquote")
_SKIPPED = ("svg", "img", "style", "script", "head", "title")


def markup(html: str, lang: str) -> str:
    """A page as Typst markup."""
    from lxml import html as parser

    body = parser.document_fromstring(html).find("body")
    faces = '("Briefgen Serif", "Noto Serif KR", "Source Serif 4")'
    head = (
        f'#set page(paper: "a4", numbering: "1 / 1")\n#set text(lang: "{lang}", size: 10pt, font: {faces})\n#outline()'
    )
    return "\n\n".join([head, *_parts(body)]) + "\n"


def _parts(element: Any) -> Iterator[str]:
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _SKIPPED:
            continue
        if child.tag in _HEADINGS:
            yield f"#heading(level: {_HEADINGS[child.tag]})[{_words(child)}]"
        elif child.tag == "table":
            yield _table(child)
        elif child.tag in _BLOCKS and not any(it.tag in (*_BLOCKS, "table") for it in child.iterdescendants()):
            if words := _words(child):
                yield f"- {words}" if child.tag == "li" else words
        else:
            yield from _parts(child)


def _table(table: Any) -> str:
    rows = [[_words(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    columns = max((len(row) for row in rows), default=1)
    cells = [cell for row in rows for cell in [*row, *[""] * (columns - len(row))]]
    return f"#table(columns: {columns}, {', '.join(f'[{cell}]' for cell in cells)})"


def _words(element: Any) -> str:
    """The words of an element, its notes as notes."""
    return " ".join(_inline(element)).strip()


def _inline(element: Any) -> Iterator[str]:
    yield from _string(element.text)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            if "footnote" in child.get("class", "").split():
                yield f"#footnote[{_words(child)}]"
            else:
                yield from _inline(child)
        yield from _string(child.tail)


def _string(text: str | None) -> Iterator[str]:
    """Words as a string, in which no sign means anything."""
    if text and text.strip():
        yield f"#{json.dumps(' '.join(text.split()), ensure_ascii=False)};"


def main() -> None:
    """Compile a folder's pack."""
    import typst

    folder, output = Path(sys.argv[1]), Path(sys.argv[2])
    typst.compile(str(folder / "pack.typ"), output=str(output), font_paths=[str(folder)])


if __name__ == "__main__":
    main()
