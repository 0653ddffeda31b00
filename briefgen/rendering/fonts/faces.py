"""The faces that pages are set in, as ``templates/fonts/manifest.yaml`` lists them, and what they can show."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Annotated

from pydantic import Field

from briefgen.model.core.diagnostics import Diagnostic, Outcome, Report, Severity, Span, error
from briefgen.model.core.document import Node
from briefgen.model.core.written import ANY_LANGUAGE, Lang, Schema, Written
from briefgen.reading.cache import Newest
from briefgen.reading.world import World
from briefgen.reading.yaml.nodes import decode

FOLDER = "templates/fonts"
MANIFEST = f"{FOLDER}/manifest.yaml"
PACKAGE = "pip install ./briefgen_fonts-VERSION-py3-none-any.whl, the wheel that comes with that of briefgen"
"""How a briefgen that came as wheels gets its fonts."""
MORE = f"{FOLDER}/more.yaml"
"""A site's own fonts, beside those of the theme."""
GLYPH = "glyph"
"""The first word of the subject of a problem with characters that no font has; the characters follow."""
_FEW = 3
"""How many letters of a script that no font has are reported one by one; more are reported together."""
Points = frozenset[int]
_looked_up: Newest[Points] = Newest()
"""What the files can show, by digest: a preview reads the same fonts for every change of a text."""
GENERICS = frozenset({"serif", "sans-serif", "monospace", "system-ui"})


class FaceEntry(Schema):
    """One font file of the manifest."""

    family: str
    weight: Annotated[int, Field(ge=1, le=1000)] = 400
    style: str = Field(default="normal", pattern="^(normal|italic)$")
    role: str = "text"
    file: str
    sha256: str = ""
    characters: int = 0
    covers: str = ""
    source: dict[str, str] = Field(default_factory=dict)


class Manifest(Schema):
    """``manifest.yaml``: the faces, and by language and role the families that are tried in turn."""

    stacks: dict[str, dict[str, tuple[str, ...]]]
    faces: tuple[FaceEntry, ...]


class MoreFonts(Manifest):
    """``more.yaml``: faces that a site adds, and the families that come first in a language."""

    stacks: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Face:
    """A font file with what it can show. ``sha256`` is that of ``content``, whatever the manifest says."""

    family: str
    weight: int
    style: str
    file: str
    sha256: str
    content: bytes = field(compare=False, repr=False)
    points: Points = field(compare=False, repr=False)
    """Code points that it has a glyph for."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """All faces, and which families a language sets a role in."""

    faces: tuple[Face, ...] = ()
    stacks: Mapping[Lang, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Language (``*``: any other) → role → families in turn, a generic family of CSS last."""

    def roles(self, lang: Lang) -> Mapping[str, tuple[str, ...]]:
        """The stacks of ``lang``: its own, its primary language's, or those of ``*``."""
        primary = lang.partition("-")[0]
        found = (self.stacks.get(tag) for tag in (lang, primary, ANY_LANGUAGE))
        return next((stacks for stacks in found if stacks is not None), {})

    def face(self, family: str, weight: int, style: str) -> Face | None:
        """The face of ``family`` that CSS takes for this weight and style; None when there is no such family."""
        faces = [face for face in self.faces if face.family == family]
        faces = [face for face in faces if face.style == style] or faces
        return min(faces, key=lambda face: _distance(face.weight, weight), default=None)

    def by_name(self) -> Fonts:
        """The same faces without their files: all that a style sheet chooses by."""
        return replace(self, faces=tuple(replace(face, content=b"", points=frozenset()) for face in self.faces))

    def families(self, lang: Lang) -> tuple[str, ...]:
        """Every family of the stacks of ``lang``, each once."""
        return tuple(dict.fromkeys(name for stack in self.roles(lang).values() for name in stack))


def _distance(weight: int, wanted: int) -> tuple[bool, int]:
    """Return how CSS ranks a weight: bold looks among heavier ones first, anything else among lighter ones."""
    wrong_side = weight < wanted if wanted > 500 else weight > max(wanted, 500)
    return (wrong_side, abs(weight - wanted))


Recall = Callable[[str, Callable[[], Points]], Points]
"""What a function gives; without calling it, what it gave for a file of the same digest."""


def anew(digest: str, look: Callable[[], Points]) -> Points:
    """Remembers nothing."""
    return look()


