"""The seams of briefgen where an author's text comes in: what is fed to each, and what must hold of what comes out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any
from unicodedata import normalize
from xml.etree import ElementTree

import mutated
import oracles
import pieces
import yaml
from hypothesis import strategies as st
from markupsafe import Markup
from support.project import SMALL, Project

from briefgen.building.project import ProjectSources
from briefgen.checking.rules import check_editions
from briefgen.importing.sheets.proposals import proposal_file, proposals_of
from briefgen.language.matching.folding import Affixes, fold, terms, units, word_terms
from briefgen.model.core.diagnostics import Diagnostic
from briefgen.model.core.document import BLOCK_KINDS, Node
from briefgen.model.core.rules import RULES
from briefgen.model.values.parsing import parse_day, parse_value
from briefgen.model.values.quantities import Day, Interval, Quantity, QuantityRange
from briefgen.model.written.facts import WrittenFact
from briefgen.model.written.settings import Settings
from briefgen.reading.disk.text import read_text
from briefgen.reading.files.archive import UnreadableDocumentError
from briefgen.reading.files.sheets.delimited import read_delimited
from briefgen.reading.files.sheets.formats import number_format
from briefgen.reading.files.sheets.workbook import CellKind
from briefgen.reading.files.theme import read_theme
from briefgen.reading.images.svg import DrawingError, clean
from briefgen.reading.images.svg.allowed import SVG, XLINK
from briefgen.reading.markdown import parse, split_front_matter
from briefgen.reading.markdown.html.nodes import read_html
from briefgen.reading.markdown.links import file_name, is_external, is_safe, tidy
from briefgen.reading.yaml.nodes import decode, decode_list, decode_map
from briefgen.reading.yaml.tree import read_tree
from briefgen.rendering.fonts.faces import Fonts
from briefgen.rendering.html.body import PRINT, WEB, Medium, render, render_all
from briefgen.resolving.documents.resolve import resolve
from briefgen.resolving.embargo.embargo import shown_at

Check = Callable[[str], None]


@dataclass(frozen=True)
class Target:
    """A seam: what is fed to it, and the check that raises for a text for which something does not hold."""

    inputs: st.SearchStrategy[str]
    check: Check
    holds: str


def _texts_of(ending: str) -> list[str]:
    return [content for name, content in SMALL.items() if name.endswith(ending) and isinstance(content, str)]


MARKDOWN, YAML = _texts_of(".md"), _texts_of(".yaml")


def sound(problems: tuple[Diagnostic, ...], lines: int) -> None:
    """Every problem is of a known kind and stands at a line that there is."""
    for found in problems:
        assert found.code in RULES and found.code != "internal-error", found
        assert found.span is not None and 1 <= found.span.line <= lines, found


def _lines(text: str) -> int:
    return len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")) + 1


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


# YAML


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(it) for key, it in value.items()}
    if isinstance(value, list):
        return [_plain(it) for it in value]
    return None if value is None else str(value)


def _without_nothing(value: Any, node: yaml.Node) -> Any:
    """What PyYAML read, with what is written as nothing as None, as briefgen has it."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _without_nothing(value[key.value], it) for key, it in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_without_nothing(part, it) for part, it in zip(value, node.value, strict=True)]
    return None if not node.style and value in ("", "~", "null") else value


def check_yaml(text: str) -> None:
    content = _bytes(text)
    for outcome in (
        decode(Settings, content, "a.yaml", standins={"title": "x"}),
        decode_map(WrittenFact, content, "a.yaml"),
        decode_list(WrittenFact, content, "a.yaml", under="facts"),
    ):
        sound(outcome.diagnostics, _lines(text))
    clean = read_text(content, "a.yaml")
    if clean.value is None or clean.diagnostics:
        return
    tree = read_tree(clean.value, "a.yaml")
    sound(tree.diagnostics, _lines(text))
    if not tree.diagnostics and tree.value.value is not None:
        node = yaml.compose(clean.value, yaml.CBaseLoader)
        assert _plain(tree.value.value) == _without_nothing(yaml.load(clean.value, yaml.CBaseLoader), node)


