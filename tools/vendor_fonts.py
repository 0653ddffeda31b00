"""Rebuild ``templates/fonts/``: cut the free fonts that briefgen sets its pages in down to what briefs need.

For maintainers, on Debian or Ubuntu with npm. ``python tools/vendor_fonts.py [--from FOLDER]`` fetches the
packages named in ``PACKAGES`` with ``apt-get download`` and ``npm pack`` (or takes them from FOLDER, where a
former run left them), checks each against its pinned digest, writes one static font file a face, the licence
texts, ``FONTLOG.txt`` and ``manifest.yaml``. The same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parent.parent / "templates" / "fonts"

FEATURES = ["ccmp", "liga", "calt", "kern", "mark", "mkmk", "palt", "halt", "chws"]
"""Without locl: a Chinese run has a family of its own here, and the regional forms would add a third."""
LATIN_FEATURES = [
    *FEATURES,
    "locl",
    "case",
    "lnum",
    "onum",
    "pnum",
    "tnum",
    "frac",
    "numr",
    "dnom",
    "ordn",
    "sups",
    "subs",
    "zero",
]
ARABIC_FEATURES = [
    "ccmp",
    "init",
    "medi",
    "fina",
    "isol",
    "rlig",
    "liga",
    "calt",
    "curs",
    "kern",
    "mark",
    "mkmk",
    "mset",
]
FEATURES_NOTE = "kerning, ligatures, half-width punctuation; no hinting, no vertical setting"


@dataclass(frozen=True)
class Package:
    """An archive of a package manager, pinned by the digest of its bytes."""

    name: str
    version: str
    manager: str
    file: str
    sha256: str

    def fetch(self, folder: Path) -> Path:
        """The archive in ``folder``, fetched when it is not there; exits when its digest is another."""
        path = folder / self.file
        if not path.exists():
            subprocess.run(self._command(), cwd=folder, check=True, stdout=subprocess.DEVNULL)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != self.sha256:
            sys.exit(f"{self.file}: the digest is {found}, expected {self.sha256}")
        return path

    def _command(self) -> list[str]:
        if self.manager == "apt":
            return ["apt-get", "download", f"{self.name}={self.version}"]
        return ["npm", "pack", "--silent", f"{self.name}@{self.version}"]


NOTO = Package(
    "fonts-noto-cjk",
    "1:20240730+repack1-1",
    "apt",
    "fonts-noto-cjk_1%3a20240730+repack1-1_all.deb",
    "f5dc28a754e17327d99f0a612134d92c8dd6187314ae967cb77f25df60860139",
)
NOTO_CORE = Package(
    "fonts-noto-core",
    "20201225-2",
    "apt",
    "fonts-noto-core_20201225-2_all.deb",
    "97978d09b68445fcf85342b106cd2e812d7813e3d5626f9884a5f344c3a55973",
)
SERIF = Package(
    "@expo-google-fonts/source-serif-4",
    "0.4.1",
    "npm",
    "expo-google-fonts-source-serif-4-0.4.1.tgz",
    "84f0b412fbc9b0b666d6fe04620b2cd2e54bfd49ca61fe0663a9e5beb30afcc4",
)
SANS = Package(
    "@expo-google-fonts/source-sans-3",
    "0.4.1",
    "npm",
    "expo-google-fonts-source-sans-3-0.4.1.tgz",
    "eb41834f563921e19b18b40bc924b97110983aef800d9cb67b9186f546311828",
)
CODE = Package(
    "@expo-google-fonts/source-code-pro",
    "0.4.1",
    "npm",
    "expo-google-fonts-source-code-pro-0.4.1.tgz",
    "e00a889c711535f7662ed2e8158560c5dba0c36cffd4f1f2cd30d1b07e89ade1",
)
EMOJI = Package(
    "@expo-google-fonts/noto-emoji",
    "0.4.7",
    "npm",
    "expo-google-fonts-noto-emoji-0.4.7.tgz",
    "6a25fd5a4da5bb34bbc2d300531bbf32de86afd866e119314d7e358f61a6104d",
)
PACKAGES = (NOTO, NOTO_CORE, SERIF, SANS, CODE, EMOJI)


def rows(encoding: str, first: Sequence[int], second: Sequence[int]) -> set[int]:
    """The code points of a double-byte character set."""
    found = set()
    for lead in first:
        for trail in second:
            try:
                found.add(ord(bytes([lead, trail]).decode(encoding)))
            except UnicodeDecodeError:
                continue
    return found


def spans(*ranges: tuple[int, int]) -> set[int]:
    """Code points from the first to the last of each range, both included."""
    return {code for first, last in ranges for code in range(first, last + 1)}


HANGUL = spans((0xAC00, 0xD7A3), (0x3131, 0x318E))
KOREAN_HANJA = rows("euc_kr", range(0xCA, 0xFE), range(0xA1, 0xFF))
CHINESE_HANZI = rows("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))
NAME_HANZI = {ord(character) for character in "镕喆堃昇翀淼犇赟祎珺琤玥璟懿曦昉旸炜玮珏筠骞鑫垚睿昊祺"}
"""Common in personal names; GB 2312 lacks many of them."""
TRADITIONAL_HANZI = rows("big5", range(0xA4, 0xC6), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
TRADITIONAL_HANZI |= rows("big5", (0xC6,), range(0x40, 0x7F))
"""The frequent half of Big5, as in names from Hong Kong and Taiwan; the Korean faces have most of them."""
KANA = spans((0x3041, 0x3096), (0x3099, 0x30FF), (0x31F0, 0x31FF))
JAPANESE_KANJI = rows("euc_jp", range(0xB0, 0xF5), range(0xA1, 0xFF))
LATIN = spans((0x20, 0x7E), (0xA0, 0x24F), (0x2BC, 0x2DD))
MARKS = spans((0x300, 0x331))
"""For faces alone that place them on their letters: Pango takes Š apart where a face has S and the mark."""
SIGNS = spans((0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20C0), (0x2100, 0x2193), (0x2200, 0x22FF))
CJK_SIGNS = SIGNS | spans(
    (0x2194, 0x21FF), (0x2460, 0x24FF), (0x2500, 0x27BF), (0x3000, 0x303F), (0x3200, 0x33FF), (0xFF01, 0xFFEE)
)
GREEK = spans((0x391, 0x3C9))
KOREAN = HANGUL | KOREAN_HANJA | LATIN | CJK_SIGNS | GREEK
BLANKS = {0x20, 0xA0}
"""Pango sets a blank in the face of the character before it, whether that has one or not."""
CHINESE = CHINESE_HANZI | NAME_HANZI | (TRADITIONAL_HANZI - KOREAN_HANJA) | BLANKS
CHINESE |= spans((0x3001, 0x3011), (0xFF01, 0xFF1F))
JAPANESE = KANA | JAPANESE_KANJI | LATIN | CJK_SIGNS | GREEK
ARABIC = BLANKS | spans((0x600, 0x6FF), (0x750, 0x77F), (0x200C, 0x200F), (0x2066, 0x2069), (0xFD3E, 0xFD3F))
ARABIC |= set(map(ord, "«»"))
"""Without 0 to 9, Latin letters and the marks both scripts have: a decimal point is taken from where its digits are."""
WESTERN = LATIN | MARKS | SIGNS | GREEK | spans((0x25A0, 0x25FF), (0x2713, 0x2717))
CODE_SIGNS = (WESTERN - MARKS) | spans((0x400, 0x45F), (0x490, 0x491), (0x2194, 0x21FF), (0x2500, 0x259F))

SYMBOLS = BLANKS | spans((0x25A0, 0x25FF), (0x2600, 0x27BF), (0x2B05, 0x2B0D), (0x2B1B, 0x2B1C), (0x2B95, 0x2B95))
MATHEMATICS = BLANKS | spans((0x2190, 0x21FF), (0x2200, 0x22FF))
"""Boxes of task lists, the signs beside them, ◈ and the ∼ of Korean ministries: no other face here has all of them."""
EMOJI_SIGNS = {0x20, 0x200D, 0x20E3, 0xFE0F} | set(map(ord, "#*0123456789"))
EMOJI_SIGNS |= spans((0x2300, 0x23FF), (0x2600, 0x27BF), (0x2B00, 0x2BFF), (0x1F000, 0x1FAFF))
"""With what joins them to others, and the digits of keys."""

COVERS = {
    "korean": "all 11,172 hangul syllables, the 4,888 hanja of KS X 1001, Latin, signs, enclosed letters",
    "chinese": "the 6,763 characters of GB 2312, common characters of personal names, and those of the first level "
    "of Big5 that the Korean faces lack, mainland forms",
    "japanese": "kana, the 6,355 kanji of JIS X 0208, Latin, signs, enclosed letters",
    "arabic": "Arabic letters, vowel signs, digits and punctuation, with the letters of Persian and Urdu",
    "western": "Latin to Extended-B, pinyin, Greek, punctuation, currencies, mathematics",
    "symbols": "geometric shapes, symbols, dingbats",
    "mathematics": "arrows and mathematical operators",
    "emoji": "emoji in the colour of the text, also those made of several",
    "code": "Latin, Greek, Cyrillic, punctuation, mathematics, arrows, lines and blocks, all of one width",
}
CHARACTERS = {
    "korean": KOREAN,
    "chinese": CHINESE,
    "japanese": JAPANESE,
    "arabic": ARABIC,
    "western": WESTERN,
    "symbols": SYMBOLS,
    "mathematics": MATHEMATICS,
    "emoji": EMOJI_SIGNS,
    "code": CODE_SIGNS,
}
FEATURES_OF = {"western": LATIN_FEATURES, "arabic": ARABIC_FEATURES}


@dataclass(frozen=True)
class Face:
    """One font file to make; ``origin`` is the path in the package, ``#n`` a member of a collection."""

    family: str
    weight: int
    style: str
    role: str
    covers: str
    package: Package
    origin: str

    @property
    def file(self) -> str:
        """Name of the font file."""
        slope = "-italic" if self.style == "italic" else ""
        ending = "otf" if self.package is NOTO else "ttf"
        return f"{self.family.lower().replace(' ', '-')}-{self.weight}{slope}.{ending}"