def read_fonts(world: World, recall: Recall = anew) -> Outcome[Fonts]:
    """The fonts of the project or the theme. A font file that is missing or broken is an error and is left out.

    ``recall`` remembers what a file can show.
    """
    report = Report()
    fonts = Fonts()
    kinds: tuple[tuple[str, type[Manifest]], ...] = ((MANIFEST, Manifest), (MORE, MoreFonts))
    for path, schema in kinds:
        try:
            written = report.take(decode(schema, world.read(path), path))
        except FileNotFoundError:
            if path == MANIFEST:
                missing = "the fonts of briefgen are not installed"
                report.add([error("file-exists", missing, Span(path), PACKAGE)])
            continue
        if written is not None:
            listed = enumerate(written.value.faces)
            found = (report.take(_face(entry, world, written.at("faces", i), recall)) for i, entry in listed)
            fonts = _joined(fonts, tuple(face for face in found if face is not None), written.value.stacks)
            report.add(_unknown_families(written, fonts))
    return Outcome(fonts, report.sorted())


def _joined(fonts: Fonts, faces: tuple[Face, ...], stacks: Mapping[Lang, Mapping[str, tuple[str, ...]]]) -> Fonts:
    """``fonts`` with more faces: last in every stack, or where ``stacks`` has them in a language."""
    if not fonts.faces:
        return Fonts(faces, stacks)
    families = tuple(dict.fromkeys(face.family for face in faces))
    made = {
        lang: {role: _stack((*stacks.get(lang, {}).get(role, ()),), stack, families) for role, stack in roles.items()}
        for lang, roles in ({tag: fonts.roles(tag) for tag in stacks} | dict(fonts.stacks)).items()
    }
    return Fonts((*fonts.faces, *faces), made)


