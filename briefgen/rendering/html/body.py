"""A settled text becomes HTML, for the web or for paper: one function a kind of node."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from markupsafe import Markup, escape

from briefgen.model.core.directives import BOX, TABLE
from briefgen.model.core.document import BLOCK_KINDS, Node
from briefgen.model.output import addresses
from briefgen.model.values.pdf_forms import Tier
from briefgen.model.written.licences import licence_of
from briefgen.reading.markdown.extensions.attributes import ALLOW, CLAIM, PARITY_IGNORE
from briefgen.rendering.html.list_numbers import MARKS, MARKS_OF_TYPE
from briefgen.rendering.html.pictures import WebPicture, with_copies
from briefgen.rendering.html.table_sizes import is_table, sized
from briefgen.resolving.edition.page_sections import is_beside
from briefgen.resolving.edition.views import Numbered, RecommendationView
from briefgen.resolving.site.pictures import CREDIT, LICENCE, SOURCE, named_by

WEB = "web"
PRINT = "print"

_VOID = frozenset({"br", "hr", "img", "wbr", "col"})
_NOTHING = Markup("")
_EVERYWHERE = ("id", "class", "lang", "dir")
_EVERYWHERE_AND_TITLE = (*_EVERYWHERE, "title")
_TITLED = frozenset({"heading", "paragraph", "item", "list", "quote", "code", "table"})
"""Blocks that show the title that their author gives them; those of other parts are written where these are made."""
_BEHIND = ("stale", "untranslated")
_OWN = frozenset(
    {"tag", "block", "number", "anchor", "loose", "original", "original-name", "within", PARITY_IGNORE, CLAIM, *_BEHIND}
)
"""What other parts of briefgen are told: no attributes of HTML."""
_FIRST_TAG = re.compile(r"<[A-Za-z][\w-]*")
_NAMED = ("aria-labelledby", "aria-label")
_TYPED = re.compile(r"(?:[(（]?(?:\d{1,3}|[가-하]|[IVXivxⅠ-ⅻ]{1,4})[.)）]|[·•ㆍ○◯●◦□■▪◇◆△▲▷▶☞※ㅇ])\s|[①-⓿㈀-㉻]")
"""A number or mark of an item, which the author typed where a paragraph begins."""
_SIZES = ("width", "height")
_SIZE = re.compile(r"\d+%?", re.ASCII)
_COLLECTING = frozenset({"paragraph", "item", "block", "table"})
_OF_TABLE = frozenset({"row", "cell"})
_CALLS = frozenset({"citation", "call", "call-again"})
_SIMPLE = {"quote": "blockquote", "emph": "em", "strong": "strong", "strike": "s"}


class Links(Protocol):
    """How a place on the site is written as a link."""

    def __call__(self, path: str, anchor: str = "") -> str:
        """The link to ``path``, an output path."""


@dataclass(frozen=True, slots=True)
class Medium:
    """Where a text is going and what it can draw on there.

    ``part`` fills the theme's template of a directive, or of the next of its names; ``image`` gives the address
    of an image file of the project; ``shift`` is added to the level of every heading.
    """

    name: str
    url: Links
    part: Callable[..., Markup]
    image: Callable[[str], str]
    picture: Callable[[str], WebPicture | None] = lambda path: None
    """What is known of an image file of the project, where pages may choose among its copies."""
    ledger: str = ""
    """Output path of the ledger, which every fact leads to."""
    glossary: str = ""
    numbered: Mapping[str, Numbered] = field(default_factory=dict)
    recommendations: Mapping[str, RecommendationView] = field(default_factory=dict)
    shift: int = 0
    outline: bool = True
    """Whether its headings are those of the page; otherwise each is a paragraph that says its level."""
    tiers: frozenset[Tier] = frozenset({Tier.CHECKING})
    """What the text says of where it comes from: on a page of the web it may say it in both ways."""

    @property
    def is_print(self) -> bool:
        """Whether it goes on paper."""
        return self.name == PRINT


def render(part: Node, medium: Medium) -> Markup:
    """HTML of a node and all below it."""
    return _KINDS.get(part.kind, _container)(part, medium)


def render_all(parts: tuple[Node, ...], medium: Medium) -> Markup:
    """HTML of nodes one after another."""
    made: list[Markup] = []
    before = ""
    for part in in_brackets(parts) if medium.is_print else parts:
        # A call of a note or a citation that follows another at once is marked: ``1[3]`` would be read as one.
        is_next = part.kind in _CALLS and before in _CALLS
        made.append(render(part.with_attrs(next=" next") if is_next else part, medium))
        before = part.kind
    return _joined(made)


def _joined(parts: Iterable[Markup], between: str = "") -> Markup:
    """Finished pieces one after another: nothing is left to escape."""
    return Markup(between.join(parts))


def _attributes(part: Node, *more: tuple[str, str]) -> Markup:
    if not part.attrs and not more:
        return _NOTHING
    names = _EVERYWHERE_AND_TITLE if part.kind in _TITLED else _EVERYWHERE
    given = [(name, value) for name in names if (value := part.attrs.get(name))]
    if key := part.attrs.get("block"):
        given.append(("data-block", key))
    return Markup("".join([_attribute(name, value) for name, value in (*given, *more)]))


@lru_cache(maxsize=8192, typed=True)  # what is HTML is another value than the same words as text
def _attribute(name: str, value: str) -> str:
    """An attribute of a tag. The same stand on several pages."""
    return f' {escape(name)}="{escape(value)}"'


def _element(tag: str, part: Node, content: Markup, *more: tuple[str, str], behind: str = "") -> Markup:
    """``tag`` is one of those that HTML has, from a table of ours or of the sanitiser; ``behind`` it nothing or a line
    break."""
    return Markup(f"<{tag}{_attributes(part, *more)}>{content}</{tag}>{behind}")


def _behind(part: Node, medium: Medium) -> Markup:
    """What a reader is told of a block that is older than its original, or beside which one is not translated."""
    if not any(map(part.attrs.get, _BEHIND)):
        return _NOTHING
    marks = (
        medium.part(
            "translation",
            kind=kind,
            address=_address(part.get(kind), medium),
            original=part.get("original"),
            original_name=part.get("original-name"),
        )
        for kind in _BEHIND
        if part.get(kind)
    )
    return _joined(Markup(mark).strip() for mark in marks)


def _inside(part: Node, medium: Medium) -> Markup:
    """Return what stands in a block of text: its words, then what is to be said of them."""
    return _joined((render_all(part.children, medium), _collected(part, medium), _behind(part, medium)))


def _collected(part: Node, medium: Medium) -> Markup:
    """The sources of a block of text at its end; those of a table stand below it."""
    if part.kind not in _COLLECTING or Tier.READING not in medium.tiers:
        return _NOTHING
    numbered = sorted((it for it in cited_in(part) if it.get("cited")), key=lambda it: int(it.get("cited")))
    sources: dict[str, dict[str, None]] = {}
    for it in numbered:
        sources.setdefault(it.get("href"), {it.get("cited"): None})[it.get("place")] = None
    shown = [(", ".join(filter(None, said)), _address(href, medium)) for href, said in sources.items()]
    key = f"{part.get('block')}-sources"
    told = {"places": any(it.get("place") for it in numbered), "table": part.kind == "table", "key": key}
    return Markup(medium.part("paragraph-sources", sources=shown, **told)).rstrip() if shown else _NOTHING


def cited_in(part: Node) -> Iterator[Node]:
    """The references in the citations of a block; not of the blocks in it, unless it is a table."""
    for child in part.children:
        if child.kind == "citation":
            yield from child.children
        elif child.kind not in BLOCK_KINDS or child.kind in _OF_TABLE:
            yield from cited_in(child)


def _after(part: Node, medium: Medium) -> Markup:
    """The same, for a block that is not a line of text: a paragraph of its own behind it."""
    said, key = _behind(part, medium), part.get("block")
    shown = [("data-block", f"{key}-behind")] if said and key else []
    return _element("p", Node("paragraph"), said, *shown, behind="\n") if said else _NOTHING


def _container(part: Node, medium: Medium) -> Markup:
    return render_all(part.children, medium)


def _simple(part: Node, medium: Medium) -> Markup:
    return _element(_SIMPLE[part.kind], part, render_all(part.children, medium))


def _heading(part: Node, medium: Medium) -> Markup:
    level = min(6, int(part.get("level", "2")) + medium.shift)
    tag, more = (f"h{level}", []) if medium.outline else ("p", [("data-level", str(level))])
    return _element(tag, part, render_all(part.children, medium), *more, behind="\n") + _after(part, medium)


def _paragraph(part: Node, medium: Medium) -> Markup:
    if part.get("tight") == "true":
        return _inside(part, medium)
    has_mark = medium.is_print and _TYPED.match(next((it.text for it in part.walk() if it.text), ""))
    return _numbered("p", part, medium, "\n", *[("data-typed", "")] * bool(has_mark))


def _item(part: Node, medium: Medium) -> Markup:
    return _numbered("li", part, medium)


def _numbered(tag: str, part: Node, medium: Medium, behind: str = "", *more: tuple[str, str]) -> Markup:
    """A block with its number, if it has one: a link on the web, an attribute for the style sheet on paper."""
    content, number = _inside(part, medium), part.get("number")
    if not number:
        return _element(tag, part, content, *more, behind=behind)
    if medium.is_print:
        shown = [("data-number", number)] if Tier.CHECKING in medium.tiers else []
        return _element(tag, part, content, *shown, *more, behind=behind)
    link = medium.part("paragraph-number", number=number, id=part.get("anchor"), loose=bool(part.get("loose")))
    return _element(tag, part, Markup(link).strip() + content, behind=behind)


def _list(part: Node, medium: Medium) -> Markup:
    ordered = part.get("ordered") == "true"
    start = part.get("start", "1")
    more = (("start", start),) if ordered and start not in ("", "1") else ()
    return _element("ol" if ordered else "ul", part, render_all(part.children, medium), *more, behind="\n")


def _code(part: Node, medium: Medium) -> Markup:
    # On paper the place after a tab may be right where the words before it end.
    text = part.text.expandtabs() if medium.is_print else part.text
    return Markup("<pre{}><code>{}</code></pre>\n").format(_attributes(part), text) + _after(part, medium)


def _table(part: Node, medium: Medium) -> Markup:
    part = sized(part) if medium.is_print else part
    head = tuple(row for row in part.children if row.get("head") == "true")
    body = tuple(row for row in part.children if row.get("head") != "true")
    caption = Markup("<caption>{}</caption>").format(part.get("caption")) if part.get("caption") else Markup("")
    content = Markup("{}<thead>{}</thead><tbody>{}</tbody>").format(
        caption, render_all(head, medium), render_all(body, medium)
    )
    named = [(name, part.get(name)) for name in _NAMED if part.get(name)]
    return _joined((_element("table", part, content, *named), _collected(part, medium), Markup("\n")))


def _row(part: Node, medium: Medium) -> Markup:
    return _element("tr", part, render_all(part.children, medium), behind="\n")


def _cell(part: Node, medium: Medium) -> Markup:
    head = part.get("head") == "true"
    more = [("scope", part.get("scope", "col"))] if head else []
    if part.get("align") in ("right", "center"):
        classes = f"{part.get('class')} align-{part.get('align')}".strip()
        part = part.with_attrs(**{"class": classes})
    return _element("th" if head else "td", part, _inside(part, medium), *more)


def _rule(part: Node, medium: Medium) -> Markup:
    return Markup("<hr{}>\n").format(_attributes(part))


def _directive(part: Node, medium: Medium) -> Markup:
    ident = part.get("id")
    numbered = medium.numbered.get(ident)
    named = TABLE.is_kind_of(part) and not medium.is_print
    filled = medium.part(
        part.get("name"),
        BOX.name,  # a directive without a template of its own has a title and what stands in it
        content=render_all(tuple(_captioned(it, part) for it in part.children) if named else part.children, medium),
        argument=part.get("argument"),
        options={name.strip(":"): value for name, value in part.attrs.items() if name.startswith(":")},
        id=ident,
        beside=is_beside(part),
        numbered=numbered,
        drawing=numbered.drawing if numbered else None,
        recommendation=medium.recommendations.get(ident),
        medium=medium.name,
        outline=medium.outline,
    )
    return _with_key(filled, part.get("block")) + _after(part, medium)


def _captioned(part: Node, host: Node) -> Node:
    """A table under a caption is called by it: to a screen reader the two are strangers otherwise."""
    if part.kind != "table":
        return part
    ident, words = host.get("id"), host.get("argument")
    return part.with_attrs(**{"aria-labelledby": f"{ident}-caption"} if ident else {"aria-label": words})


def _with_key(html: Markup, key: str) -> Markup:
    """The key of a directive on the first element of its part, whatever the theme makes of it."""
    attribute = str(Markup(' data-block="{}"').format(key))
    return Markup(_FIRST_TAG.sub(lambda found: found[0] + attribute, str(html), count=1)) if key else html


_MOST_BESIDE = 4
"""So many pictures over one caption stand in one row."""


def _figure(part: Node, medium: Medium) -> Markup:
    numbered = medium.numbered.get(part.get("id"))
    label = numbered.label if numbered else ""
    caption = Markup('<figcaption><span class="label">{}</span> {}</figcaption>').format(label, part.get("caption"))
    below = _credit(part, medium) + (caption if part.get("caption") else Markup(""))
    content = render_all(part.children, medium) + below
    if (count := sum(it.kind == "image" for it in part.walk())) > 1:
        part = part.with_attrs(**{"class": f"{part.get('class')} row-{min(count, _MOST_BESIDE)}".strip()})
    return _element("figure", part, content) + Markup("\n") + _after(part, medium)


def _credit(part: Node, medium: Medium) -> Markup:
    """Return who made a picture and on what terms, below it."""
    credit, source, short = part.get(CREDIT), part.get(SOURCE), part.get(LICENCE)
    if not (credit or source or short):
        return _NOTHING
    words = Node("text", text=credit or named_by(source))
    shown = render(Node("link", {"href": source}, (words,)) if source else words, medium)
    return Markup(medium.part("picture-credit", credit=shown, terms=licence_of(short) if short else None))


def _is_told(name: str) -> bool:
    """Tell whether an attribute says something to briefgen, or stands on every element anyway."""
    return name in _OWN or name in _EVERYWHERE or name.startswith(ALLOW)


def _html(part: Node, medium: Medium) -> Markup:
    tag = part.get("tag", "span")
    if task := part.get("task"):
        return Markup(medium.part("task", task=task, sign=part.plain(), medium=medium.name)).strip()
    extra = tuple((name, value) for name, value in part.attrs.items() if not _is_told(name))
    if tag == "ol" and (marks := MARKS_OF_TYPE.get(part.get("type"))):
        extra += ((MARKS, marks),)
    if tag in _VOID:
        return Markup("<{}{}>").format(Markup(tag), _attributes(part, *extra))
    part = sized(part) if is_table(part) and medium.is_print else part
    return _element(tag, part, _inside(part, medium), *extra)


def _text(part: Node, medium: Medium) -> Markup:
    return escape(part.text)


def _literal(part: Node, medium: Medium) -> Markup:
    return _element("code", part, escape(part.text))


def _softbreak(part: Node, medium: Medium) -> Markup:
    return Markup("\n")


def _hardbreak(part: Node, medium: Medium) -> Markup:
    return Markup("<br>\n")


def _link(part: Node, medium: Medium) -> Markup:
    href = part.get("href")
    more = [("href", _address(href, medium))]
    if part.get("title"):
        more.append(("title", part.get("title")))
    if part.get("hreflang"):
        more.append(("hreflang", part.get("hreflang")))
    if "://" in href:
        more.append(("rel", "noopener"))
    return _element("a", part, render_all(part.children, medium), *more) + _on_paper(part, medium)


def _on_paper(part: Node, medium: Medium) -> Markup:
    """The address of a link that leads out of the document, after its words: who reads paper has to type it."""
    address = _address(part.get("href"), medium)
    if not medium.is_print or Tier.CHECKING not in medium.tiers:
        return _NOTHING
    if "://" not in address or address.partition("://")[2] in part.plain():
        return _NOTHING
    return medium.part("online", address=address, section=part.get("section"), within=bool(part.get("within")))


def _address(href: str, medium: Medium) -> str:
    if not href.startswith("site:"):
        return href
    path, _, anchor = href.removeprefix("site:").partition("#")
    return medium.url(path, anchor)


def _image(part: Node, medium: Medium) -> Markup:
    src = part.get("src")
    address = medium.image(src.removeprefix("file:")) if src.startswith("file:") else src
    title = [("title", part.get("title"))] if part.get("title") else []
    if picture := medium.picture(src.removeprefix("file:")):
        return _photograph(part, picture, address, medium, *title)
    attributes = _attributes(part, *_size(part, medium), *title)
    return Markup('<img{} src="{}" alt="{}">').format(attributes, address, part.get("alt"))


def _photograph(part: Node, picture: WebPicture, address: str, medium: Medium, *more: tuple[str, str]) -> Markup:
    """An image of which the size is known: it keeps its place while it loads, and loads when a reader comes near."""
    given = dict(_size(part, medium))
    sides = zip(_SIZES, picture.size(given.get("width", ""), given.get("height", "")), strict=True)
    shown = _attributes(part, *((name, side) for name, side in sides if side), *more)
    image = Markup('<img{} src="{}" alt="{}" loading="lazy" decoding="async">').format(shown, address, part.get("alt"))
    return with_copies(image, picture, given.get("width", ""), medium.url)


def _size(part: Node, medium: Medium) -> Iterator[tuple[str, str]]:
    """Yield how large an image is, as its author wants it; paper knows no such attributes, only rules."""
    given = [(name, part.get(name)) for name in _SIZES if _SIZE.fullmatch(part.get(name))]
    if not medium.is_print:
        yield from given
    elif given:
        rules = (f"{name}: {value}{'px' if value.isdigit() else ''}" for name, value in given)
        yield "style", "; ".join(rules)


def _figure_words(part: Node, medium: Medium) -> Markup:
    """A fact's words; on the web they lead to the ledger, on paper the citation beside them does."""
    content = render_all(part.children, medium)
    ident = part.get("fact")
    shown = part.with_attrs(**{"class": "fact"})
    if medium.is_print:
        return _element("span", shown, content)
    href = medium.url(medium.ledger, addresses.fact_anchor(ident))
    return _element("a", shown, content, ("href", href), ("data-fact", ident))


