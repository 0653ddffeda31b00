"""What files beside images say of them, joined to the texts that show the images."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from briefgen.language.matching.nearest import did_you_mean
from briefgen.model.core.diagnostics import Diagnostic, Outcome, warning
from briefgen.model.core.document import Node
from briefgen.model.core.written import Lang, Written
from briefgen.model.written.briefs import Text
from briefgen.model.written.pictures import Picture
from briefgen.reading.markdown.html.nodes import UNDESCRIBED

Pictures = Mapping[str, Written[Picture]]
"""By the file name of the image."""


def described(texts: Outcome[dict[Lang, Text]], pictures: Pictures) -> Outcome[dict[Lang, Text]]:
    """The texts with each image as a figure of which its file has a caption or a credit."""
    if not pictures:
        return texts
    made = {lang: replace(text, body=text.body.map(_Figures(pictures).of)) for lang, text in texts.value.items()}
    problems = [found for found in texts.diagnostics if not _is_settled(found, pictures)]
    for text in made.values():
        problems += _without_credit(text.body, pictures)
    return Outcome(made, tuple(problems))


def without_image(pictures: Pictures, images: Collection[str]) -> Iterator[Diagnostic]:
    """A warning for each file that says something of an image that is not there."""
    for name in sorted(pictures.keys() - set(images)):
        hint = did_you_mean(f"{name}.yaml", [f"{it}.yaml" for it in images], "call it like the image, with .yaml after")
        message = f"there is no image {name} beside the file that describes it"
        yield warning("file-is-expected", message, pictures[name].span, hint)


def _is_settled(found: Diagnostic, pictures: Pictures) -> bool:
    """Tell whether it is of an image without a description in the text, and its file has one."""
    what, *names = found.subject or ("",)
    return what == UNDESCRIBED and any(it in pictures and pictures[it].value.alt is not None for it in names)


class _Figures:
    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures

    def of(self, part: Node) -> Node:
        """An image alone in its paragraph, of which its file has what stands below it."""
        if part.kind == "figure" and part.children[0].kind == "figure":
            return part.with_children(part.children[0].children)  # its title is its caption already
        alone = part.children[0] if len(part.children) == 1 else part
        if part.kind != "paragraph" or alone.kind != "image" or not self._has_words(alone.get("src")):
            return part
        attrs = {name: value for name, value in part.attrs.items() if name != "tight"}
        own = {name: value for name, value in alone.attrs.items() if name != "id"}
        if ident := alone.get("id"):
            attrs["id"] = ident
        shown = Node("paragraph", {"tight": "true"}, (Node("image", own, span=alone.span),), span=alone.span)
        return Node("figure", {**attrs, "caption": ""}, (shown,), span=part.span)

    def _has_words(self, name: str) -> bool:
        picture = self._pictures[name].value if name in self._pictures else None
        return picture is not None and (picture.caption is not None or picture.is_credited)


def _without_credit(body: Node, pictures: Pictures) -> Iterator[Diagnostic]:
    """A warning for each image among words: no credit can be set below it."""
    for part in _outside_figures(body):
        name = part.get("src")
        if name in pictures and pictures[name].value.is_credited:
            message = f"the credit of the image “{name}” is not shown: the image stands among words"
            hint = "put the image into a paragraph of its own"
            yield warning("picture-shows-credit", message, part.span, hint)


def _outside_figures(part: Node) -> Iterable[Node]:
    if part.kind == "image":
        yield part
    elif part.kind != "figure":
        for child in part.children:
            yield from _outside_figures(child)
