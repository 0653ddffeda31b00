"""Points that begin with a label: ``- **Growth:** about 5 percent`` under “At a glance”."""

from __future__ import annotations

from dataclasses import replace

from briefgen.model.core.document import Node, words

_COLONS = (":", "：")


def with_labels(part: Node) -> Node:
    """``part`` with the label of each labelled item set apart from its words, and without its colon.

    A label is bold text at the beginning of an item, with a colon at its end or right after it.
    """
    if part.kind == "item":
        return _labelled(part)
    if part.kind in ("directive", "list", "document"):
        return part.with_children(tuple(with_labels(child) for child in part.children))
    return part


def _labelled(item: Node) -> Node:
    first = item.children[0] if item.children else None
    if first is not None and first.kind == "paragraph":
        line = _split(first.children)
        return item if line is None else _marked(item, (first.with_children(line), *item.children[1:]))
    line = _split(item.children)
    return item if line is None else _marked(item, line)


def _marked(item: Node, children: tuple[Node, ...]) -> Node:
    classes = f"{item.get('class')} labelled".strip()
    return item.with_children(children).with_attrs(**{"class": classes})


def _split(line: tuple[Node, ...]) -> tuple[Node, ...] | None:
    """The label and the rest of a line, or None where it has no label."""
    if len(line) < 2 or line[0].kind != "strong":
        return None
    named, after = line[0].plain().rstrip(), line[1].text if line[1].kind == "text" else ""
    if named.endswith(_COLONS):
        named = named[:-1].rstrip()
    elif after.startswith(_COLONS) and (after[1:].strip() or line[2:]):
        after = after[1:]
    else:
        return None
    place = next((part.span for part in line[0].walk() if part.text), line[0].span)
    label = Node("span", {"tag": "b", "class": "point-label"}, (words(named, place),))
    rest = (replace(line[1], text=after.lstrip()), *line[2:]) if line[1].kind == "text" else line[1:]
    return (label, words(" "), Node("span", {"tag": "span", "class": "point-words"}, rest))
