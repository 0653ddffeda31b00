"""The work of tagging grows with the pages of a PDF and not with their square."""

from __future__ import annotations

import pydyf

from briefgen.rendering.paper.engine.patches import page_references


def test_references_to_pages_are_made_once_for_all_who_ask():
    page_references.apply()
    pdf = pydyf.PDF()
    for _ in range(3):
        pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
    assert pdf.page_references is pdf.page_references


def test_a_page_that_comes_later_is_among_them():
    page_references.apply()
    pdf, pages = pydyf.PDF(), [pydyf.Dictionary({"Type": "/Page"}) for _ in range(3)]
    for count, page in enumerate(pages, 1):
        pdf.add_page(page)
        assert pdf.page_references == tuple(it.reference for it in pages[:count])
