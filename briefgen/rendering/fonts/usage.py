"""Which characters a page shows in which face: the style sheet's font rules applied to the finished HTML.

Only what chooses a face is computed: family, weight, slope. Elements that look alike to the selectors of
the sheet (same parent, name, class, language and the attributes that selectors ask for) are styled once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from briefgen.model.core.written import Lang
from briefgen.rendering.fonts.faces import GENERICS, Face, Fonts, is_invisible

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Usage = Mapping[Face, frozenset[str]]
"""Face → the characters that are shown in it."""

PLAIN = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\u00a0·–—…‘’“”")
"""Always in a language's first family, so that text a script writes does not fall out of it."""

_UNSEEN = frozenset({"script", "style", "template", "head", "title", "desc", "metadata"})
_SHOWN_ATTRIBUTES = frozenset({"alt", "placeholder", "value", "label"})
_MAYBE_SHOWN = "data-"
"""Attributes from which scripts and ``attr()`` in a style sheet may show a text."""
_BOLD = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "th"})
_SLANTED = frozenset({"em", "i", "cite", "dfn", "var", "address"})
_WEIGHTS = {"normal": 400, "bold": 700, "lighter": 400, "bolder": 700}
_FONT_PROPERTIES = frozenset({"font", "font-family", "font-weight", "font-style"})
_TEXT_PROPERTIES = frozenset({"content", "symbols"})
_ASKED = _FONT_PROPERTIES | _TEXT_PROPERTIES
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,[^()]*)?\)")
_ROLE = re.compile(r"var\(\s*--font-([\w-]+)\s*\)")


@dataclass(frozen=True, slots=True)
class Setting:
    """What an element's text is set in."""

    families: tuple[str, ...]
    weight: int = 400
    style: str = "normal"


_Rule = tuple[str | None, dict[str, str], str]
"""Its selectors, None for one that has none; its declarations; and the condition under which it holds."""

Ways = tuple[Setting, ...]
"""How an element's text is set in each case of ``FontRules``."""

Styles = dict[tuple[object, ...], tuple[int, Ways, tuple[Setting, ...]]]
"""What an element is to the selectors, its parent's number included → its own number, how its text is set, and each
setting of that once."""


_INSIDE = re.compile(r":not\(:has\((?:[^()]|\([^()]*\))*\)\)|:has\((?:[^()]|\([^()]*\))*\)")
"""A condition on what is in an element."""