def _stack(first: tuple[str, ...], stack: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    """The families of a stack, each once, its generic family last."""
    named = [name for name in (*first, *stack, *last) if name not in GENERICS]
    return (*dict.fromkeys(named), *(name for name in stack if name in GENERICS))


def _unknown_families(written: Written[Manifest], fonts: Fonts) -> Iterator[Diagnostic]:
    known = {face.family for face in fonts.faces} | GENERICS
    for lang, roles in written.value.stacks.items():
        for role, stack in roles.items():
            yield from (_no_family(name, written.at("stacks", lang, role)) for name in stack if name not in known)


@lru_cache(maxsize=64)
def _sha256(content: bytes) -> str:
    """Once: a preview reads the same fonts for every change of a text."""
    return sha256(content).hexdigest()


def _look(content: bytes) -> Points:
    """The code points of a font file. Raises ValueError for one that is broken."""
    import uharfbuzz as harfbuzz
    from fontTools.ttLib import TTFont, TTLibError

    try:
        font = TTFont(BytesIO(content), lazy=True)
        # HarfBuzz reads them five times as fast, and says nothing of what it cannot read.
        found = frozenset(harfbuzz.Face(content).unicodes)
        return found or frozenset(font.getBestCmap() or {})
    except (TTLibError, KeyError, AssertionError) as problem:
        raise ValueError(str(problem)) from problem


def _face(entry: FaceEntry, world: World, span: Span, recall: Recall) -> Outcome[Face | None]:
    path = f"{FOLDER}/{entry.file}"
    try:
        content = world.read(path)
        digest = _sha256(content)
        points = _looked_up.get(digest, None, lambda: recall(digest, lambda: _look(content)))
    except FileNotFoundError:
        return Outcome(None, (error("file-exists", f"the font file {path} is missing", span),))
    except ValueError as problem:
        hint = "give a TrueType or OpenType file with one face"
        return Outcome(None, (error("font-is-sound", f"{path} is not a font that can be used: {problem}", span, hint),))
    return Outcome(Face(entry.family, entry.weight, entry.style, entry.file, digest, content, points))


def _no_family(name: str, span: Span) -> Diagnostic:
    return error("font-is-sound", f"the stack names the family “{name}”, for which there is no face", span)


# What no face can show


def check_characters(texts: Iterable[tuple[str, Span | None, frozenset[str]]]) -> tuple[Diagnostic, ...]:
    """An error for each of the ``lacking_characters``, at its first place.

    ``texts`` are pieces of text with their places and what is lacking. Other places are related. Of a script that many
    letters are missing of there is one error: what it needs is a font.
    """
    places: dict[str, list[Span | None]] = {}
    for text, span, lacking in texts:
        for character in () if lacking.isdisjoint(text) else dict.fromkeys(text):
            if character in lacking:
                places.setdefault(character, []).append(span)
    scripts = {character: _script(character) for character in sorted(places)}
    known = {script for letter, script in scripts.items() if letter.isalpha() and _plain(letter) == letter}
    by_script: dict[str, list[str]] = {}
    for character, script in scripts.items():
        by_script.setdefault(script if script in known else "", []).append(character)
    return tuple(found for script, letters in by_script.items() for found in _lacking(script, letters, places))


def lacking_characters(texts: Iterable[str], fonts: Fonts, lang: Lang) -> frozenset[str]:
    """The characters of ``texts`` that some role of ``lang`` has no glyph for, and that are to be seen."""
    used = set(map(ord, set[str]().union(*texts)))
    lacking = used if not fonts.roles(lang) else set[int]()
    for stack in fonts.roles(lang).values():
        lacking |= used.difference(*(face.points for face in fonts.faces if face.family in stack))
    return frozenset(it for it in map(chr, lacking) if not is_invisible(it))


def characters_of(root: Node) -> str:
    """Every character below ``root`` once, for ``Node.about``."""
    return "".join(sorted(set().union(*(part.text for part in root.walk()))))


def texts_of(root: Node) -> Iterator[tuple[str, Span | None]]:
    """The pieces of text below ``root`` with the nearest known place."""

    def below(part: Node, place: Span | None) -> Iterator[tuple[str, Span | None]]:
        place = part.span or place
        if part.text:
            yield part.text, place
        for child in part.children:
            yield from below(child, place)

    return below(root, root.span)


def is_invisible(character: str) -> bool:
    """Tell whether a character draws nothing: controls, joiners, line ends; a space needs no glyph of its own."""
    return unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp", "Zs"} or "\ufe00" <= character <= "\ufe0f"


def _script(character: str) -> str:
    """``Hebrew`` of א and its punctuation, as Unicode names them; empty for a symbol."""
    if unicodedata.category(character)[0] not in "LMP":
        return ""
    return unicodedata.name(character, "").partition(" ")[0].capitalize()


def _lacking(script: str, letters: list[str], places: Mapping[str, list[Span | None]]) -> Iterator[Diagnostic]:
    """One error for a script of which many letters are missing, otherwise one for each letter."""
    if not script or len(letters) <= _FEW:
        for letter in letters:
            name = unicodedata.name(letter, "a character without a name").lower()
            message = f"no font has “{letter}” (U+{ord(letter):04X}, {name})"
            yield _no_glyph(message, _advice(letter), places[letter], (letter,))
        return
    spans = {span for letter in letters for span in places[letter] if span is not None}
    firsts: dict[str, Span] = {}
    for span in sorted(spans, key=lambda it: (it.path, it.line, it.column)):
        firsts.setdefault(span.path, span)
    shown = ", ".join(f"“{letter}”" for letter in sorted(letters, key=lambda it: (not it.isalpha(), it))[:_FEW])
    what, them = ("Chinese characters", "them") if script == "Cjk" else (f"characters of the {script} script", "it")
    hint = f"add a font for {them} to {MORE}; no PDF is made of such a text"
    yield _no_glyph(f"no font has {len(letters)} {what}: {shown} …", hint, firsts.values(), letters)


def _no_glyph(message: str, hint: str, spans: Iterable[Span | None], letters: Iterable[str]) -> Diagnostic:
    known = [span for span in dict.fromkeys(spans) if span is not None]
    related = tuple((span, "and here") for span in known[1:4])
    place = known[0] if known else None
    return Diagnostic("character-has-glyph", message, place, hint=hint, related=related, subject=(GLYPH, *letters))


def _advice(character: str) -> str:
    if (plain := _plain(character)) != character:
        return f"write “{plain}”"
    return f"use another character, or add a font that has it to {MORE}"


def _plain(character: str) -> str:
    return unicodedata.normalize("NFKC", character)


def unset_letters(found: Iterable[Diagnostic]) -> frozenset[str]:
    """Return the letters of scripts for which there is no font, from what ``check_characters`` told."""
    told = (it.subject[1:] for it in found if it.subject[:1] == (GLYPH,))
    return frozenset(letter for letters in told if len(letters) > _FEW for letter in letters)


def drawn_as_boxes(found: Iterable[Diagnostic], documents: Collection[str]) -> Iterator[Diagnostic]:
    """Report as errors, where they are written, the letters without a font that stand in one of the documents."""
    for it in found:
        is_told = it.span is not None and it.subject[:1] == (GLYPH,)
        if is_told and any(letter in html for letter in it.subject[1:] for html in documents):
            yield replace(it, severity=Severity.ERROR)
