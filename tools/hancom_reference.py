"""Makes the documents whose styles a brief for Hancom Office has: ``templates/hancom/``, in English and in Korean.

Colours are those of ``templates/css/tokens.css``; the faces are those that come with Hancom Office, for Latin letters
those of an office machine. With ``--check`` it only compares.
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
FOLDER = PROJECT / "templates" / "hancom"
TOKENS = (PROJECT / "templates" / "css" / "tokens.css").read_text("utf-8")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
HWPML = "http://www.hancom.co.kr/hwpml/2011"
PREFIXES = {
    "ha": f"{HWPML}/app",
    "hp": f"{HWPML}/paragraph",
    "hp10": "http://www.hancom.co.kr/hwpml/2016/paragraph",
    "hs": f"{HWPML}/section",
    "hc": f"{HWPML}/core",
    "hh": f"{HWPML}/head",
    "hhs": f"{HWPML}/history",
    "hm": f"{HWPML}/master-page",
    "hpf": "http://www.hancom.co.kr/schema/2011/hpf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "opf": "http://www.idpf.org/2007/opf/",
    "ooxmlchart": "http://www.hancom.co.kr/hwpml/2016/ooxmlchart",
    "hwpunitchar": "http://www.hancom.co.kr/hwpml/2016/HwpUnitChar",
    "epub": "http://www.idpf.org/2007/ops",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
}
"""The program declares them all, and wants to find them."""
SPACES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in PREFIXES.items())
SCRIPTS = ("HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER")
TEXT, HEADING, CODE = 0, 1, 2
NONE, TABLE_HEAD, TABLE_CELL, BOX, LINE, RULED, PLAIN = range(1, 8)
"""The numbers of borders."""
OUTLINE, NUMBERS = 1, 2
"""The numbers of lists."""
STEP = 1700


@dataclass(frozen=True)
class Faces:
    """Faces of text and headings for Latin letters, the height of a line in percent, and how lists count."""

    latin: tuple[str, str]
    line: int
    numbers: tuple[tuple[str, str], ...]


HANGUL = ("함초롬바탕", "함초롬돋움")
FACES = {
    "reference": Faces(
        ("Cambria", "Calibri"), 150, (("DIGIT", "^{}."), ("LATIN_SMALL", "^{}."), ("ROMAN_SMALL", "^{}."))
    ),
    "reference-ko": Faces(
        HANGUL,
        160,
        (("DIGIT", "^{}."), ("HANGUL_SYLLABLE", "^{}."), ("DIGIT", "^{})"), ("HANGUL_SYLLABLE", "^{})")),
    ),
}
BULLETS = ("•", "–", "·", "·")


def colour(token: str) -> str:
    """The light value of a token of the theme."""
    found = re.search(rf"--{token}: (?:light-dark\()?#(\w{{6}})", TOKENS)
    assert found is not None, token
    return f"#{found[1].upper()}"


INK, SOFT, ACCENT, RULE, WASH = map(colour, ("ink", "ink-soft", "accent", "rule", "accent-wash"))


@dataclass(frozen=True)
class Look:
    """Characters: height in hundredths of a point, face and tones."""

    height: int = 1050
    tone: str = INK
    face: int = TEXT
    bold: bool = False
    underline: str = ""
    line: str = "SOLID"

    def xml(self, number: int) -> str:
        def of_each(tag: str, value: int) -> str:
            every = " ".join(f'{script.lower()}="{value}"' for script in SCRIPTS)
            return f"<hh:{tag} {every}/>"

        line = ("BOTTOM", self.underline) if self.underline else ("NONE", "#000000")
        return (
            f'<hh:charPr id="{number}" height="{self.height}" textColor="{self.tone}" shadeColor="none" '
            f'useFontSpace="0" useKerning="0" symMark="NONE" borderFillIDRef="{NONE}">'
            f"{of_each('fontRef', self.face)}{of_each('ratio', 100)}{of_each('spacing', 0)}{of_each('relSz', 100)}"
            f"{of_each('offset', 0)}{'<hh:bold/>' if self.bold else ''}"
            f'<hh:underline type="{line[0]}" shape="{self.line}" color="{line[1]}"/><hh:strikeout shape="NONE" '
            'color="#000000"/><hh:outline type="NONE"/><hh:shadow type="NONE" color="#C0C0C0" offsetX="10" '
            'offsetY="10"/></hh:charPr>'
        )


@dataclass(frozen=True)
class Shape:
    """A paragraph: spaces in hundredths of a point, and what stands before it."""

    before: int = 0
    after: int = 700
    line: int = 0
    left: int = 0
    intent: int = 0
    right: int = 0
    align: str = "JUSTIFY"
    keep: bool = False
    border: int = NONE
    heading: tuple[str, int, int] = ("NONE", 0, 0)

    def xml(self, number: int, line: int) -> str:
        kind, ident, level = self.heading
        return (
            f'<hh:paraPr id="{number}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="1" '
            'suppressLineNumbers="0" checked="0" textDir="LTR">'
            f'<hh:align horizontal="{self.align}" vertical="BASELINE"/>'
            f'<hh:heading type="{kind}" idRef="{ident}" level="{level}"/>'
            '<hh:breakSetting breakLatinWord="KEEP_WORD" breakNonLatinWord="KEEP_WORD" widowOrphan="1" '
            f'keepWithNext="{int(self.keep)}" keepLines="{int(self.keep)}" pageBreakBefore="0" lineWrap="BREAK"/>'
            '<hh:autoSpacing eAsianEng="0" eAsianNum="0"/><hp:switch>'
            f'<hp:case hp:required-namespace="{HWPML.replace("2011", "2016")}/HwpUnitChar">{self._spaces(1, line)}'
            f"</hp:case><hp:default>{self._spaces(2, line)}</hp:default></hp:switch>"
            f'<hh:border borderFillIDRef="{self.border}" offsetLeft="{400 if self.border == LINE else 0}" '
            'offsetRight="0" offsetTop="0" offsetBottom="0" connect="0" ignoreMargin="0"/></hh:paraPr>'
        )

    def _spaces(self, times: int, line: int) -> str:
        """Old readers count spaces in halves of the unit."""
        given = (
            ("intent", self.intent),
            ("left", self.left),
            ("right", self.right),
            ("prev", self.before),
            ("next", self.after),
        )
        inner = "".join(f'<hc:{name} value="{value * times}" unit="HWPUNIT"/>' for name, value in given)
        height = self.line or line
        return f'<hh:margin>{inner}</hh:margin><hh:lineSpacing type="PERCENT" value="{height}" unit="HWPUNIT"/>'


@dataclass(frozen=True)
class Style:
    """A style by its names in Hancom Office in Korean and in English."""

    name: str
    english: str
    look: Look = Look()
    shape: Shape | None = Shape()


def styles() -> Iterator[Style]:
    small = Look(900, SOFT, HEADING)
    yield Style("바탕글", "Normal")
    yield Style("발행 정보", "Series", Look(950, ACCENT, HEADING), Shape(after=600, align="LEFT"))
    yield Style("제목", "Title", Look(2200, INK, HEADING, True), Shape(after=600, line=130, align="LEFT", keep=True))
    yield Style("부제", "Subtitle", Look(1200, SOFT, HEADING), Shape(after=800, line=135, align="LEFT", keep=True))
    yield Style("요약", "Lead", Look(1150), Shape(400, 1200, left=600, border=LINE))
    for level, (height, before, tone) in enumerate(((1400, 1600, ACCENT), (1200, 1200, INK), (1100, 1000, INK)), 1):
        shape = Shape(before, 400, 135, align="LEFT", keep=True)
        yield Style(f"개요 {level}", f"Outline {level}", Look(height, tone, HEADING, True), shape)
    shape = Shape(800, 400, 135, align="LEFT", keep=True)
    yield Style("개요 4", "Outline 4", Look(1050, SOFT, HEADING, True), shape)
    for level in range(len(BULLETS)):
        left = STEP * level
        shape = Shape(0, 400, left=left, heading=("BULLET", level + 1, level))
        yield Style(f"글머리표 {level + 1}", f"List Bullet {level + 1}", Look(), shape)
    yield Style("번호 목록", "List Number", Look(), Shape(0, 400, heading=("NUMBER", NUMBERS, 0)))
    yield Style("목록 이어쓰기", "List Continue", Look(), Shape(0, 400))
    yield Style("인용", "Quote", Look(tone=SOFT), Shape(400, 800, left=STEP, right=STEP, border=LINE))
    yield Style("코드", "Code", Look(900, INK, CODE), Shape(400, 800, 130, align="LEFT"))
    yield Style("캡션", "Caption", Look(1000, INK, HEADING, True), Shape(1200, 300, 130, align="LEFT", keep=True))
    yield Style("작은 캡션", "Subcaption", small, Shape(0, 400, 130, align="LEFT", keep=True))
    yield Style("그림", "Picture", Look(), Shape(300, 800, 130, align="LEFT"))
    yield Style("그림 주", "Remark", small, Shape(200, 1000, 130, align="LEFT"))
    label = Look(1100, ACCENT, HEADING, True)
    yield Style("항목 이름", "Label", label, Shape(800, 300, 130, align="LEFT", keep=True))
    yield Style("이행 조건", "Terms", Look(950, SOFT, HEADING), Shape(0, 100, 130, STEP, align="LEFT"))
    yield Style("표 본문", "Table Text", Look(950, INK, HEADING), Shape(100, 100, 130, align="LEFT"))
    head = Look(950, ACCENT, HEADING, True)
    yield Style("표 머리", "Table Head", head, Shape(100, 100, 130, align="LEFT", keep=True))
    yield Style("출처", "Source", small, Shape(0, 300, 130, 2270, -2270, align="LEFT"))
    yield Style("구분선", "Rule", Look(400), Shape(0, 800, 100, border=RULED))
    yield Style("각주", "Footnote", Look(900), Shape(0, 200, 130, align="LEFT"))
    yield Style("링크", "Hyperlink", Look(tone=ACCENT, underline=ACCENT), None)
    yield Style("수치", "Figure", Look(underline=SOFT, line="DOT"), None)
    yield Style("표시", "Mark", Look(tone=SOFT), None)
    yield Style("코드 글자", "Code Words", Look(face=CODE), None)


def faces(given: Faces) -> str:
    def font(number: int, name: str) -> str:
        return f'<hh:font id="{number}" face="{name}" type="TTF" isEmbedded="0"/>'

    def of(script: str) -> str:
        names = given.latin if script == "LATIN" else HANGUL
        code = "Consolas" if script == "LATIN" else HANGUL[1]
        fonts = "".join(font(at, name) for at, name in enumerate((*names, code)))
        return f'<hh:fontface lang="{script}" fontCnt="3">{fonts}</hh:fontface>'

    return f'<hh:fontfaces itemCnt="{len(SCRIPTS)}">{"".join(map(of, SCRIPTS))}</hh:fontfaces>'


def borders() -> str:
    def one(number: int, fill: str = "", **edges: tuple[str, str]) -> str:
        def edge(side: str) -> str:
            width, tone = edges.get(side, ("", "#000000"))
            kind = "SOLID" if width else "NONE"
            return f'<hh:{side}Border type="{kind}" width="{width or "0.1 mm"}" color="{tone}"/>'

        brush = f'<hc:winBrush faceColor="{fill}" hatchColor="#999999" alpha="0"/>'
        return (
            f'<hh:borderFill id="{number}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">'
            '<hh:slash type="NONE" Crooked="0" isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>'
            f"{''.join(map(edge, ('left', 'right', 'top', 'bottom')))}"
            '<hh:diagonal type="SOLID" width="0.1 mm" color="#000000"/>'
            f"{f'<hc:fillBrush>{brush}</hc:fillBrush>' if fill else ''}</hh:borderFill>"
        )

    strong, thin = ("0.5 mm", ACCENT), ("0.12 mm", RULE)
    made = (
        one(NONE),
        one(TABLE_HEAD, top=strong, bottom=("0.3 mm", ACCENT)),
        one(TABLE_CELL, top=thin, bottom=thin),
        one(BOX, WASH, top=strong),
        one(LINE, left=("0.7 mm", ACCENT)),
        one(RULED, bottom=thin),
        one(PLAIN, top=thin, bottom=thin),
    )
    return f'<hh:borderFills itemCnt="{len(made)}">{"".join(made)}</hh:borderFills>'


def para_head(level: int, form: str = "DIGIT", text: str = "") -> str:
    return (
        f'<hh:paraHead start="1" level="{level}" align="LEFT" useInstWidth="1" autoIndent="1" widthAdjust="0" '
        f'textOffsetType="PERCENT" textOffset="50" numFormat="{form}" charPrIDRef="4294967295" checkable="0">'
        f"{text}</hh:paraHead>"
    )


def lists(given: Faces) -> str:
    silent = "".join(para_head(level) for level in range(1, 11))
    numbers = given.numbers
    counted = "".join(
        para_head(level, form, text.format(level))
        for level in range(1, 11)
        for form, text in [numbers[(level - 1) % len(numbers)]]
    )
    bullets = "".join(
        f'<hh:bullet id={quoteattr(str(at))} char={quoteattr(sign)} useImage="0">{para_head(0)}</hh:bullet>'
        for at, sign in enumerate(BULLETS, 1)
    )
    return (
        f'<hh:numberings itemCnt="2"><hh:numbering id="{OUTLINE}" start="0">{silent}</hh:numbering>'
        f'<hh:numbering id="{NUMBERS}" start="0">{counted}</hh:numbering></hh:numberings>'
        f'<hh:bullets itemCnt="{len(BULLETS)}">{bullets}</hh:bullets>'
    )


def header(given: Faces, langid: int) -> str:
    every = tuple(styles())
    shapes = [it for it in every if it.shape]
    looks = "".join(it.look.xml(at) for at, it in enumerate(every))
    paragraphs = "".join(it.shape.xml(at, given.line) for at, it in enumerate(shapes) if it.shape)
    named = "".join(
        f'<hh:style id="{at}" type="{"PARA" if it.shape else "CHAR"}" name="{it.name}" engName="{it.english}" '
        f'paraPrIDRef="{shapes.index(it) if it.shape else 0}" charPrIDRef="{at}" '
        f'nextStyleIDRef="{at if it.shape else 0}" langID="{langid}" lockForm="0"/>'
        for at, it in enumerate(every)
    )
    return (
        f'{HEAD}<hh:head {SPACES} version="1.5" secCnt="1">'
        '<hh:beginNum page="1" footnote="1" endnote="1" pic="1" tbl="1" equation="1"/><hh:refList>'
        f"{faces(given)}{borders()}"
        f'<hh:charProperties itemCnt="{len(every)}">{looks}</hh:charProperties>'
        '<hh:tabProperties itemCnt="1"><hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/></hh:tabProperties>'
        f'{lists(given)}<hh:paraProperties itemCnt="{len(shapes)}">{paragraphs}</hh:paraProperties>'
        f'<hh:styles itemCnt="{len(every)}">{named}</hh:styles></hh:refList>'
        '<hh:compatibleDocument targetProgram="HWP201X"><hh:layoutCompatibility/></hh:compatibleDocument>'
        '<hh:docOption><hh:linkinfo path="" pageInherit="0" footnoteInherit="0"/></hh:docOption>'
        '<hh:trackchageConfig flags="56"/></hh:head>'
    )


def notes(kind: str, length: str, between: int, place: str) -> str:
    return (
        f'<hp:{kind}><hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/>'
        f'<hp:noteLine length="{length}" type="SOLID" width="0.12 mm" color="#000000"/>'
        f'<hp:noteSpacing betweenNotes="{between}" belowLine="567" aboveLine="850"/>'
        f'<hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement place="{place}" beneathText="0"/></hp:{kind}>'
    )


def page() -> str:
    """The page with its margins, and its number at the foot."""
    fills = "".join(
        f'<hp:pageBorderFill type="{kind}" borderFillIDRef="{NONE}" textBorder="PAPER" headerInside="0" '
        'footerInside="0" fillArea="PAPER"><hp:offset left="1417" right="1417" top="1417" bottom="1417"/>'
        "</hp:pageBorderFill>"
        for kind in ("BOTH", "EVEN", "ODD")
    )
    return (
        '<hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" tabStopVal="4000" '
        f'tabStopUnit="HWPUNIT" outlineShapeIDRef="{OUTLINE}" memoShapeIDRef="0" textVerticalWidthHead="0" '
        'masterPageCnt="0"><hp:grid lineGrid="0" charGrid="0" wonggojiFormat="0"/>'
        '<hp:startNum pageStartsOn="BOTH" page="0" pic="0" tbl="0" equation="0"/>'
        '<hp:visibility hideFirstHeader="0" hideFirstFooter="0" hideFirstMasterPage="0" border="SHOW_ALL" '
        'fill="SHOW_ALL" hideFirstPageNum="0" hideFirstEmptyLine="0" showLineNumber="0"/>'
        '<hp:lineNumberShape restartType="0" countBy="0" distance="0" startNumber="0"/>'
        '<hp:pagePr landscape="WIDELY" width="59528" height="84188" gutterType="LEFT_ONLY">'
        '<hp:margin header="3400" footer="3400" gutter="0" left="7090" right="7090" top="3400" bottom="3400"/>'
        f"</hp:pagePr>{notes('footNotePr', '-1', 283, 'EACH_COLUMN')}"
        f"{notes('endNotePr', '14692344', 0, 'END_OF_DOCUMENT')}{fills}</hp:secPr>"
        '<hp:ctrl><hp:colPr id="" type="NEWSPAPER" layout="LEFT" colCount="1" sameSz="1" sameGap="0"/></hp:ctrl>'
        '<hp:ctrl><hp:pageNum pos="BOTTOM_CENTER" formatType="DIGIT" sideChar="-"/></hp:ctrl>'
    )


def paragraph(style: str, inside: str) -> str:
    every = tuple(styles())
    at = next(at for at, it in enumerate(every) if it.english == style)
    shape = [it for it in every if it.shape].index(every[at])
    return (
        f'<hp:p id="0" paraPrIDRef="{shape}" styleIDRef="{at}" pageBreak="0" columnBreak="0" merged="0">'
        f'<hp:run charPrIDRef="{at}">{inside}</hp:run></hp:p>'
    )


def table(number: int, rows: tuple[tuple[str, ...], ...], border: int, margins: tuple[int, int, int]) -> str:
    """A table whose borders and margins those of a brief have."""
    side, top, bottom = margins
    width = 45348 // len(rows[0])
    edges = f'left="{side}" right="{side}" top="{top}" bottom="{bottom}"'

    def cell(row: int, column: int, words: str) -> str:
        is_head = len(rows) > 1 and not row
        own = border if len(rows) == 1 else TABLE_HEAD if is_head else TABLE_CELL
        style = "Table Head" if is_head else "Table Text" if len(rows) > 1 else "Normal"
        return (
            f'<hp:tc name="" header="{int(is_head)}" hasMargin="1" protect="0" editable="0" dirty="0" '
            f'borderFillIDRef="{own}"><hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" '
            'vertAlign="TOP" linkListIDRef="0" linkListNextIDRef="0" textWidth="0" textHeight="0" hasTextRef="0" '
            f'hasNumRef="0">{paragraph(style, f"<hp:t>{words}</hp:t>")}</hp:subList>'
            f'<hp:cellAddr colAddr="{column}" rowAddr="{row}"/><hp:cellSpan colSpan="1" rowSpan="1"/>'
            f'<hp:cellSz width="{width}" height="1800"/><hp:cellMargin {edges}/></hp:tc>'
        )

    inside = "".join(
        f"<hp:tr>{''.join(cell(row, column, words) for column, words in enumerate(held))}</hp:tr>"
        for row, held in enumerate(rows)
    )
    return (
        f'<hp:tbl id="{number}" zOrder="{number}" numberingType="TABLE" textWrap="TOP_AND_BOTTOM" '
        'textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="CELL" repeatHeader="1" '
        f'rowCnt="{len(rows)}" colCnt="{len(rows[0])}" cellSpacing="0" borderFillIDRef="{NONE}" noAdjust="0">'
        f'<hp:sz width="{width * len(rows[0])}" widthRelTo="ABSOLUTE" height="{1800 * len(rows)}" '
        'heightRelTo="ABSOLUTE" protect="0"/><hp:pos treatAsChar="0" affectLSpacing="0" flowWithText="1" '
        'allowOverlap="0" holdAnchorAndSO="0" vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" '
        'horzAlign="LEFT" vertOffset="0" horzOffset="0"/><hp:outMargin left="0" right="0" top="0" bottom="0"/>'
        f"<hp:inMargin {edges}/>{inside}</hp:tbl><hp:t/>"
    )


def section() -> str:
    """An example of each style, and of the two tables whose borders a brief has."""
    own = [it for it in styles() if it.shape and it.english != "Normal"]
    shown = "".join(paragraph(it.english, f"<hp:t>{it.name} ({it.english})</hp:t>") for it in own)
    rows = (("표 머리", "Table Head"), ("표 본문", "Table Text"))
    return (
        f"{HEAD}<hs:sec {SPACES}>{paragraph('Normal', f'{page()}<hp:t>바탕글 (Normal)</hp:t>')}{shown}"
        f"{paragraph('Normal', table(1, rows, TABLE_CELL, (425, 100, 100)))}"
        f"{paragraph('Normal', table(2, (('상자 (Box)',),), BOX, (1000, 300, 400)))}</hs:sec>"
    )


def parts(name: str) -> Mapping[str, str]:
    metadata = "http://www.hancom.co.kr/hwpml/2016/meta/pkg#"
    container = "urn:oasis:names:tc:opendocument:xmlns:container"
    return {
        "mimetype": "application/hwp+zip",
        "version.xml": (
            f'{HEAD}<hv:HCFVersion xmlns:hv="{HWPML}/version" tagetApplication="WORDPROCESSOR" major="5" minor="1" '
            'micro="1" buildNumber="0" os="1" xmlVersion="1.5" application="Hancom Office Hangul" '
            'appVersion="13, 0, 0, 1408 WIN32LEWindows_10"/>'
        ),
        "settings.xml": (
            f'{HEAD}<ha:HWPApplicationSetting xmlns:ha="{HWPML}/app"><ha:CaretPosition listIDRef="0" paraIDRef="0" '
            'pos="0"/></ha:HWPApplicationSetting>'
        ),
        "META-INF/container.xml": (
            f'{HEAD}<ocf:container xmlns:ocf="{container}"><ocf:rootfiles><ocf:rootfile '
            'full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/><ocf:rootfile '
            'full-path="Preview/PrvText.txt" media-type="text/plain"/><ocf:rootfile '
            'full-path="META-INF/container.rdf" media-type="application/rdf+xml"/></ocf:rootfiles></ocf:container>'
        ),
        "META-INF/container.rdf": (
            f'{HEAD}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:pkg="{metadata}">'
            '<rdf:Description rdf:about=""><pkg:hasPart rdf:resource="Contents/header.xml"/></rdf:Description>'
            f'<rdf:Description rdf:about="Contents/header.xml"><rdf:type rdf:resource="{metadata}HeaderFile"/>'
            '</rdf:Description><rdf:Description rdf:about=""><pkg:hasPart rdf:resource="Contents/section0.xml"/>'
            '</rdf:Description><rdf:Description rdf:about="Contents/section0.xml">'
            f'<rdf:type rdf:resource="{metadata}SectionFile"/></rdf:Description><rdf:Description rdf:about="">'
            f'<rdf:type rdf:resource="{metadata}Document"/></rdf:Description></rdf:RDF>'
        ),
        "META-INF/manifest.xml": (
            f'{HEAD}<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        ),
        "Contents/content.hpf": (
            f'{HEAD}<opf:package {SPACES} version="" unique-identifier="" id="">'
            "<opf:metadata><opf:title/><opf:language>ko</opf:language></opf:metadata><opf:manifest>"
            '<opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>'
            '<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/>'
            '<opf:item id="settings" href="settings.xml" media-type="application/xml"/></opf:manifest><opf:spine>'
            '<opf:itemref idref="header" linear="yes"/><opf:itemref idref="section0" linear="yes"/></opf:spine>'
            "</opf:package>"
        ),
        "Contents/header.xml": header(FACES[name], 1042 if name.endswith("ko") else 1033),
        "Contents/section0.xml": section(),
        "Preview/PrvText.txt": "\r\n".join(f"{it.name} ({it.english})" for it in styles() if it.shape),
    }


def document(name: str) -> bytes:
    """The file; zipped without compression, so that every machine makes the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as made:
        for path, text in parts(name).items():
            made.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), text)
    return held.getvalue()


def main() -> int:
    wanted = {FOLDER / f"{name}.hwpx": document(name) for name in FACES}
    if "--check" in sys.argv:
        return int(any(not path.exists() or path.read_bytes() != made for path, made in wanted.items()))
    FOLDER.mkdir(exist_ok=True)
    for path, made in wanted.items():
        path.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