def _claim(part: Node, medium: Medium) -> Markup:
    """A claim in the author's words, then its strength, which on the web leads to the ledger."""
    ident = part.get("fact")
    words = render_all(part.children, medium)
    shown = Node("span", {"id": part.get("id"), "class": "claim"})
    if Tier.CHECKING not in medium.tiers:
        return _element("span", shown, words)
    label = medium.part(
        "claim",
        strength=part.get("strength"),
        fact=ident,
        address="" if medium.is_print else medium.url(medium.ledger, addresses.fact_anchor(ident)),
    )
    return _element("span", shown, words + Markup(label).strip())


def _term_words(part: Node, medium: Medium) -> Markup:
    content = render_all(part.children, medium)
    shown = part.with_attrs(**{"class": "term"})
    if medium.is_print:
        return _element("span", shown, content)
    return _element("a", shown, content, ("href", medium.url(medium.glossary, addresses.term_anchor(part.get("term")))))


def _citation(part: Node, medium: Medium) -> Markup:
    if Tier.CHECKING not in medium.tiers:
        return _NOTHING
    cites = _joined((render(cite, medium) for cite in part.children), "; ")
    return Markup(f'<sup class="cite mark{escape(part.get("next"))}">[{cites}]</sup>')


def _reference(part: Node, medium: Medium) -> Markup:
    target = part.get("target")
    # Only a place in the same document has a page number to be followed by.
    name = f"xref xref-{target}{part.get('within')}" if target and part.get("href").startswith("#") else "ref"
    shown = part.with_attrs(**{"class": name})
    link = _element("a", shown, render_all(part.children, medium), ("href", _address(part.get("href"), medium)))
    return link + _on_paper(part, medium)