# front matter


def check_front_matter(text: str) -> None:
    outcome = split_front_matter(_bytes(text), "a.md")
    front, first, body, body_line = outcome.value
    sound(outcome.diagnostics, _lines(text))
    clean = read_text(_bytes(text), "a.md").value
    if clean is None:
        assert (front, body) == (b"", "")
        return
    lines = clean.split("\n")
    assert body == "\n".join(lines[body_line - 1 :])
    assert front.decode("utf-8") == "".join(f"{line}\n" for line in lines[first - 1 :][: front.count(b"\n")])
    if "front-matter-closes" not in {found.code for found in outcome.diagnostics}:
        assert lines[first - 2].startswith("---") and body_line == first + front.count(b"\n") + 1


# Markdown


def _part(name: str, *others: str, **context: object) -> Markup:
    return Markup('<div class="{}">{}</div>').format(name, context.get("content", ""))


def _medium(name: str) -> Medium:
    def url(path: str, anchor: str = "") -> str:
        return f"/{path}#{anchor}" if anchor else f"/{path}"

    return Medium(name=name, url=url, part=_part, image=lambda path: f"/images/{path}")


def inert(html: str) -> None:
    """Nothing in it can act, and every element is closed."""
    assert oracles.live_in(html) == []
    assert oracles.badly_nested(html) == []


def check_markdown(text: str) -> None:
    outcome = parse(text, "a.md")
    sound(outcome.diagnostics, _lines(text))
    for part in outcome.value.walk():
        assert part.span is not None and 1 <= part.span.line <= _lines(text)
        assert len({child.kind in BLOCK_KINDS for child in part.children}) <= 1
    assert outcome == parse(text, "a.md")
    for name in (WEB, PRINT):
        inert(str(render(outcome.value, _medium(name))))


def check_html(text: str) -> None:
    text = text.replace("\ufeff", "")  # a parser of HTML drops it at the head; files lose it when they are read
    problems: list[Diagnostic] = []
    nodes = read_html(text, None, problems)
    html = str(render_all(nodes, _medium(WEB)))
    inert(html)
    again = read_html(html, None, [])
    assert _shape(read_html(str(render_all(again, _medium(WEB))), None, [])) == _shape(again), "sanitised twice is once"


def _shape(nodes: tuple[Node, ...]) -> object:
    return [(part.kind, dict(part.attrs), part.text.split(), _shape(part.children)) for part in nodes]


# drawings


def check_svg(text: str) -> None:
    text = f'<svg xmlns="{SVG}" xmlns:xlink="{XLINK}" width="9" height="9">{text}</svg>'
    try:
        found = clean(_bytes(text), lambda content: "")
    except DrawingError as refused:
        assert refused.why and 1 <= refused.line <= _lines(text), refused
        return
    assert list(oracles.live_in_svg(found.svg)) == []
    again = clean(found.svg, lambda content: "")
    # CSS with a string, a bracket or an address left open is closed when it is written: its text may differ
    assert list(oracles.live_in_svg(again.svg)) == []
    assert oracles.names_in_svg(again.svg) == oracles.names_in_svg(found.svg), "cleaned twice is cleaned once"


# quantities


def _typed(value: Quantity) -> str:
    """A quantity with nothing left to chance; powers of ten that have no name are written out."""
    amount = value.value if value.scale not in _NAMES else value.amount
    digits = f"{abs(amount):f}"
    sign = "-" if amount.is_signed() else "+" if value.signed else ""
    return f"{value.bound}{sign}{digits} {_NAMES.get(value.scale, '')} {value.unit}".strip()


_NAMES = {0: "", 3: "thousand", 6: "million", 9: "billion", 12: "trillion", 4: "만", 8: "억", 16: "경"}


