"""Where an author has switched a rule off, and why: on a block, in brief.yaml, in site.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from briefgen.model.codes import CODES
from briefgen.model.diagnostics import Diagnostic, Severity, Span, error
from briefgen.model.document import Node
from briefgen.model.site import Site
from briefgen.model.written import Lang
from briefgen.reading.markdown.attributes import ALLOW
from briefgen.reading.nearest import nearest

Waived = Mapping[str, str]
"""Code of a rule → why it is off here."""

_REASON = re.compile(r"\w{2,}.*\w", re.DOTALL)


def of_block(attrs: Mapping[str, str]) -> Waived:
    """What is waived on a block: ``{allow-sentence-is-short="a sentence of the law"}``."""
    return {name.removeprefix(ALLOW): reason for name, reason in attrs.items() if name.startswith(ALLOW)}


def settled(found: Diagnostic, waived: Waived) -> Diagnostic:
    """The problem, or that it is allowed here and why."""
    reason = waived.get(found.code)
    if reason is None:
        return found
    message = f"allowed ({found.code}): {found.message}. Reason: {reason}"
    return Diagnostic("exception-is-meant", message, found.span, Severity.NOTE)


def slips(site: Site, lang: Lang, codes: Iterable[str]) -> Iterator[Diagnostic]:
    """An error for each exception without a reason, or from a rule that there is not."""
    known = frozenset(codes)
    if lang == site.languages[0]:
        for code, reason in site.settings.value.allow.items():
            yield from _slip(code, reason, site.settings.at("allow", code), known)
        for brief in site.briefs.values():
            for code, reason in brief.data.value.allow.items():
                yield from _slip(code, reason, brief.data.at("allow", code), known)
    bodies = [brief.texts[lang].body for brief in site.briefs.values() if lang in brief.texts]
    bodies += [texts[lang].body for texts in site.pages.values() if lang in texts]
    for body in bodies:
        for part in body.walk():
            yield from _of_part(part, known)


def _of_part(part: Node, known: frozenset[str]) -> Iterator[Diagnostic]:
    for code, reason in of_block(part.attrs).items():
        yield from _slip(code, reason, part.span, known)


def _slip(code: str, reason: str, span: Span | None, known: frozenset[str]) -> Iterator[Diagnostic]:
    if code not in known:
        close = nearest(code, sorted(known))
        hint = f"write {close}" if close else f"what can be allowed: {', '.join(sorted(known))}"
        what = "is no rule on style" if code in CODES else "is no rule"
        yield error("exception-has-reason", f"“{code}” {what}", span, hint)
    elif not _REASON.search(reason):
        hint = f'say why, e.g. allow-{code}="a sentence of the law, quoted"'
        yield error("exception-has-reason", f"the exception from {code} gives no reason", span, hint)
