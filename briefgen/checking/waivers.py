"""Where an author has switched a rule off, and why: on a block, under ``allow:`` in front matter and in YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from briefgen.language.matching.nearest import nearest
from briefgen.model.core.diagnostics import Diagnostic, Severity, Span, error
from briefgen.model.core.document import Node
from briefgen.model.core.rules import REMOVED, RULES
from briefgen.model.core.written import Written
from briefgen.model.written.shown import Shown
from briefgen.model.written.wordings import parts
from briefgen.reading.markdown.extensions.attributes import ALLOW

Waived = Mapping[str, str]
"""Code of a rule → why it is off here."""

MEANT = "exception-is-meant"
_REASON = re.compile(r"\w{2,}.*\w", re.DOTALL)


def of_block(attrs: Mapping[str, str]) -> Waived:
    """Return what is waived on a block: ``{allow-sentence-is-short="a sentence of the law"}``."""
    return {name.removeprefix(ALLOW): reason for name, reason in attrs.items() if name.startswith(ALLOW)}


def settled(found: Diagnostic, waived: Waived) -> Diagnostic:
    """The problem, or that it is allowed here and why."""
    reason = waived.get(found.code)
    if reason is None:
        return found
    message = f"allowed ({found.code}): {found.message}. Reason: {reason}"
    return Diagnostic(MEANT, message, found.span, Severity.NOTE, "remove it when the reason no longer applies")


def exceptions_have_reasons(site: Shown) -> Iterator[Diagnostic]:
    """Report each exception without a reason, or from a rule that there is not."""
    texts = site.texts()
    written = (*site.entries(), *(text.front for text in texts))
    found = [*(it.about(_exceptions_of) for it in written), *(text.body.about(_exceptions_in) for text in texts)]
    known = frozenset(code for code, rule in RULES.items() if rule.waivable)
    for code, reason, span in chain.from_iterable(found):
        yield from _slip(code, reason, span, known)


def _exceptions_of(written: Written[Any]) -> tuple[tuple[str, str, Span | None], ...]:
    return tuple(
        (code, reason, written.at(*part.path, "allow", code))
        for part in parts(written.value)
        for code, reason in getattr(part.value, "allow", {}).items()
    )


def _exceptions_in(body: Node) -> tuple[tuple[str, str, Span | None], ...]:
    """The code, the reason and the place of each exception of a block."""
    return tuple((*it, part.span) for part in body.walk() for it in of_block(part.attrs).items())


def _slip(code: str, reason: str, span: Span | None, known: frozenset[str]) -> Iterator[Diagnostic]:
    if code in REMOVED:
        hint = f"delete the exception; {REMOVED[code]}"
        yield error("exception-has-reason", f"the rule “{code}” was removed", span, hint)
    elif code not in known:
        close = nearest(code, sorted(known))
        hint = f"write {close}" if close else f"what can be allowed: {', '.join(sorted(known))}"
        what = "is not a rule that can be switched off" if code in RULES else "is not a rule"
        yield error("exception-has-reason", f"“{code}” {what}", span, hint)
    elif not _REASON.search(reason):
        hint = f'say why, e.g. allow-{code}="a sentence of the law, quoted"'
        yield error("exception-has-reason", f"the exception from {code} gives no reason", span, hint)