def check_quantity(text: str) -> None:
    for read in (parse_value, parse_day):
        try:
            value = read(text)
        except ValueError as sentence:
            assert "write" in str(sentence), sentence
            continue
        if isinstance(value, Day | Interval):
            assert read(str(value)) == value
        elif isinstance(value, QuantityRange):
            assert value.low.value <= value.high.value and value.low.unit == value.high.unit
        else:
            _same(value)


def _same(value: Quantity) -> None:
    whole = not value.unit and re.fullmatch(r"[12][0-9]{3}", _typed(value))
    if whole or len(f"{value.value:f}".replace(".", "").lstrip("-0")) > 28:
        return  # a year, or more digits than a figure may have when its power of ten is written out
    back = parse_value(_typed(value))
    assert isinstance(back, Quantity) and back.value == value.value, (_typed(value), back)
    assert (back.unit, back.bound, back.signed) == (value.unit, value.bound, value.signed)
    assert isinstance(value.amount, Decimal) and value.amount.is_finite()


# links


def check_link(text: str) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")
    tidied = tidy(text)
    assert tidy(tidied) == tidied and not re.search(r"[\x00-\x20\"<>\\^`{|}\x7f]", tidied)
    for address in (text, tidied):
        if is_safe(address):
            assert oracles.scheme_of(address) in oracles.SCHEMES | oracles.OF_TEXTS | {""}, address
        if not is_external(address):
            assert not oracles.scheme_of(address)
            assert not address.strip("".join(map(chr, range(0x21)))).replace("\\", "/").startswith("//")
    file_name(text)
    for around in (f"[a](<{text}>)", f"[a]({text})", f"<{text}>", f"![a]({text})", f"[a]: {text}\n\n[a]"):
        inert(str(render(parse(around, "a.md").value, _medium(WEB))))


# search


def check_folding(text: str) -> None:
    text = normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    row = units(text)
    assert all(one.end <= two.start for one, two in pairwise(row))
    for unit in row:
        assert unit.form and unit.gap in ("", ".", " ", "|"), unit
        assert "".join(map(fold, unit.form)) == unit.form, unit
        # what is asked as it is shown is found
        assert [it.form for it in units(normalize("NFC", text[unit.start : unit.end]))] == [unit.form]
    affixes = Affixes((("ال", ""),), (("ies", "y"), ("s", "")), ("و",))
    assert all(terms(row, word_terms(affixes)))


# the whole way


def _projects(text: str) -> tuple[Project, int]:
    """The small project with the text as one of its files: the first line says which."""
    name, _, content = text.partition("\n")
    files = sorted(path for path in SMALL if not path.endswith(".png"))
    path = name if name in files else files[len(text) % len(files)]
    return Project().with_file(path, _bytes(content)), _lines(content)


def check_project(text: str) -> None:
    project, _ = _projects(text)
    world = project.world()
    loaded = project.site()
    site = shown_at(loaded.value, world.now()).value
    sources = ProjectSources(site, read_theme(world), Fonts((), {}))
    editions = resolve(site, sources.styles)
    problems = (*loaded.diagnostics, *editions.diagnostics, *check_editions(editions.value, site, sources.fonts))
    assert [found for found in problems if found.code not in RULES or found.code == "internal-error"] == []


def check_site(text: str) -> None:
    project, _ = _projects(text)
    built = project.build(base_url="https://example.org/sample/")
    assert [found for found in built.diagnostics if found.code == "internal-error"] == []
    for path, content in built.tree.files.items():
        if path.endswith(".html"):
            _page(path, content.decode("utf-8"))
        elif built.failed:
            continue  # it is not published, and a chart that cannot be drawn is empty
        elif path.endswith((".xml", ".svg")):
            ElementTree.fromstring(content)
        elif path.endswith(".json"):
            json.loads(content)


