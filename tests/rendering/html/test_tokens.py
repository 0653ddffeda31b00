"""HTML as tokens: nothing is lost, and however it is broken the time grows with the text alone."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.reading.markdown.html.tags import tags
from briefgen.rendering.html.tokens import TokenKind, tokens

PIECES = ("<", ">", "/", '"', "'", "<a ", "</a>", "<!--", "-->", "<br/>", "<svg>", "</svg>", "<pre class=x>", "é", " ")


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_the_sources_of_all_tokens_are_the_html_again(html: str) -> None:
    assert "".join(token.source for token in tokens(html)) == html


def test_a_tag_ends_outside_of_quotation_marks() -> None:
    (tag, text, end) = tokens("""<b title='1 > 0' CLASS="x y" lang=ko>A<b</b>""")
    assert (tag.kind, tag.name, tag.classes, tag.lang) == (TokenKind.OPEN, "b", ("x", "y"), "ko")
    assert (text.source, end.source) == ("A", "<b</b>")


@pytest.mark.parametrize("piece", ["<", "<a ", '<a "', "<a b='x>", "<!--", "<?", "<svg><a ", '<a "><b '])
def test_the_time_grows_with_the_text_and_not_faster(piece: str) -> None:
    start = process_time()
    for read in (tokens, tags):
        list(read(piece * 60_000))
    assert process_time() - start < 4