@dataclass(slots=True)
class KnownFaces:
    """The face of each character that has been ``seen`` in a setting; those that no face has are with none."""

    seen: set[str] = field(default_factory=set)
    shown: dict[Face, set[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FontRules:
    """The rules of a style sheet that choose a face."""

    matcher: Any
    attributes: frozenset[str] = frozenset({"class", "lang"}) | _FONT_PROPERTIES
    """Attributes that say how an element is set: those of SVG, and those that selectors ask for."""
    variables: Mapping[str, str] = field(default_factory=dict)
    strings: frozenset[str] = frozenset()
    """Characters of the sheet's own texts: generated content and list marks."""
    cases: tuple[frozenset[str], ...] = (frozenset(),)
    """Conditions such as ``(min-width: 60em)`` that hold together: none, each by itself, all of them."""


@lru_cache(maxsize=8)
def font_rules(css: str) -> FontRules:
    """The rules of ``css`` that choose a face; what cannot be read is left out, as a browser does.

    Read once: a preview asks for the same ones for every change of a text.
    """
    import cssselect2

    matcher, attributes, variables = cssselect2.Matcher(), {"class", "lang", *_FONT_PROPERTIES}, dict[str, str]()
    strings = set[str]()
    conditions = dict[str, None]()
    for selectors, declarations, condition in _told(css):
        variables.update({name: value for name, value in declarations.items() if name.startswith("--")})
        strings.update(*(_strings(value) for name, value in declarations.items() if name in _TEXT_PROPERTIES))
        chosen = {name: value for name, value in declarations.items() if name in _FONT_PROPERTIES}
        if not chosen or selectors is None:
            continue
        attributes.update(_asked(selectors))
        if _INSIDE.search(selectors):
            # Elements are styled once for all that look alike, whatever is in them: such a rule may hold or not.
            selectors, condition = _INSIDE.sub(":is(*)", selectors), f"{condition} :has()"
        if condition:
            conditions[condition] = None
        for selector in _selectors(selectors):
            matcher.add_selector(selector, (condition, chosen))
    cases = dict.fromkeys((frozenset[str](), *(frozenset((it,)) for it in conditions), frozenset(conditions)))
    return FontRules(matcher, frozenset(attributes), variables, frozenset(strings), tuple(cases))


def font_sheet(css: str) -> str:
    """Of ``css`` what ``font_rules`` looks at: a style sheet with the same rules, read in a fraction of the time."""
    told, made = list(_told(css)), []
    for selectors, declarations, condition in told:
        own = ";".join(f"{name}:{value}" for name, value in declarations.items())
        rule = f"{'@counter-style x' if selectors is None else selectors}{{{own}}}"
        made.append(f"@media {condition}{{{rule}}}" if condition else rule)
    sheet = "\n".join(made)
    return sheet if list(_told(sheet)) == told else css  # what is broken may read otherwise when it is written again


def _told(css: str) -> Iterator[_Rule]:
    """The rules of ``css`` that may matter, with those of their declarations that do."""
    import tinycss2

    for selectors, declarations, condition in _rules(tinycss2.parse_stylesheet(css, True, True)):
        asked = {name: value for name, value in declarations.items() if name.startswith("--") or name in _ASKED}
        if asked:
            yield selectors, asked, condition


def _rules(nodes: Iterable[Any], condition: str = "") -> Iterator[_Rule]:
    """Every rule, also from inside at-rules."""
    import tinycss2

    for node in nodes:
        if node.type not in ("qualified-rule", "at-rule") or node.content is None:
            continue
        if node.type == "at-rule" and node.lower_at_keyword in ("media", "supports", "layer", "container"):
            asked = "" if node.lower_at_keyword == "layer" else tinycss2.serialize(node.prelude).strip()
            inner = " and ".join(filter(None, (condition, asked)))
            yield from _rules(tinycss2.parse_rule_list(node.content, True, True), inner)
        elif node.type == "qualified-rule" or node.lower_at_keyword == "counter-style":
            parts = tinycss2.parse_blocks_contents(node.content, True, True)
            given = {part.name: tinycss2.serialize(part.value).strip() for part in parts if part.type == "declaration"}
            yield (tinycss2.serialize(node.prelude) if node.type == "qualified-rule" else None), given, condition


def _asked(selectors: str) -> set[str]:
    """The attributes that they ask for, ``id`` among them when there is a ``#`` of any kind."""
    return set(re.findall(r"\[\s*([\w-]+)", selectors)) | ({"id"} if "#" in selectors else set())


def _strings(value: str) -> str:
    """The texts of a value; a counter style may write its symbols without quotes."""
    import tinycss2

    parts = tinycss2.parse_component_value_list(value)
    return "".join(part.value for part in parts if part.type in ("string", "ident"))


def _selectors(written: str) -> tuple[Any, ...]:
    """Compiled selectors of elements; generated content is set as its element, for our purpose."""
    import cssselect2

    try:
        return tuple(each for each in cssselect2.compile_selector_list(written) if each.pseudo_element is None)
    except cssselect2.SelectorError:
        return ()


def shown_characters(
    root: HtmlElement, rules: FontRules, fonts: Fonts, lang: Lang, styles: Styles | None = None
) -> dict[Setting, frozenset[str]]:
    """Return what a page shows in each setting.

    ``styles`` is what other pages of the same rules, fonts and language have taught, and is added to.
    """
    said: dict[int, tuple[tuple[Setting, ...], list[str]]] = {}
    for settings, text in set_texts(root, rules, fonts, lang, {} if styles is None else styles):
        said.setdefault(id(settings), (settings, []))[1].append(text)
    shown: dict[Setting, set[str]] = {}
    for settings, texts in said.values():
        for setting in settings:
            shown.setdefault(setting, set()).update(*texts)
    return {setting: frozenset(characters) for setting, characters in shown.items()}


def page_usage(
    shown: Mapping[Setting, Collection[str]], fonts: Fonts, known: dict[Setting, KnownFaces] | None = None
) -> Usage:
    """Return what a page shows in each face; characters that no face has are left out.

    ``known`` is what other pages of the same fonts have taught, and is added to.
    """
    known = {} if known is None else known
    found: dict[Face, frozenset[str]] = {}
    for setting, characters in shown.items():
        for face, part in share(characters, setting, fonts, known.setdefault(setting, KnownFaces())).items():
            found[face] = found.get(face, frozenset()) | part
    return found


def site_usage(pages: Iterable[Usage], rules: FontRules, fonts: Fonts, lang: Lang) -> Usage:
    """Return what all pages of ``lang`` together need of each face, with the sheet's own texts and ``PLAIN``."""
    found: dict[Face, frozenset[str]] = {}
    for page in pages:
        for face, characters in page.items():
            found[face] = found.get(face, frozenset()) | characters
    for stack in fonts.roles(lang).values():
        for face in (face for face in found if face.family in stack):
            own = rules.strings | (PLAIN if face.family == stack[0] else frozenset())
            found[face] |= share(own, Setting(stack, face.weight, face.style), fonts).get(face, frozenset())
    return found


def share(
    characters: Collection[str], setting: Setting, fonts: Fonts, known: KnownFaces | None = None
) -> dict[Face, frozenset[str]]:
    """Each character with the first face of the stack that has it; ``known`` has those of some, and is added to."""
    known = KnownFaces() if known is None else known
    asked = frozenset(characters)
    if unknown := asked - known.seen:
        known.seen |= unknown
        faces = [fonts.face(family, setting.weight, setting.style) for family in setting.families]
        for character in unknown:
            face = next((face for face in faces if face is not None and ord(character) in face.points), None)
            if face is not None and not (is_invisible(character) and character not in PLAIN):
                known.shown.setdefault(face, set()).add(character)
    return {face: shown for face, part in known.shown.items() if (shown := asked & part)}


def set_texts(
    root: HtmlElement, rules: FontRules, fonts: Fonts, lang: Lang, styles: Styles
) -> list[tuple[tuple[Setting, ...], str]]:
    """The texts of a page in reading order, each with every setting that it has under some condition, such as width."""
    import cssselect2

    styler = _Styler(rules, fonts, lang, cssselect2.ElementWrapper.from_html_root(root), styles)
    first = Setting(fonts.roles(lang).get("text", ()))
    styler.texts(root, (first,) * len(rules.cases), 0)
    return styler.found


@dataclass(slots=True)
class _Styler:
    rules: FontRules
    fonts: Fonts
    lang: Lang
    root: Any
    seen: Styles
    found: list[tuple[tuple[Setting, ...], str]] = field(default_factory=list)
    wrapped: dict[HtmlElement, dict[HtmlElement, Any]] = field(default_factory=dict)
    """Elements → their children as the selectors see them: only of what has not been ``seen``."""

    def texts(self, node: HtmlElement, inherited: Ways, parent: int) -> None:
        """Find what is set in ``node``, which stands in another that is styled in these ways."""
        if node.tag in _UNSEEN:
            return
        attributes = node.items()
        ident, ways, settings = self._style(node, attributes, inherited, parent)
        if text := node.text:
            self.found.append((settings, text))
        for name, value in attributes:
            if name in _SHOWN_ATTRIBUTES or name.startswith(_MAYBE_SHOWN):
                self.found.append((settings, value))
        for child in node:
            self.texts(child, ways, ident)
            if tail := child.tail:
                self.found.append((settings, tail))

    def _wrapped(self, node: HtmlElement) -> Any:
        if node is self.root.etree_element:
            return self.root
        above = node.getparent()
        if above not in self.wrapped:
            self.wrapped[above] = {child.etree_element: child for child in self._wrapped(above).iter_children()}
        return self.wrapped[above][node]

    def _style(
        self, node: HtmlElement, attributes: list[tuple[str, str]], inherited: Ways, parent: int
    ) -> tuple[int, Ways, tuple[Setting, ...]]:
        asked = self.rules.attributes
        alike = (parent, node.tag, *[it for it in attributes if it[0] in asked])
        if (known := self.seen.get(alike)) is not None:
            return known
        element = self._wrapped(node)
        matched = sorted(self.rules.matcher.match(element), key=lambda found: found[:2])
        told = [found[3] for found in matched]
        ways = tuple(
            self._computed(
                element, before, [chosen for condition, chosen in told if not condition or condition in case]
            )
            for before, case in zip(inherited, self.rules.cases, strict=True)
        )
        made = self.seen[alike] = (len(self.seen) + 1, ways, tuple(dict.fromkeys(ways)))
        return made

    def _computed(self, element: Any, inherited: Setting, told: Iterable[Mapping[str, str]]) -> Setting:
        node = element.etree_element
        setting = inherited
        if node.tag in _BOLD:
            setting = replace(setting, weight=700)
        if node.tag in _SLANTED:
            setting = replace(setting, style="italic")
        attributes = {name: node.get(name) for name in _FONT_PROPERTIES if node.get(name)}
        for declarations in filter(None, (attributes, *told)):
            setting = self._apply(declarations, setting, inherited, element.lang or self.lang)
        return setting

    def _apply(self, declarations: Mapping[str, str], setting: Setting, inherited: Setting, lang: Lang) -> Setting:
        for name, value in declarations.items():
            value = self._expanded(value)
            if name in ("font", "font-family"):
                setting = replace(setting, families=self._families(value, lang) or inherited.families)
            if name in ("font", "font-weight") and (weight := _weight(value, inherited.weight, name)):
                setting = replace(setting, weight=weight)
            if name in ("font", "font-style"):
                slanted = inherited.style == "italic" if value == "inherit" else re.search("italic|oblique", value)
                setting = replace(setting, style="italic" if slanted else "normal")
        return setting

    def _expanded(self, value: str) -> str:
        """``value`` with the sheet's variables put in, but for the stacks of a language (``--font-…``)."""
        for _ in range(8):
            found = _VARIABLE.search(value)
            if found is None or found[1].startswith("--font-") or found[1] not in self.rules.variables:
                return value
            value = value.replace(found[0], self.rules.variables[found[1]])
        return value

    def _families(self, value: str, lang: Lang) -> tuple[str, ...]:
        if (role := _ROLE.search(value)) is not None:
            return self.fonts.roles(lang).get(role[1], ())
        names = (name.strip().strip("\"'") for name in value.split(","))
        known = {face.family for face in self.fonts.faces} | GENERICS
        return tuple(name for name in names if name in known)


def _weight(value: str, inherited: int, name: str) -> int | None:
    """The weight that a declaration gives; None when it gives none."""
    if value == "inherit":
        return inherited
    found = re.search(r"\b(normal|bold|lighter|bolder|[1-9]00)\b", value)
    if found is None:
        return 400 if name == "font" else None
    return _WEIGHTS.get(found[1]) or int(found[1])
