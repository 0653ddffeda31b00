"""The theme's Jinja templates: how they are found, which words and functions they have, how they fail.

What a template may use is listed in ``docs/templates.md``; nothing else is passed in.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from markupsafe import Markup

from briefgen.model.diagnostics import Diagnostic, Outcome, Span, error
from briefgen.model.theme import Theme
from briefgen.model.written import Lang

FOLDER = "templates/"


class _Compiled(BytecodeCache):
    """Compiled templates, the newest text of each: all languages, web and paper, and the next build share them."""

    def __init__(self) -> None:
        self._codes: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._codes.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = (bucket.checksum, bucket.code)


_compiled = _Compiled()


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a theme in one language."""

    environment: Environment
    lang: Lang

    def fill(self, name: str, context: Mapping[str, object]) -> Outcome[str]:
        """The text of the template ``name``; a broken one gives a visible stand-in and its file and line."""
        try:
            return Outcome(self.environment.get_template(name).render(context))
        except (TemplateError, TypeError, ValueError, AttributeError, KeyError, ZeroDivisionError) as raised:
            return Outcome("<!doctype html><title>—</title><p>—</p>", (_problem(name, raised),))


def make_templates(theme: Theme, lang: Lang) -> Templates:
    """The templates of ``theme`` with the interface wording of ``lang``."""
    environment = Environment(
        loader=FunctionLoader(_loader(theme)),
        autoescape=lambda name: True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_compiled,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment.install_gettext_translations(wording(theme, lang), newstyle=True)  # type: ignore[attr-defined]
    environment.filters["slug"] = _slug
    environment.globals["lang"] = lang
    return Templates(environment, lang)


def _loader(theme: Theme) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        if name not in theme.files:
            return None
        return theme.text(name), FOLDER + name, lambda: True

    return load


def wording(theme: Theme, lang: Lang) -> NullTranslations:
    """The gettext catalogue compiled from ``locale/<lang>.po``; without one, the words of the templates."""
    source = theme.files.get(f"locale/{lang}.po")
    if source is None:
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source), locale=lang.replace("-", "_")))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _slug(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.casefold()).strip("-")


def _problem(name: str, raised: Exception) -> Diagnostic:
    if isinstance(raised, TemplateSyntaxError):
        place = Span(raised.filename or FOLDER + (raised.name or name), raised.lineno)
        return error("template-is-sound", f"the template cannot be read: {raised.message}", place)
    if isinstance(raised, TemplateNotFound):
        hint = "add it to templates/, or correct the name"
        return error("template-is-sound", f"there is no template “{raised.name}”", _place(name, raised), hint)
    return error("template-is-sound", f"the template cannot be filled: {raised}", _place(name, raised))


def _place(name: str, raised: Exception) -> Span:
    """The last line of a template that the exception came through."""
    frames = [frame for frame in traceback.extract_tb(raised.__traceback__) if frame.filename.startswith(FOLDER)]
    return Span(frames[-1].filename, frames[-1].lineno or 1) if frames else Span(FOLDER + name)


def part_filler(
    templates: Templates, shared: Mapping[str, object], problems: list[Diagnostic]
) -> Callable[..., Markup]:
    """A function that fills ``parts/<name>.html`` for a directive; problems are added to ``problems``."""

    def fill(name: str, **context: Any) -> Markup:
        outcome = templates.fill(f"parts/{name}.html", {**shared, **context})
        problems.extend(outcome.diagnostics)
        return Markup(outcome.value)

    return fill
