"""Images with what the files beside them say: descriptions, captions and credits, as far as the text does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.model.core.diagnostics import Diagnostic, Outcome
from briefgen.model.core.document import Node
from briefgen.model.core.written import LocalText, Written
from briefgen.model.records.links import leads_to_a_page
from briefgen.model.written.pictures import Picture
from briefgen.resolving.site.scope import Scope, untranslated

CREDIT, SOURCE, LICENCE = "credit", "source", "licence"
"""Attributes of a figure: what stands below it in small type."""
CAPTIONED = "captioned"
"""The same: the name of the image whose file has the caption."""


def named_by(source: str) -> str:
    """Return what stands for who made a picture, where only the address is known: the site that it is from."""
    return source.partition("://")[2].partition("/")[0]


def with_pictures(body: Node, pictures: Mapping[str, Written[Picture]], scope: Scope) -> Outcome[Node]:
    """A text as written with the words of ``pictures`` where it shows them and has none of its own."""
    if not pictures:
        return Outcome(body)
    filler = _PictureFiller(pictures, scope)
    return Outcome(body.map(filler.filled), tuple(filler.problems))


class _PictureFiller:
    def __init__(self, pictures: Mapping[str, Written[Picture]], scope: Scope) -> None:
        self._pictures, self._scope = pictures, scope
        self.problems: list[Diagnostic] = []

    def filled(self, part: Node) -> Node:
        if part.kind == "image":
            name = part.get("src")
            return part if part.get("alt").strip() else part.with_attrs(alt=self._words(name, "alt"))
        if part.kind == "figure":
            return self._figure(part)
        return part

    def _figure(self, part: Node) -> Node:
        shown = (it.get("src") for it in part.walk() if it.kind == "image")
        names = [name for name in dict.fromkeys(shown) if name in self._pictures]
        if not names:
            return part
        given = self._credit(names)
        if not part.get("caption") and (caption := self._words(names[0], "caption")):
            given |= {"caption": caption, CAPTIONED: names[0]}
        return part.with_attrs(**{key: words for key, words in given.items() if words})

    def _credit(self, names: Sequence[str]) -> dict[str, str]:
        """Return who made the pictures of a figure; each with its own terms where these differ."""
        credits = [self._words(name, "credit") for name in names]
        licences = [self._pictures[name].value.licence.strip() for name in names]
        sources = {self._pictures[name].value.source for name in names}
        if len(set(licences)) > 1:
            credits = [" · ".join(filter(None, both)) for both in zip(credits, licences, strict=True)]
            licences = [""]
        source = sources.pop() if len(sources) == 1 else ""
        return {
            CREDIT: "; ".join(dict.fromkeys(filter(None, credits))),
            LICENCE: licences[0],
            SOURCE: source if leads_to_a_page(source) else "",
        }

    def _words(self, name: str, key: str) -> str:
        """A wording of a file; that it is another language's is a problem at its place."""
        picture = self._pictures.get(name)
        local: LocalText | None = getattr(picture.value, key) if picture else None
        if picture is None or local is None:
            return ""
        what = {"alt": "the description", "caption": "the caption", "credit": "the credit"}[key]
        self.problems += untranslated(local, self._scope, f"{what} of the image “{name}”", picture.at(key))
        return self._scope.text(local)
