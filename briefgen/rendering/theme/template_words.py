"""The words of the interface in templates, as Jinja's own translation functions give them.

A message is HTML as it stands, and every ``%`` in it is a format: it is written out in the template, and values are
passed to it by name, which escapes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from gettext import NullTranslations

from jinja2 import Environment, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from briefgen.language.korean.particle_forms import settle_text
from briefgen.language.lines.quotes import nested

EXTENSIONS = ("jinja2.ext.i18n", "jinja2.ext.do")
_VARIABLES: Mapping[str, Mapping[str, int]] = {
    "gettext": {},
    "ngettext": {"num": 2},
    "pgettext": {"context": 0},
    "npgettext": {"context": 0, "num": 3},
}
"""The translation functions, and the arguments that a message may name, by position."""


def install_words(environment: Environment, catalogue: NullTranslations) -> None:
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
