"""The pages of the glossary, the ledger and the sources, as far as packs repeat what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import html

from briefgen.verifying.blocks import ReadBlock, clean, plain
from briefgen.verifying.web.page_blocks import BlockReader, parsed, select


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """An entry of the glossary; every text as letters and digits alone, but for ``name``."""

    id: str
    """Where it stands: path and anchor."""
    name: str
    scripts: tuple[str, ...]
    others: tuple[str, ...]
    """Its names in the other languages."""
    says: str
    """Definition and note."""

    def tells(self) -> tuple[str, ...]:
        """All that a row has about it beside its own name."""
        return tuple(it for it in (*self.others, *self.scripts, self.says) if it)


@dataclass(frozen=True, slots=True)
class Shared:
    """What all packs of a language share."""

    entries: tuple[GlossaryEntry, ...] = ()
    rates: tuple[ReadBlock, ...] = ()
    """Rates of exchange, from the ledger."""
    strengths: str = ""
    """What the marks of strength mean, from the ledger, as letters and digits alone."""
    sources: tuple[ReadBlock, ...] = ()
    """Every source of the site."""
    names: dict[str, str] = field(default_factory=dict)
    """Where an entry stands → the name that it goes by."""


def read_shared(pages: Mapping[str, bytes], base_url: str, lang: str) -> Shared:
    """From the pages of the glossary, the ledger and the sources, in that order, by path; an absent page is empty."""
    (glossary, entries), (ledger, facts), (bibliography, listed) = pages.items()
    found = tuple(_entries(entries, glossary)) if entries else ()
    return Shared(
        entries=found,
        rates=_blocks(facts, "ul.rates > li", BlockReader(ledger, base_url, lang, is_pack=True)),
        strengths="".join(_key(it) for it in _found(facts, ".strength-key")),
        sources=_blocks(listed, "[id^=ref-]", BlockReader(bibliography, base_url, lang, is_pack=True)),
        names={it.id: it.name for it in found},
    )


def _found(content: bytes, selector: str) -> list[html.HtmlElement]:
    return select(parsed(content), selector) if content else []


def _blocks(content: bytes, selector: str, reader: BlockReader) -> tuple[ReadBlock, ...]:
    return tuple(block for element in _found(content, selector) for block in reader.blocks(element))


def _entries(content: bytes, path: str) -> Iterator[GlossaryEntry]:
    for element in select(parsed(content), ".term-entry[id]"):
        heading = select(element, "h3")[0]
        reading = "".join(it.text_content() for it in select(heading, ".reading"))
        name = " ".join(clean(heading.text_content().removesuffix(reading)).split())
        forms = select(element, ".forms > .form")
        own, others = list[str](), list[str]()
        for form in forms:
            said = select(form, "span[lang]:not(.tag)")
            (others if select(form, ".tag[lang]") else own).append("".join(_key(it) for it in said))
        says = "".join(_key(it) for it in select(element, "p:not(.forms)"))
        yield GlossaryEntry(f"{path}#{element.get('id')}", name, tuple(own), tuple(others), says)


def _key(element: html.HtmlElement) -> str:
    return plain(element.text_content()).key
