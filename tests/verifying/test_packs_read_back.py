"""What of a pack stands on several pages is read back as what it is, and it explains what the glossary says."""

from __future__ import annotations

from briefgen.verifying.align import Stream
from briefgen.verifying.annexes.pack_parts import PackMatter
from briefgen.verifying.blocks import CELL, ReadBlock, plain
from briefgen.verifying.compare import PageComparison
from briefgen.verifying.pack.glossary import GlossaryEntry, Shared, read_shared
from briefgen.verifying.paper.read import ReadPdf
from briefgen.verifying.web.page import read_page


def test_a_block_belongs_to_the_brief_that_its_key_names() -> None:
    keys = ("cover", "one--top-title", "one--b1", "two--top-title", "one--b2", "evidence-a--b")
    paper = ReadPdf(tuple(ReadBlock("paragraph", plain(key), key=key) for key in keys), (), 1)
    assert {slug: [it.key for it in blocks] for slug, blocks in paper.briefs.items()} == {
        "": ["cover", "evidence-a--b"],
        "one": ["top-title", "b1", "b2"],
        "two": ["top-title"],
    }


ENTRY = GlossaryEntry("ko/glossary.html#term-un", "국제연합", (), ("UN",), "1945년에세운국제기구")


def told(row: str) -> list[str]:
    """What is reported of a row of “who is who” in a pack whose own pages do not name the term."""
    page = read_page("<html lang=ko><article class='brief pack'><h1>팩</h1></article>".encode(), "ko/packs/all.html")
    assert page is not None
    rest = (ReadBlock("row", plain(row.replace("|", CELL)), 4, key="name-un"),)
    comparison = PageComparison(page, "ko/packs/all.pdf", "site/", in_pack=True)
    matter = PackMatter(comparison, (), ReadPdf(rest, (), 4), Stream(rest), Shared(entries=(ENTRY,)))
    return [it.message for it in matter.compare()]


def test_a_row_in_the_words_of_the_glossary_is_on_the_web() -> None:
    assert told("국제연합|UN|1945년에 세운 국제기구.") == []


def test_a_row_with_another_number_is_not() -> None:
    for row in ("국제연합|UN|1946년에 세운 국제기구.", "국제연합|UN|1945년에 세운 국제기구. 193"):
        (message,) = told(row)
        assert message.endswith("ko/packs/all.pdf, page 4 is not on the web")


def test_a_source_is_what_it_says_and_not_which_briefs_use_it() -> None:
    """A pack may name a source that of all briefs only one outside it uses."""
    listed = (
        b"<html><ol><li id='ref-a'><span class='number'>[1]</span><div class='entry'>Press, 2001</div>"
        b"<p class='used-in'>Used in <a href='briefs/first.html#ref-a'>PB-01</a></p></li></ol></html>"
    )
    shared = read_shared({"en/glossary.html": b"", "en/facts.html": b"", "en/sources.html": listed}, "", "en")
    assert [it.said.whole for it in shared.sources] == ["[1] Press, 2001"]
