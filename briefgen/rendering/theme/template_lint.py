"""Slips in templates that a browser passes over in silence: elements that are not closed, styles that the page's own
policy forbids, words without a translation, assets that are not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from briefgen.model.core.diagnostics import Diagnostic, Span, error, warning
from briefgen.model.theme import Theme
from briefgen.model.written.written import Lang
from briefgen.rendering.html.tokens import VOID, TokenKind, texts_and_tags
from briefgen.rendering.theme.template_trust import parsed

FOLDER = "templates/"
_OPAQUE = frozenset({"script", "style", "svg", "math", "textarea", "title", "template"})
_TEXT_ALONE = frozenset({"script", "style", "textarea", "title"})
_MAY_STAY_OPEN = frozenset(
    {"html", "head", "body", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup"}
    | {"caption", "option", "optgroup", "rt", "rp"}
)
"""Elements that HTML closes by itself."""
_EACH_TAG = re.compile(r"""<(/?)([A-Za-z][^\s/>]*+)(?:[^"'/>]++|/(?!>)|"[^"]*+"|'[^']*+')*+(/?)>""")
_TAG_IN_COMMENT = re.compile(r"<!--(?:[^<-]|-(?!->))*+<")
_REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
_TAG = r"<{}(?![\w-])"
_STYLE = re.compile(r"""<[A-Za-z](?:"[^"]*"|'[^']*'|[^<>"'])*?\sstyle\s*=""")
"""The attribute, and not what the value of another one says."""
_SAYS_STYLE = re.compile(r"\sstyle\s*=")
_ASSET = re.compile(r"\basset\(\s*([\"'])([^\"'\n]+)\1\s*\)")
_KEPT_COMPLETE = 0.9
"""A catalogue that has this share of the theme's words is meant to have them all."""


def unsound_elements(html: str, name: str, sources: Mapping[str, str]) -> Iterator[Diagnostic]:
    """An error for the first element of a filled page that is not closed, or closed without being open.

    ``name`` is the page's template and ``sources`` are all templates by name: the one that has the slip is named, so
    that a slip on many pages is one problem.
    """
    if _is_even(html) or (found := _first_slip(html)) is None:
        return
    tag, is_open = found
    said = f"<{tag}> is not closed" if is_open else f"</{tag}> closes nothing"
    hint = f"write </{tag}> where it ends" if is_open else f"remove it, or write <{tag}> where it begins"
    yield error("template-is-sound", said, _place_of(tag, is_open, name, sources), hint)


def _is_even(html: str) -> bool:
    """Whether each tag of a page has its partner and none stands in a comment or a script: nearly always, soon seen."""
    if _TAG_IN_COMMENT.search(html):
        return False
    opened: list[str] = []
    for closing, name, void in _EACH_TAG.findall(html):
        if closing:
            if not opened or opened.pop() != name:
                return False
        elif opened and opened[-1] in _TEXT_ALONE:
            return False
        elif not void and name not in VOID:
            opened.append(name)
    return not opened


def _first_slip(html: str) -> tuple[str, bool] | None:
    opened: list[str] = []
    for _, token in texts_and_tags(html, _OPAQUE):
        if token is None or token.kind is TokenKind.OPAQUE or token.void or not token.name:
            continue
        if not token.closing:
            opened.append(token.name)
        elif opened and opened[-1] == token.name:
            opened.pop()
        elif token.name not in opened:
            return token.name, False
        else:
            while (last := opened.pop()) != token.name:
                if last not in _MAY_STAY_OPEN:
                    return last, True
    return next(((name, True) for name in opened if name not in _MAY_STAY_OPEN), None)


def _place_of(tag: str, is_open: bool, name: str, sources: Mapping[str, str]) -> Span:
    """The template whose tags of this name do not come out even, and the first that has no partner there."""
    for candidate in (name, *sorted(set(sources).difference((name,)))):
        text = _without_remarks(sources.get(candidate, ""))
        begins = [found.start() for found in re.finditer(_TAG.format(tag), text)]
        ends = [found.start() for found in re.finditer(_TAG.format(f"/{tag}"), text)]
        if (len(begins) > len(ends)) if is_open else (len(ends) > len(begins)):
            return _span(candidate, text, _alone(begins, ends) if is_open else _alone_at_end(begins, ends))
    return Span(FOLDER + name)


def _alone(begins: list[int], ends: list[int]) -> int:
    """The opening tag before which as many are closed as are open, and that the next opening one follows at once."""
    for position, begin in enumerate(begins):
        following = begins[position + 1] if position + 1 < len(begins) else None
        if not any(end > begin and (following is None or end < following) for end in ends):
            return begin
    return begins[-1]


def _alone_at_end(begins: list[int], ends: list[int]) -> int:
    depth = 0
    for place, step in sorted([*((it, 1) for it in begins), *((it, -1) for it in ends)]):
        depth += step
        if depth < 0:
            return place
    return ends[-1]


def forbidden_styles(html: str, name: str, sources: Mapping[str, str]) -> Iterator[Diagnostic]:
    """A warning for a ``style`` attribute on a page of the web, at the template that writes it."""
    if _SAYS_STYLE.search(html) is None:  # soon seen, and so it is with nearly every page
        return
    tags = (it for _, it in texts_and_tags(html, _OPAQUE) if it is not None and it.kind is not TokenKind.OPAQUE)
    if not any(_STYLE.match(it.source) for it in tags):
        return
    said = "browsers ignore style=: the page's own Content-Security-Policy forbids styles outside the style sheet"
    hint = "give the element a class, and write the style in css/web.css"
    for candidate in (name, *sorted(set(sources).difference((name,)))):
        text = _without_remarks(sources.get(candidate, ""))
        if candidate.startswith(("web/", "parts/")) and (found := _STYLE.search(text)) is not None:
            yield warning("template-is-sound", said, _span(candidate, text, found.end() - 1), hint)
            return
    yield warning("template-is-sound", said, Span(FOLDER + name), hint)


MADE_ASSETS = frozenset({"web.css", "letters.css", "page.css", "search-index.js"})
"""Assets that no theme has, since they are made with the site."""


def missing_assets(theme: Theme, known: Iterable[str]) -> Iterator[Diagnostic]:
    """An error for each place where a template asks for an asset that the theme does not have."""
    there = {*known, *MADE_ASSETS}
    for path, text in html_sources(theme).items():
        text = _without_remarks(text)
        for found in _ASSET.finditer(text):
            if found[2] not in there:
                said = f"the theme has no asset “{found[2]}”"
                hint = "put the file into templates/web/ (.svg, .png) or templates/js/ (.js)"
                yield error("template-is-sound", said, _span(path, text, found.start()), hint)


def asked_assets(theme: Theme) -> frozenset[str]:
    """The assets that templates ask for by a literal name."""
    return frozenset(
        found[2] for text in html_sources(theme).values() for found in _ASSET.finditer(_without_remarks(text))
    )


def untranslated(theme: Theme, known: Mapping[Lang, frozenset[str]]) -> Iterator[Diagnostic]:
    """A warning for each word of a template that a catalogue lacks; ``known`` has the words of each catalogue.

    A catalogue that lacks much of the theme is one that somebody has only begun, and is left alone.
    """
    asked = list(_messages(theme))
    every = {message for _, _, message in asked}
    for lang, words in known.items():
        if not every or len(every & words) < _KEPT_COMPLETE * len(every):
            continue
        for path, line, message in asked:
            if message not in words:
                said = f"“{message}” has no translation in locale/{lang}.po"
                hint = f'add to templates/locale/{lang}.po: msgid "{message}" and below it msgstr "…"'
                yield warning("text-is-translated", said, Span(FOLDER + path, line), hint)


def _messages(theme: Theme) -> Iterator[tuple[str, int, str]]:
    """Template, line and message of each wording in templates; of one that counts, the singular."""
    for path, text in html_sources(theme).items():
        yield from ((path, line, message) for line, message in _messages_in(text))


@lru_cache(maxsize=256)
def _messages_in(text: str) -> tuple[tuple[int, str], ...]:
    """Line and message. Looked up once: a preview reads the same templates for every change of a text."""
    from jinja2.ext import extract_from_ast

    if (tree := parsed(text)) is None:
        return ()
    found = extract_from_ast(tree)
    singulars = ((line, message[0] if isinstance(message, tuple) else message) for line, _, message in found)
    return tuple((line, message) for line, message in singulars if message)


def html_sources(theme: Theme) -> dict[str, str]:
    """The theme's HTML templates by name."""
    return {path: theme.text(path) for path in sorted(theme.files) if path.endswith(".html")}


def _without_remarks(text: str) -> str:
    """The template with its remarks blanked out, every place kept."""
    return _REMARK.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _span(name: str, text: str, place: int) -> Span:
    return Span(FOLDER + name, text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place))
