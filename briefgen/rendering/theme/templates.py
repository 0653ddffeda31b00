"""The theme's Jinja templates: how they are found, which words and functions they have, how they fail.

What a template may use is listed in ``docs/templates.md``; nothing else is passed in.
"""

from __future__ import annotations

import posixpath
import re
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from gettext import GNUTranslations, NullTranslations
from io import BytesIO, StringIO
from typing import Any

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_eval_context,
)
from jinja2.nodes import EvalContext
from markupsafe import Markup

from briefgen.language.korean.particle_forms import settle_text
from briefgen.language.lines.quotes import nested
from briefgen.language.matching.variants import base_language
from briefgen.model.core.diagnostics import Diagnostic, Outcome, Span, error
from briefgen.model.core.written import Lang
from briefgen.model.theme import Theme
from briefgen.model.written.licences import Licence
from briefgen.reading.cache import Newest
from briefgen.reading.disk.text import read_text
from briefgen.rendering.html.figure_words import em_width, figure_words
from briefgen.rendering.theme.compiled import COMPILED
from briefgen.rendering.theme.sheets import sheet_problems

_ROOM = 13.2
"""Ems of the title that a line of 174 mm has for certain: 14.1, and widths are rough."""
_CUT = re.compile(r"(?<=[,:;])\s+|(?<=[、，：；])(?=.)|(?<=[はがをにでと])(?=[一-鿿ァ-ヺA-Za-z0-9「『])")
"""After a mark; in Japanese, which has no blanks, after a particle too: a line of one kana would be left over."""
_BALANCE = 0.4
"""How wide the shorter part is at least, as a share of the longer: a word of its own is not a line."""
EXTENSIONS = ("jinja2.ext.i18n", "jinja2.ext.do")
_VARIABLES: Mapping[str, Mapping[str, int]] = {
    "gettext": {},
    "ngettext": {"num": 2},
    "pgettext": {"context": 0},
    "npgettext": {"context": 0, "num": 3},
}
"""The translation functions, and the arguments that a message may name, by position."""
FOLDER = "templates/"
STAND_IN = '<p data-stand-in="">—</p>'
"""What stands where a template could not be filled."""
_TEXTS = (".html", ".xml", ".css", ".js", ".svg")
RecallWording = Callable[[Lang, bytes, Callable[[], Outcome[bytes]]], Outcome[bytes]]
"""What a function gives; without calling it, what it gave for the same catalogue."""

