"""Every text of a page and of its paper has a key, by which the two are told to say the same."""

from __future__ import annotations

from sites import Site

from briefgen.verifying.paper.read import read_paper


def test_every_text_on_paper_has_a_key(site: Site) -> None:
    without = []
    for path in site.files:
        if path.endswith(".pdf") and "booklet" not in path:
            paper = read_paper(site.files[path])
            assert paper is not None
            blocks = (*paper.blocks, *paper.notes)
            without += [f"{path}: {block.name()}" for block in blocks if not block.key]
    assert without == []
