"""Code that goes over a page is read back as what it is: one block, with the marks of its pages before it."""

from __future__ import annotations

from sites import published
from support.project import SMALL, Project

from briefgen.reading.world import MemoryWorld
from briefgen.verifying.align import Stream
from briefgen.verifying.blocks import ReadBlock, plain
from briefgen.verifying.paper.read import read_paper
from briefgen.verifying.verify import verify

LINES = "\n".join(f'  "key{number}": "value {number}",' for number in range(92))
IN_ITEM = "1. In an item:\n\n   ```\n   one\n   ```\n   ```\n    two\n   ```\n\n2. ```\n   three\n   ```\n"
BODY = f"\n\n## Listing {{#listing}}\n\n```json\n{{\n{LINES}\n}}\n```\n\nText after it.\n\n{IN_ITEM}"


def test_code_over_several_pages_and_in_items_is_no_difference() -> None:
    files = {path: text for path, text in SMALL.items() if "second" not in path and "packs" not in path}
    data = "content/briefs/first/brief.yaml"
    files[data] = str(files[data]).replace("related: [second]\n", "")
    project = Project(files)
    for lang, after in (("en", "Text after it"), ("ko", "뒤의 글이다")):
        path = f"content/briefs/first/{lang}.md"
        project = project.with_file(path, project.text(path) + BODY.replace("Text after it", after))
    built = project.build(pdfs={f"{lang}/briefs/first.pdf" for lang in ("en", "ko")})
    assert built.errors == ()
    found = verify(MemoryWorld(published(built.tree), theme={}), "site")
    assert [f"{it.code} {it.message}" for it in found] == []
    paper = read_paper(built.tree["en/briefs/first.pdf"])
    assert paper is not None
    said = [block.said.whole for blocks in paper.articles for block in blocks]
    assert said[-4:] == ["In an item:", "one", "two", "three"], "each is a block, also for who hears it"


def test_brackets_that_stand_alone_on_the_next_page_belong_to_their_code() -> None:
    paper = tuple(ReadBlock("paragraph", plain(words)) for words in ('{ "a": [{', "}] }", "Text after it."))
    web = [ReadBlock("paragraph", plain(words)) for words in ('{ "a": [{ }] }', "Text after it.")]
    assert [pair.at for pair in Stream(paper).align(web)] == [(0, 1), (2,)]
    other = [ReadBlock("paragraph", plain(words)) for words in ('{ "a": [{', "Text after it.")]
    assert [pair.at for pair in Stream(paper).align(other)] == [(0,), (2,)], "signs that the page lacks are too many"
