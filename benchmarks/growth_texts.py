"""Texts that make a careless parser slow: each grows to any size, and reading it should take time in proportion.

They follow the pathological tests of cmark (https://github.com/commonmark/cmark, test/pathological_tests.py), with
those of our own syntax.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count


def repeated(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """A text of about ``size`` letters made of one piece again and again."""
    return lambda size: before + piece * max(1, size // len(piece)) + after


def around(opening: str, middle: str, closing: str) -> Callable[[int], str]:
    """As many openings as closings."""

    def made(size: int) -> str:
        times = max(1, size // (len(opening) + len(closing)))
        return opening * times + middle + closing * times

    return made


def counted(piece: str, between: str = "") -> Callable[[int], str]:
    """Pieces with a number of their own for ``{}``."""

    def made(size: int) -> str:
        pieces, length = [], 0
        for number in count():
            if length >= size:
                return between.join(pieces)
            pieces.append(piece.replace("{}", str(number)))
            length += len(pieces[-1]) + len(between)
        raise AssertionError

    return made


def _notes(size: int) -> str:
    calls = size // 24
    return "x[^0]\n\n" + "".join(f"[^{it}]: y [^{it + 1}]\n\n" for it in range(calls)) + f"[^{calls}]: z\n"


def _backtick_runs(size: int) -> str:
    pieces, length = [], 0
    for number in count(1):
        if length >= size:
            return "".join(pieces)
        pieces.append("e" + "`" * number)
        length += number + 1
    raise AssertionError


TEXTS: dict[str, Callable[[int], str]] = {
    "digits": repeated("1234567890"),
    "digits and commas": repeated("1,"),
    "digits and full stops": repeated("1."),
    "letters without blanks": repeated("가"),
    "full stops": repeated("."),
    "full stops and letters": repeated("a."),
    "words": repeated("word "),
    "questions": repeated("가?"),
    "years": repeated("2025년"),
    "numbers in Korean": repeated("일이삼"),
    "brackets around letters": around("(", "a", ")"),
    "opened brackets of text": repeated("("),
    "particles": repeated("은(는)"),
    "particles after brackets": repeated("(은는)을(를)"),
    "Korean emphasis": repeated("**가**나"),
    "Korean emphasis that opens": repeated("**가(나)"),
    "nested emphasis": around("*a **a ", "b", " a** a*"),
    "emphasis that closes": repeated("a_ "),
    "emphasis that opens": repeated("_a "),
    "emphasis of two kinds": repeated("*a_ "),
    "emphasis of three": repeated("a***"),
    "emphasis of odd lengths": repeated("**x*a*"),
    "strikethrough": repeated("~~a "),
    "strikethrough that closes": repeated("a ~~"),
    "brackets that open": repeated("[a"),
    "brackets that close": repeated("a]"),
    "nested brackets": around("[", "a", "]"),
    "images that open": repeated("![a"),
    "links that open": repeated("[a](b"),
    "links with opened titles": repeated('[a](b "'),
    "links with opened addresses": repeated("[a](<b"),
    "links with opened brackets": repeated("[a]((("),
    "links": repeated("[a](b) "),
    "links of digits": repeated("[1](b)"),
    "links in links": around("[", "a", "](b)"),
    "images in images": around("![", "a", "](b)"),
    "bracket and emphasis": repeated("[ (]("),
    "reference definitions": counted("[a{}]: b\n"),
    "references": lambda size: "[a]: b\n\n" + "[a] " * (size // 4),
    "references to nothing": repeated("[b] "),
    "opened definitions": repeated("[\n"),
    "spans": repeated("[a]{.b} "),
    "spans that open": repeated("[a]{"),
    "attributes that open": repeated("`a`{"),
    "attributes with comments": repeated("`a`{%"),
    "braces": repeated("{"),
    "roles": repeated("{fact}`money-a` "),
    "facts in paragraphs": repeated("{fact}`money-a` " * 50 + "\n\n"),
    "unknown roles": repeated("{foo}`a` "),
    "roles that open": repeated("{fact}`"),
    "citations": repeated("[@report-a] "),
    "citations that open": repeated("[@a; "),
    "sentences with figures": repeated("Exports rose by about 12.5 percent to 398.5 billion yuan in March 2024. "),
    "sentences with citations": repeated("Exports rose by 12% in May 2024. [@report-a, p. 3] "),
    "code": repeated("`a` "),
    "runs of backticks": _backtick_runs,
    "backslashes": repeated("\\"),
    "entities": repeated("&amp;"),
    "ampersands": repeated("&"),
    "long entity": repeated("a", "&"),
    "addresses": repeated("<http://a.b/> "),
    "angle brackets": repeated("<"),
    "processing instructions": repeated("<?"),
    "declarations": repeated("<!A "),
    "comments that open": repeated("<!--", "a "),
    "character data": repeated("<![CDATA[", "a "),
    "tags that open": repeated("<b>"),
    "tags of three kinds": repeated("<b><i><u>"),
    "tags that close": repeated("a</b>"),
    "attributes of tags": repeated(' a="b"', "<b", ">"),
    "unfinished tags": repeated("<b a='"),
    "blocks of HTML": repeated("<div>\n\n"),
    "blocks of HTML with words": repeated("<div>\na\n\n"),
    "preformatted blocks": repeated("<div>\n<pre>\n\n"),
    "preformatted blocks in a list": lambda size: "- a\n\n" + "  <div>\n  <pre>\n\n" * (size // 16) + "\n</pre>\n",
    "HTML in one block": repeated("<div>\n"),
    "tables of HTML": repeated("<table>\n\n<tr>\n\n"),
    "comments in lines": repeated("a <!-- b --> "),
    "headings": counted("## a{}\n\n"),
    "equal headings": repeated("## a\n\n"),
    "headings with equal ids": repeated("## a {#b}\n\n"),
    "headings without words": repeated("#\n"),
    "underlined headings": repeated("a\n=\n"),
    "quotes": repeated("> a\n"),
    "nested quotes": repeated("> ", "", "a"),
    "quotes in turn": repeated("> a\n\n"),
    "items": repeated("- a\n"),
    "numbered items": repeated("1. a\n"),
    "items with paragraphs": repeated("- a\n\n  b\n\n"),
    "nested items": repeated("- ", "", "a"),
    "items deeper and deeper": lambda size: "".join(" " * it * 2 + "- a\n" for it in range(int(size**0.5))),
    "rules": repeated("* " * 20 + "\n\n"),
    "lines of marks": repeated("*-_\n"),
    "fences": repeated("```\n"),
    "fences that open": repeated("~~~a\n"),
    "indented code": repeated("    a\n\n"),
    "directives": repeated(":::{box}\na\n:::\n\n"),
    "directives that open": repeated(":::{box}\n"),
    "lines of colons": repeated(":::\n"),
    "notes": counted("x[^{}]\n\n[^{}]: a\n\n"),
    "notes that call each other": _notes,
    "links to places": counted("[a](#x{}) b\n{#x{}}\n\n"),
    "links to headings": counted("## a {#x{}}\n\n[a](#x{})\n\n"),
    "one note called again": lambda size: "[^a]: b\n\n" + "c[^a] " * (size // 6),
    "calls of no note": repeated("[^a] "),
    "definitions of one note": repeated("[^a]: b\n"),
    "rows": lambda size: "|a|b|\n|-|-|\n" + "|c|d|\n" * (size // 6),
    "cells": lambda size: "|a" * 20 + "|\n" + "|-" * 20 + "|\n" + ("|x" * 20 + "|\n") * (size // 42),
    "columns": lambda size: "|a" * (size // 4) + "|\n" + "|-" * (size // 4) + "|\n|b|\n",
    "lines of bars": repeated("|\n"),
    "rows without cells": lambda size: "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "|\n" * (size // 2),
    "lines of attributes": repeated("{.a}\n"),
    "paragraphs": repeated("a word\n\n"),
    "lines": repeated("a word\n"),
    "hard breaks": repeated("a\\\n"),
    "quotation marks": repeated("“a "),
    "straight quotation marks": repeated('"a '),
    "hyphens": repeated("a-"),
    "slashes": repeated("a/"),
    "addresses in the text": repeated("https://a.b/ "),
    "Chinese characters": repeated("表本 "),
    "Chinese characters in brackets": repeated("가(表) "),
    "names": repeated("Ab Cd "),
    "abbreviations": repeated("ABC "),
    "percent signs": repeated("5% "),
    "combining marks": repeated("e\u0301"),
    "blanks": repeated(" ", "a", "b"),
    "no-break spaces": repeated("\u00a0", "a", "b"),
    "tabs": repeated("\t"),
    "line feeds": repeated("\n"),
    "U+0000": repeated("a\0"),
}
