"""A brief or a pack as a message, filled from ``templates/mail/`` and set by ``css/mail.css``.

A message asks for nothing from the network: no picture, no style sheet, no address that counts its readers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from lxml import html as markup

from briefgen.model.core.diagnostics import Diagnostic, Outcome
from briefgen.model.output import addresses
from briefgen.model.theme import Theme
from briefgen.rendering.mail.plain import plain_text
from briefgen.rendering.theme.context import RenderContext
from briefgen.rendering.theme.design_tokens import light_colour, pack_colours, read_tokens
from briefgen.rendering.theme.sheets import MAIL
from briefgen.rendering.web.page import Page, web_context
from briefgen.rendering.web.page_breaks import PageBreaks
from briefgen.rendering.web.page_info import PageInfo
from briefgen.rendering.web.pages import addressed
from briefgen.resolving.edition.edition import Article, Edition, PackView

_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_DROPPED = ("script", "style", "svg", "img", "picture", "button", "input", "link", "sup[@class]", "*[@hidden]")
"""What a message cannot carry; and numbers of notes and sources within a line, which the ends of lines say too."""
_KEPT = frozenset(
    {"charset", "colspan", "content", "dir", "href", "hreflang", "lang", "name", "role", "rowspan", "scope", "start"}
    | {"aria-label"}
)


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it is read: its subject, and its words twice."""

    subject: str
    html: str
    """A whole document; each element carries its styles."""
    text: str


def brief_message(article: Article, edition: Edition, context: RenderContext, theme: Theme) -> Outcome[Message]:
    """A brief at a glance."""
    info = PageInfo(article.path, "brief", article.title, article.summary, article.alternates)
    page = Page(info, "mail/brief.html", {"article": article}, article, article.references)
    subject = f"[{article.number}] {article.title}" if article.number else article.title
    return _message(subject, page, edition, context, theme)


def pack_message(pack: PackView, edition: Edition, context: RenderContext, theme: Theme) -> Outcome[Message]:
    """The findings of a pack, and its briefs in one line each."""
    info = PageInfo(pack.path, "pack", pack.title, pack.summary, pack.alternates)
    page = Page(info, "mail/pack.html", {"pack": pack}, references=pack.page_references)
    return _message(pack.title, page, edition, context, theme)


def _message(subject: str, page: Page, edition: Edition, context: RenderContext, theme: Theme) -> Outcome[Message]:
    problems: list[Diagnostic] = []
    pack = page.given.get("pack")
    colour = pack.data.colour if isinstance(pack, PackView) else ""
    page = replace(page, info=addressed(page.info, edition))
    breaks = PageBreaks({}, context.templates, problems, ())
    given = {**web_context(page, edition, context, problems, breaks), "home": addresses.home(edition.lang)}
    filled = context.templates.fill(page.template, given)
    document = markup.document_fromstring(_with_styles(filled.value, theme, colour))
    _send_ready(document, page.info.canonical)
    html: str = markup.tostring(document, doctype="<!doctype html>", encoding="unicode")
    return Outcome(Message(subject, html + "\n", plain_text(document)), (*problems, *filled.diagnostics))


def _with_styles(html: str, theme: Theme, colour: str) -> str:
    """The page with the rules of the style sheet on the elements that they set, in the colour of a pack."""
    import css_inline

    tokens = read_tokens(theme)
    colours = {name: light_colour(name, tokens).value for name in tokens} | pack_colours(theme).get(colour, {})
    sheet = _VARIABLE.sub(lambda found: colours.get(found[1]) or found[0], theme.text(MAIL))
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, extra_css=sheet)
    return str(inliner.inline(html))


def _send_ready(document: markup.HtmlElement, address: str) -> None:
    """Drop what a message cannot carry; make every link a full address."""
    for element in document.xpath(" | ".join(f"//{name}" for name in _DROPPED)):
        element.drop_tree()
    _drop_uncited(document)
    for element in document.iter("*"):
        for name in set(element.attrib) - _KEPT - {"style"}:
            del element.attrib[name]
        if "href" in element.attrib:
            element.set("href", urljoin(address, element.get("href")))


def _drop_uncited(document: markup.HtmlElement) -> None:
    """Take out sources whose numbers do not stand in the message, and the list where none is left."""
    cited = {link.get("href", "").rpartition("#")[2] for link in document.iter("a")}
    for listed in document.xpath("//*[@class='sources']"):
        entries = listed.xpath(".//li[@id]")
        for entry in entries:
            if entry.get("id") not in cited:
                entry.drop_tree()
        if cited.isdisjoint(entry.get("id") for entry in entries):
            listed.drop_tree()