_compiled: Newest[Outcome[bytes]] = Newest()
"""Catalogues by language."""
_PO_LINE = re.compile(r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?)\s)?\s*"(\\.|[^"\\])*")?')


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a theme in one language."""

    environment: Environment
    lang: Lang
    names: Collection[str]
    """The files of the theme."""

    def fill(self, name: str, context: Mapping[str, object]) -> Outcome[str]:
        """The text of the template ``name``; a broken one gives a visible stand-in and its file and line."""
        try:
            return Outcome(self.environment.get_template(name).render(context))
        except Exception as raised:  # a template is someone's program: it may fail in any way
            stand_in = f"<!doctype html><title>—</title>{STAND_IN}"
            return Outcome(stand_in, (_problem(name, raised),))


def make_templates(theme: Theme, lang: Lang) -> Templates:
    """The templates of ``theme`` with the interface wording of ``lang``."""
    environment = Environment(
        autoescape=True,
        extensions=EXTENSIONS,
        loader=FunctionLoader(_loader(theme)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=COMPILED,
    )
    catalogue = wording(theme, lang)
    _install_words(environment, catalogue)
    environment.filters["licence_name"] = partial(_licence_name, catalogue)
    environment.filters["licence_in_short"] = partial(_licence_in_short, catalogue)
    environment.filters["slug"] = _slug
    environment.filters["figure_words"] = figure_words
    environment.filters["title_lines"] = title_lines
    environment.globals["lang"] = lang
    return Templates(environment, lang, theme.files.keys())


def _loader(theme: Theme) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        if name not in theme.files:
            return None
        return theme.text(name), FOLDER + name, lambda: True

    return load


def wording(theme: Theme, lang: Lang) -> NullTranslations:
    """The catalogue of ``locale/<lang>.po``; without a sound one, the words of the templates."""
    return _wording(theme, lang).value


def know_wording(theme: Theme, languages: Iterable[Lang], recall: RecallWording) -> None:
    """Take the catalogues of ``languages`` as ``recall`` remembers them: to read one takes as long as many pages."""
    for base, source in (_source(theme, lang) for lang in languages):
        if source is not None:
            _compiled.get(base, source, partial(recall, base, source, partial(_compile, source, base)))


def theme_problems(theme: Theme, languages: Iterable[Lang]) -> tuple[Diagnostic, ...]:
    """What is wrong with files of the theme before they are used: encodings, catalogues of wording, style sheets."""
    texts = ((FOLDER + path, theme.files[path]) for path in sorted(theme.files) if path.endswith(_TEXTS))
    read = (read_text(content, path) for path, content in texts)
    not_utf8 = (problem for outcome in read if outcome.value is None for problem in outcome.diagnostics)
    catalogues = (problem for lang in languages for problem in _wording(theme, lang).diagnostics)
    return (*not_utf8, *catalogues, *sheet_problems(theme))


def _wording(theme: Theme, lang: Lang) -> Outcome[NullTranslations]:
    base, source = _source(theme, lang)
    return Outcome(NullTranslations()) if source is None else _catalogue(source, base)


def _source(theme: Theme, lang: Lang) -> tuple[Lang, bytes | None]:
    """The catalogue of a language, or of the one that it is a variant of, and the tag in its name."""
    names = {posixpath.basename(path).removesuffix(".po") for path in theme.below("locale") if path.endswith(".po")}
    base = base_language(lang, names) or lang
    return base, theme.files.get(f"locale/{base}.po")


@lru_cache(maxsize=16)
def _catalogue(source: bytes, lang: Lang) -> Outcome[NullTranslations]:
    made = _compiled.get(lang, source, lambda: _compile(source, lang))
    return Outcome(GNUTranslations(BytesIO(made.value)) if made.value else NullTranslations(), made.diagnostics)


def _compile(source: bytes, lang: Lang) -> Outcome[bytes]:
    """A catalogue as gettext reads it; empty where it is not sound."""
    path = f"{FOLDER}locale/{lang}.po"
    text = read_text(source, path)
    if text.value is None:
        return Outcome(b"", text.diagnostics)
    lines = enumerate(text.value.splitlines(), start=1)
    # Babel drops what stands without quotes, and says nothing.
    unsound = (number for number, line in lines if not _PO_LINE.fullmatch(line.strip()))
    if (number := next(unsound, None)) is not None:
        return Outcome(b"", (_no_catalogue("this line is not valid", Span(path, number)),))
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    compiled = BytesIO()
    try:
        written = read_po(StringIO(text.value), locale=lang.replace("-", "_"), abort_invalid=True)
        for entry in written:
            if isinstance(entry.string, tuple | list) and not all(entry.string):
                entry.string = ""  # else its empty forms would be shown
        write_mo(compiled, written)
        GNUTranslations(BytesIO(compiled.getvalue()))
        return Outcome(compiled.getvalue())
    except PoFileError as raised:
        return Outcome(b"", (_no_catalogue(str(raised), Span(path, raised.lineno + 1)),))
    except (ValueError, LookupError) as raised:
        return Outcome(b"", (_no_catalogue(str(raised), Span(path)),))


def _no_catalogue(reason: str, span: Span) -> Diagnostic:
    hint = "write msgid and msgstr each with its words in double quotes on the same line"
    return error("template-is-sound", f"the catalogue of wording cannot be read: {reason}", span, hint)


def _licence_in_short(catalogue: NullTranslations, licence: Licence) -> str:
    return licence.worded_in_short(catalogue.gettext)


def _licence_name(catalogue: NullTranslations, licence: Licence) -> str:
    return licence.worded(catalogue.gettext)


def _slug(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.casefold()).strip("-")


def _problem(name: str, raised: Exception) -> Diagnostic:
    if isinstance(raised, TemplateSyntaxError):
        place = Span(raised.filename or FOLDER + (raised.name or name), raised.lineno)
        hint = "compare it with the template of the same name that comes with briefgen"
        return error("template-is-sound", f"the template cannot be read: {raised.message}", place, hint)
    if isinstance(raised, TemplateNotFound):
        hint = "add it to templates/, or correct the name"
        return error("template-is-sound", f"there is no template “{raised.name}”", _place(name, raised), hint)
    hint = "docs/templates.md lists all that a template sees"
    return error("template-is-sound", f"the template cannot be filled: {_reason(raised)}", _place(name, raised), hint)


def _reason(raised: Exception) -> str:
    if isinstance(raised, RecursionError):
        return "it includes itself, directly or indirectly"
    return f"there is no {raised}" if isinstance(raised, KeyError) else str(raised) or type(raised).__name__


def _place(name: str, raised: Exception) -> Span:
    """The last line of a template that the exception came through."""
    frames = ((frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(raised.__traceback__))
    places = [Span(file, line or 1) for file, line in frames if file.startswith(FOLDER)]
    return places[-1] if places else Span(FOLDER + name)


def part_filler(
    templates: Templates, shared: Mapping[str, object], problems: list[Diagnostic]
) -> Callable[..., Markup]:
    """A function that fills ``parts/<name>.html``, or that of the next of its names; problems go to ``problems``."""

    def fill(*names: str, **context: Any) -> Markup:
        paths = [f"parts/{name}.html" for name in names]
        found = next((it for it in paths if it in templates.names), paths[0])
        outcome = templates.fill(found, {**shared, **context})
        problems.extend(outcome.diagnostics)
        return Markup(STAND_IN if outcome.diagnostics else outcome.value)

    return fill


# The words of the interface, as Jinja's own translation functions give them
#
# A message is HTML as it stands, and every ``%`` in it is a format: it is written out in the template, and values are
# passed to it by name, which escapes them.


def _install_words(environment: Environment, catalogue: NullTranslations) -> None:
    """Give ``environment`` the words of ``catalogue``."""
    environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(
        {name: _worded(getattr(catalogue, name), variables) for name, variables in _VARIABLES.items()}
    )


def _worded(find: Callable[..., str], variables: Mapping[str, int]) -> Callable[..., str]:
    """A translation function as Jinja's own, whose message may name what it is given as ``variables``, by position.

    Korean pairs in it, such as (으)로, follow the words that were put in before them. Quotation marks in what is put in
    between quotation marks are inner ones.
    """

    @pass_eval_context
    def worded(scope: EvalContext, /, *message: object, **given: object) -> str:
        words = find(*message)
        given = {**{name: message[position] for name, position in variables.items()}, **given}
        if not scope.autoescape:
            return _settled(words % given)
        return Markup(_settled(str(Markup(words) % given) if "%" in words else words))

    return worded


@lru_cache(maxsize=4096)
def _settled(words: str) -> str:
    chosen, _ = settle_text("", nested(words), {})
    return chosen


def title_lines(title: str, room: float = _ROOM) -> tuple[str, ...]:
    """The two parts of a title that takes two lines of ``room`` ems; the title alone where it has no good place."""
    if em_width(title) <= room:
        return (title,)
    cuts = ((title[: it.start()], title[it.end() :]) for it in _CUT.finditer(title))
    widths = {parts: sorted(map(em_width, parts)) for parts in cuts}
    good = [parts for parts, (short, long) in widths.items() if long <= room and short >= _BALANCE * long]
    return min(good, key=lambda parts: widths[parts][1], default=(title,))
