"""A text as a tree: what Markdown means, before it is HTML.

One small immutable node type serves what the author wrote and what it was settled to; the kinds
differ. Reading makes the kinds of ``WrittenKind``; resolving replaces the author's roles by the kinds of
``SettledKind``, so that no later stage sees a role.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, TypeVar, get_args

from briefgen.model.core.diagnostics import Span

T = TypeVar("T")

BlockKind = Literal[
    "heading",
    "paragraph",
    "quote",
    "rule",
    "list",
    "item",
    "code",
    "table",
    "row",
    "cell",
    "directive",
    "figure",
    "block",
]
"""Kinds that stand by themselves; all others stand in a line of text."""
LineKind = Literal["text", "softbreak", "hardbreak", "emph", "strong", "strike", "literal", "link", "image", "span"]
WrittenKind = Literal["fact", "term", "ref", "cite", "cites", "note"]
SettledKind = Literal["figure-words", "claim", "term-words", "citation", "reference", "call", "call-again"]
NodeKind = Literal["document", BlockKind, LineKind, WrittenKind, SettledKind]
BLOCK_KINDS: frozenset[str] = frozenset(get_args(BlockKind))
WRITTEN: frozenset[str] = frozenset(get_args(WrittenKind))


_PLACED = frozenset({"id", "stale", "untranslated"})
"""Attributes that say something of a place: where else its text is said again they are not true."""

ASIDES = frozenset({"cites", "citation", "note", "call", "call-again"})
"""Kinds that stand in a line of text and are not part of what it says."""


class LookedAt:
    """What is looked at by many; one that is remembered from build to build has room for what is ``known`` about it."""

    __slots__ = ("known",)

    def about(self, look: Callable[..., T], *given: str) -> T:
        """``look(self, *given)``; where this is remembered, it is looked at once, and not in every build.

        ``look`` is a module's own function that depends on these alone, and what it returns is not changed.
        """
        known: dict[str, Any] | None = getattr(self, "known", None)
        if known is None:
            return look(self, *given)
        name = " ".join((look.__module__, look.__qualname__, *given))
        if name not in known:
            known[name] = look(self, *given)
        found: T = known[name]
        return found


class _WholeText(LookedAt):
    """Room for the bytes of a text that nobody has asked for yet; ``running.serialise`` knows how to open them."""

    __slots__ = ("unopened",)


@dataclass(frozen=True, slots=True, init=False)
class Node(_WholeText):
    """One part of a text.

    Kinds and their ``attrs`` (all values are text; every node may have ``id``, ``class``, ``lang``):

    - ``document``; ``heading`` (``level`` 1–6, always an ``id``, ``made`` "true" where
      the author gave none); ``paragraph`` (``tight`` "true": one that is set
      without space round it, in a tight list or an HTML element); ``quote``; ``rule``; ``item``
    - ``list`` (``ordered`` "true"/"false", ``start``, ``tight``)
    - ``code`` (``info``), its text in ``text``
    - ``table`` holding ``row`` (``head`` "true"/"false") holding ``cell`` (``align``, ``head``); ``caption`` as attr
    - ``figure`` (``caption``) holding an ``image``: one that stands alone in its paragraph and has a title
    - ``directive`` (``name``, ``argument``, and each option of the author's as ``:name:``)
    - ``block`` / ``span``: sanitised HTML elements (``tag`` and its attributes)
    - ``text`` (``text``); ``softbreak``; ``hardbreak``; ``emph``; ``strong``; ``strike``; ``literal`` (``text``)
    - ``link`` (``href``, ``title``); ``image`` (``src``: the name of a file beside the text, ``alt``, ``title``)
    - ``fact`` (``id``, ``form``); ``term`` (``id``, ``form``); ``ref`` (``id``); ``cite`` (``id``, ``locator``,
      ``prefix``, ``suffix``), grouped by a ``cites`` parent; ``note`` (``label``) with the note's blocks as children
      (``again`` "true" at the second call of a note and later ones)

    The children of a node are either all of ``BLOCK_KINDS`` or none is.

    Settled: ``figure-words`` (``id`` fact, ``anchor``), ``term-words`` (``id``), ``citation`` (``ids``),
    ``reference`` (``href``, ``target``), ``link`` (``section``: the heading of another brief that it leads to),
    ``call`` (``number``, ``id``), ``call-again`` (``number``, ``href``).
    """

    kind: NodeKind
    attrs: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Node, ...] = ()
    text: str = ""
    span: Span | None = field(default=None, compare=False)

    def __init__(
        self,
        kind: NodeKind,
        attrs: Mapping[str, str] | None = None,
        children: tuple[Node, ...] = (),
        text: str = "",
        span: Span | None = None,
    ) -> None:
        """In half the time of what a frozen dataclass does: a text has hundreds."""
        _set_kind(self, kind)
        _set_attrs(self, {} if attrs is None else attrs)
        _set_children(self, children)
        _set_text(self, text)
        _set_span(self, span)

    def __reduce__(self) -> tuple[Callable[..., Node], tuple[object, ...]]:
        """Half the time of what a dataclass does: a text has hundreds."""
        return Node, (self.kind, self.attrs, self.children, self.text, self.span)

    def get(self, name: str, default: str = "") -> str:
        """The attribute ``name``, or ``default``."""
        return self.attrs.get(name, default)

    def with_attrs(self, **attrs: str) -> Node:
        """The same node with these attributes set."""
        return Node(self.kind, {**self.attrs, **attrs}, self.children, self.text, self.span)

    def with_children(self, children: tuple[Node, ...]) -> Node:
        """The same node with other children."""
        return Node(self.kind, self.attrs, children, self.text, self.span)

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        ahead = [self]
        while ahead:
            part = ahead.pop()
            yield part
            ahead += part.children[::-1]

    def plain(self) -> str:
        """The words of this node and all below it; breaks become spaces."""
        if self.kind in ("softbreak", "hardbreak"):
            return " "
        return self.text + "".join(child.plain() for child in self.children)

    def said(self) -> str:
        """As ``plain``, without the notes and citations that stand in the text."""
        if self.kind in ASIDES:
            return ""
        own = "".join(child.said() for child in self.children) if self.children else self.plain()
        return f"{own} " if self.kind in BLOCK_KINDS else own

    def again(self) -> Node:
        """The same, to be said a second time elsewhere: without places to lead to, notes and citations."""
        attrs = {name: value for name, value in self.attrs.items() if name not in _PLACED}
        kept = tuple(child.again() for child in self.children if child.kind not in ASIDES)
        return replace(self, attrs=attrs, children=kept)

    def map(self, change: Callable[[Node], Node]) -> Node:
        """``change`` applied to every node, children first."""
        if not self.children:
            return change(self)
        return change(self.with_children(tuple([child.map(change) for child in self.children])))


_set_kind, _set_attrs, _set_children, _set_text, _set_span = (getattr(Node, part.name).__set__ for part in fields(Node))


def node(kind: NodeKind, *children: Node, text: str = "", span: Span | None = None, **attrs: str) -> Node:
    """Make a node; attribute names may end in ``_`` where Python reserves the word."""
    return Node(
        kind,
        {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()},
        children,
        text,
        span,
    )


def words(text: str, span: Span | None = None) -> Node:
    """A text node."""
    return Node("text", text=text, span=span)
