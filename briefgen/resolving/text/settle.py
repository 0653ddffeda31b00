"""A text settled for one edition: facts and terms in words, everything numbered, every reference led somewhere.

The author's roles (``fact``, ``term``, ``ref``, ``cites``, ``note``) become settled nodes; what is
unknown stays in the text, visibly marked, and is reported. A pack settles its briefs one after
another with one ``Numbering``, so that figures, tables, notes and references count through it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import is_
from urllib.parse import quote

from briefgen.language.korean.particles import Running
from briefgen.language.words.capitals import begun
from briefgen.language.words.values import word_place
from briefgen.model.core.diagnostics import Diagnostic, Outcome, error
from briefgen.model.core.directives import (
    CHART,
    PLACES,
    RECOMMENDATION,
    directive_of,
    figure_anchor,
    id_of,
    recommendation_anchor,
)
from briefgen.model.core.document import BLOCK_KINDS, Node, node, words
from briefgen.model.core.rules import IN_TEXT
from briefgen.model.output import addresses
from briefgen.model.written.briefs import Brief
from briefgen.reading.markdown.extensions.attributes import CLAIM
from briefgen.reading.markdown.extensions.callouts import KIND
from briefgen.reading.markdown.ids import NAMES_ANOTHER
from briefgen.reading.markdown.links import file_name, scheme
from briefgen.resolving.charts.drawings import settle_chart
from briefgen.resolving.edition.views import Drawing, FactUse, Heading, Note, Numbered
from briefgen.resolving.ledger.facts import fact_words
from briefgen.resolving.ledger.terms import readings, term_words
from briefgen.resolving.site.external import archived_copy
from briefgen.resolving.site.pictures import with_pictures
from briefgen.resolving.site.scope import Scope, no_target, suggestion, unknown
from briefgen.resolving.text.citation_marks import (
    before_trailing_space,
    cited_words,
    in_order,
    marks_after_stops,
)
from briefgen.resolving.text.implied_citations import with_sources
from briefgen.resolving.text.link_slips import as_written, is_email, is_host, slip_in
from briefgen.resolving.text.paragraphs import number_blocks
from briefgen.resolving.text.points import with_labels
from briefgen.resolving.text.quotations import with_marks
from briefgen.resolving.text.recommendations import recommendation_view
from briefgen.resolving.text.settling_state import CurrentBlock, Host, Numbering, Settled
from briefgen.resolving.text.site_links import SITE_LINKS, heading_meant, only_written_in, other_brief, section_words

_TEXT_BLOCKS = frozenset({"paragraph", "cell"})
_UNRESOLVED = "unresolved"
_IMAGE_HINT = "put the file, as PNG, JPEG, GIF, SVG, WebP or AVIF, into the folder of the brief"


def settle(body: Node, host: Host, scope: Scope, numbering: Numbering) -> Settled:
    """Settle ``body``; ``numbering`` goes on from where the text before it stopped."""
    shown = with_pictures(body, host.brief.pictures if host.brief else {}, scope)
    body = with_marks(shown.value, scope.language.quotes)
    authored = frozenset(part.get("id") for part in body.walk() if part.get("id") and part.kind not in NAMES_ANOTHER)
    settler = _Settler(host, scope, numbering, Settled(body), dict(readings(scope)), authored)
    settler.out.problems.extend(shown.diagnostics)
    settler.number_targets(body)
    settled = settler.block(body)
    settler.out.body = number_blocks(settled, host.prefix) if host.brief else settled
    return settler.out


def _are_same(some: tuple[Node, ...], others: tuple[Node, ...]) -> bool:
    """Tell whether nothing in a part has been settled."""
    return len(some) == len(others) and all(map(is_, some, others))


@dataclass(slots=True)
class _Settler:
    host: Host
    scope: Scope
    numbering: Numbering
    out: Settled
    readings: dict[str, str]
    authored: frozenset[str]
    """Ids that the text has given."""
    targets: dict[str, str] = field(default_factory=dict)
    """Anchor as the author writes it → its label, e.g. ``그림 1``."""
    awaited: set[str] = field(default_factory=set)
    """Anchors that may be there once a chart is called by its right name."""
    drawings: dict[str, Drawing] = field(default_factory=dict)
    charts_shown: set[str] = field(default_factory=set)
    own_ids: dict[int, str] = field(default_factory=dict)
    """Python's id of a numbered node → its anchor."""
    worded: dict[tuple[str, str], Outcome[str]] = field(default_factory=dict)
    """Facts in words, by id and form, but for those that have problems: each use reports its own."""
    fact_counts: dict[str, int] = field(default_factory=dict)
    called: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Label of a note → its number and id, once it has been called."""
    named_in_row: set[str] = field(default_factory=set)
    """Sources already named in the table row at hand."""

    # Numbers first, so that a reference may lead forward.

    def number_targets(self, body: Node) -> None:
        for part in body.walk():
            kind = directive_of(part)
            if CHART.is_kind_of(part):
                self._number_chart(part)
            elif kind is not None and kind.numbered:
                self.own_ids[id(part)] = self._number(part.get("id"), kind.numbered, part.get("argument"), part)
            elif part.kind == "figure" and part.get("caption"):
                self.own_ids[id(part)] = self._number(part.get("id"), part.kind, part.get("caption"), part)
            elif part.kind == "heading" and part.get("id"):
                self.targets[part.get("id")] = part.plain()

    def _number(self, ident: str, kind: str, title: str, part: Node, drawing: Drawing | None = None) -> str:
        """Give the next number of its kind; returns the anchor, one of our own when the author gave none."""
        number = self.numbering.next(kind)
        label = self.scope.language.label(kind, number)
        ident = ident or self._free(f"{kind}-{number}")
        self.targets[ident] = label
        place = part.get(":place:") or PLACES[0]
        self.out.numbered.append(Numbered(self.host.prefix + ident, kind, number, label, title, drawing, place))
        return ident

    def _free(self, ident: str) -> str:
        """An id for what has none, or a longer one where the author has given it to something else."""
        return self._free(f"{ident}-here") if self.authored & {ident, addresses.call_anchor(ident)} else ident

    def _number_chart(self, part: Node) -> None:
        ident = id_of(part)
        charts = self.host.brief.charts if self.host.brief else {}
        if ident not in charts:
            if ident:  # a directive that does not say which has been told
                self.out.problems.append(unknown("chart-is-known", CHART.name, ident, charts, part.span))
                self.awaited.update(figure_anchor(name) for name in (ident, *charts))
            return
        if ident in self.drawings:
            return
        outcome = settle_chart(ident, charts[ident], self.scope.site, self.scope.language)
        self.out.problems.extend(outcome.diagnostics)
        self.drawings[ident] = outcome.value
        self._number(figure_anchor(ident), CHART.numbered, outcome.value.title, part, outcome.value)

    # Blocks

    def block(self, part: Node) -> Node:
        if (ident := self.own_ids.get(id(part))) is not None:
            part = part.with_attrs(id=ident)
        special = _BLOCKS.get(part.kind)
        settled = special(self, part) if special else self._container(part)
        return self._prefixed(settled)

    def _prefixed(self, part: Node) -> Node:
        ident = part.get("id")
        if not ident or not self.host.prefix or ident.startswith(self.host.prefix):
            return part
        return part.with_attrs(id=self.host.prefix + ident)

    def _container(self, part: Node) -> Node:
        if part.kind in _TEXT_BLOCKS:
            return self._text_block(part)
        return part.with_children(tuple([self.block(child) for child in part.children]))

    def _text_block(self, part: Node) -> Node:
        if any(child.kind in BLOCK_KINDS for child in part.children):
            return part.with_children(tuple(self.block(child) for child in part.children))
        block, dotted = self._new_block(), self.scope.language.prose.dotted
        if part.kind == "cell":
            children = self._inlines(part.children, block)
            if owed := self._owed(block):
                children = before_trailing_space(children, self._citation([(ident, "", "", "") for ident in owed]))
        else:
            children = begun(self._inlines(with_sources(part.children, self.scope.site.facts, dotted), block), dotted)
        block.running.end()
        return part.with_children(children)

    def _new_block(self) -> CurrentBlock:
        chooses = self.scope.language.particles == "korean"
        return CurrentBlock(Running(self.readings, chooses, self.out.problems))

    def _owed(self, block: CurrentBlock) -> list[str]:
        """Sources that a cell of a table has yet to name: each once a row."""
        owed = dict.fromkeys(it for it in block.owed if it not in block.cited and it not in self.named_in_row)
        self.named_in_row.update(owed, block.cited)
        return list(owed)

    def _row(self, part: Node) -> Node:
        self.named_in_row = set()
        return self._container(part)

    def _heading(self, part: Node) -> Node:
        block = self._new_block()
        settled = part.with_children(self._inlines(part.children, block))
        block.running.end()
        heading = Heading(int(part.get("level", "2")), self.host.prefix + part.get("id"), settled.plain())
        self.out.headings.append(heading)
        return settled

    def _directive(self, part: Node) -> Node:
        kind = directive_of(part)
        if kind is CHART:
            return self._chart(part)
        if kind is RECOMMENDATION:
            return self._recommendation(part)
        if (note := part.get(KIND)) and not part.get("argument"):
            part = part.with_attrs(argument=self.scope.language.box_title(note))
        settled = self._container(part)
        return with_labels(settled) if kind is not None and kind.has_points else settled

    def _chart(self, part: Node) -> Node:
        ident = id_of(part)
        drawing = self.drawings.get(ident)
        if part.children:
            hint = "move the words before or after the chart; an option begins with a colon: :place: beside"
            message = f"words inside the directive “{CHART.name}” are not shown"
            self.out.problems.append(error("directive-is-empty", message, part.children[0].span, hint))
        if drawing is None:
            return node("paragraph", words(f"[{ident}?]"), span=part.span, class_=_UNRESOLVED)
        if ident in self.charts_shown:
            hint = f"a text shows a chart once: refer to it here with {{ref}}`{figure_anchor(ident)}`"
            message = f"the chart “{ident}” is shown a second time"
            self.out.problems.append(error("id-is-unique", message, part.span, hint))
            return node("paragraph", words(f"[{ident}]"), span=part.span, class_=_UNRESOLVED)
        self.charts_shown.add(ident)
        self._cite_known(drawing.source_ids)
        self._note_chart_facts(drawing)
        settled = self._container(part)
        return settled.with_attrs(id=self.host.prefix + figure_anchor(ident))

    def _note_chart_facts(self, drawing: Drawing) -> None:
        anchor = self.host.prefix + figure_anchor(drawing.id)
        for row in drawing.rows:
            for cell in row.values():
                if cell.fact:
                    self.out.uses.append(self._use(cell.fact, CHART.name, cell.words, anchor, CHART.name))

    def _recommendation(self, part: Node) -> Node:
        ident = id_of(part)
        known = self.host.brief.data.value.recommendations if self.host.brief else {}
        if ident not in known:
            hint = suggestion(ident, known) or "declare it under recommendations: in brief.yaml"
            problem = error("recommendation-is-known", f"there is no recommendation “{ident}”", part.span, hint)
            self.out.problems.append(problem)
            return self._container(part)
        if ident in (it.id for it in self.out.recommendations):
            message = f"the recommendation “{ident}” is in the text a second time"
            hint = "give this one an id of its own under recommendations: in brief.yaml"
            self.out.problems.append(error("id-is-unique", message, part.span, hint))
            return self._container(part)
        anchor = self.host.prefix + recommendation_anchor(ident)
        settled = self._container(part)
        shared = known[ident]
        number, text = len(self.out.recommendations) + 1, node("document", *settled.children)
        self.out.recommendations.append(recommendation_view(ident, shared, number, anchor, text, self.host, self.scope))
        self._cite_known(ref.id for ref in shared.source)
        return settled.with_attrs(id=anchor)

    # Inlines

    def _inlines(self, parts: tuple[Node, ...], block: CurrentBlock) -> tuple[Node, ...]:
        return tuple(self._inline(part, block) for part in marks_after_stops(parts))

    def _inline(self, part: Node, block: CurrentBlock) -> Node:
        special = _INLINES.get(part.kind)
        if special:
            settled = special(self, part, block)
            if settled.get("class") == _UNRESOLVED:
                block.running.lose()
            return settled
        if part.kind in ("softbreak", "hardbreak"):
            block.running.space()
        inner = self._inlines(part.children, block)
        return self._prefixed(part if _are_same(inner, part.children) else part.with_children(inner))

    def _text(self, part: Node, block: CurrentBlock) -> Node:
        written = block.running.write(part.text, part.span)
        return part if written == part.text and not part.attrs else words(written, part.span)

    def _literal(self, part: Node, block: CurrentBlock) -> Node:
        block.running.quote(part.text)
        return part

    def _fact(self, part: Node, block: CurrentBlock) -> Node:
        ident, form = part.get("id"), part.get("form")
        outcome = self.worded.get((ident, form)) or fact_words(ident, form, self.scope, part.span)
        self.out.problems.extend(outcome.diagnostics)
        if not outcome.diagnostics:
            self.worded[ident, form] = outcome
        written = self.scope.site.facts.get(ident)
        if written is None or not written.whole:
            return node("span", words(outcome.value), span=part.span, tag="span", class_=_UNRESOLVED)
        block.put_in(outcome)
        block.owed.extend(ref.id for ref in written.value.source)
        self.fact_counts[ident] = count = self.fact_counts.get(ident, 0) + 1
        anchor = self.host.prefix + self._free(f"use-{ident}-{count}")
        self.out.uses.append(self._use(ident, form, outcome.value, anchor))
        return node("figure-words", words(outcome.value), span=part.span, fact=ident, id=anchor, form=form)

    def _span(self, part: Node, block: CurrentBlock) -> Node:
        settled = self._prefixed(part.with_children(self._inlines(part.children, block)))
        return self._claim(settled, part.get(CLAIM), block) if part.get(CLAIM) else settled

    def _claim(self, part: Node, ident: str, block: CurrentBlock) -> Node:
        """Return what a fact states in the author's own words: how far it can be trusted stands after them."""
        written = self.scope.site.facts.get(ident)
        if written is None:
            self.out.problems.append(unknown("fact-is-known", "fact", ident, self.scope.site.facts, part.span))
            return part
        block.owed.extend(ref.id for ref in written.value.source)
        self.fact_counts[ident] = count = self.fact_counts.get(ident, 0) + 1
        anchor = self.host.prefix + self._free(f"use-{ident}-{count}")
        self.out.uses.append(self._use(ident, CLAIM, part.plain(), anchor))
        return node("claim", part, span=part.span, fact=ident, id=anchor, strength=str(written.value.strength))

    def _use(self, ident: str, form: str, said: str, anchor: str, what: str = "text") -> FactUse:
        host = self.host
        return FactUse(ident, form, said, host.slug, host.number, host.title, host.path, anchor, what)

    def _term(self, part: Node, block: CurrentBlock) -> Node:
        ident = part.get("id")
        first = ident not in self.numbering.terms_seen
        outcome = term_words(ident, part.get("form"), first, self.scope, part.span)
        self.out.problems.extend(map(_in_text, outcome.diagnostics))
        written = self.scope.site.glossary.get(ident)
        if written is None or not written.whole:
            return node("span", words(outcome.value), span=part.span, tag="span", class_=_UNRESOLVED)
        self.numbering.terms_seen.add(ident)
        self.out.terms.append(ident)
        block.put_in(outcome)
        return node("term-words", words(outcome.value), span=part.span, term=ident)

    def _cites(self, part: Node, block: CurrentBlock) -> Node:
        cites = [child for child in part.children if child.kind == "cite"]
        block.cited.update(cite.get("id") for cite in cites)
        given = [(c.get("id"), c.get("locator"), c.get("prefix"), c.get("suffix")) for c in cites]
        known = self.scope.site.sources
        self.out.problems.extend(
            _in_text(unknown("source-is-known", "source", cite.get("id"), known, cite.span or part.span))
            for cite in cites
            if cite.get("id") not in known and not cite.get("owed")
        )
        if (written := part.get("written")) and not any(ident in known for ident, *_ in given):
            block.running.lose()
            return words(written, part.span)
        return self._citation(given)

    def _citation(self, cites: list[tuple[str, str, str, str]]) -> Node:
        self._cite_known(ident for ident, *_ in cites)
        return node("citation", *(self._one_citation(*cite) for cite in in_order(cites, self.numbering.sources)))

    def _one_citation(self, ident: str, locator: str, prefix: str, suffix: str) -> Node:
        place = word_place(locator, self.scope.language) if locator else ""
        if ident not in self.scope.site.sources:
            return node("span", words(f"[{ident}?]"), tag="span", class_=_UNRESOLVED)
        number = self.numbering.cite(ident)
        label, where = cited_words(number, place, prefix, suffix), ", ".join(filter(None, (place, suffix)))
        href = "#" + addresses.reference_anchor(ident)
        return node("reference", words(label), cited=str(number), href=href, place=where)

    def _cite_known(self, idents: Iterable[str]) -> None:
        """Number sources that YAML names; those that are unknown are told where they are written."""
        for ident in idents:
            if ident in self.scope.site.sources:
                self.numbering.cite(ident)

    def _note(self, part: Node, block: CurrentBlock) -> Node:
        label = part.get("label")
        if part.get("again") and label in self.called:
            number, ident = self.called[label]
            return node("call-again", span=part.span, number=str(number), href=f"#{ident}")
        self.numbering.notes += 1
        number = self.numbering.notes
        ident = self.host.prefix + self._free(f"note-{number}")
        body = node("document", *(self.block(child) for child in part.children))
        self.out.notes.append(Note(number, ident, body))
        self.called[label] = (number, ident)
        return node("call", *body.children, span=part.span, number=str(number), id=ident)

    def _ref(self, part: Node, block: CurrentBlock) -> Node:
        ident = part.get("id")
        if ident in self.targets:
            label, href, target = self.targets[ident], "#" + self.host.prefix + ident, "local"
        elif (other := other_brief(ident, self.host, self.scope)) is not None:
            (label, href), target = other, "brief"
        else:
            what, known = "figure, table, heading or brief", [*self.targets, *self.scope.shown]
            if ident not in self.awaited:
                self.out.problems.append(no_target("reference-is-known", what, ident, known, self.scope, part.span))
            return node("span", words(f"[{ident}?]"), span=part.span, tag="span", class_=_UNRESOLVED)
        block.running.put_in(label)
        return node("reference", words(label), span=part.span, href=href, target=target)

    def _link(self, part: Node, block: CurrentBlock) -> Node:
        href = part.get("href")
        settled = part.with_children(self._inlines(part.children, block))
        kind, separator, rest = href.partition(":")
        if separator and kind in SITE_LINKS:
            return self._site_link(settled, kind, rest)
        if href.startswith("#"):
            if not any(href[1:] in ids for ids in (self.targets, self.awaited, self.authored)):
                if meant := self._heading_meant(self.host.brief, href[1:]):
                    return settled.with_attrs(href=f"#{self.host.prefix}{meant}")
                hint = suggestion(href[1:], self.targets)
                self.out.problems.append(error("link-resolves", f"the text has no “{href}”", part.span, hint))
                return _dead(settled)
            return settled.with_attrs(href="#" + self.host.prefix + href[1:])
        if (name := file_name(href.partition("#")[0])) in self._files:
            return settled.with_attrs(href=f"site:{addresses.attachment(self.host.slug, quote(name))}")
        if href in self._homes:
            return settled.with_attrs(href=f"site:{self._homes[href]}")
        if not scheme(href):
            hint = "write brief:slug, page:slug, pack:id, fact:id or term:id, or a full https:// address"
            if href.startswith("//"):  # read from a folder, it would lead to a file share
                hint = f"write the address in full: https:{href}"
            elif is_email(href):
                hint = f"write mailto:{href}"
            elif is_host(href):
                hint = f"write the address in full: https://{href}"
            problem = error(
                "link-resolves", f"the link “{as_written(href)}” leads nowhere on the site", part.span, hint
            )
            self.out.problems.append(problem)
            return _dead(settled)
        if slip := slip_in(href):
            said, hint = slip
            self.out.problems.append(error("link-resolves", said, part.span, hint))
            return _dead(settled)
        copy = archived_copy(href, self.scope.site.links)
        return settled if copy is None else settled.with_attrs(href=copy.url)

    @property
    def _homes(self) -> Mapping[str, str]:
        """The first page of each language by its address on the site."""
        homes = {f"/{lang}/": addresses.home(lang) for lang in self.scope.site.languages}
        return {**homes, "/": addresses.home(self.scope.lang)}

    @property
    def _files(self) -> Mapping[str, str]:
        """What lies beside the text and can be linked to."""
        return {**self.host.brief.files, **self.host.brief.images} if self.host.brief else {}

    def _heading_meant(self, brief: Brief | None, anchor: str) -> str:
        """The id of a heading of ``brief`` that has an id of another program; empty when ``anchor`` is an id here."""
        body = brief.texts[self.scope.lang].body if brief and self.scope.lang in brief.texts else None
        if body is None or not anchor or any(part.get("id") == anchor for part in body.walk()):
            return ""
        return heading_meant(anchor, body)

    def _site_link(self, part: Node, kind: str, rest: str) -> Node:
        ident, _, anchor = rest.partition("#")
        there = SITE_LINKS[kind]
        is_here = there.has(self.scope, ident)
        lang = self.scope.lang if is_here else only_written_in(kind, ident, self.scope)
        if not lang:
            known = there.names(self.scope)
            self.out.problems.append(no_target("link-resolves", kind, ident, known, self.scope, part.span))
            return _dead(part)
        if kind == "brief" and self.scope.is_withdrawn(ident):
            anchor = ""  # its page is there, its text is not
        if not is_here:
            path = there.address(lang, ident) + (anchor and f"#{anchor}")
            return part.with_attrs(href=f"site:{path}", hreflang=lang)
        if kind == "fact":
            self.out.uses.append(self._use(ident, "", part.plain(), "", "link"))
        if kind == "brief" and ident in self.host.pack:
            return part.with_attrs(href=f"#{self.host.pack[ident]}{anchor or 'top'}")
        if kind == "brief":
            anchor = self._heading_meant(self.scope.site.briefs[ident], anchor) or anchor
        path = there.address(lang, ident)
        if anchor and "#" not in path:
            path = f"{path}#{anchor}"
        section = section_words(ident, anchor, self.scope) if kind == "brief" else ""
        return part.with_attrs(href=f"site:{path}", section=section)

    def _image(self, part: Node, block: CurrentBlock) -> Node:
        block.running.lose()
        src = part.get("src")
        images = self.host.brief.images if self.host.brief else {}
        if src not in images:
            hint = suggestion(src, images) or _IMAGE_HINT
            problem = error("image-exists", f"there is no image “{src}” in the folder of the text", part.span, hint)
            self.out.problems.append(problem)
            return node("span", words(f"[{src}?]"), span=part.span, tag="span", class_=_UNRESOLVED)
        return part.with_attrs(src=f"file:{images[src]}")


def _in_text(found: Diagnostic) -> Diagnostic:
    """What a text names and the site does not have: what was typed stands there, and the rest of the site is whole."""
    return replace(found, subject=(*found.subject, IN_TEXT))


def _dead(link: Node) -> Node:
    """The words of a link that leads nowhere."""
    return node("span", *link.children, span=link.span, tag="span", class_=_UNRESOLVED)


_BLOCKS: Mapping[str, Callable[[_Settler, Node], Node]] = {
    "heading": _Settler._heading,
    "row": _Settler._row,
    "directive": _Settler._directive,
}
_INLINES: Mapping[str, Callable[[_Settler, Node, CurrentBlock], Node]] = {
    "text": _Settler._text,
    "literal": _Settler._literal,
    "fact": _Settler._fact,
    "span": _Settler._span,
    "term": _Settler._term,
    "cites": _Settler._cites,
    "note": _Settler._note,
    "ref": _Settler._ref,
    "link": _Settler._link,
    "image": _Settler._image,
}
