"""Raw HTML becomes nodes: nh3 sanitises it, and what it hands back is read into the tree."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import nh3

from briefgen.model.core.diagnostics import Diagnostic, Span, error, warning
from briefgen.model.core.document import Node, words
from briefgen.model.core.rules import REMOTE
from briefgen.reading.markdown.extensions.roles import ROLE, role_node
from briefgen.reading.markdown.html.rules import ALLOWED_TAGS, BLOCK_TAGS, EVERYWHERE, OF_TAG, VOID_TAGS, WITH_CONTENT
from briefgen.reading.markdown.html.tags import show_unknown, spans_too_much, tags
from briefgen.reading.markdown.html.tree_builder import TRANSPARENT, Frame, in_paragraphs, is_block
from briefgen.reading.markdown.links import SCHEMES, file_name, host_of, is_external, is_safe

UNDESCRIBED = "image without description"
"""What the problem of such an image is about, with the name of the image after it."""
DEEPEST = 40
"""Elements nested deeper lose their tags and keep their text."""

_SAME_KIND = {"em": "emph", "strong": "strong", "p": "paragraph", "br": "hardbreak", "hr": "rule", "a": "link"}
_BRACKETS = re.compile(r"[\s()\[\]（）〔〕【】]*")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_TABLE_CONTEXT = frozenset({"table", "thead", "tbody", "tfoot", "tr", "colgroup"})


def _attribute(_: str, name: str, value: str) -> str | None:
    """The value, or None for one that goes out: of addresses, the sanitiser looks at the scheme of ``href`` alone."""
    return None if spans_too_much(name, value) or (name in ("cite", "href") and not is_safe(value)) else value


_CLEANER = nh3.Cleaner(
    tags=ALLOWED_TAGS,
    clean_content_tags=WITH_CONTENT,
    attributes={"*": EVERYWHERE, **OF_TAG},
    attribute_filter=_attribute,
    url_schemes=SCHEMES,
    link_rel=None,
)


def clean_attributes(name: str, source: str) -> dict[str, str]:
    """The attributes of one tag that are allowed; ``source`` is the tag as written."""
    for tag in tags(_CLEANER.clean(f"{source}</{name}>")):
        if tag.name == name:
            return dict(tag.attributes)
    return {}


def element_frame(name: str, attrs: Mapping[str, str], span: Span | None) -> Frame:
    """The frame of an element; its kind is that of the same thing in Markdown where there is one."""
    given = dict(attrs)
    if name in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return Frame("heading", {**given, "level": name[1]}, span, tag=name)
    if name == "a" and "href" not in given:
        return Frame("span", {"tag": "span", **given}, span, tag=name)
    if name in _SAME_KIND:
        return Frame(_SAME_KIND[name], given, span, tag=name)
    kind = "block" if name in BLOCK_TAGS else "span"
    return Frame(kind, {"tag": name, **given}, span, tag=name)


def finish(frame: Frame, problems: list[Diagnostic]) -> tuple[Node, ...]:
    """The node of an element whose children are all there."""
    if frame.tag == "img":
        return image(frame.attrs, frame.span, problems)
    (node,) = frame.close()
    if frame.tag == "pre":
        problems += _pictures_left_out(node)
        return (Node("code", _without_tag(frame.attrs), text=node.plain(), span=frame.span),)
    if frame.kind == "paragraph":
        return _paragraph(node)
    if frame.tag in ("rp", "rt"):
        return _ruby(node, frame.tag)
    if frame.kind == "block" and frame.tag not in VOID_TAGS:
        return (node.with_children(in_paragraphs(node.children, always=True)),)
    return (node,)


def _pictures_left_out(pre: Node) -> list[Diagnostic]:
    message, hint = "an image in <pre> is left out", "put it before or after the <pre>"
    return [warning("html-is-allowed", message, it.span, hint) for it in pre.walk() if it.kind == "image"]


def _ruby(node: Node, tag: str) -> tuple[Node, ...]:
    """Return what is above a word, in brackets: only browsers put it there, and on paper 12 and 3 would be 123.

    Browsers do not show ``<rp>``; what an author writes in it besides brackets is text.
    """
    if tag == "rp":
        return () if _BRACKETS.fullmatch(node.plain()) else node.children
    opening, closing = (Node("span", {"tag": "rp"}, (words(it, node.span),), span=node.span) for it in "()")
    return (opening, node, closing) if node.plain().strip() else (node,)


def _paragraph(node: Node) -> tuple[Node, ...]:
    if any(map(is_block, node.children)):
        return (Node("block", {"tag": "div", **node.attrs}, in_paragraphs(node.children), span=node.span),)
    return (node,) if node.plain().strip() or any(child.kind != "text" for child in node.children) else ()


def _without_tag(attrs: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in attrs.items() if name != "tag"}


def image(attrs: Mapping[str, str], span: Span | None, problems: list[Diagnostic]) -> tuple[Node, ...]:
    """An image beside the text; one from elsewhere becomes a link to it where that is safe, and is reported."""
    given = _without_tag(attrs)
    src, alt = given.get("src", ""), given.get("alt", "")
    hint = "describe in a few words what it shows: ![…](file)"
    if not alt.strip():
        problem = error("image-has-alt", f"the image “{src}” has no description", span, hint)
        problems.append(replace(problem, subject=(UNDESCRIBED, file_name(src))))
    elif alt.strip() == src:
        problems.append(warning("image-has-alt", f"the image “{src}” is described by its name alone", span, hint))
    if is_external(src):
        hint = "put the image file next to the text and write its name"
        message = f"the image “{src}” is not a file of the project and is not shown"
        problem = error("image-is-local", message, span, hint)
        problems.append(replace(problem, subject=(REMOTE, host) if (host := host_of(src)) else ()))
        shown = words(alt or src, span)
        return (Node("link", {"href": src}, (shown,), span=span) if is_safe(src) else shown,)
    return (Node("image", {**given, "src": file_name(src), "alt": alt}, span=span),)


@dataclass(slots=True)
class _NodeReader:
    """Reads sanitised HTML, in which every element is closed."""

    span: Span | None
    problems: list[Diagnostic]
    frames: list[Frame] = field(default_factory=lambda: [Frame(TRANSPARENT)])
    too_deep: int = 0
    is_told: bool = False

    def open(self, name: str, attrs: Mapping[str, str]) -> None:
        if name in VOID_TAGS:
            self.add_all(finish(element_frame(name, attrs, self.span), self.problems))
        elif self.too_deep or len(self.frames) > DEEPEST:
            self._go_too_deep()
        else:
            self.frames.append(element_frame(name, attrs, self.span))

    def _go_too_deep(self) -> None:
        self.too_deep += 1
        if not self.is_told:
            self.is_told = True
            message = f"elements of raw HTML are nested more than {DEEPEST} deep; the innermost are plain text"
            self.problems.append(warning("nesting-is-shallow", message, self.span, "write it with fewer of them"))

    def close(self) -> None:
        if self.too_deep:
            self.too_deep -= 1
        elif len(self.frames) > 1:
            self.add_all(finish(self.frames.pop(), self.problems))

    def add_all(self, nodes: tuple[Node, ...]) -> None:
        for node in nodes:
            self.frames[-1].add(node)

    def text(self, text: str) -> None:
        text = html.unescape(text)
        if any(frame.tag == "pre" for frame in self.frames):
            self.frames[-1].add(words(text, self.span))
            return
        text = _BLANKS.sub(" ", text)
        at = 0
        for found in ROLE.finditer(text):
            self.frames[-1].add(words(text[at : found.start()], self.span))
            outcome = role_node(found.group(1), found.group(3), found.group(), self.span or Span(""))
            self.problems.extend(outcome.diagnostics)
            self.frames[-1].add(outcome.value)
            at = found.end()
        self.frames[-1].add(words(text[at:], self.span))


def read_html(
    source: str, span: Span | None, problems: list[Diagnostic], context: tuple[str, ...] = ()
) -> tuple[Node, ...]:
    """The nodes of a piece of raw HTML, sanitised.

    ``context`` names the elements that are open round it, so that a row is read as part of its table.
    Problems with images and roles in it are added to ``problems``; what the sanitiser takes out is not.
    """
    wrapped = context[-1:] and context[-1] in _TABLE_CONTEXT and "table" in context
    outer = context[context.index("table") :] if wrapped else ()
    cleaned = _CLEANER.clean("".join(f"<{name}>" for name in outer) + show_unknown(source))
    return _unwrap(_read_clean(cleaned, span, problems), outer)


def _read_clean(cleaned: str, span: Span | None, problems: list[Diagnostic]) -> tuple[Node, ...]:
    reader = _NodeReader(span, problems)
    at = 0
    for tag in tags(cleaned):
        reader.text(cleaned[at : tag.start])
        if tag.closes:
            reader.close()
        else:
            reader.open(tag.name, dict(tag.attributes))
        at = tag.end
    reader.text(cleaned[at:])
    return reader.frames[0].close()


def _unwrap(nodes: tuple[Node, ...], outer: tuple[str, ...]) -> tuple[Node, ...]:
    """Return what was read inside ``outer``, with what the parser moved before or after the table."""
    moved: tuple[Node, ...] = ()
    after: tuple[Node, ...] = ()
    for name in outer:
        at = next((at for at, node in enumerate(nodes) if node.get("tag") == name), None)
        if at is None:
            return moved + nodes + after
        moved += nodes[:at]
        after = nodes[at + 1 :] + after
        nodes = nodes[at].children
    return moved + nodes + after
