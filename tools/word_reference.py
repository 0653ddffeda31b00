"""Makes the documents whose styles a handed-out brief has: ``templates/word/reference.docx``, and those of languages.

Colours are those of ``templates/css/tokens.css``; the faces are those that an office machine has. With ``--check`` it
only compares.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / "templates" / "word"
TOKENS = (PROJECT / "templates" / "css" / "tokens.css").read_text("utf-8")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Faces:
    """Faces of text and of headings, for Latin letters and for East Asian ones; ``line`` is the height of a line."""

    text: str
    heading: str
    east: str
    line: int


FACES = {
    "reference": Faces("Cambria", "Calibri", "Malgun Gothic", 288),
    "reference-ko": Faces("Malgun Gothic", "Malgun Gothic", "Malgun Gothic", 312),
}
LISTS = {
    "reference": (["decimal", "lowerLetter", "lowerRoman"], ["%{}.", "%{}.", "%{}."]),
    "reference-ko": (["decimal", "ganada", "decimal", "ganada"], ["%{}.", "%{}.", "%{})", "%{})"]),
}
BULLETS = ("•", "–", "·")


def colour(token: str) -> str:
    """The light value of a token of the theme."""
    found = re.search(rf"--{token}: (?:light-dark\()?#(\w{{6}})", TOKENS)
    assert found is not None, token
    return found[1].upper()


INK, SOFT, ACCENT, RULE, WASH = map(colour, ("ink", "ink-soft", "accent", "rule", "accent-wash"))


def fonts(latin: str, faces: Faces) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{faces.east}" w:cs="{latin}"/>'


def paragraph(
    ident: str,
    name: str,
    properties: str,
    looks: str = "",
    based: str = "Normal",
    then: str = "Normal",
    own: bool = False,
) -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    follows = f'<w:next w:val="{then}"/>' if then else ""
    custom = ' w:customStyle="1"' if own else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{ident}"><w:name w:val="{name}"/>{base}{follows}<w:qFormat/>'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{looks}</w:rPr></w:style>"
    )


def character(ident: str, name: str, looks: str, own: bool = False) -> str:
    custom = ' w:customStyle="1"' if own else ""
    return (
        f'<w:style w:type="character"{custom} w:styleId="{ident}"><w:name w:val="{name}"/>'
        f"<w:rPr>{looks}</w:rPr></w:style>"
    )


def space(before: int = 0, after: int = 0, line: int = 0) -> str:
    rest = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{rest}/>'


def size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def tone(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


LINE = f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{ACCENT}"/></w:pBdr>'
BOLD = "<w:b/><w:bCs/>"
KEEP = "<w:keepNext/><w:keepLines/>"


def headings(faces: Faces) -> Iterator[str]:
    face = fonts(faces.heading, faces)
    for level, (points, before, shade) in enumerate(
        ((28, 320, ACCENT), (24, 240, INK), (22, 200, INK), (21, 160, SOFT)), 1
    ):
        looks = f"{face}{BOLD}{tone(shade)}{size(points)}"
        outline = f'{KEEP}{space(before, 80, 264)}<w:outlineLvl w:val="{level - 1}"/>'
        yield paragraph(f"Heading{level}", f"heading {level}", outline, looks)


def styles(faces: Faces) -> str:
    made = (*basics(faces), *texts(faces), *details(faces), *tables())
    return f'{HEAD}<w:styles xmlns:w="{W}">{"".join(made)}</w:styles>'


def basics(faces: Faces) -> list[str]:
    return [
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(faces.text, faces)}{tone(INK)}{size(21)}"
        '<w:lang w:val="en-GB" w:eastAsia="ko-KR" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>",
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        f'<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>{space(0, 140, faces.line)}</w:pPr></w:style>',
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
    ]


def texts(faces: Faces) -> list[str]:
    face = fonts(faces.heading, faces)
    return [
        paragraph("Series", "Series", space(0, 120), f"{face}{tone(ACCENT)}{size(19)}", own=True),
        paragraph("Title", "Title", f"{KEEP}{space(0, 120, 252)}", f"{face}{BOLD}{tone(INK)}{size(44)}"),
        paragraph("Subtitle", "Subtitle", f"<w:keepNext/>{space(0, 160, 264)}", f"{face}{tone(SOFT)}{size(24)}"),
        paragraph("Lead", "Lead", f"{LINE}{space(80, 240)}", f"{size(23)}", own=True),
        *headings(faces),
        paragraph("ListBullet", "List Bullet", '<w:numPr><w:numId w:val="1"/></w:numPr>' + space(0, 80), then=""),
        paragraph("ListNumber", "List Number", '<w:numPr><w:numId w:val="2"/></w:numPr>' + space(0, 80), then=""),
        paragraph("ListContinue", "List Continue", space(0, 80), then=""),
        paragraph("Quote", "Quote", f'{LINE}{space(80, 160)}<w:ind w:left="340" w:right="340"/>', tone(SOFT)),
    ]


def details(faces: Faces) -> list[str]:
    face = fonts(faces.heading, faces)
    small = f"{face}{tone(SOFT)}{size(18)}"
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="{RULE}"/></w:pBdr>'
    return [
        paragraph("Code", "Code", space(80, 160, 252), f"{fonts('Consolas', faces)}{size(18)}", own=True, then=""),
        paragraph("Caption", "caption", f"{KEEP}{space(240, 60, 252)}", f"{face}{BOLD}{tone(INK)}{size(20)}"),
        paragraph("Subcaption", "Subcaption", f"<w:keepNext/>{space(0, 80, 252)}", small, own=True),
        paragraph("Picture", "Picture", space(60, 160, 240), own=True),
        paragraph("Remark", "Remark", space(40, 200, 252), small, own=True),
        paragraph(
            "Label", "Label", f"<w:keepNext/>{space(160, 60, 252)}", f"{face}{BOLD}{tone(ACCENT)}{size(22)}", own=True
        ),
        paragraph(
            "Terms", "Terms", f'{space(0, 20, 252)}<w:ind w:left="340"/>', f"{face}{tone(SOFT)}{size(19)}", own=True
        ),
        paragraph(
            "TableText", "Table Text", f"<w:keepLines/>{space(50, 50, 252)}", f"{face}{size(19)}", own=True, then=""
        ),
        paragraph(
            "TableHead",
            "Table Head",
            f"<w:keepNext/>{space(50, 50, 252)}",
            f"{face}{BOLD}{tone(ACCENT)}{size(19)}",
            own=True,
            then="",
        ),
        paragraph(
            "Source", "Source", f'{space(0, 60, 252)}<w:ind w:left="454" w:hanging="454"/>', small, own=True, then=""
        ),
        paragraph("Rule", "Rule", f"{rule}{space(0, 160, 120)}", own=True),
        paragraph("FootnoteText", "footnote text", space(0, 40, 240), size(18), then=""),
        character("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>'),
        character("Hyperlink", "Hyperlink", f'{tone(ACCENT)}<w:u w:val="single"/>'),
        character("Figure", "Figure", f'<w:shd w:val="clear" w:color="auto" w:fill="{WASH}"/>', own=True),
        character("Mark", "Mark", tone(SOFT), own=True),
        character("CodeWords", "Code Words", fonts("Consolas", faces), own=True),
    ]


def tables() -> Iterator[str]:
    def edge(name: str, shade: str, width: int = 4) -> str:
        return f'<w:{name} w:val="single" w:sz="{width}" w:space="0" w:color="{shade}"/>'

    margins = "".join(
        f'<w:{name} w:w="{width}" w:type="dxa"/>'
        for name, width in (("top", 20), ("left", 85), ("bottom", 20), ("right", 85))
    )
    yield (
        '<w:style w:type="table" w:customStyle="1" w:styleId="BriefTable"><w:name w:val="Brief Table"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{edge("top", ACCENT, 12)}{edge("bottom", ACCENT, 8)}'
        f"{edge('insideH', RULE)}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{edge("bottom", ACCENT, 8)}</w:tcBorders></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )
    wide = "".join(
        f'<w:{name} w:w="{width}" w:type="dxa"/>'
        for name, width in (("top", 60), ("left", 200), ("bottom", 80), ("right", 200))
    )
    yield (
        '<w:style w:type="table" w:customStyle="1" w:styleId="BriefBox"><w:name w:val="Brief Box"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{edge("top", ACCENT, 12)}</w:tblBorders>'
        f"<w:tblCellMar>{wide}</w:tblCellMar></w:tblPr><w:tcPr>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{WASH}"/></w:tcPr>'
        "</w:style>"
    )


def numbering(name: str) -> str:
    forms, texts = LISTS[name]

    def level(at: int, form: str, text: str) -> str:
        left = 340 * (at + 1)
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val={quoteattr(text)}/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="340"/></w:pPr></w:lvl>'
        )

    bullets = "".join(level(at, "bullet", BULLETS[at % len(BULLETS)]) for at in range(9))
    numbers = "".join(level(at, forms[at % len(forms)], texts[at % len(texts)].format(at + 1)) for at in range(9))
    return (
        f'{HEAD}<w:numbering xmlns:w="{W}">'
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>{bullets}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{numbers}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )


def theme(faces: Faces) -> str:
    """The colours and faces that Word offers in its menus."""

    def tones() -> Iterator[str]:
        shades = (
            ("accent1", ACCENT),
            ("accent2", mid),
            ("accent3", SOFT),
            ("accent4", pale),
            ("accent5", RULE),
            ("accent6", INK),
        )
        for key, shade in (
            ("dk1", INK),
            ("lt1", "FFFFFF"),
            ("dk2", SOFT),
            ("lt2", WASH),
            *shades,
            ("hlink", ACCENT),
            ("folHlink", SOFT),
        ):
            yield f'<a:{key}><a:srgbClr val="{shade}"/></a:{key}>'

    def face(key: str, latin: str) -> str:
        return f'<a:{key}><a:latin typeface="{latin}"/><a:ea typeface="{faces.east}"/><a:cs typeface=""/></a:{key}>'

    mid, pale = colour("accent-mid"), colour("accent-pale")
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = "".join(f'<a:ln w="{width}">{fill}</a:ln>' for width in (6350, 12700, 19050))
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{HEAD}<a:theme xmlns:a="{A}" name="Brief"><a:themeElements>'
        f'<a:clrScheme name="Brief">{"".join(tones())}</a:clrScheme>'
        f'<a:fontScheme name="Brief">{face("majorFont", faces.heading)}{face("minorFont", faces.text)}</a:fontScheme>'
        f'<a:fmtScheme name="Brief"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def font_table(faces: Faces) -> str:
    named = dict.fromkeys((faces.text, faces.heading, faces.east, "Consolas"))
    made = "".join(f'<w:font w:name="{it}"><w:pitch w:val="variable"/></w:font>' for it in named)
    return f'{HEAD}<w:fonts xmlns:w="{W}">{made}</w:fonts>'


def page() -> str:
    """An empty page with its margins."""
    return (
        '<w:p/><w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1361" w:right="1418" w:bottom="1361" w:left="1418" w:header="680" '
        'w:footer="680" w:gutter="0"/>'
        "</w:sectPr>"
    )


def footer() -> str:
    """The number of the page."""
    number = "".join(
        f"<w:r>{it}</w:r>"
        for it in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return f'{HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:jc w:val="right"/></w:pPr>{number}</w:p></w:ftr>'


def parts(name: str) -> Mapping[str, str]:
    relation = "http://schemas.openxmlformats.org/package/2006/relationships"
    kinds = ("styles", "numbering", "settings", "footer", "fontTable", "theme")
    names = {it: f"{it}.xml" for it in kinds} | {"footer": "footer1.xml", "theme": "theme/theme1.xml"}
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{R}/{kind}" Target="{names[kind]}"/>' for at, kind in enumerate(kinds, 1)
    )
    overrides = "".join(
        f'<Override PartName="/word/{names[kind]}" ContentType="{THEME if kind == "theme" else f"{TYPE}.{kind}+xml"}"/>'
        for kind in kinds
    )
    return {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": (
            f'{HEAD}<Relationships xmlns="{relation}">'
            f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{relation}">{relations}</Relationships>',
        "word/document.xml": (f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{page()}</w:body></w:document>'),
        "word/footer1.xml": footer(),
        "word/fontTable.xml": font_table(FACES[name]),
        "word/numbering.xml": numbering(name),
        "word/settings.xml": (
            f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
            '<w:characterSpacingControl w:val="doNotCompress"/><w:footnotePr><w:footnote w:id="-1"/>'
            '<w:footnote w:id="0"/></w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
        ),
        "word/styles.xml": styles(FACES[name]),
        "word/theme/theme1.xml": theme(FACES[name]),
    }


def document(name: str) -> bytes:
    """The file; zipped without compression, so that every machine makes the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as made:
        for path, text in parts(name).items():
            made.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), text)
    return held.getvalue()


def main() -> int:
    wanted = {FOLDER / f"{name}.docx": document(name) for name in FACES}
    if "--check" in sys.argv:
        return int(any(not path.exists() or path.read_bytes() != made for path, made in wanted.items()))
    FOLDER.mkdir(exist_ok=True)
    for path, made in wanted.items():
        path.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
