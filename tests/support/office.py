"""Word and Hancom documents made by hand: the least that the programs accept, with the parts that a test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPACES = (
    f'{_W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HWPX = (
    'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" '
    'xmlns:hc="http://www.hancom.co.kr/hwpml/2011/core" xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"'
)


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """The files as a ZIP archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return held.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    """The files of a ZIP archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def word(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    notes: str = "",
    comments: str = "",
    links: Mapping[str, str] = {},
    files: Mapping[str, str | bytes] = {},
) -> bytes:
    """A .docx with this body; ``links`` are addresses outside by the id of their relation, ``files`` more members.

    A member ``word/media/x.png`` has the relation ``x``.
    """
    media = (
        f'<Relationship Id="{name.rpartition("/")[2].partition(".")[0]}" Type="{_OFFICE}/image" '
        f'Target="{name.removeprefix("word/")}"/>'
        for name in files
        if name.startswith("word/media/")
    )
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="d" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations_of(links, "".join(media)),
    }
    for name, held, tag in (
        ("styles", styles, "styles"),
        ("numbering", numbering, "numbering"),
        ("footnotes", notes, "footnotes"),
        ("comments", comments, "comments"),
    ):
        if held:
            parts[f"word/{name}.xml"] = f"<w:{tag} {SPACES}>{held}</w:{tag}>"
    return archive({**parts, **files})


def relations_of(links: Mapping[str, str], more: str = "") -> str:
    """The relations of a part: addresses outside by their id."""
    outside = (
        f'<Relationship Id="{ident}" Type="{_OFFICE}/hyperlink" Target="{address}" TargetMode="External"/>'
        for ident, address in links.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(outside)}{more}</Relationships>'


def paragraph(*runs: str, style: str = "", numbered: tuple[int, int] | None = None) -> str:
    """A paragraph of runs; a run that is no XML is its text. ``numbered`` is list and level."""
    held = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered is not None:
        held += f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
    made = "".join(run if run.startswith("<") else text(run) for run in runs)
    return f"<w:p><w:pPr>{held}</w:pPr>{made}</w:p>"


def text(words: str, look: str = "") -> str:
    """A run; ``look`` are its properties."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def heading_styles(levels: int = 3) -> str:
    """Styles ``h1`` …, and ``title``."""
    styles = (
        f'<w:style w:type="paragraph" w:styleId="h{at}"><w:name w:val="heading {at}"/></w:style>'
        for at in range(1, levels + 1)
    )
    return "".join(styles) + '<w:style w:type="paragraph" w:styleId="title"><w:name w:val="Title"/></w:style>'


def list_levels(number: int, *levels: tuple[str, str]) -> str:
    """A list of the document: form and text of each level."""
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/></w:lvl>'
        for at, (form, shown) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{made}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    )


def hwpx(
    section: str, *, head: str = "", items: Mapping[str, bytes] = {}, more: Mapping[str, str | bytes] = {}
) -> bytes:
    """An .hwpx with one section; ``items`` are pictures by the name of their member in ``BinData``."""
    listed = "".join(f'<opf:item id="{name.partition(".")[0]}" href="BinData/{name}"/>' for name in items)
    return archive(
        {
            "mimetype": "application/hwp+zip",
            "Contents/header.xml": f"<hh:head {_HWPX}>{head}</hh:head>",
            "Contents/section0.xml": f"<hs:sec {_HWPX}>{section}</hs:sec>",
            "Contents/content.hpf": f'<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:manifest>{listed}'
            "</opf:manifest></opf:package>",
            **{f"BinData/{name}": content for name, content in items.items()},
            **more,
        }
    )


def hwpx_paragraph(*runs: str, style: str = "0", shape: str = "0") -> str:
    """A paragraph; a run that is no XML is its text."""
    made = "".join(
        f'<hp:run charPrIDRef="0">{run if run.startswith("<") else f"<hp:t>{run}</hp:t>"}</hp:run>' for run in runs
    )
    return f'<hp:p paraPrIDRef="{shape}" styleIDRef="{style}">{made}</hp:p>'


def xlsx(
    sheets: Mapping[str, str],
    *,
    words: str = "",
    formats: tuple[str, ...] = (),
    workbook: str = "",
    states: Mapping[str, str] = {},
    files: Mapping[str, str | bytes] = {},
) -> bytes:
    """An .xlsx with these sheets, each the inside of its ``sheetData`` or, from a ``<`` of another element, of itself.

    The style 0 of a cell has no format, the style 1 the first of ``formats``. ``words`` are the shared ``si`` elements.
    """
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="s{at}" state="{states.get(name, "visible")}"/>'
        for at, name in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="s{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at, _ in enumerate(sheets, 1)
    )
    related += "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for name in ("styles", "sharedStrings")
    )
    codes = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{code}"/>' for at, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{164 + at}"/>' for at, _ in enumerate(formats))
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="d" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{related}</Relationships>',
        "xl/workbook.xml": f'<workbook {space} xmlns:r="{_OFFICE}"><sheets>{listed}</sheets>{workbook}</workbook>',
        "xl/styles.xml": f'<styleSheet {space}><numFmts>{codes}</numFmts><cellXfs><xf numFmtId="0"/>{styles}</cellXfs>'
        "</styleSheet>",
        "xl/sharedStrings.xml": f"<sst {space}>{words}</sst>",
    }
    for at, inner in enumerate(sheets.values(), 1):
        inside = inner if "<sheetData" in inner else f"<sheetData>{inner}</sheetData>"
        parts[f"xl/worksheets/sheet{at}.xml"] = f"<worksheet {space}>{inside}</worksheet>"
    return archive({**parts, **files})


def sheet_rows(*rows: tuple[str | int | float | None, ...]) -> str:
    """Rows of a sheet from their values; None leaves a cell out, and a text that begins with ``<c`` is a whole cell."""
    made = []
    for row in rows:
        cells = (_sheet_cell(value) for value in row)
        made.append(f"<row>{''.join(cells)}</row>")
    return "".join(made)


def _sheet_cell(value: str | int | float | None) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        return value if value.startswith("<c") else f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    return f"<c><v>{value}</v></c>"
