"""The words of the interface in templates: only what a template itself writes is a message.

Jinja's translation functions trust their message: it is HTML as it stands, and every ``%`` in it is a format. So a
message has to be written out in the template, where the designer wrote it. Any other argument is somebody's text: it
is escaped like all text and neither looked up nor formatted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from jinja2 import Environment, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from briefgen.language.korean.particle_forms import settle_text
from briefgen.language.lines.quotes import nested

EXTENSIONS = ("jinja2.ext.i18n", "jinja2.ext.do")
MESSAGES = {
    "_": range(1),
    "gettext": range(1),
    "ngettext": range(2),
    "pgettext": range(2),
    "npgettext": range(3),
}
"""The translation functions, and which of their arguments are messages."""
_VARIABLES = {"ngettext": {"num": 2}, "pgettext": {"context": 0}, "npgettext": {"context": 0, "num": 3}}
"""The arguments that a message may name, and their positions."""
_TRUSTED = "words_of_"
"""Begins the attribute of the environment that translates what a template writes: no template can name it."""


class _Generator(CodeGenerator):
    """Calls the real translation functions where, and only where, the message is written out."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if isinstance(node.node, nodes.Name) and node.node.name in MESSAGES and has_written_message(node):
            name = "gettext" if node.node.name == "_" else node.node.name
            node.node = nodes.EnvironmentAttribute(_TRUSTED + name, lineno=node.lineno)
        super().visit_Call(node, frame, forward_caller=forward_caller)


class TemplateEnvironment(Environment):
    """Jinja as templates of a theme see it, without a loader and without words."""

    code_generator_class = _Generator

    def __init__(self, **options: Any) -> None:
        super().__init__(autoescape=lambda name: True, extensions=EXTENSIONS, **options)


def has_written_message(call: nodes.Call) -> bool:
    """Whether a translation function is called with messages that are written out in the template."""
    name = call.node.name if isinstance(call.node, nodes.Name) else ""
    wanted = MESSAGES.get(name, range(0))
    given = call.args[: len(wanted)]
    return len(given) == len(wanted) and all(isinstance(it, nodes.Const) and isinstance(it.value, str) for it in given)


def install_words(environment: Environment, catalogue: NullTranslations) -> None:
    """Give ``environment`` the words of ``catalogue``."""
    environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    for name, messages in MESSAGES.items():
        if name != "_":
            setattr(environment, _TRUSTED + name, _worded(getattr(catalogue, name), _VARIABLES.get(name, {})))
        environment.globals[name] = _as_text(messages[-1])


def _as_text(position: int) -> Callable[..., Markup]:
    """A translation function for what is not a message: the argument at ``position``, as text."""

    def text(*given: object, **variables: object) -> Markup:
        return escape(given[position]) if len(given) > position else Markup()

    return text


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
