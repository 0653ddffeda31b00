"""Every character of a brief stands in a font that ships with the tool; what stands in none is reported where it is."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from briefgen.doctor.machine import fonts as fonts_found
from briefgen.model.core.diagnostics import Outcome, Span
from briefgen.model.core.document import node, words
from briefgen.reading.world import MemoryWorld, default_theme
from briefgen.rendering.fonts.faces import (
    PACKAGE,
    Face,
    Fonts,
    check_characters,
    lacking_characters,
    read_fonts,
    texts_of,
)
from briefgen.rendering.fonts.subset import (
    MANY_PAGES,
    OWN,
    REST,
    FontSubsetJob,
    cut_font,
    own_jobs,
    subset_jobs,
    unicode_range,
    web_font,
    web_font_css,
)
from briefgen.rendering.fonts.usage import (
    FontRules,
    font_rules,
    font_sheet,
    page_usage,
    set_texts,
    share,
    shown_characters,
    site_usage,
)
from briefgen.rendering.html.finished import parsed

CSS = """
html { font-family: var(--font-text); }
h1, .label { font-family: var(--font-sans); font-weight: var(--heavy); }
:root { --heavy: 700; }
em:lang(ko) { font-style: normal; font-weight: 700; }
@media print { .aside { font: italic 400 9pt var(--font-sans); } }
ol li::before { content: "※"; }
"""


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    outcome = read_fonts(MemoryWorld({}))
    assert outcome.diagnostics == ()
    return outcome.value


def page(body: str, lang: str = "ko") -> str:
    return f'<!doctype html><html lang="{lang}"><head><title>제목</title></head><body>{body}</body></html>'


def faces_of(html: str, fonts: Fonts, lang: str = "ko") -> dict[tuple[str, int, str], str]:
    usage = page_usage(shown_characters(parsed(html), font_rules(CSS), fonts, lang), fonts)
    return {(face.family, face.weight, face.style): "".join(sorted(found)) for face, found in usage.items()}


# What ships


def test_the_shipped_files_are_those_of_the_manifest() -> None:
    text = (default_theme() / "fonts" / "manifest.yaml").read_text(encoding="utf-8")
    files = sorted((default_theme() / "fonts").glob("*.?tf"))
    assert len(files) == 26
    for file in files:
        content = file.read_bytes()
        assert hashlib.sha256(content).hexdigest() in text, file.name
        assert len(content) < 5_000_000, file.name
    assert sum(file.stat().st_size for file in files) < 28_000_000


MORE = """faces:
  - {family: Noto Sans Thai, file: thai.ttf}
stacks:
  th: {text: [Noto Sans Thai]}