def noto(family: str, weight: int, role: str, covers: str, origin: str) -> Face:
    """A face from the Noto CJK collections."""
    return Face(family, weight, "normal", role, covers, NOTO, f"usr/share/fonts/opentype/noto/{origin}")


def of_core(family: str, weight: int, role: str, covers: str, origin: str) -> Face:
    """A face of Noto for another script than those of East Asia."""
    return Face(family, weight, "normal", role, covers, NOTO_CORE, f"usr/share/fonts/truetype/noto/{origin}")


def source(family: str, weight: int, style: str, role: str, package: Package, origin: str) -> Face:
    """A face from Source Serif or Source Sans."""
    return Face(family, weight, style, role, "western", package, f"package/{origin}.ttf")


def coded(weight: int, origin: str) -> Face:
    """A face from Source Code Pro."""
    return Face("Briefgen Mono", weight, "normal", "mono", "code", CODE, f"package/{origin}.ttf")


FACES = (
    noto("Noto Serif KR", 400, "text", "korean", "NotoSerifCJK-Regular.ttc#1"),
    noto("Noto Serif KR", 700, "text", "korean", "NotoSerifCJK-Bold.ttc#1"),
    noto("Noto Sans KR", 400, "sans", "korean", "NotoSansCJK-Regular.ttc#1"),
    noto("Noto Sans KR", 700, "sans", "korean", "NotoSansCJK-Bold.ttc#1"),
    source("Briefgen Serif", 400, "normal", "text", SERIF, "400Regular/SourceSerif4_400Regular"),
    source("Briefgen Serif", 400, "italic", "text", SERIF, "400Regular_Italic/SourceSerif4_400Regular_Italic"),
    source("Briefgen Serif", 700, "normal", "text", SERIF, "700Bold/SourceSerif4_700Bold"),
    source("Briefgen Serif", 700, "italic", "text", SERIF, "700Bold_Italic/SourceSerif4_700Bold_Italic"),
    source("Briefgen Sans", 400, "normal", "sans", SANS, "400Regular/SourceSans3_400Regular"),
    source("Briefgen Sans", 400, "italic", "sans", SANS, "400Regular_Italic/SourceSans3_400Regular_Italic"),
    source("Briefgen Sans", 700, "normal", "sans", SANS, "700Bold/SourceSans3_700Bold"),
    noto("Briefgen Han Serif", 400, "text", "chinese", "NotoSerifCJK-Regular.ttc#2"),
    noto("Briefgen Han Sans", 400, "sans", "chinese", "NotoSansCJK-Regular.ttc#2"),
    noto("Briefgen Han Sans", 700, "sans", "chinese", "NotoSansCJK-Bold.ttc#2"),
    noto("Noto Serif JP", 400, "text", "japanese", "NotoSerifCJK-Regular.ttc#0"),
    noto("Noto Sans JP", 400, "sans", "japanese", "NotoSansCJK-Regular.ttc#0"),
    noto("Noto Sans JP", 700, "sans", "japanese", "NotoSansCJK-Bold.ttc#0"),
    of_core("Noto Naskh Arabic", 400, "text", "arabic", "NotoNaskhArabic-Regular.ttf"),
    of_core("Noto Naskh Arabic", 700, "text", "arabic", "NotoNaskhArabic-Bold.ttf"),
    of_core("Noto Sans Arabic", 400, "sans", "arabic", "NotoSansArabic-Regular.ttf"),
    of_core("Noto Sans Arabic", 700, "sans", "arabic", "NotoSansArabic-Bold.ttf"),
    of_core("Noto Sans Symbols 2", 400, "sans", "symbols", "NotoSansSymbols2-Regular.ttf"),
    of_core("Noto Sans Math", 400, "sans", "mathematics", "NotoSansMath-Regular.ttf"),
    Face("Noto Emoji", 400, "normal", "sans", "emoji", EMOJI, "package/400Regular/NotoEmoji_400Regular.ttf"),
    coded(400, "400Regular/SourceCodePro_400Regular"),
    coded(700, "700Bold/SourceCodePro_700Bold"),
)

