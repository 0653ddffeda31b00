"""What ordered lists count is what the HTML standard says, in both parsers that read pages here."""

from xml.etree import ElementTree

import lxml.html
import pytest

from briefgen.rendering.html.list_numbers import number_lists, ordinals

COUNTED = {
    "<ol><li>a<li>b</ol>": [1, 2],
    '<ol start="13"><li>a<li>b</ol>': [13, 14],
    '<ol start=" +7x"><li>a</ol>': [7],
    '<ol start="x"><li>a<li>b</ol>': [1, 2],
    '<ol start="99999999999999999999"><li>a</ol>': [1],
    '<ol start="-1"><li>a<li>b<li>c</ol>': [-1, 0, 1],
    "<ol reversed><li>a<li>b<li>c</ol>": [3, 2, 1],
    '<ol reversed start="3"><li>a<li>b<li>c<li>d</ol>': [3, 2, 1, 0],
    '<ol><li>a<li value="7">b<li>c</ol>': [1, 7, 8],
    '<ol reversed><li>a<li value="7">b<li>c</ol>': [3, 7, 6],
    '<ol><div><li>a</div><li>b<ul><li value="9">x</ul><li>c</ol>': [1, 2, 3],
    '<ol><li>a<ol start="5"><li>x</ol><li>b</ol>': [1, 2, 5],
    "<ul><li>a</ul>": [],
}


@pytest.mark.parametrize(("html", "numbers"), COUNTED.items())
def test_items_count_as_in_a_browser(html, numbers):
    tree = lxml.html.fragment_fromstring(html, create_parent="main")
    assert [number for _, number in ordinals(tree)] == numbers
    same = ElementTree.fromstring(lxml.html.tostring(tree, encoding="unicode", method="xml"))
    assert [number for _, number in ordinals(same)] == numbers


def test_a_list_that_counts_from_one_is_left_alone():
    tree = lxml.html.fragment_fromstring("<ol><li>a<li>b</ol>", create_parent="main")
    before = lxml.html.tostring(tree)
    number_lists(tree)
    assert lxml.html.tostring(tree) == before
