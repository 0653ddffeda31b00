"""Texts that look like an author's and are wrong somewhere: pieces of real files, changed, and pieces put together."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from hypothesis import strategies as st
from pieces import BLANK, DRAWINGS, GROUPS, LONG, ODD, STYLE, STYLED

LONGEST = 500
"""Characters of a real text that are taken at once: small examples are read, and shrunk, sooner."""


def soup(tokens: Sequence[str], longest: int = 24) -> st.SearchStrategy[str]:
    """Tokens one after another, with blanks, odd characters and some text of any kind among them."""
    piece = st.one_of(
        st.sampled_from(tokens),
        st.sampled_from(BLANK),
        st.sampled_from(ODD),
        st.sampled_from(LONG),
        st.text(max_size=6),
        st.integers().map(str),
    )
    return st.lists(piece, max_size=longest).map("".join)


@st.composite
def changed(draw: st.DrawFn, seeds: Sequence[str], tokens: Sequence[str], longest: int = LONGEST) -> str:
    """A piece of a real text in which a few places are cut, doubled, or have a token put in."""
    text = draw(st.sampled_from(seeds))
    start = draw(st.integers(0, max(0, len(text) - longest)))
    text = text[start : start + longest]
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 20)))
        kind = draw(st.sampled_from(("put", "cut", "double", "replace")))
        new = draw(st.sampled_from((*tokens, *LONG)) | st.text(max_size=3))
        text = (
            text[:at]
            + {"put": new, "cut": "", "double": text[at:end] * 2, "replace": new}[kind]
            + text[at if kind == "put" else end :]
        )
    return text


def texts(seeds: Sequence[str], tokens: Sequence[str]) -> st.SearchStrategy[str]:
    """Either of the two."""
    return soup(tokens) | changed(seeds, tokens)


def drawings() -> st.SearchStrategy[str]:
    """The inside of a drawing: elements in elements, most of them well-formed, with style sheets that are not."""
    css = st.lists(st.sampled_from(STYLE), max_size=10).map("".join)
    attributes = st.dictionaries(st.sampled_from(STYLED), css, max_size=2).map(
        lambda given: "".join(f' {name}="{escape(value)}"' for name, value in given.items())
    )
    leaf = st.one_of(
        st.sampled_from(DRAWINGS),
        css.map(lambda text: f"<style>{escape(text, quote=False)}</style>"),
        attributes.map(lambda text: f"<rect{text}/>"),
    )

    def grouped(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        several = st.lists(inside, max_size=4).map("".join)
        return st.builds("<{0}{1}>{2}</{0}>".format, st.sampled_from(GROUPS), attributes, several)

    return st.lists(st.recursive(leaf, grouped, max_leaves=12), max_size=4).map("".join)
