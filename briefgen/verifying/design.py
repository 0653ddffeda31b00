"""What differs between web and paper by design: the one table. Everything else must be the same.

| | on the web | on paper |
|---|---|---|
| a figure or a term | leads to the ledger, the glossary | words alone, or a link to the site |
| the data of a chart | a table below it | in the drawing and in the file enclosed |
| a note | at the end of the page | at the foot of the page that calls it |
| a call of a note | its number | its number and a bracket |
| a link inside the text | words | words and the page, which is the right one |
| an item of a list, a paragraph | its mark or number is drawn | its mark or number is text |
| what a style sheet adds | is no text | is text: signs alone, never a word or a number |
| furniture | navigation, buttons, tables of contents | stands between the parts of a brief, never inside its text |
| the head of a table | once | again on each page |
| terms in a pack | in full once a brief | in full once a pack, the particle after it accordingly |
| doubts in a pack | in the table of evidence | in a list of their own |
| numbering in a pack | each brief's own | runs through the pack |
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

WEB_ONLY_TAGS = frozenset({"nav", "button", "script", "style", "template", "noscript", "summary"})
WEB_ONLY_ROLES = frozenset({"doc-backlink", "doc-pagebreak"})
WEB_ONLY_CLASSES = frozenset({"figures", "chart-narrow", "unseen", "pagebreak", "kicker"})
"""Of what paper does not have: the data table of a chart, its drawing for a narrow screen. The particulars
of a brief, such as the line of its number, are compared by themselves."""
ENTRY_CLASSES = frozenset({"fact", "term"})
_ENTRY = re.compile(r"#(fact|term)-")
"""What is in the ledger or the glossary."""
_SIGNS = re.compile(r"[\s:;·.,※*()\[\]–—-]+")
_MARK = re.compile(r"(\d{1,3}|[^\w\s]{1,2}|[a-z가-힣])[.)]?")
_PAGE = re.compile(r"(?P<words>.*?)\s*\([^\d()]{0,12}(?P<page>\d+)[^\d()]{0,12}\)", re.DOTALL)


def is_web_only(element: HtmlElement) -> bool:
    """Whether paper does not have it."""
    if not isinstance(element.tag, str) or element.tag in WEB_ONLY_TAGS:
        return True
    classes = (element.get("class") or "").split()
    caption = element.tag == "caption" and "evidence" in (element.getparent().get("class") or "").split()
    return caption or element.get("role") in WEB_ONLY_ROLES or not WEB_ONLY_CLASSES.isdisjoint(classes)


def leads_to_entry(target: str, classes: str = "") -> bool:
    """Whether a link leads to the ledger or the glossary: it is text on either side."""
    return bool(_ENTRY.search(target)) or not ENTRY_CLASSES.isdisjoint(classes.split())


def is_signs(text: str) -> bool:
    """Whether a piece of text on paper may have been added by a style sheet."""
    return bool(_SIGNS.fullmatch(text))


def is_mark(text: str) -> bool:
    """Whether a piece of text on paper is the mark of an item or the number of a paragraph."""
    return bool(_MARK.fullmatch(text.strip()))


def without_page(words: str, page: int) -> str:
    """The words of a link without the page it leads to, when it is ``page``; a wrong page stays."""
    found = _PAGE.fullmatch(words.strip())
    return found["words"] if found and int(found["page"]) == page else words