"""


def test_a_site_adds_fonts_to_those_of_the_theme() -> None:
    thai = (default_theme() / "fonts/noto-sans-arabic-400.ttf").read_bytes()
    world = MemoryWorld({"templates/fonts/more.yaml": MORE.encode(), "templates/fonts/thai.ttf": thai})
    outcome = read_fonts(world)
    assert outcome.diagnostics == ()
    fonts = outcome.value
    assert fonts.roles("th")["text"][0] == "Noto Sans Thai"
    assert fonts.roles("th")["text"][-1] == "serif"
    for lang in ("ko", "ja", "it"):
        assert fonts.roles(lang)["sans"][-2:] == ("Noto Sans Thai", "sans-serif")
    assert fonts.face("Noto Sans Thai", 400, "normal") is not None
    assert len(fonts.faces) == 27


def test_a_font_that_a_site_adds_and_does_not_have_is_named_where_it_is_listed() -> None:
    (missing, *_) = read_fonts(MemoryWorld({"templates/fonts/more.yaml": MORE.encode()})).diagnostics
    assert missing.message == "the font file templates/fonts/thai.ttf is missing"
    assert missing.span is not None and missing.span.path == "templates/fonts/more.yaml"


def test_fonts_that_are_not_installed_are_named_with_their_package(tmp_path: Path) -> None:
    world = MemoryWorld({}, theme=tmp_path)
    (missing,) = read_fonts(world).diagnostics
    assert missing.message == "the fonts of briefgen are not installed"
    assert missing.hint == PACKAGE
    assert fonts_found(world).remedies_on(None) == (PACKAGE,)


def test_every_syllable_and_hanja_that_a_korean_text_may_hold_can_be_shown(fonts: Fonts) -> None:
    hangul = "".join(map(chr, range(0xAC00, 0xD7A4)))
    hanja = bytes(b for lead in range(0xCA, 0xFE) for trail in range(0xA1, 0xFF) for b in (lead, trail)).decode(
        "euc_kr"
    )
    signs = "☐☑「」『』《》〈〉·‘’“”…―─▲▼△▽○●□■◇◆※→←①②③⑩Ⅰ Ⅱ ㈜℃ ㎡% ‰ ± × ÷ ≤ ≥ ≠ ≈ − ₩ ¥ € £ $ § ¶ † ‡ ° ′ ″ ㉮ 가 ㄱ"
    for lang in ("ko", "en"):
        assert not lacking_characters([hangul + hanja + signs], fonts, lang)


def test_a_font_says_its_own_name_and_no_reserved_one(fonts: Fonts) -> None:
    for face in fonts.faces:
        names = TTFont(io.BytesIO(face.content), lazy=True)["name"]
        assert names.getDebugName(1) == face.family
        assert "Source" not in names.getDebugName(1)


# What no font has


def test_a_character_without_a_glyph_is_an_error_at_its_place() -> None:
    body = node("document", node("paragraph", words("성장 𓃰", Span("a.md", 7, 3))), words("또 𓃰", Span("a.md", 9, 1)))
    (found,) = check_characters((*it, frozenset("𓃰")) for it in texts_of(body))
    assert found.code == "character-has-glyph"
    assert found.span == Span("a.md", 7, 3)
    assert found.related == ((Span("a.md", 9, 1), "and here"),)
    assert "𓃰" in found.message and "hieroglyph" in found.message


@pytest.mark.parametrize("lang", ["ja", "ko", "en", "zh", "ar"])
@pytest.mark.parametrize(
    "text",
    [
        "大枠は、ひらがな・カタカナー（圏外）「峠」",
        "深圳 习近平 朱镕基 带动 消费 开放 Lǚliáng Xī Jìnpíng",
        "🎉 👍🏽 👨‍👩‍👧 🇰🇷 ❤️ ☀️ 1️⃣",
        "Maroš Šefčovič, Erdoğan, Łódź, Šiauliai, Ő ș ţ ž Ż ā ŵ",
    ],
)
def test_names_of_others_and_emoji_can_be_set_in_every_language(fonts: Fonts, lang: str, text: str) -> None:
    assert not lacking_characters([text], fonts, lang)


def test_a_face_has_marks_only_if_it_places_them_on_their_letters(fonts: Fonts) -> None:
    """With S and a mark in a face, Pango takes the Š apart that stands whole in the next."""
    for face in fonts.faces:
        has_marks = any(0x300 <= point < 0x370 for point in face.points)
        assert has_marks == face.family.startswith(("Briefgen Serif", "Briefgen Sans")), face.family


@pytest.mark.parametrize("lang", ["ko", "ja", "zh-Hans", "en"])
def test_every_face_has_the_blank_that_may_follow_its_characters(fonts: Fonts, lang: str) -> None:
    for family in fonts.families(lang):
        face = fonts.face(family, 400, "normal")
        assert face is None or {0x20, 0xA0} <= face.points, family


def test_a_face_without_letters_gets_no_stand_in(fonts: Fonts) -> None:
    face = web_font(job(fonts, "Briefgen Han Serif", "简"), b"font")
    assert 'font-family: "Briefgen Han Serif Stand-in"; src:' not in web_font_css([face], fonts, "zh-Hans")


def test_many_letters_of_one_script_are_told_once(fonts: Fonts) -> None:
    texts = [("אבגדה־ֵ", Span("a.md", 3, 1)), ("𓃰 ו", Span("b.md", 9, 1)), ("ᚠᚢᚦ", Span("c.md", 2, 1))]
    lacking = lacking_characters((text for text, _ in texts), fonts, "ko")
    hebrew, *others = check_characters((*it, lacking) for it in texts)
    assert hebrew.message == "no font has 8 characters of the Hebrew script: “א”, “ב”, “ג” …"
    assert (hebrew.span, hebrew.related) == (Span("a.md", 3, 1), ((Span("b.md", 9, 1), "and here"),))
    assert hebrew.hint == "add a font for it to templates/fonts/more.yaml; no PDF is made of such a text"
    assert [found.message.split("”")[0] for found in others] == [f"no font has “{it}" for it in "ᚠᚢᚦ𓃰"]


def test_the_hint_names_the_plain_form_of_a_letter_in_disguise(fonts: Fonts) -> None:
    (found,) = check_characters([("𝐀", None, lacking_characters("𝐀", fonts, "en"))])
    assert found.hint == "write “A”"


def test_joiners_and_line_ends_need_no_glyph(fonts: Fonts) -> None:
    assert not lacking_characters(["한\u2060국\u200b의\u00ad \n\t\ufeff"], fonts, "ko")


# Broken manifests


def test_a_manifest_that_names_missing_fonts_is_reported_and_the_rest_is_used() -> None:
    manifest = (
        "stacks: {'*': {text: [Nowhere, Plain, serif]}}\n"
        "faces:\n- {family: Plain, file: briefgen-serif-400.ttf}\n"
        "- {family: Gone, file: gone.ttf}\n- {family: Bad, file: bad.ttf}\n"
    )
    files = {"templates/fonts/manifest.yaml": manifest, "templates/fonts/bad.ttf": b"no font at all"}
    outcome = read_fonts(MemoryWorld(files))
    assert [face.family for face in outcome.value.faces] == ["Plain"]
    assert [(found.code, found.span and found.span.line) for found in outcome.diagnostics] == [
        ("font-is-sound", 1),
        ("file-exists", 4),
        ("font-is-sound", 5),
    ]


def test_the_characters_of_a_font_are_those_that_fonttools_finds(fonts: Fonts) -> None:
    for face in fonts.faces[:: len(fonts.faces) // 4]:
        assert face.points == frozenset(TTFont(io.BytesIO(face.content), lazy=True).getBestCmap())


def test_a_project_without_fonts_is_told_so() -> None:
    outcome = read_fonts(MemoryWorld({}, theme={}))
    assert outcome.value == Fonts()
    assert [found.code for found in outcome.diagnostics] == ["file-exists"]


# Which face shows what


def test_text_headings_and_italics_go_to_their_faces(fonts: Fonts) -> None:
    found = faces_of(page("<h1>Trade</h1><p>Flow <em>up</em> 韓</p>", "en"), fonts, "en")
    assert found == {
        ("Briefgen Sans", 700, "normal"): "Tader",
        ("Briefgen Serif", 400, "normal"): " Flow",
        ("Briefgen Serif", 400, "italic"): "pu",
        ("Noto Serif KR", 400, "normal"): "韓",
    }


def test_korean_emphasis_is_bold_as_the_sheet_says(fonts: Fonts) -> None:
    found = faces_of(page("<p>소비 <em>먼저</em></p>"), fonts)
    assert found[("Noto Serif KR", 700, "normal")] == "먼저"


def test_a_simplified_character_goes_to_the_han_face_and_a_shared_one_does_not(fonts: Fonts) -> None:
    found = faces_of(page("<p>深圳</p>"), fonts)
    assert found == {("Noto Serif KR", 400, "normal"): "深", ("Briefgen Han Serif", 400, "normal"): "圳"}


def test_shorthand_inside_a_media_rule_counts(fonts: Fonts) -> None:
    found = faces_of(page('<p class="aside">note</p>', "en"), fonts, "en")
    assert found == {("Briefgen Sans", 400, "italic"): "enot", ("Briefgen Serif", 400, "normal"): "enot"}


def test_a_drawing_is_set_in_the_families_it_names(fonts: Fonts) -> None:
    svg = '<svg><title>숨은</title><g font-family="Noto Sans KR"><text font-weight="700">막대</text></g></svg>'
    assert faces_of(page(svg), fonts) == {("Noto Sans KR", 700, "normal"): "대막"}


def test_what_is_not_on_the_page_is_not_counted(fonts: Fonts) -> None:
    assert faces_of(page("<script>var 글 = 1</script><style>p{}</style><!-- 주석 -->"), fonts) == {}


def test_a_text_that_a_script_or_a_sheet_shows_from_an_attribute_is_counted(fonts: Fonts) -> None:
    button = '<p class="label" data-done="복사했습니다" data-title="차례" title="덧붙임">Copy</p>'
    found = faces_of(page(button), fonts)
    assert set("복사했습니다차례") <= set(found[("Noto Sans KR", 700, "normal")])
    assert "덧" not in found[("Noto Sans KR", 700, "normal")]


def test_what_a_narrow_window_sets_bold_is_there_in_both_weights(fonts: Fonts) -> None:
    css = CSS + "th { font-weight: 400; } @media (max-width: 40em) { th { font-weight: 700; } }"
    usage = page_usage(
        shown_characters(parsed(page("<table><tr><th>낙 <b>관</b></th></tr></table>")), font_rules(css), fonts, "ko"),
        fonts,
    )
    found = {face.weight: shown for face, shown in usage.items()}
    assert "낙" in found[400] and "낙" in found[700]
    assert "관" in found[700] and "관" not in found[400]


def test_what_is_bold_for_what_an_element_lacks_is_there_in_both_weights(fonts: Fonts) -> None:
    css = CSS + ".ask { font-weight: 400; } .ask:not(:has(.title, b:not(.x))) .words { font-weight: 700; }"
    titled = '<div class="ask"><i class="title">가</i><p class="words">낙</p></div>'
    body = f'{titled}<div class="ask"><p class="words">관</p></div>'
    usage = page_usage(shown_characters(parsed(page(body)), font_rules(css), fonts, "ko"), fonts)
    assert {weight for face, shown in usage.items() if "관" in shown for weight in [face.weight]} == {400, 700}


def test_conditions_that_hold_together_are_counted_too(fonts: Fonts) -> None:
    css = CSS + (
        "@media (min-width: 40em) { .a { font-family: var(--font-sans); } }"
        "@media (min-width: 60em) { @supports (display: grid) { .a { font-weight: 700; } } }"
    )
    usage = page_usage(shown_characters(parsed(page('<p class="a">낙</p>')), font_rules(css), fonts, "ko"), fonts)
    assert {(face.family, face.weight) for face in usage} == {
        (family, weight) for family in ("Noto Serif KR", "Noto Sans KR") for weight in (400, 700)
    }


@pytest.mark.parametrize(
    "css",
    [
        "".join((default_theme() / "css" / name).read_text("utf-8") for name in ("tokens.css", "web.css")),
        "@layer a { @supports (x) { @media (y) { b, [data-z] i::before { font: bold 1em var(--f); color: red } } } }",
        "a{--x:;color:red} @counter-style c{symbols:'{' \"}\" ;} p{content: 'a;b}' !important; --y: {a:b;c}}",
        "a{font-weight:700} p{content:'ab",
    ],
)
def test_a_sheet_of_what_chooses_faces_alone_has_the_same_rules(css: str) -> None:
    whole, short = font_rules(css), font_rules(font_sheet(css))
    for name in ("attributes", "variables", "strings", "cases"):
        assert getattr(short, name) == getattr(whole, name)
    assert entries(short) == entries(whole)


def entries(rules: FontRules) -> list[tuple[object, ...]]:
    """The selectors of a matcher with what they choose, in the order of the sheet."""
    kept = [it for it in vars(rules.matcher).values() if not isinstance(it, int)]
    lists = [found for it in kept for found in (it.values() if isinstance(it, dict) else [it])]
    return sorted((entry[1:] for found in lists for entry in found), key=lambda entry: entry[1])


def test_marks_of_a_counter_style_are_counted_with_and_without_quotes() -> None:
    rules = font_rules('@counter-style outline { system: fixed; symbols: 가 나 "다"; suffix: ") "; }')
    assert {"가", "나", "다"} <= rules.strings


def test_generated_marks_and_plain_letters_are_added_for_the_site(fonts: Fonts) -> None:
    rules = font_rules(CSS)
    usage = site_usage(
        [page_usage(shown_characters(parsed(page("<p>가</p>")), rules, fonts, "ko"), fonts)], rules, fonts, "ko"
    )
    (characters,) = usage.values()
    assert {"가", "※", "A", "z", "9", "“"} <= characters


@given(st.text(max_size=30))
def test_each_character_is_shared_out_at_most_once(fonts: Fonts, text: str) -> None:
    (setting, *_), _ = set_texts(parsed(page("<p>x</p>")), font_rules(CSS), fonts, "ko", {})[0]
    found = share(text, setting, fonts)
    shown = [character for part in found.values() for character in part]
    assert len(shown) == len(set(shown))
    assert all(ord(character) in face.points for face, part in found.items() for character in part)


# Cutting


def job(fonts: Fonts, family: str, characters: str) -> FontSubsetJob:
    face = fonts.face(family, 400, "normal")
    assert face is not None
    return subset_jobs({face: frozenset(characters)})[0]


@pytest.mark.parametrize("family", ["Noto Sans KR", "Briefgen Serif"])
def test_a_cut_font_has_what_was_asked_and_little_else(fonts: Fonts, family: str) -> None:
    content = cut_font(job(fonts, family, "“Abc”")).value
    assert content[:4] == b"wOF2"
    assert len(content) < 8_000
    assert set(TTFont(io.BytesIO(content)).getBestCmap()) == set(map(ord, "“Abc”"))


@pytest.mark.parametrize("family", ["Noto Naskh Arabic", "Noto Sans Arabic"])
def test_letters_of_a_cut_arabic_font_join(fonts: Fonts, family: str) -> None:
    cut = TTFont(io.BytesIO(cut_font(job(fonts, family, "بسلام")).value))
    joining = {each.FeatureTag for each in cut["GSUB"].table.FeatureList.FeatureRecord}
    assert joining >= {"init", "medi", "fina", "rlig"}
    assert len(cut.getGlyphOrder()) > 12


def test_a_page_asks_for_what_most_pages_show_and_for_a_file_of_its_own(fonts: Fonts) -> None:
    face = fonts.face("Noto Serif KR", 400, "normal")
    assert face is not None
    shared, first, second, lists = ("".join(map(chr, range(at, at + 100))) for at in (0xAC10, 0xB000, 0xB400, 0xB800))
    readings = [{face: frozenset(shared + own)} for own in (first, second, "")]
    jobs = subset_jobs({face: frozenset(shared + first + second + lists)}, readings)
    assert [(job.characters, job.part) for job in jobs] == [(shared, 0), (first + second + lists, REST)]
    own = [[(job.characters, job.part) for job in own_jobs(reading, jobs, 3)] for reading in readings]
    assert own == [[(first, OWN)], [(second, OWN)], []]


def test_many_pages_share_their_files(fonts: Fonts) -> None:
    face = fonts.face("Noto Serif KR", 400, "normal")
    assert face is not None
    shared, often, seldom = ("".join(map(chr, range(at, at + 100))) for at in (0xAC10, 0xB000, 0xB400))
    readings = [{face: frozenset(shared + (often if at % 10 == 0 else ""))} for at in range(1 + MANY_PAGES)]
    jobs = subset_jobs({face: frozenset(shared + often + seldom)}, readings)
    assert [(job.characters, job.part) for job in jobs] == [(shared, 0), (often, REST), (seldom, REST)]
    assert own_jobs(readings[0], jobs, len(readings)) == ()


def test_a_small_site_has_each_face_in_one_piece(fonts: Fonts) -> None:
    face = fonts.face("Noto Serif KR", 400, "normal")
    assert face is not None
    every = "".join(map(chr, range(0xAC10, 0xAD10)))
    readings = [{face: frozenset(every[:90])}, {face: frozenset(every[90:])}]
    (job,) = subset_jobs({face: frozenset(every)}, readings)
    assert job.characters == every and not any(own_jobs(reading, [job], 2) for reading in readings)


@given(st.lists(st.frozensets(st.characters(min_codepoint=0xAC00, max_codepoint=0xACFF)), max_size=4))
def test_a_face_in_parts_has_each_character_once(fonts: Fonts, readings: list[frozenset[str]]) -> None:
    face = fonts.face("Noto Serif KR", 400, "normal")
    assert face is not None
    every = frozenset(map(chr, range(0xAC00, 0xAD00)))
    parts = [job.characters for job in subset_jobs({face: every}, [{face: reading} for reading in readings])]
    assert sorted("".join(parts)) == sorted(every)


def test_a_broken_font_is_reported_not_raised() -> None:
    outcome = cut_font(FontSubsetJob("Bad", 400, "normal", "0", "a", b"OTTO nothing"))
    assert outcome == Outcome(b"", outcome.diagnostics)
    assert outcome.diagnostics[0].code == "font-is-sound"


def test_the_address_of_a_font_follows_its_content(fonts: Fonts) -> None:
    wanted = job(fonts, "Noto Sans KR", "가")
    one, other = web_font(wanted, b"one"), web_font(wanted, b"other")
    assert one.path != other.path
    assert one.path.startswith("assets/fonts/noto-sans-kr-400.")


def test_the_css_names_each_font_and_the_stacks_of_every_language(fonts: Fonts) -> None:
    face = web_font(job(fonts, "Briefgen Serif", "abc"), b"font")
    css = web_font_css([face], fonts, "en")
    assert f'url("fonts/{face.path.rpartition("/")[2]}")' in css
    assert "unicode-range: U+61-63" in css
    assert ':root, [lang] { --font-text: "Briefgen Serif", "Briefgen Serif Stand-in", serif;' in css
    assert ':lang(ko), :root:lang(ko) { --font-text: "Briefgen Serif", serif;' in css
    assert "size-adjust: " in css


@given(st.sets(st.integers(0x20, 0x2FFF), min_size=1, max_size=200))
def test_a_unicode_range_holds_every_character(points: set[int]) -> None:
    held: set[int] = set()
    for part in unicode_range("".join(map(chr, points))).split(", "):
        low, _, high = part.removeprefix("U+").partition("-")
        held.update(range(int(low, 16), int(high or low, 16) + 1))
    assert points <= held
    assert held == points or len(points) >= 100


def test_bold_is_looked_for_among_the_heavier_faces_first() -> None:
    light, heavy = (Face("A", weight, "normal", "", str(weight), b"", frozenset()) for weight in (400, 700))
    fonts = Fonts((light, heavy), {})
    assert [fonts.face("A", weight, "normal") for weight in (300, 400, 500, 600, 800)] == [
        light,
        light,
        light,
        heavy,
        heavy,
    ]
    assert fonts.face("A", 400, "italic") == light
    assert fonts.face("B", 400, "normal") is None