def _call(part: Node, medium: Medium) -> Markup:
    number, ident = part.get("number"), part.get("id")
    if medium.is_print:
        content = Markup(" ").join(_inside(child, medium) for child in part.children)
        return Markup('<span class="footnote{}" id="{}">{}</span>').format(part.get("next"), ident, content)
    return Markup(
        '<sup class="note{2}"><a class="note-call" role="doc-noteref" id="{1}-call" href="{3}">{0}</a></sup>'
    ).format(number, ident, part.get("next"), _address(part.get("href") or f"#{ident}", medium))


def _call_again(part: Node, medium: Medium) -> Markup:
    """A second call of a note leads to the note; on paper the note stands at the foot of its first call's page."""
    return Markup('<sup class="note{}"><a class="note-call" role="doc-noteref" href="{}">{}</a></sup>').format(
        part.get("next"), _address(part.get("href"), medium), part.get("number")
    )


_KINDS: Mapping[str, Callable[[Node, Medium], Markup]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "list": _list,
    "quote": _simple,
    "item": _item,
    "emph": _simple,
    "strong": _simple,
    "strike": _simple,
    "code": _code,
    "table": _table,
    "row": _row,
    "cell": _cell,
    "rule": _rule,
    "directive": _directive,
    "figure": _figure,
    "block": _html,
    "span": _html,
    "text": _text,
    "literal": _literal,
    "softbreak": _softbreak,
    "hardbreak": _hardbreak,
    "link": _link,
    "image": _image,
    "figure-words": _figure_words,
    "claim": _claim,
    "term-words": _term_words,
    "citation": _citation,
    "reference": _reference,
    "call": _call,
    "call-again": _call_again,
}


_LEADING = frozenset({"link", "reference"})


def in_brackets(parts: Iterable[Node]) -> Iterator[Node]:
    """The parts of a line, links and references between brackets marked as ``within``."""
    depth = 0
    for part in parts:
        yield part.with_attrs(within=" within") if depth and part.kind in _LEADING else part
        for sign in part.text if part.kind == "text" else "":
            depth = max(0, depth + (sign == "(") - (sign == ")"))