STACKS = {
    "ko": {
        "text": [
            "Noto Serif KR",
            "Briefgen Han Serif",
            "Noto Serif JP",
            "Briefgen Serif",
            "Noto Naskh Arabic",
            "Noto Sans Symbols 2",
            "Noto Sans Math",
            "Noto Emoji",
            "serif",
        ],
        "sans": [
            "Noto Sans KR",
            "Briefgen Han Sans",
            "Noto Sans JP",
            "Briefgen Sans",
            "Noto Sans Arabic",
            "Noto Sans Symbols 2",
            "Noto Sans Math",
            "Noto Emoji",
            "sans-serif",
        ],
    },
    "zh": {
        "text": [
            "Briefgen Han Serif",
            "Noto Serif KR",
            "Noto Serif JP",
            "Briefgen Serif",
            "Noto Naskh Arabic",
            "Noto Sans Symbols 2",
            "Noto Sans Math",
            "Noto Emoji",
            "serif",
        ],
        "sans": [
            "Briefgen Han Sans",
            "Noto Sans KR",
            "Noto Sans JP",
            "Briefgen Sans",
            "Noto Sans Arabic",
            "Noto Sans Symbols 2",
            "Noto Sans Math",
            "Noto Emoji",
            "sans-serif",
        ],
    },
    "ja": {
        "text": [
            "Noto Serif JP",
            "Briefgen Serif",
            "Noto Serif KR",
            "Briefgen Han Serif",
            "Noto Naskh Arabic",
            "Noto Sans Symbols 2",
            "Noto Sans Math",
            "Noto Emoji",
            "serif",
        ],
        "sans": [
            "Noto Sans JP",
            "Briefgen Sans",
            "Noto Sans KR",
            "Briefgen Han Sans",
            "Noto Sans Arabic",
            "Noto Sans Symbols 2",
            "Noto Sans Math",
            "Noto Emoji",
            "sans-serif",
        ],
    },
    "ar": {
        "text": [
            "Noto Naskh Arabic",
            "Briefgen Serif",
            "Noto Serif KR",
            "Briefgen Han Serif",
            "Noto Serif JP",
            "Noto Sans Symbols 2",
            "Noto Sans Math",
            "Noto Emoji",
            "serif",
        ],
        "sans": [
            "Noto Sans Arabic",
            "Briefgen Sans",
            "Noto Sans KR",
            "Briefgen Han Sans",
            "Noto Sans JP",
            "Noto Sans Symbols 2",
            "Noto Sans Math",
            "Noto Emoji",
            "sans-serif",
        ],
    },
    "*": {
        "text": [
            "Briefgen Serif",
            "Noto Serif KR",
            "Briefgen Han Serif",
            "Noto Serif JP",
            "Noto Naskh Arabic",
            "Noto Sans Symbols 2",
            "Noto Sans Math",
            "Noto Emoji",
            "serif",
        ],
        "sans": [
            "Briefgen Sans",
            "Noto Sans KR",
            "Briefgen Han Sans",
            "Noto Sans JP",
            "Noto Sans Arabic",
            "Noto Sans Symbols 2",
            "Noto Sans Math",
            "Noto Emoji",
            "sans-serif",
        ],
    },
}
for _roles in STACKS.values():
    _roles["mono"] = ["Briefgen Mono", *_roles["sans"][:-1], "monospace"]