def _page(path: str, html: str) -> None:
    """The words of a page are inert; its head and frame are the theme's."""
    assert oracles.badly_nested(re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)) == [], path
    for found in re.findall(r'<[^<>]*?\s(?:href|src)="([^"]*)"', html):
        assert oracles.scheme_of(found.replace("&amp;", "&")) in oracles.SCHEMES | {""}, (path, found)
    assert pieces.MARK not in html, path


_FILES = sorted(name for name, content in SMALL.items() if isinstance(content, str))
_WHOLE = st.sampled_from(_FILES).flatmap(
    lambda name: mutated.changed([str(SMALL[name])], (*pieces.YAML, *pieces.MARKDOWN), 1 << 20).map(
        lambda text: f"{name}\n{text}"
    )
)

# spreadsheets

SHEETS = [
    "구분,2024(백만원),비고\n연구,1234.5,-\n합계,=SUM(B2),#REF!\n",
    'Region;Year;Value\nSeoul;2019;1.234,5\nBusan;2019;"3,5 %"\n',
]


def check_sheet(text: str) -> None:
    number_format(text)
    try:
        table = read_delimited(_bytes(text))
    except UnreadableDocumentError:
        return
    numbers = [cell for cell in table.cells.values() if cell.kind is CellKind.NUMBER]
    assert all(cell.text for cell in table.cells.values()) and all(cell.figure is not None for cell in numbers)
    found = proposals_of([("", table)], lambda _: None)
    assert len({fact.ident for fact in found.facts}) == len(found.facts)
    assert all(isinstance(parse_value(fact.value), Quantity) for fact in found.facts)
    made = proposal_file("", found.facts, "a.csv", ("ko", "en"), ())
    outcome = decode_map(WrittenFact, made.text.encode(), "a.yaml")
    assert outcome.diagnostics == () and tuple(outcome.value) == made.added


TARGETS: Mapping[str, Target] = {
    "sheet": Target(
        mutated.texts(SHEETS, "123,;.%-\t\n\"'=#()가년"),
        check_sheet,
        "a table or a sentence; what is proposed has values and ids of its own, and can be read as facts",
    ),
    "yaml": Target(
        mutated.texts(YAML, pieces.YAML) | st.binary(max_size=60).map(lambda it: it.decode("utf-8", "surrogateescape")),
        check_yaml,
        "nothing is raised, every problem has a place, and what is read is what PyYAML reads, as text",
    ),
    "front-matter": Target(
        mutated.texts(MARKDOWN, pieces.FRONT_MATTER),
        check_front_matter,
        "nothing is raised, and the two parts are lines of the file at the places that are said",
    ),
    "markdown": Target(
        mutated.texts(MARKDOWN, pieces.MARKDOWN),
        check_markdown,
        "nothing is raised, every part and problem has a place, and what is rendered is well-formed and inert",
    ),
    "html": Target(
        mutated.soup(pieces.HTML),
        check_html,
        "what is rendered is well-formed and inert, and stable when read again",
    ),
    "svg": Target(
        mutated.drawings(),
        check_svg,
        "the copy is well-formed, loads nothing, runs nothing, and is its own copy; or a reason at a line",
    ),
    "quantity": Target(
        mutated.soup(pieces.QUANTITIES, 10),
        check_quantity,
        "a value, which is read back from its own text, or a sentence that says what to write",
    ),
    "link": Target(
        mutated.soup(pieces.LINKS, 12),
        check_link,
        "an address that is called safe leads to a page or a mail in a browser",
    ),
    "folding": Target(
        mutated.soup(pieces.SEARCH, 16), check_folding, "units do not overlap, and folding twice is folding once"
    ),
    "project": Target(_WHOLE, check_project, "any file of a project: known problems, no exception"),
    "site": Target(
        _WHOLE, check_site, "any file of a project: pages well-formed and inert, feeds and JSON well-formed"
    ),
}