def options(face: Face) -> subset.Options:
    """How a face is cut."""
    chosen = subset.Options()
    chosen.layout_features = FEATURES_OF.get(face.covers, FEATURES)
    chosen.hinting = False
    chosen.glyph_names = False
    chosen.notdef_outline = True
    chosen.name_IDs = ["*"]
    chosen.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "gasp", "STAT", "meta", "MATH"]
    return chosen


def open_font(path: Path, face: Face) -> TTFont:
    """The font of the package that ``face`` is cut from."""
    _, _, member = face.origin.partition("#")
    return TTFont(path, fontNumber=int(member or -1), recalcTimestamp=False)


def rename(font: TTFont, face: Face) -> None:
    """Give a font its family name here: a cut of a font with a reserved name bears another."""
    style = ("Bold " if face.weight > 400 else "") + ("Italic" if face.style == "italic" else "")
    style = style.strip() or "Regular"
    postscript = f"{face.family}-{style}".replace(" ", "")
    table = font["name"]
    kept = {0, 5, 7, 8, 9, 11, 13, 14}
    table.names = [record for record in table.names if record.nameID in kept and record.platformID == 3]
    given = {1: face.family, 2: style, 3: f"{postscript};briefgen", 4: f"{face.family} {style}", 6: postscript}
    for ident, text in given.items():
        table.setName(text, ident, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames[0] = postscript
        top = cff.topDictIndex[0]
        top.FamilyName, top.FullName = face.family, given[4]


def cut(path: Path, face: Face) -> tuple[bytes, int]:
    """The bytes of the font file of ``face`` and how many characters it has."""
    font = open_font(path, face)
    cutter = subset.Subsetter(options(face))
    cutter.populate(unicodes=CHARACTERS[face.covers])
    cutter.subset(font)
    give_blank(font)
    rename(font, face)
    made = io.BytesIO()
    font.save(made, reorderTables=True)
    return with_plain_numbers(made.getvalue()), len(font.getBestCmap())


def give_blank(font: TTFont) -> None:
    """Have the blank that holds words together wherever there is a blank, see ``BLANKS``."""
    for table in font["cmap"].tables:
        if 0x20 in table.cmap:
            table.cmap.setdefault(0xA0, table.cmap[0x20])


def with_plain_numbers(content: bytes) -> bytes:
    """The font with character ids that count its glyphs from 0, as in the font it was cut from.

    A PDF names the glyphs of such a font by position; readers that look the ids up would show other glyphs.
    """
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    top = font["CFF "].cff.topDictIndex[0] if "CFF " in font else None
    if top is None or not hasattr(top, "ROS"):
        return content
    old, strings = list(top.charset), top.CharStrings.charStrings
    new = [".notdef", *(f"cid{number:05d}" for number in range(1, len(old)))]
    top.CharStrings.charStrings = {name: strings[before] for before, name in zip(old, new, strict=True)}
    top.charset = new
    top.CIDCount = len(new)
    made = io.BytesIO()
    font.save(made, reorderTables=True)
    return made.getvalue()


def unpack(archive: Path, package: Package, folder: Path) -> Path:
    """Unpack ``archive`` and say where."""
    target = folder / package.name.replace("/", "-")
    target.mkdir(parents=True)
    if package.manager == "apt":
        subprocess.run(["dpkg-deb", "-x", str(archive), str(target)], check=True)
    else:
        with tarfile.open(archive) as tar:
            tar.extractall(target, filter="data")
    return target


def entry(face: Face, content: bytes, count: int) -> dict[str, Any]:
    """What the manifest says about a face."""
    return {
        "family": face.family,
        "weight": face.weight,
        "style": face.style,
        "role": face.role,
        "file": face.file,
        "sha256": hashlib.sha256(content).hexdigest(),
        "characters": count,
        "covers": COVERS[face.covers],
        "source": {"package": face.package.name, "version": face.package.version, "file": face.origin},
    }


def manifest(entries: Iterable[dict[str, Any]]) -> str:
    """The text of ``manifest.yaml``."""
    head = (
        "# yaml-language-server: $schema=../../content/.schemas/fonts.schema.json\n"
        "# Written by tools/vendor_fonts.py. Stacks: the families tried in turn, by language and role (text, sans,\n"
        "# mono); a language that is not named takes those of *.\n"
    )
    return head + yaml.safe_dump({"stacks": STACKS, "faces": list(entries)}, sort_keys=False, allow_unicode=True)


FONTLOG = """\
FONTLOG of the fonts that briefgen ships
========================================

All are cuts of free fonts under the SIL Open Font License 1.1 (OFL-noto-cjk.txt, OFL-noto-arabic.txt,
OFL-noto-emoji.txt, OFL-source-serif.txt, OFL-source-sans.txt, OFL-source-code.txt). tools/vendor_fonts.py makes them;
manifest.yaml names package, version and digest of each.

Changes: characters that briefs do not need, hinting and vertical metrics are left out; kept are
{features}. Outlines and widths are untouched.

Names: "Briefgen Serif" is a cut of Source Serif 4, "Briefgen Sans" of Source Sans 3, "Briefgen Mono" of Source Code
Pro; their licence reserves the name Source. "Noto Serif KR" and "Noto Sans KR" are cuts of the Korean faces of Noto
CJK, "Noto Serif JP" and "Noto Sans JP" of the Japanese, "Briefgen Han Serif" and "Briefgen Han Sans" of the Simplified
Chinese; "Noto Naskh Arabic" and "Noto Sans Arabic" have Arabic characters alone, "Noto Sans Symbols 2" and "Noto Sans
Math" signs, "Noto Emoji" emoji. Noto is a trademark of Google.

{faces}
"""


def fontlog(entries: Iterable[dict[str, Any]]) -> str:
    """The text of ``FONTLOG.txt``."""
    lines = (
        f"{entry['file']}: {entry['characters']} characters: {entry['covers']};\n"
        f"    from {entry['source']['file']} of {entry['source']['package']} {entry['source']['version']}"
        for entry in entries
    )
    return FONTLOG.format(features=FEATURES_NOTE, faces="\n".join(lines))


def licences(folders: dict[str, Path]) -> dict[str, str]:
    """The licence texts, by file name."""
    serif = (folders[SERIF.name] / "package" / "LICENSE_FONT").read_text(encoding="utf-8")
    sans = (folders[SANS.name] / "package" / "LICENSE_FONT").read_text(encoding="utf-8")
    code = (folders[CODE.name] / "package" / "LICENSE_FONT").read_text(encoding="utf-8")
    emoji = (folders[EMOJI.name] / "package" / "LICENSE_FONT").read_text(encoding="utf-8")
    body = sans[sans.index("This Font Software is licensed") :]
    noto_lines = (
        "Copyright 2014-2021 Adobe (http://www.adobe.com/), Noto Sans CJK.\n"
        "Copyright 2017-2024 Adobe (http://www.adobe.com/), Noto Serif CJK.\n"
        "Noto is a trademark of Google Inc.\n\n"
    )
    arabic_lines = (
        "Copyright 2015-2020 Google LLC. All Rights Reserved.\n"
        "Noto Naskh Arabic, Noto Sans Arabic, Noto Sans Symbols 2 and Noto Sans Math. "
        "Noto is a trademark of Google Inc.\n\n"
    )
    return {
        "OFL-noto-arabic.txt": arabic_lines + body,
        "OFL-noto-emoji.txt": emoji,
        "OFL-source-code.txt": code,
        "OFL-source-serif.txt": serif,
        "OFL-source-sans.txt": sans,
        "OFL-noto-cjk.txt": noto_lines + body,
    }


def write(name: str, content: bytes) -> None:
    """Write a file of ``templates/fonts/`` and say so."""
    (TARGET / name).write_bytes(content)
    print(f"{len(content):>10,}  {name}")


def make(kept: Path, scratch: Path) -> None:
    """Fetch, cut and write everything."""
    folders = {package.name: unpack(package.fetch(kept), package, scratch) for package in PACKAGES}
    entries = []
    for face in FACES:
        content, count = cut(folders[face.package.name] / face.origin.partition("#")[0], face)
        write(face.file, content)
        entries.append(entry(face, content, count))
    for name, text in licences(folders).items():
        write(name, text.replace("\r\n", "\n").encode())
    write("FONTLOG.txt", fontlog(entries).encode())
    write("manifest.yaml", manifest(entries).encode())


def main() -> None:
    """Read the arguments and make the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="kept", type=Path, help="folder that keeps the fetched packages")
    given = parser.parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        kept = given.kept or Path(scratch, "packages")
        kept.mkdir(parents=True, exist_ok=True)
        make(kept, Path(scratch))


if __name__ == "__main__":
    main()
